"""Tables whose cells ran together into the text: where they stand, and which digits belong to which row.

By hand: in "...本年新收政府信息公开申请数量640020470二、上年结转..." the labels of the rows are known, so the digits
between two of them are the cells of the first: 640020470. How these split into seven numbers is another module's
question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from xxgk.reading.extract.glued.cells import has_blanks
from xxgk.reading.extract.glued.condensed import DROPPED, Condensed, condense
from xxgk.reading.extract.glued.sentences import MARKS, Steps
from xxgk.reading.extract.tables.labels import find_row, heads_of
from xxgk.reading.extract.tables.scopes import CAPTION_LINES, LEVEL, Printing, find_levels
from xxgk.reading.extract.tables.values import UNIT, money_unit
from xxgk.reading.forms import Form
from xxgk.reading.forms.layouts import Block, Layout, Row, half_width, plain

_NUMBERING = r"(?:其中:?|[一二三四五六七八九十]、|\([一二三四五六七八九十]\)|\d[.、])*"
_NOTE = re.compile(r"\((?![一二三四五六七八九十]\))[^()]{1,60}\)")  # and not the number of a next group
_CUT_NOTE = re.compile(r"\([^()\d]{1,50}(?P<cells>\d[\d.,、/—–*+-]*)[^()\d]{1,50}\)")
_LABEL_NUMBER = re.compile(r"(?:\d{1,2}[.、]|\([一二三四五六七八九十]\)|[一二三四五六七八九十]、)")
SHORTEST_HALF = 2  # characters of a label before the figures that cut it
# What may stand in a cell; letters that are taken for digits are no digits, but they are no end of the cell either.
_CELLS = re.compile(r"(?:\d|[.,、/\\—–*+%‰①-⑳⁰¹²³⁴-⁹-]|[OoIl](?![a-z])|不适用|N/A|n/a|无(?!\w)|(?:万|亿)?元(?=\D|$))*")
_NEXT_NUMBER = re.compile(r"\d\.\Z")
_UNIT = re.compile(f"[、,]?({UNIT.pattern})")
_MARKS = re.compile(f"[{MARKS}]*")
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
    """The cells of one row: ``text[start:end]``; `unit` is printed beside it or, of money, above it.

    `left` and `right` are where its label ends and where the next text begins: the marks between its cells are there.
    """

    block: Block
    row: Row
    label: str
    unit: str
    start: int
    end: int
    left: int
    right: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A table in the running text, ``text[start:end]``, and whose figures it prints.

    `leaves_blanks`: a row of it or of another table in the text has fewer characters than cells, so that cells are left
    blank, and digits that ran together do not tell which.
    """

    layout: Layout
    start: int
    end: int
    segments: tuple[Segment, ...]
    level: str = LEVEL
    leaves_blanks: bool = False


def find_stretches(text: str, form: Form) -> list[Stretch]:
    """Find the tables of an edition that run on in the text.

    Returns
    -------
    list of Stretch
        In order; tables with fewer than three labels in a row are none.
    """
    if not form.tables:
        return []
    condensed = condense(text)
    found = [stretch for table in form.tables for stretch in _of_layout(condensed, table.layout)]
    found.sort(key=lambda stretch: stretch.start)
    floors = [0, *(stretch.end for stretch in found)]
    levels = find_levels(form, [_printing(text, *one) for one in zip(found, floors, strict=False)])
    rows = [segment for stretch in found for segment in stretch.segments]
    blanks = any(has_blanks(text[row.start : row.end], len(row.block.columns)) for row in rows)
    return [replace(stretch, level=level, leaves_blanks=blanks) for stretch, level in zip(found, levels, strict=True)]


def texts_of(text: str, stretch: Stretch) -> str:
    """Give a table without blanks and marks, as its labels are written in `label_stem`."""
    return condense(text).within(stretch.start, stretch.end)


def label_stem(label: str) -> str:
    """Reduce a label to what stands of it in `texts_of`."""
    return _bare(label)


