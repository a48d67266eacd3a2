"""Figures: a number with its hedges, scale and unit, read exactly."""

import re
from collections.abc import Iterator
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal

from msgspec import Struct
from msgspec.structs import replace

from xxgk.reading.quantities.lexicon import (
    AFTER,
    BEFORE,
    CHINESE,
    COUNTED_FROM_ZERO,
    COUNTS_ZERO,
    DURATIONS,
    HAN,
    NOT_AFTER,
    NOUNS,
    PLACES,
    SCALES,
    TAIL,
    UNIT,
    UNITS,
    alternatives,
)

# A printed figure may have any number of digits; none of them may be rounded away.
EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)

_SCALE = "".join(SCALES)
# Blanks group thousands only where a unit says that it is one number: in a row of cells they part numbers.
_GROUPED = (
    rf"(?<![0-9][^\S\n])[0-9]{{1,3}}(?:[^\S\n][0-9]{{3}}(?![0-9]))++(?:\.[0-9]++)?"
    rf"(?=[^\S\n]?(?:[{_SCALE}多余%‰]|{UNIT})|\Z)"
)
_ARABIC = rf"(?:{_GROUPED}|(?:[0-9]{{1,3}}(?:,[0-9]{{3}}(?![0-9]))++|[0-9]++)(?:\.[0-9]++)?)"
_HEDGE = "|".join(
    (f"(?<![{NOT_AFTER[word]}])" if NOT_AFTER.get(word) else "") + word
    for word in sorted(BEFORE, key=len, reverse=True)
)
# A minus only where a number can begin: elsewhere it joins two (3-5件) or is part of a name (歼-20). Behind other
# words than those that say how much, it parts a label from its figure (申请-5件), save before a rate.
_MINUS = (
    r"(?:(?:(?<![^\s(:,，;、=|长降为减幅率是达度])|(?<=增加|减少|增减|变化|同比|环比))[-−﹣](?=[0-9])"
    rf"|(?<=[{HAN}])(?<![{CHINESE}])[-−﹣](?=[0-9][0-9.,]*+[^\S\n]?(?:[%‰]|个?百分点)))"
)
_BEGINNING = f"(?=[0-9{CHINESE}−﹣{''.join(sorted({word[0] for word in BEFORE}))}-])"  # looked at first, for speed
FIGURE = re.compile(
    rf"{_BEGINNING}(?:(?P<before>{_HEDGE})\s?)?(?P<number>(?P<minus>{_MINUS})?(?P<rate>百分之|千分之)?"
    rf"(?:(?P<arabic>{_ARABIC}(?:[{_SCALE}]++{_ARABIC})*+)"
    rf"|(?P<chinese>(?<![{CHINESE}])[{CHINESE}]{{1,20}}+(?![{CHINESE}])(?:点[{CHINESE}]{{1,20}}+)?))"
    rf"(?:\s?(?P<after>[多余]|来(?=[{_SCALE}个条件家名])))?(?:[^\S\n]?(?P<scale>[{_SCALE}]{{1,4}}+))?(?P<late>[多余])?"
    r"(?:[^\S\n]?(?P<percent>[%‰﹪]))?)"
)
_SEGMENT = re.compile(rf"({_ARABIC})([{_SCALE}]*)")
_GROUPING = re.compile(r"[,\s]")
_UNIT_AFTER = re.compile(rf"[^\S\n]{{0,2}}(?P<unit>{UNIT}|{alternatives(PLACES)})")
_TAIL = re.compile(
    r"[^\S\n]?(?:及|或|\(含\)|含)?(?P<tail>以上|以下(?!简称)|以内|之内|内(?!容|部|外|资|地|设)"
    r"|左右|上下(?!联动|级|游|贯通)|[多余](?![种元样次地方]))"
)
# Single numerals; 万 alone, whose mantissa is empty, is one 万.
_SINGLE = {digit: value for value, digit in enumerate("零一二三四五六七八九十")} | {
    "": 1, "〇": 0, "两": 2, "百": 100, "千": 1000
}  # fmt: skip
_CHINESE_NUMBER = re.compile(rf"[{CHINESE}]|[{CHINESE}]*[十百千万亿点][{CHINESE}]*")

