"""Shares, growth and correction rates.

Rates are percentages (``38.28`` is 38.28%). Arithmetic is exact inside and rounded once, on the way out. What
is undefined or not printed is NaN, never 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from numbers import Real
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

Number = int | float | Decimal

HUNDRED = 100
NAN = float("nan")


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
    exact_part, exact_whole = exact(part), exact(whole)
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
    exact_current, exact_prior = exact(current), exact(prior)
    if exact_current is None or not exact_prior:
        return NAN
    return float(HUNDRED * (exact_current - exact_prior) / abs(exact_prior))


def percentage_points(current_pct: Number | None, prior_pct: Number | None) -> float:
    """Compute the change of a rate, which is in percentage points (百分点), not in per cent."""
    current, prior = exact(current_pct), exact(prior_pct)
    return NAN if current is None or prior is None else float(current - prior)


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
    exactly = [exact(number) for number in (corrected, total, *parts)]
    known = [number for number in exactly if number is not None]
    if len(known) < len(exactly):
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
    known = exact(number)
    return NAN if known is None else float(known)


def exact(number: Number | None) -> Fraction | None:
    """Convert to an exact fraction; None for what is blank or not finite."""
    if not isinstance(number, Real | Decimal) or not math.isfinite(number):
        return None
    return Fraction(str(number))
