"""Tables whose cells ran together into the text: where they stand, and which digits belong to which row.

By hand: in "...本年新收政府信息公开申请数量640020470二、上年结转..." the labels of the rows are known, so the digits
between two of them are the cells of the first: 640020470. How these split into seven numbers is another module's
question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from xxgk.reading.extract.tables.grid import find_row
from xxgk.reading.extract.tables.scopes import CAPTION_LINES, LEVEL, Printing, find_levels
from xxgk.reading.extract.tables.values import UNIT, money_unit
from xxgk.reading.forms import Form
from xxgk.reading.forms.layouts import Block, Layout, Row, half_width, plain

_DROPPED = re.compile(r"[\s\u200b\ufeff“”‘’\"'「」]")
_NUMBERING = r"(?:其中:?|[一二三四五六七八九十]、|\([一二三四五六七八九十]\)|\d[.、])*"
_NOTE = re.compile(r"\([^()]{1,60}\)")
_CELLS = re.compile(r"(?:\d|[.,/—–*+-]|不适用|(?:万|亿)?元(?=\D|$))*")
_NEXT_NUMBER = re.compile(r"\d\.\Z")
_NO_SENTENCE = re.compile(r"[^,，。;；件]*")
_LINE_END = re.compile(r"[\n。；;]")
_LONGEST_RUN = 400  # characters; seven figures of a province have 40
MOST_ROWS = 200  # the longest table has 59
LONGEST_GAP = 60  # characters between two rows: a label that was cut by its figures
DISTINCT_LABEL = 6  # characters of a label that no sentence has by chance
SHORTEST_ANCHOR = 4  # characters
FEWEST_LABELS = 3  # labels in a row that no sentence has


@dataclass(frozen=True, slots=True)
class Segment:
    """The cells of one row, run together: ``text[start:end]``; `unit` is printed beside it or, of money, above it."""

    block: Block
    row: Row
    label: str
    unit: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A table in the running text, ``text[start:end]``, and whose figures it prints."""

    layout: Layout
    start: int
    end: int
    segments: tuple[Segment, ...]
    level: str = LEVEL


