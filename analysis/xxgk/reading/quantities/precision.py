"""How exact a printed figure is: the place of its last digit, and what it can stand for."""

import re
from decimal import Decimal

from xxgk.reading.quantities.figures import EXACT, FIGURE, arabic_segments, exponent, read_number
from xxgk.reading.quantities.lexicon import BEFORE, TAIL, normalise

_ROUNDED = re.compile("[%％‰倍成]|分之")
_HEDGED = re.compile("|".join((*BEFORE, *TAIL, "来")))


def resolution(printed: str) -> Decimal:
    """Find the place value of the last significant digit, in base units.

    Parameters
    ----------
    printed
        A figure as printed: ``8.45万`` gives 100, ``32.72%`` 0.01, ``75万`` 10000, ``1050175`` 1.

    Returns
    -------
    Decimal
        Behind a hedge, zeros at the end only hold the place: ``5000多`` gives 1000.

    Raises
    ------
    ValueError
        If nothing in ``printed`` is a number.
    """
    if _is_whole(printed):
        return Decimal(1)
    text = normalise(printed)
    match = FIGURE.search(text)
    value = read_number(match) if match else None
    if match is None or value is None:
        raise ValueError(f"{printed!r} is no figure; a number such as 8.45万 or 32.72% is needed.")
    if _HEDGED.search(text):
        return _last_nonzero_place(value)
    if match["chinese"]:
        tail = match["chinese"][len(match["chinese"].rstrip("万亿")) :] + (match["scale"] or "")
        return Decimal(1).scaleb(exponent(tail))
    last, power = arabic_segments(match["arabic"] + (match["scale"] or ""))[-1]
    return Decimal(1).scaleb(_exponent(last) + power)


def interval(value: Decimal, qualifier: str, printed: str) -> tuple[Decimal, Decimal]:
    """Say between which bounds the quantity lies that a printed figure stands for.

    Parameters
    ----------
    value, qualifier, printed
        As in ``Quantity``.

    Returns
    -------
    tuple of Decimal
        The lower and the upper bound. An exact figure with decimals, 万, 亿, %, 倍 or 成 is taken as rounded to its
        last digit, any other as it stands. 75万余 is 750000 to 760000, 近500 is 400 to 500, 约500 is 400 to 600.
    """
    if qualifier == "exact" and _is_whole(printed):
        return value, value
    step = _last_nonzero_place(value)
    match qualifier:
        case "over":
            return value, EXACT.add(value, step)
        case "nearly":
            return EXACT.subtract(value, step), value
        case "about":
            return EXACT.subtract(value, step), EXACT.add(value, step)
        case "at_least":
            return value, Decimal("Infinity")
        case "at_most":
            return Decimal("-Infinity"), value
        case "none":
            return value, value  # printed in words: 未收到
    place = resolution(printed)
    rounded = place != 1 or _ROUNDED.search(printed)
    half = EXACT.multiply(place, Decimal("0.5")) if rounded else Decimal(0)
    return EXACT.subtract(value, half), EXACT.add(value, half)


def _is_whole(printed: str) -> bool:
    """Tell whether a figure is printed in digits alone, as most are."""
    return printed.isascii() and printed.isdecimal()


def decimal_text(value: Decimal) -> str:
    """Write a number as a plain decimal: no exponent, no zeros at the end of a fraction."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _last_nonzero_place(value: Decimal) -> Decimal:
    """Find the power of ten of the last digit that is not zero; 1 for zero itself."""
    return Decimal(1).scaleb(_exponent(EXACT.normalize(value))) if value else Decimal(1)


def _exponent(value: Decimal) -> int:
    """Give the power of ten of the last digit of a number that is finite."""
    return int(value.as_tuple().exponent)
