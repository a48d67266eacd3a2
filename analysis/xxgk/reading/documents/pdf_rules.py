"""The cells of ruled tables on a PDF page, from the lines that are drawn.

A table is closed by the ends of its own rules: where the left border is missing, its horizontal rules still begin
there. A rule that is missing between two cells leaves one cell, unless other rows have that rule and what is printed
keeps to it on either side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2.raw as raw

from xxgk.reading.documents.pdf_glyphs import Box, Painted, View, apply, bounds_of, colour_of, matrix_of, times

THICKEST_RULE = 3.0  # points; a filled box that is thicker is shading
SAME_PLACE = 3.0  # points: rules that are nearer are one, and lines that end so near to another one touch it
SHORTEST = 3.0  # points
MOST_RULES = 6_000  # on a page; beyond this it is a drawing
COVERED = 0.6  # of a cell's side that a rule must have
SMALLEST_CELL = 6.0  # points: filled boxes beside each other that are larger may be cells
FEWEST_CELLS = 6  # filled boxes that make a table without rules
PALE = 250  # of 255


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line along one axis: where it is on the other one, where it begins and ends."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page or of one table."""

    across: list[Rule]
    down: list[Rule]


def read_rules(objects: Sequence[Painted], view: View) -> Rules:
    """Collect what rules a page: drawn lines, thin boxes, frames; without any, the gaps between filled boxes."""
    across: list[Rule] = []
    down: list[Rule] = []
    filled: list[Box] = []
    for one in objects:
        if one.kind != raw.FPDF_PAGEOBJ_PATH:
            continue
        mode, stroke = c_int(), c_int()
        raw.FPDFPath_GetDrawMode(one.handle, byref(mode), byref(stroke))
        if stroke.value:
            for x0, y0, x1, y1 in _segments(one, view):
                _sort_in(x0, y0, x1, y1, across, down)
        elif mode.value:
            box = bounds_of(one, view)
            if min(box[2] - box[0], box[3] - box[1]) <= THICKEST_RULE:
                if colour_of(one.handle)[3]:
                    _sort_in(*box, across, down)
            elif min(box[2] - box[0], box[3] - box[1]) >= SMALLEST_CELL:
                filled.append(box)
    if len(across) + len(down) > MOST_RULES:
        return Rules([], [])
    rules = Rules(_merged(across), _merged(down))
    if len(rules.across) + len(rules.down) < FEWEST_CELLS and len(filled) >= FEWEST_CELLS:
        return _between(filled)
    return rules


def _sort_in(x0: float, y0: float, x1: float, y1: float, across: list[Rule], down: list[Rule]) -> None:
    width, height = abs(x1 - x0), abs(y1 - y0)
    if height <= THICKEST_RULE and width >= SHORTEST:
        across.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
    elif width <= THICKEST_RULE and height >= SHORTEST:
        down.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))


def _between(filled: Sequence[Box]) -> Rules:
    """Take the sides of filled boxes for rules, but for a box that holds others: that is the ground they stand on."""
    cells = [box for box in filled if sum(_holds(box, other) for other in filled) < 2]
    across = [Rule(y, box[0], box[2]) for box in cells for y in (box[1], box[3])]
    down = [Rule(x, box[1], box[3]) for box in cells for x in (box[0], box[2])]
    return Rules(_merged(across), _merged(down))


def _holds(outer: Box, inner: Box) -> bool:
    within = outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
    return within and outer is not inner


