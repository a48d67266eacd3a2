"""What a report prints, what it means and where it stands: one fact for each figure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, TypeVar

from xxgk.reading.base.records import Fact, Notice, Unread
from xxgk.reading.documents import Document
from xxgk.reading.extract.cover import read_cover
from xxgk.reading.extract.glued import (
    Decoded,
    Stretch,
    decode,
    find_stretches,
    glued_facts,
    glued_notices,
    glued_unread,
)
from xxgk.reading.extract.prose.lexicon import load_lexicon
from xxgk.reading.extract.prose.reader import name_figures
from xxgk.reading.extract.prose.structure import read_structure
from xxgk.reading.extract.prose.tokens import Words
from xxgk.reading.extract.prose.unexplained import unexplained_words
from xxgk.reading.extract.tables import Match, match_tables, table_facts, table_notices
from xxgk.reading.extract.tables.gaps import Found, find_gaps, key_of, table_unread
from xxgk.reading.extract.titles import with_headings
from xxgk.reading.forms import Form
from xxgk.reading.quantities import Exclusion, Quantity, find_quantities
from xxgk.reading.quantities.script import fold

if TYPE_CHECKING:
    import pandas as pd

_Spanned = TypeVar("_Spanned", Quantity, Exclusion)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A figure of a text (`kind` is ``figure``), or a numeral or word that is none, with the reason as its `kind`."""

    start: int
    end: int
    printed: str
    kind: str


def extract(document: Document, form: Form) -> tuple[list[Fact], list[Notice]]:
    """Extract every figure of a report, and say what could not be read.

    Parameters
    ----------
    document
        The report as read by :func:`xxgk.reading.documents.read_document`.
    form
        The edition, with the words that it adds to the lexicon.

    Returns
    -------
    tuple of list of Fact and list of Notice
        The figures of the text in its order, tables that ran together in it included; then those of the tables.
    """
    found = extract_report(document, form)
    return found.facts, found.notices


@dataclass(frozen=True, slots=True)
class Extract:
    """What was read of a report: its figures, what to know about the reading, what of its tables was not read."""

    facts: list[Fact]
    notices: list[Notice]
    unread: list[Unread]


def extract_report(document: Document, form: Form) -> Extract:
    """Extract every figure of a report, say what could not be read, and hold its tables against the edition's."""
    stretches = find_stretches(document.text, form)
    quantities, exclusions = find_quantities(document.text)
    quantities = _outside(stretches, quantities)
    cover, lexicon = read_cover(document), load_lexicon(form.words, form.frames)
    words = Words(fold(document.text), quantities, exclusions, lexicon)
    prose = name_figures(document, words, read_structure(document, words, cover.year), cover.organ, cover.year)
    decoded = [row for stretch in stretches for row in decode(document, form, stretch, prose)]
    matches = match_tables(document, form)
    text = sorted([*prose, *glued_facts(document, decoded)], key=lambda fact: fact.start)
    notices = [*document.notices, *glued_notices(document, decoded), *table_notices(matches)]
    gaps = find_gaps(document, form, [*_matched(matches), *_decoded(decoded)])
    unread = [*gaps, *glued_unread(document, decoded), *table_unread(matches)]
    return Extract([*with_headings(text, document), *table_facts(matches)], notices, unread)


def _matched(matches: Sequence[Match]) -> Iterator[Found]:
    for match in matches:
        if match.layout is None:
            continue
        for entry in match.reading.located:
            yield match.layout, match.level, key_of(match.layout, entry.block, entry.row, entry.column)


def _decoded(rows: Sequence[Decoded]) -> Iterator[Found]:
    for row in rows:
        for column in row.segment.block.columns:
            yield row.layout, row.level, key_of(row.layout, row.segment.block, row.segment.row, column)


def extract_facts(document: Document, form: Form) -> pd.DataFrame:
    """Extract every figure of a report into a table.

    Returns
    -------
    DataFrame
        One row for each printed figure, in the order of the text. Columns: ``indicator`` (blank where the
        edition has none for it), ``level``, ``applicant``, ``value`` (float, base unit; a decline is negative),
        ``unit``, ``qualifier``, ``printed``, ``label``, ``section``, ``place``, ``start``, ``end`` (code points).
    """
    from xxgk.reading.base.tables import facts_table

    return facts_table(extract(document, form)[0])


def account(document: Document, form: Form | None = None) -> list[Numeral]:
    """Account for every digit and every Chinese numeral of a report's text, and for the words that nobody knows.

    Parameters
    ----------
    document
        The report.
    form
        Its edition, by which tables that ran together in the text are known; each counts as one, ``"glued_table"``.

    Returns
    -------
    list of Numeral
        Each figure, each exclusion with its reason: a date, an ordinal, a document number ...; and as ``"unexplained"``
        each word before a figure that the lexicon does not know and that keeps it from having an indicator.
    """
    text = document.text
    lexicon = load_lexicon(form.words, form.frames) if form else load_lexicon()
    quantities, exclusions = find_quantities(text)
    stretches = find_stretches(text, form) if form else []
    numerals = [
        *(Numeral(q.start, q.end, q.printed, "figure") for q in _outside(stretches, quantities)),
        *(Numeral(e.start, e.end, e.printed, e.reason) for e in _outside(stretches, exclusions)),
        *(Numeral(s.start, s.end, text[s.start : s.end], "glued_table") for s in stretches),
        *(
            Numeral(word.start, word.end, text[word.start : word.end], "unexplained")
            for word in unexplained_words(
                document, _outside(stretches, quantities), exclusions, lexicon, read_cover(document).organ
            )
        ),
    ]
    return sorted(numerals, key=astuple)


def _outside(stretches: Sequence[Stretch], found: list[_Spanned]) -> list[_Spanned]:
    """Leave out what lies in a table that ran together in the text."""
    starts = [stretch.start for stretch in stretches]
    before = (bisect_right(starts, one.start) - 1 for one in found)
    return [one for one, at in zip(found, before, strict=True) if at < 0 or one.start >= stretches[at].end]
