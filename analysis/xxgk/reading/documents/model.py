"""What every reader returns: text with its paragraphs, tables with their cells, each with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from xxgk.reading.base.records import Notice


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of the text.

    Attributes
    ----------
    index
        0-based line of the document's text, blank lines counted.
    start, end
        Code-point offsets: ``document.text[start:end]`` is the line without its line break.
    section
        Path of the headings above it, e.g. ``"二/(一)"``; ``""`` before the first one.
    heading
        True where the line is nothing but a heading. A heading may still print figures.
    """

    index: int
    start: int
    end: int
    section: str
    heading: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: where it begins in the grid, how far it reaches, what it says.

    `lines` are its printed lines where there is more than one, `unread` names what it shows that is no text: ``field``,
    ``picture``, ``generated``, ``font``.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    lines: tuple[str, ...] = ()
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """One data table as a rectangular grid.

    Attributes
    ----------
    index
        0-based order in the document.
    rows
        The grid: a merged cell is repeated in every position that it covers, a missing one is ``""``.
    section
        Path of the headings above the table.
    cells
        The cells as printed, in reading order, each once. Two rows of one table may be merged
        differently; only the printed cells tell a repeated figure from a second one.
    paragraph
        Index of the line that stands above the table; -1 before the first.
    """

    index: int
    rows: tuple[tuple[str, ...], ...]
    section: str
    cells: tuple[Cell, ...] = ()
    paragraph: int = -1


@dataclass(frozen=True, slots=True)
class Document:
    """A report as read: nothing interpreted, every piece with its place.

    Attributes
    ----------
    name
        The file's name.
    format
        ``txt``, ``md``, ``html``, ``docx`` or ``pdf``.
    text
        The running text, without the tables.
    paragraphs
        The text's lines, in order.
    tables
        The data tables, in order.
    sha256
        Of the file's bytes.
    headings
        Section path to the heading's text, without its number.
    pictures
        Index of the line above each picture; -1 before the first.
    notices
        What was left out in reading, and what could not be read.
    """

    name: str
    format: str
    text: str
    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Table, ...]
    sha256: str
    headings: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[int, ...] = ()
    notices: tuple[Notice, ...] = ()