# A number without a unit is a figure after one of these, at the end of a phrase.
_CUE = re.compile(r"[为是达到共计数量占至加少长降比:=]\s?\Z")
# After one of these, digits count something though its classifier be unknown (摆放展板45扇).
_COUNTED = re.compile(
    r"(?:发放|发送|印制|制作|编制|编印|设立|设置|建立|建成|配备|摆放|悬挂|张贴|安装|更新|开设|开辟|举办|组织|新增)\Z"
)
# Digits right before these count them (受理6申请, 配备80(专职、兼职)工作人员).
_COUNTED_NOUN = re.compile(r"(?:\([^()\d\n]{1,20}\))?(?:申请|信息公开申请|政府信息公开申请|工作人员)")
_WORD = re.compile(rf"[{HAN}]")
# One character between a number and the end of its phrase is its classifier, unless it makes a name (95后, 3楼).
_CLASSIFIER = re.compile(rf"[{HAN}](?<![后强时点楼层级型版线号路网码度和及与等的])(?=[,，;。、:)\n]|\Z)")
_PHRASE_GOES_ON = re.compile(rf"[A-Za-z{HAN}0-9/*×+]")
JOINT = re.compile(r"\s?(?:以及|[、,，和及与]|(?P<range>[至到]|[~～—–-]{1,2}))\s?")


class Figure(Struct, frozen=True, gc=False):
    """A candidate: a number with what was printed round it, not yet accepted."""

    start: int
    end: int
    after_unit: int
    value: Decimal
    scale: str
    unit: str
    qualifier: str
    chinese: bool
    accepted: bool


def exponent(scale: str) -> int:
    """Add up the powers of ten of a scale: 百万 is 6."""
    return sum(SCALES[character] for character in scale)


def arabic_segments(digits: str) -> list[tuple[Decimal, int]]:
    """Split digits with scales into numbers and their powers of ten: 1亿2000万 is (1, 8), (2000, 4)."""
    if digits.isdecimal():
        return [(Decimal(digits), 0)]
    return [(Decimal(_GROUPING.sub("", number)), exponent(scale)) for number, scale in _SEGMENT.findall(digits)]


def read_number(match: re.Match[str]) -> Decimal | None:
    """Read the number of a match of ``FIGURE``.

    Parameters
    ----------
    match
        What ``FIGURE`` found.

    Returns
    -------
    Decimal or None
        The value in base units, exact; None where the numerals make no number (三万亿亿, 5万3亿).
    """
    scale = match["scale"] or ""
    if match["chinese"]:
        value = _read_chinese(match["chinese"])
        value = None if value is None else EXACT.scaleb(value, exponent(scale))
    else:
        segments = arabic_segments(match["arabic"] + scale)
        powers = [power for _, power in segments]
        value = Decimal(0)
        for number, power in segments:
            value = EXACT.add(value, EXACT.scaleb(number, power))
        value = value if powers == sorted(set(powers), reverse=True) else None
    return EXACT.minus(value) if value is not None and match["minus"] else value


def _read_chinese(numeral: str) -> Decimal | None:
    """Read a Chinese numeral; 百万 and 千 stand for one of their kind."""
    if not _CHINESE_NUMBER.fullmatch(numeral):
        return None
    mantissa = numeral.rstrip("万亿")
    if "万" in mantissa or "亿" in mantissa:
        mantissa = numeral
    power = exponent(numeral[len(mantissa) :])
    if mantissa in _SINGLE:
        return EXACT.scaleb(Decimal(_SINGLE[mantissa]), power)
    from cn2an import cn2an  # 0.2 s to import, and most reports print digits

    try:
        value = cn2an("一" + mantissa if mantissa[0] in "百千" else mantissa, "smart")
    except (ValueError, KeyError):  # cn2an answers some malformed numerals (亿三) with a KeyError
        return None
    return EXACT.scaleb(Decimal(str(value)), power)


