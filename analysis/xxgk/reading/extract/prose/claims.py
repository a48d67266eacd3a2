"""Claims: several figures of a document that are to have one name, of which the strongest keeps it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from xxgk.reading.extract.prose.readings import Reading
from xxgk.reading.quantities import interval

# What a year has one of; of meetings, courses and articles it has many kinds.
_SINGLE = ("disclosure.", "normative.", "requests.", "review.", "lawsuit.", "complaints.", "regulations.")
_OF_KINDS = ("fees.", "proposals.")  # of which each kind is only a part
_NARROWLY = 1  # a claim weaker by an organ, 新增 or 合计 still speaks of all of its kind
_WHOLES = ("all", "self")  # what no organ beside another is called: 全市, 我局
_BELOW = frozenset(("county", "township", "dept"))


def keep_one(readings: Sequence[Reading]) -> None:
    """Let the strongest of several values keep a name; two that claim it equally both keep it, and the audit tells.

    A loser that speaks of the same keeps its words and says which figure it contradicts.
    """
    _place_government(readings)
    _tell_organs_apart(readings)
    _leave_to_sums(readings)
    claims: dict[tuple[str, str], list[Reading]] = {}
    for reading in readings:
        if reading.indicator:
            claims.setdefault((reading.indicator, reading.level), []).append(reading)
    for (name, _), rivals in claims.items():
        if len(rivals) < 2 or not differ(rivals):
            continue
        if all(rival.slots.result for rival in rivals) and len({rival.clause.sentence for rival in rivals}) == 1:
            for rival in rivals:
                rival.indicator = ""  # a sentence does not contradict itself: 驳回诉讼请求60件、裁定驳回12件
            continue
        best = max(_strength(rival) for rival in rivals)
        winners = [rival for rival in rivals if _strength(rival) == best]
        for rival in rivals:
            if rival not in winners and not _agrees(rival, winners):
                rival.indicator = ""
                if name.startswith(_SINGLE) and _strength(rival) >= best - _NARROWLY:
                    rival.rival = _contradicted(rival, winners[0])
        if not name.startswith(_SINGLE) and differ(winners):
            for winner in winners:
                winner.indicator = ""


def _place_government(readings: Sequence[Reading]) -> None:
    """Let a county's government be one of its organs where others stand beside it: 县政府18件，各乡镇41件."""
    beside = {reading.clause.sentence for reading in readings if _BELOW & set(reading.own.whose)}
    for reading in readings:
        if reading.own.whose == ("county_government",) and reading.clause.sentence in beside:
            reading.level = "county"


def _tell_organs_apart(readings: Sequence[Reading]) -> None:
    """Take the name from figures of one organ each, which may be of one level: 市政府188件，市级部门421件."""
    organs: dict[tuple[tuple[int, int], str, str], list[Reading]] = {}
    for reading in readings:
        if reading.indicator and reading.own.whose and not set(reading.own.whose) <= set(_WHOLES):
            organs.setdefault((reading.clause.sentence, reading.indicator, reading.level), []).append(reading)
    for several in organs.values():
        if differ(several):
            for reading in several:
                reading.indicator = ""


def _leave_to_sums(readings: Sequence[Reading]) -> None:
    """Take the name from kinds that a sentence counts apart: 复印费90元、邮寄费40元，共130元; their sum keeps it."""
    kinds: dict[tuple[tuple[int, int], str, str], list[Reading]] = {}
    for reading in readings:
        if reading.indicator and not (reading.head or reading.indicator.startswith(_SINGLE)):
            kinds.setdefault((reading.clause.sentence, reading.indicator, reading.level), []).append(reading)
    for (_, name, _), several in kinds.items():
        apart = any(one.is_sum for one in several) or name.startswith(_OF_KINDS)
        if apart and differ(several) and all(one.is_sum or one.own.object for one in several):
            for reading in several:
                reading.indicator = reading.indicator if reading.is_sum else ""


def _contradicted(loser: Reading, winner: Reading) -> Reading | None:
    """Find the figure that one contradicts: both stand alone, name what they count, and are of one size.

    Of channels there may be two of a kind, so nothing is said of them.
    """
    low, high = sorted(one.node.quantity.value for one in (loser, winner))
    plain = all(one.own.object and one.own.act and not (one.own.by or one.head) for one in (loser, winner))
    alike = (loser.own.object, loser.own.act) == (winner.own.object, winner.own.act)
    return winner if plain and alike and 2 * low >= high else None


def differ(readings: Iterable[Reading]) -> bool:
    """Tell whether no one number can be what all of some figures print."""
    low, high = Decimal("-Infinity"), Decimal("Infinity")
    for reading in readings:
        one_low, one_high = interval(*_measure(reading))
        low, high = max(low, one_low), min(high, one_high)
    return low > high


def _agrees(reading: Reading, others: Iterable[Reading]) -> bool:
    return any(not differ((reading, other)) for other in others)


def _measure(reading: Reading) -> tuple[Decimal, str, str]:
    quantity = reading.node.quantity
    return quantity.value, quantity.qualifier, quantity.printed


def _strength(reading: Reading) -> int:
    """Weigh how plainly a figure claims to be all of its kind."""
    own = reading.own
    words = reading.clause.before
    sums_up = any(token.kind == "list" and token.concept == "total" for token in words)
    is_new = any(token.kind == "role" and token.concept == "new" for token in words)
    in_full = own.object == {"gov_info"}  # 主动公开政府信息; 发布信息 may be of one matter
    return (
        4 * (not reading.head) + 2 * bool(own.object) + 2 * bool(own.act) + bool(own.whose) + sums_up + is_new + in_full
    )
