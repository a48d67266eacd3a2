"""Axes, legends, colours and tooltips that charts share."""

from collections.abc import Iterable, Mapping, Sequence

import altair as alt

from xxgk.show.evidence import heading
from xxgk.show.labels import title_lines, width_of
from xxgk.show.theme import COUNT_LABELS
from xxgk.show.words import pick, unit_name

# Letters of a legend beside each other that a phone has room for.
_LEGEND = 36
LINES = "split(datum.label, '\\n')"
# Vega centres the first line of a label; the rest would hang into the next row.
CENTRED = {
    "condition": [{"test": f"length({LINES}) > {lines}", "value": -7 * lines} for lines in (2, 1)],
    "value": 0,
}
_EVIDENCE = ("name", "level", "figure", "printed", "hedge", "where")


def evidence_tooltip(lang: str, *first: alt.Tooltip) -> list[alt.Tooltip]:
    """Show a figure's evidence; `first` stands before it."""
    return [*first, *tooltips({column: heading(column, lang) for column in _EVIDENCE})]


def tooltips(headings: Mapping[str, str]) -> list[alt.Tooltip]:
    """Show some columns of the data, each with its heading."""
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in headings.items()]


def as_said(column: str) -> alt.Color:
    """Take colours from a column that holds them."""
    return alt.Color(f"{column}:N", scale=None, legend=None)


def label_axis(order: Iterable[str]) -> alt.Y:
    """Put the names of the rows on the vertical axis, several lines where they are long."""
    axis = alt.Axis(labelExpr=LINES, labelLimit=260, labelOverlap=False, labelOffset=CENTRED)
    return alt.Y("label:N", sort=[*dict.fromkeys(order)], title=None, axis=axis)


def row_height(labels: Iterable[str]) -> alt.Step:
    """Give rows the height that the longest of their labels needs."""
    return alt.Step(max(34, 10 + 14 * max(label.count("\n") + 1 for label in labels)))


def legend(names: Sequence[str]) -> alt.Legend:
    """Stand the entries of a legend in as many columns as a phone has room for."""
    widest = max(width_of(name) for name in names) + 4
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


def titled(title: str, subtitle: str, lang: str) -> alt.TitleParams:
    """Give a chart its finding and its scope, in lines as wide as the chart."""
    return alt.TitleParams(title_lines(title, lang), subtitle=title_lines(subtitle, lang))
