"""How far chance alone could move a share or a rate, and whether two of them differ by more than that.

A report counts all of its cases, so this is not about sampling: it asks how much a number of this size varies from
year to year where nothing has changed. Of 2 cases a share says next to nothing; of 500 it says a lot.

The quantiles are found by bisection on the exact tails; a library for them would take a second to import.
"""

import math
from collections.abc import Callable, Iterator
from itertools import count
from statistics import NormalDist

from xxgk.reading.measures.ratios import HUNDRED, NAN

Interval = tuple[float, float]

CONFIDENCE = 0.95
# Below so many cases no percentage is written: "1 of 2 cases" says all there is to say.
FEW = 10
UNKNOWN: Interval = (NAN, NAN)
_HALVINGS = 100  # enough for the last bit of a float
_NEGLIGIBLE = 1e-18


def share_interval(part: float, whole: float, confidence: float = CONFIDENCE) -> Interval:
    """Compute the Wilson score interval of a share, in per cent.

    Parameters
    ----------
    part, whole
        Cases, and all of which they are a part.
    confidence
        How sure the interval is to hold the share that chance has varied.

    Returns
    -------
    tuple of float
        NaN where the whole is 0, a number is not known, or the part exceeds the whole.

    Examples
    --------
    >>> [round(bound, 2) for bound in share_interval(81, 466)]
    [14.21, 21.09]
    """
    if not (_is_count(part) and _is_count(whole)) or whole <= 0 or part > whole:
        return UNKNOWN
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    p, spread = part / whole, z * z / whole
    middle = p + spread / 2
    reach = z * math.sqrt(p * (1 - p) / whole + spread / (4 * whole))
    low, high = (HUNDRED * (middle + side * reach) / (1 + spread) for side in (-1, 1))
    # Exactly so at the ends, where rounding would leave a trace.
    return (0.0 if part == 0 else low), (float(HUNDRED) if part == whole else high)


def poisson_interval(cases: float, confidence: float = CONFIDENCE) -> Interval:
    """Compute the exact interval of a number of cases that come independently of one another (Garwood).

    Returns
    -------
    tuple of float
        NaN where `cases` is no whole number from 0 upward.

    Examples
    --------
    >>> [round(bound, 3) for bound in poisson_interval(10)]
    [4.795, 18.39]
    """
    if not _is_count(cases) or cases != int(cases):
        return UNKNOWN
    tail = (1 - confidence) / 2
    low = _where(lambda mean: _tail(_poisson(cases, mean), _poisson_up(cases, mean)) >= tail, 0, cases)
    most = cases + 20 + 10 * math.sqrt(cases + 1)
    high = _where(lambda mean: _tail(_poisson(cases, mean), _poisson_down(cases, mean)) <= tail, cases, most)
    return (0.0 if cases == 0 else low), high


def rate_interval(cases: float, base: float, per: float = 1, confidence: float = CONFIDENCE) -> Interval:
    """Compute the exact interval of a rate: cases for each `per` of the base, 1,000 requests say.

    Examples
    --------
    >>> [round(bound, 1) for bound in rate_interval(466, 5230, 1000)]
    [81.2, 97.6]
    """
    if not _is_count(base) or base <= 0:
        return UNKNOWN
    low, high = poisson_interval(cases, confidence)
    return per * low / base, per * high / base


def shares_differ(one: tuple[float, float], other: tuple[float, float], confidence: float = CONFIDENCE) -> bool:
    """Tell whether two shares, each as part and whole, differ by more than chance (Newcombe's interval).

    Returns
    -------
    bool
        False also where a number is not known: then nothing can be told.

    Examples
    --------
    >>> shares_differ((81, 466), (51, 366)), shares_differ((81, 466), (10, 366))
    (False, True)
    """
    (low_1, high_1), (low_2, high_2) = (share_interval(*pair, confidence) for pair in (one, other))
    if math.isnan(low_1) or math.isnan(low_2):
        return False
    first, second = (HUNDRED * part / whole for part, whole in (one, other))
    gap = first - second
    return gap - math.hypot(first - low_1, high_2 - second) > 0 or gap + math.hypot(high_1 - first, second - low_2) < 0


def rates_differ(one: tuple[float, float], other: tuple[float, float], confidence: float = CONFIDENCE) -> bool:
    """Tell whether two rates, each as cases and base, differ by more than chance (exact conditional test).

    Of all cases together, those of the first are a binomial share, were the rates equal.

    Examples
    --------
    >>> rates_differ((466, 5230), (2, 20)), rates_differ((466, 5230), (1, 75))
    (False, True)
    """
    if not all(map(_is_count, (*one, *other))) or one[1] <= 0 or other[1] <= 0:
        return False
    cases, total, p = one[0], one[0] + other[0], one[1] / (one[1] + other[1])
    start = _binomial(cases, total, p)
    up = _tail(start, _binomial_up(cases, total, p))
    down = _tail(start, _binomial_down(cases, total, p))
    return 2 * min(up, down) < 1 - confidence


def _is_count(number: float) -> bool:
    return isinstance(number, int | float) and math.isfinite(number) and number >= 0


def _where(holds: Callable[[float], bool], low: float, high: float) -> float:
    """Find the least number from which on a condition holds."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


def _tail(start: float, ratios: Iterator[float]) -> float:
    """Add up a tail of a distribution: its first term, and each next one by its ratio to the one before."""
    total = term = start
    for ratio in ratios:
        term *= ratio
        total += term
        # Terms may grow first, where the tail runs through the middle of the distribution.
        if ratio < 1 and term <= _NEGLIGIBLE * total:
            break
    return total


def _poisson(cases: float, mean: float) -> float:
    return math.exp(cases * math.log(mean) - mean - math.lgamma(cases + 1)) if mean else float(cases == 0)


def _poisson_up(cases: float, mean: float) -> Iterator[float]:
    return (mean / number for number in count(int(cases) + 1))


def _poisson_down(cases: float, mean: float) -> Iterator[float]:
    return (number / mean for number in range(int(cases), 0, -1))


def _binomial(cases: float, total: float, p: float) -> float:
    ways = math.lgamma(total + 1) - math.lgamma(cases + 1) - math.lgamma(total - cases + 1)
    return math.exp(ways + cases * math.log(p) + (total - cases) * math.log1p(-p))


def _binomial_up(cases: float, total: float, p: float) -> Iterator[float]:
    odds = p / (1 - p)
    return (odds * (total - number) / (number + 1) for number in range(int(cases), int(total)))


def _binomial_down(cases: float, total: float, p: float) -> Iterator[float]:
    odds = (1 - p) / p
    return (odds * number / (total - number + 1) for number in range(int(cases), 0, -1))
