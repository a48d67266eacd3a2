"""A text as the labels of tables are looked for in it: without blanks, quotes and drawn lines, half-width."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from xxgk.reading.extract.glued.cells import PAGE_NUMBER
from xxgk.reading.extract.tables.values import UNIT
from xxgk.reading.forms.layouts import half_width

DROPPED = re.compile(r"[\s\u200b\ufeff“”‘’\"'「」|│┃¦]")
# The line below the heading of a table that is drawn with characters, the number of a page, and bold type in Markdown:
# no cells.
_DRAWN = re.compile(
    r"^[ \t]*[|+│┃┌├└]?[ \t]*:?[-─—=━]{3,}[-─—=━┬┼┴+:| \t│┃┐┤┘]*$|\*\*|\\(?=[-.*|()\[\]])|" + PAGE_NUMBER,
    re.M,
)
# Cells that are numbers with their units, between tabs, bars or the ends of their line, or several with blanks between.
# Money keeps its unit, which says what it is.
_COUNT_UNIT = rf"(?![万亿元])(?:{UNIT.pattern})"
_COUNT = rf"[-+]?\d+(?:[.,，]\d+)*{_COUNT_UNIT}"
_COUNTS = re.compile(
    rf"(?:^|[\t|│┃¦])[ \u3000]*{_COUNT}(?=[ \u3000]*(?:[\t|│┃¦]|$))"
    rf"|(?:^|(?<=[ \u3000])){_COUNT}(?:[ \u3000]+{_COUNT})+(?=\s|\Z)",
    re.M,
)
_BEHIND = re.compile(rf"(?<=\d){_COUNT_UNIT}")


@dataclass(frozen=True, slots=True)
class Condensed:
    """A text without blanks and quotes, half-width, and where each of its characters stands in it as it is."""

    text: str
    places: Sequence[int]
    printed: str

    def between(self, start: int, end: int) -> str:
        """Give what is printed between two characters of the text: behind the one before `start`, before `end`."""
        return self.printed[self.places[start - 1] + 1 : self.places[end]]

    def within(self, start: int, end: int) -> str:
        """Give what stands between two offsets of the text as it is."""
        return self.text[bisect_left(self.places, start) : bisect_left(self.places, end)]

    def around(self, start: int, end: int) -> tuple[int, int, int, int]:
        """Give the place of cells in the text as it is, and that of the blanks and marks round them."""
        left = self.places[start - 1] + 1 if start else 0
        right = self.places[end] if end < len(self.places) else self.places[-1] + 1
        return *self.span(start, end), left, right

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the text as it is; an empty span stands behind the character before it."""
        if start == end:
            return self.places[start - 1] + 1, self.places[start - 1] + 1
        return self.places[start], self.places[end - 1] + 1


@lru_cache(1)  # every edition is tried on the same text
def condense(text: str) -> Condensed:
    """Reduce a text to what labels and cells are made of."""
    drawn = bytearray(len(text))
    for mark in _DRAWN.finditer(text):
        drawn[mark.start() : mark.end()] = b"\1" * len(mark[0])
    for cells in _COUNTS.finditer(text):
        for unit in _BEHIND.finditer(text, *cells.span()):
            drawn[unit.start() : unit.end()] = b"\1" * len(unit[0])
    places = [place for place, char in enumerate(text) if not (drawn[place] or DROPPED.match(char))]
    return Condensed(half_width("".join([text[place] for place in places])).replace("其它", "其他"), places, text)
