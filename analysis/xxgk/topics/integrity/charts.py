"""What contradicts what: the broken relations of a report, and all that were checked."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from xxgk.reading.audit import faults
from xxgk.reading.measures import TIMES
from xxgk.show.axes import label_axis, tooltips
from xxgk.show.bars import layered, listed
from xxgk.show.chart import Chart
from xxgk.show.evidence import heading
from xxgk.show.labels import told, wrapped
from xxgk.show.numbers import count, percent, points
from xxgk.show.places import cite
from xxgk.show.sentences import Sentence, write
from xxgk.show.theme import ALERT, CONTEXT, FOCUS, INK
from xxgk.show.words import counted, join, pick, term
from xxgk.topics.integrity.names import NOT_AN_IDENTITY, outcomes, subject, turned

OUTCOMES = {"broken": (ALERT, "cross"), "undecided": (FOCUS, "circle"), "holds": (CONTEXT, "square")}
# As many marks as a phone has room for beside each other.
_A_LINE = 20
_RELATION = 24
_RATES = ("share", "growth")


def plot_contradictions(audited: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw, for each broken relation of counts, how far the printed figure is from what the other figures make.

    The scale is relative, since the figures are of unlike size: 5 of 471 cases beside 7,000 of 270,818 items. Rates are
    off by points, which are no per cent of anything, so they have a chart of their own (`plot_contradicted_rates`).

    Parameters
    ----------
    audited
        `load("audit", report)`.
    lang
        ``zh`` or ``en``.
    """
    broken = faults(audited)
    if broken.empty:
        return write(lang, "没有发现相互矛盾的数字。", "No figures contradict one another.")
    counts = broken[~broken["kind"].isin(_RATES)]
    if counts.empty:
        return write(
            lang, "件数、条数之间没有矛盾，不符的是比率。", "The counts agree with one another; some rates do not."
        )
    off = (100 * counts["difference"] / counts["expected"].abs()).where(counts["expected"] != 0)
    noun = ("处数字互相矛盾", "contradiction")
    return _off(counts, off, lang, noun, pick(lang, "印出的数偏离（%）", "Printed figure is off by (%)"), "%")


