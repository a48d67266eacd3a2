"""Tables whose cells ran together into running text, as content systems export them: decoded where that is possible.

A cell is accepted only where every lawful reading of its row agrees on it. A reading is lawful where the digits split
into as many cells as the row has, and whatever must add up by definition adds up: so a decoded table is no longer
evidence for those relations. What stays ambiguous, or contradicts itself, is left blank and said so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from analysis.audit.figures import Amount, Figure, Key
from analysis.audit.rules import Rule, apply_identities
from analysis.documents import Document
from analysis.forms import Form
from analysis.glued.solve import Domains, Reading, Relation, Unsolvable, solve
from analysis.glued.splits import Span, TooMany, splits
from analysis.glued.stretches import Segment, Stretch, find_stretches
from analysis.layouts import Column, half_width, plain
from analysis.quantities import interval
from analysis.records import Fact, Notice
from analysis.tables import LEVEL
from analysis.tables.values import NOTHING, read_value

__all__ = ["Decoded", "Stretch", "decode", "find_stretches", "glued_facts", "glued_notices"]

DECIDED, BLANK, AMBIGUOUS, CONTRADICTORY = "decided", "blank", "ambiguous", "contradictory"
_INFINITY = Decimal("Infinity")
_SUMS = ("sum", "difference", "balance")
_LAW = ("definition", "inequality")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A row as decoded: its number in the table, and its lawful readings, each a span of the text for every cell."""

    number: int
    segment: Segment
    status: str = BLANK
    readings: tuple[tuple[Span, ...], ...] = ()


def decode(document: Document, form: Form, stretch: Stretch, prose: Sequence[Fact] = ()) -> list[Decoded]:
    """Decode a table.

    Parameters
    ----------
    document, form
        The report and its edition.
    stretch
        The table, as `find_stretches` found it.
    prose
        Facts of the report's prose: what it states again decides between readings.
    """
    rows = [segment for segment in stretch.segments if segment.start < segment.end]
    law = _relations(form, rows, prose)
    options = [_options(document.text, segment, row, law) for row, segment in enumerate(rows)]
    readings = dict(zip(rows, zip(options, _choose(options, document.text, law), strict=True), strict=True))
    return [
        _decoded(number, segment, *readings[segment]) if segment in readings else Decoded(number, segment)
        for number, segment in enumerate(stretch.segments)
    ]


def glued_facts(document: Document, decoded: Sequence[Decoded]) -> list[Fact]:
    """Give every cell of decoded tables as a fact; the value of a cell that could not be decided is blank."""
    return [fact for row in decoded for fact in _facts(document, row)]


def glued_notices(document: Document, decoded: Sequence[Decoded]) -> list[Notice]:
    """Say which tables were decoded, and which rows could not be."""
    notices = []
    if any(len(row.segment.block.columns) > 1 for row in decoded if row.status == DECIDED):
        place = _place(document, decoded[0].segment.start)
        zh = "表格的数字在文中连成一串，已按行标签和勾稽关系拆分；拆分所依据的勾稽关系因此不能再作为核对依据"
        en = "The cells of a table run together here; labels and sums told them apart, so these sums prove nothing"
        notices.append(Notice("glued_decoded", place, zh, en))
    for row in decoded:
        label, digits = row.segment.label, document.text[row.segment.start : row.segment.end].strip()
        place = _place(document, row.segment.start)
        if row.status == AMBIGUOUS:
            zh, en = (
                f"“{label}”的数字“{digits}”有多种读法，不作推测",
                f"{label}: {digits} can be read in several ways and is not guessed",
            )
            notices.append(Notice("glued_ambiguous", place, zh, en))
        elif row.status == CONTRADICTORY:
            zh = f"“{label}”的数字“{digits}”没有符合勾稽关系的读法"
            en = f"{label}: no reading of {digits} satisfies what must add up"
            notices.append(Notice("glued_contradictory", place, zh, en))
    return notices


def _relations(form: Form, rows: Sequence[Segment], prose: Sequence[Fact]) -> list[Relation]:
    """Collect what must hold by definition between the cells of a table, and what the prose says of them."""
    cells = {
        _key(segment, column): (row, number)
        for row, segment in enumerate(rows)
        for number, column in enumerate(segment.block.columns)
    }
    figures = dict.fromkeys(cells, Figure(None, ""))
    for fact in prose:
        key = Key(fact.indicator, fact.level, fact.applicant)
        if fact.indicator and fact.value:
            value = Decimal(fact.value)
            amount = Amount(value, *interval(value, fact.qualifier, fact.printed))
            figures[key._replace(copy=1) if key in cells else key] = Figure(amount, fact.printed)
    law = [identity for identity in form.identities if identity.severity in _LAW]
    relations = (_relation(rule, cells, figures) for rule in apply_identities(law, figures))
    return [relation for relation in relations if relation]


def _relation(rule: Rule, cells: dict[Key, Span], figures: dict[Key, Figure]) -> Relation | None:
    """Write a rule as bounds on a sum of cells; None where it is no sum, or a member is not known."""
    if rule.identity.kind not in (*_SUMS, "bound", "restatement"):
        return None
    factors: dict[Span, int] = {}
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
    cells = tuple((row, column, factor) for (row, column), factor in factors.items())
    return Relation(cells, -high, upper, stated=rule.identity.kind == "restatement")


