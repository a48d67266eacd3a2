"""Each figure with its words: those of its own clause on both sides of it, and the clauses that lead up to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from xxgk.reading.extract.prose.model import Token

# Longer runs hold no more than their last words tell; so hostile text takes time in proportion to its length.
_MOST_BEFORE, _MOST_AFTER, _MOST_LEADING = 60, 16, 120
_PLAIN = ("object", "join", "filler", "by", "unknown")
_LINKS = ("join", "filler", "share", "direction")
_CHAINED = ("by", "result", "reason", "whose", "object")
_JOINTS = ("、", "和", "及", "与", "以及", "或", "并", "还有")


@dataclass(slots=True)
class Clause:
    """A figure with its words.

    Attributes
    ----------
    figure
        Its number among the document's figures.
    paragraph
        Number of its paragraph.
    before, after
        The words of its own clause on both sides of it.
    leads
        The clauses without a figure between it and the figure before it in its sentence, the nearest first.
    previous
        Number of the figure before it in its sentence at its own or an outer depth of brackets; -1 for none.
    depth
        How many brackets it stands in.
    mirror
        How many figures before it the one stands whose words it shares (其中2013年分别为6件和3件); 0 for none.
    opens_list, opens_sentence
        Whether a word for parts or a bracket stands between the figure before it and itself; whether it is the first
        of its sentence.
    """

    figure: int
    paragraph: int
    before: list[Token]
    after: list[Token]
    leads: list[list[Token]]
    previous: int
    depth: int
    opens_list: bool
    opens_sentence: bool
    sentence: tuple[int, int] = (0, 0)
    segment: int = 0
    mirror: int = 0


def read_clauses(tokens: Sequence[Token], paragraph: int, kinds: Collection[int] = ()) -> list[Clause]:
    """Find the words of each figure of a paragraph.

    Parameters
    ----------
    tokens
        Its tokens.
    paragraph
        Its number.
    kinds
        Figures that only say how many kinds there are (三种方式的申请): they are words of the next one.
    """
    passed = {str(kind) for kind in kinds}
    tokens = [
        replace(token, kind="filler") if token.kind == "figure" and token.concept in passed else token
        for token in tokens
    ]
    tokens = without_asides(tokens)
    partner = _partners(tokens)
    clauses: list[Clause] = []
    stack: list[Clause] = []  # the latest figure at each depth of brackets
    depth, number, segment, fresh, opens = 0, 0, 0, True, False
    for at, token in enumerate(tokens):
        if token.kind == "mark":
            if token.concept == "(":
                depth += 1
            elif token.concept == ")":
                depth = max(0, depth - 1)
                stack = [clause for clause in stack if clause.depth <= depth]
            elif token.concept == ";":
                segment += 1
            elif token.concept == "。" and not _goes_on(tokens, at):
                number, segment, fresh, stack, opens = number + 1, segment + 1, True, [], False
        elif token.kind == "list" and token.concept in ("part", "divide"):
            opens = True
        elif token.kind == "figure":
            outer = stack[-1] if stack else None
            before, start = _before(tokens, at, partner)
            if not before and _is_alone_in_bracket(tokens, at):
                before, start = _before(tokens, at - 1, partner)  # 政府性基金(24项)
            clause = Clause(
                figure=int(token.concept), paragraph=paragraph, before=before, after=_after(tokens, at),
                leads=_leads(tokens, start, partner), previous=outer.figure if outer else -1, depth=depth,
                opens_list=opens or bool(outer and outer.depth < depth), opens_sentence=fresh,
                sentence=(paragraph, number), segment=segment,
            )  # fmt: skip
            clauses.append(clause)
            stack = [one for one in stack if one.depth < depth] + [clause]
            fresh = opens = False
    _share(clauses)
    _distribute(clauses)
    return clauses


def without_asides(tokens: Sequence[Token]) -> list[Token]:
    """Leave out brackets without a figure: they say nothing of what is counted."""
    kept: list[Token] = []
    opened: list[int] = []
    latest = -1  # figure among those kept
    for token in tokens:
        kept.append(token)
        if token.kind == "figure":
            latest = len(kept) - 1
        if token.kind != "mark":
            continue
        if token.concept == "(":
            opened.append(len(kept) - 1)
        elif token.concept == ")" and opened:
            start = opened.pop()
            if latest < start:
                noun = kept[start + 1 : -1] if start and kept[start - 1].kind == "figure" else []
                del kept[start:]
                if any(one.kind == "object" for one in noun) and all(one.kind in _PLAIN for one in noun):
                    kept += noun  # 开辟了5个(电子阅览室、公共查阅点等)
        elif token.concept == "。":
            opened.clear()
    return kept


def _partners(tokens: Sequence[Token]) -> dict[int, int]:
    opened: list[int] = []
    partner: dict[int, int] = {}
    for at, token in enumerate(tokens):
        if token.kind == "mark" and token.concept == "(":
            opened.append(at)
        elif token.kind == "mark" and token.concept == ")" and opened:
            partner[at] = opened.pop()
    return partner


def _is_alone_in_bracket(tokens: Sequence[Token], at: int) -> bool:
    around = tokens[max(0, at - 1) : at + 2 : 2]
    return [token.concept for token in around if token.kind == "mark"] == ["(", ")"]


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether what follows a full stop goes on with the sentence: 其中 ..."""
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    return following is not None and following.kind == "list" and following.concept == "part"