def plot_contradicted_rates(audited: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw, for each printed share or growth that its figures contradict, by how many points it is off.

    Parameters
    ----------
    audited
        `load("audit", report)`.
    lang
        ``zh`` or ``en``.
    """
    broken = faults(audited)
    rates = broken[broken["kind"].isin(_RATES)]
    if rates.empty:
        return Sentence()
    times = rates["statement"].str.contains(TIMES, regex=False)
    off = rates["difference"].where(~times, 100 * rates["difference"])
    noun = ("个比率与其数字不符", "rate that its figures contradict", "rates that their figures contradict")
    return _off(rates, off, lang, noun, pick(lang, "印出的比率偏离（百分点）", "Printed rate is off by (points)"), "")


def _off(
    broken: pd.DataFrame, deviation: pd.Series, lang: str, noun: Sequence[str], title_of_axis: str, unit: str
) -> Chart:
    """Draw how far printed figures are off, on one axis of one kind."""
    rows = _deviations(broken, deviation, lang)
    title = (
        pick(lang, f"有 {len(rows)} {noun[0]}", f"{len(rows)} {counted(len(rows), *noun[1:])}"),
        pick(
            lang,
            "点为印出的数，竖线为按其他数字得出的数",
            "Dots are the printed figures; the vertical line is what the other figures give",
        ),
    )
    reach = float(rows["deviation"].abs().fillna(0).max()) or 1
    x = alt.X("deviation:Q", title=title_of_axis, axis=alt.Axis(values=[0], labels=False))
    headings = _finding_headings(lang)
    base = alt.Chart().encode(
        y=label_axis(rows["label"]),
        tooltip=tooltips(headings),
    )
    # Zero has a place on one axis only, so the other is not shared.
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=INK).encode(x=alt.X("zero:Q", axis=None))
    stems = base.mark_rule(color=ALERT, strokeWidth=3).encode(
        x=x.scale(domain=[-1.2 * reach, 3 * reach]), x2=alt.datum(0)
    )
    points = base.mark_point(color=ALERT, size=90, opacity=1).encode(x=alt.X("deviation:Q", axis=None))
    # Behind the line and the dot, never towards the names: on a phone the two would meet.
    texts = base.mark_text(dx=10, align="left").encode(x=alt.X("clear:Q", axis=None), text=alt.Text("gap:N"))
    said = "; ".join(rows["name"] + ": " + rows["relation"] + " (" + rows["gap"] + ")")
    return layered(
        rows,
        lang,
        [zero, stems, points, texts],
        title=title,
        name="contradictions",
        description=told(lang, title[0], said),
        table=listed(rows, {**headings, "where": heading("where", lang)}),
        height=alt.Step(52),
    )


def _deviations(broken: pd.DataFrame, deviation: pd.Series, lang: str) -> pd.DataFrame:
    """Put each broken relation into words, with how far it is off."""
    names = [subject(row, lang) for row in broken.itertuples()]
    relations = broken["statement"].map(turned)
    gaps = [_gap(row, rate, lang) for row, rate in zip(broken.itertuples(), deviation, strict=True)]
    return pd.DataFrame(
        {
            "name": names,
            "label": [
                f"{wrapped(name, lang)}\n{_cut(relation)}" for name, relation in zip(names, relations, strict=True)
            ],
            "code": [join(codes, lang) for codes in broken["codes"]],
            "rule": broken[lang],
            "relation": relations,
            "expected": [count(round(value, 2), lang) for value in broken["expected"]],
            "printed": [count(value, lang) for value in broken["printed"]],
            "gap": gaps,
            "grade": [term("grade", grade, lang) for grade in broken["grade"]],
            "where": broken["places"].map(cite),
            "address": broken["places"].str[0].fillna(""),
            "deviation": deviation,
            "clear": deviation.fillna(0).clip(lower=0),
        }
    )


def _cut(relation: str) -> str:
    return relation if len(relation) <= _RELATION else f"{relation[: _RELATION - 1]}…"


def _gap(row: object, rate: float, lang: str) -> str:
    """Write how far off a figure is: a rate in its own units, another also in per cent of what was expected."""
    sign = "+" if row.difference > 0 else ""
    if row.kind in _RATES and TIMES in row.statement:
        return f"{sign}{count(round(row.difference, 2), lang)}{pick(lang, TIMES, ' times')}"
    if row.kind in _RATES:
        return points(row.difference, lang)
    gap = f"{sign}{count(row.difference, lang)}"
    # Of nothing expected, no difference is a percentage.
    return pick(lang, "{}（{}{}）", "{} ({}{})").format(gap, sign, percent(rate)) if row.expected else gap


def _finding_headings(lang: str) -> dict[str, str]:
    return {
        "name": pick(lang, "指标", "Figure"),
        "relation": pick(lang, "不成立的关系", "What does not hold"),
        "expected": pick(lang, "应为", "Expected"),
        "printed": pick(lang, "印作", "Printed"),
        "gap": pick(lang, "差", "Difference"),
        "grade": pick(lang, "不符之处", "Fault"),
        "rule": pick(lang, "规则", "Rule"),
        "code": pick(lang, "代码", "Code"),
    }


def plot_relations(audited: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw every relation that was checked as a mark: by kind, with its outcome.

    Parameters
    ----------
    audited
        `load("audit", report)`.
    lang
        ``zh`` or ``en``.
    """
    audited = audited[audited["severity"] != NOT_AN_IDENTITY]
    if audited.empty:
        return write(lang, "报告的数字之间没有可以核对的关系。", "The report's figures have no relations to check.")
    rows = _matrix(audited, lang)
    tally = audited["outcome"].value_counts()
    said = [outcomes(name, int(tally.get(name, 0)), lang) for name in OUTCOMES]
    title = (
        pick(
            lang,
            f"核对 {len(rows)} 项关系：{'，'.join(said)}",
            f"{len(rows)} {counted(len(rows), 'relation')} between figures: {', '.join(said)}",
        ),
        pick(lang, "每个符号是一项关系，按种类排列", "Each mark is one relation, by kind"),
    )
    names = [term("outcome", name, lang) for name in OUTCOMES]
    headings = _relation_headings(lang)
    hues, shapes = (alt.Scale(domain=names, range=[look[part] for look in OUTCOMES.values()]) for part in (0, 1))
    marks = alt.Chart().mark_point(size=130, opacity=1)
    marks = marks.encode(
        x=alt.X("number:O", title=None, axis=None),
        y=alt.Y(
            "row:N",
            sort=[*dict.fromkeys(rows["row"])],
            title=None,
            axis=alt.Axis(labelExpr="split(datum.label, '#')[0]"),
        ),
        color=alt.Color("result:N", title=None, scale=hues),
        shape=alt.Shape("result:N", title=None, scale=shapes),
        tooltip=tooltips(headings),
    )
    return layered(
        rows,
        lang,
        [marks],
        title=title,
        name="relations-checked",
        description=told(lang, *title),
        table=listed(rows, headings),
        height=alt.Step(26),
    )


def _matrix(audited: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Lay the relations out in lines: one kind a line or more, the broken ones first."""
    rows = pd.DataFrame(
        {
            "kind": [term("relation", name, lang) for name in audited["kind"]],
            "name": [subject(row, lang) for row in audited.itertuples()],
            "relation": audited["statement"],
            "rule": audited[lang],
            "code": audited["code"],
            "result": [term("outcome", outcome, lang) for outcome in audited["outcome"]],
            "address": audited["places"].str[0].fillna(""),
            "by_kind": pd.factorize(audited["kind"])[0],
            "by_outcome": audited["outcome"].map({name: place for place, name in enumerate(OUTCOMES)}),
        }
    ).sort_values(["by_kind", "by_outcome"], kind="stable")
    number = rows.groupby("kind", sort=False).cumcount()
    # The sign and number after the name keep the lines of one kind apart; the axis shows the name alone.
    line = (number // _A_LINE).astype("str")
    return rows.assign(number=number % _A_LINE, row=rows["kind"].where(line == "0", "") + "#" + rows["kind"] + line)


def _relation_headings(lang: str) -> dict[str, str]:
    return {
        "result": pick(lang, "结果", "Outcome"),
        "name": pick(lang, "指标", "Figure"),
        "relation": pick(lang, "关系", "Relation"),
        "rule": pick(lang, "规则", "Rule"),
        "code": pick(lang, "代码", "Code"),
    }
