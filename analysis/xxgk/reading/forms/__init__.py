"""The editions of the annual report, as data: what they ask for, how it is worded, what must add up."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from xxgk.reading.base import folders
from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.paths import data_folders
from xxgk.reading.forms.entries import Names, check_identity, check_keys, check_name, entries
from xxgk.reading.forms.identities import KEYS as IDENTITY_KEYS
from xxgk.reading.forms.identities import KINDS, SEVERITIES, Identity, parse_identities
from xxgk.reading.forms.layouts import KEYS as TABLE_KEYS
from xxgk.reading.forms.layouts import NO_END, Layout, parse_layout

__all__ = ["KINDS", "SEVERITIES", "Form", "Identity", "Item", "Part", "Table", "forms", "load_form"]

_NO_QUOTES = dict.fromkeys(map(ord, "“”‘’\"'「」"))
FORM_KINDS = ("prose", "annex", "statutory")
_KEYS = frozenset(
    [
        "zh",
        "en",
        "kind",
        "since",
        "until",
        "authority",
        "topic",
        "level",
        "item",
        "part",
        "table",
        "identity",
        "wording",
        "tables_of",
        "relations_of",
    ]
)
_ITEM_KEYS = frozenset(("indicator", "label", "topic", "units", "level", "carry"))
_PART_KEYS = frozenset(("indicator", "words", "alone"))
_GROUP_KEYS = frozenset(("id", "words"))
_NOTHING = re.compile(r"(?!)")


class _Library(NamedTuple):
    """What an edition is read from: id, file and last change of each, and the indicators that there are."""

    files: tuple[tuple[str, Path, int], ...]
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
    read = [_read_form(library, form_id) for form_id, *_ in library.files]
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
    files = tuple((form_id, path, path.stat().st_mtime_ns) for form_id, path in paths.items())
    return _Library(files, folders.indicator_ids())


@cache
def _read_form(library: _Library, form_id: str) -> Form:
    raw = _raw(library, form_id)
    name = f"{form_id}.toml"
    try:
        check_keys(raw, _KEYS)
        for lender in _lenders(raw):
            if lender not in (known := [entry[0] for entry in library.files]):
                raise UserError(f"Form file {name} borrows from no edition. {unknown('form', lender, known)}")
        if form_id in _all_lenders(library, raw):
            raise UserError(f"Form file {name} borrows from itself, by way of another or directly.")
        form = _form(form_id, raw, lambda lender: _read_form(library, lender))
        _check_names(form, raw, library.indicators)
        return form
    except KeyError as error:
        raise UserError(f"Form file {name} lacks the key {error.args[0]!r}.") from error
    except (TypeError, ValueError, AttributeError, re.error) as error:
        raise UserError(f"Form file {name} cannot be used: {error}.") from error


@cache
def _raw(library: _Library, form_id: str) -> dict:
    paths = {known: path for known, path, _ in library.files}
    if form_id not in paths:
        raise unknown("form", form_id, paths)
    try:
        return tomllib.loads(paths[form_id].read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UserError(f"Form file {paths[form_id].name} cannot be used: {error}.") from error


def _all_lenders(library: _Library, raw: Mapping) -> set[str]:
    """Name the editions that one borrows from, and those that they borrow from in turn."""
    seen: set[str] = set()
    left = _lenders(raw)
    while left:
        lender = left.pop()
        if lender not in seen:
            seen.add(lender)
            left += _lenders(_raw(library, lender))
    return seen


def _lenders(raw: Mapping) -> list[str]:
    tables = [str(name).rpartition(".")[0] for name in raw.get("tables_of", ())]
    return [*tables, *_names(raw.get("relations_of", ())), *_names(raw.get("wording", ()))]


def _form(form_id: str, raw: Mapping, lend: Callable[[str], Form]) -> Form:
    wording = lend(raw["wording"]) if "wording" in raw else None
    borrowed = [identity for lender in _names(raw.get("relations_of", ())) for identity in lend(lender).relations]
    return Form(
        id=form_id,
        zh=raw["zh"],
        en=raw["en"],
        kind=_kind(raw["kind"]),
        since=raw["since"],
        until=raw.get("until", NO_END),
        authority=raw.get("authority", ""),
        topics=_alternatives(raw, "topic") if "topic" in raw else wording.topics if wording else _NOTHING,
        levels=_alternatives(raw, "level") if "level" in raw else wording.levels if wording else _NOTHING,
        items=tuple(_item(entry) for entry in entries(raw, "item", _ITEM_KEYS)) + (wording.items if wording else ()),
        parts=tuple(_part(entry) for entry in entries(raw, "part", _PART_KEYS)) + (wording.parts if wording else ()),
        tables=(*(_table(entry) for entry in entries(raw, "table", TABLE_KEYS)), *_borrowed_tables(raw, lend)),
        relations=(*_identities(raw), *borrowed),
    )


def _check_names(form: Form, raw: Mapping, indicators: frozenset[str]) -> None:
    """Refuse what an edition's own entries name and nobody has; what it borrows was checked with its lender."""
    blocks = [block for table in form.tables for block in table.layout.blocks]
    names: Names = {
        "indicator": indicators.union(
            (entry.indicator for entry in (*form.items, *form.parts)), *(block.indicators for block in blocks)
        ),
        "level": folders.term_ids("level") | form.levels.groupindex.keys(),
        "applicant": folders.term_ids("applicant") | {column.applicant for block in blocks for column in block.columns},
        "topic": {"", *form.topics.groupindex},
    }
    for item in form.items[: len(raw.get("item", ()))]:
        who = f"the wording {item.label!r}"
        for topic in item.topics:
            check_name(who, "topic", topic, names)
        if item.level:
            check_name(who, "level", item.level, names)
    own = [identity for holder in (raw, *raw.get("table", ())) for identity in _identities(holder)]
    for identity in own:
        check_identity(identity, names)
    codes = Counter(entry["code"] for holder in (raw, *raw.get("table", ())) for entry in holder.get("identity", ()))
    codes.update({identity.code for identity in (Counter(form.identities) - Counter(own)).elements()})
    if twice := [code for code, times in codes.items() if times > 1]:
        raise ValueError(f"the code {twice[0]!r} stands for two identities; a code is for one, choose another")


