"""What reading a report yields: facts, and notices on what the reader should know about them."""

import re
from dataclasses import MISSING, dataclass, fields

# Where a file of facts leaves an offset blank: the figure's place is known, its span in the text is not.
NO_OFFSET = -1


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed figure; the fields are the columns of `data/facts/<report>.csv`.

    `value` is the decimal as it was read, digit for digit, and blank where the cell is. A field with a default is a
    column that came later: a folder written before it has none.
    """

    indicator: str
    level: str
    applicant: str
    value: str
    unit: str
    qualifier: str
    printed: str
    label: str
    section: str
    place: str
    start: int
    end: int

    @property
    def address(self) -> str:
        """Where exactly the figure stands (`address`)."""
        return self.place if self.start == NO_OFFSET else address(self.place, self.start, self.end)


COLUMNS = tuple(field.name for field in fields(Fact))
REQUIRED = tuple(field.name for field in fields(Fact) if field.default is MISSING)
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


def address(place: str, start: int, end: int) -> str:
    """Write where exactly a figure stands; a cell of a table holds its figure whole.

    Examples
    --------
    >>> address("p43", 9108, 9112), address("t3 r5 c2", 0, 4)
    ('p43:9108-9112', 't3 r5 c2')
    """
    return place if place.startswith("t") else f"{place}:{start}-{end}"
