"""Bars within the cells of a table, as text: they stay with the table wherever it goes."""

import math

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"


def bar(value: float, most: float, width: int = 10) -> str:
    """Draw a bar as long as a value is beside the greatest one; none for what is not known.

    Examples
    --------
    >>> bar(3, 6, 4), bar(0, 6, 4), bar(1, 6, 4)
    ('██', '', '▋')
    """
    if not math.isfinite(value) or most <= 0 or value <= 0:
        return ""
    whole, rest = divmod(round(8 * width * value / most), 8)
    return (_FULL * whole + _EIGHTHS[rest]).rstrip()
