"""What each list divides: grammar first, then the shares, then the sums; parts above a whole are kept, so that faults show."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from xxgk.reading.extract.prose.amounts import Bounds, add, bounds, fits_share
from xxgk.reading.extract.prose.items import SAME_UNITS, Item
from xxgk.reading.extract.prose.lists import Draft

MOST_MEMBERS_LOOKED_AT = 40
MOST_CUTS = 8
_HUNDRED = Decimal(100)
_PARTS_OF_A_YEAR = {"half", "quarter", "part"}
_LEVELS = {"provincial", "municipal", "municipal_county", "county", "township", "dept", "own", "office"}


@dataclass(frozen=True, slots=True)
class Division:
    """A list and what it divides; the fields are those of ``Group``, by numbers of items."""

    heads: tuple[int, ...]
    members: tuple[int, ...]
    whole: str = ""
    opener: str = ""
    by_arithmetic: bool = False


@dataclass(slots=True)
class Settling:
    """What is known of the figures while lists get their wholes."""

    items: Sequence[Item]
    periods: list[str]
    timed: Sequence[bool]
    shares: Mapping[int, int]
    amounts: list[Bounds] = field(init=False)
    taken: set[int] = field(default_factory=set)
    loose: Sequence[int] = ()

    def __post_init__(self) -> None:
        self.amounts = [bounds(item.quantity) for item in self.items]

    def settle(self, drafts: Sequence[Draft], loose: Sequence[int]) -> list[Division]:
        """Find what each list divides; lists that the words open come first, then what the figures alone tie together."""
        found: list[Division] = []
        self.loose = loose
        for draft in sorted(drafts, key=lambda draft: draft.opener == "run"):
            for part in self._by_period(draft):
                for division in self._run(part) if part.opener == "run" else self._opened(part):
                    self.taken.update(division.members)
                    found.append(division)
        found += self._worded_alike()
        found += self._so_far()
        return sorted(found, key=lambda division: division.members[0])

    def _so_far(self) -> Iterator[Division]:
        """Find figures of the year beside what they belong to, all years so far: 历年累计受理90件，本年8件."""
        for first, second in pairwise(self.loose):
            if self.items[first].sentence != self.items[second].sentence or second in self.taken:
                continue
            named = any(token.kind in ("act", "object") for token in self.items[second].clause)
            times = (self.periods[first], self.periods[second])
            fits = self.amounts[second].high <= self.amounts[first].low
            if times == ("cumulative", "year") and not named and fits and self._alike_kinds(first, second):
                yield Division((first,), (second,), "", "so_far")

    def _alike_kinds(self, first: int, second: int) -> bool:
        return self.items[first].kind == self.items[second].kind

    def _worded_alike(self) -> Iterator[Division]:
        """Find figures of several sentences that say the same of others (省政府受理1500件 ... 市县受理7500件) and fill one."""
        alike: dict[tuple[tuple[str, str], ...], list[int]] = {}
        for one in self.loose:
            key = tuple((t.kind, t.concept) for t in self.items[one].clause if t.kind in ("act", "object"))
            if key and one not in self.taken:
                alike.setdefault(key, []).append(one)
        for members in alike.values():
            if len(members) > 2:
                yield from self._filled(Draft("run"), members, ())

    def _by_period(self, draft: Draft) -> Iterator[Draft]:
        """Part a list in which each kind is counted for the year and for all years; who names no time has the whole's."""
        if draft.opener != "run" and draft.candidates and not any(self.timed[one] for one in draft.members):
            time = self.periods[draft.candidates[0][0]]
            for one in draft.members:
                self.periods[one] = time
        periods = dict.fromkeys(self.periods[one] for one in draft.members)
        if len(periods) == 1 or draft.opener == "run":
            yield draft
            return
        for period in periods:
            members = [one for one in draft.members if self.periods[one] == period]
            yield replace(draft, members=members, cuts=draft.cuts & set(members), rests=draft.rests & set(members))

    def _candidates(self, draft: Draft) -> list[tuple[int, ...]]:
        """What a list may divide: of one kind of unit, and of its time unless all are of another."""
        first = draft.members[0]
        members = set(draft.members)
        alike = [
            one
            for one in draft.candidates
            if all(self.items[number].kind == self.items[first].kind and number not in members for number in one)
        ]
        of_time = [one for one in alike if {self.periods[number] for number in one} == {self.periods[first]}]
        wider = [one for one in alike if self.periods[one[0]] == "cumulative" and self.periods[first] != "cumulative"]
        if draft.total >= 0 and draft.total not in members:
            of_time.append((draft.total,))
        return of_time or wider[:1]

    def _opened(self, draft: Draft) -> Iterator[Division]:
        """Settle a list that a word, a bracket or a colon opens."""
        candidates = self._candidates(draft)
        members = [one for one in draft.members if one not in self.taken]
        if not members:
            return
        if not candidates:
            yield Division((), tuple(members), self._whole(draft, members), draft.opener)
            return
        lengths = self._lengths(draft, members)
        head, length, certain = self._choose(candidates, members, lengths, draft.opener == "divide")
        if not head:
            yield Division((), tuple(members), "", draft.opener)
            return
        chosen = members[:length]
        by_arithmetic = not certain or (head != candidates[0])
        rest = members[length:]
        further = self._going_on(head, chosen) if not rest and len(head) == 1 else []
        if further:
            yield Division(head, (*chosen, *further), "", draft.opener, True)
            return
        yield Division(head, tuple(chosen), self._whole(draft, chosen), draft.opener, by_arithmetic)
        if len(rest) > 1 and self._sum(rest).meets(self._sum(head)):
            yield Division(head, tuple(rest), "", draft.opener, True)
        elif rest:
            before = bisect_left(self.loose, chosen[0])
            beside = self.loose[max(0, before - MOST_CUTS) : before]
            yield from self._filled(Draft("run"), sorted({*beside, *rest} - self.taken), ())

    def _going_on(self, head: tuple[int, ...], members: Sequence[int]) -> list[int]:
        """Find figures behind a full stop that fill what a list leaves open: 其中甲12条，乙8条。丙30条."""
        last = members[-1]
        at = bisect_right(self.loose, last)
        further: list[int] = []
        for one in self.loose[at : at + 3]:
            if self.items[one].paragraph != self.items[last].paragraph or one in self.taken:
                break
            further.append(one)
            if len(members) > 1 and self._is_filled(head, [*members, *further]):
                return further
        return []

    def _lengths(self, draft: Draft, members: Sequence[int]) -> list[int]:
        """How many of its members a list may have, the most first."""
        cuts = [number for number, one in enumerate(members) if number and one in draft.cuts]
        closing = [number + 1 for number, one in enumerate(members) if one in draft.rests]
        return sorted({len(members), *sorted({*cuts, *closing})[:MOST_CUTS]}, reverse=True)

    def _choose(
        self, candidates: Sequence[tuple[int, ...]], members: Sequence[int], lengths: Sequence[int], divided: bool
    ) -> tuple[tuple[int, ...], int, bool]:
        """Choose what a list divides and where it ends; the last of the three says whether the words alone decide."""
        fitting = self._by_shares(candidates, members)
        if fitting:
            return fitting, self._best_length(fitting, members, lengths), True
        for head in candidates:
            for length in lengths:
                if self._sum(members[:length]).meets(self._sum(head)):
                    return head, length, True
            if length := self._twice(head, members):
                return head, length, True
        shortest = lengths[0] if divided else lengths[-1]
        parts = self._sum(members[:shortest])
        for head in candidates:
            if parts.low <= self._sum(head).high:
                # Two figures may be one whole together; which of them the parts belong to then, nobody can say.
                return (head, shortest, True) if len(head) == 1 else ((), 0, False)
        return self._exceeded(candidates, members[:shortest])

    def _exceeded(
        self, candidates: Sequence[tuple[int, ...]], members: Sequence[int]
    ) -> tuple[tuple[int, ...], int, bool]:
        """All that a list may divide is smaller: the largest is blamed, unless the figures narrow down step by step."""
        single = [one for one in candidates if len(one) == 1]
        largest = max(single, key=lambda one: self._sum(one).high)
        whole = self._sum(largest)
        funnel = len(members) > 1 and all(2 * self.amounts[one].low > whole.high for one in members)
        funnel = funnel and not self._are_joined(members)
        wider = self.amounts[members[0]].low > whole.high and not self._is_plainly_part(largest[0], members[0])
        units = {self.items[one].quantity.unit for one in (*largest, *members)}
        unlike = len(units) > 1 and not units <= SAME_UNITS
        return ((), 0, False) if funnel or wider or unlike else (largest, len(members), True)

    def _are_joined(self, members: Sequence[int]) -> bool:
        """Tell whether 、 or 和 stands between all members, which then are plainly side by side."""
        return all(any(token.kind == "join" for token in self.items[one].words()) for one in members[1:])

    def _is_plainly_part(self, head: int, member: int) -> bool:
        """Tell whether a figure that alone is above a whole is called a part of it nonetheless: one sentence, one unit, 其中."""
        whole, part = self.items[head], self.items[member]
        opened = any(token.kind == "list" and token.concept == "part" for token in part.words())
        return opened and whole.sentence == part.sentence and whole.quantity.unit == part.quantity.unit

    def _by_shares(self, candidates: Sequence[tuple[int, ...]], members: Sequence[int]) -> tuple[int, ...]:
        """Find what the printed shares are shares of, where at least half of them say so."""
        shared = [one for one in members if one in self.shares and self.amounts[one].high > 0]
        if not shared:
            return ()
        fits = [sum(self._fits(one, head) for one in shared) for head in candidates]
        best = max(fits, default=0)
        if fits and fits[0] * 2 >= len(shared) and fits[0] * 4 >= best * 3:
            return candidates[0]
        return candidates[fits.index(best)] if best * 2 >= len(shared) and best else ()

    def _fits(self, member: int, head: Sequence[int]) -> bool:
        return fits_share(self.amounts[member], self._sum(head), self.amounts[self.shares[member]])

    def _best_length(self, head: Sequence[int], members: Sequence[int], lengths: Sequence[int]) -> int:
        """Where a list whose shares are known ends: where it is full, else at the last cut behind a share."""
        whole = self._sum(head)
        for length in lengths:
            if self._sum(members[:length]).meets(whole):
                return length
        if length := self._twice(head, members):
            return length
        last = max(number for number, one in enumerate(members) if one in self.shares) + 1
        return min(length for length in lengths if length >= last)

    def _twice(self, head: Sequence[int], members: Sequence[int]) -> int:
        """Find where one list ends and a second one of the same whole begins, both full; 0 where they do not."""
        whole = self._sum(head)
        first = Bounds(Decimal(0), Decimal(0))
        for number, one in enumerate(members[:MOST_MEMBERS_LOOKED_AT]):
            first = add((first, self.amounts[one]))
            if first.low > whole.high:
                return 0
            full = number > 0 and number + 2 < len(members) and first.meets(whole)
            if full and self._sum(members[number + 1 :]).meets(whole):
                return number + 1
        return 0

    def _run(self, draft: Draft) -> Iterator[Division]:
        """Settle a run that nothing opens: by its shares, or where its figures fill one of them or one before it."""
        members = [one for one in draft.members if one not in self.taken]
        shared = [one for one in members if one in self.shares]
        candidates = self._candidates(draft)
        if shared:
            first = members.index(shared[0])
            inside = [(one,) for one in reversed(members[:first])]
            last = members.index(shared[-1]) + 1
            body = [one for one in members[first:last]]
            heads = [*self._alike(inside, body), *candidates, *self._alike(self._behind(body[-1]), body)]
            head = self._by_shares(heads, body)
            if head:
                yield Division(head, tuple(body), self._whole(draft, body), "run", True)
                members = members[:first]
        levels = self._by_level(members)
        if levels:
            yield levels
            members = [one for one in members if one not in levels.members]
        filled = True
        while filled and len(members) > 1:
            filled = False
            for division in self._filled(draft, members, candidates):
                filled = True
                yield division
                members = [one for one in members if one not in division.members]

    def _by_level(self, members: Sequence[int]) -> Division | None:
        """Find figures that only name levels behind one of the whole: 全市公开90条，市级机关30条，县（市、区）60条."""
        for start, head in enumerate(members[:MOST_CUTS]):
            body: list[int] = []
            for one in members[start + 1 :]:
                if not self._only_names_level(one) or self.items[one].sentence != self.items[head].sentence:
                    break
                body.append(one)
            levels = {token.concept for one in body for token in self.items[one].clause if token.kind == "whose"}
            above = any(token.kind == "whose" and token.concept == "all" for token in self.items[head].clause)
            alike = body and self._alike([(one,) for one in body], [head])
            if above and len(body) > 1 and len(levels) == len(body) == len(alike):
                return Division((head,), tuple(body), "levels", "run")
        return None

    def _only_names_level(self, number: int) -> bool:
        """Tell whether a figure's own words name a level and nothing else."""
        clause = self.items[number].clause
        named = [token for token in clause if token.kind not in ("filler", "join")]
        return len(named) == 1 and named[0].kind == "whose" and named[0].concept in _LEVELS

    def _behind(self, number: int) -> list[tuple[int, ...]]:
        """The next figure that stands outside of lists, which may be the whole of those before it."""
        at = bisect_right(self.loose, number)
        return [(one,) for one in self.loose[at : at + 1]]

    def _alike(self, heads: Sequence[tuple[int, ...]], members: Sequence[int]) -> list[tuple[int, ...]]:
        kind, period = self.items[members[0]].kind, self.periods[members[0]]
        return [one for one in heads if self.items[one[0]].kind == kind and self.periods[one[0]] == period]

    def _filled(
        self, draft: Draft, members: Sequence[int], candidates: Sequence[tuple[int, ...]]
    ) -> Iterator[Division]:
        """Find figures side by side that fill one before them, or the total behind them."""
        if draft.total >= 0:
            for start in range(max(0, len(members) - MOST_MEMBERS_LOOKED_AT), len(members) - 1):
                body = members[start:]
                if self._is_filled((draft.total,), body):
                    yield Division((draft.total,), tuple(body), "total", "run", True)
                    return
            if draft.claimed and self._is_claimed(draft.total, members):
                yield Division((draft.total,), tuple(members), "total", "run")
            return
        if len(members) > 1 and not any(one in self.shares for one in members):
            for head in candidates:
                if self._is_filled(head, members):
                    yield Division(head, tuple(members), "", "run", True)
                    return
        for last in range(len(members) - 1, max(1, len(members) - 4), -1):
            body = members[max(0, last - MOST_MEMBERS_LOOKED_AT) : last]
            if self._is_filled((members[last],), body):
                yield Division((members[last],), tuple(body), "", "run", True)
                return
        start = 0
        while start < len(members) - 2:
            length = self._filling(members[start], members[start + 1 : start + 1 + MOST_MEMBERS_LOOKED_AT])
            if length:
                yield Division((members[start],), tuple(members[start + 1 : start + 1 + length]), "", "run", True)
            start += length or 1

    def _filling(self, head: int, members: Sequence[int]) -> int:
        parts = Bounds(Decimal(0), Decimal(0))
        for number, one in enumerate(members):
            parts = add((parts, self.amounts[one]))
            if parts.low > self.amounts[head].high:
                return 0
            if number and parts.low == self.amounts[head].low and self._is_filled((head,), members[: number + 1]):
                return number + 1
        return 0

    def _is_claimed(self, total: int, members: Sequence[int]) -> bool:
        """Tell whether at least three figures of one unit stand before what says that it is their sum."""
        unit = self.items[total].quantity.unit
        alike = all(
            self.items[one].quantity.unit == unit and self.periods[one] == self.periods[total] for one in members
        )
        return alike and len(members) > 2

    def _is_filled(self, head: Sequence[int], members: Sequence[int]) -> bool:
        """Tell whether exact figures of one kind and time, two of them not nought, add up to exactly one."""
        first = self.items[head[0]]
        times = {self.periods[one] for one in members}
        in_time = times == {self.periods[head[0]]} or (self.periods[head[0]] == "year" and times <= _PARTS_OF_A_YEAR)
        alike = in_time and all(self.items[one].kind == first.kind for one in members)
        exact = all(self.amounts[one].low == self.amounts[one].high for one in (*head, *members))
        several = sum(self.amounts[one].low > 0 for one in members) > 1
        return alike and exact and several and self._sum(members) == self._sum(head)

    def _sum(self, numbers: Sequence[int]) -> Bounds:
        return add(self.amounts[number] for number in numbers)

    def _whole(self, draft: Draft, members: Sequence[int]) -> str:
        """Tell why a list must be whole; blank where nothing says so."""
        if draft.opener == "divide":
            return "divided"
        if members[-1] in draft.rests and len(members) > 1:
            return "rest"
        counted = [one for one in members if self.amounts[one].high > 0]
        if len(counted) > 1 and all(one in self.shares for one in counted):
            total = add(self.amounts[self.shares[one]] for one in counted)
            if total.low <= _HUNDRED <= total.high:
                return "shares"
        return ""
