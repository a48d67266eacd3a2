"""What the plot functions share: rows with evidence, horizontal bars, layers with all that a page shows round them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import altair as alt
import pandas as pd

from xxgk.show.axes import as_said, count_axis, evidence_tooltip, label_axis, legend, row_height, titled
from xxgk.show.chart import Chart, page_notes
from xxgk.show.evidence import evidence_table, reader_columns
from xxgk.show.labels import brief, described, wrapped
from xxgk.show.numbers import hedged, short
from xxgk.show.places import Citation
from xxgk.show.theme import CONTEXT, FOCUS, INK, PAPER
from xxgk.show.words import pick

WIDTH = 560
BAR = 18
# How many digits fit into a bar of full width, on a phone.
_FITTING = 32
_LONG_BAR = 0.6
# Up to so many figures stand beside their marks, and no axis says them again.
FEW = 12
INK_ON = defaultdict(lambda: PAPER, {CONTEXT: INK})


def evidence_rows(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Give the rows that a chart draws: a label that fits beside an axis, the value, and the evidence in words."""
    rows = reader_columns(table, lang)
    rows["name"] = [brief(name) for name in rows["name"]]
    rows["printed"] = [brief(text) for text in rows["printed"]]
    rows["label"] = [wrapped(name, lang) for name in rows["name"]]
    rows["value"] = table["value"].astype("float64")
    return rows


def ranked_bars(
    table: pd.DataFrame,
    lang: str,
    *,
    title: Sequence[str],
    name: str = "",
    notes: Iterable[str] = (),
    focus: Iterable[str] = (),
) -> Chart:
    """Draw one bar a row, longest first, each with its figure; grey but for the rows of the point.

    Parameters
    ----------
    table
        A table of `load`, one row a bar.
    title
        Title and subtitle.
    name
        What files of the chart are called.
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
    x = x.axis(None) if len(rows) <= FEW else x
    bars = alt.Chart().mark_bar(height=BAR).encode(x=x, color=as_said("tone"))
    return layered(
        rows,
        lang,
        [bars, *figures_beside(rows["at"].max())],
        title=title,
        name=name,
        table=evidence_table(table, lang),
        height=row_height(rows["label"]),
        shared={"y": label_axis(rows["label"]), "tooltip": evidence_tooltip(lang)},
        own_colours=True,
    )


def stacked_bars(
    rows: pd.DataFrame,
    lang: str,
    *,
    x: alt.X,
    colours: Mapping[str, str],
    title: Sequence[str],
    table: pd.DataFrame,
    name: str = "",
    over: Sequence[alt.Chart] = (),
    step: int = 44,
) -> Chart:
    """Draw a bar for each label, cut into parts; figures stand in the parts that are wide enough.

    Parameters
    ----------
    rows
        `evidence_rows` in order, with `part` (its name for readers), `size` (what the axis measures) and `text`.
    x
        The axis of `size`, its field `start`.
    colours
        The parts in order, each with its colour.
    title, table, name
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
    x = x.axis(None) if len(rows) <= FEW and (rows["text"] != "").all() else x
    scale = alt.Scale(domain=[*colours], range=[*colours.values()])
    bars = (
        alt.Chart()
        .mark_bar(height=BAR + 6, stroke=PAPER, strokeWidth=1)
        .encode(x=x, x2=alt.X2("end"), color=alt.Color("part:N", scale=scale, title=None, legend=legend([*colours])))
    )
    texts = alt.Chart().mark_text().encode(x=alt.X("middle:Q"), text=alt.Text("text:N"), color=as_said("ink"))
    return layered(
        rows,
        lang,
        [bars, texts, *over],
        title=title,
        name=name,
        description=described(title, _told_apart(rows, lang)),
        table=table,
        height=alt.Step(step),
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
    name: str = "",
    description: str = "",
    width: int = WIDTH,
    own_colours: bool = False,
) -> Chart:
    """Lay charts over one another, with all that a page shows round them.

    All is given to Altair at once, and what the layers share is said once: it copies a chart deeply for each word
    that is added to it.

    Parameters
    ----------
    rows
        The data of all layers that bring none.
    layers
        From the lowest to the uppermost.
    title, table, name, description
        Title and subtitle; as in `figure`. Without description, `described` makes one.
    shared
        Channels that all layers have.
    own_colours
        Whether each layer has a scale of colours for itself.
    """
    return Chart(
        layer=[*layers],
        data=_drawable(rows),
        encoding=alt.SharedEncoding(**shared) if shared else alt.Undefined,
        resolve={"scale": {"color": "independent"}} if own_colours else alt.Undefined,
        title=titled(*title, lang),
        width=width,
        height=height,
        **page_notes(description=description or described(title, rows), table=table, name=name),
    )


def listed(rows: pd.DataFrame, headings: Mapping[str, str]) -> pd.DataFrame:
    """Make of a chart's data the table that its page shows: the columns that have a heading."""
    return rows[[*headings]].rename(columns=headings)


def figures_beside(longest: float) -> list[alt.Chart]:
    """Write each figure behind its bar, or inside a long one: behind it a narrow screen has no room."""
    long = f"datum.at > {_LONG_BAR * longest}"
    inside = alt.Chart().transform_filter(long).mark_text(align="right", dx=-6)
    behind = alt.Chart().transform_filter(f"!({long})").mark_text(align="left", dx=6)
    # Channels are written out: to make one of a name, Altair hashes all of its schemas each time.
    place = {"x": alt.X("at:Q"), "text": alt.Text("text:N")}
    return [inside.encode(color=as_said("ink"), **place), behind.encode(**place)]


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


def _drawable(rows: pd.DataFrame) -> pd.DataFrame:
    """Leave out what no chart draws: citations are for the table of the data."""
    return rows[[name for name in rows if not rows[name].map(type).eq(Citation).any()]]
