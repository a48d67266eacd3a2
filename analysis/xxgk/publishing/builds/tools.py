"""What the executor is lent by this package: how a notebook becomes a page, who draws its charts, what to preload."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xxgk.running.tools import Tools

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from xxgk.publishing.page.exporter import PageExporter

TOOLS = Tools(
    preload="xxgk.publishing.builds.preload",
    render="xxgk.publishing.builds.tools:render",
    lend="xxgk.publishing.builds.tools:lend",
    serve="xxgk.show.drawing:draw",
    # Loads the engine and the fonts.
    first={"data": {"values": [{"a": "字"}]}, "mark": "text", "encoding": {"text": {"field": "a"}}},
)


def render(notebook: "NotebookNode", name: str, about: Mapping[str, object]) -> str:
    """Make the page of an executed notebook.

    Parameters
    ----------
    notebook
        The notebook.
    name
        Its file name.
    about
        ``links``, ``pages`` and ``quotes``, see `xxgk.publishing.page.exporter.PageExporter`; ``unmade``, names of
        notebooks whose pages are not there: what would lead to them is plain text.
    """
    known = {key: about[key] for key in ("links", "quotes", "pages") if key in about}
    resources = {"metadata": {"name": Path(name).stem}, **known}
    page, _ = exporter().from_notebook_node(notebook, resources)
    names = "|".join(map(re.escape, about.get("unmade", ())))
    return re.sub(rf'<a href="(?:{names})\.html"[^>]*>(.*?)</a>', r"\1", page, flags=re.DOTALL) if names else page


def lend(ask: Callable[[Mapping[str, Any]], str | None]) -> None:
    """Give the charts of this process the project's look, and have them drawn by another process.

    Parameters
    ----------
    ask
        See `xxgk.show.drawing.draw_elsewhere`.
    """
    from xxgk.show import enable
    from xxgk.show.drawing import draw_elsewhere

    draw_elsewhere(ask)
    enable()


@cache
def exporter() -> "PageExporter":
    """Make the page exporter, once a process."""
    from xxgk.publishing.page.exporter import PageExporter

    return PageExporter(optimistic_validation=True)
