"""Several reports side by side: series over the years with their breaks, and what each report prints."""

import altair as alt
import pandas as pd

from xxgk.show.axes import label_axis, legend, row_height, tooltips
from xxgk.show.bars import WIDTH, layered, listed
from xxgk.show.chart import Chart
from xxgk.show.labels import brief, entry_lines, not_printed, wrapped
from xxgk.show.sentences import Sentence
from xxgk.show.theme import CATEGORIES, CONTEXT, COUNT_LABELS, MUTED
from xxgk.show.words import indicator_name, pick, term
from xxgk.topics.comparison.eras import BREAKS, series
from xxgk.topics.integrity.charts import OUTCOMES
from xxgk.topics.integrity.names import NOT_AN_IDENTITY

# Colour and shape of the organs with the greatest figures; more could not be told apart.
_HUES = CATEGORIES[:-1]
_SHAPES = ["circle", "square", "diamond", "triangle-up", "cross", "triangle-down"]


def plot_series(facts: pd.DataFrame, indicator: str, lang: str) -> Chart | Sentence:
    """Draw an indicator over the years, a line for each organ; no line crosses a change of the form.

    Parameters
    ----------
    facts
        `load("facts", reports)` of several reports.
    indicator
        Id of the indicator.
    lang
        ``zh`` or ``en``.
    """
    name = indicator_name(indicator, lang)
    rows = series(facts, indicator, lang)
    if rows.empty:
        return not_printed(lang, name, name.lower())
    top = rows.loc[rows["value"].idxmax()]
    title = (
        pick(
            lang,
            f"{name}：最多的是{top['name']}年度，{top['figure']}",
            f"{name}: the most in {top['name']}, {top['figure']}",
        ),
        pick(
            lang,
            f"{rows['organ'].nunique()} 个机关的 {len(rows)} 份报告；虚线处版式改变，两侧不可相连；对数轴",
            f"{len(rows)} reports of {rows['organ'].nunique()} organs; dashed: the form changed, do not chain "
            f"across; log scale",
        ),
    )
    span = [int(rows["year"].min()) - 1, int(rows["year"].max()) + 1]
    x = alt.X("year:Q", title=None, scale=alt.Scale(domain=span, nice=False), axis=alt.Axis(format="d", tickMinStep=1))
    most = max(1, int(rows["value"].max()))
    ticks = [0, *(10**power for power in range(len(str(most))))]
    y_axis = alt.Axis(labelExpr=COUNT_LABELS[lang], values=ticks, labelOverlap="greedy")
    y = alt.Y(
        "value:Q",
        title=pick(lang, "数量（对数轴）", "Number (log scale)"),
        scale=alt.Scale(type="symlog", domainMax=2 * most),
        axis=y_axis,
    )
    headings = _headings(lang)
    looks = _looks(facts, rows, lang)
    rows["who"] = [
        name if (name := entry_lines(brief(organ), lang)) in looks else [*looks][-1] for organ in rows["organ"]
    ]
    hues, shapes = (alt.Scale(domain=[*looks], range=[look[part] for look in looks.values()]) for part in (0, 1))
    base = alt.Chart().encode(x=x, y=y, color=alt.Color("who:N", title=None, scale=hues), tooltip=tooltips(headings))
    lines = base.mark_line().encode(detail=[alt.Detail("organ:N"), alt.Detail("era:N")])
    key = alt.Legend(columns=1, labelLimit=0, labelExpr="split(datum.label, '\\n')")
    points = base.mark_point(size=90, opacity=1).encode(shape=alt.Shape("who:N", title=None, scale=shapes, legend=key))
    return layered(
        rows,
        lang,
        [*_breaks(x, span), lines, points],
        title=title,
        table=listed(rows, headings),
        height=220,
        width=WIDTH + 60,
    )


