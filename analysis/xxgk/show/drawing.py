"""Charts as static drawings: a Vega-Lite specification in, SVG out."""

import logging
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import vl_convert

NO_CJK_FONT = (
    "No font with Chinese characters was found: Chinese labels in static charts will be empty boxes or cut off. "
    "Install one and run again, e.g. 'apt install fonts-noto-cjk' on Debian or Ubuntu."
)

# From version 2 on it reports each font that stands in for another, and advice on specifications.
logging.getLogger("vl_convert").setLevel(logging.ERROR)


_elsewhere: Callable[[Mapping[str, Any]], str | None] | None = None


def draw_elsewhere(ask: Callable[[Mapping[str, Any]], str | None]) -> None:
    """Have the charts of this process drawn by another one that calls `draw`.

    The first drawing of a process takes ten times as long as the next: the engine has to start. So whoever runs many
    notebooks keeps a process for it, which needs this module and nothing else.

    Parameters
    ----------
    ask
        Gives the drawing, or None where the other process was lost; the chart is drawn here then.
    """
    global _elsewhere
    _elsewhere = ask


def draw(spec: Mapping[str, Any]) -> str:
    """Draw a chart.

    Parameters
    ----------
    spec
        A Vega-Lite specification.

    Returns
    -------
    str
        The drawing as SVG.
    """
    if _elsewhere and (drawing := _elsewhere(spec)):
        return drawing
    _warn_without_cjk_font()
    return vl_convert.vegalite_to_svg(dict(spec), **_offline())


@cache
def _offline() -> Mapping[str, Any]:
    """Keep the drawing from asking any address; the option for it has changed its place with version 2."""
    if not hasattr(vl_convert, "configure"):
        return {"allowed_base_urls": []}
    vl_convert.configure(base_url=False, allowed_base_urls=[])
    return {}


@cache
def _warn_without_cjk_font() -> None:
    if not _draws_chinese():
        warnings.warn(NO_CJK_FONT, stacklevel=3)


def _draws_chinese() -> bool:
    """Tell whether Chinese is drawn: without a font, two different characters come out as the same box."""
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">'
        '<text y="16" font-family="sans-serif">{}</text></svg>'
    )
    one, other = (vl_convert.svg_to_png(drawing.format(character)) for character in "国语")
    return one != other
