"""What one cell says: a number with its unit, or nothing that could be counted."""

import re
from dataclasses import dataclass
from decimal import Decimal

from xxgk.reading.forms.layouts import half_width
from xxgk.reading.quantities import decimal_text, find_quantities

# Ways of printing that there is nothing to count. They are not zero.
NOTHING = frozenset(("/", "\\", "-", "--", "—", "——", "–", "―", "*", "无", "不适用", "N/A", "n/a", "／"))
# A line drawn through a cell is of any length.
_STROKES = re.compile(r"[-－﹣‐-―−─━/／\\＼]+")

UNIT = re.compile(r"[万亿]?元|人次|场次|件次|条|件|次|个|项|人|篇|份|宗")

# A change may be signed in words (增3, 减5), and a unit may stand in brackets.
_NUMBER = re.compile(
    r"\s*(?P<printed>(?:(?P<more>增加?|新增|\+)|(?P<less>减少?|-))?\s?(?P<number>(?:\d{1,3}(?:[,\s]\d{3})+|\d+)(?:\.\d+)?)"
    r"\s?(?P<scale>[万亿]?))\s*\(?(?P<unit>" + UNIT.pattern + r")?\)?\s*"
)
_MONEY = re.compile(r"(?P<scale>[百千万亿]*)元")
# A mark that leads to a note below the table is no digit of the figure before it.
_NOTE_MARK = re.compile(r"(?<=\d)\s*(?:[①-⑳⁰¹²³⁴-⁹*＊†‡]+|\[\d{1,2}\]|[(（\[]?注\s*\d{0,2}[)）\]]?)\s*\Z")
# A full stop before three digits is a decimal point here and a thousands mark elsewhere; a count has no decimals.
_DOTTED = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+")
_RELATIVE = frozenset(("%", "％", "‰", "个百分点", "百分点", "倍"))
_POWERS = {"百": 2, "千": 3, "万": 4, "亿": 8}


@dataclass(frozen=True, slots=True)
class Value:
    """A cell as read.

    `value` is a decimal in base units, and blank where nothing is printed, where the cell says that there is nothing to
    count, or where it cannot be read; `problem` says why: ``unreadable``, ``two_figures``, ``dotted``, ``no_unit``, or
    ``content`` where the cell shows something that was not read.
    """

    value: str = ""
    unit: str = ""
    qualifier: str = "exact"
    printed: str = ""
    start: int = 0
    end: int = 0
    problem: str = ""


def is_nothing(text: str) -> bool:
    """Tell whether a cell has no figure: blank, a sign or word for nothing to count, dashes or strokes.

    Examples
    --------
    >>> is_nothing(" ———— "), is_nothing("不适用"), is_nothing("0")
    (True, True, False)
    """
    bare = text.strip()
    return not bare or bare in NOTHING or _STROKES.fullmatch(bare) is not None


def is_value(text: str) -> bool:
    """Tell whether a cell is no label: blank, a number, or a sign for nothing."""
    return is_nothing(text) or _NUMBER.fullmatch(half_width(text.strip())) is not None


def is_dotted(text: str) -> bool:
    """Tell whether the full stops of a figure may part thousands: 4.185."""
    return _DOTTED.fullmatch(half_width(text.strip())) is not None


def money_unit(label: str) -> str:
    """Find the unit of money that a heading or a cell names: 元, 万元 ..., or nothing."""
    found = _MONEY.search(label)
    return found[0] if found else ""


def read_value(text: str, kind: str, unit: str, lines: int = 1) -> Value:
    """Read a cell.

    Parameters
    ----------
    text
        The cell's text.
    kind
        What may stand in it: ``count``, ``signed`` or ``amount`` (`xxgk.reading.forms.layouts.Column`).
    unit
        Unit of the cells of its row or column; of an amount, the unit that the headings print, if any.
    lines
        On how many lines the cell is printed: only on one line can a blank part thousands.
    """
    text = _without_mark(text)
    bare = text.strip()
    start = text.index(bare)
    if is_nothing(bare):
        return Value(unit=_base(unit), printed=bare, start=start, end=start + len(bare))
    match = _NUMBER.fullmatch(half_width(text))
    if match is None:
        return _hedged(text, kind, unit)
    if lines > 1 and len(match["number"].split()) > 1:
        return _unread(text, "two_figures")
    if is_dotted(bare) and (kind != "amount" or bare.count(".") > 1):
        return _unread(text, "dotted")
    start, end = match.span("printed")
    end = start + len(text[start:end].rstrip())
    printed_unit = match["scale"] + money_unit(match["unit"] or "") or money_unit(unit)
    if kind == "amount" and not printed_unit:
        return Value(printed=text[start:end], start=start, end=end, problem="no_unit")
    power = _power(printed_unit if kind == "amount" else match["scale"])
    number = Decimal(re.sub(r"[,\s]", "", match["number"])).scaleb(power)
    base = "元" if kind == "amount" else unit
    return Value(decimal_text(-number if match["less"] else number), base, "exact", text[start:end], start, end)


def _hedged(text: str, kind: str, unit: str) -> Value:
    """Read a cell that is worded like prose (约25万元); more than one figure is too much."""
    quantities, _ = find_quantities(text)
    dotted = is_dotted(text)
    if len(quantities) != 1 or dotted:
        return _unread(text, "dotted" if dotted else "two_figures" if len(quantities) > 1 else "unreadable")
    (one,) = quantities
    if one.unit in _RELATIVE or (kind != "amount" and one.unit.endswith("元")) or _is_cut(text, one.start, one.end):
        return _unread(text, "unreadable")
    if kind == "amount" and one.unit != "元":
        return Value(printed=one.printed, start=one.start, end=one.end, problem="no_unit")
    return Value(decimal_text(one.value), one.unit or unit, one.qualifier, one.printed, one.start, one.end)


def _without_mark(text: str) -> str:
    mark = _NOTE_MARK.search(text)
    return text[: mark.start()] if mark and mark.start() else text


def _is_cut(text: str, start: int, end: int) -> bool:
    """Tell whether what touches a figure may be a part of it: a letter (1O), another digit of another script."""
    beside = text[max(start - 1, 0) : start] + text[end : end + 1]
    return any(one.isascii() and (one.isalnum() or one in ".,%") for one in half_width(beside))


def _unread(text: str, problem: str) -> Value:
    bare = text.strip()
    start = text.index(bare)
    return Value(printed=bare, start=start, end=start + len(bare), problem=problem)


def _power(unit: str) -> int:
    return sum(_POWERS.get(character, 0) for character in unit)


def _base(unit: str) -> str:
    return "元" if unit.endswith("元") else unit
