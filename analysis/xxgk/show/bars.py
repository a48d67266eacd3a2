"""What the plot functions share: rows with evidence, horizontal bars, and the note in place of an empty chart."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from textwrap import wrap

import altair as alt
import pandas as pd

from xxgk.show.figure import page_notes
from xxgk.show.theme import CONTEXT, COUNT_LABELS, FOCUS, INK, PAPER
from xxgk.show.wording import Sentence, hedged, pick, short, unit_name, write
from xxgk.show.wording.evidence import evidence_table, heading, reader_columns

WIDTH = 440
BAR = 18
# Characters in a line of an axis label, a legend and a title: a Chinese character is as wide as two Latin letters.
_LINE = {"zh": 14, "en": 28}
_ENTRY = {"zh": 21, "en": 42}
_TITLE = {"zh": 40, "en": 80}
_LONGEST = 160
_WORDS = re.compile(r"[!-~]+|.", re.DOTALL)
# How many digits fit into a bar of full width, on a phone.
_FITTING = 32
# Letters of a legend beside each other that a phone has room for.
_LEGEND = 36
_LONG_BAR = 0.6
INK_ON = defaultdict(lambda: PAPER, {CONTEXT: INK})
# What closes never opens a line.
_CLOSING = frozenset("，。；：、）》”’！？")
_LINES = "split(datum.label, '\\n')"
# Vega centres the first line of a label; the rest would hang into the next row.
CENTRED = {
    "condition": [{"test": f"length({_LINES}) > {lines}", "value": -7 * lines} for lines in (2, 1)],
    "value": 0,
}
_EVIDENCE = ("name", "level", "figure", "printed", "hedge", "where")


def whole_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the figures that are printed for all levels and all applicants together."""
    total = table["applicant"].isin(("", "total")) if "applicant" in table else True
    return table[(table["level"] == "all") & table["value"].notna() & total]


def evidence_rows(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Give the rows that a chart draws: a label that fits beside an axis, the value, and the evidence in words."""
    rows = reader_columns(table, lang)
    rows["name"] = [brief(name) for name in rows["name"]]
    rows["printed"] = [brief(text) for text in rows["printed"]]
    rows["label"] = [wrapped(name, lang) for name in rows["name"]]
    rows["value"] = table["value"].astype("float64")
    return rows


def brief(text: str) -> str:
    """Cut what no figure or name is as long as: measuring endless text would keep a drawing busy for minutes."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def wrapped(name: str, lang: str) -> str:
    """Break a long name into lines for an axis; what is beyond the third line is left to the tooltip."""
    lines = _lines(name, lang, _LINE[lang])
    return "\n".join(lines if len(lines) <= 3 else [*lines[:2], f"{lines[2][:-1]}…"])


def entry_lines(name: str, lang: str) -> str:
    """Break a long name into lines that a legend of one column has room for on a phone."""
    return "\n".join(_lines(name, lang, _ENTRY[lang]))


def _lines(text: str, lang: str, width: int) -> list[str]:
    """Break a text into lines; Chinese between any two characters, a Latin letter being half as wide as they are."""
    if lang == "en":
        return wrap(text, width)
    lines = [""]
    for word in _WORDS.findall(text):
        if _width(lines[-1]) + _width(word) > 2 * width and lines[-1] and word not in _CLOSING:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines]


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def evidence_tooltip(lang: str, *first: alt.Tooltip) -> list[alt.Tooltip]:
    """Show a figure's evidence; `first` stands before it."""
    return [*first, *(alt.Tooltip(f"{column}:N", title=heading(column, lang)) for column in _EVIDENCE)]


def label_axis(order: Iterable[str]) -> alt.Y:
    """Put the names of the rows on the vertical axis, several lines where they are long."""
    axis = alt.Axis(labelExpr=_LINES, labelLimit=260, labelOverlap=False, labelOffset=CENTRED)
    return alt.Y("label:N", sort=[*dict.fromkeys(order)], title=None, axis=axis)


def row_height(labels: Iterable[str]) -> alt.Step:
    """Give rows the height that the longest of their labels needs."""
    return alt.Step(max(34, 10 + 14 * max(label.count("\n") + 1 for label in labels)))


