"""Where the cells of an edition stand in a table as printed.

Rows and columns are found by their labels, not by their places: a report may leave out a row, a page break may repeat a
heading, a merged cell shifts what follows. Where the labels of the columns are damaged but their number is right, their
order decides, which the form prescribes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from xxgk.reading.documents import Cell, Table
from xxgk.reading.extract.tables.values import UNIT, is_value
from xxgk.reading.forms.layouts import Block, Column, Layout, Row, plain

# A label that lost or gained a few characters is still itself; the nearest two labels of the forms are 0.75 alike.
ALIKE = 0.8
_NO_ROW = Row(("",))


@dataclass(frozen=True, slots=True)
class Located:
    """A cell of the report that is a cell of the edition; `unit` is one that a column of units prints beside it."""

    cell: Cell
    block: Block
    row: Row
    column: Column
    row_label: str
    unit: str
    headings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A table read by a layout: the cells found, and the labels of rows that the layout does not have."""

    located: tuple[Located, ...]
    strange: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row as printed: its label, its unit where a column has units, its values."""

    label: Cell | None
    unit: str
    values: list[Cell]


Headings = dict[int, tuple[str, ...]]


def read_grid(table: Table, layout: Layout, above: Headings | None = None, exact: bool = False) -> Reading:
    """Find the cells of a layout in a table.

    Parameters
    ----------
    table
        The table as printed.
    layout
        The edition's table.
    above
        Headings of the columns, for a table that goes on from the page before without repeating them.
    exact
        Take no label for another that merely resembles it; quicker, and enough to tell tables apart.
    """
    located: list[Located] = []
    strange: list[Cell] = []
    last: Row | None = None
    for cells, headings in _data_rows(table, layout, above or {}):
        line = _split(cells, headings, layout)
        found = find_row(line.label.text, layout, last, exact) if line.label else _bare_block(layout)
        here = list(_locate(found, line, headings)) if found else []
        located += here
        if here:
            last = here[0].row
        elif line.label and not found and any(cell.text.strip() for cell in line.values):
            strange.append(line.label)
    return Reading(tuple(_once(located)), tuple(strange))


def _once(located: Sequence[Located]) -> list[Located]:
    """Keep one row of the figures that stand without a heading: the first that prints any, else the first."""
    bare = [entry for entry in located if entry.row is _NO_ROW]
    row = next((entry.cell.row for entry in bare if entry.cell.text.strip()), bare[0].cell.row if bare else -1)
    return [entry for entry in located if entry.row is not _NO_ROW or entry.cell.row == row]


def last_headings(table: Table, layout: Layout, above: Headings | None = None) -> Headings:
    """Give the headings that govern the last row of a table, for the table that goes on after it."""
    headings = [headings for _, headings in _data_rows(table, layout, above or {})]
    return headings[-1] if headings else above or {}


def _data_rows(table: Table, layout: Layout, above: Headings) -> Iterator[tuple[list[Cell], Headings]]:
    """Yield the rows of figures, each with the headings printed above every grid column."""
    headings, heading_open = dict(above), False
    for cells in _rows(table):
        if _is_data(cells, headings, layout):
            heading_open = False
            yield cells, headings
            continue
        if not heading_open:
            headings, heading_open = {}, True
        for cell in cells:
            for column in range(cell.column, cell.column + cell.column_span):
                if cell.text.strip():
                    headings[column] = (*headings.get(column, ()), cell.text)


def _is_data(cells: Sequence[Cell], headings: Headings, layout: Layout) -> bool:
    """Tell a row of figures from a row of headings."""
    line = _split(cells, headings, layout)
    if not line.values or not (line.label or headings):
        return False
    if line.label and _is_row_label(line.label, layout):
        return True
    numbers = sum(is_value(cell.text) for cell in line.values)
    return bool(headings) and not _has_heading(cells, layout) and 2 * numbers >= len(line.values)


def _rows(table: Table) -> list[list[Cell]]:
    """List the printed cells that each grid row shows, those that reach down from above included."""
    cells = table.cells or tuple(
        Cell(row, column, 1, 1, text) for row, texts in enumerate(table.rows) for column, text in enumerate(texts)
    )
    rows: list[list[Cell]] = [[] for _ in table.rows]
    for cell in cells:
        for row in rows[cell.row : cell.row + cell.row_span]:
            row.append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def _split(cells: Sequence[Cell], headings: Headings, layout: Layout) -> _Line:
    """Split a row into its label and its values.

    Values stand under the headings of columns, and what is to the left of them is the label; where no headings are
    known, the values are what follows the last text.
    """
    names = _column_labels(layout)
    under = [column for column, path in headings.items() if plain(path[-1]) in names]
    if under:
        values = [cell for cell in cells if cell.column + cell.column_span > min(under)]
    else:
        texts = [position for position, cell in enumerate(cells) if not is_value(cell.text)]
        values = list(cells[texts[-1] + 1 :] if texts else cells)
    labels = [cell for cell in cells[: len(cells) - len(values)] if cell.text.strip()]
    unit = labels.pop().text.strip() if labels and UNIT.fullmatch(labels[-1].text.strip()) else ""
    return _Line(labels[-1] if labels else None, unit, values)


def _has_heading(cells: Sequence[Cell], layout: Layout) -> bool:
    columns = _column_labels(layout)
    return any(plain(cell.text) in columns for cell in cells)


def _is_row_label(label: Cell, layout: Layout) -> bool:
    return plain(label.text) in _rows_by_label(layout)


@cache
def labels_of(layout: Layout) -> frozenset[str]:
    """List every label of a layout, those without figures of their own included."""
    labels = [*layout.structure]
    for block in layout.blocks:
        for axis in (*block.rows, *block.columns):
            labels += axis.labels
        for column in block.columns:
            labels += column.under
    return frozenset(map(plain, labels))


@cache
def _column_labels(layout: Layout) -> frozenset[str]:
    labels = (column.labels + column.under for block in layout.blocks for column in block.columns)
    return frozenset(plain(label) for entry in labels for label in entry)


@cache
def _variants(labels: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(plain, labels))


def _bare_block(layout: Layout) -> tuple[Block, Row] | None:
    return next(((block, _NO_ROW) for block in layout.blocks if not block.rows), None)


def find_row(label: str, layout: Layout, last: Row | None, exact: bool = False) -> tuple[Block, Row] | None:
    """Find the row that a label names; of rows with the same label, the next one after the row before."""
    text = plain(label)
    found = _rows_by_label(layout).get(text) or ([] if exact else _nearest(text, _all_rows(layout)))
    if len(found) < 2:
        return found[0] if found else None
    rows = _all_rows(layout)
    passed = next((position for position, (_, row) in enumerate(rows) if row is last), -1)
    return next((entry for entry in found if rows.index(entry) > passed), found[0])


@cache
def _all_rows(layout: Layout) -> list[tuple[Block, Row]]:
    return [(block, row) for block in layout.blocks for row in block.rows]


@cache
def _rows_by_label(layout: Layout) -> dict[str, list[tuple[Block, Row]]]:
    found: dict[str, list[tuple[Block, Row]]] = {}
    for block, row in _all_rows(layout):
        for label in _variants(row.labels):
            found.setdefault(label, []).append((block, row))
    return found


def _nearest(text: str, rows: Sequence[tuple[Block, Row]]) -> list[tuple[Block, Row]]:
    scores = [(max(_likeness(text, label) for label in _variants(row.labels)), (block, row)) for block, row in rows]
    best = max((score for score, _ in scores), default=0)
    return [entry for score, entry in scores if score == best] if best >= ALIKE else []


def _likeness(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()


def _locate(found: tuple[Block, Row], line: _Line, headings: Headings) -> Iterator[Located]:
    block, row = found
    columns = [_find_column(cell, block, headings) for cell in line.values]
    if None in columns and len(columns) == len(block.columns):
        columns = list(block.columns)
    if line.label is None and None in columns:
        return
    text = line.label.text if line.label else ""
    for cell, column in zip(line.values, columns, strict=True):
        if column:
            yield Located(cell, block, row, column, text, line.unit, headings.get(cell.column, ()))


def _find_column(cell: Cell, block: Block, headings: Headings) -> Column | None:
    """Find the column by the heading next above the cell, and where that is not enough by one above that."""
    for position in range(cell.column, cell.column + cell.column_span):
        path = [plain(text) for text in headings.get(position, ())]
        for column in block.columns:
            named = path and path[-1] in _variants(column.labels)
            if named and (not column.under or _variants(column.under) & set(path)):
                return column
    return None
