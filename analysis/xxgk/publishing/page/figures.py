"""A chart of a notebook as a figure of a page: title, drawing, words, data, and what the live chart needs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xxgk.publishing.page.markup import clean_svg
from xxgk.publishing.page.tables import Cell, Cite, table_html
from xxgk.show.renderer import NOTES, SVG, VEGALITE, describe, title_lines, uncredited
from xxgk.show.theme import theme

Rows = Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class PageFigure:
    """One chart: plain texts in `title`, `subtitle`, `caption`, `description`; safe markup in `svg` and `table`.

    `id` is its address on the page, `file` the end of a file's name that it is saved under, `spec` the live chart.
    """

    id: str
    file: str
    title: str
    subtitle: str
    caption: str
    description: str
    svg: str
    table: str
    spec: Mapping[str, Any]


def read_figure(bundle: Mapping[str, Any], name: str, label: str, cite: Cite, prefix: str = "") -> PageFigure:
    """Make a figure from the output that the renderer left in the notebook.

    Parameters
    ----------
    bundle
        MIME bundle with a Vega-Lite specification and, as a rule, its SVG.
    name
        Unique on the page; its address unless the chart brings a name of its own.
    label
        What a screen reader calls the frame of the data table.
    cite
        What makes links of the citations in that table.
    prefix
        Stands before the chart's own name, where several pages are in one file.
    """
    spec = uncredited(bundle[VEGALITE])
    notes = (spec.get("usermeta") or {}).get(NOTES) or {}
    title, subtitle = title_lines(spec)
    description = describe(spec)
    columns, rows = _noted_table(notes) or _tooltip_table(spec)
    # The page has the description already, as the label of the drawing.
    live = {key: value for key, value in spec.items() if key not in ("$schema", "usermeta", "config", "description")}
    # The page has the project's own look once, for all charts.
    if spec.get("config") != theme()["config"]:
        live["config"] = spec.get("config", {})
    file = str(notes.get("name", ""))
    return PageFigure(
        id=f"{prefix}{file}" if file else name,
        file=file or name,
        title=title,
        subtitle=subtitle,
        caption=str(notes.get("caption", "")),
        description=description,
        svg=clean_svg("".join(bundle.get(SVG, "")), description, name),
        table=table_html(columns, rows, label, cite) if rows else "",
        spec=live,
    )


def _noted_table(notes: Mapping[str, Any]) -> tuple[list[str], Rows] | None:
    table = notes.get("table")
    return (table["columns"], table["rows"]) if table else None


def _tooltip_table(spec: Mapping[str, Any]) -> tuple[list[str], Rows]:
    """Read the data that the tooltips show; without tooltips, all columns of the data."""
    fields: dict[str, tuple[str, str]] = {}
    source: object = None
    for data, encoding in _units(spec, None):
        tooltip = encoding.get("tooltip", [])
        shown = [entry for entry in (tooltip if isinstance(tooltip, list) else [tooltip]) if "field" in entry]
        if source is None or (shown and not fields):
            source, fields = data, {}
        if data == source:
            fields |= {e["field"]: (str(e.get("title") or e["field"]), str(e.get("format", ""))) for e in shown}
    records = _records(spec, source)
    fields = fields or {name: (name, "") for record in records for name in record}
    known = [name for name in fields if any(name in record for record in records)]
    rows = [[_formatted(record.get(name), fields[name][1]) for name in known] for record in records]
    return [fields[name][0] for name in known], rows


def _units(node: Mapping[str, Any], data: object) -> Iterator[tuple[object, Mapping[str, Any]]]:
    """Walk the single charts of a composed one, each with the data it draws."""
    data = node.get("data", data)
    inner = [node["spec"]] if "spec" in node else []
    for key in ("layer", "concat", "hconcat", "vconcat"):
        inner += node.get(key, [])
    if "mark" in node:
        yield data, node.get("encoding", {})
    for child in inner:
        shared = {**child, "encoding": {**node.get("encoding", {}), **child.get("encoding", {})}}
        yield from _units(shared, data)


def _records(spec: Mapping[str, Any], data: object) -> list[Mapping[str, object]]:
    if not isinstance(data, Mapping):
        return []
    values = data.get("values", spec.get("datasets", {}).get(data.get("name", ""), []))
    return [record for record in values if isinstance(record, Mapping)] if isinstance(values, list) else []


def _formatted(value: object, pattern: str) -> object:
    """Write a number as its tooltip does: d3 patterns are Python's, but for the ``~`` that trims zeros."""
    if not pattern or isinstance(value, bool) or not isinstance(value, int | float):
        return value
    try:
        return format(int(value) if value == int(value) else value, pattern.replace("~", ""))
    except (ValueError, OverflowError):
        return value
