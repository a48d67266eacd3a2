"""The words of one clause read as slots: which word counts, which only says what another is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from xxgk.reading.extract.prose.frames import EMPTY, Grammar, Slots
from xxgk.reading.extract.prose.model import Token

_JOINS = ("、", "和", "及", "与", "以及", "或", "或者", "并", "及其", "同", "暨")
_CASES = frozenset(("review", "lawsuit", "appeal", "complaint"))
_MEANS = ("通过", "利用", "依托", "借助", "运用")
_PUBLISHING = ("publish", "release")
_REQUESTS = frozenset(("request", "on_request"))
_CLASSES = ("object", "act", "by", "result", "reason")


def read_phrase(tokens: Sequence[Token], text: str, grammar: Grammar, *, behind: bool = False) -> Slots:
    """Read a run of words as slots.

    Parameters
    ----------
    tokens
        The words, without figures and marks.
    text
        The text that they point to.
    grammar
        What the concepts mean.
    behind
        Whether they stand behind the figure: 12起政府信息公开申请, 3件结转下年办理.
    """
    if not tokens:
        return Slots()
    tokens = _without_enumeration(tokens, text)
    found = _by_class(tokens)
    places = _places(tokens)
    objects = _head([token for token in found["object"] if token not in places], tokens, grammar)
    about = any(token.kind in ("about", "object") and "公开" in text[token.start : token.end] for token in tokens)
    return Slots(
        object=objects,
        act=_last_set(_main_acts(found["act"], tokens, text), tokens),
        by=_all_ways(_channels(found["by"] + places, objects), objects, found["by"], found["act"]),
        result=_last_set(found["result"] + [token for token in tokens if _is_named_rate(token)], tokens),
        reason=frozenset(token.concept for token in found["reason"]),
        whose=_subjects(tokens),
        about=about,
        foreign=_is_foreign(tokens, objects, grammar),
        unknown=_is_obscure(tokens, text, objects if about else EMPTY, behind=behind)
        or _is_mixed(tokens)
        or any(token.concept == "others" for token in tokens),  # 其他部门: some of a level, no level
        field=any(token.kind == "label" and token.concept == "field" for token in tokens),
    )


def _main_acts(acts: Sequence[Token], tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """Leave out acts that only describe what another act is done to: 送交主动公开的政府信息."""
    if len(acts) < 2:
        return acts
    nouns = {token.start for token in tokens if token.kind == "object"}
    ends = {token.start for token in tokens if token.kind == "filler" and text[token.start : token.end] == "的"}
    made = {act.end for act in acts if act.concept == "make"}  # 制定发布 is making, and so is 制定并发布
    made |= {token.end for token in tokens if token.kind == "join" and token.start in made}
    if any(act.concept == "make" and act.end in ends for act in acts):
        # 更新本年制发的文件: a list is kept of what was made.
        acts = [act for act in acts if not text.endswith("更新", act.start, act.end)]
    if len(acts) == 2 and acts[0].concept == "receive" and acts[1].concept in _PUBLISHING and acts[1].end in nouns:
        return acts[:1]  # 接收公开信息
    main = [act for act in acts if act.end not in ends and not (act.start in made and act.concept in _PUBLISHING)]
    return main or acts


def _is_named_rate(token: Token) -> bool:
    """Tell whether a rate says which share it is: 按时办结率; 办结率 may be one of anything."""
    return token.kind == "rate" and token.concept != "rate"


def _subjects(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Take the organs before the act; those behind it belong to what is counted (省政府组织的在线访谈)."""
    act = next((at for at, token in enumerate(tokens) if token.kind == "act"), len(tokens))
    return tuple(token.concept for token in tokens[:act] if token.kind == "whose")


def _by_class(tokens: Sequence[Token]) -> dict[str, list[Token]]:
    found: dict[str, list[Token]] = {name: [] for name in _CLASSES}
    for token in tokens:
        if token.kind in found:
            found[token.kind].append(token)
    return found


def _without_enumeration(tokens: Sequence[Token], text: str) -> list[Token]:
    """Leave out what 等 sums up before an object (公开机构概况、政策法规等信息); channels before 等 stay."""
    kept = list(tokens)
    for at in range(len(kept) - 1, -1, -1):
        if kept[at].kind == "filler" and text[kept[at].start : kept[at].end].startswith("等"):
            if not any(token.kind == "object" for token in kept[at:]):
                continue
            opens = max((n for n in range(at) if kept[n].kind in ("act", "whose", "when")), default=-1) + 1
            stays = [token for token in kept[opens:at] if token.kind == "by"]
            return _without_enumeration(kept[:opens], text) + stays + kept[at + 1 :]
    return kept


