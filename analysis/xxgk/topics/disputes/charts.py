"""Reviews and lawsuits: growth since the year before, results, and how far the correction rate is certain."""

import altair as alt
import pandas as pd

from xxgk.show.axes import as_said, count_axis, label_axis, tooltips
from xxgk.show.bars import evidence_rows, layered, listed, stacked_bars
from xxgk.show.chart import Chart
from xxgk.show.evidence import cited, evidence_table, heading
from xxgk.show.figures import whole_rows
from xxgk.show.labels import not_printed, told
from xxgk.show.numbers import between, count, signed
from xxgk.show.sentences import Sentence, write
from xxgk.show.theme import ALERT, CONTEXT, FOCUS, INK, MUTED, PAPER
from xxgk.show.words import inside, join, pick, term
from xxgk.topics.disputes.corrections import correction_rates

RESULT_COLOURS = {"upheld": MUTED, "corrected": FOCUS, "other": CONTEXT, "pending": ALERT}


def plot_growth(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw how reviews and lawsuits grew: the base that the printed growth implies, and this year's printed count.

    Parameters
    ----------
    table
        `load("dispute_growth", report, evidence=True)`.
    lang
        ``zh`` or ``en``.
    """
    chosen = table[(table["level"] == "all") & table["current"].notna() & table["prior"].notna()]
    if chosen.empty:
        return not_printed(lang, "可推算上年基数的增长率", "a growth rate that implies a base")
    fastest = chosen.loc[chosen["growth_printed_pct"].astype("float64").idxmax(), "dispute"]
    ends = pd.concat([_end(chosen, "prior", lang, fastest), _end(chosen, "current", lang, fastest)], ignore_index=True)
    rates = [
        f"{inside(term('dispute', row.dispute, lang), lang)} {signed(row.printed, row.growth_printed_pct, lang)}"
        for row in chosen.itertuples()
    ]
    years = int(chosen["year"].iloc[0]) - 1, int(chosen["year"].iloc[0])
    title = (
        pick(lang, f"{years[0]}–{years[1]}年：{'，'.join(rates)}", f"{years[0]} to {years[1]}: {join(rates, lang)}"),
        pick(
            lang,
            "实心点为报告所列，空心点为增长率所推算的上年数",
            "Solid: as printed; hollow: implied by the printed growth rate",
        ),
    )
    tone = alt.Stroke("tone:N", scale=None, legend=None)
    lines = alt.Chart().mark_line().encode(stroke=tone, detail=alt.Detail("dispute:N"))
    points = alt.Chart().mark_point(size=110, strokeWidth=2.5, opacity=1)
    points = points.encode(stroke=tone, fill=alt.Fill("fill:N", scale=None, legend=None))
    words = alt.Chart().encode(color=as_said("tone"), text=alt.Text("text:N"))
    after = words.mark_text(align="left", dx=10, fontSize=13).transform_filter("datum.kind == 'current'")
    before = words.mark_text(align="right", dx=-10, fontSize=13).transform_filter("datum.kind == 'prior'")
    headings = _growth_headings(lang)
    said = "; ".join(ends["name"] + " " + ends["year"] + ": " + ends["figure"])
    return layered(
        ends,
        lang,
        [lines, points, after, before],
        title=title,
        name="growth-of-disputes",
        description=told(lang, *title, said),
        table=listed(ends, {**headings, "where": heading("where", lang)}),
        height=260,
        shared={
            "x": alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0), scale=alt.Scale(padding=0.35)),
            # Each point has its figure beside it.
            "y": alt.Y("value:Q", axis=None, scale=alt.Scale(zero=True)),
            "tooltip": tooltips(headings),
        },
    )


def _end(chosen: pd.DataFrame, kind: str, lang: str, fastest: str) -> pd.DataFrame:
    """Make the points of one year."""
    current = kind == "current"
    names = [term("dispute", dispute, lang) for dispute in chosen["dispute"]]
    counts = [count(float(value), lang) for value in chosen[kind]]
    tones = chosen["dispute"].eq(fastest).map({True: FOCUS, False: MUTED})
    written = [f"{name} {number}" if current else number for name, number in zip(names, counts, strict=True)]
    return pd.DataFrame(
        {
            "dispute": chosen["dispute"],
            "kind": kind,
            "year": (chosen["year"] - (0 if current else 1)).astype("str"),
            "value": chosen[kind].astype("float64"),
            "name": names,
            "figure": counts,
            "basis": pick(lang, "报告所列", "printed")
            if current
            else [_interval(row, lang) for row in chosen.itertuples()],
            "printed": chosen["printed"],
            "where": cited(chosen, lang),
            "text": written,
            "tone": tones,
            "fill": tones if current else PAPER,
        }
    )


def _interval(row: object, lang: str) -> str:
    low, high = f"{row.prior_low:,.3f}", f"{row.prior_high:,.3f}"
    return pick(
        lang,
        f"由增长率推算，区间 {low}–{high} 内唯一的整数",
        f"implied: the only whole number between {low} and {high}",
    )


def _growth_headings(lang: str) -> dict[str, str]:
    return {
        "name": pick(lang, "类别", "Kind"),
        "year": pick(lang, "年份", "Year"),
        "figure": pick(lang, "件数", "Cases"),
        "basis": pick(lang, "依据", "Basis"),
        "printed": pick(lang, "增长率印作", "Growth printed as"),
    }


def plot_results(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the results of reviews and of lawsuits against the total printed beside them.

    Parameters
    ----------
    table
        `load("dispute_outcomes", report, evidence=True)`.
    lang
        ``zh`` or ``en``.
    """
    chosen = whole_rows(table)
    if chosen.empty:
        return not_printed(lang, "复议与诉讼的结果", "results of reviews and lawsuits")
    if not chosen["value"].sum():
        return write(lang, "报告列出的各项结果都是0。", "Every result that the report prints is 0.")
    rows = evidence_rows(chosen, lang)
    rows = rows.assign(
        label=[term("dispute", dispute, lang) for dispute in chosen["dispute"]],
        part=[term("result", result, lang) for result in chosen["result"]],
        size=chosen["value"],
        text=[count(value, lang) for value in chosen["value"]],
    )
    colours = {
        term("result", name, lang): colour
        for name, colour in RESULT_COLOURS.items()
        if (chosen["result"] == name).any()
    }
    sums = chosen.groupby("dispute", sort=False).agg(parts=("value", "sum"), total=("total", "first")).reset_index()
    return stacked_bars(
        rows,
        lang,
        x=count_axis(lang, "件", "start"),
        colours=colours,
        title=_results_title(sums, lang),
        name="results-of-disputes",
        table=evidence_table(chosen, lang),
        over=_printed_totals(sums.dropna(subset="total"), lang),
        step=66,
    )


def _printed_totals(sums: pd.DataFrame, lang: str) -> list[alt.Chart]:
    """Mark where each bar would end if the results added up to the printed total."""
    marks = pd.DataFrame(
        {
            "label": [term("dispute", dispute, lang) for dispute in sums["dispute"]],
            "total": sums["total"],
            "text": [
                pick(lang, f"印作总数 {count(total)}", f"printed total {count(total)}") for total in sums["total"]
            ],
        }
    )
    base = alt.Chart(marks).encode(x=alt.X("total:Q"), tooltip=[alt.Tooltip("text:N", title=" ")])
    return [
        base.mark_tick(color=INK, thickness=3, size=38, opacity=1),
        base.mark_text(dy=-27).encode(text=alt.Text("text:N")),
    ]


def _results_title(sums: pd.DataFrame, lang: str) -> tuple[str, str]:
    known = sums.dropna().assign(dispute=lambda table: [term("dispute", name, lang) for name in table["dispute"]])
    wrong = known[known["parts"] != known["total"]]
    words = [
        pick(
            lang,
            f"{row.dispute}各结果合计 {count(row.parts)}，总数印作 {count(row.total)}",
            f"{row.dispute}: results add up to {count(row.parts)}, but the printed total is {count(row.total)}",
        )
        for row in wrong.itertuples()
    ]
    agree = pick(lang, "各结果之和与总数一致", "Results add up to the printed totals")
    title = pick(lang, "；", "; ").join(words) or (
        agree if len(known) else pick(lang, "报告未列总数", "No total is printed")
    )
    return title, pick(lang, "单位：件；竖线为印出的总数", "Number of cases; the tick marks the printed total")


def plot_correction_rates(table: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw the share of cases in which the organ was corrected, and how far rounding and contradictions leave it open.

    Parameters
    ----------
    table
        `load("dispute_outcomes", report, evidence=True)`.
    lang
        ``zh`` or ``en``.
    """
    rates = correction_rates(table, lang)
    if rates.empty:
        return not_printed(lang, "被依法纠错的案件数", "cases found unlawful and corrected")
    if not rates["high"].any():
        return write(lang, "没有案件被依法纠错。", "In no case was the organ's decision found unlawful and corrected.")
    if (rates := rates[~rates["few"]]).empty:
        return write(lang, "案件不足10件，不画比率。", "Fewer than ten cases: no rate is drawn.")
    spans = [f"{row.name} {between(row.low, row.high, 1)}" for row in rates.itertuples(index=False)]
    title = (
        pick(lang, f"纠错率：{'，'.join(spans)}", f"Found unlawful and corrected: {inside(join(spans, lang), lang)}"),
        pick(
            lang,
            "横线为总数与各结果不符时纠错率的可能范围",
            "Lines show the range the rate can have where results and total disagree",
        )
        if rates["low"].ne(rates["high"]).any()
        else pick(lang, "被依法纠错的案件占全部案件的比例", "Share of all cases"),
    )
    top = max(5.0, float(rates["high"].max()) * 1.25)
    x = alt.X("low:Q", scale=alt.Scale(domain=[0, top]), axis=None)
    zero = alt.Chart(pd.DataFrame({"zero": [0]})).mark_rule(color=MUTED).encode(x=alt.X("zero:Q", axis=None))
    headings = _rate_headings(lang)
    base = alt.Chart().encode(y=label_axis(rates["label"]), tooltip=tooltips(headings))
    span = base.mark_rule(color=FOCUS, strokeWidth=6, opacity=0.45).encode(x=x, x2=alt.X2("high"))
    points = base.mark_point(color=FOCUS, size=90, opacity=1).encode(x=alt.X("of_total:Q", axis=None))
    texts = base.mark_text(align="left", dx=10).encode(x=alt.X("high:Q", axis=None), text=alt.Text("span:N"))
    return layered(
        rates,
        lang,
        [zero, span, points, texts],
        title=title,
        name="correction-rates",
        description=told(lang, *title),
        table=listed(rates, headings),
        height=alt.Step(44),
    )


def _rate_headings(lang: str) -> dict[str, str]:
    return {
        "name": pick(lang, "类别", "Kind"),
        "corrected": pick(lang, "被依法纠错（件）", "Found unlawful and corrected (cases)"),
        "of_total_text": pick(lang, "占印出总数", "Of the printed total"),
        "of_parts_text": pick(lang, "占各结果之和", "Of the sum of results"),
        "span": pick(lang, "可能范围", "Possible range"),
    }