def _printing(text: str, stretch: Stretch, floor: int) -> Printing:
    lines = [line for line in _LINE_END.split(text[floor : stretch.start]) if _is_caption(line, stretch.layout)]
    rows = frozenset(segment.row for segment in stretch.segments)
    return Printing(stretch.layout, rows, lines[: -CAPTION_LINES - 1 : -1])


def _is_caption(line: str, layout: Layout) -> bool:
    """Tell whether a line above a table is neither blank nor a line of the table itself."""
    return any(character.isalnum() for character in line) and plain(line) not in heads_of(layout)


def _of_layout(condensed: Condensed, layout: Layout) -> list[Stretch]:
    """Find a table by its heading or, where that is not there or in pieces, by its first row that is."""
    rows = [label for block in layout.blocks for row in block.rows for label in map(_bare, row.labels)]
    heading = DROPPED.sub("", half_width(layout.anchor))
    for anchor in (heading, *rows):
        if len(anchor) < SHORTEST_ANCHOR:
            continue
        if found := list(_from_anchor(condensed, layout, anchor, headed=anchor == heading)):
            return found
    return []


def _from_anchor(condensed: Condensed, layout: Layout, anchor: str, *, headed: bool) -> Iterator[Stretch]:
    position = condensed.text.find(anchor)
    while position >= 0:
        reader = _Reader(condensed, layout)
        end = reader.read(position)
        table = headed or not reader.steps.are_of_a_sentence
        if table and reader.segments and reader.labels >= FEWEST_LABELS:
            yield Stretch(layout, *condensed.span(position, end), tuple(reader.segments))
        position = condensed.text.find(anchor, max(end, position + 1))


@dataclass(frozen=True, slots=True)
class _Label:
    """A label with its note, and the cells that cut it in two, if any."""

    text: str
    start: int
    end: int
    cells: tuple[int, int] | None = None


