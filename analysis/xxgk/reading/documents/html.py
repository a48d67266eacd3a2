"""Saved web pages: the article's text and its data tables, without what the site puts round them."""

import re
from collections.abc import Iterator

from lxml import etree

from xxgk.reading.documents.assemble import PICTURE, STRUCK, Block, Line, Mark
from xxgk.reading.documents.decode import decode
from xxgk.reading.documents.furniture import find_furniture
from xxgk.reading.documents.grid import Content, Grid, lay_out
from xxgk.reading.documents.page_tree import GENERATED, parse_page, struck_texts
from xxgk.reading.documents.whitespace import join_lines, tidy

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCK_NAMES = (
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure form "
    "header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_BLOCKS = _HEADINGS | frozenset(_BLOCK_NAMES.split())
_SOFT = "\r"  # a line break of the source, which is no line break of the text
_SOFT_BETWEEN_CHINESE = re.compile(rf"(?<=[⺀-鿿　-〿＀-￯])\s*{_SOFT}\s*(?=[⺀-鿿　-〿＀-￯])")
_CELLS = ("td", "th")
_PICTURES = frozenset(("img", "svg"))
_FIELDS = ("input", "textarea", "select")
_GROUPS = ("thead", "tbody", "tfoot", "table")


def read_html(data: bytes) -> Iterator[Block]:
    """Yield the lines and data tables of a saved page in reading order."""
    root = parse_page(decode(data))
    for element in find_furniture(root):
        element.clear(keep_tail=True)
    yield from blocks_of(root)


def blocks_of(root: etree._Element) -> Iterator[Block]:
    """Yield the lines and data tables of a parsed page in reading order."""
    if struck := struck_texts(root):
        yield Mark(STRUCK, "、".join(struck))
    yield from _Reader(root).blocks(root)


class _Reader:
    """Walks the page; knows of each table its rows and whether it only arranges text."""

    def __init__(self, root: etree._Element) -> None:
        self._rows: dict[etree._Element, dict[etree._Element, list[etree._Element]]] = {}
        for cell in root.iter(*_CELLS):
            table = next(cell.iterancestors("table"), None)
            if table is not None:
                row = next(cell.iterancestors("tr", "table"))
                self._rows.setdefault(table, {}).setdefault(row, []).append(cell)
        sizes = {table: sum(map(len, rows.values())) for table, rows in self._rows.items()}
        # A single cell is a frame; a table round another table, frames apart, arranges the page.
        frames = {table for table, size in sizes.items() if size < 2}
        around = {outer for table in sizes.keys() - frames for outer in table.iterancestors("table")}
        self._layout = frames | around

    def blocks(self, root: etree._Element) -> Iterator[Block]:
        """Yield the lines and grids below an element."""
        line = _LineBuffer()
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            block = element.tag in _BLOCKS
            if block:
                yield from line.flush()
            if event == "end":
                line.add(element.tail if element is not root else None, element.getparent())
                continue
            grid = self._grid(element) if element.tag == "table" and element is not root else None
            if grid is not None:
                yield from self._caption(element)
                yield grid
                walker.skip_subtree()
                continue
            if element.tag in _PICTURES:
                yield Mark(PICTURE)
                walker.skip_subtree()
                continue
            line.begin(element)
        yield from line.flush()

    def _grid(self, table: etree._Element) -> Grid | None:
        """Return the table's grid; None where the table only arranges text."""
        if table in self._layout or table not in self._rows:
            return None
        rows = self._rows[table]
        ends = _group_ends(list(rows))
        grid = lay_out(
            [
                [(self._cell(cell), _span(cell, "rowspan"), _span(cell, "colspan")) for cell in cells]
                for cells in rows.values()
            ],
            ends,
        )
        return None if grid.is_layout else grid

    def _cell(self, cell: etree._Element) -> Content:
        """Read a cell: its text, its lines where there are several, what it shows that is no text."""
        blocks = list(self.blocks(cell))
        lines = tuple(tidy(block.text) for block in blocks if isinstance(block, Line))
        text = join_lines("\n".join(lines))
        unread = ""
        if not text and any(isinstance(block, Mark) for block in blocks):
            unread = PICTURE
        elif not text and next(cell.iter(*_FIELDS), None) is not None:
            unread = "field"
        elif not text and any(one.get(GENERATED) is not None for one in cell.iter(etree.Element)):
            unread = "generated"
        return Content(text, lines if len(lines) > 1 else (), unread)

    def _caption(self, table: etree._Element) -> Iterator[Block]:
        for caption in table.iterchildren("caption"):
            yield from self.blocks(caption)


class _LineBuffer:
    """The line being read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._heading = False

    def begin(self, element: etree._Element) -> None:
        """Take up what stands at an element's start."""
        if element.tag == "br":
            self._parts.append("\n")
        elif element.tag in _HEADINGS:
            self._heading = True
        elif element.tag == "li" and (parent := element.getparent()) is not None and parent.tag == "ol":
            self._parts.append(f"{_position(element, parent)}.")
        self.add(element.text, element)

    def add(self, text: str | None, parent: etree._Element | None) -> None:
        """Add running text; only in preformatted text are its line breaks line breaks."""
        if not text:
            return
        kept = parent is not None and (parent.tag == "pre" or next(parent.iterancestors("pre"), None) is not None)
        self._parts.append(text if kept else text.replace("\n", _SOFT))

    def flush(self) -> Iterator[Line]:
        """Yield the lines read so far."""
        text = _SOFT_BETWEEN_CHINESE.sub("", "".join(self._parts))
        heading, self._heading = self._heading, False
        self._parts.clear()
        for line in tidy(text).split("\n"):
            if line:
                yield Line(line, heading)


def _group_ends(rows: list[etree._Element]) -> list[int]:
    """Give for each row where its row group ends: no cell reaches beyond it."""
    groups = [next(row.iterancestors(*_GROUPS), None) for row in rows]
    ends = [len(rows)] * len(rows)
    for row in reversed(range(len(rows) - 1)):
        ends[row] = ends[row + 1] if groups[row] is groups[row + 1] else row + 1
    return ends


def _position(item: etree._Element, parent: etree._Element) -> int:
    """Return the number that a browser prints before a list item."""
    start = parent.get("start", "1")
    before = sum(1 for sibling in item.itersiblings("li", preceding=True))
    return (int(start) if start.isdecimal() and len(start) < 6 else 1) + before


def _span(cell: etree._Element, name: str) -> int:
    """Return a row or column span; what is no number counts as 1, as in a browser."""
    match = re.match(r"\s*(\d{1,9})", cell.get(name, "1"))
    return int(match[1]) if match else 1