def _identities(raw: Mapping) -> tuple[Identity, ...]:
    return tuple(one for entry in entries(raw, "identity", IDENTITY_KEYS) for one in parse_identities(entry))


def _table(raw: Mapping) -> Table:
    return Table(parse_layout(raw), _identities(raw))


def _borrowed_tables(raw: Mapping, lend: Callable[[str], Form]) -> Iterator[Table]:
    for name in raw.get("tables_of", ()):
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


def _alternatives(raw: Mapping, name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{entry['id']}>{entry['words']})" for entry in entries(raw, name, _GROUP_KEYS)))


def _item(raw: Mapping) -> Item:
    if "#" not in _text(raw["label"]):
        raise ValueError(f"the wording {raw['label']!r} has no # where the figure stands")
    return Item(
        indicator=raw["indicator"],
        label=_text(raw["label"]),
        topics=_names(raw.get("topic", [])),
        units=tuple(raw.get("units", ())),
        level=_text(raw.get("level", "")),
        carry=raw.get("carry", False),
    )


def _part(raw: Mapping) -> Part:
    return Part(raw["indicator"], raw["words"], raw.get("alone", True))


def _kind(raw: object) -> str:
    if raw not in FORM_KINDS:
        raise ValueError(f"kind {raw!r} is not known; allowed are {', '.join(FORM_KINDS)}")
    return raw


def _text(raw: object) -> str:
    if not isinstance(raw, str):
        raise ValueError(f"{raw!r} is not text; put it in quotes")
    return raw


def _names(raw: str | Iterable[str]) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) else tuple(_text(name) for name in raw)