def _before(tokens: Sequence[Token], at: int, partner: dict[int, int]) -> tuple[list[Token], int]:
    """Collect the words before a figure, and say where they begin."""
    found: list[Token] = []
    number = at - 1
    while number >= 0 and len(found) < _MOST_BEFORE:
        token = tokens[number]
        if token.kind == "figure":
            break
        if token.kind == "mark":
            if token.concept == ")" and number in partner:
                number = partner[number] - 1
                continue
            if token.concept != ":" or any(one.kind not in ("filler", "list") for one in found):
                break
            number -= 1
            continue
        found.append(token)
        number -= 1
    return found[::-1], number


def _after(tokens: Sequence[Token], at: int) -> list[Token]:
    found: list[Token] = []
    for token in tokens[at + 1 : at + 1 + _MOST_AFTER]:
        if token.kind in ("mark", "figure"):
            break
        found.append(token)
    return found


def _leads(tokens: Sequence[Token], start: int, partner: dict[int, int]) -> list[list[Token]]:
    """Collect the clauses without a figure before the words of a figure, back to the figure before it."""
    leads: list[list[Token]] = []
    current: list[Token] = []
    number, seen = start, 0
    while number >= 0 and seen < _MOST_LEADING:
        token = tokens[number]
        seen += 1
        if token.kind == "figure" or (token.kind == "mark" and token.concept == "。" and not _goes_on(tokens, number)):
            break
        if token.kind == "mark":
            if current:
                leads.append(current[::-1])
                current = []
            if token.concept == ")" and number in partner:
                number = partner[number]
            elif token.concept == "(":
                break
        else:
            current.append(token)
        number -= 1
    if current:
        leads.append(current[::-1])
    return leads


def _share(clauses: Sequence[Clause]) -> None:
    """Divide the words between two figures that no mark parts: 2名全职、45名兼职, 收到30件办结28件."""
    for left, right in pairwise(clauses):
        if not left.after or left.after != right.before[: len(left.after)] or len(left.after) != len(right.before):
            continue
        between = left.after
        joint = next((n for n, token in enumerate(between) if token.kind == "join" and token.concept in _JOINTS), None)
        told = any(
            token.kind in ("object", "by", "result", "reason", "act", "unknown", "label") for token in left.before
        )
        leads = between[0].kind == "filler" and not right.after  # 93件中已办结87件; not 3件维持2件撤销
        if joint is not None:
            left.after, right.before = between[:joint], between[joint + 1 :]
        elif told or leads:
            left.after = []
        else:
            right.before = []


def _distribute(clauses: Sequence[Clause]) -> None:
    """Give each of several values its own of the words before 分别: 网站、公报分别为30条和2条."""
    for first, clause in enumerate(clauses):
        at = next((n for n, token in enumerate(clause.before) if _is_respective(token)), -1)
        if at < 0:
            continue
        run = [clause]
        for other in clauses[first + 1 :]:
            if other.leads or other.sentence != clause.sentence or any(one.kind not in _LINKS for one in other.before):
                break
            run.append(other)
        if len(run) > 1 and (chain := _chain(clause.before[:at], len(run))):
            words = clause.before
            for one, kept in zip(run, chain, strict=True):
                one.before = [token for n, token in enumerate(words) if n == kept or n not in chain]
        elif len(run) > 1 and first >= len(run):
            for one in run:
                one.mirror = len(run)


def _is_respective(token: Token) -> bool:
    return (token.kind, token.concept) in (("role", "respectively"), ("list", "divide"))


def _chain(words: Sequence[Token], length: int) -> list[int]:
    """Find the words of one class that are as many as the values; their numbers."""
    for name in _CHAINED:
        found = [n for n, token in enumerate(words) if token.kind == name]
        if len(found) == length and all(_are_linked(words[left + 1 : right]) for left, right in pairwise(found)):
            return found
    return []


def _are_linked(words: Sequence[Token]) -> bool:
    return any(token.kind == "join" for token in words)
