"""Shares that stand side by side, whose sum says something where not all of them have a count and a whole."""

from __future__ import annotations

from collections.abc import Sequence

from xxgk.reading.extract.prose.context import Surroundings, Tie
from xxgk.reading.extract.prose.membership import OTHERS
from xxgk.reading.extract.prose.sums import Division


def share_lists(around: Surroundings, ties: dict[int, Tie]) -> list[Division]:
    """Find shares that stand side by side.

    Parameters
    ----------
    around
        The figures.
    ties
        What is known of each share.
    """
    found: list[Division] = []
    row: list[int] = []
    for number, role in enumerate(around.roles):
        if role != "share" or around.has(number, "rate") or not around.items[number].is_rate:
            continue
        if row and not _stands_beside(around, row[-1], number, ties):
            found += _row(around, row)
            row = []
        row.append(number)
    return found + _row(around, row)


def _row(around: Surroundings, row: Sequence[int]) -> list[Division]:
    if len(row) < 2:
        return []
    last = any(around.word(token).startswith(OTHERS) for token in around.items[row[-1]].words())
    return [Division((), tuple(row), "rest" if last else "", "shares")]


def _stands_beside(around: Surroundings, first: int, second: int, ties: dict[int, Tie]) -> bool:
    """Tell whether two shares are of one whole: one sentence, only their counts between, the same whole if any."""
    if around.items[first].sentence != around.items[second].sentence or second - first > 2:
        return False
    between = around.roles[first + 1 : second]
    if any(role != "value" for role in between):
        return False
    worded = [around.has(one, "share") for one in (first, second)]
    joined = all(token.kind in ("join", "filler") for token in around.items[second].words())
    alike = all(worded) or (not any(worded) and around.has(first, "object") == around.has(second, "object"))
    if not joined and not alike:
        return False
    wholes = {ties[one].of for one in (first, second) if one in ties and ties[one].of}
    return len(wholes) < 2
