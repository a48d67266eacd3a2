"""What can be computed from figures: ratios, the bases they imply, what chance leaves open, what a growth is made of.

Rates are percentages (``38.28`` is 38.28%). What is undefined or not printed is NaN, never 0.
"""

from xxgk.reading.measures.bases import (
    NO_BASE,
    TENTHS,
    TIMES,
    Base,
    Bounds,
    base_between,
    implied_base,
    implied_whole,
    rate_bounds,
    share_bounds,
)
from xxgk.reading.measures.chance import (
    CONFIDENCE,
    FEW,
    poisson_interval,
    rate_interval,
    rates_differ,
    share_interval,
    shares_differ,
)
from xxgk.reading.measures.growth import Change, Contribution, contributions
from xxgk.reading.measures.ratios import (
    HUNDRED,
    CorrectionRate,
    Number,
    correction_rate,
    growth_pct,
    percentage_points,
    share,
    shares,
)

__all__ = [
    "CONFIDENCE",
    "FEW",
    "HUNDRED",
    "NO_BASE",
    "TENTHS",
    "TIMES",
    "Base",
    "Bounds",
    "Change",
    "Contribution",
    "CorrectionRate",
    "Number",
    "base_between",
    "contributions",
    "correction_rate",
    "growth_pct",
    "implied_base",
    "implied_whole",
    "percentage_points",
    "poisson_interval",
    "rate_bounds",
    "rate_interval",
    "rates_differ",
    "share",
    "share_bounds",
    "share_interval",
    "shares",
    "shares_differ",
]
