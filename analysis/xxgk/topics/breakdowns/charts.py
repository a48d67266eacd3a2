"""The priority areas: figures of unlike units, so they are compared by order of magnitude or within a whole."""

from math import log

import altair as alt
import pandas as pd

from xxgk.show.axes import CENTRED, as_said, evidence_tooltip, label_axis, share_axis, tooltips
from xxgk.show.bars import INK_ON, evidence_rows, figures_beside, layered, listed
from xxgk.show.chart import Chart
from xxgk.show.evidence import evidence_table
from xxgk.show.labels import brief
from xxgk.show.numbers import amount, count, percent
from xxgk.show.sentences import Sentence, quoted
from xxgk.show.theme import CONTEXT, COUNT_LABELS, FOCUS
from xxgk.show.words import indicator_name, pick, term
from xxgk.topics.breakdowns.groups import GROUPS, compositions, in_group

# Stands between a heading and the name of a row under it.
_HEADED = "#"


def plot_areas(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw how many figures the report prints on each theme, and how many of them are only approximate.

    Parameters
    ----------
    table
        `load("priority_areas", report, evidence=True)`.
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
    bars = alt.Chart().mark_bar(height=14)
    bars = bars.encode(
        x=alt.X("figures:Q", title=pick(lang, "数字个数", "Number of figures"), axis=alt.Axis(tickMinStep=1)),
        color=alt.Color("part:N", title=None, scale=alt.Scale(domain=[*exact], range=[CONTEXT, FOCUS])),
        order=alt.Order("rank:Q"),
    )
    headings = {
        "label": pick(lang, "主题", "Theme"),
        "part": pick(lang, "确切程度", "Precision"),
        "figures": pick(lang, "个数", "Figures"),
    }
    said = "; ".join(f"{row.label}: {row.figures} {row.part}" for row in tally.itertuples())
    return layered(
        tally,
        lang,
        [bars],
        title=title,
        name="figures-by-theme",
        description=f"{brief(title[0])}. {said}",
        height=alt.Step(24),
        shared={"y": label_axis(totals.index), "tooltip": tooltips(headings)},
        table=listed(tally, headings),
    )


def plot_magnitudes(table: pd.DataFrame, lang: str, group: str) -> Chart | Sentence:
    """Draw the counts of a group by their order of magnitude, theme by theme; the axis is logarithmic.

    Parameters
    ----------
    table
        `load("priority_areas", report, evidence=True)`.
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
        name=f"magnitudes-{group}",
        description=f"{brief(title[0])}. {title[1]}",
        table=evidence_table(chosen, lang),
        height=_row_height(rows),
        shared={"y": y},
    )


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


def plot_compositions(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the wholes whose parts are printed, cut into them, each as a share of the sum of its parts.

    Parameters
    ----------
    table
        `load("priority_areas", report, evidence=True)`; the parts of `a.b` are `a.b.c`, `a.b.d`, ...
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
    bars = alt.Chart().mark_bar(height=14).encode(x=share_axis(lang, "share").stack(None), color=as_said("tone"))
    return layered(
        rows,
        lang,
        [bars, *figures_beside(100)],
        title=title,
        name="compositions",
        table=evidence_table(parts, lang),
        height=_row_height(rows),
        shared={"y": y, "tooltip": evidence_tooltip(lang)},
        own_colours=True,
    )
