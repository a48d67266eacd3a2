"""The labels of a layout: which row, which column a printed text names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache

from xxgk.reading.forms.layouts import Block, Column, Layout, Row, plain

# A label that lost or gained a few characters is still itself; the nearest two labels of the forms are 0.75 alike.
ALIKE = 0.8
# A heading that is less alike than this to the one that the form has in its place is another heading.
DAMAGED = 0.5
NO_ROW = Row(("",))
_WORD = re.compile(r"[㐀-鿿A-Za-z]{2}")


@cache
def labels_of(layout: Layout) -> frozenset[str]:
    """List every label of a layout, those without figures of their own included."""
    labels = [*layout.structure]
    for block in layout.blocks:
        for row in block.rows:
            labels += row.labels
        for column in block.columns:
            labels += (*column.labels, *column.under)
    return frozenset(map(plain, labels))


@cache
def column_labels(layout: Layout) -> frozenset[str]:
    """List the labels that stand above columns of figures."""
    labels = (column.labels + column.under for block in layout.blocks for column in block.columns)
    return frozenset(plain(label) for entry in labels for label in entry)


@cache
def heads_of(layout: Layout) -> frozenset[str]:
    """List the labels of a layout that are no row's: by them a table is told from one that shares a row with it."""
    return column_labels(layout) | frozenset(map(plain, layout.structure))


@cache
def variants(labels: tuple[str, ...]) -> frozenset[str]:
    """Reduce the printed variants of a label to what tells them apart."""
    return frozenset(map(plain, labels))


def bare_block(layout: Layout) -> tuple[Block, Row] | None:
    """Give the block whose figures stand in one row without a heading."""
    return next(((block, NO_ROW) for block in layout.blocks if not block.rows), None)


def find_row(label: str, layout: Layout, last: Row | None, exact: bool = False) -> tuple[Block, Row] | None:
    """Find the row that a label names; of rows with the same label, the next one after the row before."""
    text = plain(label)
    found = rows_by_label(layout).get(text) or ([] if exact else _nearest(text, all_rows(layout)))
    if len(found) < 2:
        return found[0] if found else None
    rows = all_rows(layout)
    passed = next((position for position, (_, row) in enumerate(rows) if row is last), -1)
    return next((entry for entry in found if rows.index(entry) > passed), found[0])


def is_row_label(label: str, layout: Layout) -> bool:
    """Tell whether a text is the label of a row."""
    return plain(label) in rows_by_label(layout)


@cache
def all_rows(layout: Layout) -> list[tuple[Block, Row]]:
    """List the rows of a layout, each with its block."""
    return [(block, row) for block in layout.blocks for row in block.rows]


@cache
def rows_by_label(layout: Layout) -> dict[str, list[tuple[Block, Row]]]:
    """Map each label to the rows that have it."""
    found: dict[str, list[tuple[Block, Row]]] = {}
    for block, row in all_rows(layout):
        for label in variants(row.labels):
            found.setdefault(label, []).append((block, row))
    return found


def find_column(path: Sequence[str], block: Block) -> Column | None:
    """Find the column by the heading next above, and where that is not enough by one above that."""
    names = [plain(text) for text in path]
    for column in block.columns:
        named = names and names[-1] in variants(column.labels)
        if named and (not column.under or variants(column.under) & set(names)):
            return column
    return None


def is_foreign(path: Sequence[str], column: Column, layout: Layout) -> bool:
    """Tell whether a heading names something else than the column whose place it has; a damaged one names nothing."""
    text = plain(path[-1]) if path else ""
    if not _WORD.search(text) or (text in labels_of(layout) and text not in column_labels(layout)):
        return False
    return max(_likeness(text, label) for label in variants(column.labels)) < DAMAGED


def _nearest(text: str, rows: Sequence[tuple[Block, Row]]) -> list[tuple[Block, Row]]:
    scores = [(max(_likeness(text, label) for label in variants(row.labels)), (block, row)) for block, row in rows]
    best = max((score for score, _ in scores), default=0)
    return [entry for score, entry in scores if score == best] if best >= ALIKE else []


def _likeness(one: str, two: str) -> float:
    return SequenceMatcher(None, one, two, autojunk=False).ratio()
