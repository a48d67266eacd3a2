"""Take out of a text what looks like a figure and is none, and name what is left over."""

import re
from functools import partial

from xxgk.reading.quantities.lexicon import CHINESE, NUMERAL
from xxgk.reading.quantities.rules import CLAIMED, NUMBER, compiled_rules

# Headings of the statutory tables: from there to the end of the sentence, cells were run together.
_FLAT_TABLE = re.compile(
    rf"(?:指标名称\s?计量单位|统\s?计\s?指\s?标\s?单\s?位|信息内容\s?(?:本年|上一|采购|{CLAIMED})|勾稽关系"
    r"|申请人情况\s?(?:自然人|法人)|结果维持\s?结果纠正)[^\n。]*"
)
_SENTENCE = re.compile(r"[。;，、]|,(?![0-9])")
_UNCLAIMED = re.compile(f"[^{CLAIMED}]+")
_NUMERAL = re.compile(f"{NUMERAL.pattern}|{NUMBER}")
_CELL = re.compile(r"[0-9][0-9.,]*+")
_LEFT_OVER = re.compile(rf"\d+(?:[.,]\d+)*+|百分点|[{CHINESE}]+")

Span = tuple[int, int, str]


def claim(text: str) -> tuple[str, list[Span]]:
    """Take everything that is no figure out of a normalised text.

    Parameters
    ----------
    text
        Normalised text.

    Returns
    -------
    tuple of str and list
        The text of the same length with every claimed character masked, and the spans claimed with the reason.
    """
    spans: list[Span] = []
    original = text
    for reason, pattern in compiled_rules():
        if reason == "number":
            text = pattern.sub(lambda match: NUMBER * len(match[0]), text)
        else:
            text = pattern.sub(partial(_take, reason=reason, spans=spans), text)
    text = _FLAT_TABLE.sub(lambda line: _take_cells(line, spans), text)
    if NUMBER in text:
        text = "".join(o if c == NUMBER else c for c, o in zip(text, original, strict=True))
    return text, spans


def _take(match: re.Match[str], reason: str, spans: list[Span]) -> str:
    """Mask a match; what an earlier rule has claimed within it (the date in a title) stays with that rule."""
    if not _NUMERAL.search(match[0]):
        return match[0]
    for piece in _UNCLAIMED.finditer(match[0]):
        if _NUMERAL.search(piece[0]):
            spans.append((match.start() + piece.start(), match.start() + piece.end(), reason))
    return CLAIMED * len(match[0])


def _take_cells(line: re.Match[str], spans: list[Span]) -> str:
    """Take the digits of a table set as one line; where one cell ends and the next begins, only its form can say."""

    def take(cell: re.Match[str]) -> str:
        spans.append((line.start() + cell.start(), line.start() + cell.end(), "cell"))
        return CLAIMED * len(cell[0])

    return _CELL.sub(take, line[0])


def left_over(text: str) -> list[Span]:
    """Name what neither a rule nor a figure has claimed.

    Parameters
    ----------
    text
        Normalised text in which exclusions and figures are masked.

    Returns
    -------
    list of tuple
        The 百 of 个百分点 is part of a unit, a Chinese numeral without a unit part of a word (统一, 百姓), a number on
        a line that is no sentence the cell of a table; the rest is ``unclassified``, so that a reader sees it.
    """
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        if NUMERAL.search(line):
            bare = "unclassified" if _SENTENCE.search(line) else "cell"
            for match in _LEFT_OVER.finditer(line):
                reason = bare if match[0][0].isdigit() else _kind_of_word(match[0])
                spans.append((start + match.start(), start + match.end(), reason))
        start += len(line) + 1
    return spans


def _kind_of_word(numeral: str) -> str:
    if numeral == "百分点":
        return "unit"
    return "word" if len(numeral) == 1 or not numeral.strip("百千万亿") else "unclassified"
