"""The priority areas: figures of unlike units, so they are compared by order of magnitude or within a whole."""

from math import log

import altair as alt
import pandas as pd

from xxgk.reading.measures import shares
from xxgk.show.bars import (
    CENTRED,
    INK_ON,
    WIDTH,
    brief,
    evidence_rows,
    evidence_tooltip,
    figures_beside,
    layered,
    share_axis,
    titled,
)
from xxgk.show.figure import figure
from xxgk.show.theme import CONTEXT, COUNT_LABELS, FOCUS
from xxgk.show.wording import Sentence, amount, count, evidence_table, indicator_name, percent, pick, quoted, term

GROUPS = {
    "information": ("公开的信息条数", "counts of information"),
    "people": ("涉及的人、户和资金", "counts of people, households and money"),
    "objects": ("事项、项目和次数", "counts of projects, listed items and events"),
}
UNITS = {
    "information": ("条", "件", "期", "批", "篇", "份"),
    "people": ("人", "人次", "名", "户", "套", "元"),
}
# Stands between a heading and the name of a row under it.
_HEADED = "#"
_LAST_STEP = r"\.[^.]*$"
RATES = ("%", "％", "个百分点")


def plot_areas(table: pd.DataFrame, lang: str) -> alt.LayerChart | Sentence:
    """Draw how many figures the report prints on each theme, and how many of them are only approximate.

    Parameters
    ----------
    table
        `load("priority_areas", report)`.
    lang
        ``zh`` or ``en``.
    """
    if table.empty:
        return Sentence()
    exact = pick(lang, "确数", "exact"), pick(lang, "约数", "approximate")
    hedged = table["qualifier"].ne("exact").map({False: exact[0], True: exact[1]})
    themes = [term("theme", theme, lang) for theme in table["theme"]]
    rows = pd.DataFrame({"label": themes, "part": hedged.to_numpy()})
    tally = rows.value_counts(sort=False).rename("figures").reset_index()
    tally["rank"] = tally["part"].map({name: rank for rank, name in enumerate(exact)})
    totals = rows["label"].value_counts()
    top = totals.index[0]
    title = (
        pick(lang, f"“{top}”的数字最多，有 {totals.iloc[0]} 个", f'"{top}" has the most figures: {totals.iloc[0]}'),
        pick(lang, f"重点领域共 {len(table)} 个数字，按主题", f"{len(table)} figures on priority areas, by theme"),
    )
    chart = (
        alt.Chart(tally)
        .mark_bar(height=14)
        .encode(
            x=alt.X("figures:Q", title=pick(lang, "数字个数", "Number of figures"), axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("label:N", sort=[*totals.index], title=None, axis=alt.Axis(labelLimit=260)),
            color=alt.Color("part:N", title=None, scale=alt.Scale(domain=[*exact], range=[CONTEXT, FOCUS])),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("label:N", title=pick(lang, "主题", "Theme")),
                alt.Tooltip("part:N", title=pick(lang, "确切程度", "Precision")),
                alt.Tooltip("figures:Q", title=pick(lang, "个数", "Figures")),
            ],
        )
        .properties(width=WIDTH, height=alt.Step(24), title=titled(*title, lang))
    )
    said = "; ".join(f"{row.label}: {row.figures} {row.part}" for row in tally.itertuples())
    return figure(chart, description=f"{brief(title[0])}. {said}")


def plot_magnitudes(table: pd.DataFrame, lang: str, group: str) -> alt.LayerChart | Sentence:
    """Draw the counts of a group by their order of magnitude, theme by theme; the axis is logarithmic.

    Parameters
    ----------
    table
        `load("priority_areas", report)`.
    lang
        ``zh`` or ``en``.
    group
        What is counted: ``information`` (records, cases, issues), ``people`` (with households, homes and money), or
        ``objects`` (projects, items of a list, times).
    """
    what = pick(lang, *GROUPS[group])
    chosen = table[table["value"].gt(0) & in_group(table["unit"], group)]
    if chosen.empty:
        return Sentence()
    rows = evidence_rows(chosen, lang)
    rows["theme"] = [term("theme", theme, lang) for theme in chosen["theme"]]
    # Without units, which the axis does not have either: a phone has no room for them.
    rows["text"] = [amount(row.value, "", row.qualifier, lang) for row in chosen.itertuples()]
    ends = (rows.loc[rows["value"].idxmin()], rows.loc[rows["value"].idxmax()])
    least, most = (f"{quoted(row['name'], lang)}{pick(lang, '（{}）', ' ({})').format(row['figure'])}" for row in ends)
    title = (
        pick(
            lang,
            f"{what}：从{least}到{most}",
            f"{what.capitalize()}: from {least} to {most}",
        ),
        pick(
            lang,
            f"{len(rows)} 个数字，单位各异，只宜比较数量级（对数轴）",
            f"{len(rows)} figures of unlike units: compare orders of magnitude only (log scale)",
        ),
    )
    x = alt.X("value:Q", title=pick(lang, "数量（对数轴）", "Number (log scale)"))
    x = x.scale(type="log", domainMin=1, nice=True).axis(
        labelExpr=COUNT_LABELS[lang], tickCount=4, labelOverlap="greedy"
    )
    rows, y = _under_headings(rows, "theme")
    # The tooltip is long: one layer carries it for all.
    points = alt.Chart().mark_point(color=FOCUS, size=55, opacity=1).encode(x=x, tooltip=evidence_tooltip(lang))
    # A figure far to the right stands before its dot: behind it a narrow screen has no room.
    far = f"log(datum.value) > {0.6 * log(max(2.0, rows['value'].max()))}"
    before = alt.Chart().transform_filter(far).mark_text(align="right", dx=-9)
    behind = alt.Chart().transform_filter(f"!({far})").mark_text(align="left", dx=9)
    place = {"x": alt.X("value:Q"), "text": alt.Text("text:N")}
    return layered(
        rows,
        lang,
        [points, before.encode(**place), behind.encode(**place)],
        title=title,
        description=f"{brief(title[0])}. {title[1]}",
        table=evidence_table(chosen, lang),
        height=_row_height(rows),
        shared={"y": y},
    )


