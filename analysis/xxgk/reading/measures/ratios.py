"""Shares, growth and the prior-year base that a growth rate implies, with what rounding leaves open.

Rates are percentages (``38.28`` is 38.28%). Arithmetic is exact inside and rounded once, on the way out. What
is undefined or not printed is NaN, never 0.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING

from xxgk.reading.quantities import interval

if TYPE_CHECKING:
    import pandas as pd

Number = int | float | Decimal
Bounds = tuple[Decimal, Decimal]

HUNDRED = 100
TIMES = "倍"  # a rate of 2倍 is one of 200%
NAN = float("nan")


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


@dataclass(frozen=True, slots=True)
class CorrectionRate:
    """The share of closed cases in which the organ was corrected (被依法纠错), and how far it is certain.

    Attributes
    ----------
    of_total_pct, of_parts_pct
        Share of the printed total, and of the sum of the printed results.
    low_pct, high_pct
        Bounds that hold whichever single figure is wrong: the total, the corrected cases or another result.
    certain
        Whether results and total agree, so that the bounds meet.
    """

    of_total_pct: float
    of_parts_pct: float
    low_pct: float
    high_pct: float
    certain: bool


def share(part: Number | None, whole: Number | None) -> float:
    """Compute what percentage of `whole` the `part` is.

    Returns
    -------
    float
        NaN where either is not known or the whole is 0.

    Examples
    --------
    >>> round(share(1711, 5230), 2)
    32.72
    """
    exact_part, exact_whole = _exact(part), _exact(whole)
    if exact_part is None or not exact_whole:
        return NAN
    return float(HUNDRED * exact_part / exact_whole)


def shares(
    table: pd.DataFrame,
    value: str = "value",
    by: str | Sequence[str] = (),
    printed_total: Number | Mapping | None = None,
) -> pd.DataFrame:
    """Add the share of each row, by both denominators.

    Parameters
    ----------
    table
        One row for each part.
    value
        The column that holds the parts.
    by
        Column or columns within whose groups the parts make a whole; none: the table is one whole.
    printed_total
        The total as printed: one number, or one for each group (keyed by the group's value, a tuple where
        `by` names several columns). None where the report prints no total.

    Returns
    -------
    DataFrame
        The table with four columns more: `parts_total`, `share_of_parts_pct`, `printed_total` and
        `share_of_printed_pct`. The two denominators differ where the report contradicts itself. A blank part
        leaves `parts_total` unknown (NaN), since a sum without it would pass for the whole.
    """
    import pandas as pd

    keys = [by] if isinstance(by, str) else list(by)
    groups = [table[key] for key in keys] or [pd.Series(0, index=table.index)]
    parts = table[value].astype("float64")
    parts_total = parts.groupby(groups, dropna=False).transform(lambda group: group.sum(skipna=False))
    totals = _printed_totals(table, keys, printed_total)
    return table.assign(
        parts_total=parts_total,
        share_of_parts_pct=_shares(parts, parts_total),
        printed_total=totals,
        share_of_printed_pct=_shares(parts, totals),
    )


def growth_pct(current: Number | None, prior: Number | None) -> float:
    """Compute the growth from `prior` to `current` in per cent.

    Returns
    -------
    float
        NaN where either is not known, and from 0: growth from nothing has no rate.

    Examples
    --------
    >>> round(growth_pct(466, 337), 2)
    38.28
    """
    exact_current, exact_prior = _exact(current), _exact(prior)
    if exact_current is None or not exact_prior:
        return NAN
    return float(HUNDRED * (exact_current - exact_prior) / abs(exact_prior))


def percentage_points(current_pct: Number | None, prior_pct: Number | None) -> float:
    """Compute the change of a rate, which is in percentage points (百分点), not in per cent."""
    current, prior = _exact(current_pct), _exact(prior_pct)
    return NAN if current is None or prior is None else float(current - prior)


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
    if _exact(value) is None or _exact(growth_pct) is None:
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
    if _exact(part) is None or _exact(share_pct) is None:
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


def correction_rate(corrected: Number, total: Number, parts: Sequence[Number]) -> CorrectionRate:
    """Compute the correction rate of reviews or lawsuits, with bounds where results and total disagree.

    Parameters
    ----------
    corrected
        Cases in which the organ was corrected; one of `parts`.
    total
        All cases as printed.
    parts
        Every result as printed.

    Returns
    -------
    CorrectionRate
        Where 81 of 466 were corrected and the results add up to 471, either the total is wrong (81/471), or
        the corrected are (76/466), or another result is (81/466): the rate lies between the least and the
        greatest.
    """
    exact = [_exact(number) for number in (corrected, total, *parts)]
    known = [number for number in exact if number is not None]
    if len(known) < len(exact):
        return CorrectionRate(share(corrected, total), NAN, NAN, NAN, False)
    exact_corrected, exact_total, *exact_parts = known
    parts_sum = sum(exact_parts, Fraction(0))
    mended = min(max(exact_corrected + exact_total - parts_sum, Fraction(0)), exact_total)
    rates = [
        _rate(exact_corrected, exact_total),
        _rate(exact_corrected, parts_sum),
        _rate(mended, exact_total),
    ]
    return CorrectionRate(rates[0], rates[1], min(rates), max(rates), exact_total == parts_sum)


def _rate(part: Fraction, whole: Fraction) -> float:
    return float(HUNDRED * part / whole) if whole else NAN


def _shares(parts: pd.Series, wholes: pd.Series) -> pd.Series:
    import pandas as pd

    values = [share(part, whole) for part, whole in zip(parts, wholes, strict=True)]
    return pd.Series(values, index=parts.index, dtype="float64")


def _printed_totals(table: pd.DataFrame, keys: list[str], printed: Number | Mapping | None) -> pd.Series:
    import pandas as pd

    if not isinstance(printed, Mapping):
        return pd.Series(_float(printed), index=table.index, dtype="float64")
    groups = table[keys[0]] if len(keys) == 1 else table[keys].itertuples(index=False, name=None)
    return pd.Series([_float(printed.get(group)) for group in groups], index=table.index, dtype="float64")


def _float(number: Number | None) -> float:
    """Convert to a float; NaN for what is blank, however pandas writes that."""
    exact = _exact(number)
    return NAN if exact is None else float(exact)


def _exact(number: Number | None) -> Fraction | None:
    """Convert to an exact fraction; None for what is blank or not finite."""
    if not isinstance(number, Real | Decimal) or not math.isfinite(number):
        return None
    return Fraction(str(number))


def _plain(number: Number) -> Decimal:
    """Convert a rate so that its digits are those a report would print (144.0 is printed as 144)."""
    exact = Decimal(str(number))
    return exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact
