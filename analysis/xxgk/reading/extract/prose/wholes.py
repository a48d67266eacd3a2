"""What each list divides: grammar first, then the shares, then the sums.

Parts above their whole stay its parts, so that faults show; what could be otherwise is not blamed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from xxgk.reading.extract.prose.amounts import Bounds, add
from xxgk.reading.extract.prose.balances import balances
from xxgk.reading.extract.prose.drafts import Draft
from xxgk.reading.extract.prose.items import SAME_UNITS
from xxgk.reading.extract.prose.runs import behind, fill, settle_run, so_far, worded_alike
from xxgk.reading.extract.prose.sums import MOST_LOOKED_AT, Division, Sums

_MOST_CUTS = 8


def settle(sums: Sums, drafts: Sequence[Draft]) -> list[Division]:
    """Find what each list divides: first those that words open, then what the figures alone tie together.

    Parameters
    ----------
    sums
        The figures; it keeps which of them are members of a list, and of which time.
    drafts
        The lists.
    """
    found: list[Division] = []

    def keep(divisions: Iterable[Division]) -> None:
        for division in divisions:
            sums.taken.update(division.members)
            found.append(division)

    for run in (False, True):
        for draft in drafts:
            for part in _by_period(sums, draft) if (draft.opener == "run") is run else ():
                keep((settle_run if run else _opened)(sums, part, _candidates(sums, part)))
        if not run:
            keep(balances(sums, found))
    found += worded_alike(sums)
    found += so_far(sums)
    return sorted(found, key=lambda division: division.members[0])


def _by_period(sums: Sums, draft: Draft) -> Iterator[Draft]:
    """Part a list in which each kind is counted for the year and for all years; who names no time has the whole's."""
    if draft.opener != "run" and draft.candidates and not any(sums.timed[one] for one in draft.members):
        time = sums.periods[draft.candidates[0][0]]
        for one in draft.members:
            if not (time.isdigit() and sums.periods[one] == "year"):  # a figure to compare with gives no time
                sums.periods[one] = time
    periods = dict.fromkeys(sums.periods[one] for one in draft.members)
    if len(periods) == 1 or draft.opener == "run":
        yield draft
        return
    for period in periods:
        members = [one for one in draft.members if sums.periods[one] == period]
        yield replace(draft, members=members, cuts=draft.cuts & set(members), rests=draft.rests & set(members))


def _candidates(sums: Sums, draft: Draft) -> list[tuple[int, ...]]:
    """What a list may divide: of one kind of unit, and of its time unless all are of another."""
    first = draft.members[0]
    members = set(draft.members)
    alike = [
        one
        for one in draft.candidates
        if all(sums.items[number].kind == sums.items[first].kind and number not in members for number in one)
    ]
    of_time = [one for one in alike if {sums.periods[number] for number in one} == {sums.periods[first]}]
    wider = [one for one in alike if sums.periods[one[0]] == "cumulative" and sums.periods[first] != "cumulative"]
    if draft.total >= 0 and draft.total not in members:
        of_time.append((draft.total,))
    return of_time or wider[:1]


def _opened(sums: Sums, draft: Draft, candidates: Sequence[tuple[int, ...]]) -> Iterator[Division]:
    """Settle a list that a word, a bracket or a colon opens."""
    members = [one for one in draft.members if one not in sums.taken]
    if not members:
        return
    if not candidates:
        head = sums.by_shares(sums.alike(behind(sums, members[-1]), members), members)
        yield Division(head, tuple(members), sums.whole_of(draft, members), draft.opener, bool(head))
        return
    if pairs := _in_turn(sums, members, draft.candidates):
        yield from pairs
        return
    lengths = _lengths(sums, draft, members, candidates)
    head, length, certain = _choose(sums, candidates, members, lengths, draft.opener == "divide")
    if not head:
        yield Division((), tuple(members), "", draft.opener)
        return
    chosen = members[:length]
    by_arithmetic = not certain or (head != candidates[0])
    rest = members[length:]
    open_end = not rest and len(head) == 1 and chosen[-1] not in draft.rests
    further = _going_on(sums, head, chosen) if open_end else []
    if further:
        yield Division(head, (*chosen, *further), "", draft.opener, True)
        return
    yield Division(head, tuple(chosen), sums.whole_of(draft, chosen), draft.opener, by_arithmetic)
    if len(rest) > 1 and sums.sum(rest).meets(sums.sum(head)):
        yield Division(head, tuple(rest), "", draft.opener, True)
    elif rest:
        before = bisect_left(sums.loose, chosen[0])
        beside = sums.loose[max(0, before - _MOST_CUTS) : before]
        yield from fill(sums, Draft("run"), sorted({*beside, *rest} - sums.taken), ())


