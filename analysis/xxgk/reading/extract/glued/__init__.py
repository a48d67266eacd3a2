"""Tables in running text: cells set apart by bars, tabs or blanks, or run together as content systems export them.

What is set apart is read as it stands. What ran together is decoded where that is possible: a cell is accepted only
where every lawful reading of its row agrees on it. A reading is lawful where the digits split into as many cells as the
row has, and whatever must add up by definition adds up: so a decoded table is no longer evidence for those relations.
What stays ambiguous, or contradicts itself, is left blank and said so.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import localcontext

from xxgk.reading.base.records import Fact, Notice, Unread
from xxgk.reading.documents import Document
from xxgk.reading.extract.glued.cells import MARKS, is_ran_together, read_rows
from xxgk.reading.extract.glued.certain import AMBIGUOUS, CONTRADICTORY, DECIDED, decide
from xxgk.reading.extract.glued.law import relations
from xxgk.reading.extract.glued.splits import Cells
from xxgk.reading.extract.glued.stretches import Segment, Stretch, find_stretches
from xxgk.reading.extract.tables import LEVEL
from xxgk.reading.extract.tables.problems import describe
from xxgk.reading.extract.tables.scopes import UNSTATED, unstated
from xxgk.reading.extract.tables.values import Value, money_unit, read_value
from xxgk.reading.forms import Form
from xxgk.reading.forms.layouts import Column, Layout, plain

__all__ = ["Decoded", "Stretch", "decode", "find_stretches", "glued_facts", "glued_notices", "glued_unread"]

BLANK, COUNT = "blank", "count"
LONGEST_FIGURE = 1_000  # digits that are reckoned with; a run of cells is no longer than 400
MOST_LISTED = 3  # readings that a notice lists


@dataclass(frozen=True, slots=True)
class Decoded:
    """A row as read: its number in the table, whose figures it prints, its readings, each a span of the text a cell.

    `status`: ``decided``, ``ambiguous`` (more readings than one), ``count`` (another number of cells than of columns),
    ``contradictory``, ``blank``. `if_sum` is the reading by which the row adds up, where nothing else speaks for it;
    `cut` where the digits ran together; `marked` where marks beside a blank row show its cells.
    """

    number: int
    segment: Segment
    layout: Layout
    level: str = LEVEL
    status: str = BLANK
    readings: tuple[Cells, ...] = ()
    if_sum: Cells = ()
    cut: bool = False
    marked: bool = False


def decode(document: Document, form: Form, stretch: Stretch, prose: Sequence[Fact] = ()) -> list[Decoded]:
    """Read the rows of a table, those that ran together as far as one reading is certain.

    Parameters
    ----------
    document, form
        The report and its edition.
    stretch
        The table, as `find_stretches` found it.
    prose
        Facts of the report's prose: what it states again decides between readings.
    """
    text = document.text
    marks = read_rows(text, [(one.left, one.right, len(one.block.columns)) for one in stretch.segments])
    filled = [at for at, one in enumerate(stretch.segments) if one.start < one.end]
    rows = [stretch.segments[at] for at in filled]
    with localcontext(prec=LONGEST_FIGURE):
        law = relations(form, rows, prose, stretch.level)
        may_be_cut = is_ran_together(marks) and not stretch.leaves_blanks
        outcomes = decide(text, rows, [marks[at] for at in filled], may_be_cut, law)
    decided = dict(zip(filled, outcomes, strict=True))
    found = []
    for number, segment in enumerate(stretch.segments):
        row = Decoded(number, segment, stretch.layout, stretch.level)
        if outcome := decided.get(number):
            counted = outcome.status == AMBIGUOUS and not outcome.cut and not outcome.readings
            status = COUNT if counted else outcome.status
            row = replace(row, status=status, readings=outcome.readings, if_sum=outcome.if_sum, cut=outcome.cut)
        else:
            row = replace(row, marked=any(mark in text[segment.left : segment.right] for mark in MARKS))
        found.append(row)
    return found


def glued_facts(document: Document, decoded: Sequence[Decoded]) -> list[Fact]:
    """Give every cell of tables in the text as a fact; the value of a cell that could not be decided is blank."""
    return [fact for row in decoded for fact in _facts(document, row)]


def glued_notices(document: Document, decoded: Sequence[Decoded]) -> list[Notice]:
    """Say which tables were decoded, and which rows and cells could not be read."""
    notices = []
    if any(len(row.segment.block.columns) > 1 for row in decoded if row.status == DECIDED and row.cut):
        place = _place(document, decoded[0].segment.start)
        zh = "表格的数字在文中连成一串，已按行标签和勾稽关系拆分；拆分所依据的勾稽关系因此不能再作为核对依据"
        en = "The cells of a table run together here; labels and sums told them apart, so these sums prove nothing"
        notices.append(Notice("glued_decoded", place, zh, en))
    for row in decoded:
        place = _place(document, row.segment.start)
        if row.level == UNSTATED and row.number == 0:
            notices.append(unstated(place))
        if row.status in _CODES:
            notices.append(Notice(_CODES[row.status], place, *_words(document, row)))
        for _, problem, printed in _problems(document, row):
            code, zh, en = describe(problem, printed)
            notices.append(Notice(code, place, zh, en))
    return notices


def glued_unread(document: Document, decoded: Sequence[Decoded]) -> list[Unread]:
    """List the rows and cells of tables in the text that could not be read."""
    return [one for row in decoded for one in _unread(document, row)]


_CODES = {AMBIGUOUS: "glued_ambiguous", CONTRADICTORY: "glued_contradictory", COUNT: "row_not_aligned"}


def _unread(document: Document, row: Decoded) -> Iterator[Unread]:
    place, label, layout = _place(document, row.segment.start), row.segment.label, row.layout
    if row.status in _CODES:
        printed = document.text[row.segment.start : row.segment.end].strip()
        yield Unread(layout.id, label, "", row.status, place, printed, *_words(document, row))
    elif row.status == BLANK and not row.marked:
        zh = f"“{layout.zh}”的“{label}”行之后没有数字，也没有空单元格"
        en = f"{layout.en}: no figure and no blank cell follows the label {label!r}"
        yield Unread(layout.id, label, "", "missing", place, "", zh, en, is_gap=True)
    for column, problem, printed in _problems(document, row):
        _, zh, en = describe(problem, printed)
        yield Unread(layout.id, label, plain(column.labels[0]), problem, place, printed, zh, en)


def _words(document: Document, row: Decoded) -> tuple[str, str]:
    """Say in both languages why a row was not read, with its readings."""
    segment = row.segment
    name_zh, name_en = segment.label or row.layout.zh, segment.label or row.layout.en
    digits = " ".join(document.text[segment.start : segment.end].split())
    if row.status == CONTRADICTORY:
        return (
            f"“{name_zh}”的数字“{digits}”没有符合勾稽关系的读法",
            f"{name_en}: no reading of {digits} satisfies what must add up",
        )
    if row.status == COUNT:
        columns = len(segment.block.columns)
        return (
            f"“{name_zh}”的数字“{digits}”与表格的 {columns} 列无法对应，不作推测",
            f"{name_en}: {digits} cannot be matched with the {columns} columns of the table and is not guessed",
        )
    listed = "; ".join(_written(document.text, cells) for cells in row.readings[:MOST_LISTED])
    more = " …" if len(row.readings) > MOST_LISTED else ""
    zh = f"“{name_zh}”的数字“{digits}”有多种读法，不作推测"
    en = f"{name_en}: {digits} can be read in several ways and is not guessed"
    if listed:
        zh, en = f"{zh}（{listed}{more}）", f"{en} ({listed}{more})"
    if row.if_sum:
        read = _written(document.text, row.if_sum)
        zh, en = f"{zh}；若各项之和等于总计，则为 {read}", f"{en}; if the row adds up, it is {read}"
    return zh, en


def _written(text: str, cells: Cells) -> str:
    return " ".join(text[start:end] or "□" for start, end in cells)


def _problems(document: Document, row: Decoded) -> Iterator[tuple[Column, str, str]]:
    if row.status == DECIDED:
        for number, column in enumerate(row.segment.block.columns):
            value, _ = _read(document, row, number)
            if value.problem:
                yield column, value.problem, value.printed


def _read(document: Document, row: Decoded, number: int) -> tuple[Value, tuple[int, int]]:
    """Read a cell where all readings of its row agree on it; else give what stands between the cells that are read."""
    segment, column = row.segment, row.segment.block.columns[number]
    unit = segment.row.unit or column.unit
    spans = _agreed(row)
    if row.status == BLANK:
        start = end = segment.start
    elif spans and spans[number]:
        start, end = spans[number]
    else:
        start = next((one[1] for one in reversed(spans[:number]) if one), segment.start)
        end = next((one[0] for one in spans[number + 1 :] if one), segment.end)
        printed = document.text[start:end]
        begin = len(printed) - len(printed.lstrip())
        return Value(unit=unit, printed=printed.strip(), start=begin, end=len(printed.rstrip())), (start, end)
    kind = segment.row.kind or column.kind
    beside = segment.unit if kind == "amount" or not money_unit(segment.unit) else ""
    return read_value(document.text[start:end], kind, beside or unit), (start, end)


def _agreed(row: Decoded) -> list[tuple[int, int] | None]:
    """List the cells on which all readings of a row agree."""
    columns = zip(*row.readings, strict=True)
    return [spans[0] if len(set(spans)) == 1 else None for spans in columns]


def _facts(document: Document, row: Decoded) -> Iterator[Fact]:
    segment = row.segment
    for number, column in enumerate(segment.block.columns):
        value, (start, _) = _read(document, row, number)
        yield Fact(
            indicator=segment.block.indicator(segment.row, column),
            level=row.level,
            applicant=column.applicant,
            value=value.value,
            unit=value.unit,
            qualifier=value.qualifier,
            printed=value.printed,
            label=_label(segment, column),
            section=_section(document, start),
            place=f"{_place(document, start)} r{row.number} c{number}",
            start=start + value.start,
            end=start + value.end,
        )


def _label(segment: Segment, column: Column) -> str:
    names = [segment.label, *column.under[:1], *([] if column.applicant else column.labels[:1])]
    return "/".join(dict.fromkeys(plain(name) for name in names if name))


def _place(document: Document, start: int) -> str:
    return f"p{_paragraph(document, start)}"


def _section(document: Document, start: int) -> str:
    return document.paragraphs[_paragraph(document, start)].section


def _paragraph(document: Document, start: int) -> int:
    return bisect_right([paragraph.start for paragraph in document.paragraphs], start) - 1
