"""Numbers for readers. What is not known is a dash, never 0."""

import math
from collections.abc import Iterable
from decimal import Decimal
from numbers import Real

from xxgk.reading.measures import FEW, TIMES, share
from xxgk.show.words import pick, unit_name

UNKNOWN = "—"
_WAN, _YI = 10**4, 10**8
# Scale words that shorten a number in a tile or beside a bar: the least number, its divisor, the word.
_SCALES = {"zh": ((_YI, "亿"), (_WAN, "万")), "en": ((10**9, " billion"), (10**6, " million"))}
_HEDGES = {
    "over": ("超过{}", "more than {}"),
    "nearly": ("近{}", "nearly {}"),
    "about": ("约{}", "about {}"),
    "at_least": ("至少{}", "at least {}"),
    "at_most": ("不超过{}", "at most {}"),
}


def count(value: float | int | None, lang: str = "zh") -> str:
    """Write a number in full, digits in groups of three.

    Examples
    --------
    >>> count(1050175), count(95.30), count(float("nan"))
    ('1,050,175', '95.3', '—')
    """
    pick(lang, "", "")
    if _unknown(value):
        return UNKNOWN
    number = Decimal(str(value))
    text = f"{number:,f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace("-", "−")


def short(value: float | int | None, lang: str) -> str:
    """Write a number so that it fits beside a bar: with 万 and 亿 in Chinese, with million in English.

    Examples
    --------
    >>> short(1050175, "zh"), short(1050175, "en"), short(13052, "zh"), short(5230, "zh")
    ('105.02万', '1.05 million', '1.31万', '5,230')
    """
    if _unknown(value):
        return UNKNOWN
    for least, word in _SCALES[pick(lang, "zh", "en")]:
        if abs(value) >= least:
            return f"{count(round(float(value) / least, 2), lang)}{word}"
    return count(value, lang)


def full(value: float | int | None, lang: str) -> str:
    """Write a number without losing a digit, with 万, 亿 or million where two decimals are enough for that.

    Examples
    --------
    >>> full(93.5e8, "zh"), full(260000, "zh"), full(744951, "zh"), full(30_000_000, "en")
    ('93.5亿', '26万', '744,951', '30 million')
    """
    return count(value, lang) if _unknown(value) or not _is_round(value, lang) else short(value, lang)


def _is_round(value: float | int, lang: str) -> bool:
    """Tell whether `short` keeps every digit of a number."""
    scale = next((least for least, _ in _SCALES[pick(lang, "zh", "en")] if abs(value) >= least), 1)
    return Decimal(str(value)) * 100 % scale == 0


def percent(value: float | None, places: int = 2) -> str:
    """Write a percentage, zeros at the end kept, so that rates of one table line up.

    Examples
    --------
    >>> percent(32.7151), percent(144, 0)
    ('32.72%', '144%')
    """
    return UNKNOWN if _unknown(value) else f"{value:,.{places}f}%".replace("-", "−")


def portion(part: float | None, whole: float | None, lang: str, places: int = 2, unit: str = "件") -> str:
    """Write which share of `whole` the `part` is; of few cases the cases, of which a percentage would say too much.

    Examples
    --------
    >>> portion(81, 466, "en"), portion(1, 2, "en"), portion(1, 2, "zh")
    ('17.38%', '1 of 2 cases', '2件中1件')
    """
    if _unknown(part) or _unknown(whole) or not 0 < whole < FEW:
        return percent(share(part, whole), places)
    counted = unit or "件"
    cases = " cases" if counted == "件" and whole != 1 else " case" if counted == "件" else ""
    some, all_of_them = count(part, lang), count(whole, lang)
    return pick(lang, f"{all_of_them}{counted}中{some}{counted}", f"{some} of {all_of_them}{cases}")


def in_brackets(part: float | None, whole: float | None, lang: str, places: int = 2) -> str:
    """Write which share of `whole` the `part` is behind a figure; nothing of few cases, or of a whole not known.

    Examples
    --------
    >>> in_brackets(81, 466, "en", 1), in_brackets(1, 2, "en"), in_brackets(81, 466, "zh")
    (' (17.4%)', '', '（17.38%）')
    """
    if _unknown(part) or _unknown(whole) or 0 <= whole < FEW:
        return ""
    return pick(lang, "（{}）", " ({})").format(percent(share(part, whole), places))


def points(value: float | None, lang: str, places: int = 2) -> str:
    """Write a change of a rate: it is in percentage points, not in per cent."""
    if _unknown(value):
        return UNKNOWN
    return f"{value:+,.{places}f}".replace("-", "−") + pick(lang, "个百分点", " percentage points")


def between(low: float, high: float, places: int = 2) -> str:
    """Write the percentages that bound a rate; one where they meet."""
    ends = [percent(low, places), percent(high, places)]
    return ends[0] if ends[0] == ends[1] else "–".join(ends)


def hedged(text: str, qualifier: str, lang: str) -> str:
    """Keep the hedge of an approximate figure.

    Examples
    --------
    >>> hedged("3万", "over", "zh"), hedged("30,000", "over", "en")
    ('超过3万', 'more than 30,000')
    """
    return pick(lang, *_HEDGES.get(qualifier, ("{}", "{}"))).format(text)


def unsigned(printed: str, rate_pct: float, lang: str) -> str:
    """Write a printed growth rate where words say its direction; in English, which has no word for 倍, in per cent."""
    if lang == "en" and printed.endswith(TIMES):
        return f"{abs(rate_pct):g}%"
    return printed.lstrip("-－−+＋")


def signed(printed: str, rate_pct: float, lang: str) -> str:
    """Write a printed growth rate with its sign."""
    return f"{'+' if rate_pct >= 0 else '−'}{unsigned(printed, rate_pct, lang)}"


def combined(qualifiers: Iterable[str]) -> str:
    """Say how exact a sum is: as exact as its parts, at least that much where some are lower bounds, else about."""
    kinds = {qualifier or "exact" for qualifier in qualifiers}
    if kinds <= {"exact"}:
        return "exact"
    return "at_least" if kinds <= {"exact", "over", "at_least"} else "about"


def amount(value: float | None, unit: str, qualifier: str, lang: str, *, brief: bool = False) -> str:
    """Write a figure with its hedge and unit.

    Parameters
    ----------
    value, unit, qualifier
        As in a row of facts.
    lang
        ``zh`` or ``en``.
    brief
        Shorten with 万 or million.

    Examples
    --------
    >>> amount(30000, "人次", "over", "zh", brief=True), amount(93.5e8, "元", "exact", "en", brief=True)
    ('超过3万人次', '9.35 billion yuan')
    """
    if _unknown(value):
        return UNKNOWN
    number = short(value, lang) if brief else full(value, lang)
    name = unit_name(unit, lang)
    space = " " if lang == "en" and name not in ("", "%") else ""
    return hedged(f"{number}{space}{name}", qualifier, lang)


def _unknown(value: float | int | None) -> bool:
    return value is None or not isinstance(value, Real) or not math.isfinite(value)
