"""The years of one organ drawn: series with gaps where they break, growth twice, and what growth is made of."""

import altair as alt
import pandas as pd

from xxgk.show.axes import legend, tooltips
from xxgk.show.bars import WIDTH, layered, listed
from xxgk.show.chart import Chart
from xxgk.show.labels import not_printed, told
from xxgk.show.numbers import count, percent
from xxgk.show.sentences import Sentence, write
from xxgk.show.theme import ALERT, CATEGORIES, COUNT_LABELS, FOCUS, MUTED
from xxgk.show.words import counted, indicator_name, pick, unit_name
from xxgk.topics.years.rows import broken_years, years_of

_HEIGHT = 220


def plot_series(series: pd.DataFrame, indicator: str, lang: str) -> Chart | Sentence:
    """Draw an indicator over the years; no line crosses a break or a year that is missing.

    Parameters
    ----------
    series
        `load("series", organ=..., evidence=True)`.
    indicator
        Id of the indicator.
    lang
        ``zh`` or ``en``.
    """
    name = indicator_name(indicator, lang)
    rows = years_of(series, indicator, lang)
    if rows.empty:
        return not_printed(lang, name, name.lower())
    first, last = rows.iloc[0], rows.iloc[-1]
    title = (
        pick(
            lang,
            f"{name}：{first['year']}年 {first['figure']}，{last['year']}年 {last['figure']}",
            f"{name}: {first['figure']} in {first['year']}, {last['figure']} in {last['year']}",
        )
        if len(rows) > 1
        else pick(lang, f"{name}：{last['year']}年 {last['figure']}", f"{name}: {last['figure']} in {last['year']}"),
        pick(
            lang,
            f"{len(rows)} 个年度；线断之处版式或口径改变，或缺该年度",
            f"{len(rows)} {'year' if len(rows) == 1 else 'years'}; "
            "lines stop where definitions changed or a year is missing",
        ),
    )
    rows = rows.assign(name=name, text=[count(value, lang) for value in rows["value"]])
    x = _years_axis(rows)
    unit = unit_name(rows["unit"].iloc[-1], lang)
    y_title = pick(lang, f"数量（{unit}）" if unit else "数量", f"Number ({unit})" if unit else "Number")
    y = alt.Y("value:Q", title=y_title, axis=alt.Axis(labelExpr=COUNT_LABELS[lang]), scale=alt.Scale(zero=True))
    headings = _headings(lang)
    base = alt.Chart().encode(x=x, y=y, tooltip=tooltips(headings))
    lines = base.mark_line(color=FOCUS).encode(detail=alt.Detail("stretch:N"))
    dots = base.mark_point(color=FOCUS, size=70, opacity=1)
    texts = base.mark_text(dy=-12).encode(text=alt.Text("text:N"))
    return layered(
        _plain(rows, ["name", "year", "value", "stretch", "text", *headings]),
        lang,
        [*_break_marks(series, rows, x), lines, dots, texts],
        title=title,
        description=told(lang, *title, "; ".join(f"{row.year}: {row.figure}" for row in rows.itertuples())),
        table=listed(rows, headings),
        height=_HEIGHT,
        width=WIDTH + 60,
    )


def _years_axis(rows: pd.DataFrame) -> alt.X:
    span = [int(rows["year"].min()) - 1, int(rows["year"].max()) + 1]
    axis = alt.Axis(format="d", tickMinStep=1)
    return alt.X("year:Q", title=None, scale=alt.Scale(domain=span, nice=False), axis=axis)


def _break_marks(series: pd.DataFrame, rows: pd.DataFrame, x: alt.X) -> list[alt.Chart]:
    """Draw where the form changed for every indicator."""
    first, last = int(rows["year"].min()), int(rows["year"].max())
    at = [int(year) - 0.5 for year in broken_years(series).values() if first < int(year) <= last]
    if not at:
        return []
    marks = alt.Chart(pd.DataFrame({"at": at}))
    return [marks.mark_rule(color=MUTED, strokeDash=[4, 4]).encode(x=alt.X("at:Q", scale=x["scale"], axis=x["axis"]))]


def _headings(lang: str) -> dict[str, str]:
    return {
        "year": pick(lang, "年度", "Year"),
        "figure": pick(lang, "数值", "Figure"),
        "printed": pick(lang, "原文印作", "Printed as"),
        "where": pick(lang, "出处", "Where"),
    }


