"""Runs of figures that no word opens as a list, tied by shares, levels, kinds, times, or where they fill one of them.

What the figures alone say can only be that they fit; such ties are marked.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise, takewhile

from xxgk.reading.extract.prose.amounts import Bounds, add
from xxgk.reading.extract.prose.drafts import Draft
from xxgk.reading.extract.prose.sums import MOST_LOOKED_AT, Division, Sums
from xxgk.reading.extract.prose.totals import sum_behind, year_of_parts

_MOST_HEADS = 8
_MOST_BEFORE_REST = 4
_INTRODUCTION = re.compile(r"，[^，。；：:]{2,}[：:]")
_COMING = {"receive", "propose", "occur"}
_COMPLETE = re.compile("[均皆都](?:已|为|是|系|涉及|属|作出)|全部(?:为|是|系|涉及|属|已)")
_LEVELS = {"provincial", "municipal", "municipal_county", "county", "township", "dept", "below", "own", "office"}


def settle_run(sums: Sums, draft: Draft, candidates: Sequence[tuple[int, ...]]) -> Iterator[Division]:
    """Settle a run that nothing opens: by its shares, or where its figures fill one of them or one before it."""
    members = [one for one in draft.members if one not in sums.taken]
    shared = [one for one in members if one in sums.shares]
    if shared:
        first = members.index(shared[0])
        inside = [(one,) for one in reversed(members[:first])]
        last = members.index(shared[-1]) + 1
        body = list(members[first:last])
        heads = [*sums.alike(inside, body), *candidates, *sums.alike(behind(sums, body[-1]), body)]
        head = sums.by_shares(heads, body)
        if head:
            yield Division(head, tuple(body), sums.whole_of(draft, body), "run", True)
            members = members[:first]
    for told in (
        _by_level(sums, members),
        _by_rest(sums, draft, members),
        _by_kind(sums, members),
        _by_colon(sums, draft, members),
        year_of_parts(sums, members),
    ):
        if told:
            yield told
            members = [one for one in members if one not in told.members]
    filled = True
    while filled and len(members) > 1:
        filled = False
        for division in fill(sums, draft, members, candidates):
            filled = True
            yield division
            members = [one for one in members if one not in division.members]


def _by_level(sums: Sums, members: Sequence[int]) -> Division | None:
    """Find figures that only name levels behind one of the whole: 全市公开90条，市级机关30条，县（市、区）60条."""
    for start, head in enumerate(members[:_MOST_HEADS]):
        body: list[int] = []
        for one in members[start + 1 :]:
            if not _names_level(sums, one, head) or sums.items[one].sentence != sums.items[head].sentence:
                break
            body.append(one)
        levels = {token.concept for one in body for token in sums.items[one].clause if token.kind == "whose"}
        above = any(token.kind == "whose" and token.concept == "all" for token in sums.items[head].clause)
        alike = body and sums.alike([(one,) for one in body], [head])
        if above and len(body) > 1 and len(levels) == len(body) == len(alike):
            bare = not any(sums.says(one) for one in body)
            if bare or sums.is_near((head,), body):
                return Division((head,), tuple(body), "levels" if bare else "", "run")
    return None


def _by_rest(sums: Sums, draft: Draft, members: Sequence[int]) -> Division | None:
    """Find what is left of the first figure of a sentence: 受理58件，办结51件，其余7件结转."""
    at = next((number for number, one in enumerate(members) if one in draft.rests), 0)
    if not 2 <= at <= _MOST_BEFORE_REST:
        return None
    head, *body = members[: at + 1]
    alike = sums.alike([(one,) for one in body], [head])
    below = all(sums.amounts[one].high <= sums.amounts[head].high for one in body)
    parted = sums.words_before(body[0]).rpartition("，")[2].startswith("除")  # 收到9件，除2件外，其余7件
    beside = sums.kinds(head) & sums.kinds(*body[:-1])
    fits = len(alike) == len(body) and (below or (parted and sums.is_near((head,), body)))
    return Division((head,), tuple(body), "rest", "run") if fits and not beside else None


def _by_kind(sums: Sums, members: Sequence[int]) -> Division | None:
    """Find figures that are all called kinds behind one that is not: 生成文件9份，公开类5份，不公开类4份.

    Who applies, or how, makes kinds of requests; how information is published is none, since ways overlap.
    """
    for start, head in enumerate(members[:_MOST_HEADS]):
        for kind in ("label", "applicant", "by"):
            if kind != "label" and not sums.are_requests(head):
                continue
            body = _called(sums, kind, members[start + 1 :])
            if len(body) < 2 or _called(sums, kind, [head]):
                continue
            alike = len(sums.alike([(one,) for one in body], [head])) == len(body)
            return Division((head,), tuple(body), "", "kinds") if alike and sums.is_near((head,), body) else None
    return None


def _called(sums: Sums, kind: str, members: Sequence[int]) -> list[int]:
    """Take the figures that are called kinds; 当面答复5件 says what became of them."""
    return list(
        takewhile(
            lambda one: (
                any(token.kind == kind for token in sums.items[one].clause)
                and (kind == "label" or sums.acts(one) <= _COMING)
            ),
            members,
        )
    )


def _by_colon(sums: Sums, draft: Draft, members: Sequence[int]) -> Division | None:
    """Find the parts of a figure that a clause with a colon parts from it: 收到9件，涉及以下方面：甲4件，乙5件."""
    for start in range(1, len(members) - 1):
        introduction = _INTRODUCTION.search(sums.words_before(members[start]))
        if not introduction:
            continue
        head, body = members[start - 1], _of_one_kind(sums, members[start:])
        rest = body[-1] in draft.rests or sums.is_rest(body[-1])
        whole = "rest" if rest else "divided" if _COMPLETE.search(introduction[0]) else ""
        alike = len(body) > 1 and len({sums.items[one].quantity.unit for one in (head, *body)}) == 1
        overlaps = "by" in sums.kinds(*body) and not sums.are_requests(head)
        # Nothing says that the list is one of parts, or that none of them is of the year before.
        more = not whole and sums.sum(body).low > sums.amounts[head].high
        if alike and not overlaps and not more and sums.is_near((head,), body):
            return Division((head,), tuple(body), whole, "kinds")
    return None


def _of_one_kind(sums: Sums, members: Sequence[int]) -> list[int]:
    """Take the figures up to the first with an act or object that the first has not, or told apart by other words."""
    first = members[0]
    kinds, said = sums.kinds(first), sums.says(first)

    def goes_on(one: int) -> bool:
        return one == first or sums.is_rest(one) or (sums.kinds(one) == kinds and sums.says(one) <= said)

    return list(takewhile(goes_on, members))


def _names_level(sums: Sums, number: int, head: int) -> bool:
    """Tell whether a figure's own words name a level and nothing else that is not named of the whole, too."""
    named = [token for token in sums.items[number].clause if token.kind not in ("filler", "join")]
    levels = [token for token in named if token.kind == "whose"]
    rest = {(token.kind, token.concept) for token in named if token.kind != "whose"}
    return len(levels) == 1 and levels[0].concept in _LEVELS and rest <= sums.says(head)


