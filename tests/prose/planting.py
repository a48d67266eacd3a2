"""Errors planted into sentences whose sums and shares hold: one printed number is changed, all others stay."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from xxgk.reading.measures import share_bounds
from xxgk.reading.quantities import find_quantities, interval

TENTH, POINTS = Decimal("0.1"), Decimal(3)
# Not the grounds, routes and applicants whose names begin like a rest.
_WHOLE = re.compile("(?:其他|其它)(?!组织|途径|情形的)|其余|组成|分为|剩余|余[0-9]")


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with one number changed: which relation it breaks, and the number that now stands there."""

    case: str
    kind: str
    title: str
    text: str
    number: Decimal
    members: frozenset[Decimal]


def planted(case: dict[str, Any]) -> Iterator[Planted]:
    """Plant every error that a case's sums and shares allow, one at a time."""
    for kind, outcome, members in case["relations"]:
        if (kind, outcome) == ("sum", "holds"):
            yield from _parts(case, members)
        elif (kind, outcome) == ("share", "holds"):
            yield from _share(case, members)


def _parts(case: dict[str, Any], members: list[str]) -> Iterator[Planted]:
    for part in members[1:]:
        step = (Decimal(part) * TENTH).to_integral_value(ROUND_CEILING)
        if not step:
            continue
        yield from _change(case, "higher", members, part, Decimal(part) + step, unit="(?![%％])")
        if _claims_the_whole(case, members):
            yield from _change(case, "lower", members, part, Decimal(part) - step, unit="(?![%％])")


def _share(case: dict[str, Any], members: list[str]) -> Iterator[Planted]:
    share = members[2]
    off = Decimal(share) + (POINTS if Decimal(share) + POINTS <= 100 else -POINTS)
    if not _is_left_open(case, members, off):
        yield from _change(case, "share", members, share, off, unit="(?=[%％])")


def _is_left_open(case: dict[str, Any], members: list[str], share: Decimal) -> bool:
    """Tell whether figures printed in 万 or 亿 are so coarse that even the share that is off can be theirs."""
    wanted = [Decimal(member) for member in members[:2]]
    found, _ = find_quantities(case["text"])
    bounds = {one.value: interval(one.value, one.qualifier, one.printed) for one in found if one.printed[-1] in "万亿"}
    whole, part = (bounds.get(number, (number, number)) for number in wanted)
    possible = share_bounds(part, whole)
    low, high = interval(share, "exact", f"{share}%")
    return possible is not None and possible[0] <= high and low <= possible[1]


def _change(
    case: dict[str, Any], kind: str, members: list[str], old: str, new: Decimal, unit: str
) -> Iterator[Planted]:
    """Yield the case with one number changed, where that number stands once in the text, and no other like the new."""
    found = list(re.finditer(rf"(?<![\d.,]){re.escape(old)}(?![\d.,万萬亿]){unit}", case["text"]))
    if len(found) != 1 or re.search(rf"(?<![\d.]){new}(?![\d.])", case["text"]):
        return
    text = case["text"][: found[0].start()] + str(new) + case["text"][found[0].end() :]
    rest = list(members)
    rest.remove(old)
    yield Planted(case["id"], kind, case["title"], text, new, frozenset({*map(Decimal, rest), new}))


def _claims_the_whole(case: dict[str, Any], members: list[str]) -> bool:
    """Tell whether a list says that nothing is left out: by a rest, a word, or shares of its parts that fill 100."""
    text = case["text"]
    end = max(text.rfind(part) for part in members[1:])
    start = min(text.find(part) for part in members)
    if _WHOLE.search(text, max(0, start), end + 1):
        return True
    shares = [Decimal(m[2]) for kind, _, m in case["relations"] if kind == "share" and m[0] == members[0]]
    return len(shares) >= len(members) - 1 and abs(sum(shares) - 100) <= 1
