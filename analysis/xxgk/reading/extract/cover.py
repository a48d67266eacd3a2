"""What the head of a report says of itself: its title, the year, the organ."""

import re
from dataclasses import dataclass

from xxgk.reading.documents import Document

_KIND = r"(?:政府)?信息公开(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:年度)?报告"
_YEAR_BEHIND = r"(?:[（(](?:19|20)\d{2}年?度?[)）])?"
_TITLE = re.compile(rf"[^，,。；;：:\n]{{0,60}}{_KIND}{_YEAR_BEHIND}")
_YEAR = re.compile(r"((?:19|20)\d{2})(?:年|(?=[)）]))")
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
        The title is the first line near the top that is one; the year is the title's, else the first that the
        text names; the organ is what the title names beside year and kind.
    """
    lines = [line.lstrip("#").strip() for line in document.text.splitlines() if line.strip()][:_HEAD_LINES]
    title = next((match[0].strip() for line in lines if (match := _TITLE.fullmatch(line))), "")
    year = _YEAR.search(title) or _YEAR.search(document.text)
    organ = re.sub(rf"{_YEAR.pattern}度?|{_KIND}|关于|[《》（）()\s]", "", title)
    return Cover(title, int(year[1]) if year else None, organ)
