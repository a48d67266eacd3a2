"""Relations across documents: a report held against the same organ's report for the year before."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from xxgk.reading.audit import Relation, relate_identities
from xxgk.reading.base import folders
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.model import Entry, read_as
from xxgk.reading.base.paths import DATA
from xxgk.reading.base.records import Fact
from xxgk.reading.breaks import breaks_between
from xxgk.reading.forms.entries import IdentityEntry
from xxgk.reading.forms.identities import Identity, parse_identities


@dataclass(frozen=True, slots=True)
class Previous:
    """The report of the same organ for the year before.

    Attributes
    ----------
    name
        Its id, or its file's path.
    year
        The year that it is about; None where it does not say.
    facts
        Its figures.
    """

    name: str
    year: int | None
    facts: tuple[Fact, ...]


class _Identities(Entry, frozen=True):
    """The file of the identities across documents."""

    always: tuple[IdentityEntry, ...]
    unbroken: tuple[IdentityEntry, ...]


def previous_of(report: str) -> Previous | None:
    """Look up the report of the same organ for the year before; None where the data folders have none."""
    return _stored(folders.year_before(report))


def previous_to(organ: str, year: int | None) -> Previous | None:
    """Look up an organ's report for the year before a year."""
    return _stored(folders.report_of(organ, year - 1 if year else None))


def _stored(report: str) -> Previous | None:
    if not report:
        return None
    return Previous(report, folders.report_row(report)["year"], folders.stored_facts(report))


def relate_across(facts: Iterable[Fact], previous: Previous | None, year: int | None, form: str) -> list[Relation]:
    """Hold the facts of a report against those of the year before.

    Parameters
    ----------
    facts
        The facts of the report.
    previous
        The report for the year before; without it, there is nothing to hold them against.
    year, form
        The year that the report is about, and the edition that it was read as.
    """
    if previous is None:
        return []
    return relate_identities(facts, _unbroken(previous.year, year, form), previous.facts)


def _unbroken(earlier: int | None, later: int | None, form: str) -> list[Identity]:
    """Choose the identities that hold between two years; where a year is not known, no break is."""
    always, unbroken = _identities()
    if earlier is None or later is None:
        return [*always, *unbroken]
    return [*always, *(one for one in unbroken if not breaks_between(earlier, later, _subject(one), form))]


def _subject(identity: Identity) -> str:
    """Name the indicator that an identity is about: the first of its own year."""
    members = (*identity.parts, *identity.total) if identity.kind == "bound" else identity.total
    return next(member for member in members if not member.startswith("previous:")).partition("/")[0]


# The identities are the package's own and do not change while it runs.
@cache
def _identities() -> tuple[tuple[Identity, ...], tuple[Identity, ...]]:
    path = DATA / "across.toml"
    try:
        file = read_as(tomllib.loads(path.read_text("utf-8")), _Identities)
        always, unbroken = (
            tuple(one for entry in entries for one in parse_identities(entry))
            for entries in (file.always, file.unbroken)
        )
    except (KeyError, ValueError) as error:
        raise UserError(f"{path} cannot be used: {error}.") from error
    return always, unbroken
