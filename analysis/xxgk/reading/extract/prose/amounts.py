"""What printed figures can stand for, and whether parts, shares and rates of growth agree within that."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from msgspec import Struct

from xxgk.reading.quantities import Quantity, interval
from xxgk.reading.quantities.figures import EXACT

_ROUNDED = ("倍", "个百分点", "成", "%", "‰")
_HUNDRED = Decimal(100)
_SCALES = {"‰": Decimal("0.1"), "倍": _HUNDRED, "成": Decimal(10)}


class Bounds(Struct, frozen=True, gc=False):
    """The least and the greatest number that a figure, or a sum of figures, can stand for."""

    low: Decimal
    high: Decimal

    def meets(self, other: Bounds) -> bool:
        """Tell whether both can be the same number."""
        return self.low <= other.high and other.low <= self.high


def bounds(quantity: Quantity) -> Bounds:
    """Find what a figure can stand for; a rate in per cent, whatever its unit."""
    if quantity.qualifier == "exact" and quantity.printed.isdecimal() and quantity.unit not in _ROUNDED:
        return Bounds(quantity.value, quantity.value)
    printed = quantity.printed + (quantity.unit if quantity.unit in _ROUNDED[:3] else "")
    low, high = interval(quantity.value, quantity.qualifier, printed)
    scale = _SCALES.get(quantity.unit, Decimal(1))
    return Bounds(low * scale, high * scale) if scale != 1 else Bounds(low, high)


def add(amounts: Iterable[Bounds]) -> Bounds:
    """Add figures up."""
    low = high = Decimal(0)
    for one in amounts:
        low, high = EXACT.add(low, one.low), EXACT.add(high, one.high)
    return Bounds(low, high)


def share_of(part: Bounds, whole: Bounds) -> Bounds | None:
    """Find between which bounds a share lies, in per cent; None where the whole can be nought or is without end."""
    if whole.low <= 0 or part.low < 0 or not (part.high.is_finite() and whole.high.is_finite()):
        return None
    return Bounds(_HUNDRED * part.low / whole.high, _HUNDRED * part.high / whole.low)


def fits_share(part: Bounds, whole: Bounds, share: Bounds) -> bool:
    """Tell whether a printed share can be that of a part in a whole."""
    possible = share_of(part, whole)
    return possible is not None and possible.meets(share)


def whole_numbers(value: Bounds, growth: Bounds) -> tuple[int, int]:
    """Find the least and the greatest whole number from which a count can have grown at a rate (negative: fallen).

    Returns
    -------
    tuple of int
        The first is greater than the second where there is none.
    """
    if growth.low <= -_HUNDRED or not (value.high.is_finite() and growth.high.is_finite()):
        return 1, 0
    low = _HUNDRED * value.low / (_HUNDRED + growth.high)
    high = _HUNDRED * value.high / (_HUNDRED + growth.low)
    return int(low.to_integral_value("ROUND_CEILING")), int(high.to_integral_value("ROUND_FLOOR"))
