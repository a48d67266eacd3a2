"""Where the cells of an edition stand in a table as printed.

Rows and columns are found by their labels, not by their places: a report may leave out a row, a page break may repeat a
heading, a merged cell shifts what follows. Where the labels of the columns are damaged but their number is right, their
order decides, which the form prescribes; a column that is named otherwise has no place in the form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xxgk.reading.documents import Cell, Table
from xxgk.reading.extract.tables.labels import (
    NO_ROW,
    bare_block,
    column_labels,
    find_column,
    find_row,
    heads_of,
    is_foreign,
    is_row_label,
)
from xxgk.reading.extract.tables.values import UNIT, is_nothing, is_value
from xxgk.reading.forms.layouts import Block, Column, Layout, Row, plain


@dataclass(frozen=True, slots=True)
class Located:
    """A cell of the report that is a cell of the edition.

    `unit` is one that a column of units prints beside it. `text` is what of the cell belongs to it, `start` where that
    begins in the cell. `problem` says why it cannot be read though it was found: ``merged``, ``stacked``,
    ``two_figures``, or what else the cell shows than text.
    """

    cell: Cell
    block: Block
    row: Row
    column: Column
    row_label: str
    unit: str
    headings: tuple[str, ...]
    text: str
    start: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A table read by a layout: the cells found, and the rows and columns of figures that the layout does not have.

    A row is given by its label, a column by its heading, each with its cells.
    """

    located: tuple[Located, ...] = ()
    strange: tuple[tuple[Cell, tuple[Cell, ...]], ...] = ()
    foreign: tuple[tuple[str, Cell], ...] = ()


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
    strange: list[tuple[Cell, tuple[Cell, ...]]] = []
    foreign: list[tuple[str, Cell]] = []
    last: Row | None = None
    for cells, headings in _data_rows(table, layout, above or {}):
        line = _split(cells, headings, layout)
        for label, part in _stacked(line, layout):
            found = _find(label, part, headings, layout, last, exact)
            here = list(_locate(found, part, label, headings, layout)) if found else []
            located += here
            if found and here:
                last = here[0].row
                foreign += _foreign(found[0], part, headings, layout)
            elif line.label and not found and not all(is_nothing(cell.text) for cell in line.values):
                strange.append((line.label, tuple(line.values)))
    return Reading(tuple(_over_rows(_side_by_side(_once(located)))), tuple(strange), tuple(foreign))


def last_headings(table: Table, layout: Layout, above: Headings | None = None) -> Headings:
    """Give the headings that govern the last row of a table, for the table that goes on after it."""
    headings = [headings for _, headings in _data_rows(table, layout, above or {})]
    return headings[-1] if headings else above or {}


def _once(located: Sequence[Located]) -> list[Located]:
    """Keep one row of the figures that stand without a heading: the first that prints any, else the first."""
    bare = [entry for entry in located if entry.row is NO_ROW and not entry.row_label]
    row = next((entry.cell.row for entry in bare if entry.cell.text.strip()), bare[0].cell.row if bare else -1)
    return [entry for entry in located if entry.row is not NO_ROW or entry.row_label or entry.cell.row == row]


def _side_by_side(located: Sequence[Located]) -> Iterator[Located]:
    """Keep of cells that share one heading in a row those that are filled; different figures are two."""
    beside: dict[tuple[int, int, int], list[Located]] = {}
    for entry in located:
        beside.setdefault((entry.cell.row, id(entry.row), id(entry.column)), []).append(entry)
    for group in beside.values():
        filled = [entry for entry in group if entry.text.strip()] or group[:1]
        two = len({entry.text.strip() for entry in filled}) > 1
        yield from (replace(entry, problem=entry.problem or "two_figures") if two else entry for entry in filled)


def _over_rows(located: Iterable[Located]) -> Iterator[Located]:
    """Say of a figure that is merged over several rows that it is none of them alone."""
    rows: dict[int, set[int]] = {}
    located = list(located)
    for entry in located:
        if entry.cell.row_span > 1 and not entry.problem:
            rows.setdefault(id(entry.cell), set()).add(id(entry.row))
    for entry in located:
        merged = len(rows.get(id(entry.cell), ())) > 1
        yield replace(entry, problem="merged") if merged and entry.text.strip() else entry