def legend(names: Sequence[str]) -> alt.Legend:
    """Stand the entries of a legend in as many columns as a phone has room for."""
    widest = max(_width(name) for name in names) + 4
    return alt.Legend(columns=max(1, min(len(names), _LEGEND // widest)))


def count_axis(lang: str, unit: str, field: str = "value", **options: object) -> alt.X:
    """Put counts on the horizontal axis, its title the unit."""
    name = unit_name(unit, lang)
    title = pick(lang, f"数量（{name}）" if name else "数量", f"Number ({name})" if name else "Number")
    return alt.X(
        f"{field}:Q", title=title, axis=alt.Axis(labelExpr=COUNT_LABELS[lang], tickCount=5, tickMinStep=1), **options
    )


def share_axis(lang: str, field: str = "start") -> alt.X:
    """Put shares of a whole on the horizontal axis."""
    axis = alt.Axis(labelExpr="datum.value + '%'", tickCount=5)
    return alt.X(f"{field}:Q", title=pick(lang, "占比（%）", "Share (%)"), scale=alt.Scale(domain=[0, 100]), axis=axis)


def ranked_bars(
    table: pd.DataFrame,
    lang: str,
    *,
    title: Sequence[str],
    notes: Iterable[str] = (),
    focus: Iterable[str] = (),
) -> alt.LayerChart:
    """Draw one bar a row, longest first, each with its figure; grey but for the rows of the point.

    Parameters
    ----------
    table
        A table of `load`, one row a bar.
    title
        Title and subtitle.
    notes
        What stands behind each figure (its share), in the order of the rows.
    focus
        Indicators drawn in colour.
    """
    rows = _told_apart(evidence_rows(table, lang), lang)
    written = [
        hedged(short(value, lang), qualifier, lang)
        for value, qualifier in zip(rows["value"], table["qualifier"], strict=True)
    ]
    rows["text"] = [f"{number}{note}" for number, note in zip(written, [*notes] or [""] * len(rows), strict=True)]
    rows["tone"] = table["indicator"].isin(set(focus)).map({True: FOCUS, False: CONTEXT})
    rows["at"] = rows["value"].fillna(0)
    rows["ink"] = rows["tone"].map(INK_ON)
    rows = rows.sort_values("value", ascending=False, kind="stable")
    x = count_axis(lang, _single(table["unit"]))
    bars = alt.Chart().mark_bar(height=BAR).encode(x=x, color=alt.Color("tone:N", scale=None, legend=None))
    return layered(
        rows,
        lang,
        [bars, *figures_beside(rows["at"].max())],
        title=title,
        table=evidence_table(table, lang),
        height=row_height(rows["label"]),
        shared={"y": label_axis(rows["label"]), "tooltip": evidence_tooltip(lang)},
        own_colours=True,
    )


def layered(
    rows: pd.DataFrame,
    lang: str,
    layers: Sequence[alt.Chart],
    *,
    title: Sequence[str],
    table: pd.DataFrame,
    height: alt.Step | int,
    shared: Mapping[str, object] | None = None,
    description: str = "",
    width: int = WIDTH,
    own_colours: bool = False,
) -> alt.LayerChart:
    """Lay charts over one another, with all that a page shows round them.

    All is given to Altair at once, and what the layers share is said once: it copies a chart deeply for each word
    that is added to it.

    Parameters
    ----------
    rows
        The data of all layers that bring none.
    layers
        From the lowest to the uppermost.
    title, table, description
        Title and subtitle; as in `figure`. Without description, `described` makes one.
    shared
        Channels that all layers have.
    own_colours
        Whether each layer has a scale of colours for itself.
    """
    return alt.layer(
        *layers,
        data=rows,
        encoding=alt.SharedEncoding(**shared) if shared else alt.Undefined,
        resolve={"scale": {"color": "independent"}} if own_colours else alt.Undefined,
        title=titled(*title, lang),
        width=width,
        height=height,
        **page_notes(description=description or described(title, rows), table=table),
    )


def figures_beside(longest: float) -> list[alt.Chart]:
    """Write each figure behind its bar, or inside a long one: behind it a narrow screen has no room."""
    long = f"datum.at > {_LONG_BAR * longest}"
    inside = alt.Chart().transform_filter(long).mark_text(align="right", dx=-6)
    behind = alt.Chart().transform_filter(f"!({long})").mark_text(align="left", dx=6)
    # Channels are written out: to make one of a name, Altair hashes all of its schemas each time.
    place = {"x": alt.X("at:Q"), "text": alt.Text("text:N")}
    return [inside.encode(color=alt.Color("ink:N", scale=None, legend=None), **place), behind.encode(**place)]


def stacked_bars(
    rows: pd.DataFrame,
    lang: str,
    *,
    x: alt.X,
    colours: Mapping[str, str],
    title: Sequence[str],
    table: pd.DataFrame,
    over: Sequence[alt.Chart] = (),
    step: int = 44,
) -> alt.LayerChart:
    """Draw a bar for each label, cut into parts; figures stand in the parts that are wide enough.

    Parameters
    ----------
    rows
        `evidence_rows` in order, with `part` (its name for readers), `size` (what the axis measures) and `text`.
    x
        The axis of `size`, its field `start`.
    colours
        The parts in order, each with its colour.
    title, table
        Title and subtitle; as in `figure`.
    over
        Charts drawn over the bars.
    step
        The height of a row in pixels.
    """
    rows = rows.assign(end=rows.groupby("label", sort=False)["size"].cumsum())
    rows = rows.assign(start=rows["end"] - rows["size"], middle=rows["end"] - rows["size"] / 2)
    wide = rows["size"] > rows["end"].max() * rows["text"].str.len() / _FITTING
    rows = rows.assign(text=rows["text"].where(wide, ""), ink=rows["part"].map(colours).map(INK_ON))
    scale = alt.Scale(domain=[*colours], range=[*colours.values()])
    bars = (
        alt.Chart()
        .mark_bar(height=BAR + 6, stroke=PAPER, strokeWidth=1)
        .encode(x=x, x2=alt.X2("end"), color=alt.Color("part:N", scale=scale, title=None, legend=legend([*colours])))
    )
    texts = (
        alt.Chart()
        .mark_text()
        .encode(x=alt.X("middle:Q"), text=alt.Text("text:N"), color=alt.Color("ink:N", scale=None, legend=None))
    )
    return layered(
        rows,
        lang,
        [bars, texts, *over],
        title=title,
        table=table,
        height=alt.Step(step),
        shared={"y": label_axis(rows["label"]), "tooltip": evidence_tooltip(lang)},
        own_colours=True,
    )


def titled(title: str, subtitle: str, lang: str) -> alt.TitleParams:
    """Give a chart its finding and its scope, in lines as wide as the chart."""
    lines = [_lines(brief(text), lang, _TITLE[lang]) for text in (title, subtitle)]
    return alt.TitleParams(lines[0], subtitle=lines[1])


def described(title: Sequence[str], rows: pd.DataFrame) -> str:
    """Write for those who do not see the chart what it says: the finding, the scope, each figure."""
    figures = "; ".join(f"{name}: {number}" for name, number in zip(rows["name"], rows["figure"], strict=True))
    return " ".join(part for part in (*map(brief, title), figures) if part)


def not_printed(lang: str, zh: str, en: str, *, blank: bool = False) -> Sentence:
    """Say in place of a chart that the report does not print what it would show, or leaves its totals blank."""
    if blank:
        return write(
            lang,
            "报告列有{what}，但总计空白。",
            "The report leaves the totals of {what} blank.",
            what=pick(lang, zh, en),
        )
    return write(lang, "报告没有列出{what}。", "The report does not print {what}.", what=pick(lang, zh, en))


def _told_apart(rows: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Add the level to names that stand at several levels."""
    names = rows["name"].where(
        ~rows["name"].duplicated(keep=False),
        rows["name"] + pick(lang, "（", " (") + rows["level"] + pick(lang, "）", ")"),
    )
    return rows.assign(name=names, label=[wrapped(name, lang) for name in names])


def _single(units: pd.Series) -> str:
    """Name the unit of an axis; none where the rows count unlike things."""
    found = set(units.unique())
    return found.pop() if len(found) == 1 else ""