def _options(text: str, segment: Segment, row: int, law: Sequence[Relation]) -> list[tuple[Span, ...]] | None:
    """List the readings of a row that satisfy the relations within it; None where there are too many.

    A row that can be split in one way only is read like that, lawful or not: contradictions are for the audit to find.
    """
    kinds = [segment.row.kind or column.kind for column in segment.block.columns]
    own = [one for one in law if not one.stated and all(cell[0] == row for cell in one.cells)]

    def lawful(cells: list[Span]) -> bool:
        values = [_number(text, cell) for cell in cells]
        return all(_possible(relation, values, segment.end - cells[-1][1], kinds) for relation in own)

    try:
        first = list(islice(splits(text, segment.start, segment.end, kinds, lambda _: True), 2))
        return first if len(first) == 1 else list(splits(text, segment.start, segment.end, kinds, lawful))
    except TooMany:
        return None


def _choose(
    options: Sequence[list[tuple[Span, ...]] | None], text: str, law: Sequence[Relation]
) -> list[Sequence[int] | None]:
    """Choose the lawful readings of every row: what must add up decides first, then what the prose states again."""
    known = [row for row, readings in enumerate(options) if readings]
    values = [[tuple(_number(text, cell) for cell in cells) for cells in options[row]] for row in known]
    between = _between(law, known)
    sums = [relation for relation in between if not relation.stated]
    lawful: list[list[int] | None]
    try:
        lawful = solve(values, sums)
        stated = [one for one in between if one.stated and _can_hold(one, values, lawful)]
        with suppress(Unsolvable):
            lawful = solve(values, [*sums, *stated], lawful)
    except Unsolvable:
        # The rows contradict each other: only what a row alone decides is left.
        lawful = [[0] if len(row) == 1 else None for row in values]
    chosen: list[Sequence[int] | None] = [None] * len(options)
    for row, keep in zip(known, lawful, strict=True):
        chosen[row] = keep
    return chosen


def _can_hold(relation: Relation, values: Sequence[Sequence[Reading]], lawful: Domains) -> bool:
    """Tell whether any reading of its row agrees with what the prose states of a cell."""
    ((row, column, factor),) = relation.cells
    cells = (values[row][number][column] for number in lawful[row])
    return any(cell is not None and relation.low <= factor * cell <= relation.high for cell in cells)


def _possible(relation: Relation, values: Sequence[Decimal | None], digits_left: int, kinds: Sequence[str]) -> bool:
    """Tell whether cells still to come, which have so many digits at most, can satisfy a relation."""
    low = high = Decimal(0)
    for _, column, factor in relation.cells:
        if column < len(values):
            if values[column] is None:
                return True
            low, high = low + factor * values[column], high + factor * values[column]
        elif kinds[column] != "count":
            return True
        elif factor > 0:
            high += factor * Decimal(10).scaleb(digits_left)
        else:
            low += factor * Decimal(10).scaleb(digits_left)
    return low <= relation.high and high >= relation.low


def _between(law: Sequence[Relation], known: Sequence[int]) -> list[Relation]:
    """Keep the relations between rows that have readings, and number those rows anew; a row's own are settled."""
    number = {row: position for position, row in enumerate(known)}
    return [
        replace(one, cells=tuple((number[row], column, factor) for row, column, factor in one.cells))
        for one in law
        if all(row in number for row, _, _ in one.cells) and (one.stated or len({row for row, _, _ in one.cells}) > 1)
    ]


def _decoded(
    number: int, segment: Segment, options: list[tuple[Span, ...]] | None, chosen: Sequence[int] | None
) -> Decoded:
    if options is None:
        return Decoded(number, segment, AMBIGUOUS)
    if not options or chosen is None:
        return Decoded(number, segment, CONTRADICTORY)
    readings = tuple(options[reading] for reading in chosen)
    return Decoded(number, segment, DECIDED if len(readings) == 1 else AMBIGUOUS, readings)


def _facts(document: Document, row: Decoded) -> Iterator[Fact]:
    segment = row.segment
    for number, column in enumerate(segment.block.columns):
        spans = {reading[number] for reading in row.readings}
        start, end = spans.pop() if len(spans) == 1 else (segment.start, segment.end)
        kind, unit = segment.row.kind or column.kind, segment.row.unit or column.unit
        value = read_value(document.text[start:end], kind, segment.unit if kind == "amount" else unit)
        decided = row.status == DECIDED or (start, end) != (segment.start, segment.end)
        yield Fact(
            indicator=segment.block.indicator(segment.row, column),
            level=LEVEL,
            applicant=column.applicant,
            value=value.value if decided else "",
            unit=value.unit,
            qualifier=value.qualifier,
            printed=value.printed if decided else document.text[start:end],
            label=_label(segment, column),
            section=_section(document, start),
            place=f"{_place(document, start)} r{row.number} c{number}",
            start=start + value.start if decided else start,
            end=start + value.end if decided else end,
        )


def _label(segment: Segment, column: Column) -> str:
    names = [segment.label, *column.under[:1], *([] if column.applicant else column.labels[:1])]
    return "/".join(dict.fromkeys(plain(name) for name in names if name))


def _key(segment: Segment, column: Column) -> Key:
    return Key(segment.block.indicator(segment.row, column), LEVEL, column.applicant)


def _number(text: str, span: Span) -> Decimal | None:
    cell = half_width(text[slice(*span)])
    return None if cell in NOTHING else Decimal(cell.replace(",", "").rstrip("万亿元"))


def _place(document: Document, start: int) -> str:
    return f"p{_paragraph(document, start)}"


def _section(document: Document, start: int) -> str:
    return document.paragraphs[_paragraph(document, start)].section


def _paragraph(document: Document, start: int) -> int:
    return bisect_right([paragraph.start for paragraph in document.paragraphs], start) - 1
