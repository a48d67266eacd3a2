"""The statutory tables of a report: every cell with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from xxgk.reading.base.records import Fact, Notice
from xxgk.reading.documents import Cell, Document, Table
from xxgk.reading.extract.tables.grid import Headings, Located, Reading, cells_of, last_headings, read_grid
from xxgk.reading.extract.tables.labels import NO_ROW, heads_of, is_row_label, labels_of
from xxgk.reading.extract.tables.others import label_beside, other_figures
from xxgk.reading.extract.tables.problems import NO_NAME, describe, name_of
from xxgk.reading.extract.tables.scopes import CAPTION_LINES, LEVEL, UNSTATED, Printing, find_prints, unstated
from xxgk.reading.extract.tables.values import UNIT, Value, is_dotted, money_unit, read_value
from xxgk.reading.forms import Form
from xxgk.reading.forms.layouts import Layout, plain

__all__ = [
    "LEVEL",
    "Match",
    "cell_notice",
    "match_tables",
    "read_cell",
    "table_facts",
    "table_notices",
    "texts_of_cells",
]

LARGEST_TABLE = 5_000  # cells; the largest of the editions has 220
LONGEST_LABEL = 100  # characters; the longest of the editions has 42, and a note may follow it
ENOUGH_ROWS = 3  # known rows by which a table is told though none of its headings is known
SMALLEST_PART = 0.5  # of the cells of the fullest printing: what has fewer is another table with labels of this one

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Match:
    """A printed table, the table of the edition that it is (None where it is none of them), whose figures it has.

    A table whose rows are several organs' is matched once for each.
    """

    table: Table
    layout: Layout | None
    reading: Reading
    level: str = LEVEL


def match_tables(document: Document, form: Form) -> list[Match]:
    """Find out which tables of a document are tables of an edition.

    Returns
    -------
    list of Match
        At least one for each table of the document, in order. The layout that finds the most cells in a table is its
        own, unless another table of the document is that of which this one only shares some labels.
    """
    read = [one for table, layout, reading in _readings(document, form) for one in _by_organ(table, layout, reading)]
    printings = [_printing(document, *one) for one in read]
    levels = find_prints(form, printings, SMALLEST_PART)
    matches = [
        Match(table, layout, reading, level) if level else Match(table, None, Reading())
        for (table, layout, reading), level in zip(read, levels, strict=True)
    ]
    dotted = any(read_cell(one).problem == "dotted" for match in matches for one in match.reading.located)
    return [replace(match, reading=_with_doubts(match.reading)) for match in matches] if dotted else matches


def _with_doubts(reading: Reading) -> Reading:
    """Doubt the amounts of a report that parts thousands by full stops: 316.441 is then 316441 or a decimal."""
    located = (replace(one, problem=one.problem or "dotted") if is_dotted(one.text) else one for one in reading.located)
    return replace(reading, located=tuple(located))


def _readings(document: Document, form: Form) -> Iterator[tuple[Table, Layout | None, Reading]]:
    before: tuple[Layout, Headings, int] | None = None
    for table in document.tables:
        width = len(table.rows[0]) if table.rows else 0
        layout, reading = _best_layout(table, form)
        if layout is None and before and before[2] == width:
            reading = read_grid(table, before[0], before[1])
            layout = before[0] if _is_mostly_known(reading) else None
        if layout and reading.located:
            before = (layout, last_headings(table, layout, before[1] if before else None), width)
        yield table, layout, reading if layout else Reading()


def _by_organ(table: Table, layout: Layout | None, reading: Reading) -> Iterator[tuple[Table, Layout | None, Reading]]:
    """Take apart figures that stand in one row without a heading of the form, and are printed for several organs."""
    rows = sorted({entry.cell.row for entry in reading.located if entry.row is NO_ROW})
    for number, row in enumerate(rows):
        located = tuple(entry for entry in reading.located if entry.row is not NO_ROW or entry.cell.row == row)
        yield table, layout, replace(reading, located=located) if number == 0 else Reading(located)
    if not rows:
        yield table, layout, reading


def _printing(document: Document, table: Table, layout: Layout | None, reading: Reading) -> Printing:
    before = [paragraph for paragraph in document.paragraphs if paragraph.index <= table.paragraph][-CAPTION_LINES:]
    lines = [document.text[paragraph.start : paragraph.end] for paragraph in before]
    organ = next((entry.row_label for entry in reading.located if entry.row is NO_ROW and entry.row_label), "")
    cells = frozenset((id(entry.row), id(entry.column)) for entry in reading.located)
    return Printing(layout, cells, (organ, "".join(table.rows[0][:1]) if table.rows else "", *reversed(lines)))


def _best_layout(table: Table, form: Form) -> tuple[Layout | None, Reading]:
    """Find the layout that has the most cells in a table; none where the table is too large or is of another kind."""
    if len(cells_of(table)) > LARGEST_TABLE:
        return None, Reading()
    best: tuple[Layout | None, Reading] = (None, Reading())
    for layout in (
        entry.layout for entry in form.tables if not labels_of(entry.layout).isdisjoint(texts_of_cells(table))
    ):
        reading = read_grid(table, layout, exact=True)
        if len(reading.located) > len(best[1].located) and _is_of(table, layout, reading):
            best = layout, reading
    if best[0] is None:
        return _on_its_side(table, form)
    return best[0], read_grid(table, best[0])


def _on_its_side(table: Table, form: Form) -> tuple[Layout | None, Reading]:
    """Read a table whose rows are the form's columns: most of a layout's rows stand side by side in it."""
    for layout in (entry.layout for entry in form.tables):
        known = {cell.column for cell in cells_of(table) if cell.row_span == 1 and is_row_label(cell.text, layout)}
        if len(known) >= ENOUGH_ROWS:
            turned = replace(
                table, rows=tuple(zip(*table.rows, strict=True)), cells=tuple(map(_turned, cells_of(table)))
            )
            reading = read_grid(turned, layout)
            if _is_of(turned, layout, reading):
                located = (replace(entry, cell=_turned(entry.cell)) for entry in reading.located)
                strange = ((_turned(label), tuple(map(_turned, cells))) for label, cells in reading.strange)
                foreign = ((heading, _turned(cell)) for heading, cell in reading.foreign)
                return layout, Reading(tuple(located), tuple(strange), tuple(foreign))
    return None, Reading()


def _turned(cell: Cell) -> Cell:
    return replace(cell, row=cell.column, column=cell.row, row_span=cell.column_span, column_span=cell.row_span)


def _is_of(table: Table, layout: Layout, reading: Reading) -> bool:
    """Tell whether a table is one of the form: by a heading of its own beside a row, or by its rows alone."""
    rows = {id(entry.row) for entry in reading.located}
    return _is_mostly_known(reading) and (
        not heads_of(layout).isdisjoint(texts_of_cells(table)) or len(rows) >= ENOUGH_ROWS
    )


def _is_mostly_known(reading: Reading) -> bool:
    return len({id(entry.row) for entry in reading.located}) >= max(len(reading.strange), 1)


@lru_cache(32)  # every edition is tried on the same tables
def texts_of_cells(table: Table) -> frozenset[str]:
    """List what the cells of a table say, as labels are compared."""
    return frozenset(plain(cell.text) for cell in cells_of(table) if len(cell.text) <= LONGEST_LABEL)


def table_facts(matches: Sequence[Match]) -> list[Fact]:
    """Extract the figures of the tables.

    Returns
    -------
    list of Fact
        One for each cell of the edition, blank or not, and one for each other figure in the tables, without an
        indicator. Offsets are into the text of the cell.
    """
    by_table = groupby(matches, key=lambda match: match.table.index)
    return [fact for _, group in by_table for fact in _facts(list(group))]


def table_notices(matches: Sequence[Match]) -> list[Notice]:
    """Say what in the tables could not be read, or is not in the edition."""
    return [notice for match in matches for notice in _notices(match)]


def _facts(matches: Sequence[Match]) -> Iterator[Fact]:
    """Yield the figures of one table."""
    table = matches[0].table
    found = {(entry.cell.row, entry.cell.column) for match in matches for entry in match.reading.located}
    known = frozenset().union(*(labels_of(match.layout) for match in matches if match.layout))
    others = [
        cell
        for cell in cells_of(table)
        if (cell.row, cell.column) not in found and plain(cell.text) not in known and not UNIT.fullmatch(cell.text)
    ]
    facts = [replace(_fact(table, entry), level=match.level) for match in matches for entry in match.reading.located]
    facts += [_other_fact(table, cell, value) for cell, value in other_figures(others)]
    return iter(sorted(facts, key=lambda fact: (*map(int, _NUMBER.findall(fact.place)), fact.start)))


def _fact(table: Table, entry: Located) -> Fact:
    value = read_cell(entry)
    labels = [plain(entry.row_label)] + ([] if entry.column.applicant else [plain(text) for text in entry.headings])
    return Fact(
        indicator=entry.block.indicator(entry.row, entry.column),
        level=LEVEL,
        applicant=entry.column.applicant,
        value=value.value,
        unit=value.unit,
        qualifier=value.qualifier,
        printed=value.printed,
        label="/".join(label for label in dict.fromkeys(labels) if label),
        section=table.section,
        place=_place(table, entry.cell),
        start=entry.start + value.start,
        end=entry.start + value.end,
    )


def read_cell(entry: Located) -> Value:
    """Read a cell; what was found but cannot be told apart or seen has no value."""
    kind = entry.row.kind or entry.column.kind
    unit = entry.unit or entry.row.unit or entry.column.unit
    if kind == "amount":
        unit = next(filter(None, map(money_unit, (entry.unit, entry.row_label, *reversed(entry.headings)))), "")
    value = read_value(entry.text, kind, unit, len(entry.cell.lines))
    return replace(value, value="", problem=entry.problem) if entry.problem else value


def _other_fact(table: Table, cell: Cell, value: Value) -> Fact:
    return Fact(
        indicator="",
        level=LEVEL,
        applicant="",
        value=value.value,
        unit=value.unit,
        qualifier=value.qualifier,
        printed=value.printed,
        label=plain(label_beside(table, cell)),
        section=table.section,
        place=_place(table, cell),
        start=value.start,
        end=value.end,
    )


def cell_notice(table: Table, entry: Located, problem: str) -> Notice:
    """Say why a cell that was found has no value."""
    code, zh, en = describe(problem, entry.text.strip())
    return Notice(code, _place(table, entry.cell), zh, en)


def _notices(match: Match) -> Iterator[Notice]:
    if match.level == UNSTATED:
        yield unstated(f"t{match.table.index}")
    for entry in match.reading.located:
        if problem := read_cell(entry).problem:
            yield cell_notice(match.table, entry, problem)
    for label, _ in match.reading.strange:
        name = name_of(label.text)
        zh = f"表格中的“{name}”不在本格式之内"
        en = f"row {name!r} is not part of this edition's table"
        yield Notice("row_unknown", _place(match.table, label), zh, en)
    columns = {plain(heading): cell for heading, cell in reversed(match.reading.foreign)}
    for heading, cell in reversed(columns.items()):
        name = heading or NO_NAME
        zh = f"表格中的列“{name}”不在本格式之内，其数字未归入任何项目"
        en = f"column {name!r} is not part of this edition's table; its figures were given to none"
        yield Notice("column_unknown", _place(match.table, cell), zh, en)


def _place(table: Table, cell: Cell) -> str:
    return f"t{table.index} r{cell.row} c{cell.column}"
