"""Relations that the sentences of a report state between its figures, whether or not these have an indicator.

What the figures are parts, shares or changes of stands in their facts (columns `of`, `relation`, `about`, `tie`). The
codes are permanent. A relation must hold only where the words alone say so of exact figures of one unit and one time;
otherwise it is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from xxgk.reading.audit.codes import (
    BOUND,
    CUT_SHARE,
    DIFFERENCE,
    GROWTH,
    LIKELY_BOUND,
    LIKELY_GROWTH,
    LIKELY_SHARE,
    LIKELY_SUM,
    MILDER,
    OVERLAP,
    RATIO,
    SAME,
    SHARE,
    SHARES,
    SUM,
)
from xxgk.reading.audit.divisions import Division, read_divisions, tie_words
from xxgk.reading.audit.figures import Amount, Key, Operand, operand
from xxgk.reading.audit.records import Relation
from xxgk.reading.audit.rules import Rule, Term
from xxgk.reading.base.records import Fact
from xxgk.reading.measures import TENTHS, share_bounds
from xxgk.reading.quantities import decimal_text

_HUNDRED = Decimal(100)
_PER_CENT = {"‰": Decimal("0.1"), TENTHS: Decimal(10)}
_EXPLICIT = ("part", "divide", "head", "bracket", "colon")  # what opens a list in so many words
_Bounds = tuple[Decimal, Decimal]


def tree_rules(facts: Sequence[Fact]) -> tuple[list[Rule], dict[Key, Operand]]:
    """Apply what the sentences state to the figures of a report.

    Returns
    -------
    list of Rule and dict of Key to Operand
        One rule for each relation, and the figures that they speak of.
    """
    tree = _Tree(facts)
    rules = [rule for division in read_divisions(facts) for rule in tree.of_list(division)]
    for fact in tree.places.values():
        rules += tree.of_rate(fact)
    return rules, tree.figures


def graded(relation: Relation) -> Relation:
    """Make a relation of the tree that is broken in its last digit, or between hedged figures, a warning."""
    if relation.outcome != "broken":
        return relation
    if relation.grade == "last_digit":
        return replace(relation, identity=CUT_SHARE)
    milder = MILDER.get(relation.code, relation.identity)
    return replace(relation, identity=milder) if relation.grade == "loose" else relation


class _Tree:
    """The figures of the text by their places, and the rules between them."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.places = {fact.address: fact for fact in reversed(facts) if fact.period}
        self.figures: dict[Key, Operand] = {}
        self.firm: set[str] = set()  # members of lists that must hold

    def _key(self, fact: Fact) -> Key:
        key = Key(fact.indicator, fact.level, fact.applicant, fact.start + 1)
        if key not in self.figures:
            self.figures[key] = _operand(fact)
        return key

    def _suppose(self, amount: Amount, text: str, near: Key) -> Key:
        """Make a figure that follows from printed ones."""
        key = Key("", copy=-near.copy)
        self.figures[key] = Operand(amount, text)
        return key

    def of_list(self, division: Division) -> Iterator[Rule]:
        """Yield what a list states: that its parts make the whole, or are not more than it."""
        members = [self._key(fact) for fact in division.members]
        parts = tuple(map(Term, members))
        if not division.heads:
            if self._tells(division, members):
                yield Rule(SHARES, "", "", (Term(None, constant=_HUNDRED),), parts)
            return
        heads = [self._key(fact) for fact in division.heads]
        firm = _must_hold(division)
        if firm:
            self.firm.update(fact.address for fact in division.members)
        low, high = _sums(self.figures, heads, members)
        above = low[0] > high[1]
        if division.overlap and above and not division.whole:
            identity = OVERLAP
        elif division.whole or (low[1] >= high[0] and not above):
            identity = SUM if firm and division.whole else LIKELY_SUM
        else:
            identity = BOUND if firm else LIKELY_BOUND
        yield Rule(identity, "", "", tuple(map(Term, heads)), parts)

    def _tells(self, division: Division, shares: Sequence[Key]) -> bool:
        """Tell whether shares are worth adding up: they fill a hundred, exceed it or claim to, and are not all checked.

        Where each has its count and its whole, it is checked by itself; then only a sum that holds although one of
        them is wrong is worth telling.
        """
        (low, high), _ = _sums(self.figures, (), shares)
        if all(fact.about and fact.of for fact in division.members):
            return low <= _HUNDRED <= high and not all(map(self._fits, division.members))
        return high >= _HUNDRED or bool(division.whole)

    def _fits(self, share: Fact) -> bool:
        places = [share.about, *share.of.split()]
        if len(places) < 2 or any(place not in self.places for place in places):
            return False
        count, *wholes = (self.places[place] for place in places)
        part = self.figures[self._key(count)].amount
        (low, high), _ = _sums(self.figures, (), [self._key(whole) for whole in wholes])
        printed = self.figures[self._key(share)].amount
        possible = share_bounds((part.low, part.high), (low, high)) if part else None
        return (
            possible is not None and printed is not None and possible[0] <= printed.high and printed.low <= possible[1]
        )

    def of_rate(self, fact: Fact) -> Iterator[Rule]:
        """Yield what a share, a growth, a change or a multiple states, and two figures that claim one name."""
        count = self.places.get(fact.about)
        wholes = [self.places[place] for place in fact.of.split() if place in self.places]
        if fact.relation == "same" and len(wholes) == 1:
            yield Rule(SAME, "", "", (Term(self._key(wholes[0])),), (Term(self._key(fact)),))
        if count is None:
            return
        if fact.relation == "share" and wholes:
            yield self._share(fact, count, wholes)
        elif fact.relation == "growth":
            yield from self._growth(fact, count, wholes)
        elif fact.relation == "difference" and len(wholes) == 1:
            yield self._difference(fact, count, wholes[0])
        elif fact.relation == "ratio" and len(wholes) == 1:
            yield Rule(RATIO, "", "", (Term(self._key(wholes[0])),), (Term(self._key(count)), Term(self._key(fact))))

    def _share(self, fact: Fact, count: Fact, wholes: Sequence[Fact]) -> Rule:
        keys = [self._key(whole) for whole in wholes]
        whole = keys[0] if len(keys) == 1 else self._joint(keys)
        identity = SHARE if count.address in self.firm and "arithmetic" not in tie_words(fact) else LIKELY_SHARE
        return Rule(identity, "", "", (Term(whole),), (Term(self._key(count)), Term(self._key(fact))))

    def _joint(self, keys: Sequence[Key]) -> Key:
        if any(self.figures[key].amount is None for key in keys):
            return keys[0]
        amounts = [self.figures[key].known for key in keys]
        (low, high), _ = _sums(self.figures, (), keys)
        total = Amount(sum((amount.number for amount in amounts), Decimal(0)), low, high)
        return self._suppose(total, "(" + " + ".join(self.figures[key].printed for key in keys) + ")", keys[0])

    def _growth(self, fact: Fact, count: Fact, bases: Sequence[Fact]) -> Iterator[Rule]:
        value, rate = self._key(count), self._key(fact)
        if not bases:
            yield Rule(LIKELY_GROWTH, "", "", (Term(value),), (Term(rate),))
            return
        base = self._key(bases[0])
        if bases[0].relation == "difference":
            base = self._before_change(value, base, rate)
        exact = all(one.qualifier in ("", "exact") for one in (fact, count, *bases))
        identity = GROWTH if exact and "arithmetic" not in tie_words(fact) else LIKELY_GROWTH
        yield Rule(identity, "", "", (Term(value), Term(base)), (Term(rate),))

    def _before_change(self, value: Key, change: Key, rate: Key) -> Key:
        """Make the figure from which a change led to a value."""
        now, step, speed = (self.figures[key].amount for key in (value, change, rate))
        if now is None or step is None or speed is None:
            return change
        texts = (self.figures[value].printed, self.figures[change].printed.lstrip("-"))
        if speed.number < 0:
            return self._suppose(
                Amount(now.number + abs(step.number), now.low + step.low, now.high + step.high),
                "({} + {})".format(*texts),
                value,
            )
        return self._suppose(
            Amount(now.number - step.number, now.low - step.high, now.high - step.low),
            "({} - {})".format(*texts),
            value,
        )

    def _difference(self, fact: Fact, count: Fact, base: Fact) -> Rule:
        rises = Decimal(count.value or 0) >= Decimal(base.value or 0)
        parts = (Term(self._key(base)), Term(self._key(fact), 1 if rises else -1))
        return Rule(DIFFERENCE, "", "", (Term(self._key(count)),), parts)


