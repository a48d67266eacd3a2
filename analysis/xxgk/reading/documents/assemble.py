"""From what a reader finds, in reading order, to a document: offsets, sections, table numbers."""

from collections.abc import Iterable
from dataclasses import dataclass

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.records import Notice
from xxgk.reading.documents.grid import Grid
from xxgk.reading.documents.headings import find_heading
from xxgk.reading.documents.model import Document, Paragraph, Table


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of text; `heading` where the format itself marks it as a heading."""

    text: str
    heading: bool = False


PICTURE, STRUCK, UNSEEN, FONT = "picture", "struck", "unseen", "font"


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in the flow that is no text: a picture, or text that was left out, with the reason."""

    kind: str
    printed: str = ""


Block = Line | Grid | Mark

MOST_CHARACTERS = 500_000  # with line breaks; the longest report at hand has 10,593, and each costs time
MOST_LINES = 50_000
LONGEST_LEFT_OUT = 80  # characters of what was left out that a notice prints

_LEFT_OUT = {
    STRUCK: ("struck_text", "文中带删除线的内容未读取：{}", "Struck-out text was left out: {}"),
    UNSEEN: (
        "unseen_text",
        "页面上看不见的文字（透明、被遮盖或在页面之外）未读取：{}",
        "Text that the page does not show (not painted, covered or outside the page) was left out: {}",
    ),
    FONT: (
        "font_without_text",
        "字体未说明所显示的字符，未能读取：{}",
        "Fonts do not say which characters they show: {}",
    ),
}


def assemble(name: str, form: str, sha256: str, blocks: Iterable[Block]) -> Document:
    """Build the document from its lines and grids in reading order."""
    outline = _Outline()
    lines: list[str] = []
    paragraphs: list[Paragraph] = []
    tables: list[Table] = []
    pictures: list[int] = []
    notices: list[Notice] = []
    start = 0
    for block in blocks:
        if isinstance(block, Mark):
            if block.kind == PICTURE:
                pictures.append(len(lines) - 1)
            else:
                notices.append(_left_out(block))
            continue
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
                "which no annual report does. Give the report alone.",
                f"超过 {MOST_CHARACTERS:,} 个字符或 {MOST_LINES:,} 行，年度报告不会如此。请只提供报告本身。",
            )
    text, titles = "\n".join(lines), dict(outline.titles)
    return Document(name, form, text, tuple(paragraphs), tuple(tables), sha256, titles, tuple(pictures), tuple(notices))


def _left_out(mark: Mark) -> Notice:
    code, zh, en = _LEFT_OUT[mark.kind]
    printed = mark.printed if len(mark.printed) <= LONGEST_LEFT_OUT else f"{mark.printed[:LONGEST_LEFT_OUT]}…"
    return Notice(code, "", zh.format(printed), en.format(printed))


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
        # Of a number that is given out twice, nobody can tell by the number which words a figure stands under.
        known = self.titles.setdefault(self.path, found.title)
        if known != found.title:
            self.titles[self.path] = ""
        return not found.run_in
