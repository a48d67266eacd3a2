"""PDF files: text re-joined into paragraphs, tables read from their ruled lines and joined over page breaks.

PDFium says what each page paints and in which order; a page of a report takes it some hundredths of a second.
"""

import re
import zlib
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from xxgk.reading.base.errors import UserError
from xxgk.reading.documents.assemble import FONT, PICTURE, UNSEEN, Block, Mark
from xxgk.reading.documents.pdf_glyphs import NO_TEXT, Painted, View, bounds_of, painted, read_glyphs
from xxgk.reading.documents.pdf_layout import Page, Piece, find_lines, find_parts
from xxgk.reading.documents.pdf_pages import flow
from xxgk.reading.documents.pdf_rules import find_cells, find_tables, read_rules

MOST_PAGES = 400
LARGEST_EXPANDED = 500_000_000  # bytes of all compressed streams together, pictures included
_EXPANDED_AT_ONCE = 16_000_000
FEWEST_CHARACTERS = 20  # a report with fewer is a scan
MOST_UNREADABLE = 0.2  # share of characters without Unicode up to which the text is of use
SMALLEST_PICTURE = (120.0, 60.0)  # points: a picture that may show a table
_END = re.compile(rb"%%EOF\s*\Z")
_END_WITHIN = 2048

_SAVE = "Save the report alone as a PDF."
_DAMAGED = UserError(
    "is a damaged PDF. Get it anew, or open it and print it to a new PDF.",
    "是损坏的 PDF。请重新获取，或打开后另行打印为 PDF。",
)

_INCOMPLETE = UserError(
    "is an incomplete or damaged PDF: its end is missing. Download it again.",
    "是不完整或损坏的 PDF，文件末尾缺失。请重新下载。",
)


def read_pdf(data: bytes) -> Iterator[Block]:
    """Yield the paragraphs and data tables of a PDF in reading order."""
    _check_expansion(data)
    pages, marks = _read_pages(data)
    if sum(len(piece.printed) for page in pages for piece in page.pieces) < FEWEST_CHARACTERS:
        if not _END.search(data[-_END_WITHIN:]):
            raise _INCOMPLETE
        raise UserError(
            "is a PDF without text, a scan. Run text recognition (OCR) on it, or give the report as .docx.",
            "是没有文字的 PDF（扫描件）。请先进行文字识别（OCR），或提供 .docx 格式的报告。",
        )
    yield from marks
    yield from flow(pages)


def _read_pages(data: bytes) -> tuple[list[Page], list[Mark]]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise UserError(
                "is locked with a password. Save it without one.", "设有密码。请另存为不设密码的文件。"
            ) from error
        raise (_DAMAGED if _END.search(data[-_END_WITHIN:]) else _INCOMPLETE) from error
    if len(document) > MOST_PAGES:
        raise UserError(
            f"has {len(document)} pages, more than the {MOST_PAGES} of any annual report. {_SAVE}",
            f"有 {len(document)} 页，超过年度报告可能的 {MOST_PAGES} 页。请只保存报告本身。",
        )
    document.init_forms()  # so that what is filled into a form is there
    pages: list[Page] = []
    unseen: list[str] = []
    unreadable, characters, pictures = [], 0, 0
    for number in range(len(document)):
        try:
            page, hidden, broken, total, shown = _read_page(_flat(document, number))
        except OverflowError:
            raise UserError(
                f"has more on page {number + 1} than any page of a report. {_SAVE}",
                f"第 {number + 1} 页的内容超过任何报告的一页。请只保存报告本身。",
            ) from None
        except pdfium.PdfiumError as error:
            raise _DAMAGED from error
        pages.append(page)
        unseen += hidden
        unreadable += [(number + 1, broken)] if broken else []
        characters, pictures = characters + total, pictures + shown
    _check_characters(sum(count for _, count in unreadable), characters)
    marks = [Mark(PICTURE)] * min(pictures, 1)
    marks += [Mark(UNSEEN, " ".join(unseen))] if unseen else []
    marks += [Mark(FONT, f"p. {page}: {count}") for page, count in unreadable]
    return pages, marks


def _flat(document: pdfium.PdfDocument, number: int) -> pdfium.PdfPage:
    """Load a page whose form fields and annotations are part of it, as a reader sees them."""
    page = document[number]
    if raw.FPDFPage_GetAnnotCount(page.raw) and raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY) == 1:
        page.close()
        page = document[number]
    return page


def _read_page(page: pdfium.PdfPage) -> tuple[Page, list[str], int, int, int]:
    """Find the lines and table parts of a page; what it does not show, how much cannot be read, its pictures."""
    objects = painted(page)
    view, glyphs, unseen = read_glyphs(page, objects)
    upright = [glyph for glyph in glyphs if glyph.turn != 2]
    frames = [find_cells(table) for table in find_tables(read_rules(objects, view))]
    parts, outside = find_parts(frames, upright)
    found: list[Piece] = [*parts, *find_lines(outside)]
    pieces = sorted(found, key=lambda piece: piece.top)
    broken = sum(glyph.text == NO_TEXT for glyph in glyphs)
    return Page(*view.size, pieces), unseen, broken, len(glyphs), _count_pictures(objects, view)


def _count_pictures(objects: list[Painted], view: View) -> int:
    boxes = [bounds_of(one, view) for one in objects if one.kind == raw.FPDF_PAGEOBJ_IMAGE]
    width, height = SMALLEST_PICTURE
    return sum(right - left >= width and bottom - top >= height for left, top, right, bottom in boxes)


def _check_characters(unreadable: int, characters: int) -> None:
    if unreadable > MOST_UNREADABLE * characters:
        raise UserError(
            "is a PDF whose fonts do not say which characters they show. "
            "Run text recognition (OCR) on it, or give the report as .docx.",
            "是字体未说明所显示字符的 PDF。请先进行文字识别（OCR），或提供 .docx 格式的报告。",
        )


def _check_expansion(data: bytes) -> None:
    """Refuse a file whose compressed streams would fill the memory."""
    expanded = 0
    for match in re.finditer(rb"stream\r?\n", data):
        rest = data[match.end() : data.find(b"endstream", match.end())]
        stream = zlib.decompressobj()
        while rest and not stream.eof and expanded <= LARGEST_EXPANDED:
            try:
                expanded += len(stream.decompress(rest, _EXPANDED_AT_ONCE))
            except zlib.error:
                break  # not compressed, or compressed otherwise
            rest = stream.unconsumed_tail
    if expanded > LARGEST_EXPANDED:
        raise UserError(
            f"expands to more than {LARGEST_EXPANDED // 1_000_000} MB, which no annual report does. "
            "Print it to a new PDF, or save it as .docx.",
            f"展开后超过 {LARGEST_EXPANDED // 1_000_000} MB，年度报告不会如此。请另行打印为 PDF，或另存为 .docx。",
        )
