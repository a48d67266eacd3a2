"""Runs of figures that the sentence sets side by side, each with the figures that it may divide."""

from __future__ import annotations

from collections.abc import Sequence

from xxgk.reading.extract.prose.depths import Depth, candidates_for
from xxgk.reading.extract.prose.drafts import MOST_CANDIDATES, Draft
from xxgk.reading.extract.prose.items import Item
from xxgk.reading.extract.prose.lines import Lines
from xxgk.reading.extract.prose.membership import OPENERS, OTHERS, Membership, is_carried_over

_WITHIN_OBJECT = ("包括", "含", "包含", "涵盖")  # before any figure they describe what is counted


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
        The lists in the order in which they begin, among them runs of figures that nothing but their sum may tie
        together; and the numbers of all figures that stand outside of lists that words open.
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
    return [*walk.drafts, *walk.lines.close(walk.loose)], walk.loose


def _precedes_colon(at: int, item: Item) -> bool:
    following = item.tokens[at + 1]
    return following.kind == "mark" and following.concept == ":"


class _Walk:
    """One pass over the words, figure by figure."""

    def __init__(self, items: Sequence[Item], roles: Sequence[str], text: str) -> None:
        self.items, self.roles, self.text = items, roles, text
        self.membership = Membership(items, text)
        self.drafts: list[Draft] = []
        self.loose: list[int] = []
        self.earlier: list[list[int]] = []  # figures outside of lists, by sentence
        self.frames = [Depth()]
        self.pending = ""
        self.named: list[int] = []  # the figures that the words before a list may name
        self.is_named = False  # they print it: 已答复的9件中
        self.cut = False
        self.strong = False
        self.rest = False
        self.total = False
        self.last = -1  # the last value
        self.values: list[int] = []  # the last values, in lists or not
        self.lines = Lines(items)
        self.listed = 0  # how many lists there were before this paragraph
        self.orphans: list[Draft] = []  # brackets whose whole stands behind them

    def begin_paragraph(self) -> None:
        """Forget the sentence before; its figures may still be divided by what comes."""
        self.frames = [Depth()]
        self._forget()

    def end_paragraph(self, number: int) -> None:
        """Close all lists behind the last figure of a paragraph."""
        while len(self.frames) > 1:
            self._close_bracket()
        tops = list(self.frames[-1].tops) if len(self.drafts) == self.listed else []
        self._end_sentence()
        self.drafts += self.lines.read(number, tops, self.loose)
        self.listed = len(self.drafts)

    def read(self, at: int, item: Item) -> None:
        """Take in a word before a figure."""
        token = item.tokens[at]
        if token.kind == "mark":
            self._mark(token.concept, at, item)
        elif token.kind == "list":
            self._list_word(at, item)

    def _mark(self, mark: str, at: int, item: Item) -> None:
        if mark == "(":
            self.frames.append(Depth(True, self.last if self._follows_value(at, item) else -1, self.pending))
            self.pending = ""
        elif mark == ")" and len(self.frames) > 1:
            self._close_bracket()
        elif mark == "。":
            while len(self.frames) > 1:
                self._close_bracket()
            self._end_sentence()
        elif mark == ";":
            self._semicolon()
        elif mark in ",:" and not self.is_named and (view := self.membership.view(at, item)) is not None:
            self.pending, self.named = "head", self.membership.named(view, self.values)
        elif mark == ":" and not self.pending and (named := self.membership.grounds(at, item, self.values)):
            self.pending, self.named = "head", named
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

    def _follows_value(self, at: int, item: Item) -> bool:
        """Tell whether the last value and nothing but words of its clause stand before a mark: 21个服务(其中...)."""
        for token in reversed(item.tokens[max(item.before - 1, 0) : at]):
            if token.kind == "mark":
                return False
            if token.kind == "figure":
                return self.last >= 0 and self.items[self.last].index == int(token.concept)
        return False

    def _list_word(self, at: int, item: Item) -> None:
        token = item.tokens[at]
        word = self.text[token.start : token.end]
        if token.concept in OPENERS:
            if word == "即" and item.tokens[at - 1].kind != "mark":
                return
            if word in _WITHIN_OBJECT and not self._has_figure_in_sentence():
                return
            if word in ("组成", "构成") and not _precedes_colon(at, item):
                return  # 由七个部分组成，...
            if token.concept == "divide" and self.frames[-1].draft and not self.pending:
                return  # 其他类分别为20条: one more member
            if token.concept != "divide" or not self.pending:  # 其中甲、乙分别为3条、4条 need not be all
                self.pending = token.concept
        elif token.concept == "total":
            self.total = True
        elif token.concept == "rest":
            if word.startswith(OTHERS):
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
        self.total = self.total or self.membership.is_bare_total(item)
        shown = [*frame.tops, *(frame.draft.members if frame.draft else ())]
        inner = self.membership.named_before(number, shown)
        if self.total and self._closes(number, frame):
            pass
        elif inner >= 0:
            frame.draft = Draft("head", [number], [(inner,)], outer=frame.draft)
            self.drafts.append(frame.draft)
        elif self.pending or (frame.bracket and frame.draft is None and frame.anchor >= 0):
            if not self.pending and is_carried_over(item):
                frame.anchor = -1
            self._open(number, frame)
        elif (
            frame.draft
            and self.membership.is_alike(number, frame.draft)
            and not self.membership.is_named_whole(item)
            and not self._is_next_whole(number, frame)
        ):
            self._add(number, frame.draft)
        else:
            frame.draft = None
            frame.tops.append(number)
        self._adopt(number)
        self.last = number
        self.values = [*self.values[1 - MOST_CANDIDATES :], number]
        self._forget()
        if self.membership.is_named_whole(item):
            self.pending, self.named, self.is_named = "head", [number], True

    def _forget(self) -> None:
        self.pending, self.named, self.is_named = "", [], False
        self.cut = self.strong = self.rest = self.total = False

    def _closes(self, number: int, frame: Depth) -> bool:
        """Let a figure behind 共计 be the sum of the list before it, or of the figures before it."""
        draft, frame.draft = frame.draft, None
        bare = self.membership.is_of_nothing_else(self.items[number])
        parts = frame.tops or (self.earlier[-1] if self.earlier and bare else [])
        if draft and len(draft.members) > 1:
            draft.total = number
        elif not draft and len(parts) > 1 and self.items[parts[-1]].paragraph == self.items[number].paragraph:
            self.drafts.append(Draft("run", list(parts), [(number,)], total=number, claimed=bare))
        else:
            frame.draft = draft
            return False
        frame.tops.append(number)
        return True

    def _open(self, number: int, frame: Depth) -> None:
        opener = self.pending or "bracket"
        if opener == "head" and len(self.named) == 1:
            candidates = [(one,) for one in self.named]
        else:
            earlier = [] if opener != "head" and self._is_far(number) else self.earlier
            candidates = candidates_for(frame, opener, self.named, earlier, self.membership)
        draft = Draft(opener, [number], candidates, outer=frame.draft)
        if self.rest or self.membership.is_other(number):
            draft.rests.add(number)
        frame.draft = draft
        self.drafts.append(draft)

    def _is_next_whole(self, number: int, frame: Depth) -> bool:
        return not frame.bracket and self.membership.is_next_whole(number, frame.draft, self.strong)

    def _is_far(self, number: int) -> bool:
        """Tell whether a sentence without figures stands between a list and the paragraph with the last ones."""
        item = self.items[number]
        other = bool(self.earlier) and self.items[self.earlier[-1][-1]].paragraph != item.paragraph
        return other and any(token.kind == "mark" and token.concept == "。" for token in item.words())

    def _add(self, number: int, draft: Draft) -> None:
        if self.cut or (not self.frames[-1].bracket and self.membership.begins_anew(number, draft, self.strong)):
            draft.cuts.add(number)
        if self.rest or self.membership.is_other(number):
            draft.rests.add(number)
        marks = {token.concept for token in self.items[number].words() if token.kind == "mark"}
        draft.weakest = "," if "," in marks or draft.weakest == "," else draft.weakest
        draft.weakest = ";" if ";" in marks and len(draft.members) == 1 else draft.weakest
        draft.members.append(number)

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
            rests = {one for one in frame.tops if self.membership.is_left_over(one)}
            self.drafts.append(Draft("run", list(frame.tops), before, rests=rests))
        self.loose += frame.tops
        if frame.tops:
            self.earlier = [*self.earlier, frame.tops][-MOST_CANDIDATES:]
        self.frames = [Depth()]
        self._forget()
        self.orphans = []
