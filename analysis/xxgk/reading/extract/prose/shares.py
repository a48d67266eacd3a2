"""What each share is a share of, and which shares stand side by side."""

from __future__ import annotations

from collections.abc import Sequence

from xxgk.reading.extract.prose.amounts import fits_share, share_of
from xxgk.reading.extract.prose.context import ALIKE, REACH, Surroundings, Tie
from xxgk.reading.extract.prose.items import Item
from xxgk.reading.extract.prose.sums import Division

NEAR = 5  # percentage points that a rate may be off and still be that of the figures it is named after
_HUNDRED = 100
# Classes of words that tell the members of a list apart.
_NAMES = ("by", "result", "whose", "object", "label", "applicant")


def shares_of_values(items: Sequence[Item], roles: Sequence[str]) -> dict[int, int]:
    """Find the share that is printed behind each value: value -> share."""
    found: dict[int, int] = {}
    for number, role in enumerate(roles):
        if role != "share" or any(token.kind == "rate" for token in items[number].clause):
            continue
        if _leads_to_count(items[number]) and roles[number + 1] == "value":
            found[number + 1] = number
            continue
        before = number - 1
        follows = before >= 0 and roles[before] == "value" and items[before].sentence == items[number].sentence
        if follows and not _has_noun_of_its_own(items[number]):
            found.setdefault(before, number)
    return found


def _leads_to_count(item: Item) -> bool:
    """Tell whether a share says of the count behind it what it makes: 占20%的10件."""
    behind = item.tokens[item.place + 1 : item.after]
    is_of = bool(behind) and behind[0].kind == "filler" and behind[0].end - behind[0].start == 1
    return is_of and item.after < len(item.tokens) and all(token.kind != "mark" for token in behind)


def _has_noun_of_its_own(item: Item) -> bool:
    """Tell whether words for something else stand between a share and the mark before it (规划类，占10%)."""
    clause = item.clause
    marks = sum(token.kind == "mark" for token in item.words())
    before_share = []
    for token in clause:
        if token.kind in ("share", "rate"):
            break
        before_share.append(token)
    named = any(token.kind in ("unknown", "label", "object", "by", "result", "whose") for token in before_share)
    separated = marks and any(token.kind == "share" for token in clause)
    if separated and not named:
        # 工作类3条，占15%；规划类，占10%: a further clause with words stands between.
        return marks > 1 and _words_between_marks(item)
    return bool(named and separated)


def _words_between_marks(item: Item) -> bool:
    seen, words = 0, False
    for token in item.words():
        if token.kind == "mark":
            seen += 1
        elif seen == 1 and token.kind not in ("filler", "join"):
            words = True
    return words and seen > 1


def tie_share(around: Surroundings, number: int, value: int) -> Tie | None:
    """Tie a share to its count and to the whole of its list, or else to a whole that fits."""
    if named := _of_named_whole(around, number):
        return named
    if value >= 0 and value in around.head and around.head[value].heads:
        division = around.head[value]
        if _is_of(around, number, division.heads[0]):
            return Tie("share", value, division.heads, division.by_arithmetic)
        return _fitting(around, number, [value], strict=True) or Tie("share", value)
    if value >= 0:
        return (
            _of_the_year(around, number, value)
            or _fitting(around, number, [value], strict=False)
            or _of_the_only_one(around, number, value)
        )
    if around.has(number, "rate"):
        return _named_after(around, number) or _fitting(around, number, around.before(number)[:2], strict=True)
    return _mentioned_again(around, number)


def _of_named_whole(around: Surroundings, number: int) -> Tie | None:
    """Tie a share to the whole that it names (占总数400条的92%), several to as many counts (分别占400条的40%和60%)."""
    first = last = number
    while first and around.roles[first - 1] == "share" and _is_joined(around.items[first]):
        first -= 1
    while last + 1 < len(around.items) and around.roles[last + 1] == "share" and _is_joined(around.items[last + 1]):
        last += 1
    if (
        not first
        or around.roles[first - 1] != "base"
        or around.items[first - 1].sentence != around.items[number].sentence
    ):
        return None
    counts = around.in_sentence(first - 1)[: last - first + 1][::-1]
    return Tie("share", counts[number - first], (first - 1,)) if len(counts) == last - first + 1 else None


def _is_joined(item: Item) -> bool:
    words = list(item.words())
    return bool(words) and all(token.kind == "join" for token in words)


def _of_the_year(around: Surroundings, number: int, value: int) -> Tie | None:
    """Tie a share of the year (占全年的18%) to the year's figure beside it, before or behind."""
    if not any(token.kind == "when" and token.concept == "now" for token in around.items[number].clause):
        return None
    here = around.items[value].sentence
    behind = [one for one in range(number + 1, min(len(around.items), number + 4)) if around.roles[one] == "value"]
    wholes = [
        one
        for one in (*around.in_sentence(value), *behind)
        if around.items[one].sentence == here
        and around.items[one].kind == around.items[value].kind
        and around.periods[one] == "year"
    ]
    fitting = [one for one in wholes if around.fits(value, (one,), number)]
    if fitting:
        return Tie("share", value, (fitting[0],), len(wholes) > 1)
    return Tie("share", value, (wholes[0],)) if len(wholes) == 1 and around.periods[value] != "year" else None


