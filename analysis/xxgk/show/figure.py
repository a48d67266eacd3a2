"""What a page shows round a chart: caption, description, and the data as a table."""

import json
from typing import TypeVar

import altair as alt
import pandas as pd

Chart = TypeVar("Chart", bound=alt.TopLevelMixin)

# Vega-Lite leaves "usermeta" alone, so the notes travel inside the specification, through any notebook.
NOTES = "xxgk"


def figure(chart: Chart, *, caption: str = "", description: str = "", table: pd.DataFrame | None = None) -> Chart:
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

    Returns
    -------
    altair chart
        A copy with the notes.
    """
    return chart.properties(**page_notes(caption=caption, description=description, table=table))


def page_notes(*, caption: str = "", description: str = "", table: pd.DataFrame | None = None) -> dict[str, object]:
    """Give what `figure` adds as properties, for a chart that is being made."""
    notes: dict[str, object] = {"caption": caption}
    if table is not None:
        split = json.loads(table.to_json(orient="split", index=False, force_ascii=False, date_format="iso"))
        notes["table"] = {"columns": [str(name) for name in split["columns"]], "rows": split["data"]}
    return {"usermeta": {NOTES: notes}} | ({"description": description} if description else {})
