"""The parts of a table on several pages, put back together.

Worked through on the form's third table: page 3 ends with the row ``（四）无 | 1.本机关不掌握... | 31`` and page 4
begins with ``法提供 | 2.没有现成信息... | 1``. Both rows have figures, so they are two rows; the left cell is a
group's label that the page break cut, so its two halves become one cell of two rows.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from xxgk.reading.documents.assemble import FONT
from xxgk.reading.documents.grid import Grid, tighten
from xxgk.reading.documents.model import Cell
from xxgk.reading.documents.pdf_layout import PartCell, TablePart
from xxgk.reading.documents.whitespace import is_latin, join_lines

SAME_EDGE = 6.0  # points; the two parts of a table are ruled anew on each page
PADDING = 11.0  # points: the blank left and right in a cell, as word processors set it
ANOTHER_CHARACTER = 1.5  # of the character size: where less is free, the line is full

_FIGURE = re.compile(r"[\d.,%/+-]+\s*(?:元|万元|亿元)?")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A cell, or the part of one on its page; `full` where its text fills its last line."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    full: bool
    lines: tuple[str, ...] = ()
    unread: str = ""

    @property
    def bottom(self) -> int:
        return self.row + self.row_span


def continues(above: TablePart, below: TablePart) -> bool:
    """Return whether a part at the top of a page has the same edges as the one that ended the page before."""
    return abs(above.left - below.left) < SAME_EDGE and abs(above.right - below.right) < SAME_EDGE


def join_parts(parts: Sequence[TablePart]) -> Grid:
    """Build one grid from a table's parts."""
    column = _indexer([edge for part in parts for cell in part.cells for edge in (cell.box[0], cell.box[2])])
    table: list[_Piece] = []
    for part in parts:
        pieces = _pieces(part, column)
        table = _join(table, _without_header(table, pieces)) if table else pieces
    return tighten([Cell(p.row, p.column, p.row_span, p.column_span, p.text, p.lines, p.unread) for p in table])


def _indexer(edges: list[float], tolerance: float = SAME_EDGE) -> Callable[[float], int]:
    """Number the edges from the first to the last, those of the same place alike."""
    numbers: dict[float, int] = {}
    first = None
    for edge in sorted(set(edges)):
        if first is None or edge - first > tolerance:
            first = edge
            number = len(set(numbers.values()))
        numbers[edge] = number
    return numbers.__getitem__


def _pieces(part: TablePart, column: Callable[[float], int]) -> list[_Piece]:
    row = _indexer([edge for cell in part.cells for edge in (cell.box[1], cell.box[3])], 0)
    pieces = []
    for cell in part.cells:
        left, top, right, bottom = cell.box
        rows, columns = row(bottom) - row(top), column(right) - column(left)
        text = _text(cell)
        # A figure that goes on in the next line is one; lines that a blank parts are several.
        apart = tuple(line.printed for line in cell.lines) if " " in text and len(cell.lines) > 1 else ()
        unread = FONT if cell.without_text else ""
        pieces.append(_Piece(row(top), column(left), rows, columns, text, _is_full(cell), apart, unread))
    return pieces


def _text(cell: PartCell) -> str:
    """Join a cell's lines; a figure too wide for its cell goes on in the next line."""
    text = ""
    for line in cell.lines:
        cut = text and is_latin(text[-1]) and _slack(cell) < line.size / 2 + PADDING
        text = text + line.printed if cut else join_lines(f"{text}\n{line.printed}")
    return text


def _slack(cell: PartCell) -> float:
    """Return how much of the cell's width its widest line leaves free."""
    return cell.box[2] - cell.box[0] - max(line.right - line.left for line in cell.lines)


def _is_full(cell: PartCell) -> bool:
    return bool(cell.lines) and _slack(cell) < ANOTHER_CHARACTER * cell.lines[-1].size + PADDING


def _without_header(table: list[_Piece], below: list[_Piece]) -> list[_Piece]:
    """Leave out the header rows that a word processor repeats on each page."""
    repeated = 0
    while _row(table, repeated) == _row(below, repeated) != []:
        repeated += 1
    return [replace(piece, row=piece.row - repeated) for piece in below if piece.row >= repeated]


def _row(pieces: list[_Piece], row: int) -> list[tuple[int, int, int, str]]:
    return sorted((p.column, p.column_span, p.row_span, p.text) for p in pieces if p.row == row)


def _join(table: list[_Piece], below: list[_Piece]) -> list[_Piece]:
    """Put a part under the table, joining the cells that the page break cut."""
    last = max(piece.bottom for piece in table)
    over = {(p.column, p.column_span): p for p in table if p.bottom == last}
    under = {(p.column, p.column_span): p for p in below if p.row == 0}
    figures = min((p.column for p in [*table, *below] if _FIGURE.fullmatch(p.text)), default=0)
    split = _is_split_row(over, under, figures)
    cut = set(under) if split else {key for key in under if key in over and _is_cut_group(key, over, under, figures)}
    offset = last - 1 if split else last
    joined = {
        over[key]: replace(
            over[key],
            row_span=offset + under[key].row_span - over[key].row,
            text=join_lines(f"{over[key].text}\n{under[key].text}"),
        )
        for key in cut
    }
    rest = [p for p in below if p.row > 0 or (p.column, p.column_span) not in cut]
    return [joined.get(p, p) for p in table] + [replace(p, row=p.row + offset) for p in rest]


def _is_split_row(over: dict, under: dict, figures: int) -> bool:
    """Return whether the page break went through a row: only one half has its figures.

    A row with blank cells is not half a row: the lower half's label must go on with a full line above.
    """
    if set(over) != set(under) or not any(column >= figures for column, _ in over):
        return False
    if any(over[key].text and under[key].text for key in over if key[0] >= figures):
        return False
    labels = [key for key in over if key[0] < figures and (over[key].text or under[key].text)]
    return bool(labels) and all(
        not under[key].text or (over[key].full and not _NUMBERED.match(under[key].text)) for key in labels
    )


def _is_cut_group(key: tuple[int, int], over: dict, under: dict, figures: int) -> bool:
    """Return whether two cells are the halves of a label that stands left of other labels."""
    column, span = key
    if column + span >= figures:
        return False
    above, below = over[key], under[key]
    return not above.text or not below.text or (above.full and not _NUMBERED.match(below.text))
