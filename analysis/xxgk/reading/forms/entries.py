"""What an edition's file may say: every key with the kind of its value. One that nobody reads is refused."""

import msgspec

from xxgk.reading.base.model import Entry

NO_END = 9999  # last year of what is still prescribed

Texts = tuple[str, ...]
OneOrMore = str | tuple[str, ...]
Members = str | int | tuple[str | int, ...]


class HeadingEntry(Entry, frozen=True):
    """A heading above several columns of a table."""

    label: OneOrMore
    indicator: str = ""


class RowEntry(HeadingEntry, frozen=True):
    """A row of a table."""

    unit: str = ""
    kind: str = ""


class ColumnEntry(RowEntry, frozen=True):
    """A column of a table."""

    applicant: str = ""


class BlockEntry(Entry, frozen=True):
    """Rows of a table that share their columns."""

    columns: tuple[ColumnEntry, ...]
    rows: tuple[RowEntry, ...] = ()
    groups: tuple[HeadingEntry, ...] = ()
    same: dict[str, str] = msgspec.field(default_factory=dict)


class IdentityEntry(Entry, frozen=True):
    """A relation between figures; which keys name its members depends on its kind."""

    code: str
    kind: str
    severity: str
    across: str = ""
    indicators: OneOrMore | None = None
    each: Texts = ("",)
    zh: str = ""
    en: str = ""
    authority: str = ""
    total: Members | None = None
    parts: Members | None = None
    whole: Members | None = None
    part: Members | None = None
    share: Members | None = None
    value: Members | None = None
    growth: Members | None = None
    base: Members | None = None
    greater: Members | None = None
    lesser: Members | None = None
    figures: Members | None = None
    stated: Members | None = None


class TableEntry(Entry, frozen=True):
    """A table of an edition."""

    id: str
    since: int
    zh: str
    en: str
    anchor: str
    block: tuple[BlockEntry, ...]
    until: int = NO_END
    structure: Texts = ()
    identity: tuple[IdentityEntry, ...] = ()


class EditionEntry(Entry, frozen=True):
    """An edition's file as a whole."""

    zh: str
    en: str
    kind: str
    since: int
    until: int = NO_END
    authority: str = ""
    tables_of: Texts = ()
    relations_of: OneOrMore = ()
    words: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)
    frames: str = ""
    table: tuple[TableEntry, ...] = ()
    identity: tuple[IdentityEntry, ...] = ()


def names(one_or_more: OneOrMore) -> Texts:
    """List what a key says once or several times."""
    return (one_or_more,) if isinstance(one_or_more, str) else one_or_more
