"""Stated nones: what a sentence says did not happen is a figure, 0, printed in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from xxgk.reading.extract.prose.clauses import without_asides
from xxgk.reading.extract.prose.frames import EMPTY, Grammar, Slots
from xxgk.reading.extract.prose.model import BY_ORDER, Token
from xxgk.reading.extract.prose.phrases import read_phrase

_OTHER_TIME = ("prev", "before_last", "next", "half", "years")
_CASES = ("review", "lawsuit", "appeal", "complaint")
_MONEY = frozenset(("fee", "waiver"))
_CARRIED = frozenset(("carry", "carried_in", "carried_out", "withdrawn"))
_WAYS = {"prev": "carried_in", "next": "carried_out"}
_INFORMATION = frozenset(("info", "gov_info", "document"))  # 未及时更新的信息 is praise or blame
_COMING = frozenset(("receive", "receive_handle", "occur", "propose"))
_WITH = ("与", "和", "同", "跟")
_PREFIXES = "并也亦均皆故"
_COSTS = ("费", "款", "金")
_UNITS = ("件", "元", "条", "次")  # a none is one of any of these


@dataclass(frozen=True, slots=True)
class None_:
    """A stated none: where its words stand, what it speaks of, and whose it is."""

    start: int
    end: int
    names: tuple[str, ...]
    whose: tuple[str, ...]


def find_nones(
    tokens: Sequence[Token], text: str, grammar: Grammar, heading: Slots, year: int | None
) -> Iterator[None_]:
    """Find the stated nones of a paragraph.

    Parameters
    ----------
    tokens
        Its tokens.
    text
        The text that they point to.
    grammar
        What the concepts mean.
    heading
        What the heading above says, of which a bare 无 speaks.
    year
        The report's year; a none of another one has no name.
    """
    whose: tuple[str, ...] = ()
    elsewhen = False
    for clause in _clauses(without_asides(tokens)):
        at = next((n for n, token in enumerate(clause) if _denies(token, text)), -1)
        if clause and clause[0].concept == "。":
            whose, elsewhen = (), False
        if clause[0].concept == ";" or any(t.kind == "when" and t.concept in ("now", str(year)) for t in clause):
            elsewhen = False
        elsewhen = elsewhen or _is_of_other_time(clause, clause[:at] if at >= 0 else clause, text, year)
        words = [token for token in clause if token.kind != "mark"]
        whose = tuple(token.concept for token in words if token.kind == "whose") or whose
        if at >= 0 and clause[at].concept == "zero" and not _counts_nought(clause, at):
            continue  # 零售
        if at < 0 or elsewhen or any(token.kind == "role" and token.concept == "plan" for token in clause):
            continue
        behind = [token for token in clause[at + 1 :] if token.kind != "mark"]
        if any(token.kind == "figure" for token in behind):
            continue
        spoken = behind if any(_says_what(token) for token in behind) else [*words[: words.index(clause[at])], *behind]
        times = {token.concept for token in words if token.kind == "when"}
        names = _names(spoken, text, grammar, heading if _is_bare(clause, behind) else Slots(), times)
        if names:
            end = (
                behind[0].end
                if behind and behind[0].kind == "act" and behind[0].start == clause[at].end
                else clause[at].end
            )
            start = clause[at].start + (text[clause[at].start] in _PREFIXES)
            yield None_(start, end, names, whose)


def _counts_nought(clause: Sequence[Token], at: int) -> bool:
    """Tell whether 零 stands before what there was none of, or before its coming: 零投诉, 依申请公开零受理."""
    following = clause[at + 1] if at + 1 < len(clause) else None
    if following is None or following.kind == "object":
        return following is not None
    named = any(token.kind == "object" for token in clause[:at])
    return named and following.kind == "act" and following.concept in _COMING


def _says_what(token: Token) -> bool:
    """Tell whether a word says what there was none of; 未发生 alone speaks of what stands before it."""
    return token.kind in ("object", "result") or (token.kind == "act" and token.concept not in ("occur", "receive"))


def _denies(token: Token, text: str) -> bool:
    return (token.kind == "none" and token.concept in ("none", "zero")) or text[token.start : token.end] == "不存在"


def _clauses(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Split at marks; a mark stands at the head of the clause behind it."""
    current: list[Token] = []
    for token in tokens:
        if token.kind == "mark" and token.concept != ":":
            if current:
                yield current
            current = []
        current.append(token)
    if current:
        yield current


