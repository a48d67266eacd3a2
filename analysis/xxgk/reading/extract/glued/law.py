"""What must hold between the cells of a table, as bounds on sums of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from xxgk.reading.audit.figures import Amount, Key, Operand
from xxgk.reading.audit.rules import Rule, apply_identities
from xxgk.reading.base.records import Fact
from xxgk.reading.extract.glued.solve import Number, Reading, Relation
from xxgk.reading.extract.glued.stretches import Segment
from xxgk.reading.extract.tables import LEVEL
from xxgk.reading.forms import Form
from xxgk.reading.quantities import interval

_SUMS = ("sum", "difference", "balance")
_SEVERITIES = ("definition", "inequality")
_INFINITY = Decimal("Infinity")
_Place = tuple[int, int]  # row and column of a cell


def relations(form: Form, rows: Sequence[Segment], prose: Sequence[Fact], level: str = LEVEL) -> list[Relation]:
    """Collect what must hold by definition between the cells of a table, and what the prose says of them."""
    cells = {
        Key(segment.block.indicator(segment.row, column), level, column.applicant): (row, number)
        for row, segment in enumerate(rows)
        for number, column in enumerate(segment.block.columns)
    }
    figures = dict.fromkeys(cells, Operand(None, ""))
    for fact in prose:
        key = Key(fact.indicator, fact.level, fact.applicant)
        if fact.indicator and fact.value:
            value = Decimal(fact.value)
            amount = Amount(value, *interval(value, fact.qualifier, fact.printed))
            figures[key._replace(copy=1) if key in cells else key] = Operand(amount, fact.printed)
    # That the text states a cell again tells how to cut it, whatever it would mean if the two differed.
    law = [one for one in form.identities if one.severity in _SEVERITIES or one.kind == "restatement"]
    found = (_relation(rule, cells, figures) for rule in apply_identities(law, figures))
    return [relation for relation in found if relation]


def within(row: int, law: Sequence[Relation]) -> tuple[list[_Place], list[Relation]]:
    """Find the relations within one row: columns that add up to the next one, as (first, total), and the others."""
    own = [one for one in law if not one.stated and all(cell[0] == row for cell in one.cells)]
    sums = {position: _columns(one) for position, one in enumerate(own) if _columns(one)}
    return list(sums.values()), [one for position, one in enumerate(own) if position not in sums]


def between_rows(law: Sequence[Relation], rows: Sequence[int]) -> list[Relation]:
    """Keep the relations between the rows given, which are numbered anew; what holds within a row is settled before."""
    number = {row: position for position, row in enumerate(rows)}
    return [
        replace(one, cells=tuple((number[row], column, factor) for row, column, factor in one.cells))
        for one in law
        if all(row in number for row, _, _ in one.cells) and (one.stated or len({row for row, _, _ in one.cells}) > 1)
    ]


def satisfies(reading: Reading, own: Sequence[Relation]) -> bool:
    """Tell whether a row satisfies relations within it; a cell with nothing to count satisfies all."""
    for relation in own:
        amounts = [(factor, reading[column]) for _, column, factor in relation.cells]
        if all(amount is not None for _, amount in amounts):
            total = sum(factor * amount for factor, amount in amounts)
            if not relation.low <= total <= relation.high:
                return False
    return True


def _columns(relation: Relation) -> _Place | None:
    """Give the first column and the total of a sum of neighbouring columns; None for any other relation."""
    factors = {column: factor for _, column, factor in relation.cells}
    first, total = min(factors), max(factors)
    is_sum = relation.low == relation.high == 0 and total - first + 1 == len(factors) > 1
    return (first, total) if is_sum and set(factors.values()) == {1, -1} and factors[total] == 1 else None


def _relation(rule: Rule, cells: dict[Key, _Place], figures: dict[Key, Operand]) -> Relation | None:
    """Write a rule as bounds on a sum of cells; None where it is no sum, or a member is not known."""
    if rule.identity.kind not in (*_SUMS, "bound", "restatement"):
        return None
    factors: dict[_Place, int] = {}
    low = high = Decimal(0)
    for term, side in [*((term, 1) for term in rule.total), *((term, -1) for term in rule.parts)]:
        factor = side * term.factor
        if term.key in cells:
            factors[cells[term.key]] = factors.get(cells[term.key], 0) + factor
            continue
        figure = figures.get(term.key) if term.key else None
        if term.key and (figure is None or figure.amount is None):
            return None
        ends = (figure.amount.low, figure.amount.high) if figure else (term.constant, term.constant)
        low, high = low + min(factor * end for end in ends), high + max(factor * end for end in ends)
    if not factors:
        return None
    upper = _INFINITY if rule.identity.kind == "bound" else -low
    members = tuple((row, column, factor) for (row, column), factor in factors.items())
    return Relation(members, _whole(-high), _whole(upper), stated=rule.identity.kind == "restatement")


def _whole(number: Decimal) -> Number:
    """Make a whole number an int, which adds up several times as fast."""
    return int(number) if number.is_finite() and number == number.to_integral_value() else number