def plot_growths(series: pd.DataFrame, lang: str) -> Chart | Sentence:
    """Draw each printed growth beside the growth computed again from the year before; both are per cent of counts.

    Parameters
    ----------
    series
        `load("series", organ=..., evidence=True)`.
    lang
        ``zh`` or ``en``.
    """
    rows = series[series["growth_printed_pct"].notna() & series["growth_recomputed_pct"].notna()]
    if rows.empty:
        return write(
            lang,
            "没有一个年度既印有增长率，又知道上年数。",
            "No year has both a printed growth rate and a figure for the year before.",
        )
    names = rows["name_zh"] if lang == "zh" else rows["name_en"]
    kinds = (pick(lang, "印出", "Printed"), pick(lang, "重新计算", "Recomputed"))
    columns = ("growth_printed_pct", "growth_recomputed_pct")
    parts = [
        pd.DataFrame(
            {
                "name": names + " " + rows["year"].astype("str"),
                "kind": kind,
                "rate": rows[column].astype("float64"),
                "figure": [percent(value) for value in rows[column]],
            }
        )
        for kind, column in zip(kinds, columns, strict=True)
    ]
    table = pd.concat(parts, ignore_index=True)
    title = (
        pick(
            lang,
            f"{len(rows)} 个增长率：印出的与重新计算的",
            f"{len(rows)} {counted(len(rows), 'growth rate')}, printed and recomputed",
        ),
        pick(
            lang,
            "上年数取自上年报告，没有上年报告的由增长率推算",
            "The year before is from its own report or, without one, from the base that the rate implies",
        ),
    )
    headings = {
        "name": pick(lang, "指标", "Figure"),
        "kind": pick(lang, "来源", "Source"),
        "figure": pick(lang, "增长率", "Growth"),
    }
    scale = alt.Scale(domain=[*kinds], range=[FOCUS, ALERT])
    shapes = alt.Scale(domain=[*kinds], range=["circle", "cross"])
    dots = alt.Chart().mark_point(size=90, opacity=1).encode(
        x=alt.X("rate:Q", title=pick(lang, "增长率（%）", "Growth (%)")),
        color=alt.Color("kind:N", title=None, scale=scale, legend=legend(kinds)),
        shape=alt.Shape("kind:N", title=None, scale=shapes),
    )  # fmt: skip
    axis = alt.Y("name:N", sort=[*dict.fromkeys(table["name"])], title=None)
    return layered(
        table,
        lang,
        [dots],
        title=title,
        table=listed(table, headings),
        height=alt.Step(34),
        shared={"y": axis, "tooltip": tooltips(headings)},
    )


def plot_growth_parts(parts: pd.DataFrame, whole: str, lang: str) -> Chart | Sentence:
    """Draw what each part gave to the change of a whole, in cases, year by year.

    Parameters
    ----------
    parts
        `load("growth_parts", organ=...)`.
    whole
        Id of the whole.
    lang
        ``zh`` or ``en``.
    """
    rows = parts[parts["whole"] == whole]
    rows = rows[rows["level"] == rows["level"].iloc[0]].copy() if len(rows) else rows
    if rows.empty:
        return write(
            lang,
            "没有连续两年都列出各部分的。",
            "No two consecutive years print all parts.",
        )
    rows["part_name"] = rows[f"name_{lang}"]
    rows["name"] = rows["part_name"] + " " + rows["year"].astype("str")
    rows["figure"] = [("+" if value > 0 else "") + count(value, lang) for value in rows["change"]]
    rows["given"] = ["" if pd.isna(value) else f"{value:+.1f}".replace("-", "−") for value in rows["points"]]
    last = rows[rows["year"] == rows["year"].max()]
    said = pick(lang, "，", ", ").join(f"{row.part_name} {row.figure}" for row in last.itertuples())
    label = rows[f"whole_{lang}"].iloc[0]
    year = last["year"].iloc[0]
    title = (
        pick(lang, f"{label}：{year}年比上年 {said}", f"{label}: {said} in {year}"),
        pick(lang, "各部分比上年的增减，件", "Change of each part since the year before, in cases"),
    )
    headings = {
        "year": pick(lang, "年度", "Year"),
        "part_name": pick(lang, "部分", "Part"),
        "figure": pick(lang, "增减（件）", "Change (cases)"),
        "given": pick(lang, "贡献（百分点）", "Contribution (points)"),
    }
    names = [*dict.fromkeys(rows["part_name"])]
    colours = alt.Scale(domain=names, range=CATEGORIES[: len(names)])
    bars = alt.Chart().mark_bar().encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0)),
        y=alt.Y("change:Q", title=pick(lang, "增减（件）", "Change (cases)")),
        color=alt.Color("part_name:N", title=None, scale=colours, legend=legend(names)),
        tooltip=tooltips(headings),
    )  # fmt: skip
    return layered(
        _plain(rows, ["name", "year", "part_name", "change", "figure", "given"]),
        lang,
        [bars],
        title=title,
        table=listed(rows, headings),
        height=_HEIGHT,
    )


def _plain(rows: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Keep what a chart draws; years as plain numbers."""
    return rows[[*dict.fromkeys(columns)]].assign(year=rows["year"].astype("int64"))