def _is_of_other_time(clause: Sequence[Token], before: Sequence[Token], text: str, year: int | None) -> bool:
    """Tell whether the words before a none speak of another time, and not only of a figure or a comparison with it."""
    for number, token in enumerate(before):
        if token.kind == "compare":
            return False  # 比去年增加20条
        if token.kind == "when" and (token.concept in _OTHER_TIME or _is_other_year(clause, number, year, text)):
            if number and text[before[number - 1].start : before[number - 1].end] in _WITH:
                continue  # 与上年持平
            behind = [one for one in clause[number + 1 :] if one.kind not in ("filler", "none")]
            next_kind = behind[0].kind if behind else ""
            if next_kind in ("figure", "compare") or (behind and behind[0].concept in _CARRIED):
                continue  # 由去年的610条, 与去年相比, 上年度无结转
            return True
    return False


def _is_other_year(clause: Sequence[Token], number: int, year: int | None, text: str) -> bool:
    """Tell whether a time is another year than the report's: not since when something is so, nor of what is obeyed."""
    concept = clause[number].concept
    years = {token.concept for token in clause if token.kind == "when"}
    since = any(token.kind == "role" for token in clause[number + 1 :])
    obeyed = any(text.startswith(BY_ORDER, token.start) for token in clause[:2])
    return bool(year) and concept.isdigit() and str(year) not in years | {concept} and not since and not obeyed


def _is_bare(clause: Sequence[Token], behind: Sequence[Token]) -> bool:
    return not behind and all(token.kind in ("mark", "none", "filler", "when", "whose") for token in clause)


def _names(
    tokens: Sequence[Token], text: str, grammar: Grammar, heading: Slots, times: Collection[str]
) -> tuple[str, ...]:
    slots = read_phrase(tokens, text, grammar)
    if "carry" in slots.result and len(way := [_WAYS[time] for time in _WAYS if time in times]) == 1:
        slots = replace(slots, result=frozenset(way))
    if slots.foreign or any(
        token.kind == "rate" or (token.kind == "label" and token.concept != "field") for token in tokens
    ):
        return ()
    if slots.object & _MONEY and any(token.kind == "object" and token.concept in _CASES for token in tokens):
        return ()  # costs of a lawsuit
    if slots.result - _CARRIED:
        return ()  # 未经批准的不予公开
    objects = slots.object or grammar.implied_object(slots) or heading.object
    if objects == {"waiver"} and "charge" in slots.act:
        objects = _MONEY  # 没有收取或减免费用
    names: list[str] = []
    for concept in sorted(objects - _INFORMATION, key=lambda one: _first(tokens, one)):
        if concept in _CASES and _is_of_costs(tokens, concept, text):
            continue  # 未产生诉讼代理费
        told = slots.about or any(token.concept == "gov_info" for token in tokens)  # 要求获取政府信息的申请
        if concept == "request" and slots.unknown and not told:
            continue  # 未收到低保申请
        one = replace(slots, object=frozenset((concept,)), unknown=False, about=True)
        if concept in ("request", "on_request") and not one.result:
            comes = concept == "on_request" or one.act <= _COMING
            one = replace(one, act=frozenset(("receive",)) if comes else one.act)
        if concept in _CASES:
            one = replace(one, act=EMPTY, by=EMPTY)
        if len(one.by) > 1:
            one = replace(one, by=EMPTY)
        if len(objects) > 1:
            one = replace(one, result=EMPTY)
        found = {name for unit in _UNITS for name in grammar.candidates(one, unit)}
        if len(found) == 1:
            names += found
    return tuple(names)


def _is_of_costs(tokens: Sequence[Token], concept: str, text: str) -> bool:
    """Tell whether a case only says of what kind the money right behind it is: 诉讼代理费, 诉讼赔偿金."""
    end = max((one.end for one in tokens if (one.kind, one.concept) == ("object", concept)), default=0)
    for token in tokens:
        end = token.end if token.start == end and token.kind != "join" else end
    return text.endswith(_COSTS, 0, end)


def _first(tokens: Sequence[Token], concept: str) -> int:
    return next((token.start for token in tokens if token.kind == "object" and token.concept == concept), 0)