def behind(sums: Sums, number: int) -> list[tuple[int, ...]]:
    """The next figure that stands outside of lists, which may be the whole of those before it."""
    at = bisect_right(sums.loose, number)
    return [(one,) for one in sums.loose[at : at + 1]]


def fill(sums: Sums, draft: Draft, members: Sequence[int], candidates: Sequence[tuple[int, ...]]) -> Iterator[Division]:
    """Find figures side by side that fill one before them, or the total behind them."""
    if draft.total >= 0:
        if told := sum_behind(sums, draft, members):
            yield told
        return
    if len(members) > 1 and not any(one in sums.shares for one in members):
        for head in candidates:
            if sums.is_filled(head, members):
                yield Division(head, tuple(members), "", "run", True)
                return
    for last in range(len(members) - 1, max(1, len(members) - 4), -1):
        body = members[max(0, last - MOST_LOOKED_AT) : last]
        if sums.is_filled((members[last],), body):
            yield Division((members[last],), tuple(body), "", "run", True)
            return
    start = 0
    while start < len(members) - 2:
        length = _filling(sums, members[start], members[start + 1 : start + 1 + MOST_LOOKED_AT])
        if length:
            yield Division((members[start],), tuple(members[start + 1 : start + 1 + length]), "", "run", True)
        start += length or 1


def _filling(sums: Sums, head: int, members: Sequence[int]) -> int:
    parts = Bounds(Decimal(0), Decimal(0))
    for number, one in enumerate(members):
        parts = add((parts, sums.amounts[one]))
        if parts.low > sums.amounts[head].high:
            return 0
        if number and parts.low == sums.amounts[head].low and sums.is_filled((head,), members[: number + 1]):
            return number + 1
    return 0


def worded_alike(sums: Sums) -> Iterator[Division]:
    """Find figures of several sentences that say the same of others and fill one: 省政府受理15件 ... 市县受理75件."""
    alike: dict[tuple[tuple[str, str], ...], list[int]] = {}
    for one in sums.loose:
        key = tuple((t.kind, t.concept) for t in sums.items[one].clause if t.kind in ("act", "object"))
        if key and one not in sums.taken:
            alike.setdefault(key, []).append(one)
    for members in alike.values():
        if len(members) > 2:
            yield from fill(sums, Draft("run"), members, ())


def so_far(sums: Sums) -> Iterator[Division]:
    """Find figures of the year beside what they belong to, all years so far: 历年累计受理90件，本年8件."""
    for first, second in pairwise(sums.loose):
        if sums.items[first].sentence != sums.items[second].sentence or second in sums.taken:
            continue
        named = any(token.kind in ("act", "object") for token in sums.items[second].clause)
        times = (sums.periods[first], sums.periods[second])
        fits = sums.amounts[second].high <= sums.amounts[first].low
        if times == ("cumulative", "year") and not named and fits and sums.items[first].kind == sums.items[second].kind:
            yield Division((first,), (second,), "", "so_far")
