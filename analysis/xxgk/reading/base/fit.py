"""Whether a value can be what is printed beside it: who edits one and not the other makes a false citation."""

import re
import unicodedata
from decimal import Context, Decimal

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_POWERS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8, "兆": 6}
_NUMERAL = re.compile("[零〇一二三四五六七八九两半]")
_WIDE = Context(prec=1000)  # figures that ran together are longer than what a number has by default
# A table may give its unit in the heading: 元, 万元 or 亿元.
_HEADINGS = (0, 4, 8)


def misfit(value: str, printed: str) -> bool:
    """Tell whether a value cannot be the figure as printed.

    Parameters
    ----------
    value
        The number in the base unit, a plain decimal; blank fits everything.
    printed
        The figure as printed. Only one whose number is a single one in Arabic digits can be held against the value; the
        sign is told by words that are not part of it.

    Examples
    --------
    >>> misfit("9999", "5230"), misfit("84500", "8.45万"), misfit("-32.72", "32.72%"), misfit("7", "七")
    (True, False, False, False)
    """
    text = unicodedata.normalize("NFKC", printed)
    numbers = _NUMBER.findall(text)
    if not value or len(numbers) != 1 or _NUMERAL.search(text):
        return False
    number = numbers[0]
    behind = text[text.index(number) + len(number) :]
    # 千 may also begin a unit (千瓦时), and then multiplies nothing.
    powers = {0, sum(_POWERS.get(mark, 0) for mark in behind)}
    stated, size = Decimal(value).copy_abs(), Decimal(number.replace(",", ""))
    return all(stated != size.scaleb(power + heading, _WIDE) for power in powers for heading in _HEADINGS)
