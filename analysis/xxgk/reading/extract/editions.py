"""Which edition of the report a document follows: told by what it prints, not by its year."""

from collections import Counter
from collections.abc import Sequence

from xxgk.reading.base.records import Notice
from xxgk.reading.documents import Document
from xxgk.reading.extract.cover import read_cover
from xxgk.reading.extract.glued import find_stretches
from xxgk.reading.extract.tables import match_tables
from xxgk.reading.forms import Form, forms, load_form
from xxgk.reading.forms.layouts import NO_END, Layout

PROSE = "prose-2008"
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
        The edition of which the document has the most cells; of those the one of its year, then the one of which it
        lacks the fewest; for a document without such tables the prose edition. The notices say where the year of the
        report disagrees.
    """
    year = read_cover(document).year
    best, found, rank = load_form(PROSE), Counter(), (0, 0, 0)
    for form in forms().values():
        cells = _cells_by_layout(document, form)
        fitting = sum(layout.since <= (year or 0) <= layout.until for layout in cells)
        if cells and (cells.total(), fitting, -_size(form)) > rank:
            best, found, rank = form, cells, (cells.total(), fitting, -_size(form))
    return best, tuple(_year_notices(year, list(found)))


def _cells_by_layout(document: Document, form: Form) -> Counter[Layout]:
    """Count the cells of each table of an edition that a document has, in tables or run together in its text."""
    cells = {
        (match.layout, entry.row, entry.column)
        for match in match_tables(document, form)
        for entry in match.reading.located
    }
    for stretch in find_stretches(document.text, form):
        cells |= {
            (stretch.layout, segment.row, column) for segment in stretch.segments for column in segment.block.columns
        }
    return Counter(layout for layout, _, _ in cells)


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
