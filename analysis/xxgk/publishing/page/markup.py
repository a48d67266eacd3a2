"""Markup from a notebook, made safe for a page: what is text stays text, what could run is taken out."""

import json
import re
from collections.abc import Mapping
from xml.etree import ElementTree

import nh3
from markupsafe import Markup, escape

# nh3 rather than bleach: bleach is no longer developed and takes 25 times as long on a pandas table (40 ms).
_ATTRIBUTES = {
    **{tag: {"id"} for tag in ("h1", "h2", "h3", "h4", "h5", "h6")},
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "class"},
    "th": {"colspan", "rowspan", "scope", "class"},
    "div": {"class", "role", "tabindex", "aria-label"},
    "ol": {"start"},
    "code": {"class"},
    "pre": {"tabindex"},
}
# What the page itself says of a frame and of the cells of a table.
_OWN = {
    ("div", "class"): {"scroll"},
    ("div", "role"): {"group"},
    ("div", "tabindex"): {"0"},
    ("pre", "tabindex"): {"0"},
    ("td", "class"): {"number", "long"},
    ("th", "class"): {"number", "long"},
}
# A tag of safe markup; only its quoted values may hold brackets.
TAG = re.compile(r'(<(?:[^">]|"[^"]*")*>)')
# With the digits that belong to it: 75万余.
_CHINESE = re.compile(r"[\d,.]*[\u2e80-\u9fff][\u2e80-\u9fff\uff00-\uffef\d]*")
_RANGE = re.compile(r"[\d.,]+%?–[\d.,]*\d%?")
_SVG = "{http://www.w3.org/2000/svg}"
_SVG_TAGS = re.compile(
    "svg|g|path|rect|line|circle|ellipse|polygon|polyline|text|tspan|title|desc|defs|clipPath|"
    "linearGradient|radialGradient|stop"
)
# The page has its own fonts and one label for the whole drawing; what is left is geometry and colour.
_SVG_ATTRIBUTES = re.compile(
    "id|d|[xyr]|[xy][12]|c[xy]|r[xy]|d[xy]|width|height|viewBox|points|transform|opacity|"
    "(fill|stroke|stop)(-color|-opacity)?|fill-rule|stroke-(width|dasharray|dashoffset|linecap|linejoin|miterlimit)|"
    "text-anchor|dominant-baseline|font-(size|weight|style)|clip-(path|rule)|offset|gradient(Units|Transform)"
)

# What a browser assumes anyway, and the root of each drawing says once; a chart says it hundreds of times.
_SVG_DEFAULTS = {
    "opacity": "1",
    "stroke-width": "1",
    "transform": "translate(0,0)",
    "font-weight": "normal",
    "font-size": "12px",
    "text-anchor": "start",
    "x2": "0",
    "y2": "0",
}
_SVG_HANDED_DOWN = frozenset(("stroke-width", "font-weight", "font-size", "text-anchor"))
# What a group can say for all that it holds.
_SVG_INHERITED = ("fill", "stroke", "text-anchor")

ElementTree.register_namespace("", _SVG.strip("{}"))


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """Keep images that travel inside the page, and only them: the page may ask no host for anything.

    A link to another notebook leads to that notebook's page. Of looks and roles, only the page's own stay.
    """
    if attribute == "src":
        return value if value.strip().lower().startswith("data:image/") else None
    if attribute == "href":
        address = re.sub(r"^([\w.-]+)\.ipynb$", r"\1.html", value)
        return None if address.strip().lower().startswith("data:") else address
    own = _OWN.get((tag, attribute))
    return value if own is None or value in own else None


def clean_html(html: str) -> str:
    """Keep of any HTML what is text, structure and table; what could run, load or restyle is taken out."""
    return nh3.clean(
        html,
        attributes=_ATTRIBUTES,
        attribute_filter=_kept,
        # What stands within a player is for browsers without one.
        clean_content_tags={"script", "style", "title", "iframe", "template", "video", "audio", "object", "canvas"},
        url_schemes={"http", "https", "mailto", "data"},
        id_prefix="s-",
        link_rel=None,
    )


