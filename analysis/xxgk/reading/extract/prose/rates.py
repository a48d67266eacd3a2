"""What rates of growth, changes and multiples speak of, and what they are measured against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xxgk.reading.extract.prose.amounts import Bounds, whole_numbers
from xxgk.reading.extract.prose.context import Surroundings, Tie
from xxgk.reading.extract.prose.items import Item
from xxgk.reading.extract.prose.shares import tie_share
from xxgk.reading.extract.prose.sums import MOST_LOOKED_AT

_TELLING = ("by", "result", "reason")  # classes of words that tell one count of a sentence from the others


def tie_rates(around: Surroundings, shares: Mapping[int, int]) -> dict[int, Tie]:
    """Tie every share, rate of growth, change and multiple to the counts that it speaks of.

    Parameters
    ----------
    around
        The figures.
    shares
        The share that is printed behind a count, for each that has one.

    Returns
    -------
    dict of int to Tie
        By the number of the item; those that speak of nothing printed are left out.
    """
    owners = {share: value for value, share in shares.items()}
    ties: dict[int, Tie] = {}
    for number, role in enumerate(around.roles):
        tie = None
        if role == "share":
            tie = tie_share(around, number, owners.get(number, -1))
        elif role == "growth":
            tie = _growth(around, number, ties)
        elif role == "change":
            tie = _difference(around, number)
        elif role == "ratio":
            tie = _ratio(around, number)
        if tie:
            ties[number] = tie
    return ties


def _growth(around: Surroundings, number: int, ties: dict[int, Tie]) -> Tie | None:
    """Tie a rate of growth to its count, and to the printed count or change that it is measured against."""
    values = [one for one in around.in_sentence(number) if not _is_closed_off(around, one, number)]
    if _speaks_of_rate(around, number):
        return None
    current = [one for one in values if not around.periods[one].isdigit()]
    dealt = _dealt(around, number, current)
    about, certain = (dealt, True) if dealt >= 0 else _grown(around, number, current)
    if about < 0 or _is_of_another_thing(around, number, about):
        return None
    base = _base(around, number, about, values)
    if dealt >= 0:
        base = _dealt(around, number, _bases(around, number, about, values))
    if base < 0:
        changes = [one for one in around.in_sentence(number, ("change",)) if one > about and one in ties]
        changes = [one for one in changes if dealt < 0 or ties[one].about == about]
        base = changes[0] if changes and around.items[changes[0]].kind != "rate" else -1
    return Tie("growth", about, (base,) if base >= 0 else (), not certain)


def _dealt(around: Surroundings, number: int, counts: Sequence[int]) -> int:
    """Find the count of one of several rates or changes: 复议12件、诉讼8件，分别增长50%和60%; -1 for none."""
    first, last = _run(around, number)
    return counts[last - number] if last > first and len(counts) > last - first else -1


def _run(around: Surroundings, number: int) -> tuple[int, int]:
    """Find the first and the last of the rates of growth, or of the changes, that stand side by side with one."""
    first = last = number
    role = around.roles[number]
    least = max(0, number - MOST_LOOKED_AT)
    while first > least and around.roles[first - 1] == role and _goes_on(around.items[first]):
        first -= 1
    end = min(len(around.items), number + MOST_LOOKED_AT)
    while last + 1 < end and around.roles[last + 1] == role and _goes_on(around.items[last + 1]):
        last += 1
    return first, last


def _goes_on(item: Item) -> bool:
    """Tell whether a rate goes on with the one before it: 增长50%和60%, 增长50%、下降20%."""
    words = list(item.words())
    return bool(words) and words[0].kind == "join" and all(one.kind in ("join", "direction") for one in words)


def _is_closed_off(around: Surroundings, count: int, rate: int) -> bool:
    """Tell whether a count stands in a bracket that is closed before a rate: 770条（网站510条），增长10%."""
    first, last = around.items[count], around.items[rate]
    if first.paragraph != last.paragraph:
        return False
    depth = 0
    for token in first.tokens[first.place + 1 : last.place]:
        if token.kind == "mark" and token.concept in "()":
            depth += 1 if token.concept == "(" else -1
            if depth < 0:
                return True
    return False


def _speaks_of_rate(around: Surroundings, number: int) -> bool:
    """Tell whether a rate stands right before the growth, which then is the rate's: 公开率90%，同比增长4%."""
    before = around.items[number - 1] if number else None
    if before is None or before.sentence != around.items[number].sentence or around.roles[number - 1] != "share":
        return False
    named = any(token.kind in ("object", "unknown", "act") for token in around.items[number].clause)
    return not named and any(token.kind == "rate" for token in before.clause)


