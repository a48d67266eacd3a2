"""A table that is read, not computed with."""

import pandas as pd


class Listing(pd.DataFrame):
    """A table that a notebook shows whole: pandas cuts long texts and leaves out rows in the middle."""

    @property
    def _constructor(self) -> type["Listing"]:
        return Listing

    def _repr_html_(self) -> str | None:
        with pd.option_context("display.max_colwidth", None, "display.max_rows", None):
            return super()._repr_html_()
