"""Tables that are read, not computed with."""

from collections.abc import Mapping
from numbers import Real

import pandas as pd

from xxgk.show.places import Citation

# A table as data, beside the HTML that pandas makes of it: what a page is made from.
TABLE = "application/vnd.xxgk.table+json"


class Listing(pd.DataFrame):
    """A table that a notebook shows whole: pandas cuts long texts and leaves out rows in the middle."""

    @property
    def _constructor(self) -> type["Listing"]:
        return Listing

    def _repr_html_(self) -> str | None:
        with pd.option_context("display.max_colwidth", None, "display.max_rows", None):
            return super()._repr_html_()

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        return {TABLE: table_data(self)} if self.columns.nlevels == 1 else {}


def table_data(table: pd.DataFrame) -> dict[str, list]:
    """Give a table as data of a display: `columns`, and `rows` of texts, numbers, None and citations.

    A citation is a mapping of `cite`, its addresses, and `text`, its words.
    """
    named = table.reset_index() if table.index.names != [None] else table
    rows = [[_cell(value) for value in row] for row in named.itertuples(index=False, name=None)]
    return {"columns": [str(name) for name in named.columns], "rows": rows}


def _cell(value: object) -> str | float | Mapping[str, object] | None:
    if isinstance(value, Citation):
        return {"cite": [*value.addresses], "text": value.words}
    if isinstance(value, str):
        return str(value)
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if isinstance(value, Real):
        return int(value) if value == int(value) and not isinstance(value, float) else float(value)
    return str(value)
