"""From the characters of a PDF page to its lines of text and the cells of its tables."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from xxgk.reading.documents.whitespace import is_latin, tidy

SAME_LINE = 0.5  # of the character size, between the middles of two characters
WIDE_GAP = 0.55  # of the character size: a blank; word processors put 0.25 between 年 and 2024
LATIN_GAP = 0.15  # of the character size, between two Latin characters
SAME_PLACE = 0.2  # of the character size: bold type made by printing twice

Character = dict  # as pdfplumber gives it
Box = tuple[float, float, float, float]  # left, top, right, bottom in points


@dataclass(frozen=True, slots=True)
class TextLine:
    """One printed line."""

    printed: str
    left: float
    top: float
    right: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class PartCell:
    """One cell of a table on one page: its lines of text, its edges."""

    box: Box
    lines: tuple[TextLine, ...]

    @property
    def printed(self) -> str:
        return "\n".join(line.printed for line in self.lines)


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table, or as much of it as stands on one page."""

    cells: tuple[PartCell, ...]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def printed(self) -> str:
        return "\n".join(cell.printed for cell in self.cells)


Piece = TextLine | TablePart


@dataclass(frozen=True, slots=True)
class Page:
    """A page's size in points and its pieces from top to bottom."""

    width: float
    height: float
    pieces: list[Piece]

    @property
    def lines(self) -> list[TextLine]:
        return [piece for piece in self.pieces if isinstance(piece, TextLine)]


def find_parts(tables: Iterable[Sequence[Box]], characters: list[Character]) -> tuple[list[TablePart], list[Character]]:
    """Put each character into the cell in which its middle lies.

    Returns
    -------
    tuple
        The tables' parts, and the characters outside all tables.
    """
    parts = []
    for boxes in tables:
        inside, characters = _sort_into(boxes, characters)
        cells = tuple(PartCell(box, tuple(find_lines(held))) for box, held in zip(boxes, inside, strict=True))
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        parts.append(TablePart(cells, min(lefts), min(tops), max(rights), max(bottoms)))
    return parts, characters


def _sort_into(boxes: Sequence[Box], characters: list[Character]) -> tuple[list[list[Character]], list[Character]]:
    xs = sorted({edge for box in boxes for edge in (box[0], box[2])})
    ys = sorted({edge for box in boxes for edge in (box[1], box[3])})
    owners: dict[tuple[int, int], int] = {}
    for number, (left, top, right, bottom) in enumerate(boxes):
        columns = range(xs.index(left), xs.index(right))
        owners |= {(column, row): number for row in range(ys.index(top), ys.index(bottom)) for column in columns}
    inside: list[list[Character]] = [[] for _ in boxes]
    outside: list[Character] = []
    for char in characters:
        slot = (
            bisect_right(xs, (char["x0"] + char["x1"]) / 2) - 1,
            bisect_right(ys, (char["top"] + char["bottom"]) / 2) - 1,
        )
        (inside[owners[slot]] if slot in owners else outside).append(char)
    return inside, outside


def find_lines(characters: Sequence[Character]) -> list[TextLine]:
    """Put characters together to lines, from top to bottom."""
    if not characters:
        return []
    if sum(not char["upright"] for char in characters) > len(characters) / 2:
        characters = [_turned(char) for char in characters]
    lines: list[list[Character]] = []
    for char in sorted(characters, key=_middle):
        if lines and _middle(char) - _middle(lines[-1][0]) <= SAME_LINE * max(char["size"], lines[-1][0]["size"]):
            lines[-1].append(char)
        else:
            lines.append([char])
    return [line for line in map(_line, lines) if line.printed]


def _line(characters: list[Character]) -> TextLine:
    """Build a line; blanks that the layout only suggests are kept where they tell two words apart."""
    characters.sort(key=lambda char: char["x0"])
    size = median(char["size"] for char in characters)
    printed, last = "", None
    for char in characters:
        if last is not None:
            if char["text"] == last["text"] and char["x0"] - last["x0"] < SAME_PLACE * size:
                continue
            gap = char["x0"] - last["x1"]
            latin = is_latin(last["text"]) and is_latin(char["text"])
            if gap > (LATIN_GAP if latin else WIDE_GAP) * size:
                printed += " "
        printed += char["text"]
        last = char
    visible = [char for char in characters if char["text"] != " "] or characters
    return TextLine(
        tidy(printed),
        visible[0]["x0"],
        min(char["top"] for char in visible),
        max(char["x1"] for char in visible),
        max(char["bottom"] for char in visible),
        size,
    )


def _middle(char: Character) -> float:
    return (char["top"] + char["bottom"]) / 2


def _turned(char: Character) -> Character:
    """Turn a character set sideways so that its line reads from left to right."""
    if char["matrix"][1] > 0:  # reads upwards
        x0, x1, top, bottom = -char["bottom"], -char["top"], char["x0"], char["x1"]
    else:
        x0, x1, top, bottom = char["top"], char["bottom"], -char["x1"], -char["x0"]
    return {**char, "x0": x0, "x1": x1, "top": top, "bottom": bottom}