def in_group(units: pd.Series, group: str) -> pd.Series:
    """Tell which units count what a group of `GROUPS` is about."""
    if group == "objects":
        return ~units.isin({*RATES, *UNITS["information"], *UNITS["people"]})
    return units.isin(UNITS[group])


def _under_headings(rows: pd.DataFrame, column: str) -> tuple[pd.DataFrame, alt.Y]:
    """Give the rows and a vertical axis that stands them under bold headings, one for each value of a column.

    A heading is a place of the axis without a mark: one plot, unlike facets, can be laid out anew on a phone.
    """
    rows = rows.assign(key=rows[column] + _HEADED + rows["label"])
    ordered = rows.sort_values("value", ascending=False, kind="stable")
    keys = [
        key for heading in dict.fromkeys(rows[column]) for key in (heading, *ordered["key"][ordered[column] == heading])
    ]
    is_heading = f"indexof(datum.value, '{_HEADED}') < 0"
    axis = alt.Axis(
        labelExpr=f"split(slice(datum.label, indexof(datum.label, '{_HEADED}') + 1), '\\n')",
        labelOffset=CENTRED,
        labelLimit=250,
        labelOverlap=False,
        labelFontWeight={"condition": {"test": is_heading, "value": "bold"}, "value": "normal"},
    )
    # What the key holds need not travel in a page twice.
    return rows.drop(columns=["label", column]), alt.Y(
        "key:N", scale=alt.Scale(domain=[*dict.fromkeys(keys)]), title=None, axis=axis
    )


def _row_height(rows: pd.DataFrame) -> alt.Step:
    return alt.Step(32 if rows["key"].str.contains("\n").any() else 22)


def plot_compositions(table: pd.DataFrame, lang: str) -> alt.LayerChart | Sentence:
    """Draw the wholes whose parts are printed, cut into them, each as a share of the sum of its parts.

    Parameters
    ----------
    table
        `load("priority_areas", report)`; the parts of `a.b` are `a.b.c`, `a.b.d`, ...
    lang
        ``zh`` or ``en``.
    """
    parts = compositions(table)
    if parts.empty:
        return Sentence()
    rows = evidence_rows(parts, lang).assign(
        whole=[indicator_name(whole, lang) for whole in parts["whole"]],
        share=parts["share_of_parts_pct"],
        tone=parts.groupby("whole")["value"].transform("max").eq(parts["value"]).map({True: FOCUS, False: CONTEXT}),
    )
    rows = rows.assign(at=rows["share"], ink=rows["tone"].map(INK_ON))
    brackets = pick(lang, "{}（{}）", "{} ({})")
    rows["text"] = [brackets.format(count(row.value, lang), percent(row.share, 1)) for row in rows.itertuples()]
    top = rows.loc[rows["share"].idxmax()]
    title = (
        pick(
            lang,
            f"{top['whole']}中{top['name']}占 {percent(top['share'], 1)}",
            f"{top['whole']}: {percent(top['share'], 1)} are {top['name'].lower()}",
        ),
        pick(lang, "百分比以各部分之和为分母", "Shares of the sum of the parts"),
    )
    rows, y = _under_headings(rows, "whole")
    # One bar a row: stacked ones could not be sorted together with their texts.
    bars = (
        alt.Chart()
        .mark_bar(height=14)
        .encode(x=share_axis(lang, "share").stack(None), color=alt.Color("tone:N", scale=None, legend=None))
    )
    return layered(
        rows,
        lang,
        [bars, *figures_beside(100)],
        title=title,
        table=evidence_table(parts, lang),
        height=_row_height(rows),
        shared={"y": y, "tooltip": evidence_tooltip(lang)},
        own_colours=True,
    )


def compositions(table: pd.DataFrame) -> pd.DataFrame:
    """Find the rows that are parts of another, printed row: `a.b.c` of `a.b`; with the shares of `measures.shares`."""
    whole = table["indicator"].str.replace(_LAST_STEP, "", regex=True)
    parts = table.assign(whole=whole)[whole.isin(table["indicator"]) & ~table["unit"].isin(RATES)]
    several = parts[parts.groupby("whole")["value"].transform("count") > 1]
    return shares(several, by="whole")
