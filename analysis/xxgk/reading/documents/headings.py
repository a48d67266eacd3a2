"""Headings by their printed numbers: 第一部分, 一、, (一), 1. and (1), outermost first."""

import re
from dataclasses import dataclass

LONGEST_HEADING = 60  # characters; the longest heading of the reports at hand has 34
SENTENCE_ENDS = "。；：！？;:!?"
LONGEST_RUN_IN = 30  # a heading that shares its line with the text after it is shorter

_CHINESE = "[一二三四五六七八九十]{1,3}"
_LEVELS = tuple(
    re.compile(rf"\s*{number}\s*")
    for number in (
        rf"(?P<number>第{_CHINESE}(?:部分|章))\s*[、:：]?",
        rf"(?P<number>{_CHINESE})\s*[、.．]",
        rf"[(（﹙〔]\s*(?P<number>{_CHINESE})\s*[)）﹚〕]\s*、?",
        r"(?P<number>\d{1,2})\s*[、.．](?!\d)",
        r"[(（]\s*(?P<number>\d{1,2})\s*[)）]",
    )
)
_BRACKETED = (2, 4)
_LONGEST_NUMBER = 24  # so that no pattern wanders off in a hostile line of blanks

_INSIDE = re.compile(r"[。；;！？!?\t]")
_RUN_IN_END = re.compile(r"[。：:\s]")
_GOES_ON = ("；", ";", "，", ",")  # an item of an enumeration
_TABLE_ROW = re.compile(r"[\s|][\d.%/-]+$")
_LEADER = re.compile(r"[\s.．…·]*(?:[.．…·]{2,}|\t)\s*\d*$")  # dots and page number in a list of contents

# Rows of the statutory table that are numbered like sections; pasted into plain text they stand on lines
# of their own.
_ROW_LABELS = ("本年新收政府信息公开申请", "上年结转政府信息公开申请", "本年度办理结果", "结转下年度继续办理")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at the start of a line: its depth, its number, its text, and whether the line holds more."""

    level: int
    number: str
    title: str
    run_in: bool


def find_heading(line: str) -> Heading | None:
    """Recognise the heading that a line begins with.

    Parameters
    ----------
    line
        One line of the text.

    Returns
    -------
    Heading or None
        None for running text; ordinals inside a sentence (一是, 二是) are running text.
    """
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(line, 0, _LONGEST_NUMBER)
        if match is None:
            continue
        number = match["number"]
        number = f"({number})" if level in _BRACKETED else number
        title, run_in = _title(line[match.end() :])
        if not title or title.startswith(_ROW_LABELS):
            return None
        return Heading(level, number, title, run_in)
    return None


def _title(rest: str) -> tuple[str, bool]:
    """Split what follows the number into the heading's text and whether running text follows it."""
    if len(rest) <= 2 * LONGEST_HEADING:
        whole = _LEADER.sub("", rest.strip())
        if _TABLE_ROW.search(whole):
            return "", False
        if len(whole) <= LONGEST_HEADING and not _INSIDE.search(whole[:-1]):
            return "" if whole.endswith(_GOES_ON) else whole.rstrip("。：: \u3000"), False
    stop = _RUN_IN_END.search(rest, 0, LONGEST_RUN_IN)
    return (rest[: stop.start()], True) if stop else ("", False)
