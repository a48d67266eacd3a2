"""Figures in tables that no edition knows: kept with their place and label, without a meaning."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from xxgk.reading.documents import Cell, Table
from xxgk.reading.extract.tables.values import Value, is_value, read_value
from xxgk.reading.forms.layouts import half_width
from xxgk.reading.quantities import decimal_text, find_quantities

_BARE_NUMBER = re.compile(r"\s*[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?\s*")


def other_figures(cells: Sequence[Cell]) -> Iterator[tuple[Cell, Value]]:
    """Yield the figures of cells, in order: a number that stands alone, or those of a text."""
    worded = []
    for cell in cells:
        if _BARE_NUMBER.fullmatch(half_width(cell.text)):
            yield cell, read_value(cell.text, "count", "")
        else:
            worded.append(cell)
    yield from _worded_figures(worded)


def label_beside(table: Table, cell: Cell) -> str:
    """Find the text nearest to the left of a cell in its row."""
    return _last_texts(table.rows[cell.row])[cell.column]


def _worded_figures(cells: Sequence[Cell]) -> Iterator[tuple[Cell, Value]]:
    """Read all texts at once: to begin anew for each of thousands of cells would be slow."""
    text = "\n".join(cell.text for cell in cells)
    starts = [0, *accumulate(len(cell.text) + 1 for cell in cells)]
    for one in find_quantities(text)[0]:
        at = bisect_right(starts, one.start) - 1
        start, end = one.start - starts[at], one.end - starts[at]
        yield cells[at], Value(decimal_text(one.value), one.unit, one.qualifier, one.printed, start, end)


@lru_cache(1)  # cells come row by row
def _last_texts(row: tuple[str, ...]) -> list[str]:
    texts, last = [], ""
    for text in row:
        texts.append(last)
        last = last if is_value(text) else text
    return texts
