"""The sentence, or the row of a table, that a figure stands in."""

from collections.abc import Mapping
from typing import NamedTuple

from xxgk.reading.documents.model import Cell, Document, Table

# Enough of a long sentence to recognise it, on either side of the figure.
CONTEXT = 40
_SENTENCE_ENDS = "。；;！？!?\n"
_BETWEEN_CELLS = " | "


class Quote(NamedTuple):
    """A piece of a report's text with the figure in the middle."""

    before: str
    figure: str
    after: str


# What the figures of a report stand in, by their addresses (`xxgk.reading.base.records.address`).
Quotes = Mapping[str, Quote]


def quote(document: Document, place: str, start: int, end: int, context: int = CONTEXT) -> Quote:
    """Cut out of a document what a figure stands in.

    Parameters
    ----------
    document
        The report.
    place, start, end
        Where the figure stands, as in a fact.
    context
        Characters to keep on either side.

    Returns
    -------
    Quote
        The sentence, or the row of the table with its cells set apart; with nothing in the middle where the document
        has no such place.
    """
    if place.startswith("t"):
        before, figure, after = _row(document, place, start, end)
    else:
        before, figure, after = _sentence(document.text, start, end)
    return Quote(
        f"…{before[-context:]}" if len(before) > context else before,
        figure,
        f"{after[:context]}…" if len(after) > context else after,
    )


def _sentence(text: str, start: int, end: int) -> tuple[str, str, str]:
    first = max(text.rfind(mark, 0, start) for mark in _SENTENCE_ENDS) + 1
    last = min((at for mark in _SENTENCE_ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
    return text[first:start].lstrip(), text[start:end], text[end:last]


def _row(document: Document, place: str, start: int, end: int) -> tuple[str, str, str]:
    """Set the cells of a row side by side; one that reaches over several rows is in each of them."""
    index, row, column = (int(part[1:]) for part in place.split())
    table = next((table for table in document.tables if table.index == index), Table(index, (), ""))
    cells = [cell for cell in table.cells if cell.row <= row < cell.row + cell.row_span]
    cells.sort(key=lambda cell: cell.column)
    own = next((cell for cell in cells if _covers(cell, column)), Cell(row, column, 1, 1, ""))
    before = "".join(cell.text + _BETWEEN_CELLS for cell in cells if cell.column < own.column)
    after = "".join(_BETWEEN_CELLS + cell.text for cell in cells if cell.column > own.column)
    return before + own.text[:start], own.text[start:end], own.text[end:] + after


def _covers(cell: Cell, column: int) -> bool:
    return cell.column <= column < cell.column + cell.column_span