def _in_turn(sums: Sums, members: Sequence[int], candidates: Sequence[tuple[int, ...]]) -> list[Division]:
    """Give each figure a whole of its own where 分别 deals them out: 复议31件、诉讼14件，其中本年分别为6件和3件."""
    clause = sums.items[members[0]].clause
    dealt = any(token.concept in ("respectively", "divide") for token in clause if token.kind in ("role", "list"))
    named = any(token.kind in ("by", "result", "whose", "applicant", "label", "object") for token in clause)
    kind = sums.items[members[0]].kind
    heads = [one for one in candidates if len(one) == 1 and sums.items[one[0]].kind == kind][: len(members)][::-1]
    if not dealt or named or len(members) < 2 or len(heads) < len(members):
        return []
    return [Division(head, (one,), "", "part") for head, one in zip(heads, members, strict=True)]


def _going_on(sums: Sums, head: tuple[int, ...], members: Sequence[int]) -> list[int]:
    """Find figures behind a full stop that fill what a list leaves open: 其中甲12条，乙8条。丙30条."""
    last = members[-1]
    at = bisect_right(sums.loose, last)
    further: list[int] = []
    for one in sums.loose[at : at + 3]:
        beside = sums.items[one].paragraph == sums.items[last].paragraph and one not in sums.taken
        if not beside or sums.items[one].quantity.unit != sums.items[last].quantity.unit:
            break
        further.append(one)
        goes_on = len(members) > 1 or _is_left_over(sums, one) or _says_the_same(sums, members[0], one)
        if goes_on and sums.is_filled(head, [*members, *further]):
            return further
    return []


def _is_left_over(sums: Sums, number: int) -> bool:
    return any(token.kind == "list" and token.concept == "rest" for token in sums.items[number].clause)


def _says_the_same(sums: Sums, first: int, second: int) -> bool:
    """Tell whether two figures name the same act and object: 街道公开信息3条。社区公开信息6条."""
    return bool(sums.says(first)) and sums.says(first) == sums.says(second)


def _lengths(sums: Sums, draft: Draft, members: Sequence[int], candidates: Sequence[tuple[int, ...]]) -> list[int]:
    """How many of its members a list may have, the most first."""
    cuts = [number for number, one in enumerate(members) if number and one in draft.cuts]
    closing = [
        number + 1
        for number, one in enumerate(members)
        if one in draft.rests and not sums.results(*members[number + 1 : number + 2]) & {"pending"}
    ]  # 其他结果7件、尚未审结3件: results end with what has none yet
    full = [number for number in (_filled_before_giant(sums, members, candidates),) if number]
    return sorted({len(members), *full, *sorted({*cuts, *closing})[:_MOST_CUTS]}, reverse=True)


def _filled_before_giant(sums: Sums, members: Sequence[int], candidates: Sequence[tuple[int, ...]]) -> int:
    """Find where a list is full, and the next figure greater than all that it may divide; 0 where that is not so."""
    if len(members) <= 2:
        return 0
    wholes = [sums.sum(one) for one in candidates]
    most = max(whole.high for whole in wholes)
    giant = next((number for number, one in enumerate(members) if sums.amounts[one].low > most), 0)
    return giant if giant > 1 and any(sums.sum(members[:giant]).meets(whole) for whole in wholes) else 0


