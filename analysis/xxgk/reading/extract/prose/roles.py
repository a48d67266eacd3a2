"""What a figure is before anyone asks what it counts: a value, a change, a base, a share, a rate of growth, a plan."""

from __future__ import annotations

from collections.abc import Sequence

from xxgk.reading.extract.prose.items import Item
from xxgk.reading.extract.prose.model import Token
from xxgk.reading.quantities.lexicon import DURATIONS

_REACHES = ("到", "至", "为", "达")  # 增加到, 减至, 下降为: what follows is the new value, not the change
_NORMS = ("不少于", "不低于", "不小于", "不超过", "不多于", "不高于")
_FROM = ("由", "从")
_CARRIED = ("结转", "转结", "转入", "遗留", "未办", "未结", "未审")


def read_roles(items: Sequence[Item], text: str) -> list[str]:
    """Give each figure its role.

    Parameters
    ----------
    items
        The figures.
    text
        The text that their tokens point to.

    Returns
    -------
    list of str
        One of ``value``, ``change``, ``base``, ``share``, ``growth``, ``ratio``, ``plan``, ``norm`` and ``duration``
        for each.
    """
    roles: list[str] = []
    for number, item in enumerate(items):
        before = roles[-1] if roles and items[number - 1].sentence == item.sentence else ""
        roles.append(_rate_role(item, text, before) if item.is_rate else _count_role(item, text, before))
    return roles


def _rate_role(item: Item, text: str, before: str) -> str:
    clause = item.clause
    kinds = [token.kind for token in clause]
    joined = all(token.kind in ("join", "filler") for token in item.words())
    if before in ("growth", "share", "ratio") and joined:
        return before  # 分别增长5%和3%
    if "direction" in kinds:
        return "change" if item.quantity.unit == "个百分点" else "growth"
    if item.quantity.unit == "倍":
        return "ratio"
    if "share" in kinds or "rate" in kinds:
        return "share"
    return "growth" if "compare" in kinds else "share"


def _count_role(item: Item, text: str, before: str) -> str:
    quantity, clause = item.quantity, item.clause
    if quantity.unit in DURATIONS:
        return "duration"
    if before == "norm" and all(token.kind not in ("mark", "act") for token in item.words()):
        return "norm"  # 各确定1名负责人和1名联络员
    words = list(item.words())
    if before in ("base", "change") and words and all(token.kind == "join" for token in words):
        return before  # 较上年的60件和5件分别增长50%和20%, 分别增加5件和4件
    if any(token.kind == "role" and token.concept == "per" for token in clause) or _is_for_each(clause, text):
        return "norm"
    if quantity.printed.startswith(_NORMS):
        return "norm"
    if _is_planned(item, text):
        return "plan"
    if _is_change(clause, text):
        return "change"
    return "base" if _is_base(item, clause, text) or _is_whole_of_share(item, text) else "value"


def _is_for_each(clause: Sequence[Token], text: str) -> bool:
    """Tell whether 各 stands between organs and what each of them does: 各镇街各明确1名."""
    return any(
        _word(token, text) == "各" and clause[at].kind == "whose" and clause[at + 2].kind in ("act", "unknown")
        for at, token in enumerate(clause[1:-1])
    )


def _is_whole_of_share(item: Item, text: str) -> bool:
    """Tell whether a figure only says what a rate is measured against: 占总数400条的92.5%, 是上年50件的2倍."""
    between = [text[token.start : token.end] for token in item.tokens[item.place + 1 : item.after]]
    if between != ["的"] or item.after >= len(item.tokens):
        return False
    sign = text[item.tokens[item.after].end - 1]
    return sign == "倍" or (sign in "%％﹪" and any(token.kind == "share" for token in item.clause))


def _is_change(clause: Sequence[Token], text: str) -> bool:
    """Tell whether a direction stands right before the figure: 减少5件, 较上年新增5件; not 增加到5件."""
    for number in range(len(clause) - 1, -1, -1):
        token, word = clause[number], _word(clause[number], text)
        if token.kind == "direction":
            return not word.endswith(_REACHES)
        if token.kind == "role" and token.concept == "new":
            return any(earlier.kind == "compare" for earlier in clause[:number])
        if number == 0 and word in ("多", "少"):
            return True  # 去年82件，多答复13件; 比上年的82件少3件
        if token.kind == "filler" and word in ("多", "少") and any(one.kind == "compare" for one in clause[:number]):
            return True
        if token.kind not in ("filler", "act") or word.endswith(_REACHES):
            return False
    return False


def _is_base(item: Item, clause: Sequence[Token], text: str) -> bool:
    """Tell whether a figure is what another is measured against: 比2014年的8件, 由6个增加到14个, 比2021年(34起)."""
    tail = item.tail()
    first = next((token for token in tail if token.kind != "filler" or _word(token, text) not in ("的", "，")), None)
    changes = first is not None and first.kind == "direction"
    if changes and (_word(first, text).endswith(("到", "至")) or _reaches(tail, text)):
        return True
    if any(token.kind == "filler" and _word(token, text) in _FROM for token in clause) and changes:
        return True
    if any(token.kind == "compare" for token in clause):
        return True
    return _is_in_bracket_of_base(item)


def _reaches(tail: Sequence[Token], text: str) -> bool:
    """Tell whether the direction behind a figure leads to another: 增加到, 减少为."""
    return len(tail) > 1 and _word(tail[1], text).startswith(_REACHES)


def _is_in_bracket_of_base(item: Item) -> bool:
    """Tell whether a figure stands alone in a bracket behind what it is the base of: 比2021年(34起)下降26%."""
    at = item.place - 1
    if at < 0 or item.tokens[at].kind != "mark" or item.tokens[at].concept != "(":
        return False
    closes = item.place + 1 < len(item.tokens) and item.tokens[item.place + 1].concept == ")"
    for token in reversed(item.tokens[max(0, at - 4) : at]):
        if token.kind == "mark":
            return False
        if token.kind == "compare":
            return closes
    return False


def _is_planned(item: Item, text: str) -> bool:
    """Tell whether a plan governs the figure: 计划2018年公开不少于13000条; 计划总结类8条 is none."""
    at = item.place - 1
    while at >= item.before:
        token = item.tokens[at]
        if token.kind == "mark" and token.concept in ";。":
            return False
        if token.kind == "role" and token.concept == "plan":
            following = item.tokens[at + 1]
            earlier = item.tokens[at - 1] if at else None
            opens = earlier is None or earlier.kind in ("mark", "whose", "when")
            return opens and following.kind in ("when", "act", "filler", "figure", "whose", "role")
        at -= 1
    return False


def _word(token: Token, text: str) -> str:
    return text[token.start : token.end]


def is_carried(token: Token, text: str) -> bool:
    """Tell whether a time only says where something was carried from: 上年结转3件, 2021年转结."""
    return text[token.end : token.end + 4].lstrip("度的 ").startswith(_CARRIED)
