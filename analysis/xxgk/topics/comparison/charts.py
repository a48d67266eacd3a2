"""Several reports side by side: rates with what chance leaves open, and what of each report's figures agrees."""

import altair as alt
import pandas as pd

from xxgk.show.axes import as_said, label_axis, legend, row_height, tooltips
from xxgk.show.bars import layered, listed
from xxgk.show.chart import Chart
from xxgk.show.labels import brief, not_printed, told, wrapped
from xxgk.show.sentences import Sentence, write
from xxgk.show.theme import CONTEXT, FOCUS
from xxgk.show.words import pick, term
from xxgk.topics.integrity.charts import OUTCOMES
from xxgk.topics.integrity.names import NOT_AN_IDENTITY


def plot_rates(rates: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw a rate of several reports with its interval, the greatest first, one's own in colour.

    Parameters
    ----------
    rates
        `side_by_side` of one rate of `load("rates", reports)`; what does not compare with one's own, and what is of few
        cases, is not drawn.
    lang
        ``zh`` or ``en``.
    """
    name = rates.attrs.get("title", "")
    if rates.empty:
        return not_printed(lang, name, name)
    rows = rates[rates["compares"] & ~rates["few"] & rates["value"].notna()].copy()
    if rows.empty:
        return write(
            lang, "{name}：各份报告的基数都不足10。", "{name}: no report has a base of ten or more.", name=name
        )
    rows["name"] = [brief(one) for one in rows["name"]]
    rows["label"] = [wrapped(one, lang) for one in rows["name"]]
    rows["tone"] = rows["mine"].map({True: FOCUS, False: CONTEXT})
    rows["end"] = rows["high"].fillna(rows["value"])
    rows["start"] = rows["low"].fillna(rows["value"])
    rows["text"] = rows["figure"]
    shown = rows[rows["mine"]] if rows["mine"].any() else rows.head(1)
    title = (
        pick(
            lang,
            f"{name}：{shown['name'].iloc[0]} {shown['figure'].iloc[0]}",
            f"{name}: {shown['figure'].iloc[0]} in {shown['name'].iloc[0]}",
        ),
        pick(
            lang,
            f"{len(rows)} 份可比报告；横线为95%区间",
            f"Comparable reports: {len(rows)}; the line is the 95% interval",
        ),
    )
    share = bool(rates.attrs.get("share"))
    axis = alt.Axis(labelExpr="datum.value + '%'", tickCount=5) if share else alt.Axis(tickCount=5)
    unit = pick(lang, "占比（%）", "Share (%)") if share else pick(lang, "件", "Cases")
    top = float(rows["end"].max()) * 1.15 or 1.0
    x = alt.X("start:Q", title=unit, axis=axis, scale=alt.Scale(domain=[0, top], nice=False))
    headings = _headings(lang)
    spans = alt.Chart().mark_rule(strokeWidth=6, opacity=0.45).encode(x=x, x2=alt.X2("end"), color=as_said("tone"))
    points = alt.Chart().mark_point(size=80, opacity=1).encode(x=alt.X("value:Q"), color=as_said("tone"))
    texts = alt.Chart().mark_text(align="left", dx=8).encode(x=alt.X("end:Q"), text=alt.Text("text:N"))
    return layered(
        rows[["name", "label", "tone", "start", "end", "value", "text", "figure", "span", "cases", "where"]],
        lang,
        [spans, points, texts],
        title=title,
        table=listed(rows, headings),
        height=row_height(rows["label"]),
        shared={"y": label_axis(rows["label"]), "tooltip": tooltips(headings)},
        own_colours=True,
    )


def _headings(lang: str) -> dict[str, str]:
    return {
        "name": pick(lang, "报告", "Report"),
        "figure": pick(lang, "比率", "Rate"),
        "span": pick(lang, "95%区间", "95% interval"),
        "cases": pick(lang, "件数 / 基数", "Cases / base"),
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
            f"Figures contradict each other in {len(broken)} of {reports} reports",
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
        description=told(lang, title[0], said),
        height=row_height(order.index),
        shared={"y": label_axis(order.index), "tooltip": tooltips(headings)},
        table=listed(tally, headings),
    )
