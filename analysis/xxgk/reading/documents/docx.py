"""Word documents: paragraphs and tables in the order in which they stand."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from itertools import islice

from docx import Document as open_docx
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row, CT_Tbl, CT_Tc
from lxml import etree

from xxgk.reading.base.errors import UserError
from xxgk.reading.documents.assemble import PICTURE, STRUCK, Block, Line, Mark
from xxgk.reading.documents.grid import WIDEST_SPAN, Grid, tighten
from xxgk.reading.documents.model import Cell
from xxgk.reading.documents.numbering import Numbering
from xxgk.reading.documents.whitespace import join_lines, tidy

LARGEST_EXPANDED = 300_000_000  # bytes once unzipped, pictures included
LARGEST_XML = 30_000_000  # bytes of XML once unzipped; the blank official form has 0.2 million
MOST_PARTS = 5_000
MOST_TAGS = 1_000_000  # opening and closing; the blank official form has 12,000
_MEDIA = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".emf", ".wmf", ".tif", ".tiff", ".svg", ".odttf", ".ttf")
DEEPEST = 200  # elements inside one another; a table in a table in a content control reaches about 30

_TEXT = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
# Text boxes repeat or decorate; moved-away and deleted text is no longer there.
_SKIPPED = frozenset(qn(f"w:{name}") for name in ("txbxContent", "moveFrom", "del", "pPr", "rPr"))
_WRAPPERS = frozenset(qn(f"w:{name}") for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))
_PICTURES = (qn("w:drawing"), qn("w:pict"), qn("w:object"))
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
# By what other archives can be told that reports come as.
_OTHERS = {
    "xl/workbook.xml": ("an Excel workbook", " Excel 工作簿"),
    "ppt/presentation.xml": ("a PowerPoint presentation", " PowerPoint 演示文稿"),
    "content.xml": ("an OpenDocument file", " OpenDocument 文件"),
    "OFD.xml": ("an OFD file", " OFD 文件"),
}
_NO_WORD = ("an archive without a Word document in it", "不含 Word 文件的压缩包")
_DAMAGED = UserError(
    "is a damaged Word file, or no Word file. Get it anew, or open it in a word processor and save it as .docx.",
    "是损坏的 Word 文件，或不是 Word 文件。请重新获取，或用文字处理软件打开后另存为 .docx。",
)


def read_docx(data: bytes) -> Iterator[Block]:
    """Yield the lines and data tables of a Word document in reading order."""
    _check_archive(data)
    try:
        document = open_docx(BytesIO(data))
        body = document.element.body
        if body is None:
            raise _DAMAGED
    except UserError:
        raise
    except Exception as error:  # a damaged file fails anywhere in the libraries, with any exception
        raise _DAMAGED from error
    _check_depth(body)
    try:
        reader = _Reader(Numbering(document))
        yield from reader.blocks(body)
    except (ValueError, KeyError, AttributeError, TypeError) as error:  # attributes that the schema does not allow
        raise _DAMAGED from error
    if reader.struck:
        yield Mark(STRUCK, "、".join(reader.struck))


def _check_archive(data: bytes) -> None:
    """Refuse what would expand beyond measure before anything is expanded."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _DAMAGED from error
    names = {part.filename for part in parts}
    if "word/document.xml" not in names:
        kind, kind_zh = next((kind for name, kind in _OTHERS.items() if name in names), _NO_WORD)
        raise UserError(
            f"is {kind}, which cannot be read. Give the report as .docx or .pdf.",
            f"是{kind_zh}，无法读取。请提供 .docx 或 .pdf 格式的报告。",
        )
    # A part may have any name: its relations say what it is.
    xml = [part for part in parts if not part.filename.lower().endswith(_MEDIA)]
    text = sum(part.file_size for part in xml)
    if len(parts) > MOST_PARTS or text > LARGEST_XML or sum(part.file_size for part in parts) > LARGEST_EXPANDED:
        raise UserError(
            f"expands to more than {LARGEST_XML // 1_000_000} MB of text or "
            f"{LARGEST_EXPANDED // 1_000_000} MB in all, which no annual report does. Save it anew as .docx.",
            f"展开后文字超过 {LARGEST_XML // 1_000_000} MB 或总计超过 {LARGEST_EXPANDED // 1_000_000} MB，"
            "年度报告不会如此。请另存为 .docx。",
        )
    for part in xml:
        _check_elements(archive, part)


