"""Every way to split a run of digits into the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xxgk.reading.extract.tables.values import NOTHING

Span = tuple[int, int]
Cells = tuple[Span, ...]
# Columns that add up to the one after them, as (first, total).
Sums = Sequence[tuple[int, int]]

MOST_STEPS = 40_000  # cells tried for one row; a row of a province's report takes a few thousand

_WHOLE = r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)"
_NONE = "|".join(re.escape(sign) for sign in sorted(NOTHING, key=len, reverse=True))
_CELL = {
    "count": re.compile(rf"{_WHOLE}|{_NONE}"),
    "signed": re.compile(rf"[-+]?{_WHOLE}|{_NONE}"),
    "amount": re.compile(rf"{_WHOLE}(?:\.\d+)?(?:[万亿]?元)?|{_NONE}"),
}


class TooMany(Exception):
    """A run has more splits than can be looked at."""


def splits(text: str, kinds: Sequence[str], sums: Sums = ()) -> Iterator[Cells]:
    """Yield the ways to split a run of cells into one for each of `kinds`, as spans of it.

    A number does not begin with a zero and does not run over a blank.

    Parameters
    ----------
    text
        The run.
    kinds
        What may stand in each cell (`xxgk.reading.forms.layouts.Column`).
    sums
        Columns that must add up. Of a run with anything but digits in it nothing must add up.

    Raises
    ------
    TooMany
        There are more than can be looked at.
    """
    digits_only = "".join(text.split()).isdecimal()
    return _Splitter(text, kinds, dict(sums) if digits_only else {}).row(0, 0)


class _Splitter:
    """Walks one run, counting its steps."""

    def __init__(self, text: str, kinds: Sequence[str], sums: dict[int, int]) -> None:
        self._text, self._kinds, self._sums = text, kinds, sums
        self._steps = 0

    def row(self, column: int, start: int) -> Iterator[Cells]:
        """Yield the splits of what is left into the columns that are left."""
        start = self._skip(start)
        if column == len(self._kinds):
            if start == len(self._text):
                yield ()
            return
        for cells in self._group(column, start) if column in self._sums else self._cell(column, start):
            for rest in self.row(column + len(cells), cells[-1][1]):
                yield (*cells, *rest)

    def _cell(self, column: int, start: int) -> Iterator[Cells]:
        cells_after = len(self._kinds) - column - 1
        for stop in self._stops(start, len(self._text) - cells_after):
            if _CELL[self._kinds[column]].fullmatch(self._text, start, stop):
                yield ((start, stop),)

    def _group(self, first: int, start: int) -> Iterator[Cells]:
        """Yield columns with the one that they add up to: that one is taken first, for it bounds the others."""
        total = self._sums[first]
        cells_after = len(self._kinds) - total - 1
        ends = range(start + total - first + 1, len(self._text) - cells_after + 1) if cells_after else [len(self._text)]
        for end in ends:
            end = len(self._text[:end].rstrip())
            for begin in range(end - 1, start, -1):
                self._step()
                if self._text[begin].isspace():
                    break
                if self._is_number(begin, end):
                    for parts in self._parts(start, begin, total - first, int(self._text[begin:end])):
                        yield (*parts, (begin, end))

    def _parts(self, start: int, end: int, count: int, total: int) -> Iterator[Cells]:
        """Yield the splits of a stretch into so many numbers that add up to a total."""
        start = self._skip(start)
        digits = len("".join(self._text[start:end].split()))
        if count == 0 or digits < count:
            if count == digits == total == 0:
                yield ()
            return
        longest = -(-digits // count)  # one of the numbers has so many digits at least
        if (longest > 1 and 10 ** (longest - 1) > total) or 10 ** (digits - count + 1) + 9 * count < total:
            return
        for stop in self._stops(start, end):
            if self._is_number(start, stop):
                number = int(self._text[start:stop])
                if number > total:
                    return
                for rest in self._parts(stop, end, count - 1, total - number):
                    yield ((start, stop), *rest)

    def _stops(self, start: int, end: int) -> Iterator[int]:
        """Yield where a cell that begins here may end."""
        for stop in range(start + 1, end + 1):
            self._step()
            if self._text[stop - 1].isspace():
                return
            yield stop

    def _is_number(self, start: int, stop: int) -> bool:
        return self._text[start] != "0" or stop == start + 1

    def _skip(self, position: int) -> int:
        while position < len(self._text) and self._text[position].isspace():
            position += 1
        return position

    def _step(self) -> None:
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise TooMany
