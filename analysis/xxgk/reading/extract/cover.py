"""What the head of a report says of itself: its title, the year, the organ."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from xxgk.reading.documents import Document

_KIND = r"(?:政府)?信息公开(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:年度)?(?:报告|年报)"
_YEAR_BEHIND = r"(?:[（(](?:19|20)\d{2}年?度?[)）])?"
_TITLE = re.compile(rf"[^，,。；;：:\n]{{0,60}}{_KIND}{_YEAR_BEHIND}")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:\s*年|(?=[)）]))")
_YEAR_TEXT = re.compile(rf"{_YEAR.pattern}度?")
_NO_NAME = re.compile(r"[省市县区镇乡局委厅办]|街道|本级|某?单位")
_BLANK = re.compile(r"\s+")
_ORGAN_LINE = re.compile(r"[一-鿿（）()]{2,30}")  # above a title that names no organ
_TITLE_LINES = 3  # that a title may be broken into
# A title stands near the top; further down, other reports are cited.
_HEAD_LINES = 30


@dataclass(frozen=True, slots=True)
class Cover:
    """Title, year and organ as far as the text gives them; blank or None where it does not."""

    title: str = ""
    year: int | None = None
    organ: str = ""


def read_cover(document: Document) -> Cover:
    """Read the head of a report.

    Parameters
    ----------
    document
        The report.

    Returns
    -------
    Cover
        The title is the first near the top, in one line or a few, without its blanks; the year is the title's, else
        the first that the text names; the organ is what the title names beside year and kind, or the line above it.
    """
    printed = (line for line in document.text.splitlines() if line.strip())
    lines = [_BLANK.sub("", line.lstrip("#")) for line in islice(printed, _HEAD_LINES)]
    at, title = _find_title(lines)
    year = _YEAR.search(title) or _YEAR.search(document.text)
    organ = _organ(title)
    if title and not organ and at and _ORGAN_LINE.fullmatch(lines[at - 1]):
        organ = _organ(lines[at - 1])
    return Cover(title, int(year[1]) if year else None, organ)


def _find_title(lines: Sequence[str]) -> tuple[int, str]:
    """Find the first title, which may be broken into a few lines; blanks in it are of no meaning."""
    for count in range(1, _TITLE_LINES + 1):
        for at in range(len(lines) - count + 1):
            joined = "".join(lines[at : at + count])
            if _TITLE.fullmatch(joined):
                return at, joined
    return 0, ""


def _organ(title: str) -> str:
    """Name the organ of a title: what stands before the year, else what stands behind it; a bare 镇 is no name."""
    bare = re.sub(rf"{_KIND}|关于|[《》（）()\s]", "", title)
    before, _, behind = _YEAR_TEXT.sub("\0", bare, count=1).partition("\0")
    organ = _YEAR_TEXT.sub("", before) or _YEAR_TEXT.sub("", behind)
    return "" if _NO_NAME.fullmatch(organ) else organ
