"""The words of one clause read as slots: which word counts, which only says what another is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from xxgk.reading.extract.prose.frames import EMPTY, Grammar, Slots
from xxgk.reading.extract.prose.model import Token
from xxgk.reading.extract.prose.obscure import CASES, CLASSES, is_foreign, is_mixed, is_named_rate, is_obscure

_SILENT = ("list", "filler", "join")  # words that fill no slot: 其中
_JOINS = ("、", "和", "及", "与", "以及", "或", "或者", "并", "及其", "同", "暨")
_PUBLISHING = ("publish", "release")
_REQUESTS = frozenset(("request", "on_request"))


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
    if all(token.kind in _SILENT for token in tokens):
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
        result=_last_set(found["result"] + [token for token in tokens if is_named_rate(token)], tokens),
        reason=frozenset(token.concept for token in found["reason"]),
        whose=_subjects(tokens),
        about=about,
        foreign=is_foreign(tokens, objects, grammar),
        unknown=is_obscure(tokens, text, objects if about else EMPTY, behind=behind)
        or is_mixed(tokens)
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


def _subjects(tokens: Sequence[Token]) -> tuple[str, ...]:
    """Take the organs before the act; those behind it belong to what is counted (省政府组织的在线访谈)."""
    act = next((at for at, token in enumerate(tokens) if token.kind == "act"), len(tokens))
    return tuple(token.concept for token in tokens[:act] if token.kind == "whose")


def _by_class(tokens: Sequence[Token]) -> dict[str, list[Token]]:
    found: dict[str, list[Token]] = {name: [] for name in CLASSES}
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
    if not between and {first.concept, second.concept} <= CASES:
        return True  # 复议诉讼
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


def merged(before: Slots, after: Slots) -> Slots:
    """Put the words on both sides of a figure together: those before it first, then a noun right behind it."""
    if before.is_bare:
        return replace(after, whose=before.whose, about=before.about or after.about)
    if not before.object and after.object and not after.is_doubtful:
        return replace(before.filled(after, CLASSES), about=before.about or after.about)
    return before