def _operand(fact: Fact) -> Operand:
    """Make a figure to compute with: rates in per cent, and numbers in words or with 万 written out."""
    made = operand(fact)
    if made.amount is None:
        return made
    scale = _PER_CENT.get(fact.unit)
    if scale:
        amount = Amount(made.amount.number * scale, made.amount.low * scale, made.amount.high * scale)
        printed = made.printed if fact.unit in made.printed else made.printed + fact.unit  # 两成多; 两 and 成
        return replace(made, amount=amount, printed=printed, unit="%")
    plain = made.printed.strip("%％").replace(",", "").replace(".", "")
    return made if plain.isascii() and plain.isdigit() else replace(made, printed=decimal_text(made.amount.number))


def _must_hold(division: Division) -> bool:
    """Tell whether the words alone, and exact figures of one unit and one time, leave no way out."""
    figures = (*division.heads, *division.members)
    members = division.members[:-1] if division.whole == "rest" else division.members  # what is left needs no name
    labels = [fact.label for fact in members]
    return (
        division.opener in _EXPLICIT
        and len(division.heads) == 1
        and not division.by_arithmetic
        and not division.overlap
        and len({fact.unit for fact in figures}) == 1
        and len({fact.period for fact in figures}) == 1
        and all(fact.qualifier in ("", "exact") for fact in figures)
        and len(set(labels)) == len(labels)
        and all(labels)
    )


def _sums(figures: Mapping[Key, Operand], total: Sequence[Key], parts: Sequence[Key]) -> tuple[_Bounds, _Bounds]:
    """Add up the parts and the whole: lower and upper bound of the parts, then of the whole."""
    bounds = []
    for side in (parts, total):
        amounts = [figures[key].amount or Amount(None, Decimal(0), Decimal("Infinity")) for key in side]
        low = sum((amount.low for amount in amounts), Decimal(0))
        bounds.append((low, sum((amount.high for amount in amounts), Decimal(0))))
    return bounds[0], bounds[1]
