"""The figures of running text one by one, each with the words before and behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from xxgk.reading.documents import Document
from xxgk.reading.extract.prose.model import Token
from xxgk.reading.extract.prose.tokens import Words
from xxgk.reading.quantities import Quantity

RATE_UNITS = frozenset({"%", "‰", "个百分点", "倍", "成"})
# Units of things that are no items; all others count items, which may stand beside each other in a list.
_KINDS = {
    "person": frozenset({"人", "人次", "名", "位", "名次"}),
    "class": frozenset(
        {"类", "大类", "种", "栏目", "方面", "部分", "板块", "版块", "级", "专栏", "平台", "频道", "窗口", "网站", "块"}
    ),
    "money": frozenset({"元", "美元"}),
}
# Units of items that mean the same.
SAME_UNITS = frozenset(
    {"", "条", "件", "份", "篇", "个", "项", "宗", "起", "例", "次", "笔", "封", "部", "则", "条次", "件次"}
)
_PLACES = frozenset({"个", "家", "处", "所"})


class Item(Struct, frozen=True, gc=False):
    """One figure with its surroundings.

    Attributes
    ----------
    index
        Its number among the document's figures.
    quantity
        The figure.
    paragraph, sentence
        Numbers of the paragraph (of the document) and of the sentence (of the text).
    place
        Number of its token within `tokens`.
    tokens
        All tokens of the paragraph.
    before, after
        Numbers of the tokens where the words before it begin and those behind it end, at the neighbouring figures.
    sentence_span, clause_span
        Offsets into the text.
    kind
        What its unit can count, ``rate`` of a share, a rate of growth or the like; units of one kind stand beside each
        other in a list.
    clause
        The tokens right before it, back to the nearest mark or figure.
    """

    index: int
    quantity: Quantity
    paragraph: int
    sentence: int
    place: int
    tokens: tuple[Token, ...]
    before: int
    after: int
    sentence_span: tuple[int, int]
    clause_span: tuple[int, int]
    kind: str
    clause: tuple[Token, ...]

    @property
    def is_rate(self) -> bool:
        """Whether it is a share, a rate of growth or the like."""
        return self.kind == "rate"

    def words(self) -> Iterator[Token]:
        """The tokens between the figure before it and itself."""
        return iter(self.tokens[self.before : self.place])

    def tail(self) -> list[Token]:
        """The tokens right behind it, up to the nearest mark or figure."""
        found: list[Token] = []
        for at in range(self.place + 1, self.after):
            if self.tokens[at].kind == "mark":
                break
            found.append(self.tokens[at])
        return found


def read_items(document: Document, words: Words) -> list[Item]:
    """Find the surroundings of every figure of a document's running text.

    Parameters
    ----------
    document
        The document, of which only the paragraphs are looked at.
    words
        Its text with the figures that were found in it.
    """
    items: list[Item] = []
    quantities = words.quantities
    sentence, upcoming = 0, 0
    for paragraph in document.paragraphs:
        sentence += 1
        while upcoming < len(quantities) and quantities[upcoming].start < paragraph.start:
            upcoming += 1
        if upcoming == len(quantities) or quantities[upcoming].start >= paragraph.end:
            continue
        tokens = tuple(words.read(paragraph.start, paragraph.end))
        figures = [at for at, token in enumerate(tokens) if token.kind == "figure"]
        ends = [*figures[1:], len(tokens)]
        begins = [0, *(at + 1 for at in figures[:-1])]
        sentences, clauses = _spans(tokens, "。"), _spans(tokens, "")
        for at, begin, end in zip(figures, begins, ends, strict=True):
            sentence += sum(_is_mark(token, "。") for token in tokens[begin:at])
            number = int(tokens[at].concept)
            begun = next((one + 1 for one in range(at - 1, begin - 1, -1) if tokens[one].kind == "mark"), begin)
            items.append(
                Item(
                    index=number,
                    quantity=quantities[number],
                    paragraph=paragraph.index,
                    sentence=sentence,
                    place=at,
                    tokens=tokens,
                    before=begin,
                    after=end,
                    sentence_span=sentences[at],
                    clause_span=clauses[at],
                    kind=_kind(quantities[number].unit, tokens[at + 1] if at + 1 < end else None),
                    clause=tokens[begun:at],
                )
            )
    return items


def _kind(unit: str, following: Token | None) -> str:
    if unit in RATE_UNITS:
        return "rate"
    if unit in _PLACES and following and following.kind == "whose":
        return "place"  # 96个部门
    return next((kind for kind, units in _KINDS.items() if unit in units), "item")


def _is_mark(token: Token, mark: str) -> bool:
    return token.kind == "mark" and mark in ("", token.concept)


def _spans(tokens: Sequence[Token], mark: str) -> list[tuple[int, int]]:
    """Find for each token from where to where the stretch between marks reaches that it stands in."""
    spans: list[tuple[int, int]] = []
    first = 0
    for at, token in enumerate(tokens):
        bounds = _is_mark(token, mark)
        if bounds or at + 1 == len(tokens):
            stop = token.start if bounds else token.end
            spans += [(tokens[first].start, stop)] * (at + 1 - first)
            first = at + 1
    return spans