def candidates(text: str) -> Iterator[Figure]:
    """Find the numbers of a normalised text, each with what is printed next to it."""
    for match in FIGURE.finditer(text):
        value = read_number(match)
        if value is not None:
            yield _candidate(text, match, value)


def _candidate(text: str, match: re.Match[str], value: Decimal) -> Figure:
    """Add unit and hedges to a number, and say whether it counts by itself."""
    start, end = match.span()
    unit, after_unit = _read_unit(text, match)
    hedge = match["before"] or ""
    if hedge == "近" and unit in DURATIONS:  # 近三年 is the last three years, not almost three
        hedge, start = "", match.start("number")
    suffix = match["after"] or match["late"] or ""
    tail = _TAIL.match(text, after_unit)
    if tail and tail["tail"] == "内" and unit not in DURATIONS:
        tail = None
    if tail and tail["tail"] in AFTER and not (unit in DURATIONS or unit in ("倍", "成")):
        tail = None
    if tail:
        end = after_unit = tail.end()
    qualifier = BEFORE.get(hedge) or AFTER.get(suffix) or (TAIL[tail["tail"]] if tail else "exact")
    chinese = match["chinese"] or ""
    scale = match["scale"] or chinese[len(chinese.rstrip("万亿")) :]
    figure = Figure(start, end, after_unit, value, scale, unit, qualifier, bool(chinese), False)
    return replace(figure, accepted=_counts(text, match, figure, bool(tail)))


def _read_unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    if match["rate"] or match["percent"]:
        sign = "‰" if match["rate"] == "千分之" or match["percent"] == "‰" else "%"
        return sign, match.end()
    unit = _UNIT_AFTER.match(text, match.end())
    if unit is None or (match["chinese"] and unit["unit"] not in UNITS):
        return "", match.end()
    name = "个百分点" if unit["unit"] == "百分点" else unit["unit"]
    return name, unit.end()


def _counts(text: str, match: re.Match[str], figure: Figure, tail: bool) -> bool:
    """Tell whether a number is a figure by what stands next to it."""
    hedged = bool(match["before"] or match["after"] or match["late"] or tail)
    before = text[max(0, figure.start - 2) : figure.start]
    if match["chinese"] and not match["rate"]:
        if match["chinese"] in (
            "零",
            "〇",
        ):  # 零件, 零投诉 are words; 为零 and, at the end, 申请零件 are none
            plain = figure.unit in COUNTED_FROM_ZERO and figure.unit != "件"
            counted = plain or (figure.unit == "件" and before.endswith((*NOUNS, *COUNTS_ZERO)))
            cue = before.endswith("为") or counted
            return cue and ends_phrase(text, figure.after_unit)
        bare_scale = not match["chinese"].strip("百千万亿")  # 百姓, 千家, 万个: a word unless hedged
        return bool(figure.unit) and (hedged or not bare_scale)
    if figure.unit or figure.scale or hedged:
        return True
    if "." not in match["arabic"] and _COUNTED_NOUN.match(text, figure.end) and _WORD.search(before[-1:]):
        return True
    if before.endswith(NOUNS):
        return ends_phrase(text, figure.end)
    if _CLASSIFIER.match(text, figure.end) or (_COUNTED.search(before) and _WORD.match(text, figure.end)):
        return True
    return bool(match["minus"] or _CUE.search(before)) and ends_phrase(text, figure.end)


def ends_phrase(text: str, end: int) -> bool:
    """Tell whether nothing goes on behind a number, save a further number."""
    return _PHRASE_GOES_ON.match(text, end) is None or JOINT.match(text, end) is not None
