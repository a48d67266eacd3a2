"""What the words of a figure say by themselves: those before it, and those right behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from xxgk.reading.extract.prose.clauses import Clause
from xxgk.reading.extract.prose.frames import Grammar, Slots
from xxgk.reading.extract.prose.model import Node, Token
from xxgk.reading.extract.prose.obscure import CASES, is_of_set
from xxgk.reading.extract.prose.phrases import merged, read_phrase
from xxgk.reading.quantities import Quantity

CARRIES = frozenset(("carry", "carried_in", "carried_out"))
_COPULAS = ("系", "为", "是", "属", "属于", "因", "因申请人", "被")
_NEAR = 12
_ASKING = re.compile("[^，。；、：]{0,4}?(?:提出|提交|递交)")
# None of these cases is about disclosure: 复议9件，均不涉及政府信息公开.
_OF_OTHERS = re.compile(
    r"[^。；，]{0,16}，?[^。；，\d]{0,4}(?:[均都]?不|无一?|没有一?|未有)[件起例]?涉及[^。，；\d]{0,6}信息公开"
)
_NOUNS = ("object", "about", "by", "result", "reason", "applicant", "label", "foreign")
_PARTS = frozenset(("report_parts",))


def own_slots(clause: Clause, node: Node, text: str, grammar: Grammar, year: int | None) -> Slots:
    """Read the words of a figure's own clause.

    Parameters
    ----------
    clause, node
        The figure with its words and in the tree.
    text
        The text that the words point to.
    grammar
        What the concepts mean.
    year
        The report's year, by which carried requests came in or went out.
    """
    before = _before_rate(clause.before) if node.role in ("share", "growth", "ratio") else clause.before
    told = read_phrase(before, text, grammar)
    after = clause.after if told.is_bare else _noun(clause.after)
    behind = read_phrase(after, text, grammar, behind=True) if after else Slots()
    if "part" in grammar.units.get(node.quantity.unit, ()) or behind.object == _PARTS:
        return Slots(object=_PARTS)  # of a report: 由七部分组成, 7个部分
    if "pers" in grammar.units.get(node.quantity.unit, ()) and _is_of_askers(node.quantity, text):
        return replace(merged(told, behind), unknown=True)
    if told.object & CASES and _OF_OTHERS.match(text, node.quantity.end):
        return replace(merged(told, behind), unknown=True)
    told = _predicate(told, clause.after, text, is_of_set=is_of_set(before, text))
    return _carried(merged(told, behind), [*clause.before, *clause.after], year)


def _is_of_askers(quantity: Quantity, text: str) -> bool:
    """Tell whether those are counted who asked, not what they asked: 65人次提出的申请71件."""
    behind = text[quantity.end : quantity.end + _NEAR].lstrip().removeprefix(quantity.unit).lstrip()
    return _ASKING.match(behind) is not None


def _predicate(told: Slots, after: Sequence[Token], text: str, *, is_of_set: bool) -> Slots:
    """Take the result that is said right behind a figure: 行政复议：3件维持, 未到期限的8件结转至2015年, 诉讼2件系撤诉.

    Of a set that stands before it (诉讼案件中有2件) it is some; where nothing says which, it has no name.
    """
    if told.is_bare or told.result:
        return told
    if is_of_set or not told.act:
        after = _behind_copula(after, text)
    if not after or after[0].kind != "result":
        return replace(told, unknown=True) if is_of_set and not (told.by or told.reason) else told
    result = frozenset((after[0].concept,))
    return replace(told, result=result, unknown=told.unknown and not result & CARRIES)


def _behind_copula(tokens: Sequence[Token], text: str) -> Sequence[Token]:
    """Leave out what joins a figure to what is said of it: 2件系..., 1件因申请人..., 1件被...."""
    words = [text[token.start : token.end] for token in tokens]
    if not words or words[0] not in _COPULAS:
        return tokens
    said = (at for at, token in enumerate(tokens) if words[at] not in _COPULAS and token.kind != "applicant")
    return tokens[next(said, len(tokens)) :]


def _carried(slots: Slots, tokens: Sequence[Token], year: int | None) -> Slots:
    """Tell whether requests were carried in or out, where only a year says so: 2021年结转5件, 结转2023年8件."""
    if not slots.result & CARRIES:
        return slots
    years = [int(token.concept) for token in tokens if token.kind == "when" and token.concept.isdigit()]
    times = {token.concept for token in tokens if token.kind == "when"}
    if "prev" in times or (year and any(one < year for one in years)):
        return replace(slots, result=frozenset(("carried_in",)))
    if "next" in times or (year and any(one > year for one in years)) or "carry" in slots.result:
        return replace(slots, result=frozenset(("carried_out",)))
    return slots


def _before_rate(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the words that only say how a rate is measured: 占..., 同比增长."""
    for at, token in enumerate(tokens):
        if token.kind in ("share", "compare", "direction"):
            return list(tokens[:at])
    return list(tokens)


def _noun(tokens: Sequence[Token]) -> list[Token]:
    """Take the noun that stands right behind a figure: 12起政府信息公开申请."""
    found: list[Token] = []
    for token in tokens:
        if (
            token.kind not in _NOUNS
            and not (token.kind == "filler" and not found)
            and not (token.kind == "join" and found)
        ):
            break
        found.append(token)
    while found and found[-1].kind == "join":
        found.pop()
    return found
