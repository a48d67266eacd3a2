"""Which reading of a row that ran together is certain.

What must add up narrows the readings of a row, and by that alone none is certain: an office that printed ``62 1 0 0 0
0 27`` has made a slip, and ``621000027`` read as ``6 21 0 0 0 0 27`` would hide it. A reading is certain where the
widths leave no other, where the sums of its columns, or what the text states again, hold with it, or where in a row of
several sums it alone keeps all, and no other, with all parts within their wholes, keeps all but one.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import islice

from xxgk.reading.extract.glued.cells import APART, MANY, SET, Row
from xxgk.reading.extract.glued.law import between_rows, satisfies, within
from xxgk.reading.extract.glued.solve import Domains, Number, Reading, Relation, Unsolvable, solve
from xxgk.reading.extract.glued.splits import Cells, Sums, TooMany, splits
from xxgk.reading.extract.glued.stretches import Segment
from xxgk.reading.extract.tables.values import NOTHING
from xxgk.reading.forms.layouts import half_width

DECIDED, AMBIGUOUS, CONTRADICTORY = "decided", "ambiguous", "contradictory"
MOST_READINGS = 500  # of one row; a lawful table leaves a few dozen, and with more than that the row is ambiguous


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: its readings as far as they are lawful, and the one by which it adds up, if that is all."""

    status: str
    readings: tuple[Cells, ...] = ()
    if_sum: Cells = ()
    cut: bool = False


@dataclass(frozen=True, slots=True)
class _Options:
    """The readings of a row; `only` where nothing but its widths or the marks between its cells tell them.

    `free` are those without regard to what must add up, as far as they can be listed; `sums` what was used instead.
    """

    readings: list[Cells] | None
    only: bool = False
    free: tuple[Cells, ...] = ()
    sums: Sums = ()
    cut: bool = False


def decide(
    text: str, rows: Sequence[Segment], marks: Sequence[Row], may_be_cut: bool, law: Sequence[Relation]
) -> list[Outcome]:
    """Decide the readings of a table's rows.

    Parameters
    ----------
    text
        The report's text.
    rows
        The rows that have figures.
    marks
        Of each what the marks between its cells tell.
    may_be_cut
        Whether the table ran together and has no blank cells, so that the digits of a row tell its cells.
    law
        What must add up in it.
    """
    options = [_options(text, *row, law, may_be_cut) for row in enumerate(zip(rows, marks, strict=True))]
    for row, option in enumerate(options):
        if option.readings is None and option.cut and (cells := _from_others(text, rows[row], row, options, law)):
            options[row] = replace(option, readings=[cells], only=True)
    known = [row for row, option in enumerate(options) if option.readings]
    values = [[values_of(text, cells) for cells in options[row].readings] for row in known]
    between = between_rows(law, known)
    kept, used = _lawful_or_certain(values, between)
    outcomes = [_outcome(option, None) for option in options]
    for position, row in enumerate(known):
        outcomes[row] = _outcome(options[row], kept[position], rows[row], text, _covered(position, used))
    return outcomes


def _lawful_or_certain(
    values: Sequence[Sequence[Reading]], between: Sequence[Relation]
) -> tuple[Sequence[Sequence[int] | None], Sequence[Relation]]:
    """Choose the lawful readings of every row; where rows contradict each other, those that all the same are certain.

    Certain is then only a row of which the other rows fix every cell, once the contradicting sum is left out.
    """
    try:
        return _lawful(values, between)
    except Unsolvable:
        lawful, used = _consistent(values, [one for one in between if not one.stated])
    kept: list[Sequence[int] | None] = [None] * len(values)
    for row, keep in enumerate(lawful):
        if len(keep) == 1 and _covered(row, used) == len(values[row][0]):
            kept[row] = keep
    return kept, used


def _options(text: str, row: int, told: tuple[Segment, Row], law: Sequence[Relation], may_be_cut: bool) -> _Options:
    """List the readings of a row that satisfy the relations within it; None where there are too many or none is told.

    A row that can be split in one way only is read like that, lawful or not: contradictions are for the audit to find.
    """
    segment, marks = told
    if marks.status == SET:
        return _Options(list(marks.readings), only=True)
    if marks.status in (APART, MANY) or not may_be_cut:
        return _Options(None, free=marks.readings)
    run = text[segment.start : segment.end]
    kinds = _kinds(segment)
    sums, others = within(row, law)
    try:
        free = _moved(segment, islice(splits(run, kinds), MOST_READINGS + 1))
    except TooMany:
        free = ()
    if len(free) == 1:
        return _Options(list(free), only=True, cut=True)
    try:
        found = _moved(segment, islice(splits(run, kinds, sums), MOST_READINGS + 1))
    except TooMany:
        return _Options(None, cut=True)
    free = free if len(free) <= MOST_READINGS else ()
    if len(found) > MOST_READINGS:
        return _Options(None, free=free, cut=True)
    own = [one for one in found if satisfies(values_of(text, one), others)]
    return _Options(own, free=free, sums=sums, cut=True)


def _from_others(
    text: str, segment: Segment, row: int, options: Sequence[_Options], law: Sequence[Relation]
) -> Cells | None:
    """Work out a row from the others, which have one reading each; its digits must be just those."""
    cells, at = [], segment.start
    for column in range(len(segment.block.columns)):
        value = next(filter(None, (_solved(text, row, column, options, one) for one in law)), None)
        if value is None or not text.startswith(value, at):
            return None
        cells.append((at, at + len(value)))
        at += len(value)
        at += len(text[at : segment.end]) - len(text[at : segment.end].lstrip())
    return tuple(cells) if at >= segment.end else None