def _of_the_only_one(around: Surroundings, number: int, value: int) -> Tie | None:
    """Tie a share that fits nothing to the only figure before its count in the sentence, unless far off."""
    before = [one for one in around.in_sentence(value) if around.items[one].kind == around.items[value].kind]
    near = len(before) == 1 and around.has(number, "share") and _is_near(around, value, before[0], number)
    beside = near and around.roles[before[0] + 1] == "share"  # 公民9件，占90%；法人1件，占10%
    return Tie("share", value, (before[0],)) if near and not beside else None


def _is_of(around: Surroundings, share: int, whole: int) -> bool:
    """Tell whether the words behind 占 name what a whole counts, or nothing; 占制发文件总数的 is of other things."""
    named: set[str] = set()
    for token in around.items[share].clause:
        if token.kind == "share":
            named = set()
        elif token.kind == "object":
            named.add(ALIKE.get(token.concept, token.concept))
    counted = {ALIKE.get(t.concept, t.concept) for t in around.items[whole].words() if t.kind == "object"}
    return not named or not counted or bool(named & counted)


def _named_after(around: Surroundings, number: int) -> Tie | None:
    """Tie a rate to the count that it is named after, unless far off: 制发40件，主动公开38件，主动公开率95%."""
    name = _name_of_rate(around, number)
    for part in around.in_sentence(number):
        acts = (around.word(t)[-2:] for t in around.items[part].clause if t.kind in ("act", "result"))
        if not any(act in name for act in acts):
            continue
        wholes = around.head[part].heads if part in around.head else ()
        candidates = [wholes[0]] if len(wholes) == 1 else _in_paragraph(around, part)
        near = [whole for whole in candidates if _is_near(around, part, whole, number)]
        exact = [whole for whole in near if around.fits(part, (whole,), number)]
        if exact or len(near) == 1:
            return Tie("share", part, ((exact or near)[0],), wholes != (exact or near)[0:1])
    return None


def _name_of_rate(around: Surroundings, number: int) -> str:
    clause = around.items[number].clause
    rate = next(token for token in clause if token.kind == "rate")
    return around.text[clause[0].start : rate.end]


def _in_paragraph(around: Surroundings, number: int) -> list[int]:
    paragraph = around.items[number].paragraph
    return [one for one in around.before(number) if around.items[one].paragraph == paragraph]


def _is_near(around: Surroundings, part: int, whole: int, share: int) -> bool:
    """Tell whether a printed share is at most some points off what a part of a whole of its kind and time makes."""
    if around.items[whole].kind != around.items[part].kind or around.periods[whole] != around.periods[part]:
        return False
    possible = share_of(around.amounts[part], around.amounts[whole])
    if possible is None or possible.low >= _HUNDRED or around.amounts[share].high >= _HUNDRED:
        return False
    return abs(possible.low - around.amounts[share].low) <= NEAR


def _fitting(around: Surroundings, number: int, parts: Sequence[int], strict: bool) -> Tie | None:
    share = around.amounts[number]
    if strict and share.high >= 100:
        return None
    for part in parts:
        for whole in around.before(part):
            alike = (
                around.items[whole].kind == around.items[part].kind and around.periods[whole] == around.periods[part]
            )
            if alike and fits_share(around.amounts[part], around.amounts[whole], share):
                return Tie("share", part, (whole,), True)
    return None


def _mentioned_again(around: Surroundings, number: int) -> Tie | None:
    """Tie a share behind a list to the one of its members that it fits (网站占56.7%)."""
    values = around.before(number, reach=2 * REACH)
    division = next((around.head[one] for one in values if one in around.head), None)
    if division is None or len(division.heads) != 1 or division.members[-1] != values[0]:
        return None
    whole = around.amounts[division.heads[0]]
    named = _named_member(around, number, division)
    if named >= 0:
        return Tie("share", named, division.heads)
    fitting = [one for one in division.members if fits_share(around.amounts[one], whole, around.amounts[number])]
    return Tie("share", fitting[0], division.heads, True) if len(fitting) == 1 else None


def _named_member(around: Surroundings, number: int, division: Division) -> int:
    """Find the member of a list that the words before a share name, -1 where none or several do."""
    names = [(t.kind, t.concept) for t in around.items[number].clause if t.kind in _NAMES]
    if not names:
        return -1
    first = [(t.kind, t.concept) for t in around.items[division.members[0]].clause if t.kind == names[0][0]]
    if len(first) == len(division.members) > 1:  # 网站、微博分别为3条、4条
        found = [one for one, name in zip(division.members, first, strict=True) if name == names[0]]
    else:
        found = [one for one in division.members if names[0] in [(t.kind, t.concept) for t in around.items[one].clause]]
    return found[0] if len(found) == 1 else -1