def foreign_html(html: str, label: str) -> str:
    """Show HTML that a notebook brings, a table of pandas as a rule, in a frame that scrolls by keyboard if need be.

    Parameters
    ----------
    html
        Any HTML.
    label
        What a screen reader calls the frame.
    """
    # A heading without words, which pandas puts over an index, is none to a screen reader.
    clean = clean_html(html).replace("<th></th>", "<td></td>")
    return framed(clean, label, "plain") if "<table" in clean else clean


def framed(html: str, label: str, *kinds: str) -> str:
    """Put what may be wide, safe markup, into a frame that scrolls."""
    names = " ".join(("scroll", *kinds))
    return f'<div class="{names}" role="group" tabindex="0" aria-label="{escape(label)}">{html}</div>'


def name_chinese(html: str, lang: str) -> Markup:
    """Say of the Chinese in safe markup, or in plain text, on a page in another language that it is Chinese.

    In either language a range never breaks at its dash.
    """
    pieces = TAG.split(escape(html))
    pieces[::2] = [_RANGE.sub(r'<span class="range">\g<0></span>', piece) for piece in pieces[::2]]
    if lang != "zh":
        pieces = TAG.split("".join(pieces))
        pieces[::2] = [_CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', piece) for piece in pieces[::2]]
    return Markup("".join(pieces))


def clean_svg(source: str, label: str, prefix: str) -> str:
    """Keep of a drawing its shapes and text, and name it for those who do not see it.

    Parameters
    ----------
    source
        An SVG document.
    label
        The words that stand for the drawing.
    prefix
        Put before each id, so that two drawings on one page do not share one.

    Returns
    -------
    str
        The drawing as one element, or nothing if the source is no SVG.
    """
    try:
        root = ElementTree.fromstring(source)
    except ElementTree.ParseError:
        return ""
    if root.tag != f"{_SVG}svg":
        return ""
    _keep_shapes(root, prefix)
    root.attrib |= {"font-size": _SVG_DEFAULTS["font-size"], "role": "img", "aria-label": label}
    return ElementTree.tostring(root, encoding="unicode")


def _keep_shapes(element: ElementTree.Element, prefix: str, above: frozenset[str] = frozenset()) -> None:
    """Keep shapes and text; of what those `above` say otherwise, nothing goes without saying."""
    kept = []
    below = above.union(element.attrib) & _SVG_HANDED_DOWN
    for child in element:
        if _SVG_TAGS.fullmatch(str(child.tag).removeprefix(_SVG)) and not _is_invisible(child):
            _keep_shapes(child, prefix, below)
            # A group that says nothing gives way to what it holds.
            kept += child if child.tag == f"{_SVG}g" and not child.attrib else [child]
    element[:] = kept
    given = [(name, value) for name, value in element.attrib.items() if _SVG_ATTRIBUTES.fullmatch(name)]
    said = {
        name: _local(name, value, prefix) for name, value in given if name in above or _SVG_DEFAULTS.get(name) != value
    }
    element.attrib.clear()
    element.attrib.update({name: value for name, value in said.items() if value})
    _say_once(element)


def _say_once(group: ElementTree.Element) -> None:
    for name in _SVG_INHERITED:
        values = {child.get(name) for child in group}
        if len(group) > 1 and len(values) == 1 and None not in values:
            group.attrib[name] = values.pop()
            for child in group:
                del child.attrib[name]


def _is_invisible(element: ElementTree.Element) -> bool:
    """Tell what Vega draws for its own use: hidden labels, and frames without extent."""
    hidden = element.get("opacity") == "0" or element.get("display") == "none"
    return hidden or element.get("d") in ("", "M0,0h0v0h0Z")


def _local(name: str, value: str, prefix: str) -> str:
    """Point references into this drawing only; anything that could point elsewhere is emptied."""
    if name == "id":
        return f"{prefix}{value}"
    if "url(" in value.lower():
        inside = re.fullmatch(r"url\(#([\w-]+)\)", value)
        return f"url(#{prefix}{inside[1]})" if inside else ""
    return value


def data_block(data: Mapping[str, object]) -> str:
    """Write data as JSON that may stand inside a script element, whatever text it holds."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
