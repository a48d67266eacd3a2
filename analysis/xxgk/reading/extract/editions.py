"""Which edition of the report a document follows: told by what it prints, not by its year."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from xxgk.reading.base.records import Notice
from xxgk.reading.documents import Document
from xxgk.reading.extract.cover import read_cover
from xxgk.reading.extract.glued import find_stretches
from xxgk.reading.extract.glued.stretches import label_stem, texts_of
from xxgk.reading.extract.tables import match_tables, texts_of_cells
from xxgk.reading.forms import Form, Table, forms, load_form
from xxgk.reading.forms.layouts import NO_END, Column, Layout, plain

PROSE = "prose-2008"
STATUTORY = "statutory"
TABLES_SINCE = 2019  # 国办公开办函〔2019〕60号


def edition(document: Document, form: str = "") -> tuple[Form, tuple[Notice, ...]]:
    """Choose the edition to read a document as: the one named, else the one that its content fits.

    Returns
    -------
    tuple of Form and Notices
        The edition, and what is odd about the choice.
    """
    return (load_form(form), ()) if form else choose_form(document)


def choose_form(document: Document) -> tuple[Form, tuple[Notice, ...]]:
    """Choose the edition whose tables a document prints.

    Returns
    -------
    tuple of Form and Notices
        The edition of which the document has the most cells, each by the labels of its row and its column; of those
        the one of its year, then the one of which it lacks the fewest; for a document without such tables the prose
        edition. Where single tables are those of
        another edition, it has these. The notices say so, and where the year of the report disagrees.
    """
    year = read_cover(document).year
    known = forms()
    evidence: dict[Layout, int] = {}
    for form in known.values():
        evidence |= _evidence(document, form, evidence)
    best, rank = load_form(PROSE), (0, 0, 0, 0)
    for form in known.values():
        found = [table.layout for table in form.tables if table.layout in evidence]
        fitting = sum(layout.since <= (year or 0) <= layout.until for layout in found)
        whole = sum(table.layout.since <= (year or 0) <= table.layout.until for table in form.tables)
        here = sum(evidence[layout] for layout in found), fitting, whole, -_size(form)
        if found and here > rank:
            best, rank = form, here
    mixed = _with_own_tables(best, known.values(), evidence, year)
    layouts = [table.layout for table in mixed.tables if table.layout in evidence]
    return mixed, (
        *_mixture(best, mixed),
        *_ties(layouts, known.values(), evidence, year),
        *_year_notices(year, layouts),
    )


def _with_own_tables(form: Form, known: Iterable[Form], evidence: Mapping[Layout, int], year: int | None) -> Form:
    """Put into a statutory edition those tables of others for which more speaks than for its own."""
    if form.kind != STATUTORY:
        return form
    tables = list(form.tables)
    for number, own in enumerate(tables):
        mine = _rank(own.layout, evidence, year)
        for table in _rivals(own, known):
            if table.layout in evidence and _rank(table.layout, evidence, year) > mine:
                tables[number], mine = table, _rank(table.layout, evidence, year)
    if all(one is other for one, other in zip(tables, form.tables, strict=True)):
        return form
    layouts = {table.layout for table in tables}
    same = (one for one in known if one.kind == STATUTORY and {table.layout for table in one.tables} == layouts)
    return next(same, replace(form, tables=tuple(tables)))


def _rank(layout: Layout, evidence: Mapping[Layout, int], year: int | None) -> tuple[int, bool]:
    return evidence.get(layout, 0), layout.since <= (year or 0) <= layout.until


def _rivals(own: Table, known: Iterable[Form]) -> Iterator[Table]:
    for form in known:
        if form.kind == STATUTORY:
            yield from (one for one in form.tables if one.layout.id == own.layout.id and one.layout is not own.layout)


def _mixture(chosen: Form, mixed: Form) -> Iterator[Notice]:
    for own, table in zip(chosen.tables, mixed.tables, strict=True):
        if own.layout is not table.layout and mixed.id == chosen.id:
            zh = f"本报告混用不同年度的格式：“{table.layout.zh}”按其表头属于另一年度的格式，按该格式读取"
            en = f"The tables are of different editions: “{table.layout.en}” is read by its own labels"
            yield Notice("edition_mixed", "", zh, en)


def _ties(
    layouts: Sequence[Layout], known: Iterable[Form], evidence: Mapping[Layout, int], year: int | None
) -> Iterator[Notice]:
    """Say of which table the labels do not tell the edition, unless the year does."""
    for layout in layouts:
        if year is not None and layout.since <= year <= layout.until:
            continue
        same = {
            table.layout
            for form in known
            if form.kind == STATUTORY
            for table in form.tables
            if table.layout.id == layout.id and evidence.get(table.layout) == evidence[layout]
        }
        if len(same) > 1:
            zh = f"“{layout.zh}”的标签与不止一个年度的格式相符，无法据此判定所用格式"
            en = f"The labels of “{layout.en}” fit more than one edition, and nothing tells which one it is"
            yield Notice("edition_open", "", zh, en)


def _evidence(document: Document, form: Form, known: Collection[Layout]) -> dict[Layout, int]:
    """Count the cells of the tables of an edition that were not weighed before, in tables or in running text.

    A cell counts if the heading of its column is printed; where no heading is, every cell counts.
    """
    cells: dict[Layout, dict[tuple, Column]] = {}
    texts: dict[Layout, set[str]] = {}
    running: dict[Layout, str] = {}
    for match in match_tables(document, form):
        if match.layout and match.layout not in known:
            found = {(id(entry.row), id(entry.column)): entry.column for entry in match.reading.located}
            cells.setdefault(match.layout, {}).update(found)
            texts.setdefault(match.layout, set()).update(texts_of_cells(match.table))
    for stretch in find_stretches(document.text, form):
        if stretch.layout not in known:
            found = {(id(one.row), id(column)): column for one in stretch.segments for column in one.block.columns}
            cells.setdefault(stretch.layout, {}).update(found)
            running[stretch.layout] = running.get(stretch.layout, "") + texts_of(document.text, stretch)
    return {
        layout: sum(_is_printed(column, texts.get(layout, ()), running.get(layout, "")) for column in found.values())
        or len(found)
        for layout, found in cells.items()
    }


def _is_printed(column: Column, cells: Collection[str], running: str) -> bool:
    return any(plain(label) in cells or label_stem(label) in running for label in column.labels)


def _size(form: Form) -> int:
    return sum(table.layout.size for table in form.tables)


def _year_notices(year: int | None, layouts: Sequence[Layout]) -> list[Notice]:
    if year is None:
        return []
    if not layouts:
        if year < TABLES_SINCE:
            return []
        zh = f"{year}年度报告应有法定表格，文件中未找到，按叙述式报告读取"
        en = f"A report for {year} has statutory tables; none was found, so only its prose is read"
        return [Notice("tables_missing", "", zh, en)]
    return [
        Notice("edition_of_other_year", "", *_years_disagree(layout, year))
        for layout in layouts
        if not layout.since <= year <= layout.until
    ]


def _years_disagree(layout: Layout, year: int) -> tuple[str, str]:
    open_end = layout.until == NO_END
    zh = f"{layout.since}年起" if open_end else f"{layout.since}—{layout.until}年"
    en = f"{layout.since} onward" if open_end else f"{layout.since}–{layout.until}"
    return (
        f"“{layout.zh}”是{zh}的格式，而报告年度为{year}年",
        f"“{layout.en}” is the table of {en}, but the report is for {year}",
    )
