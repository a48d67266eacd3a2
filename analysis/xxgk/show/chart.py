"""Charts with the project's look and drawing, and what a page shows round them.

Importing this changes nothing in Altair. A chart of the project brings its look along; `enable` gives it to all others.
"""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

import altair as alt
import pandas as pd

from xxgk.show.listing import table_data
from xxgk.show.renderer import NOTES, renderer
from xxgk.show.theme import theme
from xxgk.show.validation import validate

AnyChart = TypeVar("AnyChart", bound=alt.TopLevelMixin)
NAME = "xxgk"


class Chart(alt.LayerChart):
    """A chart of the project: wherever it is shown, it has its own look and drawing, whatever Altair has enabled.

    It can be changed like any chart of Altair; what it is put together with is shown as Altair is set to.
    """

    def to_dict(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Give the specification, the project's look in it."""
        with _in_force(alt.theme):
            return super().to_dict(*args, **kwargs)

    def _repr_mimebundle_(self, *args: Any, **kwargs: Any) -> Any:
        with _in_force(alt.renderers):
            return super()._repr_mimebundle_(*args, **kwargs)


def enable(draw: Callable[[Mapping[str, Any]], str] | None = None) -> None:
    """Give every chart of this process the project's look and drawing, and check charts faster.

    Whoever makes pages calls it, so that charts of plain Altair are as much at home on them as the project's own.

    Parameters
    ----------
    draw
        What turns a specification into SVG; without it, `xxgk.show.drawing.draw`.
    """
    _register()
    alt.theme.enable(NAME)
    alt.renderers.enable(NAME, **({"draw": draw} if draw else {}))
    alt.VegaLiteSchema.validate = classmethod(validate)


def _in_force(registry: Any) -> AbstractContextManager:
    """Enable what is the project's in a registry of Altair, and what was enabled before afterwards."""
    _register()
    return nullcontext() if registry.active == NAME else registry.enable(NAME)


def _register() -> None:
    """Name what is the project's to Altair; each time, because ``with alt.theme.enable(...)`` forgets new names."""
    alt.theme.register(NAME, enable=False)(theme)
    alt.renderers.register(NAME, renderer)


def figure(
    chart: AnyChart, *, caption: str = "", description: str = "", table: pd.DataFrame | None = None, name: str = ""
) -> AnyChart:
    """Add to a chart what its page shows with it.

    Parameters
    ----------
    chart
        Any Altair chart; it stays what it was and can still be changed.
    caption
        One or two sentences under the chart: source, scope, how to read it.
    description
        What a reader who does not see the chart must know; read out by screen readers. Without it the title
        and the names of the fields are used.
    table
        The data behind the chart, with headings for readers. Without it the page shows the fields that the
        chart's tooltips show.
    name
        What the chart's address on the page and its saved files end in, e.g. ``requests-by-channel``.

    Returns
    -------
    altair chart
        A copy with the notes.
    """
    return chart.properties(**page_notes(caption=caption, description=description, table=table, name=name))


def page_notes(
    *, caption: str = "", description: str = "", table: pd.DataFrame | None = None, name: str = ""
) -> dict[str, object]:
    """Give what `figure` adds as properties, for a chart that is being made."""
    notes: dict[str, object] = {"caption": caption} | ({"name": name} if name else {})
    if table is not None:
        notes["table"] = table_data(table)
    return {"usermeta": {NOTES: notes}} | ({"description": description} if description else {})
