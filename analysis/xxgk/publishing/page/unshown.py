"""Outputs that a page cannot show as they are: a chart in another form is restored, the rest is shown as its text."""

import json
import re
import warnings
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from xxgk.show.listing import TABLE
from xxgk.show.renderer import SVG, VEGALITE, renderer
from xxgk.show.tiles import TILES

# What Altair's own renderers leave, whatever the version: the specification, or a script that holds it.
_MIME = re.compile(r"application/vnd\.vegalite\.v\d+(?:\.|\+)json")
_SCRIPT = re.compile(r"\}\)\(\s*(?=\{)")
_SCHEMA = re.compile(r"/vega-lite/v\d")
# What is taken out of foreign HTML and was more than a way to write it: it would run, play or be fetched.
_ACTIVE = re.compile(
    r"<(?:script|iframe|video|audio|object|embed|canvas)\b|<img\b[^>]*\bsrc\s*=\s*(?![\"']?data:)", re.IGNORECASE
)
_SOURCE = re.compile(r"\bsrc\s*=\s*(?![\"']?data:)[\"']?([^\s\"'>]+)", re.IGNORECASE)
# What a notebook gives for the text of an object that has none.
_BARE = re.compile(r"<[\w.]+(?: object)?(?: at 0x[0-9a-f]+)?>")
_SHOWN = {"text/html", "text/markdown", SVG, "image/png", "image/jpeg", "image/gif", "image/webp"}
_OWN = {VEGALITE, TILES, TABLE}
_TAGS = re.compile(r"<(script|style|iframe)\b.*?</\1\s*>|<[^>]*>", re.DOTALL | re.IGNORECASE)
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
    spec = next((bundle[kind] for kind in bundle if _MIME.fullmatch(kind)), None) or _scripted(bundle)
    return renderer(dict(spec)) if isinstance(spec, Mapping) else bundle


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


def text_form(bundle: Mapping[str, Any], lang: str) -> tuple[str, bool]:
    """Give the text of an output that a page cannot show as it is, with a sentence that says so, and warn.

    Parameters
    ----------
    bundle
        MIME bundle of an output.
    lang
        Language of the page.

    Returns
    -------
    str
        Blank for what can be shown.
    bool
        Whether there is anything else to show.
    """
    html = "".join(bundle.get("text/html", ""))
    active = bool(_ACTIVE.search(html))
    can_show = _OWN & bundle.keys() or (not active and (_SHOWN & bundle.keys() or not _is_mute(bundle)))
    if can_show or bundle.keys() <= {"text/plain"}:
        return "", True
    readable = bool(_TAGS.sub("", html).strip())
    warnings.warn(
        f"An output cannot be shown on the page, so its text form stands there ({', '.join(sorted(bundle))}).",
        stacklevel=2,
    )
    texts = _SOURCE.findall(html) if readable else list(_texts(bundle, html)) or [", ".join(sorted(bundle))]
    return "\n".join([(_PART if readable else _SENTENCE)[lang], *dict.fromkeys(map(unescape, texts))]), readable


def _is_mute(bundle: Mapping[str, Any]) -> bool:
    """Tell an output whose only text says nothing, or that has none."""
    plain = "".join(bundle.get("text/plain", "")).strip()
    return not plain or _BARE.fullmatch(plain) is not None


def _texts(bundle: Mapping[str, Any], html: str) -> Iterator[str]:
    if "text/latex" in bundle:
        yield "".join(bundle["text/latex"])
    if "application/json" in bundle:
        yield json.dumps(bundle["application/json"], ensure_ascii=False, indent=1)
    plain = "".join(bundle.get("text/plain", "")).strip()
    if plain and not _BARE.fullmatch(plain):
        yield plain
    yield from _SOURCE.findall(html)
