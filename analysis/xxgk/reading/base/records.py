"""What reading a report yields: facts, and notices on what the reader should know about them."""

import re
from dataclasses import dataclass, fields

import pandas as pd


@dataclass(frozen=True, slots=True)
class Fact:
    """One printed figure; the fields are the columns of `data/facts/<report>.csv`."""

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


COLUMNS = tuple(field.name for field in fields(Fact))
_LARGE = re.compile("[万亿]")  # units of ten thousand and of a hundred million, in which figures are printed rounded
# How the indicator of a rate ends: a share, a change, a multiple of last year's.
RATES = (".share", ".growth", ".ratio")
_NUMBERS = {"value": "float64", "start": "Int64", "end": "Int64"}


def typed(table: pd.DataFrame) -> pd.DataFrame:
    """Give a table of facts its column types: text, float values, integer offsets."""
    numeric = {name: pd.to_numeric(table[name], errors="coerce").astype(kind) for name, kind in _NUMBERS.items()}
    return table.astype({name: "str" for name in COLUMNS if name not in _NUMBERS}).assign(**numeric)


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
