"""From what a reader finds, in reading order, to a document: offsets, sections, table numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from xxgk.reading.base.errors import UserError
from xxgk.reading.documents.grid import Grid
from xxgk.reading.documents.headings import find_heading
from xxgk.reading.documents.model import Document, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of text; `heading` where the format itself marks it as a heading."""

    text: str
    heading: bool = False


Block = Line | Grid

MOST_CHARACTERS = 5_000_000  # with line breaks; the longest report at hand has 10,593
MOST_LINES = 200_000


def assemble(name: str, form: str, sha256: str, blocks: Iterable[Block]) -> Document:
    """Build the document from its lines and grids in reading order."""
    outline = _Outline()
    lines: list[str] = []
    paragraphs: list[Paragraph] = []
    tables: list[Table] = []
    start = 0
    for block in blocks:
        if isinstance(block, Grid):
            tables.append(Table(len(tables), block.rows, outline.path, block.cells, len(lines) - 1))
            continue
        heading = outline.enter(block.text) or block.heading
        end = start + len(block.text)
        paragraphs.append(Paragraph(len(lines), start, end, outline.path, heading))
        lines.append(block.text)
        start = end + 1
        if start > MOST_CHARACTERS or len(lines) > MOST_LINES:
            raise UserError(
                f"holds more than {MOST_CHARACTERS:,} characters or {MOST_LINES:,} lines, "
                "which no annual report does. Give the report alone."
            )
    return Document(name, form, "\n".join(lines), tuple(paragraphs), tuple(tables), sha256, dict(outline.titles))


class _Outline:
    """The headings open at the present line."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []
        self.titles: dict[str, str] = {}

    @property
    def path(self) -> str:
        return "/".join(number for _, number in self._open)

    def enter(self, line: str) -> bool:
        """Open the section that the line heads, if any; True where the line is nothing but its heading."""
        found = find_heading(line)
        if found is None:
            return False
        self._open = [(level, number) for level, number in self._open if level < found.level]
        self._open.append((found.level, found.number))
        self.titles[self.path] = found.title
        return not found.run_in