def _looks(facts: pd.DataFrame, rows: pd.DataFrame, lang: str) -> dict[str, tuple[str, str]]:
    """Give each organ colour and shape, the same in each chart of a page; of many, those with the greatest figures."""
    drawn = rows.groupby("organ")["value"].max().sort_values(ascending=False, kind="stable").index
    organs = [*dict.fromkeys(facts["organ"])]
    few = len(organs) <= len(_HUES)
    looks = zip(organs if few else drawn, zip(_HUES, _SHAPES, strict=True), strict=False)
    named = {entry_lines(brief(organ), lang): look for organ, look in looks if organ in drawn}
    others = {} if len(drawn) <= len(_HUES) else {pick(lang, "其他机关", "Other organs"): (CONTEXT, "stroke")}
    return named | others


def _breaks(x: alt.X, span: list[int]) -> list[alt.Chart]:
    crossed = [last for last in BREAKS if span[0] < last + 0.5 < span[1]]
    if not crossed:
        return []
    marks = pd.DataFrame({"at": [last + 0.5 for last in crossed], "text": [str(last + 1) for last in crossed]})
    base = alt.Chart(marks).encode(x=alt.X("at:Q", title=None, scale=x["scale"], axis=x["axis"]))
    label = base.mark_text(dx=3, color=MUTED, baseline="top", align="left").encode(
        y=alt.value(0), text=alt.Text("text:N")
    )
    return [base.mark_rule(color=MUTED, strokeDash=[4, 4]), label]


def _headings(lang: str) -> dict[str, str]:
    return {
        "organ": pick(lang, "机关", "Organ"),
        "year": pick(lang, "年度", "Year"),
        "figure": pick(lang, "数值", "Figure"),
        "printed": pick(lang, "原文印作", "Printed as"),
        "where": pick(lang, "出处", "Where"),
    }


def plot_audits(audited: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw for each report how many relations hold, are broken, or stay undecided.

    Parameters
    ----------
    audited
        `load("audit", reports)` of several reports.
    lang
        ``zh`` or ``en``.
    """
    checked = audited[audited["severity"] != NOT_AN_IDENTITY]
    if checked.empty:
        return not_printed(lang, "可以核对的关系", "relations that could be checked")
    rows = checked.assign(name=checked["organ"] + " " + checked["year"].astype("str"))
    tally = rows.groupby(["name", "outcome"], sort=False).size().rename("relations").reset_index()
    tally["label"] = [wrapped(name, lang) for name in tally["name"]]
    tally["result"] = [term("outcome", outcome, lang) for outcome in tally["outcome"]]
    tally["rank"] = tally["outcome"].map({name: rank for rank, name in enumerate(OUTCOMES)})
    broken = tally[tally["outcome"] == "broken"]
    order = tally.pivot_table("relations", "label", "outcome", aggfunc="sum", fill_value=0)
    order = order.reindex(columns=[*OUTCOMES], fill_value=0).sort_values([*OUTCOMES], ascending=False, kind="stable")
    reports = tally["name"].nunique()
    title = (
        pick(
            lang,
            f"{reports} 份报告中 {len(broken)} 份有互相矛盾的数字",
            f"{len(broken)} of {reports} reports hold contradictions",
        ),
        pick(lang, "核对的算术关系数，按结果", "Relations checked, by outcome"),
    )
    names = [term("outcome", name, lang) for name in OUTCOMES]
    colours = alt.Scale(domain=names, range=[colour for colour, _ in OUTCOMES.values()])
    bars = alt.Chart().mark_bar(height=16)
    bars = bars.encode(
        x=alt.X("relations:Q", title=pick(lang, "关系数", "Relations")),
        color=alt.Color("result:N", title=None, scale=colours, legend=legend(names)),
        order=alt.Order("rank:Q"),
    )
    headings = {
        "name": pick(lang, "报告", "Report"),
        "result": pick(lang, "结果", "Outcome"),
        "relations": pick(lang, "关系数", "Relations"),
    }
    said = "; ".join(f"{row.name} {row.result} {row.relations}" for row in tally.itertuples(index=False))
    return layered(
        tally,
        lang,
        [bars],
        title=title,
        description=f"{brief(title[0])}. {said}",
        height=row_height(order.index),
        shared={"y": label_axis(order.index), "tooltip": tooltips(headings)},
        table=listed(tally, headings),
    )
