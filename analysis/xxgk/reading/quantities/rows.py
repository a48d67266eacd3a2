"""Numbers in a row: those without a unit that take their neighbour's."""

import re
from decimal import Decimal

from msgspec.structs import replace

from xxgk.reading.quantities.figures import EXACT, JOINT, Figure, candidates, ends_phrase, exponent
from xxgk.reading.quantities.lexicon import DURATIONS, HAN, RATES

# A bare number is a member of a list behind a noun that takes no number as its name (附件1, 5楼, 热线12345).
# Or it is one of a row of numbers in a bracket: 488条(483、1、4).
_MEMBER_NOUN = re.compile(
    rf"(?:[(、](?<=[{HAN}][(]|[0-9][(、])"
    rf"|办公室|[{HAN}”)](?<![第号表图型版楼室院座栋路线机箱码编站群址网级区段期届])"
    r"(?<!附件|附录|电话|热线|传真|平台|邮编|拨打|联系|服务|方式))[\s:]?\Z"
)
_MEMBER_END = re.compile(r"\s?(?:[,，;；。、)]|\Z|\n)")
_MOST_IN_ROW = 20
_TOTAL = re.compile("[共合总]计|总共|相加")
_SENTENCE_END = re.compile(r"[。\n!?]")


def find_figures(text: str) -> list[Figure]:
    """Find the figures of a normalised text from which everything that is none has been taken out.

    Parameters
    ----------
    text
        Normalised text, exclusions masked.

    Returns
    -------
    list of Figure
        In order; a number without a unit is among them only where the phrase or its list says that it counts.
    """
    found = list(candidates(text))
    if len(found) == 1 and _is_cell(text, found[0]):
        return found
    for index in range(len(found) - 2, -1, -1):
        found[index] = _share_unit(text, found[index], found[index + 1])
    _share_list_unit(text, found)
    for index in range(1, len(found)):
        left, right = found[index - 1], found[index]
        if left.accepted and not left.unit and not right.accepted and ends_phrase(text, right.end):
            joined = JOINT.fullmatch(text, left.after_unit, right.start) is not None
            found[index] = replace(right, accepted=joined and not right.chinese)
    return [figure for figure in found if figure.accepted]


def _share_list_unit(text: str, found: list[Figure]) -> None:
    """Give a bare number at the end of a phrase the unit of the figure before it (公开60件，部分公开30，)."""
    unit: str | None = None
    last = 0
    for index, figure in enumerate(found):
        if _SENTENCE_END.search(text, last, figure.start):
            unit = unit if "\n" not in text[last : figure.start] and _opens_row(text, found, index) else None
        touching, last = figure.start == last, figure.after_unit
        if figure.accepted and figure.unit not in RATES and figure.unit not in DURATIONS:
            if figure.unit and _TOTAL.search(text, max(0, figure.start - 4), figure.start):
                _share_backwards(text, found, index)
            unit = figure.unit
        elif unit is not None and not touching and _is_member(text, figure):
            found[index] = replace(figure, unit=unit, accepted=True)


def _opens_row(text: str, found: list[Figure], index: int) -> bool:
    """Tell whether bare numbers that begin a sentence make the figure before it: 答复9件。公开6、不予公开3。."""
    total, last = Decimal(0), found[index].start
    for figure in found[index : index + _MOST_IN_ROW]:
        if not _is_member(text, figure) or _SENTENCE_END.search(text, last, figure.start):
            return False
        total, last = EXACT.add(total, figure.value), figure.end
        if total == found[index - 1].value:
            return figure is not found[index]
    return False


def _share_backwards(text: str, found: list[Figure], total: int) -> None:
    """Give bare numbers before their total its unit: 甲12，乙9，丙16，总计37条."""
    first = total
    while first and _is_member(text, found[first - 1]):
        if _SENTENCE_END.search(text, found[first - 1].end, found[first].start):
            break
        first -= 1
    if total - first > 1:
        for index in range(first, total):
            found[index] = replace(found[index], unit=found[total].unit, accepted=True)


def _is_member(text: str, figure: Figure) -> bool:
    """Tell whether a bare number can be one of a list: a noun before it, and the end of its phrase behind it."""
    if figure.chinese or figure.unit or figure.accepted or figure.value % 1 or figure.value < 0:
        return False
    before = text[max(0, figure.start - 4) : figure.start]
    return _MEMBER_NOUN.search(before) is not None and _MEMBER_END.match(text, figure.end) is not None


def _is_cell(text: str, figure: Figure) -> bool:
    """Tell whether digits are the whole text, as in the cell of a table; a Chinese numeral would be a label."""
    return not figure.chinese and text.strip() == text[figure.start : figure.end]


def _share_unit(text: str, figure: Figure, following: Figure) -> Figure:
    """Give a number of a list or range (3、12、45件; 3至5万件) the unit that is printed once, at the end."""
    if figure.unit or not following.accepted or not following.unit:
        return figure
    joint = JOINT.fullmatch(text, figure.after_unit, following.start)
    if joint is None:
        return figure
    value = figure.value
    if joint["range"] and not figure.scale:
        value = EXACT.scaleb(value, exponent(following.scale))
    return replace(figure, value=value, unit=following.unit, accepted=True)
