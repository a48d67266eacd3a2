"""Whose figures a table prints where a report prints it more than once: of the whole territory, of the organ itself.

The words above the table say it: its heading, a caption, a title in its first row. A table printed once counts the
whole that the report accounts for, whatever stands above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analysis.documents import Document, Table
from analysis.forms import Form
from analysis.layouts import Layout
from analysis.tables.grid import Reading

LEVEL = "all"
UNSTATED = "unstated"
CAPTION_LINES = 3  # above a table: its section's heading, a caption, a unit
LONGEST_CAPTION = 60  # characters
_WHOLE = re.compile(r"汇总|总体|合计数|全[省市县区州镇乡]")


def find_levels(document: Document, form: Form, read: Sequence[tuple[Table, Layout | None, Reading]]) -> list[str]:
    """Say for each table whose figures it prints.

    Returns
    -------
    list of str
        A level of the form; ``unstated`` for a table printed again of which nothing says whose it is.
    """
    levels = [LEVEL] * len(read)
    for layout in {layout for _, layout, _ in read if layout}:
        prints = list(_prints(layout, read))
        if len(prints) < 2:
            continue
        named = [_named(document, form, read[numbers[0]][0]) for numbers in prints]
        taken: set[str] = set()
        for numbers, level in zip(prints, named, strict=True):
            # The first without a word is the whole, unless another one says that it is.
            level = level or (UNSTATED if LEVEL in (*named, *taken) else LEVEL)
            level = UNSTATED if level in taken else level
            taken.add(level)
            for number in numbers:
                levels[number] = level
    return levels


def _prints(layout: Layout, read: Sequence[tuple[Table, Layout | None, Reading]]) -> Iterator[list[int]]:
    """Group the tables of a layout: one that goes on where another ended belongs to the same printing."""
    group: list[int] = []
    seen: set[tuple] = set()
    for number, (_, own, reading) in enumerate(read):
        if own is not layout:
            continue
        cells = {(entry.row, entry.column) for entry in reading.located}
        if group and cells & seen:
            yield group
            group, seen = [], set()
        group.append(number)
        seen |= cells
    if group:
        yield group


def _named(document: Document, form: Form, table: Table) -> str:
    """Find the level that the words above a table name, the nearest line first; blank where none does."""
    before = [paragraph for paragraph in document.paragraphs if paragraph.index <= table.paragraph][-CAPTION_LINES:]
    lines = [document.text[paragraph.start : paragraph.end] for paragraph in before]
    for line in ("".join(table.rows[0][:1]), *reversed(lines)):
        if len(line) > LONGEST_CAPTION:
            continue
        if _WHOLE.search(line):
            return LEVEL
        mentions = list(form.levels.finditer(line))
        if mentions:
            return mentions[-1].lastgroup or ""
    return ""
