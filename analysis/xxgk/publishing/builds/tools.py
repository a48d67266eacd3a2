"""What the executor is lent by this package: how a notebook becomes a page, who draws its charts, what to preload."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from xxgk.running.jobs import Tools

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from xxgk.publishing.page.exporter import PageExporter

TOOLS = Tools(
    preload="xxgk.publishing.builds.preload",
    render="xxgk.publishing.builds.tools:render",
    lend="xxgk.show.drawing:draw_elsewhere",
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
        ``links`` and ``quotes``, see `xxgk.publishing.page.exporter.PageExporter`.
    """
    page, _ = exporter().from_notebook_node(notebook, {"metadata": {"name": Path(name).stem}, **about})
    return page


@cache
def exporter() -> "PageExporter":
    """Make the page exporter, once a process."""
    from xxgk.publishing.page.exporter import PageExporter

    return PageExporter(optimistic_validation=True)
