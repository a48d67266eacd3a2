"""The cells of a row in running text, where marks stand between them: what is apart is never cut or joined.

A bar or a tab stands beside every cell, blank ones too; a comma, 、 or a blank only between figures. By hand: in
``| 2.重复申请 | 3 | | | | | | 3 |`` seven cells follow the label, five of them blank; ``2.重复申请 3 3`` leaves open
which five are blank, and its row is not read. A row without any such mark ran together: another module cuts it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from xxgk.reading.extract.glued.splits import Cells, Span
from xxgk.reading.extract.tables.values import UNIT
from xxgk.reading.forms.layouts import half_width

SET, APART, RAN_TOGETHER, FEW, MANY, BLANK = "set", "apart", "ran_together", "few", "many", "blank"
MOST_COMMAS = 10  # between the figures of a row, that may part thousands or cells
_BARS = "|│┃¦"
MARKS = _BARS + "\t"  # stand beside blank cells, too
_DRAWN = " \t\r\n+-=─━:┼├┤┬┴" + _BARS  # a line between two rows
# The number of a page on a line of its own: - 3 -, 第3页.
PAGE_NUMBER = r"^[ \t]*(?:[-—–] ?\d{1,4} ?[-—–]|第 ?\d{1,4} ?页(?: ?共 ?\d{1,4} ?页)?)[ \t]*$"
_BETWEEN = re.compile(rf"(?:[\s、;；|│┃¦“”‘’\"'「」]|\*\*|{PAGE_NUMBER})+", re.M)
_DRESS = re.compile(r"(?:[\s“”‘’\"'「」]|\*\*)+")  # quotes of the label, bold type in Markdown
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row as far as the marks between them tell.

    `status`: ``set`` (as many as the row has columns), ``apart`` (a mark beside every cell, blanks at an end to be
    decided), ``ran_together``, ``few`` or ``many`` (another number of cells than of columns), ``blank``. `readings` has
    the only one for ``set``, all that are possible for ``apart``; `behind` has for each how many cells are left behind
    it.
    """

    status: str
    readings: tuple[Cells, ...] = ()
    behind: tuple[int, ...] = ()


def read_rows(text: str, rows: Sequence[tuple[int, int, int]]) -> list[Row]:
    """Read the rows of a table by the marks between their cells.

    Parameters
    ----------
    text
        The report's text.
    rows
        Of each row where its label ends, where the next text begins, and the number of its columns.

    Returns
    -------
    list of Row
        A row with more cells than columns, blank ones at its ends, is read as the other rows of its table are.
    """
    read = [_read_row(text, *row) for row in rows]
    ends = {row.behind[0] for row in read if row.status == SET and row.behind}
    usual = ends.pop() if len(ends) == 1 else None
    return [_settle(row, usual) for row in read]


def is_ran_together(rows: Sequence[Row]) -> bool:
    """Tell whether a table ran together: half of its rows that have figures are one stretch of digits each."""
    told = [row for row in rows if row.status not in (BLANK, SET)]
    return 2 * sum(row.status == RAN_TOGETHER for row in told) >= len(told) > 0


def has_blanks(printed: str, columns: int) -> bool:
    """Tell whether a row has fewer characters than cells, so that some of them are blank."""
    return sum(not (one.isspace() or one in ",.、") for one in half_width(UNIT.sub("", printed))) < columns


def _read_row(text: str, left: int, right: int, columns: int) -> Row:
    raw = text[left:right]
    if any(bar in raw for bar in _BARS):
        return _apart(text, _between_bars(text, left, right), columns)
    line = _filled_line(raw)
    if line and "\t" in raw[: line[1]]:
        start = raw.rfind("\n", 0, line[0]) + 1
        cells = _pieces(text, left + start, left + _line_end(raw, line[0]), "\t")
        behind_label = start == 0 and cells[0][0] == cells[0][1]
        return _apart(text, cells[1:] if behind_label else cells, columns)
    return _loose(text, left, right, columns)


def _filled_line(raw: str) -> Span | None:
    """Find what is printed behind a label, if it stands on one line."""
    bare = raw.strip()
    start = raw.find(bare)
    return (start, start + len(bare)) if bare and "\n" not in bare else None


def _line_end(raw: str, start: int) -> int:
    end = raw.find("\n", start)
    return end if end >= 0 else len(raw)


def _between_bars(text: str, left: int, right: int) -> list[Span]:
    """List the cells between bars: those on the label's line or, where each has a line of its own, all of them."""
    end = left + _line_end(text[left:right], 0)
    later = text[end:right].strip(_DRAWN)
    pieces = _pieces(text, left, end if not later and _has_bar(text, left, end) else right, _BARS)
    behind = text[pieces[-1][0] : pieces[-1][1]]
    # What stands before the first bar belongs to the label, what stands behind the last one to nobody.
    return pieces[1:-1] if not behind.strip() else pieces[1:]


def _has_bar(text: str, start: int, end: int) -> bool:
    return any(bar in text[start:end].rstrip()[:-1] for bar in _BARS)


def _pieces(text: str, start: int, end: int, marks: str) -> list[Span]:
    found, first = [], start
    for at in range(start, end):
        if text[at] in marks:
            found.append((first, at))
            first = at + 1
    return [_trimmed(text, *piece) for piece in [*found, (first, end)]]


def _trimmed(text: str, start: int, end: int) -> Span:
    dress = _DRESS.match(text, start, end)
    start = dress.end() if dress else start
    bare = text[start:end].rstrip("“”‘’\"'「」 \t\r\n\u3000,，、")  # a comma before a tab parts cells with it
    return start, start + len(bare.removesuffix("**").rstrip())


def _apart(text: str, cells: Sequence[Span], columns: int) -> Row:
    """Read cells with a mark beside each: those of the form are together, what is more is blank."""
    filled = [number for number, (start, end) in enumerate(cells) if start < end]
    if not filled:
        return Row(BLANK)
    if len(cells) < columns:
        return Row(FEW)
    if columns == 1 and len({text[start:end] for start, end in cells if start < end}) == 1:
        return Row(SET, ((cells[filled[0]],),))
    first, last = max(filled[-1] - columns + 1, 0), min(filled[0], len(cells) - columns)
    windows = tuple(tuple(cells[at : at + columns]) for at in range(first, last + 1))
    if not windows:
        return Row(MANY)
    behind = tuple(len(cells) - at - columns for at in range(first, last + 1)) if columns > 1 else ()
    return Row(SET if len(windows) == 1 else APART, windows, behind)


def _settle(row: Row, usual: int | None) -> Row:
    """Choose of a row with blanks at its ends the reading by which it ends as the other rows do."""
    if row.status != APART or usual not in row.behind:
        return row
    return Row(SET, (row.readings[row.behind.index(usual)],))


def _loose(text: str, left: int, right: int, columns: int) -> Row:
    """Read figures with no more than commas and blanks between them."""
    words, at = [], left
    for mark in [*_BETWEEN.finditer(text, left, right), None]:
        end = mark.start() if mark else right
        if at < end:
            words.append((at, end))
        at = mark.end() if mark else right
    if not words:
        return Row(BLANK)
    # Digits right behind a label ran together with it: then a comma parts thousands, and never cells.
    together = text[left].isdigit() and any(len(list(_least(text, [word]))) > 1 for word in words)
    if together and columns > 1:
        return Row(RAN_TOGETHER if len(words) == 1 else FEW)
    readings = list(_by_commas(text, words, columns))
    if len(readings) == 1:
        return Row(SET, tuple(readings))
    count = sum(1 for _ in _least(text, words))
    if readings or count > columns:
        return Row(MANY, tuple(readings))
    return Row(RAN_TOGETHER if count == 1 and columns > 1 else FEW)


def _by_commas(text: str, words: Sequence[Span], columns: int) -> Iterator[Cells]:
    """Yield the ways in which commas part cells or thousands, by which a row has as many cells as columns.

    A comma before three digits parts thousands, unless the row then has too few cells.
    """
    least = tuple(_least(text, words))
    if len(least) == columns:
        yield least
        return
    if columns == 1 and len({text[start:end] for start, end in least}) == 1:
        yield least[:1]
        return
    commas = sum(half_width(text[start:end]).count(",") for start, end in words)
    if commas > MOST_COMMAS or len(least) > columns:
        return
    for way in product(*(list(_ways(text, word)) for word in words)):
        cells = tuple(cell for part in way for cell in part)
        if len(cells) == columns:
            yield cells


def _least(text: str, words: Sequence[Span]) -> Iterator[Span]:
    """Yield the cells where every comma that may part thousands does."""
    for start, end in words:
        word, at = half_width(text[start:end]), 0
        while at < len(word):
            many = _THOUSANDS.match(word, at)
            stop = many.end() if many and word[many.end() : many.end() + 1] in ("", ",", ".") else word.find(",", at)
            if many and word[stop : stop + 1] == ".":
                stop = word.find(",", stop)
            stop = stop if stop >= 0 else len(word)
            if stop > at:
                yield start + at, start + stop
            at = stop + 1


def _ways(text: str, word: Span) -> Iterator[list[Span]]:
    """Yield the ways to cut a word at some of its commas, so that the others part thousands."""
    start, end = word
    printed = half_width(text[start:end])
    commas = [at for at, character in enumerate(printed) if character == ","]
    for choice in product((True, False), repeat=len(commas)):
        cuts = [-1, *(at for at, cut in zip(commas, choice, strict=True) if cut), len(printed)]
        spans = [(one + 1, two) for one, two in pairwise(cuts)]
        if all("," not in printed[a:b] or _THOUSANDS.fullmatch(printed[a:b].partition(".")[0]) for a, b in spans):
            yield [(start + a, start + b) for a, b in spans if a < b]
