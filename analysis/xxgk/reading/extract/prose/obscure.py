"""What stands in the way of a name: other business, unknown words, negations, words of two classes in one figure."""

from __future__ import annotations

from collections.abc import Sequence

from xxgk.reading.extract.prose.frames import EMPTY, Grammar
from xxgk.reading.extract.prose.model import WITHIN, Token

_MEANS = ("通过", "利用", "依托", "借助", "运用")
CASES = frozenset(("review", "lawsuit", "appeal", "complaint"))
CLASSES = ("object", "act", "by", "result", "reason")


def is_foreign(tokens: Sequence[Token], objects: frozenset[str], grammar: Grammar) -> bool:
    """Tell whether other business stands among the words; before the act it does not touch what is of one kind only."""
    act = next((at for at, token in enumerate(tokens) if token.kind == "act"), 0)
    start = act if objects and objects <= grammar.plain else 0
    return any(token.kind == "foreign" for token in tokens[start:])


def is_obscure(tokens: Sequence[Token], text: str, cases: frozenset[str], *, behind: bool) -> bool:
    """Tell whether an unknown word or a label stands where it would change what is counted.

    Between act and figure always, save in the cause of a case; before the act it is a subject, unless it names a field;
    right before a channel it is the channel's name; where no act is, before an object, or alone.
    """
    turning = (at for at, token in enumerate(tokens) if token.kind in ("none", "list"))
    causes = cases if cases <= CASES else EMPTY  # 不履行公开职责的投诉
    if any(_negates(tokens, at, causes) or _is_other(tokens, at, text) for at in turning):
        return True  # 不同意公开, 其他处理: a word that turns the one behind it into another
    if behind and tokens and tokens[0].kind in ("whose", "when"):
        return True  # 十二个社区公开 ..., 四个季度收到 ...: what is counted is organs, quarters
    if any(token.kind == "label" and token.concept == "field" for token in tokens):
        return any(_is_unknown(token) or token.kind == "foreign" for token in tokens)
    if any(_is_unknown_means(tokens, at, text) for at in range(1, len(tokens) - 1)):
        return True  # 通过某某网公开
    acts = [at for at, token in enumerate(tokens) if token.kind == "act"]
    edge = -1 if behind or not acts else acts[-1]
    for at in range(edge + 1, len(tokens)):
        token = tokens[at]
        if token.kind == "label" and token.concept == "news" and (acts or (at and tokens[at - 1].kind == "join")):
            continue  # 发布动态: what an account posts
        if token.kind == "label" and token.concept == "mark" and at and tokens[at - 1].concept == "publish":
            continue  # 主动公开类信息
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if token.kind == "role" and token.concept == "plan" and following is not None and following.kind == "object":
            return True  # 计划信息
        if token.kind == "label" or (token.kind == "rate" and not is_named_rate(token)):
            return True
        if not _is_unknown(token) or token.end - token.start == 1:
            continue
        if following is not None and following.kind in ("by", "name", "result", "reason"):
            continue  # the channel's name, 经批准 延期
        if (
            at
            and tokens[at - 1].kind == "by"
            and following is not None
            and text[following.start : following.end] == "的"
        ):
            continue  # 网上填报的21份
        if cases and cases <= CASES and any(one.kind == "object" for one in tokens[at:]):
            continue
        if edge < 0 and not behind and _is_place(text[token.start : token.end]) and following is not None:
            continue
        return True
    return False


def _negates(tokens: Sequence[Token], at: int, causes: frozenset[str]) -> bool:
    """Tell whether a negation stands right before a word that it turns: 不|同意公开, 未|公开, 不|合要求."""
    token = tokens[at]
    following = next((one for one in tokens[at + 1 :] if one.kind != "filler"), None)
    if token.kind != "none" or token.concept == "free":
        return False
    if following is not None and following.kind == "unknown" and causes:
        return not any(one.kind == "object" for one in tokens[at:])  # 不履行公开职责的投诉: its cause
    return following is None or following.kind in (*CLASSES, "unknown", "whose")


def _is_unknown_means(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Tell whether the way of publication that 通过 or 利用 names is a word that nobody knows."""
    token, following = tokens[at], tokens[at + 1]
    if not _is_unknown(token) or following.kind not in ("act", "filler") or token.end != following.start:
        return False
    return text[tokens[at - 1].start : tokens[at - 1].end] in _MEANS


def _is_unknown(token: Token) -> bool:
    """Tell whether nobody knows what a word means, in quotes or without: 信用中国, “数字城管”."""
    return token.kind == "unknown" or (token.kind, token.concept) == ("name", "quoted")


def _is_other(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Tell whether 其他 stands before what it makes another of; before a figure it is a rest."""
    token = tokens[at]
    is_other = token.kind == "list" and text[token.start : token.end] in ("其他", "其它")
    return is_other and any(one.kind in CLASSES for one in tokens[at + 1 :])


def is_of_set(tokens: Sequence[Token], text: str) -> bool:
    """Tell whether the words name a set of which some are counted: 诉讼案件中有; in 其中有 nothing is named."""
    last = next((at for at in range(len(tokens) - 1, -1, -1) if tokens[at].kind != "filler"), -1)
    inside = [text[token.start : token.end] for token in tokens[last + 1 :]]
    return last >= 0 and tokens[last].kind == "object" and any(word in WITHIN for word in inside)


def is_mixed(tokens: Sequence[Token]) -> bool:
    """Tell whether words of two classes are joined to one figure: 依申请和不予公开."""
    return any(
        tokens[at].kind == "join" and {tokens[at - 1].kind, tokens[at + 1].kind} == {"object", "result"}
        for at in range(1, len(tokens) - 1)
    )


def _is_place(word: str) -> bool:
    return word.endswith(
        ("省", "市", "县", "区", "镇", "乡", "局", "委", "厅", "办", "街道", "旗", "州", "政府", "署", "院", "处")
    )


def is_named_rate(token: Token) -> bool:
    """Tell whether a rate says which share it is: 按时办结率; 办结率 may be one of anything."""
    return token.kind == "rate" and token.concept != "rate"
