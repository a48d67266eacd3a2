"""Which splits of a table's rows satisfy what must add up in it.

Each row has a few possible readings; each relation bounds a sum over some of their cells. A reading is lawful where
some choice of readings for all the other rows satisfies every relation. Bounds are narrowed first; what is left is
searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

Number = int | Decimal
Reading = tuple[Number | None, ...]
Domains = list[list[int]]  # for each row the numbers of the readings still possible

MOST_WORK = 1_500_000  # readings looked at; about a second


@dataclass(frozen=True, slots=True)
class Relation:
    """``low <= sum of factor * cell <= high`` over cells given as (row, column, factor).

    `stated` tells what the prose says of a cell from what must add up.
    """

    cells: tuple[tuple[int, int, int], ...]
    low: Number
    high: Number
    stated: bool = False


class Unsolvable(Exception):
    """No choice of readings satisfies every relation."""


class _TooLong(Exception):
    """The search took too long."""


def solve(
    readings: Sequence[Sequence[Reading]], relations: Sequence[Relation], domains: Domains | None = None
) -> Domains:
    """Find the lawful readings of every row, among all or among those in `domains`.

    Returns
    -------
    list of list of int
        For each row the numbers of its lawful readings; more than one means that it is ambiguous. Where the search
        would take too long, readings that were not refuted count as lawful.

    Raises
    ------
    Unsolvable
        The relations contradict each other whatever the readings.
    """
    problem = _Problem(readings, relations)
    domains = domains or [list(range(len(options))) for options in readings]
    try:
        domains = problem.narrow(domains)
        for row in sorted(range(len(domains)), key=lambda row: len(domains[row])):
            if len(domains[row]) > 1:
                domains[row] = [one for one in domains[row] if problem.supports(domains, row, one)]
                domains = problem.narrow(domains)
    except _TooLong:
        pass
    return domains


class _Problem:
    def __init__(self, readings: Sequence[Sequence[Reading]], relations: Sequence[Relation]) -> None:
        self._work = 0
        self._relations: list[tuple[Relation, dict[int, list[Number]]]] = []
        for relation in relations:
            # A cell that says that there is nothing to count takes part in no sum.
            if all(reading[column] is not None for row, column, _ in relation.cells for reading in readings[row]):
                self._relations.append((relation, _shares(relation, readings)))

    def narrow(self, domains: Domains) -> Domains:
        """Drop readings that no choice of the others can complete, until nothing changes."""
        domains = list(domains)
        changed = True
        while changed:
            changed = False
            for relation, shares in self._relations:
                chosen = {row: [share[one] for one in domains[row]] for row, share in shares.items()}
                self._spend(sum(map(len, chosen.values())))
                least, most = {row: min(s) for row, s in chosen.items()}, {row: max(s) for row, s in chosen.items()}
                low, high = sum(least.values()), sum(most.values())
                for row, share in shares.items():
                    # What the other rows leave for this one.
                    floor, ceiling = relation.low - high + most[row], relation.high - low + least[row]
                    if floor <= least[row] and most[row] <= ceiling:
                        continue
                    domains[row] = [one for one in domains[row] if floor <= share[one] <= ceiling]
                    changed = True
                    if not domains[row]:
                        raise Unsolvable
        return domains

    def supports(self, domains: Domains, row: int, reading: int) -> bool:
        """Tell whether some solution has this reading in this row."""
        trial = list(domains)
        trial[row] = [reading]
        try:
            trial = self.narrow(trial)
        except Unsolvable:
            return False
        open_rows = [row for row, options in enumerate(trial) if len(options) > 1]
        if not open_rows:
            return True
        next_row = min(open_rows, key=lambda row: len(trial[row]))
        return any(self.supports(trial, next_row, option) for option in trial[next_row])

    def _spend(self, work: int) -> None:
        self._work += work
        if self._work > MOST_WORK:
            raise _TooLong


def _shares(relation: Relation, readings: Sequence[Sequence[Reading]]) -> dict[int, list[Number]]:
    """Work out what each reading of each row adds to the sum."""
    shares: dict[int, list[Number]] = {}
    for row, column, factor in relation.cells:
        amounts = [factor * reading[column] for reading in readings[row]]
        shares[row] = [old + new for old, new in zip(shares[row], amounts, strict=True)] if row in shares else amounts
    return shares
