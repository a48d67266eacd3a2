"""From pages to one flow: page numbers left out, tables joined over page breaks, pieces in reading order."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from xxgk.reading.documents.assemble import Block
from xxgk.reading.documents.pdf_layout import Page, TablePart, TextLine
from xxgk.reading.documents.pdf_paragraphs import Edges, edges_of, join_paragraphs, usual_step
from xxgk.reading.documents.pdf_tables import continues, join_parts

MARGIN = 0.1  # of the page's height, at the top and at the bottom
FEWEST_REPEATS = 3  # pages

_PAGE_NUMBER = re.compile(
    r"[-—–―·•\s]*(?:第\s*)?\d{1,4}\s*页?(?:\s*[,，/／]?\s*共?\s*\d{1,4}\s*页)?(?:\s*[/／]\s*\d{1,4})?[-—–―·•\s]*"
)
_DIGITS = re.compile(r"\d+")


def flow(pages: list[Page]) -> Iterator[Block]:
    """Yield paragraphs and grids in reading order."""
    pages = _without_margins(pages)
    step = usual_step(page.lines for page in pages)
    for _, run in groupby(_items(pages), key=lambda item: isinstance(item, list)):
        items = list(run)
        if lines := [item for item in items if not isinstance(item, list)]:
            yield from join_paragraphs(lines, step)
        for parts in (item for item in items if isinstance(item, list)):
            grid = join_parts(parts)
            if grid.is_layout:
                within = [line for part in parts for cell in part.cells for line in cell.lines]
                yield from join_paragraphs([(line, edges_of(within)) for line in within], step)
            else:
                yield grid


def _items(pages: list[Page]) -> Iterator[tuple[TextLine, Edges] | list[TablePart]]:
    """Yield the lines with the edges of their page, and the tables with all their parts."""
    widths = {page.width for page in pages}
    edges = {
        width: edges_of([line for page in pages if page.width == width for line in page.lines]) for width in widths
    }
    table: list[TablePart] = []
    for page in pages:
        for position, piece in enumerate(page.pieces):
            if table and not (position == 0 and isinstance(piece, TablePart) and continues(table[-1], piece)):
                yield table
                table = []
            if isinstance(piece, TablePart):
                table = [*table, piece]
            else:
                yield piece, edges[page.width]
    if table:
        yield table


def _without_margins(pages: list[Page]) -> list[Page]:
    """Leave out page numbers, and the lines that most pages have at the same edge."""
    margins = [_margin_lines(page) for page in pages]
    repeats = Counter(key for lines in margins for key in set(lines.values()))
    enough = max(FEWEST_REPEATS, len(pages) // 2 + 1)
    kept = []
    for page, lines in zip(pages, margins, strict=True):
        dropped = {
            line for line, key in lines.items() if repeats[key] >= enough or _PAGE_NUMBER.fullmatch(line.printed)
        }
        kept.append(replace(page, pieces=[piece for piece in page.pieces if piece not in dropped]))
    return kept


def _margin_lines(page: Page) -> dict[TextLine, tuple[bool, str]]:
    """Map the lines in a page's margins to the edge and the text, digits aside."""
    top, bottom = MARGIN * page.height, (1 - MARGIN) * page.height
    return {
        line: (line.top < top, _DIGITS.sub("0", line.printed))
        for line in page.lines
        if not top < (line.top + line.bottom) / 2 < bottom
    }
