"""What shares, rates of growth, differences and multiples speak of, and what they are measured against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xxgk.reading.extract.prose.amounts import Bounds, fits_share, share_of, whole_numbers
from xxgk.reading.extract.prose.items import Item
from xxgk.reading.extract.prose.wholes import Division

REACH = 8  # figures that are looked back through
NEAR = 5  # percentage points that a rate may be off and still be that of the figures it is named after
_HUNDRED = 100
_NAMES = ("by", "result", "whose", "object", "label", "applicant")  # classes of words that tell the members of a list apart
_ALIKE = {"gov_info": "info", "on_request": "request", "organ_info": "info"}


@dataclass(frozen=True, slots=True)
class Tie:
    """How a rate, a difference or a multiple hangs together with counts, by numbers of items."""

    relation: str
    about: int = -1
    of: tuple[int, ...] = ()
    by_arithmetic: bool = False


def shares_of_values(items: Sequence[Item], roles: Sequence[str]) -> dict[int, int]:
    """Find the share that is printed behind each value: value -> share; one that stands before its value counts, too."""
    found: dict[int, int] = {}
    for number, role in enumerate(roles):
        if role != "share" or any(token.kind == "rate" for token in items[number].clause):
            continue
        before = number - 1
        if before >= 0 and roles[before] == "value" and items[before].sentence == items[number].sentence:
            if not _has_noun_of_its_own(items[number]):
                found.setdefault(before, number)
    return found


def _has_noun_of_its_own(item: Item) -> bool:
    """Tell whether words for something else stand between a share and the mark before it (规划类，占10%)."""
    clause = item.clause
    marks = sum(token.kind == "mark" for token in item.words())
    before_share = []
    for token in clause:
        if token.kind in ("share", "rate"):
            break
        before_share.append(token)
    named = any(token.kind in ("unknown", "label", "object", "by", "result", "whose") for token in before_share)
    separated = marks and any(token.kind == "share" for token in clause)
    if separated and not named:
        # 工作类3条，占15%；规划类，占10%: a further clause with words stands between.
        return marks > 1 and _words_between_marks(item)
    return bool(named and separated)


def _words_between_marks(item: Item) -> bool:
    seen, words = 0, False
    for token in item.words():
        if token.kind == "mark":
            seen += 1
        elif seen == 1 and token.kind not in ("filler", "join"):
            words = True
    return words and seen > 1


def tie_rates(
    items: Sequence[Item],
    roles: Sequence[str],
    periods: Sequence[str],
    amounts: Sequence[Bounds],
    shares: dict[int, int],
    divisions: Sequence[Division],
    text: str,
) -> dict[int, Tie]:
    """Tie every rate, change and multiple to the counts that it speaks of.

    Returns
    -------
    dict of int to Tie
        By the number of the item; those that speak of nothing printed are left out.
    """
    rates = _Rates(items, roles, periods, amounts, divisions, text)
    owners = {share: value for value, share in shares.items()}
    ties: dict[int, Tie] = {}
    for number, role in enumerate(roles):
        tie = None
        if role == "share":
            tie = rates.share(number, owners.get(number, -1))
        elif role == "growth":
            tie = rates.growth(number, ties)
        elif role == "change":
            tie = rates.difference(number)
        elif role == "ratio":
            tie = rates.ratio(number)
        if tie:
            ties[number] = tie
    return ties


class _Rates:
    """What is known of the counts when the rates are tied."""

    def __init__(
        self,
        items: Sequence[Item],
        roles: Sequence[str],
        periods: Sequence[str],
        amounts: Sequence[Bounds],
        divisions: Sequence[Division],
        text: str,
    ) -> None:
        self.text = text
        self.items, self.roles, self.periods, self.amounts = items, roles, periods, amounts
        self.head = {one: division for division in divisions for one in division.members}

    def share(self, number: int, value: int) -> Tie | None:
        """Tie a share to its count and to the whole of its list, or else to a whole that fits."""
        if number > 1 and self.roles[number - 1] == "base" and self.roles[number - 2] == "value":
            same = self.items[number - 2].sentence == self.items[number].sentence
            return Tie("share", number - 2, (number - 1,)) if same else None
        if value >= 0 and value in self.head and self.head[value].heads:
            division = self.head[value]
            if self._is_of(number, division.heads[0]):
                return Tie("share", value, division.heads, division.by_arithmetic)
            return self._fitting(number, [value], strict=True) or Tie("share", value)
        if value >= 0:
            return self._of_the_year(number, value) or self._fitting(number, [value], strict=False)
        if any(token.kind == "rate" for token in self.items[number].clause):
            return self._named_after(number) or self._fitting(number, self._values_before(number)[:2], strict=True)
        return self._mentioned_again(number)

    def _of_the_year(self, number: int, value: int) -> Tie | None:
        """Tie a share of the year (占全年的18%) to the year's figure beside it, before or behind."""
        if not any(token.kind == "when" and token.concept == "now" for token in self.items[number].clause):
            return None
        near = [*self._values_before(value), *range(number + 1, min(len(self.items), number + 4))]
        for whole in near:
            alike = self.roles[whole] == "value" and self.items[whole].kind == self.items[value].kind
            if alike and self.periods[whole] == "year" and self._fits(value, whole, number):
                return Tie("share", value, (whole,), True)
        return None

    def _fits(self, part: int, whole: int, share: int) -> bool:
        return fits_share(self.amounts[part], self.amounts[whole], self.amounts[share])

    def _is_of(self, share: int, whole: int) -> bool:
        """Tell whether the words behind 占 name what a whole counts, or nothing: 占制发规范性文件总数的 is of other things."""
        named: set[str] = set()
        for token in self.items[share].clause:
            if token.kind == "share":
                named = set()
            elif token.kind == "object":
                named.add(_ALIKE.get(token.concept, token.concept))
        counted = {_ALIKE.get(t.concept, t.concept) for t in self.items[whole].words() if t.kind == "object"}
        return not named or not counted or bool(named & counted)

    def _named_after(self, number: int) -> Tie | None:
        """Tie a rate to the count that it is named after: 制发40件，主动公开38件，主动公开率95%; not where they are far apart."""
        values = self._in_sentence(number)
        if not values or self.amounts[number].high >= _HUNDRED:
            return None
        part = values[0]
        acts = {self.text[t.start : t.end] for t in self.items[part].clause if t.kind in ("act", "result")}
        rate = next(t for t in self.items[number].clause if t.kind == "rate")
        name = self.text[self.items[number].clause[0].start : rate.end]
        if not any(act in name for act in acts):
            return None
        wholes = self.head[part].heads if part in self.head else tuple(values[1:2])
        if len(wholes) != 1 or self.items[wholes[0]].kind != self.items[part].kind:
            return None
        possible = share_of(self.amounts[part], self.amounts[wholes[0]])
        if possible is None or abs(possible.low - self.amounts[number].low) > NEAR or possible.low >= _HUNDRED:
            return None
        return Tie("share", part, wholes)

    def _fitting(self, number: int, parts: Sequence[int], strict: bool) -> Tie | None:
        share = self.amounts[number]
        if strict and share.high >= 100:
            return None
        for part in parts:
            for whole in self._values_before(part):
                alike = self.items[whole].kind == self.items[part].kind and self.periods[whole] == self.periods[part]
                if alike and fits_share(self.amounts[part], self.amounts[whole], share):
                    return Tie("share", part, (whole,), True)
        return None

    def _mentioned_again(self, number: int) -> Tie | None:
        """Tie a share behind a list to the one of its members that it fits (网站占56.7%)."""
        values = self._values_before(number, REACH * 2)
        division = next((self.head[one] for one in values if one in self.head), None)
        if division is None or len(division.heads) != 1 or division.members[-1] != values[0]:
            return None
        whole = self.amounts[division.heads[0]]
        named = self._named_member(number, division)
        if named >= 0:
            return Tie("share", named, division.heads)
        fitting = [one for one in division.members if fits_share(self.amounts[one], whole, self.amounts[number])]
        return Tie("share", fitting[0], division.heads, True) if len(fitting) == 1 else None

    def _named_member(self, number: int, division: Division) -> int:
        """Find the member of a list that the words before a share name, -1 where none or several do."""
        names = [(t.kind, t.concept) for t in self.items[number].clause if t.kind in _NAMES]
        if not names:
            return -1
        first = [(t.kind, t.concept) for t in self.items[division.members[0]].clause if t.kind == names[0][0]]
        if len(first) == len(division.members) > 1:  # 网站、微博分别为3条、4条
            found = [one for one, name in zip(division.members, first, strict=True) if name == names[0]]
        else:
            found = [
                one
                for one in division.members
                if names[0] in [(t.kind, t.concept) for t in self.items[one].clause]
            ]
        return found[0] if len(found) == 1 else -1

    def _values_before(self, number: int, reach: int = REACH) -> list[int]:
        """The values before a figure in its paragraph or the one before, the nearest first."""
        found = []
        for one in range(number - 1, max(-1, number - 1 - 2 * reach), -1):
            if self.roles[one] == "value":
                found.append(one)
        return found[:reach]

    def _in_sentence(self, number: int, roles: Sequence[str] = ("value",)) -> list[int]:
        """The figures of these roles before it in its sentence, the nearest first."""
        found = []
        for one in range(number - 1, max(-1, number - 1 - 2 * REACH), -1):
            if self.items[one].sentence != self.items[number].sentence:
                break
            if self.roles[one] in roles:
                found.append(one)
        return found

    def growth(self, number: int, ties: dict[int, Tie]) -> Tie | None:
        """Tie a rate of growth to its count, and to the printed count or change that it is measured against."""
        values = self._in_sentence(number)
        if self._speaks_of_rate(number):
            return None
        current = [one for one in values if not self.periods[one].isdigit()]
        about, certain = self._grown(number, current) if current else (self._grown_before(number), False)
        if about < 0:
            return None
        base = self._base(number, about, values)
        if base < 0:
            changes = [one for one in self._in_sentence(number, ("change",)) if one > about and one in ties]
            base = changes[0] if changes and self.items[changes[0]].kind != "rate" else -1
        return Tie("growth", about, (base,) if base >= 0 else (), not certain)

    def _speaks_of_rate(self, number: int) -> bool:
        """Tell whether a rate stands right before the growth, which then is the rate's: 公开率90%，同比增长4%."""
        before = self.items[number - 1] if number else None
        if before is None or before.sentence != self.items[number].sentence or self.roles[number - 1] != "share":
            return False
        named = any(token.kind in ("object", "unknown", "act") for token in self.items[number].clause)
        return not named and any(token.kind == "rate" for token in before.clause)

    def _grown(self, number: int, values: Sequence[int]) -> tuple[int, bool]:
        """Find the count that has grown: the nearest, unless the rate has a noun of its own and only another fits."""
        clause = self.items[number].clause
        named = any(token.kind in ("object", "unknown", "act") for token in clause)
        crowded = len(values) > 1 and named
        if not crowded:
            return values[0], True
        fitting = [one for one in values if self._has_base(one, number)]
        return (fitting[-1], False) if fitting else (-1, False)

    def _grown_before(self, number: int) -> int:
        """Find the count of the sentence before that alone can have grown at the rate."""
        paragraph = self.items[number].paragraph
        values = [one for one in self._values_before(number) if self.items[one].paragraph == paragraph]
        fitting = [one for one in values if self._has_base(one, number)]
        return fitting[-1] if fitting else -1

    def _has_base(self, value: int, rate: int) -> bool:
        low, high = whole_numbers(self.amounts[value], self._signed(rate))
        return low <= high

    def _signed(self, rate: int) -> Bounds:
        return signed(self.items[rate], self.amounts[rate])

    def _base(self, number: int, about: int, values: Sequence[int]) -> int:
        """Find the count of another time that is printed beside the one that has grown."""
        kind = self.items[about].kind
        bases = self._in_sentence(number, ("base",))
        others = [one for one in values if self.periods[one].isdigit() and one != about]
        for one in sorted((*bases, *others), reverse=True):
            if self.items[one].kind == kind:
                return one
        return -1

    def difference(self, number: int) -> Tie | None:
        """Tie a change to the count that has changed, before it or behind it, and to its printed base."""
        kind = self.items[number].kind
        values = [one for one in self._in_sentence(number) if self.items[one].kind == kind]
        about = next((one for one in values if not self.periods[one].isdigit()), -1)
        if kind == "rate" or any(token.kind in ("object", "unknown") for token in self._own_words(number)):
            about = -1
        if about < 0:
            return None
        base = self._base(number, about, values)
        return Tie("difference", about, (base,) if base >= 0 else ())

    def _own_words(self, number: int) -> list:
        clause = self.items[number].clause
        return clause

    def ratio(self, number: int) -> Tie | None:
        """Tie a multiple to its count and to the printed count of the year that it names."""
        values = [one for one in self._in_sentence(number, ("value", "base"))]
        about = next((one for one in values if self.roles[one] == "value"), -1)
        if about < 0:
            return None
        alike = [one for one in values if one != about and self.items[one].kind == self.items[about].kind]
        years = [token.concept for token in self.items[number].clause if token.kind == "when"]
        named = next((one for one in alike if self.periods[one] in years), -1)
        if named < 0:
            named = next((one for one in alike if self.roles[one] == "base" or one == number - 1), -1)
        return Tie("ratio", about, (named,) if named >= 0 and self.roles[named] != "value" or self._is_other_year(named) else ())

    def _is_other_year(self, number: int) -> bool:
        return number >= 0 and self.periods[number].isdigit()


def signed(item: Item, amount: Bounds) -> Bounds:
    """Give a rate of decline its sign."""
    falls = any(token.kind == "direction" and token.concept == "down" for token in item.clause)
    return Bounds(-amount.high, -amount.low) if falls and amount.low >= 0 else amount
