"""Lists of running text, 信函申请28、当面申请11、网络申请57, that look like the rows of a table without its heading.

A sentence leads from one figure to the next: with a mark right behind the figure or its unit, or with a word on the
same line. A table does not: what stands between its rows are blanks, line breaks, lines, or the number of the next row.
A digit before 、 is such a number where it is apart from the figure before it, or where it continues the count of the
rows and is the one that the edition gives to this row; else it is the last digit of a figure. A mark that stands before
the figures of a row, too, parts cells. And no sentence names the unit before the figure, as a column of units does.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xxgk.reading.forms.layouts import Row, half_width

MARKS = "、,;。"
FEWEST_LED = 3  # one step in so many, and the rows are parts of a sentence
_LED_BY_MARK = re.compile(rf"\s*[^\W\d_]{{0,2}}\s*([{MARKS}])")
_WORD = re.compile(r"[^\W\d_]")
_GLUED_NUMBER = re.compile(r"(\d)、")
_NUMBER = re.compile(r"(?:其中:?)?\(?(\d)[.、)]")


@dataclass(slots=True)
class Steps:
    """What leads from row to row of a table that has no heading, counted while it is read."""

    taken: int = 0
    led: int = 0
    rows: int = 0
    with_unit: int = 0
    number: int = 0

    def take_row(self, unit: str) -> None:
        """Count a row with figures, and whether its unit stands before them."""
        self.rows += 1
        self.with_unit += bool(unit)

    def take(self, before: str, between: str, label: str, row: Row) -> None:
        """Count the step from a row to the next.

        Parameters
        ----------
        before
            The marks between the label of the one row and its figures.
        between
            What stands between these figures, but for marks right behind them that no line break follows, and the next
            label.
        label, row
            This label as printed, with its number, and its row.
        """
        self.taken += 1
        mark = _LED_BY_MARK.match(half_width(between))
        if mark:
            self.led += mark[1] not in before
        elif between:
            self.led += "\n" not in between and bool(_WORD.search(between))
        elif _GLUED_NUMBER.match(label):
            self.led += not self._is_counted(label, row)
        if number := _NUMBER.match(label):
            self.number = int(number[1])

    def _is_counted(self, label: str, row: Row) -> bool:
        number = int(label[0])
        own = {int(found[1]) for name in row.labels if (found := _NUMBER.match(half_width(name)))}
        return number in own and number in (1, self.number + 1)

    @property
    def are_of_a_sentence(self) -> bool:
        """Tell whether the rows are parts of a sentence."""
        if self.with_unit * 2 > self.rows:
            return False
        return self.led > 0 and self.led * FEWEST_LED >= self.taken
