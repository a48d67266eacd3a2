"""The figures as numbers while lists get their wholes: what adds up, what fits, what is of one kind and time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from xxgk.reading.extract.prose.amounts import Bounds, add, bounds, fits_share
from xxgk.reading.extract.prose.drafts import Draft
from xxgk.reading.extract.prose.items import Item

MOST_LOOKED_AT = 40  # figures of a run
_HUNDRED = 100
_NEAR = Decimal("1.25")  # parts that make far more, or far less, than a figure are not its own
_SMALL = 10  # below it, figures of unlike units add up too often
_KINDS = ("result", "by", "applicant", "reason")
_RESTRICTING = ("by", "result", "reason", "applicant", "whose", "label", "about", "name", "unknown", "foreign")
_ALL_OF_IT = {("whose", "all"), ("whose", "self"), ("about", "disclosure")}
_NAMING = ("act", "object")
PARTS_OF_A_YEAR = {"half", "quarter", "part"}


@dataclass(frozen=True, slots=True)
class Division:
    """A list and what it divides; the fields are those of ``Group``, by numbers of items."""

    heads: tuple[int, ...]
    members: tuple[int, ...]
    whole: str = ""
    opener: str = ""
    by_arithmetic: bool = False


@dataclass(slots=True)
class Sums:
    """The figures with their times and shares.

    Attributes
    ----------
    items
        The figures.
    text
        The text that their tokens point to.
    periods, timed
        Of which time each is, and whether words of its own say so. A list gives its time to members that name none.
    shares
        The share that is printed behind a figure.
    loose
        The figures outside of lists, in order.
    amounts
        What each figure can stand for.
    taken
        The figures that are members of a list already: each is part of one whole at most.
    """

    items: Sequence[Item]
    text: str
    periods: list[str]
    timed: Sequence[bool]
    shares: Mapping[int, int]
    loose: Sequence[int]
    amounts: list[Bounds] = field(init=False)
    taken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.amounts = [bounds(item.quantity) for item in self.items]

    def sum(self, numbers: Sequence[int]) -> Bounds:
        """Add figures up."""
        return self.amounts[numbers[0]] if len(numbers) == 1 else add(self.amounts[number] for number in numbers)

    def alike(self, heads: Sequence[tuple[int, ...]], members: Sequence[int]) -> list[tuple[int, ...]]:
        """Keep what is of the kind and the time of the first of some members."""
        kind, period = self.items[members[0]].kind, self.periods[members[0]]
        return [one for one in heads if self.items[one[0]].kind == kind and self.periods[one[0]] == period]

    def _are_alike(self, part: Item, whole: Item) -> bool:
        return part.kind == whole.kind or part.quantity.unit == whole.quantity.unit

    def is_in_time(self, part: int, whole: int) -> bool:
        """Tell whether a figure is of the time of another, or of a part of its year."""
        time, own = self.periods[whole], self.periods[part]
        return own == time or (time == "year" and own in PARTS_OF_A_YEAR)

    def is_filled(self, head: Sequence[int], members: Sequence[int]) -> bool:
        """Tell whether exact figures of one kind and time, two of them not nought, add up to exactly one."""
        first = self.items[head[0]]
        alike = all(self._are_alike(self.items[one], first) and self.is_in_time(one, head[0]) for one in members)
        exact = all(self.amounts[one].low == self.amounts[one].high for one in (*head, *members))
        several = sum(self.amounts[one].low > 0 for one in members) > 1
        units = {self.items[one].quantity.unit for one in (*head, *members)}
        telling = len(units) == 1 or self.sum(head).low >= _SMALL  # 2次 = 1次 + 1个 is chance
        return alike and exact and several and telling and self.sum(members) == self.sum(head)

    def is_near(self, head: Sequence[int], members: Sequence[int]) -> bool:
        """Tell whether figures add up to about what others do."""
        parts, whole = self.sum(members), self.sum(head)
        return parts.low <= whole.high * _NEAR and parts.high * _NEAR >= whole.low

    def says(self, number: int) -> set[tuple[str, str]]:
        """The acts and objects that a figure's own words name."""
        return {(token.kind, token.concept) for token in self.items[number].clause if token.kind in _NAMING}

    def restrictions(self, number: int) -> set[tuple[str, str]]:
        """What a figure's own words name besides acts and objects: a channel, a level below all, unknown words."""
        return {
            (token.kind, token.concept or self.text[token.start : token.end])
            for token in self.items[number].clause
            if token.kind in _RESTRICTING and (token.kind, token.concept) not in _ALL_OF_IT
        }

    def kinds(self, *numbers: int) -> set[str]:
        """By what figures name kinds: by result, channel, applicant or reason; those of one stand beside each other."""
        return {token.kind for one in numbers for token in self.items[one].clause if token.kind in _KINDS}

    def are_requests(self, number: int) -> bool:
        """Tell whether a figure counts the requests that came in."""
        return {("act", "receive"), ("object", "request")} <= self.says(number)

    def acts(self, number: int) -> set[str]:
        """The acts that a figure's own words name."""
        return {token.concept for token in self.items[number].clause if token.kind == "act"}

    def is_rest(self, number: int) -> bool:
        """Tell whether a figure says that it is all others: 其他5件."""
        words = self.items[number].clause
        return bool(words) and (words[-1].kind, words[-1].concept) == ("list", "rest")

    def results(self, *numbers: int) -> set[str]:
        """The results that the words right before and behind figures name."""
        words = (token for one in numbers for token in (*self.items[one].clause, *self.items[one].tail()))
        return {token.concept for token in words if token.kind == "result"}

    def words_before(self, number: int) -> str:
        """The text between the figure before one, or the beginning of its paragraph, and itself."""
        item = self.items[number]
        return self.text[item.tokens[item.before].start : item.tokens[item.place].start]

    def by_shares(self, candidates: Sequence[tuple[int, ...]], members: Sequence[int]) -> tuple[int, ...]:
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
        return fits_share(self.amounts[member], self.sum(head), self.amounts[self.shares[member]])

    def whole_of(self, draft: Draft, members: Sequence[int]) -> str:
        """Tell why a list must be whole; blank where nothing says so."""
        if draft.opener == "divide":
            return "divided"
        last = members[-2:] if "pending" in self.results(members[-1]) else members[-1:]
        if len(members) > 1 and not draft.rests.isdisjoint(last):
            return "rest"
        counted = [one for one in members if self.amounts[one].high > 0]
        if len(counted) > 1 and all(one in self.shares for one in counted):
            total = add(self.amounts[self.shares[one]] for one in counted)
            if total.low <= _HUNDRED <= total.high:
                return "shares"
        return ""
