"""What became of requests, with those carried over: 收到9件，上年结转2件；办结10件，结转下年1件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from xxgk.reading.extract.prose.sums import Division, Sums

_DEALT_WITH = {("act", "close"), ("act", "answer"), ("act", "handle")}
_RECEIVED = {("act", "receive"), ("object", "request")}


def balances(sums: Sums, lists: Sequence[Division]) -> Iterator[Division]:
    """Find paragraphs that print the requests of a year, those carried in, those dealt with and those carried out.

    Parameters
    ----------
    sums
        The figures.
    lists
        The lists that words open; what was carried in may be part of what was received.

    Yields
    ------
    Division
        What was dealt with and carried out as parts of what there was to deal with, whether or not they add up.
    """
    for _, group in groupby(range(len(sums.items)), key=lambda number: sums.items[number].paragraph):
        numbers = list(group)
        carried = {way: [n for n in numbers if way in sums.results(n)] for way in ("carried_in", "carried_out")}
        beside = [n for n in numbers if n not in sums.taken and not any(n in one for one in carried.values())]
        received = [n for n in beside if sums.says(n) >= _RECEIVED]
        dealt = [n for n in beside if not sums.says(n).isdisjoint(_DEALT_WITH) and n not in received]
        flow = (received, carried["carried_in"], dealt, carried["carried_out"])
        if all(len(one) == 1 for one in flow) and (balance := _balance(sums, lists, *(one[0] for one in flow))):
            yield balance


def _balance(
    sums: Sums, lists: Sequence[Division], received: int, carried_in: int, dealt: int, carried_out: int
) -> Division | None:
    parts, alone = (dealt, carried_out), (received,)
    inside = any(one.heads == alone and carried_in in one.members for one in lists)
    heads = alone if inside or sums.is_filled(alone, parts) else (received, carried_in)
    alike = len(sums.alike([(one,) for one in (carried_in, *parts)], [received])) == len(parts) + 1
    return Division(heads, parts, "rest", "run") if alike and sums.is_near(heads, parts) else None
