"""The editions of the annual report, as data: what they ask for, how it is worded, what must add up."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from xxgk.reading.base import folders
from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.model import read_as
from xxgk.reading.base.paths import data_folders
from xxgk.reading.forms.entries import EditionEntry, GroupEntry, IdentityEntry, ItemEntry, PartEntry, TableEntry, names
from xxgk.reading.forms.identities import KINDS, SEVERITIES, Identity, parse_identities
from xxgk.reading.forms.layouts import Layout, parse_layout
from xxgk.reading.forms.vocabulary import Names, check_identity, check_name

__all__ = ["KINDS", "SEVERITIES", "Form", "Identity", "Item", "Part", "Table", "forms", "load_form"]

_NO_QUOTES = dict.fromkeys(map(ord, "“”‘’\"'「」"))
FORM_KINDS = ("prose", "annex", "statutory")
_NOTHING = re.compile(r"(?!)")


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
class Item:
    """One figure that an edition asks for, and the wordings that name it in prose.

    `label` is searched in the clause with the figure written as ``#``; one of `topics`, where given, must govern the
    clause (``""``: none is named); `level`, where given, overrides the level that the clause states; with `carry` a
    level named in an earlier sentence of the paragraph still holds.
    """

    indicator: str
    label: str
    topics: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    level: str = ""
    carry: bool = False

    def fits(self, frame: str, topic: str) -> bool:
        """Tell whether a clause about a topic is worded as this item is."""
        bare = frame.translate(_NO_QUOTES)  # “同意公开”的16件 is 同意公开的16件
        return (not self.topics or topic in self.topics) and _pattern(self.label).search(bare) is not None


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of a result, told by its `words` where a sentence prints others beside it: `review.upheld.dismissed`.

    Printed without them it is the whole result, `review.upheld`, unless it is not `alone` (撤诉 is one of several).
    """

    indicator: str
    words: str
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an edition and what must add up in it."""

    layout: Layout
    identities: tuple[Identity, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One edition of the report, as `data/forms/<id>.toml` describes it.

    `topics` and `levels` find what a clause is about and whose figure it prints: the name of the group is the id.
    `items` are its figures in running text, `tables` its tables, and `relations` what must add up beyond them. `parts`
    are the kinds that a result may be printed in, `members` the names of what stands in an identity.

    A file may borrow: with ``wording = "prose-2008"`` topics and levels that it does not give itself, and items and
    parts after its own; with ``tables_of = ["statutory-2019.applications"]`` tables with their identities; with
    ``relations_of = ["prose-2008"]`` the other identities.
    """

    id: str
    zh: str
    en: str
    kind: str
    since: int
    until: int
    authority: str
    topics: re.Pattern[str] = _NOTHING
    levels: re.Pattern[str] = _NOTHING
    items: tuple[Item, ...] = ()
    parts: tuple[Part, ...] = ()
    tables: tuple[Table, ...] = ()
    relations: tuple[Identity, ...] = ()
    members: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        members = (member for identity in self.identities for member in (*identity.total, *identity.parts))
        object.__setattr__(self, "members", frozenset(member.rstrip("/?") for member in members))

    @property
    def identities(self) -> tuple[Identity, ...]:
        """Everything that must add up: within the tables, in the text, and between the two."""
        return tuple(identity for table in self.tables for identity in table.identities) + self.relations

    def kind_of(self, indicator: str, label: str) -> Part | None:
        """Find the kind of a result that a figure's label tells; None where it tells none, or more than one."""
        of_it = (part for part in self.parts if part.indicator.rpartition(".")[0] == indicator)
        found = [part for part in of_it if _pattern(part.words).search(label)]
        return found[0] if len(found) == 1 else None

    def relates(self, indicator: str, level: str) -> bool:
        """Tell whether a figure of the running text is a member of an identity."""
        return not self.members.isdisjoint((indicator, f"{indicator}@{level}"))


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
    except (ValueError, re.error) as error:
        raise UserError(f"Form file {name} cannot be used: {error}.") from error


@cache
def _entry(library: _Library, form_id: str) -> EditionEntry:
    paths = {file.id: file.path for file in library.files}
    if form_id not in paths:
        raise unknown("form", form_id, paths)
    try:
        return read_as(tomllib.loads(paths[form_id].read_text("utf-8")), EditionEntry)
    except OSError as error:
        raise UserError(f"Form file {paths[form_id].name} cannot be read: {error.strerror}.") from error


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
    return [*tables, *names(entry.relations_of), *([entry.wording] if entry.wording else [])]


def _form(form_id: str, entry: EditionEntry, lend: Callable[[str], Form]) -> Form:
    wording = lend(entry.wording) if entry.wording else None
    borrowed = [identity for lender in names(entry.relations_of) for identity in lend(lender).relations]
    return Form(
        id=form_id,
        zh=entry.zh,
        en=entry.en,
        kind=_kind(entry.kind),
        since=entry.since,
        until=entry.until,
        authority=entry.authority,
        topics=_alternatives(entry.topic) if entry.topic else wording.topics if wording else _NOTHING,
        levels=_alternatives(entry.level) if entry.level else wording.levels if wording else _NOTHING,
        items=tuple(map(_item, entry.item)) + (wording.items if wording else ()),
        parts=tuple(map(_part, entry.part)) + (wording.parts if wording else ()),
        tables=(*map(_table, entry.table), *_borrowed_tables(entry, lend)),
        relations=(*_identities(entry.identity), *borrowed),
    )


def _check_names(form: Form, entry: EditionEntry, indicators: frozenset[str]) -> None:
    """Refuse what an edition's own entries name and nobody has; what it borrows was checked with its lender."""
    blocks = [block for table in form.tables for block in table.layout.blocks]
    known: Names = {
        "indicator": indicators.union(
            (one.indicator for one in (*form.items, *form.parts)), *(block.indicators for block in blocks)
        ),
        "level": folders.term_ids("level") | form.levels.groupindex.keys(),
        "applicant": folders.term_ids("applicant") | {column.applicant for block in blocks for column in block.columns},
        "topic": {"", *form.topics.groupindex},
    }
    for item in form.items[: len(entry.item)]:
        who = f"the wording {item.label!r}"
        for topic in item.topics:
            check_name(who, "topic", topic, known)
        if item.level:
            check_name(who, "level", item.level, known)
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


@cache
def _pattern(label: str) -> re.Pattern[str]:
    """Compile a wording when it is first looked for: a check of stored facts looks for none."""
    try:
        return re.compile(label)
    except re.error as error:
        raise UserError(f"The wording {label!r} of a form file is not a regular expression: {error}.") from error


def _alternatives(groups: Iterable[GroupEntry]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{group.id}>{group.words})" for group in groups))


def _item(entry: ItemEntry) -> Item:
    if "#" not in entry.label:
        raise ValueError(f"the wording {entry.label!r} has no # where the figure stands")
    return Item(entry.indicator, entry.label, names(entry.topic), entry.units, entry.level, entry.carry)


def _part(entry: PartEntry) -> Part:
    return Part(entry.indicator, entry.words, entry.alone)


def _kind(kind: str) -> str:
    if kind not in FORM_KINDS:
        raise ValueError(f"kind {kind!r} is not known; allowed are {', '.join(FORM_KINDS)}")
    return kind
