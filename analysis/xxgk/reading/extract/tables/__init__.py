"""The statutory tables of a report: every cell with what it counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from xxgk.reading.base.records import Fact, Notice
from xxgk.reading.documents import Cell, Document, Table
from xxgk.reading.extract.tables.grid import Headings, Located, Reading, labels_of, last_headings, read_grid
from xxgk.reading.extract.tables.others import label_beside, other_figures
from xxgk.reading.extract.tables.scopes import CAPTION_LINES, LEVEL, UNSTATED, Printing, find_levels, unstated
from xxgk.reading.extract.tables.values import UNIT, Value, money_unit, read_value
from xxgk.reading.forms import Form
from xxgk.reading.forms.layouts import Layout, plain

__all__ = ["Match", "match_tables", "table_facts", "table_notices"]

LARGEST_TABLE = 5_000  # cells; the largest of the editions has 220
LONGEST_LABEL = 100  # characters; the longest of the editions has 42, and a note may follow it


_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Match:
    """A printed table, the table of the edition that it is (None where it is none of them), whose figures it has."""

    table: Table
    layout: Layout | None
    reading: Reading
    level: str = LEVEL


def match_tables(document: Document, form: Form) -> list[Match]:
    """Find out which tables of a document are tables of an edition.

    Returns
    -------
    list of Match
        One for each table of the document, in order. The layout that finds the most cells in a table is its own.
    """
    read: list[tuple[Table, Layout | None, Reading]] = []
    before: tuple[Layout, Headings, int] | None = None
    for table in document.tables:
        width = len(table.rows[0]) if table.rows else 0
        layout, headings = _best_layout(table, form), None
        if layout is None and before and before[2] == width:
            layout, headings, _ = before
        reading = read_grid(table, layout, headings) if layout else Reading((), ())
        if layout and reading.located:
            before = (layout, last_headings(table, layout, headings), width)
        read.append((table, layout if reading.located else None, reading))
    levels = find_levels(form, [_printing(document, *one) for one in read])
    return [Match(*one, level) for one, level in zip(read, levels, strict=True)]


def _printing(document: Document, table: Table, layout: Layout | None, reading: Reading) -> Printing:
    before = [paragraph for paragraph in document.paragraphs if paragraph.index <= table.paragraph][-CAPTION_LINES:]
    lines = [document.text[paragraph.start : paragraph.end] for paragraph in before]
    cells = frozenset((entry.row, entry.column) for entry in reading.located)
    return Printing(layout, cells, ("".join(table.rows[0][:1]) if table.rows else "", *reversed(lines)))


def _best_layout(table: Table, form: Form) -> Layout | None:
    """Find the layout that has the most cells in a table; none where the table is too large or has no label of it."""
    if len(_cells(table)) > LARGEST_TABLE:
        return None
    layouts = [entry.layout for entry in form.tables if not labels_of(entry.layout).isdisjoint(_texts(table))]
    counts = {layout: len(read_grid(table, layout, exact=True).located) for layout in layouts}
    best = max(counts, key=counts.__getitem__, default=None)
    return best if best and counts[best] else None


@lru_cache(32)  # every edition is tried on the same tables
def _texts(table: Table) -> frozenset[str]:
    return frozenset(plain(cell.text) for cell in _cells(table) if len(cell.text) <= LONGEST_LABEL)


def table_facts(matches: Sequence[Match]) -> list[Fact]:
    """Extract the figures of the tables.

    Returns
    -------
    list of Fact
        One for each cell of the edition, blank or not, and one for each other figure in the tables, without an
        indicator. Offsets are into the text of the cell.
    """
    return [fact for match in matches for fact in _facts(match)]


def table_notices(matches: Sequence[Match]) -> list[Notice]:
    """Say what in the tables could not be read, or is not in the edition."""
    return [notice for match in matches for notice in _notices(match)]


def _facts(match: Match) -> Iterator[Fact]:
    found = {(entry.cell.row, entry.cell.column) for entry in match.reading.located}
    known = labels_of(match.layout) if match.layout else frozenset()
    others = [
        cell
        for cell in _cells(match.table)
        if (cell.row, cell.column) not in found and plain(cell.text) not in known and not UNIT.fullmatch(cell.text)
    ]
    facts = [replace(_fact(match.table, entry), level=match.level) for entry in match.reading.located]
    facts += [_other_fact(match.table, cell, value) for cell, value in other_figures(others)]
    return iter(sorted(facts, key=lambda fact: (*map(int, _NUMBER.findall(fact.place)), fact.start)))


def _fact(table: Table, entry: Located) -> Fact:
    value = _read(entry)
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
        start=value.start,
        end=value.end,
    )


def _read(entry: Located) -> Value:
    kind = entry.row.kind or entry.column.kind
    unit = entry.unit or entry.row.unit or entry.column.unit
    if kind == "amount":
        unit = next(filter(None, map(money_unit, (entry.unit, entry.row_label, *reversed(entry.headings)))), "")
    return read_value(entry.cell.text, kind, unit)


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


def _notices(match: Match) -> Iterator[Notice]:
    if match.level == UNSTATED:
        yield unstated(f"t{match.table.index}")
    for entry in match.reading.located:
        problem, place, text = _read(entry).problem, _place(match.table, entry.cell), entry.cell.text.strip()
        if problem == "unreadable":
            zh, en = f"单元格“{text}”无法读作数字，按空白处理", f"cell {text!r} is no number and counts as blank"
            yield Notice("cell_unreadable", place, zh, en)
        elif problem == "no_unit":
            zh = f"金额“{text}”未标明单位（元、万元），不作推测，按空白处理"
            en = f"amount {text!r} has no unit (元 or 万元); it is not guessed and counts as blank"
            yield Notice("amount_without_unit", place, zh, en)
    for cell in match.reading.strange:
        zh = f"表格中的“{plain(cell.text)}”不在本格式之内"
        en = f"row {plain(cell.text)!r} is not part of this edition's table"
        yield Notice("row_unknown", _place(match.table, cell), zh, en)


def _cells(table: Table) -> Sequence[Cell]:
    return table.cells or tuple(
        Cell(row, column, 1, 1, text) for row, texts in enumerate(table.rows) for column, text in enumerate(texts)
    )


def _place(table: Table, cell: Cell) -> str:
    return f"t{table.index} r{cell.row} c{cell.column}"