def _joined(first: Token, second: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether two words of a class stand side by side: 行政复议、行政诉讼."""
    left, right = tokens.index(first), tokens.index(second)
    between = tokens[left + 1 : right]
    return any(token.kind == "join" for token in between) and all(
        token.kind in ("join", "filler", "act", "object", "about", "none") for token in between
    )


def _last_set(words: Sequence[Token], tokens: Sequence[Token]) -> frozenset[str]:
    """Take the last word of a class, with those that it is joined to."""
    if not words:
        return EMPTY
    concepts, last = {words[-1].concept}, words[-1]
    for word in reversed(words[:-1]):
        if word.concept != last.concept and not _joined(word, last, tokens):
            break
        concepts.add(word.concept)
        last = word
    return frozenset(concepts)


def _head(objects: Sequence[Token], tokens: Sequence[Token], grammar: Grammar) -> frozenset[str]:
    """Find what is counted: the last object with those joined to it, less those that only say what it is about."""
    if not objects:
        return EMPTY
    concepts = [objects[-1].concept]
    last = objects[-1]
    for word in reversed(objects[:-1]):
        if word.concept in grammar.absorbs.get(last.concept, EMPTY) or word.concept == last.concept:
            continue
        if last.concept in grammar.absorbs.get(word.concept, EMPTY) and not _joined(word, last, tokens):
            concepts, last = [word.concept], word  # 规范性文件信息: the narrower one counts
            continue
        if not _joined(word, last, tokens):
            break
        concepts.append(word.concept)
        last = word
    return frozenset(concepts)


def _all_ways(
    ways: frozenset[str], objects: Collection[str], by: Sequence[Token], acts: Sequence[Token]
) -> frozenset[str]:
    """Read several channels before the act as all of them: 线上、线下共收到申请764件."""
    all_before = bool(by and acts) and by[-1].start < acts[-1].start
    return EMPTY if len(ways) > 1 and all_before and objects and objects <= _REQUESTS else ways


def _places(tokens: Sequence[Token]) -> list[Token]:
    """Find reading points named as a way of publication beside others: 通过网站和查阅场所公开."""
    return [
        token
        for at, token in enumerate(tokens)
        if token.kind == "object" and token.concept == "reading" and any(one.kind == "act" for one in tokens[at:])
        and any(one.kind == "by" for one in tokens)
    ]  # fmt: skip


def _channels(words: Sequence[Token], objects: Collection[str]) -> frozenset[str]:
    """Find the channel; several ways of publication together are no restriction, a page within a site is the site's."""
    found = {token.concept for token in words}
    if len(found) > 1:
        found -= {"platform"}  # 微博四个平台, 政府网站专栏
    if len(found) > 1 and "website" in found:
        found -= {"online"}
    if {"weibo", "wechat"} == found:
        return frozenset(("weibo_wechat",))
    if found >= {"weibo_wechat"}:
        found -= {"weibo", "wechat"}
    return frozenset(found)


def _is_foreign(tokens: Sequence[Token], objects: frozenset[str], grammar: Grammar) -> bool:
    """Tell whether other business stands among the words; before the act it does not touch what is of one kind only."""
    act = next((at for at, token in enumerate(tokens) if token.kind == "act"), 0)
    start = act if objects and objects <= grammar.plain else 0
    return any(token.kind == "foreign" for token in tokens[start:])


def _is_obscure(tokens: Sequence[Token], text: str, cases: frozenset[str], *, behind: bool) -> bool:
    """Tell whether an unknown word or a label stands where it would change what is counted.

    Between act and figure always, save in the cause of a case; before the act it is a subject, unless it names a field;
    right before a channel it is the channel's name; where no act is, before an object, or alone.
    """
    turning = (at for at, token in enumerate(tokens) if token.kind in ("none", "list"))
    causes = cases if cases <= _CASES else EMPTY  # 不履行公开职责的投诉
    if any(_negates(tokens, at, causes) or _is_other(tokens, at, text) for at in turning):
        return True  # 不同意公开, 其他处理: a word that turns the one behind it into another
    if behind and tokens and tokens[0].kind in ("whose", "when"):
        return True  # 十二个社区公开 ..., 四个季度收到 ...: what is counted is organs, quarters
    if any(token.kind == "label" and token.concept == "field" for token in tokens):
        return any(token.kind in ("unknown", "foreign") for token in tokens)
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
        if token.kind == "label" or (token.kind == "rate" and not _is_named_rate(token)):
            return True
        if token.kind != "unknown" or token.end - token.start == 1:
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
        if cases and cases <= _CASES and any(one.kind == "object" for one in tokens[at:]):
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
    return following is None or following.kind in (*_CLASSES, "unknown", "whose")


def _is_unknown_means(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Tell whether the way of publication that 通过 or 利用 names is a word that nobody knows."""
    token, following = tokens[at], tokens[at + 1]
    means = text[tokens[at - 1].start : tokens[at - 1].end] in _MEANS
    return means and token.kind == "unknown" and following.kind in ("act", "filler") and token.end == following.start


def _is_other(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Tell whether 其他 stands before what it makes another of; before a figure it is a rest."""
    token = tokens[at]
    is_other = token.kind == "list" and text[token.start : token.end] in ("其他", "其它")
    return is_other and any(one.kind in _CLASSES for one in tokens[at + 1 :])


def _is_mixed(tokens: Sequence[Token]) -> bool:
    """Tell whether words of two classes are joined to one figure: 依申请和不予公开."""
    return any(
        tokens[at].kind == "join" and {tokens[at - 1].kind, tokens[at + 1].kind} == {"object", "result"}
        for at in range(1, len(tokens) - 1)
    )


def _is_place(word: str) -> bool:
    return word.endswith(
        ("省", "市", "县", "区", "镇", "乡", "局", "委", "厅", "办", "街道", "旗", "州", "政府", "署", "院", "处")
    )


def merged(before: Slots, after: Slots) -> Slots:
    """Put the words on both sides of a figure together: those before it first, then a noun right behind it."""
    if before.is_bare:
        return replace(after, whose=before.whose, about=before.about or after.about)
    if not before.object and after.object and not after.is_doubtful:
        return replace(before.filled(after, _CLASSES), about=before.about or after.about)
    return before
