"""What may stand in a cell of a data folder's tables: as people and spreadsheets write it, and as it is kept."""

import re
import unicodedata
from datetime import date
from typing import Annotated

from msgspec import Meta

from xxgk.reading.base.paths import ALL

# Where a file of facts leaves an offset blank: the figure's place is known, its span in the text is not.
NO_OFFSET = -1
ID_LENGTH = 80
# With what is put before and behind it, an id is the name of a file; the shortest limit in use is 143 bytes.
ID_BYTES = 120
ID_RULE = (
    f"up to {ID_LENGTH} letters, digits, hyphens and underscores, beginning with a letter or digit "
    f"(and at most {ID_BYTES} bytes, which are {ID_BYTES // 3} Chinese characters)"
)
ID_RULE_ZH = (
    f"最多 {ID_LENGTH} 个字母、数字、连字符和下划线，以字母或数字开头"
    f"（至多 {ID_BYTES} 字节，即 {ID_BYTES // 3} 个汉字）"
)
_ID = re.compile(rf"[^\W_][\w-]{{0,{ID_LENGTH - 1}}}")
_GROUPED = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+)(\.\d+)?")
_SIGNS = str.maketrans("−﹣", "--")
_ZEROS = re.compile(r"(-?\d+)\.0+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def as_written(cell: str) -> str:
    """Leave a quotation from a report as it is."""
    return cell


def bare(cell: str) -> str:
    """Take the blanks off both ends, those of Chinese text and the unseen ones included.

    Examples
    --------
    >>> bare("　hebei-2016 ")
    'hebei-2016'
    """
    return cell.strip().strip("\u200b\ufeff").strip()


def plain_number(cell: str) -> str:
    """Write a number as a plain decimal: half-width, without thousands separators; anything else stays as it is.

    Examples
    --------
    >>> plain_number(" 1,711 "), plain_number("６０"), plain_number("-0.50"), plain_number("1,7")
    ('1711', '60', '-0.50', '1,7')
    """
    text = bare(unicodedata.normalize("NFKC", cell)).translate(_SIGNS)
    grouped = _GROUPED.fullmatch(text)
    return "".join(part or "" for part in grouped.groups()).replace(",", "") if grouped else text


def whole_number(cell: str) -> str:
    """Write a whole number plainly; a spreadsheet may have put a decimal point and zeros behind it.

    Examples
    --------
    >>> whole_number("2016.0"), whole_number("2017.5")
    ('2016', '2017.5')
    """
    text = plain_number(cell)
    found = _ZEROS.fullmatch(text)
    return found[1] if found else text


def offset(cell: str) -> str:
    """Write an offset into a text plainly; where it is blank, the span of the figure is not known."""
    return whole_number(cell) or str(NO_OFFSET)


def optional_number(cell: str) -> str | None:
    """Write a whole number plainly, and none where the cell is blank."""
    return whole_number(cell) or None


def iso_day(cell: str) -> str:
    """Write a day as ISO 8601 does, where its year stands first; anything else stays as it is.

    Examples
    --------
    >>> iso_day("2017/3/28"), iso_day("2017年3月28日"), iso_day("28/3/2017")
    ('2017-03-28', '2017-03-28', '28/3/2017')
    """
    text = bare(unicodedata.normalize("NFKC", cell))
    found = _DAY.fullmatch(text)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else text


def is_day(text: str) -> bool:
    """Tell whether a text is a day as ISO 8601 writes it, or blank.

    Examples
    --------
    >>> is_day("2017-03-28"), is_day("2017-02-30"), is_day("")
    (True, False, True)
    """
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_report_id(text: str) -> bool:
    """Tell whether an id can be the name of a file wherever one is made of it.

    Examples
    --------
    >>> is_report_id("hebei-2016"), is_report_id("../../etc"), is_report_id("河" * 80)
    (True, False, False)
    """
    # "all" stands for every report.
    return text != ALL and _ID.fullmatch(text) is not None and len(text.encode("utf-8", "surrogatepass")) <= ID_BYTES


# `title` says what is expected and `read` how a cell is written plainly; the pattern is what is kept.
Text = Annotated[str, Meta(title="text", extra={"read": bare})]
Quote = Annotated[str, Meta(title="text", extra={"read": as_written})]
Qualifier = Annotated[
    str,
    Meta(
        pattern="^(exact|over|nearly|about|at_least|at_most|none|)$",
        title="one of exact, over, nearly, about, at_least, at_most, none",
        extra={"read": bare},
    ),
]
Number = Annotated[
    str,
    Meta(
        pattern=r"^(-?[0-9]+(\.[0-9]+)?)?$",
        title="a plain decimal, e.g. 1711 or 32.72",
        extra={"read": plain_number, "type": "number"},
    ),
]
Offset = Annotated[int, Meta(ge=NO_OFFSET, title="a whole number", extra={"read": offset, "type": "integer"})]
Year = Annotated[
    int,
    Meta(ge=1000, le=9999, title="a year of four digits, e.g. 2016", extra={"read": whole_number, "type": "integer"}),
]
YearOrNone = Annotated[
    int | None,
    Meta(title="a year of four digits, e.g. 2016, or blank", extra={"read": optional_number, "type": "integer"}),
]
Day = Annotated[str, Meta(title="a day, e.g. 2017-03-28", extra={"read": iso_day, "fits": is_day})]
Hash = Annotated[
    str, Meta(pattern="^([0-9a-f]{64})?$", title="a SHA-256 of 64 hexadecimal digits", extra={"read": bare})
]
ReportId = Annotated[str, Meta(title=f"an id: {ID_RULE}", extra={"read": bare, "fits": is_report_id})]