class _Reader:
    """Reads labels and runs of cells by turns, for as long as they follow each other."""

    def __init__(self, condensed: Condensed, layout: Layout) -> None:
        self._condensed, self._layout = condensed, layout
        self._label = _label_pattern(layout)
        self._last: Row | None = None
        self._money = self._before = ""
        self._on_row = False
        self.labels = 0
        self.steps = Steps()
        self.segments: list[Segment] = []

    def read(self, start: int) -> int:
        """Read from an offset on; return where the table ends."""
        text, position, filled = self._condensed.text, start, start
        while len(self.segments) < MOST_ROWS and (label := self._next_label(position)):
            if self._begins_anew(label.text):
                return filled  # what follows on the last figures is the heading of the next printing
            self.labels += 1
            self._step(position, label)
            position = label.end
            self._money = money_unit(text[label.start : position]) or self._money
            unit = None if label.cells else _UNIT.match(text, position)
            cells = label.cells or self._run(unit.end() if unit else position)
            self._before = "" if label.cells else _MARKS.match(text, cells[0])[0]
            if cells[0] < cells[1]:
                self.steps.take_row(unit[1] if unit else "")
            self._take(label.text, unit[1] if unit else "", *cells)
            position = max(position, cells[1])
            filled = position if cells[0] < cells[1] else filled
        return position

    def _step(self, position: int, label: _Label) -> None:
        """Count the step from the row whose figures, or whose label, end at an offset to the row of a label."""
        found = find_row(label.text, self._layout, self._last, exact=True)
        if found and self._on_row:
            end = position
            while self._condensed.text[end - 1] in MARKS:
                end -= 1
            between = self._condensed.between(end, label.start)
            self.steps.take(self._before, between, label.text, found[1])
        self._on_row = found is not None

    def _next_label(self, position: int) -> _Label | None:
        """Find the label that stands here or, after rows, the next one that only this table can have."""
        text = self._condensed.text
        here = self._label.match(text, position) or self._listed(position)
        cut = self._cut_label(position)
        if cut and (not here or cut.end > here.end()):
            return cut
        if here:
            return self._with_note(here)
        if not self.segments:
            return None
        gap = _NO_SENTENCE.match(text, position, position + LONGEST_GAP)
        for label in self._label.finditer(text, position, gap.end()):
            distinct = len(plain(label[0])) >= DISTINCT_LABEL or _LABEL_NUMBER.match(label[0])
            if distinct and find_row(label[0], self._layout, self._last, exact=True):
                return self._with_note(label)
        return None

    def _listed(self, position: int) -> re.Match[str] | None:
        """Find the next of several headings that a comma parts; of rows prose makes lists, too."""
        if self.segments or not self._condensed.text.startswith(("、", ","), position):
            return None
        label = self._label.match(self._condensed.text, position + 1)
        return label if label and plain(label[0]) in heads_of(self._layout) else None

    def _with_note(self, label: re.Match[str]) -> _Label:
        """Take up the note behind a label; it may be cut by the figures of its row."""
        text = self._condensed.text
        note = _NOTE.match(text, label.end())
        if note:
            return _Label(label[0], label.start(), note.end())
        cut = _CUT_NOTE.match(text, label.end())
        if cut and any(one.isdigit() for one in cut["cells"]):
            return _Label(label[0], label.start(), cut.end(), cut.span("cells"))
        return _Label(label[0], label.start(), label.end())

    def _cut_label(self, position: int) -> _Label | None:
        """Find a label of which the lower half stands behind the figures of its row, as in the text order of a PDF."""
        text = self._condensed.text
        number = _LABEL_NUMBER.match(text, position)
        start = number.end() if number else position
        for stem in _row_stems(self._layout):
            upper = _common(stem, text[start : start + len(stem)])
            if not SHORTEST_HALF <= upper < len(stem):
                continue
            cells = _CELLS.match(text, start + upper)
            if any(one.isdigit() for one in cells[0]) and text.startswith(stem[upper:], cells.end()):
                return _Label(stem, position, cells.end() + len(stem) - upper, cells.span())
        return None

    def _begins_anew(self, label: str) -> bool:
        """Tell whether a label is that of the first row again: the table is printed a second time."""
        row = find_row(label, self._layout, self._last, exact=True) if self.segments else None
        return row is not None and row[1] is self.segments[0].row

    def _run(self, start: int) -> tuple[int, int]:
        """Find the run of cells from an offset: up to the next label where that follows at once."""
        text = self._condensed.text
        following = self._label.search(text, start, start + _LONGEST_RUN)
        cells = _CELLS.match(text, start, start + _LONGEST_RUN)
        if not cells[0].strip("、"):
            return start, start
        if following and _CELLS.fullmatch(text, start, following.start()):
            return start, following.start()
        number = _NEXT_NUMBER.search(cells[0])  # of a next label that is cut, and so not known
        return start, cells.end() - len(number[0]) if number else cells.end()

    def _take(self, label: str, unit: str, start: int, end: int) -> None:
        """Keep a run of cells with its row. Before the first run labels are headings; a row may be blank, once."""
        if start == end and not self.segments:
            return
        bare = next((block for block in self._layout.blocks if not block.rows), None)
        row = find_row(label, self._layout, self._last, exact=True)
        span = self._condensed.around(start, end)
        if row and start == end and any(segment.row is row[1] for segment in self.segments):
            return
        if row:
            self._last = row[1]
            self.segments.append(Segment(*row, plain(label), unit or self._money, *span))
        elif bare and self._condensed.text[start:end].strip("、,"):  # a comma alone parts two headings
            self.segments.append(Segment(bare, Row(("",)), "", unit or self._money, *span))


def _common(one: str, two: str) -> int:
    """Count the characters with which two texts begin alike."""
    return next(
        (at for at, pair in enumerate(zip(one, two, strict=False)) if pair[0] != pair[1]), min(len(one), len(two))
    )


@cache
def _row_stems(layout: Layout) -> tuple[str, ...]:
    """List the labels of rows without their numbering, the longest first."""
    labels = {_bare(label) for block in layout.blocks for row in block.rows for label in row.labels}
    return tuple(sorted((one for one in labels if len(one) > SHORTEST_HALF), key=len, reverse=True))


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
    text = DROPPED.sub("", half_width(label)).replace("其它", "其他")
    return text[re.match(_NUMBERING, text).end() :] or text


def _loosely(label: str) -> str:
    """Write a label as a pattern in which punctuation may be missing."""
    return "".join(f"{re.escape(character)}?" if re.match(r"\W", character) else character for character in label)
