"""What of an edition's tables was not read: each by name, so that nothing is missing without a word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from xxgk.reading.base.records import Notice, Unread
from xxgk.reading.documents import Cell, Document
from xxgk.reading.extract.tables import Match, cell_notice, read_cell
from xxgk.reading.extract.tables.problems import name_of
from xxgk.reading.forms import Form
from xxgk.reading.forms.layouts import Block, Column, Layout, Row, plain

NAMED_ALIKE = 0.6  # heading of a section and name of its table
_Key = tuple[int, int, int]  # block, row (0 in a block without rows), column
Found = tuple[Layout, str, _Key]  # a cell that was found: of which table, at which level, where in it

PICTURE = "picture"
MISSING = "missing"


def key_of(layout: Layout, block: Block, row: Row, column: Column) -> _Key:
    """Number a cell of a layout."""
    rows = [id(one) for one in block.rows]
    at = rows.index(id(row)) if id(row) in rows else 0
    return [id(one) for one in layout.blocks].index(id(block)), at, block.columns.index(column)


def find_gaps(document: Document, form: Form, found: Iterable[Found]) -> list[Unread]:
    """Hold the tables that were found against those that an edition prescribes.

    Parameters
    ----------
    document, form
        The report and its edition.
    found
        Every cell that was found: of which table, at which level, where in it.

    Returns
    -------
    list of Unread
        Tables, rows, columns and single cells that were not found; none for a report that has none of the tables, and
        for an annex, of which every province leaves out what it likes.
    """
    cells: dict[tuple[str, str], set[_Key]] = {}
    for layout, level, key in found:
        cells.setdefault((layout.id, level), set()).add(key)
    if not cells or form.kind != "statutory":
        return []
    gaps = []
    for table in form.tables:
        printings = [keys for (name, _), keys in cells.items() if name == table.layout.id]
        if not printings:
            gaps.append(_whole(document, table.layout))
        for keys in printings:
            gaps += _parts(table.layout, keys)
    return gaps


def table_unread(matches: Sequence[Match]) -> list[Unread]:
    """List what stands in the tables and was not read: rows and columns that the edition lacks, doubtful cells."""
    return [one for match in matches if match.layout for one in _of_match(match, match.layout)]


def _of_match(match: Match, layout: Layout) -> Iterator[Unread]:
    table = f"t{match.table.index}"
    for label, cells in match.reading.strange:
        name, printed = name_of(label.text), " ".join(cell.text.strip() for cell in cells if cell.text.strip())
        zh, en = f"“{layout.zh}”没有“{name}”这一行：{printed}", f"{layout.en} has no row {name!r}: {printed}"
        yield Unread(layout.id, name, "", "unknown_row", f"{table} r{label.row} c{label.column}", printed, zh, en)
    columns: dict[str, list[Cell]] = {}
    for heading, cell in match.reading.foreign:
        columns.setdefault(heading, []).append(cell)
    for heading, below in columns.items():
        name, printed = name_of(heading), " ".join(cell.text.strip() for cell in below)
        zh, en = f"“{layout.zh}”没有“{name}”这一列：{printed}", f"{layout.en} has no column {name!r}: {printed}"
        place = f"{table} r{below[0].row} c{below[0].column}"
        yield Unread(layout.id, "", name, "unknown_column", place, printed, zh, en)
    for entry in match.reading.located:
        if problem := read_cell(entry).problem:
            notice: Notice = cell_notice(match.table, entry, problem)
            row, column = plain(entry.row_label), plain(entry.column.labels[0])
            yield Unread(layout.id, row, column, problem, notice.place, entry.text.strip(), notice.zh, notice.en)


def _whole(document: Document, layout: Layout) -> Unread:
    """Say that a table was not found, and whether a picture stands where it should."""
    if _has_picture(document, layout):
        zh = f"“{layout.zh}”未读取：该处是图片，没有可读的表格"
        en = f"The table “{layout.en}” was not read: a picture stands in its place"
        return Unread(layout.id, "", "", PICTURE, "", "", zh, en, is_gap=True)
    zh, en = (
        f"“{layout.zh}”未读取：文件中未找到此表",
        f"The table “{layout.en}” was not read: it was not found in the file",
    )
    return Unread(layout.id, "", "", MISSING, "", "", zh, en, is_gap=True)


def _has_picture(document: Document, layout: Layout) -> bool:
    name = plain(layout.zh)
    sections = {paragraph.section for paragraph in document.paragraphs if paragraph.index in document.pictures}
    titles = [plain(document.headings.get(section, "")) for section in sections]
    return any(title and SequenceMatcher(None, name, title).ratio() >= NAMED_ALIKE for title in titles)


def _parts(layout: Layout, keys: set[_Key]) -> Iterator[Unread]:
    """Name the rows and columns of a table of which nothing was found, then single cells."""
    for number, block in enumerate(layout.blocks):
        rows = range(len(block.rows) or 1)
        have = {(row, column) for at, row, column in keys if at == number}
        absent = [column for column in range(len(block.columns)) if have and not any((r, column) in have for r in rows)]
        for column in absent:
            yield _gap(layout, block, None, [column])
        for row in rows:
            lacking = [c for c in range(len(block.columns)) if c not in absent and (row, c) not in have]
            whole = len(lacking) == len(block.columns) - len(absent)
            if lacking:
                yield _gap(layout, block, row, [] if whole else lacking)


def _gap(layout: Layout, block: Block, row: int | None, columns: Sequence[int]) -> Unread:
    row_name = block.rows[row].labels[0] if row is not None and block.rows else ""
    column_name = "、".join(_heading(block.columns[column]) for column in columns)
    zh = "".join([f"“{row_name}”行" if row_name else "", f"“{column_name}”列" if column_name else ""]) or "数字行"
    en = " ".join([f"row “{row_name}”" if row_name else "", f"column “{column_name}”" if column_name else ""]).strip()
    return Unread(
        layout.id,
        plain(row_name),
        column_name,
        MISSING,
        "",
        "",
        f"“{layout.zh}”的{zh}未读取：文件中未找到",
        f"{layout.en}: {en or 'the row of figures'} was not read: it was not found in the file",
        is_gap=True,
    )


def _heading(column: Column) -> str:
    return "/".join([*column.under[:1], column.labels[0]])