def _segments(one: Painted, view: View) -> Iterator[Box]:
    """Yield the straight lines of a path, as they are seen."""
    matrix = times(matrix_of(one.handle), one.matrix)
    x, y = c_float(), c_float()
    first = last = None
    for number in range(raw.FPDFPath_CountSegments(one.handle)):
        segment = raw.FPDFPath_GetPathSegment(one.handle, number)
        raw.FPDFPathSegment_GetPoint(segment, byref(x), byref(y))
        point = view.point(*apply(matrix, x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last:
            yield (*last, *point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and first:
            yield (*last, *first)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Put rules that continue each other together: the parts of a dashed line, the sides of neighbouring cells."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if lines and rule.at - lines[-1][0].at <= SAME_PLACE:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    merged: list[Rule] = []
    for line in lines:
        at = sum(rule.at for rule in line) / len(line)
        first, *others = sorted(line, key=lambda rule: rule.start)
        start, end = first.start, first.end
        for rule in others:
            if rule.start > end + SAME_PLACE:
                merged.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        merged.append(Rule(at, start, end))
    return merged


def find_tables(rules: Rules) -> list[Rules]:
    """Take the rules of a page apart into tables: rules that touch each other are of one."""
    groups = _Groups(len(rules.across) + len(rules.down))
    for number, across in enumerate(rules.across):
        for other, down in enumerate(rules.down):
            if _touch(across, down):
                groups.join(number, len(rules.across) + other)
    tables: dict[int, Rules] = defaultdict(lambda: Rules([], []))
    for number, rule in enumerate(rules.across):
        tables[groups.of(number)].across.append(rule)
    for number, rule in enumerate(rules.down, start=len(rules.across)):
        tables[groups.of(number)].down.append(rule)
    return [one for one in tables.values() if len(one.across) + len(one.down) >= 3 and one.across and one.down]


def _touch(across: Rule, down: Rule) -> bool:
    return (
        across.start - SAME_PLACE <= down.at <= across.end + SAME_PLACE
        and down.start - SAME_PLACE <= across.at <= down.end + SAME_PLACE
    )


class _Groups:
    """Numbers that belong together."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def of(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number

    def join(self, one: int, two: int) -> None:
        self._parents[self.of(two)] = self.of(one)


@dataclass(frozen=True, slots=True)
class Frame:
    """A table's cells, and the places of all its rules: where a cell without a rule may be parted."""

    cells: list[Box]
    xs: list[float]
    ys: list[float]


def find_cells(table: Rules) -> Frame:
    """Find the cells of a table: the rectangles between which nothing is drawn are one."""
    left, right = min(rule.start for rule in table.across), max(rule.end for rule in table.across)
    top, bottom = min(rule.start for rule in table.down), max(rule.end for rule in table.down)
    xs = _places([left, right, *(rule.at for rule in table.down)])
    ys = _places([top, bottom, *(rule.at for rule in table.across)])
    columns, rows = len(xs) - 1, len(ys) - 1
    groups = _Groups(columns * rows)
    walls = {(column, row) for column, row in _walls(table.down, xs, ys)}
    floors = {(row, column) for row, column in _walls(table.across, ys, xs)}
    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and (column + 1, row) not in walls:
                groups.join(row * columns + column, row * columns + column + 1)
            if row + 1 < rows and (row + 1, column) not in floors:
                groups.join(row * columns + column, (row + 1) * columns + column)
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in range(rows):
        for column in range(columns):
            found[groups.of(row * columns + column)].append((row, column))
    cells = [cell for slots in found.values() for cell in _rectangles(slots)]
    return Frame([(xs[a], ys[b], xs[c], ys[d]) for a, b, c, d in cells], xs, ys)


def _places(values: Iterable[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > SAME_PLACE:
            places.append(value)
    return places


def _walls(rules: Sequence[Rule], places: Sequence[float], steps: Sequence[float]) -> Iterator[tuple[int, int]]:
    """Yield the sides of slots that a rule covers: the number of its place, the number of the step along it."""
    for rule in rules:
        number = min(range(len(places)), key=lambda at: abs(places[at] - rule.at))
        for step, (start, end) in enumerate(pairwise(steps)):
            if min(rule.end, end) - max(rule.start, start) >= COVERED * (end - start):
                yield number, step


def _rectangles(slots: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield a group of slots as one rectangle; where it is none, row by row."""
    rows, columns = sorted({row for row, _ in slots}), sorted({column for _, column in slots})
    if len(rows) * len(columns) == len(slots):
        yield columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
        return
    for row in rows:
        own = sorted(column for at, column in slots if at == row)
        start = own[0]
        for here, after in zip(own, [*own[1:], -1], strict=True):
            if after != here + 1:
                yield start, row, here + 1, row + 1
                start = after
