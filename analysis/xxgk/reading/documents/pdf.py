"""PDF files: text re-joined into paragraphs, tables read from their ruled lines and joined over page breaks.

Each page is analysed once; what costs time is pdfplumber's reading of the page and its search for tables.
"""

import logging
import re
import zlib
from collections.abc import Iterator
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.page import Page as PlumbedPage

from xxgk.reading.base.errors import UserError
from xxgk.reading.documents.assemble import Block
from xxgk.reading.documents.pdf_layout import Page, Piece, find_lines, find_parts
from xxgk.reading.documents.pdf_pages import flow

MOST_PAGES = 400
LARGEST_EXPANDED = 500_000_000  # bytes of all compressed streams together, pictures included
_EXPANDED_AT_ONCE = 16_000_000
FEWEST_CHARACTERS = 20  # a report with fewer is a scan
MOST_UNREADABLE = 0.2  # share of characters without Unicode up to which the text is of use

THICKEST_RULE = 3  # points; a filled box that is thicker is shading
MOST_RULES = 4_000  # on a page; beyond this it is a drawing, and searching it for tables takes minutes

# Broken font tables are common and harmless, and nobody reading a report can mend them.
logging.getLogger("pdfminer").setLevel(logging.ERROR)


def read_pdf(data: bytes) -> Iterator[Block]:
    """Yield the paragraphs and data tables of a PDF in reading order."""
    _check_expansion(data)
    pages = _read_pages(data)
    characters = sum(len(piece.printed) for page in pages for piece in page.pieces)
    if characters < FEWEST_CHARACTERS:
        raise UserError("is a PDF without text, a scan. Run text recognition (OCR) on it, or give the report as .docx.")
    return flow(pages)


def _read_pages(data: bytes) -> list[Page]:
    try:
        with pdfplumber.open(BytesIO(data)) as pdf:
            if len(pdf.pages) > MOST_PAGES:
                raise UserError(
                    f"has {len(pdf.pages)} pages, more than the {MOST_PAGES} of any annual report. "
                    "Save the report alone as a PDF."
                )
            return [_read_page(page) for page in pdf.pages]
    except UserError:
        raise
    except Exception as error:  # a damaged file fails anywhere in the libraries, with any exception
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in (error, *error.args)):
            raise UserError("is locked with a password. Save it without one.") from error
        raise UserError("is a damaged PDF. Get it anew, or open it and print it to a new PDF.") from error


def _read_page(page: PlumbedPage) -> Page:
    """Find the lines and table parts of a page."""
    characters = [char for char in page.chars if _is_straight(char)]
    _check_characters(characters)
    ruled = page.filter(_is_no_shading)
    tables = ruled.find_tables() if _count_rules(ruled) <= MOST_RULES else []
    parts, outside = find_parts([table.cells for table in tables], characters)
    found: list[Piece] = [*parts, *find_lines(outside)]
    pieces = sorted(found, key=lambda piece: piece.top)
    content = Page(page.width, page.height, pieces)
    page.close()
    return content


def _is_straight(char: dict) -> bool:
    """Return whether a character stands upright or on its side; watermarks run aslant."""
    across, along = sorted(abs(part) for part in char["matrix"][:2])
    return across < along / 10


def _is_no_shading(item: dict) -> bool:
    """Return whether an item of the page may rule a table; word processors shade single lines of text."""
    thin = min(item["width"], item["height"]) <= THICKEST_RULE
    return item["object_type"] != "rect" or item["stroke"] or thin


def _count_rules(page: PlumbedPage) -> int:
    return len(page.rects) + len(page.lines) + sum(len(curve["pts"]) for curve in page.curves)


def _check_characters(characters: list[dict]) -> None:
    unreadable = sum(char["text"].startswith("(cid:") for char in characters)
    if unreadable > MOST_UNREADABLE * len(characters):
        raise UserError(
            "is a PDF whose fonts do not say which characters they show. "
            "Run text recognition (OCR) on it, or give the report as .docx."
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
            "Print it to a new PDF, or save it as .docx."
        )
