"""Figures that the words say to be the sum of others: 甲3条，乙4条，共7条; 上半年3条，下半年4条，全年7条.

Unlike figures that merely fill one, these are theirs even where they do not add up, so that the fault shows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from xxgk.reading.extract.prose.drafts import Draft
from xxgk.reading.extract.prose.sums import MOST_LOOKED_AT, PARTS_OF_A_YEAR, Division, Sums

_TO = r"月?(?:份?至|到|[-—–~～－])"
# What makes a year, part by part.
_YEARS = tuple(
    tuple(map(re.compile, parts))
    for parts in (
        (rf"上半年|(?<![0-9])1{_TO}6月", rf"下半年|(?<![0-9])7{_TO}12月"),
        ("[一1]季度", "[二2]季度", "[三3]季度", "[四4]季度"),
        ("[四4]个季度|各季度", "", "", ""),
    )
)


def sum_behind(sums: Sums, draft: Draft, members: Sequence[int]) -> Division | None:
    """Find the figures whose sum the figure behind them says to be."""
    total = draft.total
    for start in range(max(0, len(members) - MOST_LOOKED_AT), len(members) - 1):
        if sums.is_filled((total,), members[start:]):
            return Division((total,), tuple(members[start:]), "total", "run", True)
    body = _alike_before(sums, total, members)
    if len(body) < 2 or not (draft.claimed or _says_the_same(sums, total, body)):
        return None
    return Division((total,), tuple(body), "total", "run") if sums.is_near((total,), body) else None


def _alike_before(sums: Sums, total: int, members: Sequence[int]) -> list[int]:
    """The last of some figures that are of the unit of their total and of its time."""
    body: list[int] = []
    for one in reversed(members):
        if sums.items[one].quantity.unit != sums.items[total].quantity.unit or not sums.is_in_time(one, total):
            break
        body.insert(0, one)
    return body


def _says_the_same(sums: Sums, total: int, body: Sequence[int]) -> bool:
    """Tell whether parts are of no other act and object than their total, and of no channels, which may overlap."""
    overlap = any(token.kind == "by" for one in body for token in sums.items[one].clause)
    return not overlap and all(sums.says(one) <= sums.says(total) for one in body)


def year_of_parts(sums: Sums, members: Sequence[int]) -> Division | None:
    """Find halves or quarters of the year's figure beside them: 上半年30条，下半年40条，全年70条."""
    start = 0
    while start < len(members):
        stop = start
        while stop < len(members) and sums.periods[members[stop]] in PARTS_OF_A_YEAR:
            stop += 1
        parts = members[start:stop]
        beside = [*members[stop : stop + 1], *members[max(0, start - 1) : start]]
        for one in beside if len(parts) > 1 else ():
            if sums.is_filled((one,), parts):
                return Division((one,), tuple(parts), "", "run", True)
            if _make_a_year(sums, parts) and _is_year_of(sums, one, parts):
                return Division((one,), tuple(parts), "total", "run")
        start = stop + 1
    return None


def _make_a_year(sums: Sums, parts: Sequence[int]) -> bool:
    """Tell whether figures are those of both halves or of all quarters."""
    words = [sums.words_before(one) for one in parts]
    return any(
        len(year) == len(parts) and all(part.search(said) for part, said in zip(year, words, strict=True))
        for year in _YEARS
    )


def _is_year_of(sums: Sums, year: int, parts: Sequence[int]) -> bool:
    """Tell whether a figure is of the same things as some of parts of its year, and not far from their sum."""
    units = {sums.items[one].quantity.unit for one in (year, *parts)}
    said = [sums.says(one) for one in (year, *parts)]
    kinds = {frozenset(sums.restrictions(one)) for one in (year, parts[0])}
    alike = len(kinds) == 1 and all(one <= max(said, key=len) for one in said)
    return sums.periods[year] == "year" and len(units) == 1 and alike and sums.is_near((year,), parts)
