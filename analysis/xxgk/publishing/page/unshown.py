"""Outputs that a page cannot show as they are: a chart in another form is restored, the rest is shown as its text."""

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from xxgk.show.listing import TABLE
from xxgk.show.renderer import SVG, VEGALITE, renderer
from xxgk.show.sentences import ABSENCE
from xxgk.show.theme import theme
from xxgk.show.tiles import TILES

# What Altair's own renderers leave, whatever the version: the specification, or a script that holds it.
_MIME = re.compile(r"application/vnd\.vegalite\.v\d+(?:\.|\+)json")
_SCRIPT = re.compile(r"\}\)\(\s*(?=\{)")
# The whole of Altair's own theme.
_PLAIN_VIEW = {"continuousWidth": 300, "continuousHeight": 300}
_SCHEMA = re.compile(r"/vega-lite/v\d")
# What is taken out of foreign HTML and was more than a way to write it: it would run, play, be filled in or be fetched.
_ACTIVE = re.compile(
    r"<(script|iframe|video|audio|object|embed|canvas|svg|math|input|select|textarea)\b"
    r"|<(img|image)\b[^>]*\b(?:src|href)\s*=\s*(?![\"']?(?:data:|#))",
    re.IGNORECASE,
)
_SOURCE = re.compile(r"\b(?:src|href)\s*=\s*(?![\"']?(?:data:|#))[\"']?([^\s\"'>]+)", re.IGNORECASE)
_PICTURE = re.compile(r"!\[[^\]]*\]\(\s*<?(?!data:)([^\s)>]+)")
# What leaves no trace on a page and is none to miss.
_INERT = re.compile(
    r"<style\b.*?</style\s*>|<!--.*?-->|</?(?:div|span|p|br|link|meta)\b[^>]*>", re.DOTALL | re.IGNORECASE
)
_DRAWING = re.compile(r"\s*(?:<\?xml.*?\?>\s*)?<svg\b[^>]*\bxmlns=.*</svg>\s*", re.DOTALL)
_VISIBLE = re.compile(r"<(?:svg|hr|table)\b|<img\b[^>]*\bsrc=")
_TAGS = re.compile(r"<[^>]*>")
# What a notebook gives for the text of an object that has none.
_BARE = re.compile(r"<[\w.]+(?: object)?(?: at 0x[0-9a-f]+)?>")
_SHOWN = {"text/html", "text/markdown", SVG, "image/png", "image/jpeg", "image/gif", "image/webp"}
_OWN = {VEGALITE, TILES, TABLE, ABSENCE}
_SENTENCE = {
    "zh": "此处有一项输出无法在网页中显示，以下是它的文字形式：",
    "en": "An output cannot be shown on this page; its text form:",
}
_PART = {
    "zh": "以上输出有一部分无法在网页中显示，已略去：",
    "en": "Part of the output above cannot be shown on this page and is left out:",
}


def restored(bundle: Mapping[str, Any]) -> Mapping[str, Any]:
    """Give a chart of Altair in the project's form, whichever renderer showed it; any other output as it is.

    Parameters
    ----------
    bundle
        MIME bundle of an output.
    """
    if VEGALITE in bundle and SVG in bundle:
        return bundle
    specs = (bundle[kind] for kind in bundle if _MIME.fullmatch(kind) or _is_vegalite(kind, bundle[kind]))
    spec = next(specs, None) or _scripted(bundle)
    if isinstance(spec, Mapping):
        return renderer(_dressed(dict(spec)))
    html = "".join(bundle.get("text/html", ""))
    return {**bundle, SVG: html} if SVG not in bundle and _DRAWING.fullmatch(html) else bundle


def _dressed(spec: dict[str, Any]) -> dict[str, Any]:
    """Give a chart that has Altair's look the project's, as it has where `xxgk build` runs its notebook."""
    config = dict(spec.get("config", {}))
    if config.get("view") != _PLAIN_VIEW:
        return spec
    look = theme()["config"]
    own = {
        key: {**look.get(key, {}), **value} if isinstance(value, Mapping) else value for key, value in config.items()
    }
    return {**spec, "config": {**look, **own, "view": look["view"]}}


def _is_vegalite(kind: str, value: object) -> bool:
    return kind == "application/json" and isinstance(value, Mapping) and bool(_SCHEMA.search(str(value.get("$schema"))))


def _scripted(bundle: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """Read the specification out of the script that Altair writes into HTML."""
    html = "".join(bundle.get("text/html", ""))
    for match in _SCRIPT.finditer(html) if "vegaEmbed" in html else ():
        try:
            spec, _ = json.JSONDecoder().raw_decode(html, match.end())
        except ValueError:
            continue
        if _SCHEMA.search(str(spec.get("$schema", ""))):
            return spec
    return None


def is_blank(html: str) -> bool:
    """Tell safe markup that shows nothing."""
    return not _VISIBLE.search(html) and not _TAGS.sub("", html).strip()


def text_form(bundle: Mapping[str, Any], lang: str, shown: bool) -> str:
    """Give the text of what a page cannot show of an output, with a sentence that says so, and warn.

    Parameters
    ----------
    bundle
        MIME bundle of an output.
    lang
        Language of the page.
    shown
        Whether the page shows something of it in a form richer than plain text.

    Returns
    -------
    str
        Blank where all is shown, or there is nothing to show.
    """
    missing = list(_missing(bundle))
    if shown and not missing:
        return ""
    html = "".join(bundle.get("text/html", ""))
    if not shown and (bundle.keys() <= {"text/plain"} or (html and not missing and not _INERT.sub("", html).strip())):
        return ""
    kinds = ", ".join(sorted(bundle))
    warnings.warn(
        f"An output cannot be shown on the page, so its text form stands there ({kinds}).",
        stacklevel=2,
    )
    texts = missing if shown else list(_texts(bundle, html)) or [kinds]
    return "\n".join([(_PART if shown else _SENTENCE)[lang], *dict.fromkeys(map(unescape, texts))])


def _missing(bundle: Mapping[str, Any]) -> Iterator[str]:
    """Name what would run, play or be fetched in the form of an output that a page chooses: its address, or its tag."""
    if _OWN & bundle.keys():
        return
    rich = next((kind for kind in ("text/html", "text/markdown", SVG) if kind in bundle), "")
    text = "".join(bundle.get(rich, ""))
    if rich == SVG or _DRAWING.fullmatch(text):
        text = text.partition(">")[2]
    yield from _PICTURE.findall(text) if rich == "text/markdown" else ()
    if active := list(_ACTIVE.finditer(text)):
        yield from _SOURCE.findall(text) or (f"<{(one[1] or one[2]).lower()}>" for one in active)


def _texts(bundle: Mapping[str, Any], html: str) -> Iterator[str]:
    if "text/latex" in bundle:
        yield "".join(bundle["text/latex"])
    if "application/json" in bundle:
        yield json.dumps(bundle["application/json"], ensure_ascii=False, indent=1)
    plain = "".join(bundle.get("text/plain", "")).strip()
    if plain and not _BARE.fullmatch(plain):
        yield plain
    yield from _SOURCE.findall(html)
