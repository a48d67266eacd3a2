"""Counts of single months: parts of the year, unless the month only says when something happened."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from xxgk.reading.extract.prose.items import Item

_MONTH = re.compile(r"(?:(?:19|20)[0-9]{2}年)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?")
_NO_MONTH = ("起", "前", "以", "至", "到", "底", "的")
UNTIL = ("至", "到", "-", "－", "—", "–", "~", "～")  # between the first and the last of several months or years


def tell_months(items: Sequence[Item], periods: list[str], default: str, text: str) -> None:
    """Let counts of months be parts of the year where another figure counts the same: 3月收到5件，9月收到4件.

    What else happened in a month, and what was counted only once, need not be counted by it.

    Parameters
    ----------
    items
        The figures.
    periods
        Of which time each is; those of months are changed.
    default
        The report's own time.
    text
        The text that the tokens point to.
    """
    paragraphs: dict[int, list[int]] = {}
    for number, item in enumerate(items):
        paragraphs.setdefault(item.paragraph, []).append(number)
    for numbers in paragraphs.values():
        months = {number for number in numbers if periods[number] == default and _names_month(items[number], text)}
        if not months:
            continue
        said = {number: _said(items[number]) for number in numbers}
        alike = Counter((items[number].kind, said[number]) for number in numbers)
        together = Counter(items[number].sentence for number in months)
        for number in months:
            beside = together[items[number].sentence] > 1
            counted = bool(said[number]) and alike[items[number].kind, said[number]] > 1
            if counted or (beside and not said[number]):
                periods[number] = "part"


def _said(item: Item) -> frozenset[tuple[str, str]]:
    return frozenset((token.kind, token.concept) for token in item.clause if token.kind in ("act", "object"))


def _names_month(item: Item, text: str) -> bool:
    """Tell whether a month stands right before a count with its act and object: 3月收到申请."""
    at = next((at for at in range(len(item.clause) - 1, -1, -1) if item.clause[at].kind == "when"), -1)
    if at < 0:
        return False
    token, behind = item.clause[at], item.clause[at + 1 :]
    alone = _MONTH.fullmatch(text, token.start, token.end) and not text.endswith(UNTIL, 0, token.start)
    plain = all(word.kind in ("act", "object", "filler") for word in behind)
    return bool(alone) and plain and not text.startswith(_NO_MONTH, token.end)
