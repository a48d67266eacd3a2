"""Cells with spans laid out on a rectangular grid."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xxgk.reading.base.errors import UserError
from xxgk.reading.documents.model import Cell

MOST_CELLS = 200_000  # the largest statutory table has 300: beyond this it is a workbook or an attack
WIDEST_SPAN = 1000  # HTML standard, "colspan"
TALLEST_SPAN = 65534  # HTML standard, "rowspan"
LONGEST_CELL = 400  # characters; the longest label of the statutory tables has 40


@dataclass(frozen=True, slots=True)
class Grid:
    """A table's printed cells and the rectangle they fill."""

    cells: tuple[Cell, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def is_layout(self) -> bool:
        """True where the table only arranges text: a single column, or prose in a cell."""
        narrow = not self.rows or len(self.rows[0]) < 2
        return narrow or any(len(cell.text) > LONGEST_CELL for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Content:
    """What a cell says: as `Cell` has it."""

    text: str
    lines: tuple[str, ...] = ()
    unread: str = ""


def lay_out(rows: Iterable[Sequence[tuple[Content, int, int]]], ends: Sequence[int]) -> Grid:
    """Place cells given row by row as (content, row span, column span), as a browser does.

    A row span of 0 reaches to the end of its row group, and none reaches further: `ends` gives that for each row.
    Spans are clamped to the limits of the HTML standard.
    """
    rows = list(rows)
    placed: list[Cell] = []
    free_from: list[int] = []  # for each column the first row that is still free
    positions = 0
    for row, specs in enumerate(rows):
        column = 0
        for content, row_span, column_span in specs:
            height = min(row_span or TALLEST_SPAN, TALLEST_SPAN, ends[row] - row)
            width = min(max(column_span, 1), WIDEST_SPAN)
            positions += height * width
            _check_size(positions)
            while column < len(free_from) and free_from[column] > row:
                column += 1
            free_from += [0] * (column + width - len(free_from))
            for covered in range(column, column + width):
                free_from[covered] = max(free_from[covered], row + height)
            placed.append(Cell(row, column, height, width, content.text, content.lines, content.unread))
            column += width
    return tighten(placed)


def tighten(placed: Sequence[Cell]) -> Grid:
    """Build the grid, leaving out rows and columns in which no cell begins.

    Word processors split columns wherever two borders miss each other by a hair, and a title may claim
    more columns than there are; neither says anything.
    """
    tops = sorted({cell.row for cell in placed})
    lefts = sorted({cell.column for cell in placed})
    _check_size(len(tops) * len(lefts))
    grid = [[""] * len(lefts) for _ in tops]
    cells = []
    for cell in placed:
        top, bottom = bisect_left(tops, cell.row), bisect_left(tops, cell.row + cell.row_span)
        left, right = bisect_left(lefts, cell.column), bisect_left(lefts, cell.column + cell.column_span)
        cells.append(Cell(top, left, bottom - top, right - left, cell.text, cell.lines, cell.unread))
        for row in grid[top:bottom]:
            row[left:right] = [cell.text] * (right - left)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(tuple(cells), tuple(tuple(row) for row in grid))


def _check_size(positions: int) -> None:
    if positions > MOST_CELLS:
        raise UserError(
            f"a table has more than {MOST_CELLS} cells, which no annual report has: "
            "remove it from the file and try again.",
            f"一个表格超过 {MOST_CELLS} 个单元格，年度报告不会如此。请从文件中删去后再试。",
        )
