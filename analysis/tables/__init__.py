"""The statutory tables of a report: every cell with what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.documents import Cell, Document, Table
from analysis.forms import Form
from analysis.layouts import Layout, plain
from analysis.quantities import decimal_text, find_quantities
from analysis.records import Fact, Notice
from analysis.tables.grid import Headings, Located, Reading, last_headings, read_grid
from analysis.tables.values import UNIT, Value, is_value, money_unit, read_value

__all__ = ["Match", "match_tables", "table_facts", "table_notices"]

# The whole that a report accounts for; a table of a part of it would say so.
LEVEL = "all"


@dataclass(frozen=True, slots=True)
class Match:
    """A printed table and the table of the edition that it is; None where it is none of them."""

    table: Table
    layout: Layout | None
    reading: Reading


def match_tables(document: Document, form: Form) -> list[Match]:
    """Find out which tables of a document are tables of an edition.

    Returns
    -------
    list of Match
        One for each table of the document, in order. The layout that finds the most cells in a table is its own.
    """
    matches: list[Match] = []
    before: tuple[Layout, Headings, int] | None = None
    for table in document.tables:
        width = len(table.rows[0]) if table.rows else 0
        layout, headings = _best_layout(table, form), None
        if layout is None and before and before[2] == width:
            layout, headings, _ = before
        reading = read_grid(table, layout, headings) if layout else Reading((), ())
        if layout and reading.located:
            before = (layout, last_headings(table, layout, headings), width)
        matches.append(Match(table, layout if reading.located else None, reading))
    return matches


def _best_layout(table: Table, form: Form) -> Layout | None:
    counts = {entry.layout: len(read_grid(table, entry.layout, exact=True).located) for entry in form.tables}
    best = max(counts, key=counts.__getitem__, default=None)
    return best if best and counts[best] else None


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
    found = {(entry.cell.row, entry.cell.column): entry for entry in match.reading.located}
    known = _known_labels(match.layout) if match.layout else frozenset()
    for cell in _cells(match.table):
        if entry := found.get((cell.row, cell.column)):
            yield _fact(match.table, entry)
        elif cell.text and plain(cell.text) not in known and not UNIT.fullmatch(cell.text.strip()):
            yield from _other_facts(match.table, cell)


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


def _other_facts(table: Table, cell: Cell) -> Iterator[Fact]:
    """Yield the figures of a cell that the edition does not have."""
    if is_value(cell.text):
        value = read_value(cell.text, "count", "")
        figures = [value] if value.value else []
    else:
        figures = [
            Value(decimal_text(one.value), one.unit, one.qualifier, one.printed, one.start, one.end)
            for one in find_quantities(cell.text)[0]
        ]
    label = next((text for text in reversed(table.rows[cell.row][: cell.column]) if not is_value(text)), "")
    for one in figures:
        yield Fact(
            "", LEVEL, "", one.value, one.unit, one.qualifier, one.printed, plain(label), table.section,
            _place(table, cell), one.start, one.end,
        )  # fmt: skip


def _notices(match: Match) -> Iterator[Notice]:
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


def _known_labels(layout: Layout) -> frozenset[str]:
    labels = [*layout.structure]
    for block in layout.blocks:
        for axis in (*block.rows, *block.columns):
            labels += axis.labels
        for column in block.columns:
            labels += column.under
    return frozenset(map(plain, labels))


def _cells(table: Table) -> Sequence[Cell]:
    return table.cells or tuple(
        Cell(row, column, 1, 1, text) for row, texts in enumerate(table.rows) for column, text in enumerate(texts)
    )


def _place(table: Table, cell: Cell) -> str:
    return f"t{table.index} r{cell.row} c{cell.column}"
