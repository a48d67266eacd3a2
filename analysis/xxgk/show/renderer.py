"""What a notebook keeps of a chart: the specification, a drawing, and words."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xxgk.show.credit import notebook_credit
from xxgk.show.drawing import draw
from xxgk.show.local_data import embedded

# JupyterLab 4 draws this MIME type, also in a notebook that is not trusted; nbformat accepts it because of "+json".
VEGALITE = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
SVG = "image/svg+xml"
# Vega-Lite leaves "usermeta" alone: what a page shows round a chart travels there, through any notebook.
NOTES = "xxgk"

# Where a specification holds texts that come from data, and the letters that the longest label has room for.
_TEXTS = frozenset({"datasets", "data", "title"})
_ROOM = 200
_CHINESE = "[\u2e80-\u9fff\uff00-\uffef“”‘’…—·]"


def renderer(spec: dict[str, Any], *, draw: Callable[[Mapping[str, Any]], str] = draw, **_: object) -> dict[str, Any]:
    """Turn a chart into the output of a notebook cell.

    Parameters
    ----------
    spec
        A Vega-Lite specification, as ``chart.to_dict()`` gives it.
    draw
        What makes the drawing; `xxgk.show.enable` chooses another.

    Returns
    -------
    dict
        A MIME bundle: the specification for whatever draws Vega-Lite; an SVG drawing for whatever does not; the
        description for whoever does not see. The SVG carries no title: a page sets title and subtitle as text
        above it, which wraps on a phone and is read out by a screen reader.
    """
    try:
        spec = _titled_above(embedded(spec))
    except ValueError as error:
        return {"text/plain": str(error)}
    words = describe(spec)
    return {
        VEGALITE: _credited({**spec, "$schema": SCHEMA, "description": words}),
        SVG: draw({key: _drawable(value, key) for key, value in spec.items() if key != "title"}),
        "text/plain": words,
    }


def _credited(spec: dict[str, Any]) -> dict[str, Any]:
    """Let a chart of the project say, wherever it is saved, whose figures it shows, and under which name."""
    notes = (spec.get("usermeta") or {}).get(NOTES)
    report, said = notebook_credit() if notes is not None else ("", "")
    title = spec.get("title")
    if not said or not isinstance(title, Mapping):
        return spec
    lines = title.get("subtitle") or []
    file = "-".join(filter(None, (report, notes.get("name", ""))))
    return {
        **spec,
        "title": {**title, "subtitle": [*([lines] if isinstance(lines, str) else lines), said]},
        "usermeta": {NOTES: {**notes, "credit": said}, "embedOptions": {"downloadFileName": file}},
    }


def uncredited(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give a chart without the line that says whose figures it shows: a page says that itself."""
    said = ((spec.get("usermeta") or {}).get(NOTES) or {}).get("credit")
    title = spec.get("title")
    if not said or not isinstance(title, Mapping):
        return spec
    lines = title.get("subtitle")
    rest = [line for line in lines if line != said] if isinstance(lines, list) else lines
    kept = {name: value for name, value in title.items() if name != "subtitle"}
    return {**spec, "title": {**kept, "subtitle": rest} if rest else kept}


def _drawable(node: Any, key: str) -> Any:
    """Cut texts of data and titles that no drawing has room for: to measure 10,000 letters takes half a minute."""
    if isinstance(node, Mapping):
        return {name: _drawable(value, key if key in _TEXTS else name) for name, value in node.items()}
    if isinstance(node, list):
        return [_drawable(value, key) for value in node]
    if key in _TEXTS and isinstance(node, str) and len(node) > _ROOM:
        return f"{node[:_ROOM]}…"
    return node


def _titled_above(spec: dict[str, Any]) -> dict[str, Any]:
    """Lift the title of a chart's layers to the chart: ``bars + bars.mark_text()`` leaves one on each of them."""
    layers = [_titled_above(layer) for layer in spec.get("layer", [])]
    title = next((layer["title"] for layer in layers if layer.get("title")), None)
    if spec.get("title") or not title:
        return spec
    bare = [{key: value for key, value in layer.items() if key != "title"} for layer in layers]
    return {**spec, "title": title, "layer": bare}


def describe(spec: Mapping[str, Any]) -> str:
    """Say in words what a chart shows: its description or, without one, its title and the names of its fields."""
    if spec.get("description"):
        return str(spec["description"])
    names = "、".join(dict.fromkeys(_field_names(spec)))
    return " ".join(part for part in (*title_lines(spec), f"({names})" if names else "") if part) or "图 chart"


def title_lines(spec: Mapping[str, Any]) -> tuple[str, str]:
    """Read title and subtitle of a chart as two plain strings, whatever form they were given in."""
    title = spec.get("title") or ""
    if not isinstance(title, Mapping):
        return _joined(title), ""
    return _joined(title.get("text", "")), _joined(title.get("subtitle", ""))


def _joined(text: object) -> str:
    """Undo line breaks: a space between words, none beside Chinese."""
    lines = "\n".join(map(str, text)) if isinstance(text, list) else str(text or "")
    return re.sub(r"\s*\n\s*", " ", re.sub(rf"(?<={_CHINESE})\n|\n(?={_CHINESE})", "", lines)).strip()


def _field_names(node: object) -> Iterator[str]:
    """Walk all encodings of a specification, however nested, and give each field's title or name."""
    if isinstance(node, list):
        for entry in node:
            yield from _field_names(entry)
    elif isinstance(node, Mapping):
        for channel, entry in node.get("encoding", {}).items():
            if channel != "tooltip" and isinstance(entry, Mapping) and "field" in entry:
                yield str(entry.get("title") or entry["field"])
        for key in ("layer", "concat", "hconcat", "vconcat", "spec"):
            yield from _field_names(node.get(key, []))
