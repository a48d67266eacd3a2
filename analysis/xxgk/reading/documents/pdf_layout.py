"""From the characters of a PDF page to its lines of text and the cells of its tables."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from xxgk.reading.documents.pdf_glyphs import NO_TEXT, Box, Glyph
from xxgk.reading.documents.pdf_rules import Frame
from xxgk.reading.documents.whitespace import is_latin, tidy

SAME_LINE = 0.5  # of the character size, between the middles of two characters
WIDE_GAP = 0.55  # of the character size: a blank; word processors put 0.25 between 年 and 2024
LATIN_GAP = 0.15  # of the character size, between two Latin characters
SAME_PLACE = 0.2  # of the character size: bold type made by printing twice

WORD_GAP = 0.3  # of the character size, between two digits of one figure
TOUCHING = 0.1  # of the character size, between two digits that were printed apart
APART = 0.9  # of the character size: a blank by which figures stand apart in a cell


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
    without_text: bool = False

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


def find_parts(frames: Iterable[Frame], characters: list[Glyph]) -> tuple[list[TablePart], list[Glyph]]:
    """Put each word into the cell in which it begins.

    Returns
    -------
    tuple
        The tables' parts, and the characters outside all tables.
    """
    parts = []
    for frame in frames:
        inside, outside = _sort_into(frame.cells, characters)
        if not any(inside):
            continue
        characters = outside
        cells = tuple(
            PartCell(box, tuple(_cell_lines(held)), any(char.text == NO_TEXT for char in held))
            for whole, chars in zip(frame.cells, inside, strict=True)
            for box, held in _parted(frame, whole, chars)
        )
        lefts, tops, rights, bottoms = zip(*frame.cells, strict=True)
        parts.append(TablePart(cells, min(lefts), min(tops), max(rights), max(bottoms)))
    return parts, characters


def _sort_into(boxes: Sequence[Box], characters: list[Glyph]) -> tuple[list[list[Glyph]], list[Glyph]]:
    xs = sorted({edge for box in boxes for edge in (box[0], box[2])})
    ys = sorted({edge for box in boxes for edge in (box[1], box[3])})
    owners: dict[tuple[int, int], int] = {}
    for number, (left, top, right, bottom) in enumerate(boxes):
        columns = range(xs.index(left), xs.index(right))
        owners |= {(column, row): number for row in range(ys.index(top), ys.index(bottom)) for column in columns}
    inside: list[list[Glyph]] = [[] for _ in boxes]
    outside: list[Glyph] = []
    for word in _words(characters):
        first = word[0]
        slot = (
            bisect_right(xs, (first.x0 + first.x1) / 2) - 1,
            bisect_right(ys, (first.top + first.bottom) / 2) - 1,
        )
        (inside[owners[slot]] if slot in owners else outside).extend(word)
    return inside, outside


def _words(characters: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the figures and Latin words, each printed in one go, and all other characters one by one."""
    word: list[Glyph] = []
    for char in characters:
        if word and not (is_latin(char.text) and _goes_on(word[-1], char)):
            yield word
            word = []
        word.append(char)
        if not is_latin(char.text):
            yield word
            word = []
    if word:
        yield word


def _goes_on(last: Glyph, char: Glyph) -> bool:
    return (
        (last.run == char.run or char.x0 - last.x1 < TOUCHING * char.size)
        and last.turn == char.turn == 0
        and abs(last.bottom - char.bottom) < SAME_LINE * char.size
        and -SAME_PLACE * char.size < char.x0 - last.x1 < WORD_GAP * char.size
    )


def _label_and_figures(frame: Frame, box: Box, characters: list[Glyph]) -> list[tuple[Box, list[Glyph]]]:
    """Part a heading from the figures below it where only the rule between the two is missing."""
    left, top, right, bottom = box
    ys = [y for y in frame.ys if top < y < bottom]
    for y in ys:
        over, under = _split_at(y, characters)
        lines = find_lines(over), find_lines(under)
        if all(lines) and not any(map(_is_figure, lines[0])) and all(map(_is_figure, lines[1])):
            return [((left, top, right, y), over), ((left, y, right, bottom), under)]
    return []


