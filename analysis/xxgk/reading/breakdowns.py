"""How a report divides its figures: each list of parts with its whole, whether or not anyone knows what they count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xxgk.reading.audit.divisions import Division, read_divisions
from xxgk.reading.base.records import Fact

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of one whole that a report prints.

    Attributes
    ----------
    breakdown, number
        Number of the list in the report, and of the part in its list, from 1.
    wholes
        The figures that are divided, several only where they are one whole together; empty where only shares are
        printed.
    part
        The part's figure; of a share without a count, the share.
    share
        The share that is printed for it, if any.
    complete
        Whether the list claims to be the whole, or adds up to it.
    overlap
        Whether one thing may count in several parts, as with ways of publication.
    by_arithmetic
        Whether only the figures, and not the words, say what it is a part of.
    """

    breakdown: int
    number: int
    wholes: tuple[Fact, ...]
    part: Fact
    share: Fact | None
    complete: bool
    overlap: bool
    by_arithmetic: bool

    @property
    def whole(self) -> Decimal | None:
        """The value of the whole; None where it is not printed."""
        return sum((_value(fact) for fact in self.wholes), Decimal(0)) if self.wholes else None

    @property
    def share_pct(self) -> Decimal | None:
        """The part in per cent of the printed whole; None where that is not printed, or nought."""
        return _HUNDRED * _value(self.part) / self.whole if self.whole and self.part is not self.share else None


def read_breakdowns(facts: Iterable[Fact]) -> list[Part]:
    """Read the breakdowns of a report from its facts.

    Parameters
    ----------
    facts
        The facts of one report, as they are kept; those without the columns `of` and `tie` give none.

    Returns
    -------
    list of Part
        One for each part of each whole, list by list, in the order of the text.
    """
    facts = tuple(facts)
    # A share of another whole than the list's, or of one that is not printed, says nothing of the part in the list.
    shares = {(fact.about, fact.of): fact for fact in facts if fact.relation == "share" and fact.about}
    counted = {fact.address for fact in facts if fact.about}
    lists = [one for one in read_divisions(facts) if one.heads or not counted & {fact.address for fact in one.members}]
    return [part for number, division in enumerate(lists, 1) for part in _parts(number, division, shares)]


def _parts(breakdown: int, division: Division, shares: Mapping[tuple[str, str], Fact]) -> Iterator[Part]:
    complete = bool(division.whole) or _adds_up(division.heads, division.members)
    for number, fact in enumerate(division.members, 1):
        share = fact if not division.heads else shares.get((fact.address, fact.of))
        flags = (complete, division.overlap, division.by_arithmetic)
        yield Part(breakdown, number, division.heads, fact, share, *flags)


def _adds_up(wholes: Sequence[Fact], parts: Sequence[Fact]) -> bool:
    return bool(wholes) and sum(map(_value, wholes)) == sum(map(_value, parts))


def _value(fact: Fact) -> Decimal:
    return Decimal(fact.value or 0)
