"""Tables whose cells ran together into running text, as content systems export them: decoded where that is possible.

A cell is accepted only where every lawful reading of its row agrees on it. A reading is lawful where the digits split
into as many cells as the row has, and whatever must add up by definition adds up: so a decoded table is no longer
evidence for those relations. What stays ambiguous, or contradicts itself, is left blank and said so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from xxgk.reading.base.records import Fact, Notice
from xxgk.reading.documents import Document
from xxgk.reading.extract.glued.law import between_rows, relations, satisfies, within
from xxgk.reading.extract.glued.solve import Domains, Number, Reading, Relation, Unsolvable, solve
from xxgk.reading.extract.glued.splits import Cells, TooMany, splits
from xxgk.reading.extract.glued.stretches import Segment, Stretch, find_stretches
from xxgk.reading.extract.tables import LEVEL
from xxgk.reading.extract.tables.scopes import UNSTATED, unstated
from xxgk.reading.extract.tables.values import NOTHING, money_unit, read_value
from xxgk.reading.forms import Form
from xxgk.reading.forms.layouts import Column, half_width, plain

__all__ = ["Decoded", "Stretch", "decode", "find_stretches", "glued_facts", "glued_notices"]

DECIDED, BLANK, AMBIGUOUS, CONTRADICTORY = "decided", "blank", "ambiguous", "contradictory"
MOST_READINGS = 500  # of one row; a lawful table leaves a few dozen, and with more than that the row is ambiguous


@dataclass(frozen=True, slots=True)
class Decoded:
    """A row as decoded: its number in the table, whose figures it prints, and its lawful readings, each a span of the
    text for every cell.
    """

    number: int
    segment: Segment
    level: str = LEVEL
    status: str = BLANK
    readings: tuple[Cells, ...] = ()


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
    law = relations(form, rows, prose, stretch.level)
    options = [_options(document.text, segment, row, law) for row, segment in enumerate(rows)]
    readings = dict(zip(rows, zip(options, _choose(options, document.text, law), strict=True), strict=True))
    return [
        Decoded(number, segment, stretch.level, *(_status(*readings[segment]) if segment in readings else ()))
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
        if row.level == UNSTATED and row.number == 0:
            notices.append(unstated(_place(document, row.segment.start)))
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


def _options(text: str, segment: Segment, row: int, law: Sequence[Relation]) -> list[Cells] | None:
    """List the readings of a row that satisfy the relations within it; None where there are too many.

    A row that can be split in one way only is read like that, lawful or not: contradictions are for the audit to find.
    """
    run = text[segment.start : segment.end]
    kinds = [segment.row.kind or column.kind for column in segment.block.columns]
    sums, others = within(row, law)
    try:
        found = list(islice(splits(run, kinds), 2))
        if len(found) > 1:
            found = list(islice(splits(run, kinds, sums), MOST_READINGS + 1))
    except TooMany:
        return None
    moved = [tuple((segment.start + start, segment.start + end) for start, end in cells) for cells in found]
    if len(found) > MOST_READINGS:
        return None
    return moved if len(found) == 1 else [one for one in moved if satisfies(_values(text, one), others)]


def _choose(options: Sequence[list[Cells] | None], text: str, law: Sequence[Relation]) -> list[Sequence[int] | None]:
    """Choose the lawful readings of every row: what must add up decides first, then what the prose states again."""
    known = [row for row, readings in enumerate(options) if readings]
    values = [[_values(text, cells) for cells in options[row]] for row in known]
    between = between_rows(law, known)
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
    ((row, _, _),) = relation.cells
    return any(satisfies(values[row][number], [relation]) for number in lawful[row])


def _status(options: list[Cells] | None, chosen: Sequence[int] | None) -> tuple[str, tuple[Cells, ...]]:
    if options is None:
        return AMBIGUOUS, ()
    if not options or chosen is None:
        return CONTRADICTORY, ()
    readings = tuple(options[reading] for reading in chosen)
    return DECIDED if len(readings) == 1 else AMBIGUOUS, readings


def _facts(document: Document, row: Decoded) -> Iterator[Fact]:
    segment = row.segment
    for number, column in enumerate(segment.block.columns):
        spans = {reading[number] for reading in row.readings}
        start, end = spans.pop() if len(spans) == 1 else (segment.start, segment.end)
        kind = segment.row.kind or column.kind
        beside = segment.unit if kind == "amount" or not money_unit(segment.unit) else ""
        unit = beside or segment.row.unit or column.unit
        value = read_value(document.text[start:end], kind, unit)
        decided = row.status == DECIDED or (start, end) != (segment.start, segment.end)
        yield Fact(
            indicator=segment.block.indicator(segment.row, column),
            level=row.level,
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


def _values(text: str, cells: Cells) -> Reading:
    return tuple(_number(half_width(text[start:end])) for start, end in cells)


def _number(cell: str) -> Number | None:
    if cell in NOTHING:
        return None
    digits = cell.replace(",", "").rstrip("万亿元")
    return int(digits) if digits.lstrip("+-").isdecimal() else Decimal(digits)


def _place(document: Document, start: int) -> str:
    return f"p{_paragraph(document, start)}"


def _section(document: Document, start: int) -> str:
    return document.paragraphs[_paragraph(document, start)].section


def _paragraph(document: Document, start: int) -> int:
    return bisect_right([paragraph.start for paragraph in document.paragraphs], start) - 1
