"""Labels: what a figure counts in the report's own words, whether or not it has an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from xxgk.reading.base.records import Fact
from xxgk.reading.extract.prose.model import Token
from xxgk.reading.extract.prose.readings import Reading

_NAMING = ("object", "by", "result", "reason", "unknown", "label", "foreign", "about", "applicant", "rate")
_LEADING = ("filler", "list", "when", "whose", "role", "join")
_TRAILING = ("filler", "list", "role", "join")
_BESIDE = 4  # characters between a figure and the one whose label it shares: 6批23件
_LONGEST_LABEL = 40


def label_of(reading: Reading, text: str) -> str:
    """Find the noun phrase that a figure belongs to: the words before it, else the noun behind it, else whose it is."""
    clause = reading.clause
    names = any(token.kind in _NAMING for token in clause.before)
    sources = (clause.before, clause.after) if names or not clause.after else (_nouns(clause.after), clause.before)
    for tokens in sources:
        kept = _last_of_list(tokens)
        while kept and kept[0].kind in _LEADING and not _is_part_of_word(kept):
            kept.pop(0)
        while kept and kept[-1].kind in _TRAILING and not _ends_word(kept, text):
            kept.pop()
        if not any(token.kind in _NAMING for token in kept):
            continue
        phrase = "".join(text[kept[0].start : kept[-1].end].split()).removeprefix("共")
        if len(phrase) == 1:
            return ""  # 分三批: no noun
        return phrase if len(phrase) <= _LONGEST_LABEL else phrase.rsplit("、")[-1][-_LONGEST_LABEL:]
    organs = [token for token in clause.before if token.kind == "whose"]
    acts = [token for token in clause.before if token.kind == "act"]
    return text[organs[0].start : organs[-1].end] if organs else text[acts[-1].start : acts[-1].end] if acts else ""


def _last_of_list(tokens: Sequence[Token]) -> list[Token]:
    """Take what stands behind a bracket that was passed over: (24项)、省级部门罚没事项."""
    gaps = [at for at in range(1, len(tokens)) if tokens[at].start - tokens[at - 1].end > 1]
    return list(tokens[gaps[-1] :]) if gaps else list(tokens)


def _ends_word(tokens: Sequence[Token], text: str) -> bool:
    """Tell whether 数 ends a word that nobody knows: 空气质量指|数."""
    before, last = tokens[-2:] if len(tokens) > 1 else (None, tokens[-1])
    return before is not None and text[last.start : last.end] == "数" and before.kind == "unknown"


def _is_part_of_word(tokens: Sequence[Token]) -> bool:
    """Tell whether a filler begins a word that nobody knows: 政府|性基金; or an organ a kind's name: 村级|账目|类."""
    first, *rest = tokens
    kind = len(rest) > 1 and (rest[1].kind, rest[1].start) == ("label", rest[0].end)
    return (
        (first.kind == "filler" or (first.kind == "whose" and kind))
        and first.end - first.start > 1
        and bool(rest)
        and (rest[0].kind, rest[0].start) == ("unknown", first.end)
    )


def _nouns(tokens: Sequence[Token]) -> list[Token]:
    """Take the words behind a figure up to what is said of them."""
    return list(takewhile(lambda token: token.kind in ("unknown", "filler", *_NAMING), tokens))


def with_label(fact: Fact, earlier: Fact | None) -> Fact:
    """Let a figure without words of its own have the label of the one before it: 典型案件信息6批23件."""
    if fact.label or not earlier or not earlier.label or fact.start - earlier.end > _BESIDE:
        return fact
    return replace(fact, label=earlier.label)