@dataclass(frozen=True, slots=True)
class _Condensed:
    """A text without blanks and quotes, half-width, and where each of its characters stands."""

    text: str
    places: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the text as it is; an empty span stands behind the character before it."""
        if start == end:
            return self.places[start - 1] + 1, self.places[start - 1] + 1
        return self.places[start], self.places[end - 1] + 1


def find_stretches(text: str, form: Form) -> list[Stretch]:
    """Find the tables of an edition that run on in the text.

    Returns
    -------
    list of Stretch
        In order; tables with fewer than three labels in a row are none.
    """
    if not form.tables:
        return []
    condensed = _condense(text)
    found = [stretch for table in form.tables for stretch in _of_layout(condensed, table.layout)]
    found.sort(key=lambda stretch: stretch.start)
    floors = [0, *(stretch.end for stretch in found)]
    levels = find_levels(form, [_printing(text, *one) for one in zip(found, floors, strict=False)])
    return [replace(stretch, level=level) for stretch, level in zip(found, levels, strict=True)]


def _printing(text: str, stretch: Stretch, floor: int) -> Printing:
    lines = [line for line in _LINE_END.split(text[floor : stretch.start]) if line.strip()]
    rows = frozenset(segment.row for segment in stretch.segments)
    return Printing(stretch.layout, rows, lines[: -CAPTION_LINES - 1 : -1])


@lru_cache(1)  # every edition is tried on the same text
def _condense(text: str) -> _Condensed:
    places = [place for place, character in enumerate(text) if not _DROPPED.match(character)]
    return _Condensed(half_width("".join([text[place] for place in places])), places)


def _of_layout(condensed: _Condensed, layout: Layout) -> list[Stretch]:
    """Find a table by its heading or, where the lines of its headings ran into each other, by its first row."""
    rows = [label for block in layout.blocks[:1] for row in block.rows[:1] for label in map(_bare, row.labels)]
    for anchor in (_DROPPED.sub("", half_width(layout.anchor)), *rows):
        if len(anchor) >= SHORTEST_ANCHOR and (found := list(_from_anchor(condensed, layout, anchor))):
            return found
    return []


def _from_anchor(condensed: _Condensed, layout: Layout, anchor: str) -> Iterator[Stretch]:
    position = condensed.text.find(anchor)
    while position >= 0:
        reader = _Reader(condensed, layout)
        end = reader.read(position)
        if reader.segments and reader.labels >= FEWEST_LABELS:
            yield Stretch(layout, *condensed.span(position, end), tuple(reader.segments))
        position = condensed.text.find(anchor, max(end, position + 1))


class _Reader:
    """Reads labels and runs of cells by turns, for as long as they follow each other."""

    def __init__(self, condensed: _Condensed, layout: Layout) -> None:
        self._condensed, self._layout = condensed, layout
        self._label = _label_pattern(layout)
        self._last: Row | None = None
        self._money = ""
        self.labels = 0
        self.segments: list[Segment] = []

    def read(self, start: int) -> int:
        """Read from an offset on; return where the table ends."""
        text, position, filled = self._condensed.text, start, start
        while len(self.segments) < MOST_ROWS and (label := self._next_label(position)):
            if self._begins_anew(label[0]):
                return filled  # what follows on the last figures is the heading of the next printing
            self.labels += 1
            note = _NOTE.match(text, label.end())
            position = note.end() if note else label.end()
            self._money = money_unit(text[label.start() : position]) or self._money
            unit = UNIT.match(text, position)
            cells = self._run(unit.end() if unit else position)
            self._take(label[0], unit[0] if unit else "", *cells)
            position = cells[1]
            filled = position if cells[0] < cells[1] else filled
        return position

    def _next_label(self, position: int) -> re.Match[str] | None:
        """Find the label that stands here or, after rows, the next one that only this table can have."""
        text = self._condensed.text
        label = self._label.match(text, position)
        if label or not self.segments:
            return label
        gap = _NO_SENTENCE.match(text, position, position + LONGEST_GAP)
        for label in self._label.finditer(text, position, gap.end()):
            distinct = len(plain(label[0])) >= DISTINCT_LABEL
            if distinct and find_row(label[0], self._layout, self._last, exact=True):
                return label
        return None

    def _begins_anew(self, label: str) -> bool:
        """Tell whether a label is that of the first row again: the table is printed a second time."""
        row = find_row(label, self._layout, self._last, exact=True) if self.segments else None
        return row is not None and row[1] is self.segments[0].row

    def _run(self, start: int) -> tuple[int, int]:
        """Find the run of cells from an offset: up to the next label where that follows at once."""
        text = self._condensed.text
        following = self._label.search(text, start, start + _LONGEST_RUN)
        if following and _CELLS.fullmatch(text, start, following.start()):
            return start, following.start()
        cells = _CELLS.match(text, start, start + _LONGEST_RUN)
        number = _NEXT_NUMBER.search(cells[0])  # of a next label that is cut, and so not known
        return start, cells.end() - len(number[0]) if number else cells.end()

    def _take(self, label: str, unit: str, start: int, end: int) -> None:
        """Keep a run of cells with its row. Before the first run labels are headings; a row may be blank, once."""
        if start == end and not self.segments:
            return
        bare = next((block for block in self._layout.blocks if not block.rows), None)
        row = find_row(label, self._layout, self._last, exact=True)
        span = self._condensed.span(start, end)
        if row and start == end and any(segment.row is row[1] for segment in self.segments):
            return
        if row:
            self._last = row[1]
            self.segments.append(Segment(*row, plain(label), unit or self._money, *span))
        elif bare and start < end:
            self.segments.append(Segment(bare, Row(("",)), "", unit or self._money, *span))


@cache
def _label_pattern(layout: Layout) -> re.Pattern[str]:
    """Match any label of a table with its numbering; at one place the longest."""
    labels = {*layout.structure}
    for block in layout.blocks:
        for axis in (*block.rows, *block.columns):
            labels.update(axis.labels)
        for column in block.columns:
            labels.update(column.under)
    bare = {_bare(label) for label in labels}
    return re.compile(_NUMBERING + "(?:" + "|".join(map(_loosely, sorted(bare, key=len, reverse=True))) + ")")


def _bare(label: str) -> str:
    text = _DROPPED.sub("", half_width(label))
    return text[re.match(_NUMBERING, text).end() :] or text


def _loosely(label: str) -> str:
    """Write a label as a pattern in which punctuation may be missing."""
    return "".join(f"{re.escape(character)}?" if re.match(r"\W", character) else character for character in label)
