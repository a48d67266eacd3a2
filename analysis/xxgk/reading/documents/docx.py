"""Word documents: paragraphs and tables in the order in which they stand."""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import islice

from docx import Document as open_docx
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from lxml import etree

from xxgk.reading.base.errors import UserError
from xxgk.reading.documents.assemble import Block, Line
from xxgk.reading.documents.grid import WIDEST_SPAN, Grid, tighten
from xxgk.reading.documents.model import Cell
from xxgk.reading.documents.numbering import Numbering
from xxgk.reading.documents.whitespace import join_lines, tidy

LARGEST_EXPANDED = 300_000_000  # bytes once unzipped, pictures included
LARGEST_XML = 30_000_000  # bytes of XML once unzipped; the blank official form has 0.2 million
MOST_PARTS = 5_000
DEEPEST = 200  # elements inside one another; a table in a table in a content control reaches about 30

_TEXT = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Text boxes repeat or decorate; moved-away and deleted text is no longer there.
_SKIPPED = frozenset(qn(f"w:{name}") for name in ("txbxContent", "moveFrom", "del", "pPr", "rPr"))
_WRAPPERS = frozenset(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
# By what other archives can be told that reports come as.
_OTHERS = {
    "xl/workbook.xml": "an Excel workbook",
    "content.xml": "an OpenDocument file",
    "OFD.xml": "an OFD file",
}
_DAMAGED = "is a damaged Word file, or no Word file. Get it anew, or open it in a word processor and save it as .docx."


def read_docx(data: bytes) -> Iterator[Block]:
    """Yield the lines and data tables of a Word document in reading order."""
    _check_archive(data)
    try:
        document = open_docx(BytesIO(data))
        body = document.element.body
    except Exception as error:  # a damaged file fails anywhere in the libraries, with any exception
        raise UserError(_DAMAGED) from error
    _check_depth(body)
    try:
        yield from _Reader(Numbering(document)).blocks(body)
    except (ValueError, KeyError, AttributeError) as error:  # attributes that the schema does not allow
        raise UserError(_DAMAGED) from error


def _check_archive(data: bytes) -> None:
    """Refuse what would expand beyond measure before anything is expanded."""
    try:
        parts = zipfile.ZipFile(BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UserError(_DAMAGED) from error
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        kind = next(
            (kind for name, kind in _OTHERS.items() if name in names), "an archive without a Word document in it"
        )
        raise UserError(f"is {kind}, which cannot be read. Give the report as .docx or .pdf.")
    xml = sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels")))
    if len(parts) > MOST_PARTS or xml > LARGEST_XML or sum(part.file_size for part in parts) > LARGEST_EXPANDED:
        raise UserError(
            f"expands to more than {LARGEST_XML // 1_000_000} MB of text or "
            f"{LARGEST_EXPANDED // 1_000_000} MB in all, which no annual report does. Save it anew as .docx."
        )


def _check_depth(body: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UserError(f"nests more than {DEEPEST} elements in one another. Save its text anew as .docx.")


class _Reader:
    """Walks the body; numbers automatic lists as they come."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the lines and grids of a body, a cell or a content control."""
        for child in _unwrapped(parent):
            if child.tag == _PARAGRAPH:
                yield from self._lines(child)
            elif child.tag == _TABLE:
                yield from self._table(child)

    def _lines(self, paragraph: etree._Element) -> Iterator[Line]:
        printed = "".join(_pieces(paragraph))
        text = tidy(self._numbering.prefix(paragraph) + printed) if printed.strip() else ""
        heading = self._numbering.is_heading(paragraph)
        yield from (Line(line, heading) for line in text.split("\n") if line)

    def _table(self, table: CT_Tbl) -> Iterator[Block]:
        """Yield the table as a grid, or its content where it only arranges text."""
        grid = None if _only_arranges(table) else self._grid(table)
        if grid is not None and not grid.is_layout:
            yield grid
            return
        for row in _children(table, _ROW):
            for cell in _children(row, _CELL):
                if cell.vMerge != "continue":
                    yield from self.blocks(cell)

    def _grid(self, table: CT_Tbl) -> Grid:
        placed: list[Cell] = []
        above: dict[int, int] = {}  # column to the cell that a vertical merge would continue
        for number, row in enumerate(_children(table, _ROW)):
            column = row.grid_before
            for cell in _children(row, _CELL):
                width = min(max(cell.grid_span, 1), WIDEST_SPAN)
                if cell.vMerge == "continue" and column in above:
                    top = placed[above[column]]
                    placed[above[column]] = Cell(top.row, top.column, number - top.row + 1, top.column_span, top.text)
                else:
                    above[column] = len(placed)
                    placed.append(Cell(number, column, 1, width, self._text(cell)))
                column += width
        return tighten(placed)

    def _text(self, cell: CT_Tc) -> str:
        return join_lines("\n".join(line.text for line in self.blocks(cell) if isinstance(line, Line)))


def _only_arranges(table: CT_Tbl) -> bool:
    """Return whether the table is a single cell, a frame, or stands round a table that is more."""
    return _is_frame(table) or not all(map(_is_frame, table.iterdescendants(_TABLE)))


def _is_frame(table: CT_Tbl) -> bool:
    return next(islice(table.iterdescendants(_CELL), 1, None), None) is None


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent.iterchildren():
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


def _children(parent: etree._Element, tag: str) -> Iterator[CT_Row | CT_Tc]:
    return (child for child in _unwrapped(parent) if child.tag == tag)


def _pieces(element: etree._Element) -> Iterator[str]:
    """Yield the printed characters of a paragraph, without hidden, deleted and boxed text."""
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _TEXT:
            yield _TEXT[child.tag]
        elif child.tag not in _SKIPPED and child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is None:
            yield from _pieces(child)
