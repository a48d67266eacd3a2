"""The tables that an edition of the report prints, as data: rows, columns and what each cell counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from xxgk.reading.forms.entries import NO_END, BlockEntry, ColumnEntry, HeadingEntry, TableEntry, names

__all__ = ["KINDS", "NO_END", "Block", "Column", "Layout", "Row", "half_width", "parse_layout", "plain"]

KINDS = ("count", "signed", "amount")

# Full-width letters, digits and punctuation have their half-width twins this far below.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord("﹙"): "(", ord("﹚"): ")", ord("〔"): "(", ord("〕"): ")", ord("−"): "-", ord("﹣"): "-",
}  # fmt: skip
_BLANK = re.compile(r"[\s\u200b\ufeff]+")
_NUMBERING = re.compile(
    r"(?:其中:?|[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)、?|\(?\d{1,2}[.、)](?!\d)|[①-⑳])+"
)
_NOTE = re.compile(r"\([^()]*\)")
_PUNCTUATION = re.compile(r"\W")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures.

    `labels` are the printed variants of its heading; `under` those of a heading above it, where its own does not tell
    it apart. The indicator of a cell is that of its row and that of its column, joined by a full stop.
    `kind` says what may stand in a cell: a ``count``, a ``signed`` number, or an ``amount`` of money, its unit
    to be read.
    """

    labels: tuple[str, ...]
    indicator: str = ""
    applicant: str = ""
    unit: str = ""
    kind: str = "count"
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of figures; `labels` are the printed variants of its heading, the first is the official one."""

    labels: tuple[str, ...]
    indicator: str = ""
    unit: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Rows that share their columns. Without rows, the figures stand in one row without a heading."""

    rows: tuple[Row, ...]
    columns: tuple[Column, ...]
    same: Mapping[str, str]

    def indicator(self, row: Row, column: Column) -> str:
        """Name what a cell counts."""
        name = ".".join(part for part in (row.indicator, column.indicator) if part)
        return self.same.get(name, name)

    @property
    def indicators(self) -> set[str]:
        """What its cells count."""
        return {self.indicator(row, column) for row in self.rows or (Row(()),) for column in self.columns}


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """One table of an edition.

    Attributes
    ----------
    id
        ``disclosures``, ``applications``, ``disputes`` ...
    since, until
        Years of reports for which the table was prescribed.
    zh, en
        Its name.
    anchor
        Words of its heading that no other text of a report has; where they stand in running text, the table may follow
        with its cells run together.
    blocks
        Its rows and columns.
    structure
        Labels that have no figures of their own: groups, titles, notes.
    """

    id: str
    since: int
    until: int
    zh: str
    en: str
    anchor: str
    blocks: tuple[Block, ...]
    structure: tuple[str, ...]

    @property
    def size(self) -> int:
        """Number of cells that hold figures."""
        return sum(len(block.rows or (None,)) * len(block.columns) for block in self.blocks)


def half_width(text: str) -> str:
    """Write full-width letters, digits and punctuation half-width; every character keeps its place."""
    return text.translate(_HALF_WIDTH)


@lru_cache(4096)
def plain(label: str) -> str:
    """Reduce a label to what tells it apart: no blanks, numbering, notes in brackets, quotes or punctuation.

    Examples
    --------
    >>> plain("（二）部分公开（区分处理的，只计这一情形，不计其他情形）")
    '部分公开'
    """
    text = _BLANK.sub("", half_width(label)).replace("其它", "其他")
    number = _NUMBERING.match(text)
    bare = text[number.end() :] if number else text
    return _PUNCTUATION.sub("", _NOTE.sub("", bare)) or _PUNCTUATION.sub("", bare)


def parse_layout(entry: TableEntry) -> Layout:
    """Build a table from its description in an edition's file.

    Raises
    ------
    ValueError
        A cell is of no kind that there is.
    """
    return Layout(
        id=entry.id,
        since=entry.since,
        until=entry.until,
        zh=entry.zh,
        en=entry.en,
        anchor=entry.anchor,
        blocks=tuple(_block(block) for block in entry.block),
        structure=entry.structure,
    )


def _block(entry: BlockEntry) -> Block:
    groups: tuple[HeadingEntry | None, ...] = entry.groups or (None,)
    columns = tuple(_column(column, group) for group in groups for column in entry.columns)
    rows = tuple(Row(names(row.label), row.indicator, row.unit, _kind(row.kind)) for row in entry.rows)
    return Block(rows, columns, entry.same)


def _column(entry: ColumnEntry, group: HeadingEntry | None) -> Column:
    return Column(
        labels=names(entry.label),
        indicator=".".join(part for part in (group.indicator if group else "", entry.indicator) if part),
        applicant=entry.applicant,
        unit=entry.unit,
        kind=_kind(entry.kind) or "count",
        under=names(group.label) if group else (),
    )


def _kind(kind: str) -> str:
    if kind and kind not in KINDS:
        raise ValueError(f"kind {kind!r} is not known; allowed are {', '.join(KINDS)}")
    return kind