def _split_at(y: float, characters: list[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    over = [char for char in characters if _middle(char) < y]
    return over, [char for char in characters if _middle(char) >= y]


def _is_figure(line: TextLine) -> bool:
    return all(is_latin(character) or character.isspace() for character in line.printed)


def _parted(frame: Frame, box: Box, characters: list[Glyph]) -> list[tuple[Box, list[Glyph]]]:
    """Part a cell that holds several figures where rules are missing that other rows and columns have."""
    halves = _label_and_figures(frame, box, characters)
    if halves:
        return [part for half in halves for part in _parted(frame, *half)]
    words = list(_words([char for char in characters if not char.text.isspace()]))
    figures = all(is_latin(char.text) for word in words for char in word)
    if len(words) < 2 or not figures:
        return [(box, characters)]
    left, top, right, bottom = box
    xs = [left, *(x for x in frame.xs if left < x < right), right]
    ys = [top, *(y for y in frame.ys if top < y < bottom), bottom]
    slots: dict[tuple[int, int], list[Glyph]] = {}
    for word in words:
        column = bisect_right(xs, (word[0].x0 + word[0].x1) / 2) - 1
        row = bisect_right(ys, (word[0].top + word[0].bottom) / 2) - 1
        slots.setdefault((column, row), []).extend(word)
    if len(slots) < len(words):
        return [(box, characters)]
    used_x, used_y = {column for column, _ in slots}, {row for _, row in slots}
    xs = xs if len(used_x) > 1 else [left, right]
    ys = ys if len(used_y) > 1 else [top, bottom]
    return [
        ((x0, y0, x1, y1), slots.get((column if len(xs) > 2 else min(used_x), row if len(ys) > 2 else min(used_y)), []))
        for row, (y0, y1) in enumerate(pairwise(ys))
        for column, (x0, x1) in enumerate(pairwise(xs))
    ]


def _cell_lines(characters: list[Glyph]) -> list[TextLine]:
    """Put the characters of a cell together to lines; figures that stand far apart are not of one line."""
    lines = find_lines(characters)
    words = list(_words([char for char in characters if not char.text.isspace()]))
    apart = any(two[0].x0 - one[-1].x1 > APART * two[0].size for one, two in pairwise(words))
    if len(words) < 2 or not apart or not all(is_latin(char.text) for word in words for char in word):
        return lines
    return [line for word in words for line in find_lines(word)]


def find_lines(characters: Sequence[Glyph]) -> list[TextLine]:
    """Put characters together to lines, from top to bottom."""
    if not characters:
        return []
    if sum(char.turn != 0 for char in characters) > len(characters) / 2:
        characters = [_turned(char) for char in characters]
    lines: list[list[Glyph]] = []
    for char in sorted(characters, key=_middle):
        if lines and _middle(char) - _middle(lines[-1][0]) <= SAME_LINE * max(char.size, lines[-1][0].size):
            lines[-1].append(char)
        else:
            lines.append([char])
    return [line for line in map(_line, lines) if line.printed]


def _line(characters: list[Glyph]) -> TextLine:
    """Build a line; blanks that the layout only suggests are kept where they tell two words apart."""
    characters.sort(key=lambda char: char.x0)
    size = median(char.size for char in characters)
    printed, last = "", None
    for char in characters:
        if last is not None:
            if char.text == last.text and char.x0 - last.x0 < SAME_PLACE * size:
                continue
            gap = char.x0 - last.x1
            latin = is_latin(last.text) and is_latin(char.text)
            if gap > (LATIN_GAP if latin else WIDE_GAP) * size:
                printed += " "
        printed += char.text
        last = char
    visible = [char for char in characters if char.text != " "] or characters
    return TextLine(
        tidy(printed),
        visible[0].x0,
        min(char.top for char in visible),
        max(char.x1 for char in visible),
        max(char.bottom for char in visible),
        size,
    )


def _middle(char: Glyph) -> float:
    return (char.top + char.bottom) / 2


def _turned(char: Glyph) -> Glyph:
    """Turn a character set sideways so that its line reads from left to right."""
    if char.turn == 1:  # reads upwards
        return replace(char, x0=-char.bottom, x1=-char.top, top=char.x0, bottom=char.x1)
    return replace(char, x0=char.top, x1=char.bottom, top=-char.x1, bottom=-char.x0)