def _solved(text: str, row: int, column: int, options: Sequence[_Options], relation: Relation) -> str | None:
    """Solve a relation for one cell; None where it does not fix it."""
    factor = next((factor for at, place, factor in relation.cells if (at, place) == (row, column)), 0)
    others = [one for one in relation.cells if one[:2] != (row, column)]
    single = all(at != row and len(options[at].readings or ()) == 1 for at, _, _ in others)
    if not factor or relation.stated or relation.low != relation.high or not single:
        return None
    values = [(factor, values_of(text, options[at].readings[0])[place]) for at, place, factor in others]
    if any(value is None for _, value in values):
        return None
    rest = (relation.low - sum(factor * value for factor, value in values)) / Decimal(factor)
    return str(int(rest)) if rest >= 0 and rest == int(rest) else None


def _kinds(segment: Segment) -> list[str]:
    return [segment.row.kind or column.kind for column in segment.block.columns]


def _moved(segment: Segment, found: islice) -> tuple[Cells, ...]:
    return tuple(tuple((segment.start + start, segment.start + end) for start, end in cells) for cells in found)


def _lawful(values: Sequence[Sequence[Reading]], between: Sequence[Relation]) -> tuple[Domains, Sequence[Relation]]:
    """Choose the lawful readings of every row: what must add up decides first, then what the prose states again.

    Returns
    -------
    tuple
        Them, and the relations that hold with what was chosen.

    Raises
    ------
    Unsolvable
        The rows contradict each other.
    """
    sums = [relation for relation in between if not relation.stated]
    lawful = solve(values, sums)
    stated = [one for one in between if one.stated and _can_hold(one, values, lawful)]
    with suppress(Unsolvable):
        return solve(values, [*sums, *stated], lawful), [*sums, *stated]
    return lawful, sums


def _consistent(values: Sequence[Sequence[Reading]], sums: Sequence[Relation]) -> tuple[Domains, Sequence[Relation]]:
    """Leave out the one sum of rows that contradicts the others; nothing where there is none or more than one."""
    found = []
    for rows in {_rows(relation) for relation in sums}:
        others = [relation for relation in sums if _rows(relation) != rows]
        with suppress(Unsolvable):
            found.append((solve(values, others), others))
    return found[0] if len(found) == 1 else ([], ())


def _rows(relation: Relation) -> frozenset[int]:
    return frozenset(row for row, _, _ in relation.cells)


def _can_hold(relation: Relation, values: Sequence[Sequence[Reading]], lawful: Domains) -> bool:
    """Tell whether any reading of its row agrees with what the prose states of a cell, or of cells of the row."""
    row, *others = {row for row, _, _ in relation.cells}
    return not others and any(satisfies(values[row][number], [relation]) for number in lawful[row])


def _covered(row: int, used: Sequence[Relation]) -> int:
    """Count the cells of a row that other rows, or the text, fix."""
    fixed = [relation for relation in used if relation.low == relation.high]
    return len({column for relation in fixed for at, column, _ in relation.cells if at == row})


def _outcome(
    option: _Options, keep: Sequence[int] | None, segment: Segment | None = None, text: str = "", covered: int = 0
) -> Outcome:
    if option.readings is None:
        return Outcome(AMBIGUOUS, option.free, cut=option.cut)
    if option.only:
        return Outcome(DECIDED, tuple(option.readings), cut=option.cut)
    if not option.readings:
        return Outcome(CONTRADICTORY, cut=True)
    if keep is None:
        only = option.readings[0] if len(option.readings) == 1 else ()
        return Outcome(AMBIGUOUS, option.free, only, cut=True)
    readings = tuple(option.readings[number] for number in keep)
    if len(readings) > 1:
        return Outcome(AMBIGUOUS, readings, cut=True)
    columns = len(readings[0])
    if not option.sums or covered >= columns - 1 or _is_singular(text, segment, option.sums, readings[0]):
        return Outcome(DECIDED, readings, cut=True)
    return Outcome(AMBIGUOUS, option.free, readings[0], cut=True)


def _is_singular(text: str, segment: Segment, sums: Sums, reading: Cells) -> bool:
    """Tell whether no other reading keeps all sums of a row but one, with every part of that one within its whole."""
    if len(sums) < 2:
        return False
    run, kinds = text[segment.start : segment.end], _kinds(segment)
    for left_out in sums:
        others = [one for one in sums if one != left_out]
        try:
            found = _moved(segment, islice(splits(run, kinds, others), MOST_READINGS + 1))
        except TooMany:
            return False
        if len(found) > MOST_READINGS or any(one != reading and _within(text, one, left_out) for one in found):
            return False
    return True


def _within(text: str, cells: Cells, group: tuple[int, int]) -> bool:
    first, total = group
    values = values_of(text, cells[first : total + 1])
    return None not in values and max(values[:-1]) <= values[-1]


def values_of(text: str, cells: Cells) -> Reading:
    """Read the numbers of cells; None for what is none."""
    return tuple(_number(half_width(text[start:end])) for start, end in cells)


def _number(cell: str) -> Number | None:
    if not cell or cell in NOTHING:
        return None
    digits = cell.replace(",", "").rstrip("万亿元")
    try:
        return int(digits) if digits.lstrip("+-").isdecimal() else Decimal(digits)
    except (InvalidOperation, ValueError):
        return None
