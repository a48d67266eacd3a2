"""Lists that run over lines: one figure in each paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from xxgk.reading.extract.prose.drafts import MOST_CANDIDATES, Draft
from xxgk.reading.extract.prose.items import Item

_MOST_BETWEEN = 2  # a line follows on another, but for a blank one


class Lines:
    """The paragraphs in a row that hold one figure each."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.row: list[int] = []
        self.introduced = False  # the first of them ends in a colon

    def read(self, number: int, tops: Sequence[int], loose: Sequence[int]) -> list[Draft]:
        """Take in a paragraph.

        Parameters
        ----------
        number
            Number of its last figure.
        tops
            Its figures, if none of them stands in a list.
        loose
            All figures outside of lists so far.

        Returns
        -------
        list of Draft
            The list of lines that has come to its end, if any.
        """
        item = self.items[number]
        follows = bool(self.row) and item.paragraph - self.items[self.row[-1]].paragraph <= _MOST_BETWEEN
        ends = follows and len(self.row) > 1 and len(tops) == 1 and not self.introduced
        if ends and _says_it_is_the_sum(item):
            row, self.row = self.row, []
            return [Draft("run", row, [(number,)], total=number, claimed=True)]
        closed = [] if follows and len(tops) == 1 else self.close(loose)
        if len(tops) == 1:
            if not self.row:
                last = item.tokens[-1]
                self.introduced = last.kind == "mark" and last.concept == ":"
            self.row.append(tops[0])
        return closed

    def close(self, loose: Sequence[int]) -> list[Draft]:
        """End the list of lines; those that a colon introduces divide its figure, others at most fit one."""
        row, self.row = self.row, []
        if len(row) <= 1 + self.introduced:
            return []
        if self.introduced:
            return [Draft("colon", row[1:], [(row[0],)])]
        before = [one for one in loose[-MOST_CANDIDATES - len(row) :] if one < row[0]][-MOST_CANDIDATES:]
        return [Draft("run", row, [(one,) for one in reversed(before)])]


def _says_it_is_the_sum(item: Item) -> bool:
    """Tell whether a figure's line says nothing but that it is a sum: 合计：7条."""
    words = list(item.words())
    total = any(token.kind == "list" and token.concept == "total" for token in words)
    return total and all(token.kind in ("list", "filler", "join", "when", "mark") for token in words)