def _data_rows(table: Table, layout: Layout, above: Headings) -> Iterator[tuple[list[Cell], Headings]]:
    """Yield the rows of figures, each with the headings printed above every grid column.

    Headings that are repeated in a place where the figures do not stand are those from before.
    """
    headings, before, heading_open = dict(above), dict(above), False
    for cells in _rows(table):
        if before and not _fits(cells, headings, layout) and _fits(cells, before, layout):
            headings = before
        here = _moved(cells, headings, layout)
        if _is_data(cells, here, layout):
            heading_open = False
            yield cells, here
            continue
        if not heading_open:
            before, headings, heading_open = headings, {}, True
        for cell in cells:
            for column in range(cell.column, cell.column + cell.column_span):
                headings[column] = (*headings.get(column, ()), cell.text)


def _fits(cells: Sequence[Cell], headings: Headings, layout: Layout) -> bool:
    """Tell whether the figures of a row begin below the first heading of a column."""
    under = _under(headings, layout)
    first = next((cell.column for cell in cells if cell.text.strip() and is_value(cell.text)), None)
    return bool(under) and first == min(under)


def _moved(cells: Sequence[Cell], headings: Headings, layout: Layout) -> Headings:
    """Move the headings to the figures of a row that begins further left or right, if there are as many."""
    texts = [number for number, cell in enumerate(cells) if not is_value(cell.text)]
    values = cells[texts[-1] + 1 :] if texts else ()
    under = sorted(_under(headings, layout))
    shifted = values and under and values[0].column != under[0] and any(is_row_label(c.text, layout) for c in cells)
    if not shifted or len(values) != len(under) or any(cell.column_span > 1 for cell in values):
        return headings
    return {cell.column: headings[column] for cell, column in zip(values, under, strict=True)}


def _under(headings: Headings, layout: Layout) -> list[int]:
    names = column_labels(layout)
    return [column for column, path in headings.items() if path and plain(path[-1]) in names]


def _is_data(cells: Sequence[Cell], headings: Headings, layout: Layout) -> bool:
    """Tell a row of figures from a row of headings."""
    line = _split(cells, headings, layout)
    if not line.values or not (line.label or headings):
        return False
    if line.label and (is_row_label(line.label.text, layout) or _is_stack(line.label, layout)):
        return True
    numbers = sum(is_value(cell.text) for cell in line.values)
    names = column_labels(layout)
    return bool(headings) and not any(plain(c.text) in names for c in cells) and 2 * numbers >= len(line.values)


def _rows(table: Table) -> list[list[Cell]]:
    """List the printed cells that each grid row shows, those that reach down from above included."""
    rows: list[list[Cell]] = [[] for _ in table.rows]
    for cell in cells_of(table):
        for row in rows[cell.row : cell.row + cell.row_span]:
            row.append(cell)
    return [sorted(row, key=lambda cell: cell.column) for row in rows]


def cells_of(table: Table) -> Sequence[Cell]:
    """List the printed cells of a table, each once."""
    return table.cells or tuple(
        Cell(row, column, 1, 1, text) for row, texts in enumerate(table.rows) for column, text in enumerate(texts)
    )


def _split(cells: Sequence[Cell], headings: Headings, layout: Layout) -> _Line:
    """Split a row into its label and its values.

    Values stand under the headings of columns, and what is to the left of them is the label; where no headings are
    known, the values are what follows the last text.
    """
    under = _under(headings, layout)
    if under:
        values = [cell for cell in cells if cell.column + cell.column_span > min(under)]
    else:
        texts = [position for position, cell in enumerate(cells) if not is_value(cell.text)]
        values = list(cells[texts[-1] + 1 :] if texts else cells)
    labels = [cell for cell in cells[: len(cells) - len(values)] if cell.text.strip()]
    unit = labels.pop().text.strip() if labels and UNIT.fullmatch(labels[-1].text.strip()) else ""
    return _Line(_label_of(labels, layout), unit, values)