def _choose(
    sums: Sums, candidates: Sequence[tuple[int, ...]], members: Sequence[int], lengths: Sequence[int], divided: bool
) -> tuple[tuple[int, ...], int, bool]:
    """Choose what a list divides and where it ends; the last of the three says whether the words alone decide."""
    fitting = sums.by_shares(candidates, members)
    if fitting:
        return fitting, _best_length(sums, fitting, members, lengths), True
    for head in candidates:
        for length in lengths:
            if sums.sum(members[:length]).meets(sums.sum(head)):
                return head, length, True
        if length := _twice(sums, head, members):
            return head, length, True
    shortest = lengths[0] if divided else lengths[-1]
    parts = sums.sum(members[:shortest])
    for head in candidates:
        if parts.low <= sums.sum(head).high:
            # Two figures may be one whole together; which of them the parts belong to then, nobody can say.
            return (head, shortest, True) if len(head) == 1 else ((), 0, False)
    return _exceeded(sums, candidates, members[:shortest])


def _exceeded(
    sums: Sums, candidates: Sequence[tuple[int, ...]], members: Sequence[int]
) -> tuple[tuple[int, ...], int, bool]:
    """All that a list may divide is smaller: the largest is blamed, unless the figures narrow down step by step."""
    single = [one for one in candidates if len(one) == 1]
    largest = max(single, key=lambda one: sums.sum(one).high)
    whole = sums.sum(largest)
    funnel = len(members) > 1 and all(2 * sums.amounts[one].low > whole.high for one in members)
    # Steps of a funnel are far more than the whole together; parts with a slip are a little more.
    funnel = funnel and not _are_joined(sums, members) and 4 * sums.sum(members).low > 5 * whole.high
    wider = sums.amounts[members[0]].low > whole.high and not _is_plainly_part(sums, largest[0], members[0])
    units = {sums.items[one].quantity.unit for one in (*largest, *members)}
    unlike = len(units) > 1 and not units <= SAME_UNITS
    return ((), 0, False) if funnel or wider or unlike else (largest, len(members), True)


def _are_joined(sums: Sums, members: Sequence[int]) -> bool:
    """Tell whether 、 or 和 stands between all members, which then are plainly side by side."""
    return all(any(token.kind == "join" for token in sums.items[one].words()) for one in members[1:])


def _is_plainly_part(sums: Sums, head: int, member: int) -> bool:
    """Tell whether a figure that alone is above a whole is called its part: one sentence, one unit, 其中."""
    whole, part = sums.items[head], sums.items[member]
    opened = any(token.kind == "list" and token.concept == "part" for token in part.words())
    return opened and whole.sentence == part.sentence and whole.quantity.unit == part.quantity.unit


def _best_length(sums: Sums, head: Sequence[int], members: Sequence[int], lengths: Sequence[int]) -> int:
    """Where a list whose shares are known ends: where it is full, else at the last cut behind a share."""
    whole = sums.sum(head)
    for length in lengths:
        if sums.sum(members[:length]).meets(whole):
            return length
    if length := _twice(sums, head, members):
        return length
    last = max(number for number, one in enumerate(members) if one in sums.shares) + 1
    return min(length for length in lengths if length >= last)


def _twice(sums: Sums, head: Sequence[int], members: Sequence[int]) -> int:
    """Find where one list ends and a second one of the same whole begins, both full; 0 where they do not."""
    whole = sums.sum(head)
    first = Bounds(Decimal(0), Decimal(0))
    for number, one in enumerate(members[:MOST_LOOKED_AT]):
        first = add((first, sums.amounts[one]))
        if first.low > whole.high:
            return 0
        full = number > 0 and number + 2 < len(members) and first.meets(whole)
        if full and sums.sum(members[number + 1 :]).meets(whole):
            return number + 1
    return 0
