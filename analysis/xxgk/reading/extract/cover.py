"""What the head of a report says of itself: its title, the year, the organ."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from xxgk.reading.documents import Document

_KIND = r"(?:(?<!人民)政府)?信息公开(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:年度)?(?:报告|年报)"
_NUMBER = r"(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})"
# 2016年, 2016年度; of several years 2008-2012年, of a school 2016—2017学年度, which may be written 2016-17学年.
_YEARS = rf"{_NUMBER}(?:年?[-—–－~～/／至到]{{1,2}}(?:{_NUMBER}|\d{{2}}))?"
_OF_YEARS = r"学?年度?(?:第[一二]学期)?"
_YEAR_BEHIND = rf"(?:[（(]{_YEARS}(?:{_OF_YEARS})?[)）])?"
_TITLE = re.compile(rf"[^，,。；;：:\n]{{0,60}}{_KIND}{_YEAR_BEHIND}")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:\s*年|(?=[)）]))")
_YEAR_TEXT = re.compile(rf"({_YEARS})(?:{_OF_YEARS}|(?=[)）]))")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NO_NAME = re.compile(r"[省市县区镇乡局委厅办]|街道|本级|某?单位")
_BESIDE = re.compile(rf"{_KIND}|关于|[《》（）()\s]")
_BLANK = re.compile(r"\s+")
# Above a title that names no organ; the year may stand behind it there.
_ORGAN_LINE = re.compile(rf"[一-鿿（）()]{{2,30}}?(?:{_YEARS}{_OF_YEARS}|[（(]{_YEARS}(?:{_OF_YEARS})?[)）])?")
_PERIOD_LINE = re.compile(
    rf"[（(]{_YEARS}[)）]|(?=.*年)[（(]?[\d〇○零一二三四五六七八九十年月第学期度至到./／~～—–－-]+[)）]?"
)
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
        The title is the first near the top, in one line or a few, without its blanks; the year is the title's, of
        several years the last, else the first that the text names; the organ is what the title names beside year and
        kind, or the line above it.
    """
    printed = (line for line in document.text.splitlines() if line.strip())
    lines = [_BLANK.sub("", line.lstrip("#")) for line in islice(printed, _HEAD_LINES)]
    at, title = _find_title(lines)
    year, organ = _year(title), _organ(title)
    above = [line for line in lines[:at] if not _PERIOD_LINE.fullmatch(line)]
    if title and not organ and above and _ORGAN_LINE.fullmatch(above[-1]):
        organ = _organ(above[-1])
        year = year or _year("".join(lines[lines.index(above[-1]) : at]))
    if year is None and (named := _YEAR.search(document.text)):
        year = int(named[1])
    return Cover(title, year, organ)


def _find_title(lines: Sequence[str]) -> tuple[int, str]:
    """Find the first title, which may be broken into a few lines; blanks in it are of no meaning."""
    for count in range(1, _TITLE_LINES + 1):
        for at in range(len(lines) - count + 1):
            joined = "".join(lines[at : at + count])
            if _TITLE.fullmatch(joined):
                return at, joined
    return 0, ""


def _year(title: str) -> int | None:
    """Read the year that a title names; of several, of a school year for one, the last."""
    if not (years := _YEAR_TEXT.search(title)):
        return None
    digits = re.sub(r"\D", "", years[1].translate(_DIGITS))
    return int(digits[-4:] if len(digits) % 4 == 0 else digits[:2] + digits[-2:])


def _organ(title: str) -> str:
    """Name the organ of a title: what stands before the year, else what stands behind it; a bare 镇 is no name."""
    before, _, behind = (re.sub(_BESIDE, "", part) for part in _YEAR_TEXT.sub("\0", title, count=1).partition("\0"))
    organ = before or _YEAR_TEXT.sub("", behind)
    return "" if _NO_NAME.fullmatch(organ) else organ
