"""Whether a figure goes on with a list, begins anew, or stands beside the whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from xxgk.reading.extract.prose.drafts import MOST_CANDIDATES, Draft
from xxgk.reading.extract.prose.items import SAME_UNITS, Item
from xxgk.reading.extract.prose.model import WITHIN, Token
from xxgk.reading.extract.prose.obscure import CASES

OPENERS = ("part", "divide", "head")  # concepts of words that open a list
# Acts that go together in one list.
_FAMILIES = {
    "publish": "publish", "receive": "receive", "handle": "handle", "make": "make", "hold": "hold",
    "release": "publish", "post": "publish", "respond": "publish", "receive_handle": "receive", "propose": "receive",
    "occur": "receive", "host": "receive", "close": "handle", "answer": "handle", "amend": "make", "repeal": "make",
    "force": "make", "attend": "hold",
}  # fmt: skip
_VIEW = re.compile(r"(?:从|按|就|依)[^，。；\s]{1,14}(?:看|分|区分|划分|统计)")
_GROUNDS = re.compile(r"(?P<named>[^，。；\s]{2,12}?)的?(?:理由|原因|构成|分布)(?:为|是|有|如下)?")
_INSIDE = re.compile(r"(?:在|对)?(?P<named>[^，。；\s]{2,20}?)(?:件?[当之]?中|里)")
_TOGETHER = {"共", "共有", "一共"}
_ABOVE = ("上述", "以上")
_MANNERS = ("by", "result", "applicant")
OTHERS = ("其他", "其它", "其余", "剩余", "余下")


def _acts(tokens: Sequence[Token]) -> set[str]:
    """The acts that some words name, those of one kind by one name; others (派 of 派出所) may be part of a name."""
    return {_FAMILIES[token.concept] for token in tokens if token.kind == "act" and token.concept in _FAMILIES}


def _has_content(tokens: Sequence[Token]) -> bool:
    return any(
        token.concept in ("rest", "cumulative") or token.kind not in ("filler", "join", "list", "role", "mark")
        for token in tokens
    )


def _own_words(item: Item) -> list[Token]:
    """The words before a figure back to the mark that parts it from the one before, brackets included."""
    words: list[Token] = []
    for token in item.words():
        words = [] if token.kind == "mark" and token.concept in ",;。:" else [*words, token]
    return words


def is_carried_over(item: Item) -> bool:
    """Tell whether a figure balances the one before it and is no part of it: 答复61件(上年结转2件，结转下年5件)."""
    return any(token.kind == "result" and token.concept.startswith("carried") for token in item.clause)


def _namings(tokens: Sequence[Token], classes: Sequence[str] = _MANNERS) -> set[str]:
    """The classes of words by which members of a list are told apart."""
    return {token.kind for token in tokens if token.kind in classes}


class Membership:
    """The figures and the words around them, by which it is told."""

    def __init__(self, items: Sequence[Item], text: str) -> None:
        self.items, self.text = items, text

    def is_bare_total(self, item: Item) -> bool:
        """Tell whether nothing but 共 stands before a figure, or 共 behind what points back: 上述两家共公开7条."""
        words = {self.text[token.start : token.end] for token in item.clause}
        return bool(words) and (words <= _TOGETHER or self._points_back(item.clause))

    def is_of_nothing_else(self, item: Item) -> bool:
        """Tell whether a sum has no words of its own, or some that point back: 以上各类相加，公开7条."""
        words = list(item.words())
        heads = [at for at, _ in enumerate(words) if not at or words[at - 1].kind == "mark"]
        return any(self._points_back(words[at:]) for at in heads) or all(
            token.kind in ("list", "filler", "join", "when") for token in item.clause
        )

    def _points_back(self, words: Sequence[Token]) -> bool:
        """Tell whether a clause begins with 以上 and says that it is a sum: 上述两家共."""
        if self.text[words[0].start : words[0].end] not in _ABOVE:
            return False
        clause = list(takewhile(lambda token: token.kind != "mark", words))
        sums = any(token.kind == "list" and token.concept == "total" for token in clause)
        return sums or any(self.text[token.start] == "共" for token in clause)

    def named_before(self, number: int, shown: Sequence[int]) -> int:
        """Find the figure that the words before 中 name: 财政类40条；财政类信息中预算30条; -1 where they name none."""
        clause = self.items[number].clause
        inside = next((at for at, t in enumerate(clause) if at and self.text[t.start : t.end] in WITHIN), -1)
        if inside < 0 or inside + 1 == len(clause):
            return -1
        name = self.text[clause[0].start : clause[inside].start].removeprefix("在").removesuffix("信息")
        return next(iter(self.named(name, shown)), -1)

    def is_named_whole(self, item: Item) -> bool:
        """Tell whether what follows divides the figure: 在已答复的18件申请中."""
        tail = item.tail()
        words = [self.text[token.start : token.end] for token in tail]
        named = 1 if tail and tail[0].kind == "object" else 0  # 93件申请中已办结87件
        return bool(words) and (words[-1] in WITHIN or (len(words) > named and words[named] in WITHIN))

    def view(self, at: int, item: Item) -> str | None:
        """Find the phrase before a mark that opens a list: 按来源分, 从申请方式来看, 公开的信息中.

        Returns
        -------
        str or None
            What the phrase names (公开的信息), blank where it names no figure; None where nothing opens.
        """
        first, phrase = self._clause_before(at, item)
        if not phrase:
            return None
        if _VIEW.fullmatch(phrase):
            return ""
        inside = _INSIDE.fullmatch(phrase)
        counted = at - 2 >= first and (item.tokens[at - 2].kind == "object" or phrase.endswith("件中"))
        return inside["named"] if inside and counted else None

    def grounds(self, at: int, item: Item, shown: Sequence[int]) -> list[int]:
        """Find the figures that the clause before a colon calls upon: 不予公开41件。不予公开的理由为：..."""
        found = _GROUNDS.fullmatch(self._clause_before(at, item)[1])
        return self.named(found["named"], shown) if found else []

    def _clause_before(self, at: int, item: Item) -> tuple[int, str]:
        """Find the clause before a mark: the number of its first token, and its words."""
        first = at
        while first > item.before and item.tokens[first - 1].kind not in ("mark", "figure"):
            first -= 1
        return first, self.text[item.tokens[first].start : item.tokens[at - 1].end] if first < at else ""

    def named(self, name: str, shown: Sequence[int]) -> list[int]:
        """Find those of some figures whose own words hold a name, the last one first."""
        name = name.replace("的", "")
        found = []
        for one in reversed(shown[-MOST_CANDIDATES:]):
            words = self.items[one].clause
            if len(name) > 1 and words and name in self.text[words[0].start : words[-1].end].replace("的", ""):
                found.append(one)
        return found

    def is_left_over(self, number: int) -> bool:
        """Tell whether a figure says that it is what is left of one before it: 其余7件结转, 余3件."""
        words = [self.text[token.start : token.end] for token in self.items[number].clause]
        return bool(words) and (words[0].startswith(("其余", "剩余", "余下")) or words == ["余"])

    def is_alike(self, number: int, draft: Draft) -> bool:
        return self.items[number].kind == self.items[draft.members[0]].kind

    def is_next_whole(self, number: int, draft: Draft, strong: bool) -> bool:
        """Tell whether a figure behind a semicolon stands beside the whole, not the parts (公报9条，其中...；网站8条).

        It does where it is divided itself, or names the object that the whole names and the parts do not.
        """
        if not strong or draft.weakest == ";" or not draft.candidates:
            return False
        item = self.items[number]
        behind = item.tokens[item.place + 1 : item.place + 3]
        if len(draft.members) > 1 and len(behind) == 2 and behind[0].kind == "mark" and behind[1].kind == "list":
            return behind[1].concept in OPENERS
        clauses = [self.items[one].clause for one in (number, draft.members[0], draft.candidates[0][0])]
        objects, parts, whole = ({token.concept for token in clause if token.kind == "object"} for clause in clauses)
        new, old, above = (_namings(clause, (*_MANNERS, "whose", "label")) for clause in clauses)
        acts = any(token.kind == "act" for token in clauses[0])
        other = bool(objects & CASES) or (bool(objects) and acts)  # 复议9件，其中...；引发诉讼8件
        return (other or bool(objects & whole)) and not parts and not (new & old) - above

    def begins_anew(self, number: int, draft: Draft, strong: bool) -> bool:
        """Tell whether a figure may be no member any more: it names a time, or an act that is not that of the list."""
        clause = self.items[number].clause
        words = next(self.items[number].words(), None)
        if self.is_other(number) or (words and words.kind == "join"):
            return False  # 甲3条、提交乙4条: 、 does not end a list
        if strong and draft.weakest == ",":
            return True
        units = {self.items[number].quantity.unit, self.items[draft.members[0]].quantity.unit}
        if len(units) > 1 and not units <= SAME_UNITS:
            return True
        if any(token.kind == "when" and token.concept != "month" for token in clause):
            return True
        acts = _acts(clause)
        if not _has_content(_own_words(self.items[number])) and _has_content(self.items[draft.members[0]].clause):
            return True  # 公开12件，部分公开3件，2件正在办理
        if not acts:
            return self._is_of_another_kind(number, draft)
        own = _acts(self.items[draft.members[0]].clause)
        whole = draft.candidates[0][0] if draft.candidates else draft.members[0]
        return acts.isdisjoint(own | _acts(self.items[whole].clause))

    def _is_of_another_kind(self, number: int, draft: Draft) -> bool:
        """Tell whether a figure is told apart by other words than the first of its list: by result, not by channel."""
        item, first = self.items[number], self.items[draft.members[0]]
        new, old = _namings(item.clause), _namings(first.clause) or _namings(first.tail())
        return bool(new and old and new.isdisjoint(old))

    def is_other(self, number: int) -> bool:
        return any(self.text[token.start : token.end].startswith(OTHERS) for token in self.items[number].clause)

    def joint(self, tops: Sequence[int]) -> list[tuple[int, ...]]:
        """Two figures may be one whole where the second adds to the first: 公开41条，更新2条; 收到11件，上年结转2件."""
        if len(tops) < 2:
            return []
        first, second = self.items[tops[-2]], self.items[tops[-1]]
        alike = first.quantity.unit == second.quantity.unit and first.quantity.value != second.quantity.value
        return [(tops[-2], tops[-1])] if alike and _acts(second.clause) <= _acts(first.clause) else []
