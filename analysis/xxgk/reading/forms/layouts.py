"""The tables that an edition of the report prints, as data: rows, columns and what each cell counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from xxgk.reading.forms.entries import entries

KINDS = ("count", "signed", "amount")
KEYS = frozenset(("id", "since", "until", "zh", "en", "anchor", "block", "structure", "identity"))
_BLOCK_KEYS = frozenset(("rows", "columns", "groups", "same"))
_ROW_KEYS = frozenset(("label", "indicator", "unit", "kind"))
_COLUMN_KEYS = _ROW_KEYS | {"applicant"}
_GROUP_KEYS = frozenset(("label", "indicator"))
NO_END = 9999  # last year of what is still prescribed

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


def parse_layout(raw: Mapping) -> Layout:
    """Build a table from its description in an edition's file.

    Raises
    ------
    KeyError, ValueError
        A key is missing or holds a value that is not allowed.
    """
    return Layout(
        id=raw["id"],
        since=raw["since"],
        until=raw.get("until", NO_END),
        zh=raw["zh"],
        en=raw["en"],
        anchor=raw["anchor"],
        blocks=tuple(_block(entry) for entry in entries(raw, "block", _BLOCK_KEYS, needed=True)),
        structure=tuple(raw.get("structure", ())),
    )


def _block(raw: Mapping) -> Block:
    groups = entries(raw, "groups", _GROUP_KEYS) or [{}]
    columns = [
        _column(entry, group) for group in groups for entry in entries(raw, "columns", _COLUMN_KEYS, needed=True)
    ]
    rows = tuple(
        Row(_labels(entry["label"]), entry.get("indicator", ""), entry.get("unit", ""), _kind(entry.get("kind", "")))
        for entry in entries(raw, "rows", _ROW_KEYS)
    )
    return Block(rows, tuple(columns), dict(raw.get("same", {})))


def _column(raw: Mapping, group: Mapping) -> Column:
    return Column(
        labels=_labels(raw["label"]),
        indicator=".".join(part for part in (group.get("indicator", ""), raw.get("indicator", "")) if part),
        applicant=raw.get("applicant", ""),
        unit=raw.get("unit", ""),
        kind=_kind(raw.get("kind", "")) or "count",
        under=_labels(group["label"]) if group else (),
    )


def _labels(raw: str | Iterable[str]) -> tuple[str, ...]:
    return (raw,) if isinstance(raw, str) else tuple(raw)


def _kind(kind: str) -> str:
    if kind and kind not in KINDS:
        raise ValueError(f"kind {kind!r} is not known; allowed are {', '.join(KINDS)}")
    return kind