def _grown(around: Surroundings, number: int, values: Sequence[int]) -> tuple[int, bool]:
    """Find the count that has grown: the nearest, unless the rate has a noun of its own and only another fits."""
    if not values:
        return _grown_before(around, number), False
    clause = around.items[number].clause
    named = any(token.kind in ("object", "unknown", "act") for token in clause)
    crowded = len(values) > 1 and named
    if not crowded:
        division = around.head.get(values[0])
        heads = division.heads if division and division.members[-1] == values[0] else ()
        grown = [one for one in heads if _has_base(around, one, number) and not _has_base(around, values[0], number)]
        return (grown[0], False) if grown else (values[0], True)  # 收到86件，其中网络55件，同比增长7.5%
    named_alike = set(around.concepts(number, *_TELLING))
    alike = [one for one in values if named_alike & set(around.concepts(one, *_TELLING))]
    if alike:
        return alike[0], True  # 信函31件、网络55件，网络申请增长10%
    fitting = [one for one in values if _has_base(around, one, number)]
    return (fitting[-1], False) if fitting else (-1, False)


def _grown_before(around: Surroundings, number: int) -> int:
    """Find the count of the sentence before that alone can have grown at the rate."""
    paragraph = around.items[number].paragraph
    values = [one for one in around.before(number) if around.items[one].paragraph == paragraph]
    fitting = [one for one in values if _has_base(around, one, number)]
    return fitting[-1] if fitting else -1


def _has_base(around: Surroundings, value: int, rate: int) -> bool:
    low, high = whole_numbers(around.amounts[value], signed(around.items, rate, around.amounts[rate]))
    return low <= high


def _base(around: Surroundings, number: int, about: int, values: Sequence[int]) -> int:
    """Find the count of another time that is printed beside the one that has grown."""
    bases = _bases(around, number, about, values)
    return next((one for one in bases if not _is_of_earlier_count(around, one, about)), -1)


def _bases(around: Surroundings, number: int, about: int, values: Sequence[int]) -> list[int]:
    """List the counts of another time that stand before a rate, the nearest first."""
    others = [one for one in values if around.periods[one].isdigit() and one != about]
    found = sorted((*around.in_sentence(number, ("base",)), *others), reverse=True)
    return [one for one in found if around.items[one].kind == around.items[about].kind]


def _is_of_earlier_count(around: Surroundings, base: int, about: int) -> bool:
    """Tell whether a base before a count is another one's: 申请30件，比上年的20件增长50%；复议5件，增长25%."""
    between = range(base + 1, about + 1)
    ended = any(around.roles[one] in ("growth", "ratio", "change") for one in between)
    return ended or any(
        token.kind == "mark" and token.concept == ";" for one in between for token in around.items[one].words()
    )


def _difference(around: Surroundings, number: int) -> Tie | None:
    """Tie a change to the count that has changed, before it or behind it, and to its printed base."""
    kind = around.items[number].kind
    values = [one for one in around.in_sentence(number) if around.items[one].kind == kind]
    values = [one for one in values if not _is_closed_off(around, one, number)]
    current = [one for one in values if not around.periods[one].isdigit()]
    dealt = _dealt(around, number, current)
    about = dealt if dealt >= 0 else next(iter(current), -1)
    if about < 0 or kind == "rate" or _is_of_another_thing(around, number, about):
        return None
    base = _base(around, number, about, values)
    return Tie("difference", about, (base,) if base >= 0 else ())


def _is_of_another_thing(around: Surroundings, change: int, count: int) -> bool:
    """Tell whether a change or a rate names another object than the count: 复议18件，诉讼增加3件."""
    own = set(around.things(change))
    earlier = (count, *around.in_sentence(count, ("value", "base")))
    counted = next((found for one in earlier if (found := set(around.things(one)))), set())
    return bool(own and counted) and own.isdisjoint(counted)


def _ratio(around: Surroundings, number: int) -> Tie | None:
    """Tie a multiple to its count and to the printed count of the year that it names."""
    values = around.in_sentence(number, ("value", "base"))
    about = next((one for one in values if around.roles[one] == "value"), -1)
    if about < 0:
        return None
    alike = [one for one in values if one != about and around.items[one].kind == around.items[about].kind]
    years = [token.concept for token in around.items[number].clause if token.kind == "when"]
    named = next((one for one in alike if around.periods[one] in years), -1)
    if named < 0:
        named = next((one for one in alike if around.roles[one] == "base" or one == number - 1), -1)
    return Tie(
        "ratio",
        about,
        (named,) if _is_base(around, named) else (),
    )


def _is_base(around: Surroundings, number: int) -> bool:
    """Tell whether a figure is one that others are measured against: a base, or a value of another year."""
    return number >= 0 and (around.roles[number] != "value" or around.periods[number].isdigit())


def signed(items: Sequence[Item], number: int, amount: Bounds) -> Bounds:
    """Give a rate of decline its sign."""
    return Bounds(-amount.high, -amount.low) if is_falling(items, number) and amount.low >= 0 else amount


def is_falling(items: Sequence[Item], number: int) -> bool:
    """Tell whether the words before a figure say that something has become less; so do 下降5%和3% of both."""
    least = max(0, number - MOST_LOOKED_AT)
    while number > least and items[number - 1].is_rate and all(one.kind == "join" for one in items[number].words()):
        number -= 1
    return any(token.kind == "direction" and token.concept == "down" for token in items[number].clause)
