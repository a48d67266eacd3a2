"""What the totals of a report are made of, drawn: the parts of each whole as shares of it, on one scale."""

from collections.abc import Iterator

import altair as alt
import pandas as pd

from xxgk.show.axes import CENTRED, as_said, evidence_tooltip, share_axis
from xxgk.show.bars import INK_ON, evidence_rows, figures_beside, layered
from xxgk.show.chart import Chart
from xxgk.show.labels import brief, wrapped
from xxgk.show.numbers import amount
from xxgk.show.sentences import Sentence, quoted
from xxgk.show.theme import CONTEXT, FOCUS, MUTED
from xxgk.show.words import pick
from xxgk.topics.breakdowns.lists import for_readers, leading, list_breakdowns, share_text, whole_amount

# Stands between the number of a row and its name; twice before the name of a whole.
_MARK = "#"
# Bars that one chart has room for; what is beyond them stands in the dataset.
_MOST = 60


def plot_breakdowns(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the parts of each whole that the report divides, as shares of it; parts without a name by their label.

    Parameters
    ----------
    table
        `load("breakdowns", report, evidence=True)`.
    lang
        ``zh`` or ``en``.
    """
    named = for_readers(table, lang)
    named = named[named["share"].ge(0)]
    # A list is drawn whole, and the first one always.
    sizes = named.groupby("breakdown").size()
    drawn = named[named["breakdown"].isin(sizes.index[: max(1, int(sizes.cumsum().le(_MOST).sum()))])]
    if drawn.empty:
        return Sentence()
    drawn = drawn.sort_values(["breakdown", "share"], ascending=[True, False], kind="stable")
    rows = _rows(drawn, lang)
    scale = alt.Scale(domain=[0, max(100.0, float(rows["share"].max()))])
    tooltip = evidence_tooltip(lang, alt.Tooltip("whole:N", title=pick(lang, "总数", "Whole")))
    bars = alt.Chart().mark_bar(height=14)
    bars = bars.encode(x=share_axis(lang, "share").stack(None).scale(scale), color=as_said("tone"), tooltip=tooltip)
    return layered(
        rows,
        lang,
        [bars, *figures_beside(100), _wholes(drawn, lang)],
        title=(_finding(drawn, lang), _scope(named, drawn, lang)),
        name="breakdowns",
        table=list_breakdowns(drawn, lang),
        height=alt.Step(32 if rows["key"].str.contains("\n").any() else 24),
        shared={"y": _axis([*_keys(drawn, rows, lang)])},
        own_colours=True,
    )


def _rows(drawn: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Give the bars: grey but for the largest part of each whole."""
    rows = evidence_rows(drawn, lang).drop(columns="value")
    largest = drawn.groupby("breakdown")["share"].transform("max").eq(drawn["share"])
    brackets = pick(lang, "{}（{}）", "{} ({})")
    figures = [amount(row.value, "", row.qualifier, lang) for row in drawn.itertuples()]
    rates = [share_text(row, lang) for _, row in drawn.iterrows()]
    counted = drawn["value"].notna()
    rows["text"] = [
        brackets.format(figure, rate) if known else rate
        for figure, rate, known in zip(figures, rates, counted, strict=True)
    ]
    rows["whole"] = [brief(name) for name in drawn["whole_name"]]
    rows["share"] = rows["at"] = drawn["share"]
    rows["tone"] = largest.map({True: FOCUS, False: CONTEXT})
    rows["ink"] = rows["tone"].map(INK_ON)
    labels = [_two_lines(name, lang) for name in rows["name"]]
    numbers = zip(drawn["breakdown"], drawn["number"], labels, strict=True)
    rows["key"] = [f"{breakdown}.{number}{_MARK}{label}" for breakdown, number, label in numbers]
    return rows.drop(columns="label")


def _two_lines(name: str, lang: str) -> str:
    lines = wrapped(name.replace(_MARK, "＃"), lang).split("\n")
    return "\n".join(lines if len(lines) < 3 else [lines[0], f"{lines[1][:-1]}…"])


def _heading(row: pd.Series, lang: str) -> str:
    return f"{row['breakdown']}{_MARK}{_MARK}{_two_lines(row['whole_name'], lang)}"


def _keys(drawn: pd.DataFrame, rows: pd.DataFrame, lang: str) -> Iterator[str]:
    """List the places of the axis: each whole, its parts below it."""
    for _, parts in drawn.groupby("breakdown", sort=False):
        yield _heading(parts.iloc[0], lang)
        yield from rows.loc[parts.index, "key"]


def _axis(keys: list[str]) -> alt.Y:
    name = f"slice(datum.label, lastindexof(datum.label, '{_MARK}') + 1)"
    is_whole = f"indexof(datum.value, '{_MARK}{_MARK}') > 0"
    axis = alt.Axis(
        labelExpr=f"split({name}, '\\n')",
        labelOffset=CENTRED,
        labelLimit=250,
        labelOverlap=False,
        labelFontWeight={"condition": {"test": is_whole, "value": "bold"}, "value": "normal"},
    )
    return alt.Y("key:N", scale=alt.Scale(domain=keys), title=None, axis=axis)


def _wholes(drawn: pd.DataFrame, lang: str) -> alt.Chart:
    """Write the figure of each whole at the head of its parts."""
    firsts = [parts.iloc[0] for _, parts in drawn.groupby("breakdown", sort=False)]
    figures = pd.DataFrame({"key": [_heading(row, lang) for row in firsts], "all": [_of(row, lang) for row in firsts]})
    text = alt.Chart(figures).mark_text(align="left", dx=2, color=MUTED)
    return text.encode(x=alt.XDatum(0), text=alt.Text("all:N"))


def _of(row: pd.Series, lang: str) -> str:
    if pd.isna(row["whole_value"]):
        return pick(lang, "总数没有印出", "total not printed")
    return pick(lang, f"共 {whole_amount(row, lang)}", f"{whole_amount(row, lang)} in all")


def _finding(drawn: pd.DataFrame, lang: str) -> str:
    """Say which part takes the most of the whole that tells most."""
    telling = leading(drawn, 1)
    chosen = drawn if telling.empty else telling
    top = chosen.loc[chosen["share"].idxmax()]
    whole, part = quoted(top["whole_name"], lang), quoted(top[f"name_{lang}"], lang)
    rate = share_text(top, lang)
    return pick(lang, f"{whole}中{part}占 {rate}", f"{whole}: the largest part is {part}, at {rate}")


def _scope(named: pd.DataFrame, drawn: pd.DataFrame, lang: str) -> str:
    printed, shown = named["breakdown"].nunique(), drawn["breakdown"].nunique()
    if shown < printed:
        return pick(
            lang,
            f"占印出的总数的百分比；只画 {printed} 个总数中的前 {shown} 个",
            f"Shares of the whole as printed; the first {shown} of {printed} wholes",
        )
    return pick(lang, "占印出的总数的百分比", "Shares of the whole as printed")
