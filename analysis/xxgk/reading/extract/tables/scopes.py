"""Whose figures a table prints where a report prints it more than once: of the whole territory, of the organ itself.

The words above the table say it: its heading, a caption, a title in its first row. In a report that prints every table
once, they count the whole that the report accounts for, whatever stands above them.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from xxgk.reading.base.records import Notice
from xxgk.reading.extract.prose.levels import last_level
from xxgk.reading.extract.prose.lexicon import load_lexicon
from xxgk.reading.forms import Form
from xxgk.reading.forms.layouts import Layout

LEVEL = "all"
UNSTATED = "unstated"
CAPTION_LINES = 3  # above a table: its section's heading, a caption, a unit
LONGEST_CAPTION = 60  # characters
_WHOLE = re.compile(r"汇总|总体|合计数|全[省市县区州镇乡]")


@dataclass(frozen=True, slots=True)
class Printing:
    """A table as far as it tells its scope: which cells it prints, and the lines above it, the nearest first."""

    layout: Layout | None
    cells: frozenset[Hashable]
    captions: Sequence[str]


def find_levels(form: Form, tables: Sequence[Printing]) -> list[str]:
    """Say for each table whose figures it prints.

    Returns
    -------
    list of str
        A level of the form; ``unstated`` for a table printed again of which nothing says whose it is.
    """
    return find_prints(form, tables, 0)


def find_prints(form: Form, tables: Sequence[Printing], smallest: float) -> list[str]:
    """Say for each table whose figures it prints; blank for a table that prints less than a share of the fullest."""
    levels = [LEVEL] * len(tables)
    by_layout = [list(_prints(layout, tables)) for layout in {table.layout for table in tables if table.layout}]
    several = any(len(prints) > 1 for prints in by_layout)
    for prints in by_layout:
        sizes = [sum(len(tables[number].cells) for number in numbers) for numbers in prints]
        kept = [numbers for numbers, size in zip(prints, sizes, strict=True) if size >= smallest * max(sizes)]
        for numbers in prints:
            for number in numbers if numbers not in kept else ():
                levels[number] = ""
        for numbers, level in zip(kept, _levels(form, kept, tables, several), strict=True):
            for number in numbers:
                levels[number] = level
    return levels


def _levels(form: Form, prints: Sequence[list[int]], tables: Sequence[Printing], several: bool) -> Iterator[str]:
    if not several:
        yield from (LEVEL for _ in prints)
        return
    named = [_named(form, tables[numbers[0]].captions) for numbers in prints]
    taken: set[str] = set()
    for level in named:
        # The first without a word is the whole, unless another one says that it is.
        level = level or (UNSTATED if LEVEL in (*named, *taken) else LEVEL)
        level = UNSTATED if level in taken else level
        taken.add(level)
        yield level


def unstated(place: str) -> Notice:
    """Say that a table is printed again without a word on whose figures it has."""
    zh = "本表再次出现，未写明所指范围（汇总或本级），与前表分别核对"
    en = "This table is printed again without saying whose figures it has; it is checked apart from the first"
    return Notice("table_scope_unstated", place, zh, en)


def _prints(layout: Layout, tables: Sequence[Printing]) -> Iterator[list[int]]:
    """Group the tables of a layout: one that goes on where another ended belongs to the same printing."""
    group: list[int] = []
    seen: set[Hashable] = set()
    for number, table in enumerate(tables):
        if table.layout is not layout:
            continue
        if group and table.cells & seen:
            yield group
            group, seen = [], set()
        group.append(number)
        seen |= table.cells
    if group:
        yield group


def _named(form: Form, captions: Sequence[str]) -> str:
    """Find the level that the lines above a table name; blank where none does."""
    for line in captions:
        if len(line) > LONGEST_CAPTION:
            continue
        if _WHOLE.search(line):
            return LEVEL
        if level := last_level(line, load_lexicon(form.words, form.frames)):
            return level
    return ""
