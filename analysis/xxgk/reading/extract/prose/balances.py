"""What became of requests, with those carried over: 收到9件，上年结转2件；办结10件，结转下年1件."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from xxgk.reading.extract.prose.sums import Division, Sums

_DEALT_WITH = {("act", "close"), ("act", "answer"), ("act", "handle")}
_REQUESTS = {"request", "on_request"}


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
        What was dealt with and carried out as parts of what there was to deal with, where both are about as many.
    """
    for _, group in groupby(range(len(sums.items)), key=lambda number: sums.items[number].paragraph):
        numbers = list(group)
        carried = {way: [n for n in numbers if way in sums.results(n)] for way in ("carried_in", "carried_out")}
        if any(len(one) != 1 for one in carried.values()):
            continue
        beside = [n for n in numbers if n not in sums.taken and [n] not in carried.values()]
        received = [n for n in beside if sums.are_requests(n)]
        dealt = [n for n in beside if _is_dealt_with(sums, n) and not sums.are_requests(n)]
        flow = (received, carried["carried_in"], dealt, carried["carried_out"])
        if all(len(one) == 1 for one in flow):
            # 撤回5件: not all that became of them is dealt with or carried over.
            further = any(map(sums.results, beside))
            yield from _balance(sums, lists, *(one[0] for one in flow), exactly=further)


def _is_dealt_with(sums: Sums, number: int) -> bool:
    """Tell whether a figure counts what was closed or answered, and nothing else than requests."""
    said = sums.says(number)
    requests = all(kind == "act" or concept in _REQUESTS for kind, concept in said)
    return requests and not said.isdisjoint(_DEALT_WITH) and not sums.restrictions(number)


def _balance(
    sums: Sums,
    lists: Sequence[Division],
    received: int,
    carried_in: int,
    dealt: int,
    carried_out: int,
    exactly: bool,
) -> Iterator[Division]:
    parts, alone = (dealt, carried_out), (received,)
    inside = any(one.heads == alone and carried_in in one.members for one in lists)
    heads = alone if inside or sums.is_filled(alone, parts) else (received, carried_in)
    alike = len(sums.alike([(one,) for one in (carried_in, *parts)], [received])) == len(parts) + 1
    if alike and (sums.is_filled(heads, parts) if exactly else sums.is_near(heads, parts)):
        yield Division(heads, parts, "rest", "run")
