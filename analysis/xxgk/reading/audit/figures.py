"""Figures of a facts table, each as the bounds of what it can stand for, looked up by what they count."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from xxgk.reading.measures import TIMES
from xxgk.reading.quantities import decimal_text, interval

# Values are floats in the facts table: 15 digits are what a float is sure to keep of what was printed.
DIGITS = 15
GREATEST = 10**DIGITS
# The table is the report's own account of itself; prose beside it restates.
_IN_TABLE = "t"
_CELL = re.compile(r" c\d+")
_COLUMNS = (
    "indicator",
    "level",
    "applicant",
    "value",
    "unit",
    "qualifier",
    "printed",
    "place",
    "start",
    "end",
)
PREVIOUS = "previous:"


class Key(NamedTuple):
    """What a figure counts. `copy` numbers the restatements of one figure; the one to rely on is 0."""

    indicator: str
    level: str = ""
    applicant: str = ""
    copy: int = 0

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
    def width(self) -> Decimal:
        return self.high - self.low

    def meets(self, other: "Amount") -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Figure:
    """One fact as the audit sees it; `amount` is None where the cell is blank or beyond exact arithmetic."""

    amount: Amount | None
    printed: str
    unit: str = ""
    place: str = ""
    problem: str = ""


Figures = Mapping[Key, Figure]


def exactly(value: Decimal | int) -> Amount:
    """Make the amount of a number that is known exactly."""
    number = Decimal(value)
    return Amount(number, number, number)


def index_figures(facts: pd.DataFrame, previous: pd.DataFrame | None = None) -> dict[Key, Figure]:
    """Look up the figures of a report by what they count.

    Parameters
    ----------
    facts
        Facts of one report; columns that are absent count as blank.
    previous
        Facts of the same organ's report for the year before; its indicators get the prefix ``previous:``.

    Returns
    -------
    dict of Key to Figure
        Where several figures count the same, copy 0 is a table's cell if there is one, and else the most
        exact.
    """
    figures = dict(_ranked(_grouped(facts, "")))
    if previous is not None:
        figures |= _ranked(_grouped(previous, PREVIOUS))
    return figures


def _ranked(groups: Mapping[Key, list[Figure]]) -> Iterable[tuple[Key, Figure]]:
    for key, figures in groups.items():
        for copy, figure in enumerate(sorted(figures, key=_rank) if len(figures) > 1 else figures):
            yield key._replace(copy=copy), figure


def _rank(figure: Figure) -> tuple[bool, Decimal]:
    return (
        not _CELL.search(figure.place),
        figure.amount.width if figure.amount else Decimal("Infinity"),
    )


def _grouped(facts: pd.DataFrame, prefix: str) -> dict[Key, list[Figure]]:
    groups = defaultdict(list)
    columns = [_column(facts, name) for name in _COLUMNS]
    for indicator, level, applicant, *rest in zip(*columns, strict=True):
        if indicator:
            groups[Key(prefix + indicator, level, applicant)].append(_figure(*rest))
    return groups


def _column(facts: pd.DataFrame, name: str) -> list:
    if name not in facts.columns:
        return [None if name == "value" else ""] * len(facts)
    column = facts[name]
    if name == "value":
        numbers = pd.to_numeric(column, errors="coerce").astype("float64")
        return [None if pd.isna(number) else number for number in numbers.tolist()]
    return ["" if pd.isna(entry) else str(entry) for entry in column.tolist()]


def _figure(value: float | None, unit: str, qualifier: str, printed: str, place: str, start: str, end: str) -> Figure:
    in_prose = place and not place.startswith(_IN_TABLE) and start and end
    where = f"{place}:{start}-{end}" if in_prose else place
    if value is None:
        return Figure(None, printed, unit, where, "blank")
    if abs(value) > GREATEST:
        return Figure(None, printed, unit, where, "too_large")
    number = Decimal(f"{value:.{DIGITS}g}")
    text = printed or decimal_text(number)
    try:
        low, high = interval(number, qualifier or "exact", text + unit if unit == TIMES else text)
    except (ValueError, ArithmeticError):
        return Figure(None, text, unit, where, "unreadable")
    return Figure(Amount(number, low, high), text, unit, where)
