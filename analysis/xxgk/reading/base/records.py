"""What reading a report yields: facts, and notices on what the reader should know about them."""

import re
from dataclasses import dataclass, fields
from typing import Annotated

from msgspec import Meta

from xxgk.reading.base.cells import NO_OFFSET, Number, Offset, Qualifier, Quote, Text

__all__ = [
    "COLUMNS",
    "NO_OFFSET",
    "OFFSETS",
    "RATES",
    "SEPARATOR",
    "Fact",
    "Notice",
    "Several",
    "address",
    "is_rounded",
]


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed figure; the fields are the columns of `data/facts/<report>.csv`, and are declared here alone.

    `value` is the decimal as it was read, digit for digit, and blank where the cell is. A field with a default is a
    column that came later: a folder written before it has none.
    """

    indicator: Annotated[Text, Meta(description="Id in indicators.csv; blank while a figure has no indicator")]
    level: Annotated[Text, Meta(description="Whose figure: id of a level in terms.csv")]
    applicant: Annotated[
        Text, Meta(description="Kind of applicant in the statutory tables: id in terms.csv; blank elsewhere")
    ]
    value: Annotated[
        Number, Meta(description="Number in the base unit; a decline is negative; blank when the cell is blank")
    ]
    unit: Annotated[Text, Meta(description="Unit as printed, without 万 or 亿")]
    qualifier: Annotated[
        Qualifier,
        Meta(description="exact, over, nearly, about, at_least, at_most or none (the text says that there was none)"),
    ]
    printed: Annotated[Quote, Meta(description="The figure exactly as printed")]
    label: Annotated[Quote, Meta(description="The noun phrase the figure belongs to, as printed")]
    section: Annotated[Text, Meta(description="Heading path")]
    place: Annotated[Text, Meta(description="p43: 0-based line of the text; t3 r5 c2: table, row, column")]
    start: Annotated[Offset, Meta(description="Code-point offset of the printed figure; in a table, within the cell")]
    end: Annotated[Offset, Meta(description="Code-point offset of its end")]
    period: Annotated[
        Text,
        Meta(
            description="Of which time: year (the report's), half, quarter, part (of a year), years (several), "
            "cumulative, plan, or another year's number; blank in tables"
        ),
    ] = ""
    of: Annotated[
        Text,
        Meta(
            description="Place (p43:120-124) of the whole that it is part or share of, or of what a growth, difference "
            "or ratio is measured against; several that are one whole together are joined by a blank; "
            "blank if unprinted"
        ),
    ] = ""
    relation: Annotated[
        Text, Meta(description="How: part, share, growth, difference, ratio, same; blank where it hangs on no other")
    ] = ""
    about: Annotated[
        Text,
        Meta(description="Place of the count that a share, growth, difference or ratio speaks of; blank if unprinted"),
    ] = ""
    tie: Annotated[
        Text,
        Meta(
            description="How the tie is known: list:N (which list it is a member of), opener:WORD (what opens it), "
            "whole:WHY (why the list is complete), overlap (one thing may count in several members), arithmetic "
            "(the words leave it open, the figures decide)"
        ),
    ] = ""
    heading: Annotated[
        Text,
        Meta(
            description="The words of the headings above it, outermost first, then of the paragraph's own; each up to "
            "its first comma; blank in tables"
        ),
    ] = ""

    @property
    def address(self) -> str:
        """Where exactly the figure stands (`address`)."""
        return self.place if self.start == NO_OFFSET else address(self.place, self.start, self.end)


COLUMNS = tuple(field.name for field in fields(Fact))
OFFSETS = ("start", "end")
_LARGE = re.compile("[万亿]")  # units of ten thousand and of a hundred million, in which figures are printed rounded
# How the indicator of a rate ends: a share, a change, a multiple of last year's.
RATES = (".share", ".growth", ".ratio")
SEPARATOR = "; "


class Several(tuple):
    """Several values in one cell of a table: a tuple to programs, joined by "; " where it is written as text.

    Examples
    --------
    >>> places = Several(("p43:9-12", "t3 r5 c2"))
    >>> places[0], str(places)
    ('p43:9-12', 'p43:9-12; t3 r5 c2')
    """

    __slots__ = ()

    def __str__(self) -> str:
        return SEPARATOR.join(map(str, self))


def is_rounded(qualifier: str, printed: str) -> bool:
    """Tell whether a figure is printed rounded; where it is printed again exactly, that counts."""
    return qualifier not in ("", "exact") or _LARGE.search(printed) is not None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the reading of a report that its facts cannot say; never an error.

    `code` is permanent; `place` is written as in a fact, and blank where the whole report is meant.
    """

    code: str
    place: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Unread:
    """A table, row, column or cell of the edition that was not read, or one in the report that the edition lacks.

    Attributes
    ----------
    table
        Id of the edition's table, ``applications``.
    row, column
        Their labels; both blank where the whole table is meant, one where a whole row or column is.
    why
        A permanent word: ``missing`` (looked for in all of the report and not found), ``picture`` (a picture stands in
        its place), ``unknown_row``, ``unknown_column`` (the edition has none of this name), ``ambiguous``,
        ``contradictory``, ``merged``, ``stacked``, ``two_figures``, ``dotted``, ``unreadable``, ``no_unit``, and
        ``field``, ``picture``, ``generated``, ``font`` for what a cell shows that is no text.
    place
        As in a fact; blank where nothing was found.
    printed
        The figures that are printed there, as they stand.
    is_gap
        True where cells of the edition were not found at all: such a report is not clean.
    """

    table: str
    row: str
    column: str
    why: str
    place: str
    printed: str
    zh: str
    en: str
    is_gap: bool = False


def address(place: str, start: int, end: int) -> str:
    """Write where exactly a figure stands; a cell of a table holds its figure whole.

    Examples
    --------
    >>> address("p43", 9108, 9112), address("t3 r5 c2", 0, 4)
    ('p43:9108-9112', 't3 r5 c2')
    """
    return place if place.startswith("t") else f"{place}:{start}-{end}"