def _label_of(labels: Sequence[Cell], layout: Layout) -> Cell | None:
    """Take the label next to the figures, unless that is a group's and the row's stands further left.

    A stroke where a row has no unit is no label, if one stands beside it.
    """
    if labels and is_nothing(labels[-1].text):
        beside = [cell for cell in labels if cell.row == labels[-1].row and not is_nothing(cell.text)]
        labels = beside or labels
    rows = [cell for cell in labels if is_row_label(cell.text, layout)]
    if rows and plain(labels[-1].text) in heads_of(layout) and not is_row_label(labels[-1].text, layout):
        return rows[-1]
    return labels[-1] if labels else None


def _is_stack(label: Cell, layout: Layout) -> bool:
    """Tell whether a cell holds the labels of several rows, one a line."""
    return len(label.lines) > 1 and all(is_row_label(line, layout) for line in label.lines)


def _stacked(line: _Line, layout: Layout) -> Iterator[tuple[str, _Line]]:
    """Take a row apart that holds several rows of the form; its cells stay whole where they have other lines."""
    label = line.label
    if label is None or is_row_label(label.text, layout) or not _is_stack(label, layout):
        yield label.text if label else "", line
        return
    apart = all(len(cell.lines) == len(label.lines) for cell in line.values)
    for number, text in enumerate(label.lines):
        yield text, replace(line, values=[_line_of(cell, number) if apart else cell for cell in line.values])


def _line_of(cell: Cell, number: int) -> Cell:
    return replace(cell, lines=(cell.lines[number],))


def _find(
    label: str, line: _Line, headings: Headings, layout: Layout, last: Row | None, exact: bool
) -> tuple[Block, Row] | None:
    """Find the row that a line is; figures that stand in one row may have a label that says whose they are."""
    found = find_row(label, layout, last, exact) if label else None
    bare = bare_block(layout)
    if found or not bare:
        return found
    named = (find_column(headings.get(cell.column, ()), bare[0]) for cell in line.values)
    return bare if not label or all(named) else None


def _locate(found: tuple[Block, Row], line: _Line, label: str, headings: Headings, layout: Layout) -> Iterator[Located]:
    block, row = found
    covered = [_covered(cell, block, headings) for cell in line.values]
    in_order = len(covered) == len(block.columns) and all(
        block.columns[number] in columns if columns else not is_foreign(path, block.columns[number], layout)
        for number, (columns, path) in enumerate(zip(covered, _paths(line, headings), strict=True))
    )
    if in_order:
        covered = [[column] for column in block.columns]
    if not label and not all(covered):
        return
    for cell, columns, path in zip(line.values, covered, _paths(line, headings), strict=True):
        for column in columns:
            text, start = _part(cell)
            problem = _problem(cell, columns, line.label is not None and label != line.label.text)
            yield Located(cell, block, row, column, label, line.unit, path, text, start, problem)


def _foreign(block: Block, line: _Line, headings: Headings, layout: Layout) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of a row that stand under a heading which the form does not have."""
    for number, (cell, path) in enumerate(zip(line.values, _paths(line, headings), strict=True)):
        known = _covered(cell, block, headings)
        place = block.columns[min(number, len(block.columns) - 1)]
        if (
            not is_nothing(cell.text)
            and not known
            and (len(line.values) != len(block.columns) or is_foreign(path, place, layout))
        ):
            yield (path[-1] if path else ""), cell


def _paths(line: _Line, headings: Headings) -> list[tuple[str, ...]]:
    return [headings.get(cell.column, ()) for cell in line.values]


def _covered(cell: Cell, block: Block, headings: Headings) -> list[Column]:
    """List the columns over which a cell reaches."""
    positions = range(cell.column, cell.column + cell.column_span)
    found = (find_column(headings.get(position, ()), block) for position in positions)
    return list(dict.fromkeys(column for column in found if column))


def _part(cell: Cell) -> tuple[str, int]:
    """Give the text of a cell, or the one line of it that is meant, and where that begins."""
    if len(cell.lines) == 1:
        return cell.lines[0], max(cell.text.find(cell.lines[0]), 0)
    return cell.text, 0


def _problem(cell: Cell, columns: Sequence[Column], is_stack: bool) -> str:
    if cell.unread:
        return cell.unread
    if not cell.text.strip():
        return ""
    if len(columns) > 1:
        return "merged"
    return "stacked" if is_stack and len(cell.lines) != 1 else ""
