"""What a growth is made of: how much of it each part gave, in cases and in points of the whole's growth.

By hand, for reviews that rose from 337 to 466 and lawsuits that rose from 150 to 366: together from 487 to 832, by 345
(70.8%); lawsuits gave 216 of the 345, which are 216/487 = 44.4 points of the 70.8.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from xxgk.reading.measures.ratios import NAN, Number, share


@dataclass(frozen=True, slots=True)
class Change:
    """One part before and now; each may have rivals where a report contradicts itself, the printed one first."""

    before: Sequence[Number]
    now: Sequence[Number]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one part gave to the growth of the whole.

    Attributes
    ----------
    before, now, change
        The part in cases.
    points
        Percentage points of the whole's growth; NaN where the whole was 0.
    share_pct
        Share of the whole's change; NaN where parts moved against one another, since it would then be a share of
        nothing in particular.
    points_low, points_high, share_low_pct, share_high_pct
        Between which these lie, whichever of the contradicting figures are right.
    """

    before: float
    now: float
    change: float
    points: float
    share_pct: float
    points_low: float
    points_high: float
    share_low_pct: float
    share_high_pct: float


def contributions(parts: Mapping[str, Change]) -> dict[str, Contribution]:
    """Break the growth of a whole down into its parts.

    Parameters
    ----------
    parts
        Every part of the whole, by name.

    Examples
    --------
    >>> given = contributions({"review": Change([337], [466, 471]), "lawsuit": Change([150], [366, 372])})
    >>> lawsuit = given["lawsuit"]
    >>> lawsuit.change, round(lawsuit.points, 1), round(lawsuit.share_pct, 1)
    (216.0, 44.4, 62.6)
    >>> round(lawsuit.share_low_pct, 1), round(lawsuit.share_high_pct, 1)
    (61.7, 63.2)
    """
    choices = [[*product(part.before, part.now)] for part in parts.values()]
    cases = [_decompose(chosen) for chosen in product(*choices)]
    return {name: _contribution(position, parts[name], cases) for position, name in enumerate(parts)}


_Case = list[tuple[float, float]]


def _decompose(pairs: Sequence[tuple[Number, Number]]) -> _Case:
    """Give each part's points and share, for one choice among the contradicting figures."""
    whole = sum(float(before) for before, _ in pairs)
    changes = [float(now) - float(before) for before, now in pairs]
    total = sum(changes)
    together = all(change >= 0 for change in changes) or all(change <= 0 for change in changes)
    return [(share(change, whole), share(change, total) if together else NAN) for change in changes]


def _contribution(position: int, part: Change, cases: Sequence[_Case]) -> Contribution:
    points, shares = zip(*(case[position] for case in cases), strict=True)
    before, now = float(part.before[0]), float(part.now[0])
    return Contribution(before, now, now - before, points[0], shares[0], min(points), max(points), *_bounds(shares))


def _bounds(shares: Sequence[float]) -> tuple[float, float]:
    """Bound a share; where one choice leaves it without meaning, so are the bounds."""
    return (NAN, NAN) if any(one != one for one in shares) else (min(shares), max(shares))
