"""Facts as a rule computes with them: each as the bounds of what it can stand for, looked up by what it counts."""

import re
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from xxgk.reading.base.records import Fact
from xxgk.reading.measures import TENTHS, TIMES
from xxgk.reading.quantities import decimal_text, interval

# Greater numbers are no counts: a slip of the typist, or digits of two figures that ran together.
GREATEST = 10**15
# The table is the report's own account of itself; prose beside it restates.
_CELL = re.compile(r" c\d+")
PREVIOUS = "previous:"


class Key(NamedTuple):
    """What a figure counts. `copy` numbers the restatements of one figure; the one to rely on is 0."""

    indicator: str
    level: str = ""
    applicant: str = ""
    copy: int = 0

    @property
    def is_previous(self) -> bool:
        """Whether it is a figure of the report for the year before."""
        return self.indicator.startswith(PREVIOUS)

    def __str__(self) -> str:
        level = f"@{self.level}" if self.level else ""
        applicant = f"/{self.applicant}" if self.applicant else ""
        return f"{self.indicator}{level}{applicant}"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number known between bounds; `value` is None where it is not known, or more than one number."""

    value: Decimal | None
    low: Decimal
    high: Decimal

    @property
    def number(self) -> Decimal:
        """The number, of an amount that is known to be one."""
        if self.value is None:
            raise ValueError("the amount is no single number")
        return self.value

    @property
    def width(self) -> Decimal:
        return self.high - self.low

    def meets(self, other: "Amount") -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Operand:
    """One fact as rules compute with it; `amount` is None where the cell is blank or beyond exact arithmetic.

    `fact` is None for a figure that is only supposed: what a total would be if its parts are right.
    """

    amount: Amount | None
    printed: str
    unit: str = ""
    problem: str = ""
    fact: Fact | None = None

    @property
    def known(self) -> Amount:
        """The amount, of a figure that is not missing."""
        if self.amount is None:
            raise ValueError(f"the figure {self.printed!r} is not known")
        return self.amount


Operands = Mapping[Key, Operand]


def exactly(value: Decimal | int) -> Amount:
    """Make the amount of a number that is known exactly."""
    number = Decimal(value)
    return Amount(number, number, number)


def supposed(value: Decimal) -> Operand:
    """Make a figure of a number that no report prints."""
    return Operand(exactly(value), decimal_text(value))


def instead(figures: Operands, changes: Mapping[Key, Operand]) -> Operands:
    """Look at figures with some of them replaced; they stay as they are themselves."""
    return ChainMap(dict(changes), figures)  # type: ignore[arg-type]  # a view that nobody writes to


def index_figures(facts: Iterable[Fact], previous: Iterable[Fact] | None = None) -> dict[Key, Operand]:
    """Look up the figures of a report by what they count.

    Parameters
    ----------
    facts
        Facts of one report; those without an indicator are left out.
    previous
        Facts of the same organ's report for the year before; its indicators get the prefix ``previous:``.

    Returns
    -------
    dict of Key to Operand
        Where several figures count the same, copy 0 is a table's cell if there is one, and else the most
        exact.
    """
    operands = dict(_ranked(_grouped(facts, "")))
    if previous is not None:
        operands |= _ranked(_grouped(previous, PREVIOUS))
    return operands


def _ranked(groups: Mapping[Key, list[Operand]]) -> Iterable[tuple[Key, Operand]]:
    for key, operands in groups.items():
        for copy, operand in enumerate(sorted(operands, key=_rank) if len(operands) > 1 else operands):
            yield key._replace(copy=copy), operand


def _rank(operand: Operand) -> tuple[bool, Decimal]:
    return (
        operand.fact is None or not _CELL.search(operand.fact.place),
        operand.amount.width if operand.amount else Decimal("Infinity"),
    )


def _grouped(facts: Iterable[Fact], prefix: str) -> dict[Key, list[Operand]]:
    groups = defaultdict(list)
    for fact in facts:
        if fact.indicator:
            groups[Key(prefix + fact.indicator, fact.level, fact.applicant)].append(operand(fact))
    return groups


def operand(fact: Fact) -> Operand:
    """Make of a fact what rules compute with."""
    number = _number(fact.value)
    if number is None:
        return Operand(None, fact.printed, fact.unit, "blank", fact)
    if abs(number) > GREATEST:
        return Operand(None, fact.printed, fact.unit, "too_large", fact)
    text = fact.printed or decimal_text(number)
    try:
        printed = text + fact.unit if fact.unit in (TIMES, TENTHS) else text
        low, high = interval(number, fact.qualifier or "exact", printed)
    except (ValueError, ArithmeticError):
        return Operand(None, text, fact.unit, "unreadable", fact)
    return Operand(Amount(number, low, high), text, fact.unit, "", fact)


def _number(value: str) -> Decimal | None:
    """Read the value of a fact; None where it is blank or, in a file that people have edited, no number."""
    if not value:
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return None if number.is_nan() else number
