"""Every way to split a run of digits into the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from analysis.tables.values import NOTHING

Span = tuple[int, int]

MOST_STEPS = 60_000  # cells tried for one row; a row of a province's report takes a few thousand
MOST_SPLITS = 3_000

_WHOLE = r"(?:0|[1-9]\d*|[1-9]\d{0,2}(?:,\d{3})+)"
_NONE = "|".join(re.escape(sign) for sign in sorted(NOTHING, key=len, reverse=True))
_CELL = {
    "count": re.compile(rf"{_WHOLE}|{_NONE}"),
    "signed": re.compile(rf"[-+]?{_WHOLE}|{_NONE}"),
    "amount": re.compile(rf"{_WHOLE}(?:\.\d+)?(?:[万亿]?元)?|{_NONE}"),
}


class TooMany(Exception):
    """A run has more splits than can be looked at."""


def splits(
    text: str, start: int, end: int, kinds: Sequence[str], lawful: Callable[[list[Span]], bool]
) -> Iterator[tuple[Span, ...]]:
    """Yield the ways to split ``text[start:end]`` into one cell for each of `kinds`.

    A number does not begin with a zero and does not run over a blank.

    Parameters
    ----------
    text, start, end
        The run of cells.
    kinds
        What may stand in each cell (`analysis.layouts.Column`).
    lawful
        Says of the first cells of a row whether a whole row can begin like this.

    Raises
    ------
    TooMany
        There are more than can be looked at.
    """
    steps = found = 0
    stack: list[tuple[Span, ...]] = [()]
    while stack:
        cells = stack.pop()
        position = _skip(text, cells[-1][1] if cells else start, end)
        if len(cells) == len(kinds):
            if position == end:
                found += 1
                yield cells
            continue
        for stop in _stops(text, position, end, kinds[len(cells)], len(kinds) - len(cells) - 1):
            steps += 1
            if steps > MOST_STEPS or found > MOST_SPLITS:
                raise TooMany
            longer = [*cells, (position, stop)]
            if lawful(longer):
                stack.append(tuple(longer))


def _stops(text: str, start: int, end: int, kind: str, cells_after: int) -> Iterator[int]:
    """Yield where a cell that begins here may end, so that each cell after it has a character left."""
    for stop in range(start + 1, end - cells_after + 1):
        if text[stop - 1].isspace():
            return
        if _CELL[kind].fullmatch(text, start, stop):
            yield stop


def _skip(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position
