"""Runs of figures that the sentence sets side by side, each with the figures that it may divide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xxgk.reading.extract.prose.items import SAME_UNITS, Item
from xxgk.reading.extract.prose.model import Token

MOST_CANDIDATES = 8
_OPENERS = ("part", "divide", "head")
_WITHIN_OBJECT = ("包括", "含", "包含", "涵盖")  # before any figure they describe what is counted
# Acts that go together in one list.
_FAMILIES = {
    "release": "publish", "post": "publish", "respond": "publish", "receive_handle": "receive", "propose": "receive",
    "occur": "receive", "host": "receive", "close": "handle", "answer": "handle", "amend": "make", "repeal": "make",
    "force": "make", "attend": "hold",
}  # fmt: skip
_MANNERS = ("by", "result", "applicant")
_OTHERS = ("其他", "其它", "其余", "剩余", "余下")


@dataclass(slots=True)
class Draft:
    """A list as the words give it, before it is known what it divides.

    Attributes
    ----------
    opener
        How it was opened: ``part``, ``divide``, ``head`` (从申请方式看), ``bracket``, ``colon``, or ``run`` where nothing opens it.
    members
        Numbers of its figures among the items.
    candidates
        What it may divide, the nearest first; several figures where they may be one whole together.
    cuts
        Numbers of members before which it may have ended: a new act, a time, a stronger mark.
    rests
        Numbers of members that are what is left: 其他, 其余.
    total
        Number of the figure behind it that says it is its sum; -1 where none does.
    claimed
        Whether that figure has no words of its own, so that it can be nothing but the sum (甲3条，乙4条，丙5条，共计12条).
    outer
        The list that it stands in.
    weakest
        The mark between its members.
    """

    opener: str
    members: list[int] = field(default_factory=list)
    candidates: list[tuple[int, ...]] = field(default_factory=list)
    cuts: set[int] = field(default_factory=set)
    rests: set[int] = field(default_factory=set)
    total: int = -1
    claimed: bool = False
    outer: Draft | None = None
    weakest: str = ""


@dataclass(slots=True)
class _Frame:
    """What stands at one depth of brackets: the figures outside of lists, and the list that is open."""

    bracket: bool = False
    anchor: int = -1
    pending: str = ""  # what was opened before the bracket
    tops: list[int] = field(default_factory=list)
    segment: int = 0  # how many of them stand before the last semicolon
    draft: Draft | None = None


def find_lists(items: Sequence[Item], roles: Sequence[str], text: str) -> tuple[list[Draft], list[int]]:
    """Find the lists of a document's running text.

    Parameters
    ----------
    items, roles
        The figures and their roles; only values are members.
    text
        The text that the tokens point to.

    Returns
    -------
    list of Draft and list of int
        The lists in the order in which they begin, among them runs of figures that nothing but their sum may tie together; and the
        numbers of all figures that stand outside of lists that words open.
    """
    walk = _Walk(items, roles, text)
    for number, item in enumerate(items):
        if not number or items[number - 1].paragraph != item.paragraph:
            walk.begin_paragraph()
        for at in range(item.before, item.place):
            walk.read(at, item)
        walk.place(number)
        if number + 1 == len(items) or items[number + 1].paragraph != item.paragraph:
            walk.end_paragraph(number)
    walk.end()
    return walk.drafts, walk.loose


def _acts(tokens: Sequence[Token]) -> set[str]:
    """The acts that some words name, those of one kind by one name."""
    return {_FAMILIES.get(token.concept, token.concept) for token in tokens if token.kind == "act"}


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


def _is_next(item: Item, following: Item) -> bool:
    """Tell whether a paragraph follows on another, but for a blank line."""
    return 0 < following.paragraph - item.paragraph <= 2


def _is_carried_over(item: Item) -> bool:
    """Tell whether a figure balances the one before it rather than being part of it: 答复61件(上年结转2件，结转下年5件)."""
    return any(token.kind == "result" and token.concept.startswith("carried") for token in item.clause)


def _namings(tokens: Sequence[Token], classes: Sequence[str] = _MANNERS) -> set[str]:
    """The classes of words by which members of a list are told apart."""
    return {token.kind for token in tokens if token.kind in classes}


class _Walk:
    """One pass over the words, figure by figure."""

    def __init__(self, items: Sequence[Item], roles: Sequence[str], text: str) -> None:
        self.items, self.roles, self.text = items, roles, text
        self.drafts: list[Draft] = []
        self.loose: list[int] = []
        self.earlier: list[list[int]] = []  # figures outside of lists, by sentence
        self.frames = [_Frame()]
        self.pending = ""
        self.named = -1  # the N of 已答复的N件中
        self.cut = False
        self.strong = False
        self.rest = False
        self.total = False
        self.last = -1  # the last value
        self.lines: list[int] = []  # the only figures of paragraphs in a row
        self.listed = 0  # how many lists there were before this paragraph
        self.introduced = False  # the first of these lines ends in a colon
        self.orphans: list[Draft] = []  # brackets whose whole stands behind them

    def begin_paragraph(self) -> None:
        """Forget the sentence before; its figures may still be divided by what comes."""
        self.frames = [_Frame()]
        self._forget()

    def end_paragraph(self, number: int) -> None:
        """Close all lists behind the last figure of a paragraph."""
        while len(self.frames) > 1:
            self._close_bracket()
        tops, lists = list(self.frames[-1].tops), len(self.drafts)
        self._end_sentence()
        self._read_line(number, tops if lists == self.listed else [])
        self.listed = len(self.drafts)

    def end(self) -> None:
        """Close the list of lines that is open."""
        self._read_line(-1, [])

    def _read_line(self, number: int, tops: Sequence[int]) -> None:
        """Take in a paragraph as a line of a list, if it holds one figure alone; close the list of lines if not."""
        follows = bool(self.lines) and number >= 0 and _is_next(self.items[self.lines[-1]], self.items[number])
        if self.lines and not (follows and len(tops) == 1):
            if len(self.lines) > 1 + self.introduced:
                self._close_lines()
            self.lines = []
        if len(tops) == 1:
            if not self.lines:
                last = self.items[number].tokens[-1]
                self.introduced = last.kind == "mark" and last.concept == ":"
            self.lines.append(tops[0])

    def _close_lines(self) -> None:
        before = [one for one in self.loose if one < self.lines[0]][-MOST_CANDIDATES:]
        candidates = [(one,) for one in reversed(before)]
        if self.introduced:
            self.drafts.append(Draft("colon", self.lines[1:], [(self.lines[0],)]))
        else:
            self.drafts.append(Draft("run", self.lines, candidates))

    def read(self, at: int, item: Item) -> None:
        """Take in a word before a figure."""
        token = item.tokens[at]
        if token.kind == "mark":
            self._mark(token.concept, at, item)
        elif token.kind == "list":
            self._list_word(token)

    def _mark(self, mark: str, at: int, item: Item) -> None:
        if mark == "(":
            self.frames.append(_Frame(True, self.last if self._stands_behind_value(at, item) else -1, self.pending))
            self.pending = ""
        elif mark == ")" and len(self.frames) > 1:
            self._close_bracket()
        elif mark == "。":
            while len(self.frames) > 1:
                self._close_bracket()
            self._end_sentence()
        elif mark == ";":
            self._semicolon()
        elif mark == ":" and not self.pending and self.frames[-1].draft is None and self._follows_value(at, item):
            self.pending = "colon"

    def _semicolon(self) -> None:
        frame = self.frames[-1]
        self.total = self.rest = False
        frame.segment = len(frame.tops)
        if frame.draft is None:
            return
        if frame.draft.outer and len(frame.draft.members) > 0:
            frame.draft = frame.draft.outer
        self.strong = True

    def _stands_behind_value(self, at: int, item: Item) -> bool:
        """Tell whether a bracket follows on a value in one clause: 21个服务(其中...)."""
        for token in reversed(item.tokens[max(item.before - 1, 0) : at]):
            if token.kind == "mark":
                return False
            if token.kind == "figure":
                return self._is_value_before_token(token)
        return False

    def _follows_value(self, at: int, item: Item) -> bool:
        for token in reversed(item.tokens[max(item.before - 1, 0) : at]):
            if token.kind == "figure":
                return self._is_value_before_token(token)
            if token.kind == "mark":
                return False
        return False

    def _is_value_before_token(self, token: Token) -> bool:
        return self.last >= 0 and self.items[self.last].index == int(token.concept)

    def _list_word(self, token: Token) -> None:
        word = self.text[token.start : token.end]
        if token.concept in _OPENERS:
            if word in _WITHIN_OBJECT and not self._has_figure_in_sentence():
                return
            if token.concept == "divide" and self.frames[-1].draft and not self.pending:
                return  # 其他类分别为20条: one more member
            self.pending = token.concept
        elif token.concept == "total":
            self.total = True
        elif token.concept == "rest":
            if word.startswith(_OTHERS):
                self.rest = True
            elif word.startswith("另"):
                self.cut = self.rest = True
            elif word == "此外":
                self.cut = True

    def _has_figure_in_sentence(self) -> bool:
        return any(frame.tops or frame.draft or frame.anchor >= 0 for frame in self.frames)

    def place(self, number: int) -> None:
        """Take in a figure."""
        item, role = self.items[number], self.roles[number]
        if role != "value":
            if not item.is_rate:
                self._forget()
            return
        frame = self.frames[-1]
        self.total = self.total or self._is_bare_total(item)
        inner = self._named_before(number, frame)
        if self.total and self._closes(number, frame):
            pass
        elif inner >= 0:
            frame.draft = Draft("head", [number], [(inner,)], outer=frame.draft)
            self.drafts.append(frame.draft)
        elif self.pending or (frame.bracket and frame.draft is None and frame.anchor >= 0):
            if not self.pending and _is_carried_over(item):
                frame.anchor = -1
            self._open(number, frame)
        elif (
            frame.draft
            and self._joins(number, frame.draft)
            and not self._is_named_whole(item)
            and not self._is_next_whole(number, frame.draft)
        ):
            self._add(number, frame.draft)
        else:
            frame.draft = None
            frame.tops.append(number)
        self._adopt(number)
        self.last = number
        self._forget()
        if self._is_named_whole(item):
            self.pending, self.named = "head", number

    def _is_bare_total(self, item: Item) -> bool:
        """Tell whether nothing but 共 stands before a figure: 甲3条，乙4条，共7条."""
        return bool(item.clause) and all(self.text[t.start : t.end] in ("共", "共有", "一共") for t in item.clause)

    def _named_before(self, number: int, frame: _Frame) -> int:
        """Find the figure that the words before 中 name: 财政类40条；财政类信息中预算30条; -1 where they name none."""
        clause = self.items[number].clause
        inside = next((at for at, t in enumerate(clause) if at and self.text[t.start : t.end] in ("中", "里")), -1)
        if inside < 0 or inside + 1 == len(clause):
            return -1
        name = (
            self.text[clause[0].start : clause[inside].start].removeprefix("在").removesuffix("信息").removesuffix("的")
        )
        shown = [*frame.tops, *(frame.draft.members if frame.draft else ())][-MOST_CANDIDATES:]
        for one in reversed(shown):
            words = self.items[one].clause
            if len(name) > 1 and words and name in self.text[words[0].start : words[-1].end]:
                return one
        return -1

    def _is_named_whole(self, item: Item) -> bool:
        """Tell whether what follows divides the figure: 在已答复的18件申请中."""
        tail = item.tail()
        return bool(tail) and self.text[tail[-1].start : tail[-1].end] in ("中", "里")

    def _forget(self) -> None:
        self.pending, self.named = "", -1
        self.cut = self.strong = self.rest = self.total = False

    def _closes(self, number: int, frame: _Frame) -> bool:
        """Let a figure behind 共计 be the sum of the list before it, or of the figures before it."""
        draft, frame.draft = frame.draft, None
        if draft and len(draft.members) > 1:
            draft.total = number
        elif not draft and len(frame.tops) > 1:
            bare = all(token.kind in ("list", "filler", "join") for token in self.items[number].clause)
            self.drafts.append(Draft("run", list(frame.tops), [(number,)], total=number, claimed=bare))
        else:
            frame.draft = draft
            return False
        frame.tops.append(number)
        return True

    def _open(self, number: int, frame: _Frame) -> None:
        opener = self.pending or "bracket"
        draft = Draft(opener, [number], self._candidates(frame, opener), outer=frame.draft)
        if self.rest or self._is_other(number):
            draft.rests.add(number)
        frame.draft = draft
        self.drafts.append(draft)

    def _joins(self, number: int, draft: Draft) -> bool:
        return self.items[number].kind == self.items[draft.members[0]].kind

    def _add(self, number: int, draft: Draft) -> None:
        if self.cut or (not self.frames[-1].bracket and self._begins_anew(number, draft)):
            draft.cuts.add(number)
        if self.rest or self._is_other(number):
            draft.rests.add(number)
        marks = {token.concept for token in self.items[number].words() if token.kind == "mark"}
        draft.weakest = "," if "," in marks or draft.weakest == "," else draft.weakest
        draft.weakest = ";" if ";" in marks and len(draft.members) == 1 else draft.weakest
        draft.members.append(number)

    def _is_next_whole(self, number: int, draft: Draft) -> bool:
        """Tell whether a figure behind a semicolon stands beside the whole and not the parts: 公报公开9条，其中...；网站公开8条，其中....

        It does where it is divided itself, or names the object that the whole names and the parts do not.
        """
        if not self.strong or draft.weakest == ";" or not draft.candidates or self.frames[-1].bracket:
            return False
        item = self.items[number]
        behind = item.tokens[item.place + 1 : item.place + 3]
        if len(draft.members) > 1 and len(behind) == 2 and behind[0].kind == "mark" and behind[1].kind == "list":
            return behind[1].concept in _OPENERS
        clauses = [self.items[one].clause for one in (number, draft.members[0], draft.candidates[0][0])]
        objects, parts, whole = ({token.concept for token in clause if token.kind == "object"} for clause in clauses)
        new, old, above = (_namings(clause, (*_MANNERS, "whose", "label")) for clause in clauses)
        return bool(objects & whole) and not parts and not (new & old) - above

    def _begins_anew(self, number: int, draft: Draft) -> bool:
        """Tell whether a figure may be no member any more: it names a time, or an act that is not that of the list."""
        clause = self.items[number].clause
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
        if self.strong and draft.weakest == "," and not own:
            return True
        whole = draft.candidates[0][0] if draft.candidates else draft.members[0]
        return acts.isdisjoint(own | _acts(self.items[whole].clause))

    def _is_of_another_kind(self, number: int, draft: Draft) -> bool:
        """Tell whether a figure is told apart by other words than the first of the list: by its result, not its channel."""
        item, first = self.items[number], self.items[draft.members[0]]
        new, old = _namings(item.clause), _namings(first.clause) or _namings(first.tail())
        return bool(new and old and new.isdisjoint(old))

    def _is_other(self, number: int) -> bool:
        return any(self.text[token.start : token.end].startswith(_OTHERS) for token in self.items[number].clause)

    def _candidates(self, frame: _Frame, opener: str) -> list[tuple[int, ...]]:
        found: list[tuple[int, ...]] = []
        if self.named >= 0 and opener == "head":
            return [(self.named,)]
        if frame.bracket and frame.anchor >= 0:
            return [(frame.anchor,)]
        if frame.draft:
            found += [(frame.draft.members[-1],), *frame.draft.candidates]
        near = frame.tops[frame.segment :] or frame.tops
        found += [(one,) for one in reversed(near)]
        found += self._joint(near)
        if not frame.bracket and (opener == "head" or not frame.tops):
            sentences = self.earlier if opener == "head" else self.earlier[-1:]
            found += [(one,) for sentence in reversed(sentences) for one in reversed(sentence)]
            found += self._joint(sentences[-1] if sentences else [])
        return list(dict.fromkeys(found))[:MOST_CANDIDATES]

    def _joint(self, tops: Sequence[int]) -> list[tuple[int, ...]]:
        """Two figures may be one whole where the second adds to the first: 公开41条，更新2条; 收到11件，上年结转2件."""
        if len(tops) < 2:
            return []
        first, second = self.items[tops[-2]], self.items[tops[-1]]
        adds = _acts(second.clause) <= _acts(first.clause) and second.quantity.value != first.quantity.value
        return [(tops[-2], tops[-1])] if adds else []

    def _close_bracket(self) -> None:
        frame = self.frames.pop()
        self.pending = frame.pending
        if frame.anchor < 0:
            if frame.draft is None and len(frame.tops) > 1:
                frame.draft = Draft("bracket", list(frame.tops))
                self.drafts.append(frame.draft)
            if frame.draft and not frame.draft.candidates:
                self.orphans = [frame.draft]

    def _adopt(self, number: int) -> None:
        """Give a bracket whose whole stands behind it that whole: 信息(甲3条、乙4条)共7条."""
        inside = len(self.frames) > 1
        for draft in self.orphans:
            if (
                not inside
                and number not in draft.members
                and self.items[number].sentence == self.items[draft.members[0]].sentence
            ):
                draft.candidates.append((number,))
        if not inside:
            self.orphans = []

    def _end_sentence(self) -> None:
        frame = self.frames[-1]
        before = [(one,) for sentence in reversed(self.earlier) for one in reversed(sentence)][:MOST_CANDIDATES]
        if len(frame.tops) > 1 or (frame.tops and before):
            self.drafts.append(Draft("run", list(frame.tops), before))
        self.loose += frame.tops
        if frame.tops:
            self.earlier = [*self.earlier, frame.tops][-MOST_CANDIDATES:]
        self.frames = [_Frame()]
        self._forget()
        self.orphans = []
