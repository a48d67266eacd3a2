"""The editions of the annual report, as data: what they ask for, words of their own, what must add up."""

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from xxgk.reading.base import folders
from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.model import read_as
from xxgk.reading.base.paths import data_folders
from xxgk.reading.forms.entries import EditionEntry, IdentityEntry, TableEntry, names
from xxgk.reading.forms.identities import KINDS, SEVERITIES, Identity, parse_identities
from xxgk.reading.forms.layouts import Layout, parse_layout
from xxgk.reading.forms.vocabulary import Names, check_identity, check_name

__all__ = ["KINDS", "SEVERITIES", "Form", "Identity", "Table", "forms", "load_form"]

FORM_KINDS = ("prose", "annex", "statutory")
# How editions were worded until the lexicon took the place of patterns.
_OLD_KEYS = ("item", "topic", "level", "part", "wording")


class _File(NamedTuple):
    """An edition's file as it is at the moment."""

    id: str
    path: Path
    changed: int
    size: int


class _Library(NamedTuple):
    """What an edition is read from: the file of each, and the indicators that there are."""

    files: tuple[_File, ...]
    indicators: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an edition and what must add up in it."""

    layout: Layout
    identities: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One edition of the report, as `data/forms/<id>.toml` describes it.

    `tables` are its tables, `relations` what must add up beyond them; `words` and `frames` what its running text adds
    to the lexicon (class to concept to words; lines as in `data/lexicon/frames.toml`).

    A file may borrow: with ``tables_of = ["statutory-2019.applications"]`` tables with their identities; with
    ``relations_of = ["prose-2008"]`` the other identities.
    """

    id: str
    zh: str
    en: str
    kind: str
    since: int
    until: int
    authority: str
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)
    frames: str = ""
    tables: tuple[Table, ...] = ()
    relations: tuple[Identity, ...] = ()

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Everything that must add up: within the tables, in the text, and between the two."""
        return tuple(identity for table in self.tables for identity in table.identities) + self.relations


def forms() -> dict[str, Form]:
    """Read every edition, embedded and the user's own.

    Returns
    -------
    dict of str to Form
        By id, in the order of their first year.

    Raises
    ------
    UserError
        A form file is not TOML, lacks a key or holds a bad value.
    """
    library = _library()
    read = [_read_form(library, file.id) for file in library.files]
    return {form.id: form for form in sorted(read, key=lambda form: (form.since, form.id))}


def load_form(form_id: str) -> Form:
    """Read one edition by its id.

    Raises
    ------
    UserError
        There is no such edition; the sentence names those that exist.
    """
    return _read_form(_library(), form_id)


def _library() -> _Library:
    paths = {path.stem: path for folder in data_folders() for path in sorted((folder / "forms").glob("*.toml"))}
    looks = [(form_id, path, path.stat()) for form_id, path in paths.items()]
    files = tuple(_File(form_id, path, look.st_mtime_ns, look.st_size) for form_id, path, look in looks)
    return _Library(files, folders.indicator_ids())


@cache
def _read_form(library: _Library, form_id: str) -> Form:
    name = f"{form_id}.toml"
    try:
        entry = _entry(library, form_id)
        for lender in _lenders(entry):
            if lender not in (known := [file.id for file in library.files]):
                raise UserError(f"Form file {name} borrows from no edition. {unknown('form', lender, known)}")
        if form_id in _all_lenders(library, entry):
            raise UserError(f"Form file {name} borrows from itself, by way of another or directly.")
        form = _form(form_id, entry, lambda lender: _read_form(library, lender))
        _check_names(form, entry, library.indicators)
        return form
    except KeyError as error:
        raise UserError(f"Form file {name} lacks the key {error.args[0]!r}.") from error
    except ValueError as error:
        raise UserError(f"Form file {name} cannot be used: {error}.") from error


@cache
def _entry(library: _Library, form_id: str) -> EditionEntry:
    paths = {file.id: file.path for file in library.files}
    if form_id not in paths:
        raise unknown("form", form_id, paths)
    try:
        raw = tomllib.loads(paths[form_id].read_text("utf-8"))
    except OSError as error:
        raise UserError(f"Form file {paths[form_id].name} cannot be read: {error.strerror}.") from error
    if old := [key for key in _OLD_KEYS if key in raw]:
        raise UserError(
            f"Form file {paths[form_id].name} has the key {old[0]!r} of the wordings, which are read no more. Remove "
            'it; words of your own are written as [words.CLASS], indicators as frames = """...""", as in the lexicon.'
        )
    return read_as(raw, EditionEntry)


def _all_lenders(library: _Library, entry: EditionEntry) -> set[str]:
    """Name the editions that one borrows from, and those that they borrow from in turn."""
    seen: set[str] = set()
    left = _lenders(entry)
    while left:
        lender = left.pop()
        if lender not in seen:
            seen.add(lender)
            left += _lenders(_entry(library, lender))
    return seen


def _lenders(entry: EditionEntry) -> list[str]:
    tables = [name.rpartition(".")[0] for name in entry.tables_of]
    return [*tables, *names(entry.relations_of)]


def _form(form_id: str, entry: EditionEntry, lend: Callable[[str], Form]) -> Form:
    borrowed = [identity for lender in names(entry.relations_of) for identity in lend(lender).relations]
    return Form(
        id=form_id,
        zh=entry.zh,
        en=entry.en,
        kind=_kind(entry.kind),
        since=entry.since,
        until=entry.until,
        authority=entry.authority,
        words=entry.words,
        frames=entry.frames,
        tables=(*map(_table, entry.table), *_borrowed_tables(entry, lend)),
        relations=(*_identities(entry.identity), *borrowed),
    )


def _check_names(form: Form, entry: EditionEntry, indicators: frozenset[str]) -> None:
    """Refuse what an edition's own entries name and nobody has; what it borrows was checked with its lender."""
    blocks = [block for table in form.tables for block in table.layout.blocks]
    known: Names = {
        "indicator": indicators.union(*(block.indicators for block in blocks)),
        "level": folders.term_ids("level") | entry.words.get("whose", {}).keys(),
        "applicant": folders.term_ids("applicant") | {column.applicant for block in blocks for column in block.columns},
    }
    for line in filter(None, (line.partition("#")[0].strip() for line in entry.frames.splitlines())):
        check_name(f"the frame {line!r}", "indicator", line.partition("|")[0].strip(), known)
    given = [one for entries in (entry.identity, *(table.identity for table in entry.table)) for one in entries]
    own = _identities(given)
    for identity in own:
        check_identity(identity, known)
    codes = Counter(one.code for one in given)
    codes.update({identity.code for identity in (Counter(form.identities) - Counter(own)).elements()})
    if twice := [code for code, times in codes.items() if times > 1]:
        raise ValueError(f"the code {twice[0]!r} stands for two identities; a code is for one, choose another")


def _identities(entries: Iterable[IdentityEntry]) -> tuple[Identity, ...]:
    return tuple(one for entry in entries for one in parse_identities(entry))


def _table(entry: TableEntry) -> Table:
    return Table(parse_layout(entry), _identities(entry.identity))


def _borrowed_tables(entry: EditionEntry, lend: Callable[[str], Form]) -> Iterator[Table]:
    for name in entry.tables_of:
        lender, _, table_id = name.rpartition(".")
        tables = {table.layout.id: table for table in lend(lender).tables}
        if table_id not in tables:
            raise ValueError(f"tables_of names {name!r}; {lender} has {', '.join(tables)}")
        yield tables[table_id]


def _kind(kind: str) -> str:
    if kind not in FORM_KINDS:
        raise ValueError(f"kind {kind!r} is not known; allowed are {', '.join(FORM_KINDS)}")
    return kind
