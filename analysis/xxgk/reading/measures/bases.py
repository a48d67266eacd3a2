"""The counts that printed rates imply: the year before's and the wholes of shares, with what rounding leaves open.

Rates are percentages (``38.28`` is 38.28%). Arithmetic is exact inside and rounded once, on the way out.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from xxgk.reading.measures.ratios import HUNDRED, NAN, Number, exact
from xxgk.reading.quantities import interval

Bounds = tuple[Decimal, Decimal]

TIMES = "倍"  # a rate of 2倍 is one of 200%
TENTHS = "成"  # a rate of 2成 is one of 20%


@dataclass(frozen=True, slots=True)
class Base:
    """A count that is not printed, but that a printed rate implies: the year before's, or the whole of a share.

    Attributes
    ----------
    low, high
        What the printed precision of the rate leaves open.
    integer
        The count, where exactly one integer lies between them.
    candidates
        Every integer that does. Where nothing bounds it from above (a fall by 100%), it ends at
        ``sys.maxsize``.
    """

    low: float
    high: float
    integer: int | None
    candidates: range


NO_BASE = Base(NAN, NAN, None, range(0))


def share_bounds(part: Bounds, whole: Bounds) -> Bounds | None:
    """Compute what the share can be, in per cent, where part and whole are only known between bounds.

    Returns
    -------
    tuple of Decimal or None
        None where the whole can be 0: the share is then undefined.
    """
    if whole[0] <= 0 or part[0] < 0:
        return None
    low = HUNDRED * part[0] / whole[1] if whole[1].is_finite() else Decimal(0)
    high = HUNDRED * part[1] / whole[0]
    return low, high


def implied_base(value: Number, growth_pct: Number, printed: str = "", qualifier: str = "exact") -> Base:
    """Compute the prior-year base that a count and its printed growth rate imply.

    Parameters
    ----------
    value
        The count of this year.
    growth_pct
        Its growth in per cent; negative for a fall.
    printed, qualifier
        The rate as printed (``"38.28%"``, ``"2倍"``), which tells how far it is rounded, and its hedge. Without it
        the digits of `growth_pct` tell.

    Returns
    -------
    Base
        Without candidates where no base can give the rate: it contradicts the count.

    Examples
    --------
    >>> implied_base(466, 38.28).integer, implied_base(366, 144).integer, implied_base(471, 38.28).integer
    (337, 150, None)
    """
    if exact(value) is None or exact(growth_pct) is None:
        return NO_BASE
    count = Decimal(str(value))
    return base_between((count, count), rate_bounds(growth_pct, qualifier, printed))


def implied_whole(part: Number, share_pct: Number, printed: str = "", qualifier: str = "exact") -> Base:
    """Compute the whole that a part and its printed share imply, where the report does not print it.

    Parameters
    ----------
    part
        The count.
    share_pct
        Its share of the whole in per cent.
    printed, qualifier
        As `implied_base` takes them.

    Examples
    --------
    >>> implied_whole(24352, 76.72).candidates
    range(31740, 31744)
    """
    if exact(part) is None or exact(share_pct) is None:
        return NO_BASE
    count = Decimal(str(part))
    low, high = rate_bounds(share_pct, qualifier, printed)
    return base_between((count, count), (low - HUNDRED, high - HUNDRED))


def rate_bounds(rate_pct: Number, qualifier: str = "exact", printed: str = "") -> Bounds:
    """Compute what a printed percentage can stand for: at least half a unit of its last digit either way."""
    rate = _plain(rate_pct)
    if printed.endswith(TIMES):
        low, high = interval(rate / HUNDRED, qualifier, printed)
        return HUNDRED * low, HUNDRED * high
    return interval(rate, qualifier, printed or f"{rate:f}%")


def base_between(value: Bounds, rate: Bounds) -> Base:
    """Compute the base that a count and a growth rate imply, both known between bounds.

    The base is ``value / (1 + rate)``: least where the count is least and the rate greatest. A base is 1 or
    more, since growth from 0 has no rate.
    """
    least, greatest = HUNDRED + rate[0], HUNDRED + rate[1]
    if greatest < 0 or value[1] < 0 or (greatest == 0 and value[0] > 0):
        return NO_BASE
    open_below = value[0] <= 0 or greatest == 0 or not greatest.is_finite()
    low = Fraction(0) if open_below else HUNDRED * Fraction(value[0]) / Fraction(greatest)
    open_above = least <= 0 or not value[1].is_finite()
    high = None if open_above else HUNDRED * Fraction(value[1]) / Fraction(least)
    first = max(1, math.ceil(low))
    stop = sys.maxsize if high is None else min(sys.maxsize, math.floor(high) + 1)
    candidates = range(first, max(first, stop))
    integer = first if stop - first == 1 else None
    return Base(float(low), math.inf if high is None else float(high), integer, candidates)


def _plain(number: Number) -> Decimal:
    """Convert a rate so that its digits are those a report would print (144.0 is printed as 144)."""
    rate = Decimal(str(number))
    return rate.quantize(Decimal(1)) if rate == rate.to_integral_value() else rate