def _check_elements(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Refuse a part with more elements than any report has; its stated size is held to, too."""
    try:
        with archive.open(part) as stream:
            tags = stream.read(LARGEST_XML + 1).count(b"<")
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _DAMAGED from error
    if tags > MOST_TAGS:
        raise UserError(
            f"holds more than {MOST_TAGS:,} elements in {part.filename}, which no annual report does. "
            "Save its text anew as .docx.",
            f"{part.filename} 中的元素超过 {MOST_TAGS:,} 个，年度报告不会如此。请将文字另存为 .docx。",
        )


def _check_depth(body: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(body, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise UserError(
                f"nests more than {DEEPEST} elements in one another. Save its text anew as .docx.",
                f"嵌套超过 {DEEPEST} 层。请将文字另存为 .docx。",
            )


class _Reader:
    """Walks the body; numbers automatic lists as they come."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self.struck: list[str] = []

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """Yield the lines and grids of a body, a cell or a content control."""
        for child in _unwrapped(parent):
            if child.tag == _PARAGRAPH:
                yield from self._lines(child)
            elif child.tag == _TABLE:
                yield from self._table(child)

    def _lines(self, paragraph: etree._Element) -> Iterator[Line | Mark]:
        if next(paragraph.iterdescendants(*_PICTURES), None) is not None:
            yield Mark(PICTURE)
        printed = _without_marks(_pieces(paragraph, self.struck))
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
                    placed[above[column]] = replace(top, row_span=number - top.row + 1)
                else:
                    above[column] = len(placed)
                    placed.append(Cell(number, column, 1, width, *self._content(cell)))
                column += width
        return tighten(placed)

    def _content(self, cell: CT_Tc) -> tuple[str, tuple[str, ...], str]:
        """Read a cell: its text, its lines where there are several, what it shows that is no text."""
        blocks = list(self.blocks(cell))
        lines = tuple(block.text for block in blocks if isinstance(block, Line))
        text = join_lines("\n".join(lines))
        picture = not text and any(isinstance(block, Mark) for block in blocks)
        return text, lines if len(lines) > 1 else (), PICTURE if picture else ""


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


def _pieces(element: etree._Element, struck: list[str]) -> Iterator[tuple[str, bool]]:
    """Yield the printed characters of a paragraph and whether they are raised; hidden and deleted text is none."""
    for child in element.iterchildren():
        if child.tag == qn("w:t"):
            yield child.text or "", _is_on(element, "vertAlign", "superscript")
        elif child.tag in _TEXT:
            yield _TEXT[child.tag], False
        elif _is_on(child, "strike") or _is_on(child, "dstrike"):
            struck += filter(None, ["".join(text for text, _ in _pieces(_bare(child), []))])
        elif child.tag not in _SKIPPED and child.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is None:
            yield from _pieces(child, struck)


def _bare(run: etree._Element) -> etree._Element:
    """Give a run without its properties."""
    bare = etree.Element(run.tag)
    bare.extend([deepcopy(child) for child in run.iterchildren() if child.tag != qn("w:rPr")])
    return bare


def _is_on(run: etree._Element, name: str, value: str = "") -> bool:
    """Tell whether a run has a property: any value but off, or the one named."""
    found = run.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}")
    stated = None if found is None else found.get(qn("w:val"), "true")
    return stated == value if value else stated not in (None, "0", "false", "off")


def _without_marks(pieces: Iterable[tuple[str, bool]]) -> str:
    """Put the pieces of a paragraph together; a raised mark behind a figure is no digit of it."""
    text = ""
    for piece, raised in pieces:
        behind = text.rstrip()[-1:]
        text += "" if raised and (behind.isdigit() or not behind.isascii()) else piece
    return text
