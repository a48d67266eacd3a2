"""Of which time a figure is: the report's year, a part of it, another year, all years so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xxgk.reading.documents import Document
from xxgk.reading.extract.prose.items import Item
from xxgk.reading.extract.prose.model import BY_ORDER, Token
from xxgk.reading.extract.prose.months import UNTIL, tell_months
from xxgk.reading.extract.prose.readings import CARRIED
from xxgk.reading.extract.prose.roles import is_carried

_HALF = re.compile(r"[上下]半年")
_QUARTER = re.compile(r"季度|[1-9一二三四五六七八九十]{1,2}月份|本月|当月")
_LAST_QUARTER = re.compile("四季度")  # in its report, figures of this year are the whole year's
_LATE = re.compile(r"12月|年底|年末|十二月")
_MONTHS = re.compile(r"^1月?(?:至|到|[-—–~～])(?P<last>\d{1,2})月")
_DECEMBER = 12
_FAR = 24  # figures between all years' and the year's
_SPANS = re.compile(r"年(?:以来|来|间|之间|共|合计|累计|总计)")
_RECENT = ("近", "过去", "最近", "连续")
_TOWARDS = "自由从至到入"
_PUT_OFF = ("转", "转至", "转到", "转入", "延至", "延期至", "延期到", "推迟至", "推迟到", "顺延至")
_STEPS = {"now": 0, "prev": -1, "before_last": -2, "next": 1}
_WITHIN = ("全年", "年度", "本年", "今年", "当年")


@dataclass(slots=True)
class _Time:
    """What the words so far say about the time of the figures that follow."""

    period: str = "year"
    up_to: bool = False  # 截至 with a day
    sums_up: bool = False  # 累计


def read_periods(
    document: Document, items: Sequence[Item], roles: Sequence[str], text: str, year: int | None
) -> tuple[list[str], list[bool]]:
    """Tell of which time each figure is.

    Parameters
    ----------
    document
        The document, whose title may be one of half a year or a quarter.
    items, roles
        The figures and their roles.
    text
        The text that the tokens point to.
    year
        The report's year.

    Returns
    -------
    list of str and list of bool
        ``year``, ``half``, ``quarter``, ``part`` (of a year), ``years`` (several), ``cumulative``, ``plan`` or another
        year's number for each figure; and whether words of its own say so.
    """
    default = _default(document)
    periods: list[str] = []
    times: list[_Time] = []
    time, seen = _Time(default), False  # whether the sentence has a figure of the report's own time
    for number, item in enumerate(items):
        starts = not number or items[number - 1].sentence != item.sentence
        if starts:
            same = number and items[number - 1].paragraph == item.paragraph
            kept = time.period if same and time.period in ("half", "quarter") else default
            time = _Time(kept)
        elif _spans_years(items[number - 1], text):
            time = _Time("years")
        words = _sentence_start(item) if starts else list(item.words())
        stays = [word for at, word in enumerate(words) if not _is_where_to(words, at, text)]
        behind = _read(stays, time, default, text, year)
        time = _read(words, time, default, text, year)
        periods.append("plan" if roles[number] == "plan" else time.period)
        times.append(time)
        seen = (seen and not starts) or (roles[number] == "value" and time.period == default)
        compared = seen and time.period.isdigit() and roles[number] in ("growth", "ratio", "change")
        ended = roles[number] == "base" or compared or (time.period == "cumulative" and time.sums_up)
        time = _Time(default if ended else behind.period, time.up_to)
    _open_sums(items, periods, times, roles, default)
    _distribute(items, periods, year)
    tell_months(items, periods, default, text)
    periods = ["quarter" if period == "last quarter" else period for period in periods]
    return periods, [_tells_time(item.words(), text) for item in items]


def _is_where_to(words: Sequence[Token], number: int, text: str) -> bool:
    """Tell whether a time is only where something is carried or put off to, or from: 结转2018年, 延期至2018年."""
    token, before = words[number], words[number - 1] if number else None
    if token.kind != "when" or token.concept == "month":
        return False
    if before and before.concept in CARRIED and not text[before.end : token.start].strip(_TOWARDS):
        return True
    return text.endswith(_PUT_OFF, 0, token.start)


def _heads_clause(words: Sequence[Token], number: int) -> bool:
    """Tell whether a time stands at the head of its clause, and alone or before the figure: 2014—2016年，公开5条."""
    first = next((at + 1 for at in range(number - 1, -1, -1) if words[at].kind == "mark"), 0)
    opens = all(word.kind in ("filler", "whose", "when") for word in words[first:number])
    behind = words[number + 1 :]
    alone = bool(behind) and behind[0].kind == "mark"
    return opens and (alone or all(word.kind != "mark" for word in behind))


def _ends_where_to(token: Token) -> bool:
    return token.kind == "mark" or token.concept == "carried_out"


def _spans_years(item: Item, text: str) -> bool:
    """Tell whether a number only says of how many years the figures behind it are: 两年来, 近三年."""
    quantity = item.quantity
    if quantity.unit != "年" or quantity.value <= 1:
        return False
    return bool(_SPANS.match(text, quantity.end)) or text.endswith(_RECENT, 0, quantity.start)


def _tells_time(words: Iterable[Token], text: str) -> bool:
    return any(
        (token.kind == "when" and token.concept != "month" and not is_carried(token, text))
        or (token.kind == "role" and token.concept in ("cumulative", "since", "new"))
        for token in words
    )


def _default(document: Document) -> str:
    head = "".join(document.text[p.start : p.end] for p in document.paragraphs[:3])[:120]
    title = next((document.text[p.start : p.end] for p in document.paragraphs if p.end > p.start), "")
    if _HALF.search(title):
        return "half"
    if _LAST_QUARTER.search(title):
        return "last quarter"
    return "quarter" if _QUARTER.search(title) or "季度政" in head else "year"


def _sentence_start(item: Item) -> list[Token]:
    """The words before the first figure of a sentence, those of the sentence before left out."""
    words: list[Token] = []
    for token in item.words():
        if token.kind == "mark" and token.concept == "。":
            words = []
        else:
            words.append(token)
    return words


def _read(words: Sequence[Token], time: _Time, default: str, text: str, year: int | None) -> _Time:
    compared = False
    for number, token in enumerate(words):
        word = text[token.start : token.end]
        if token.kind == "mark":
            compared = False
            if token.concept == ";" and time.period not in ("half", "quarter"):
                time = _Time(default)
        elif token.kind == "compare":
            compared = True
        elif token.kind == "when" and (_is_compared_with(words, number, text) or _is_obeyed(words, number, text)):
            continue
        elif _is_where_to(words, number, text) and any(_ends_where_to(one) for one in words[number:]):
            continue  # 5件结转2018年，答复60件; 结转至2018年继续办理5件
        elif token.kind == "when" and _ends_span(words, number, text):
            time = _Time("years")
        elif token.kind == "when" and not is_carried(token, text):
            if token.concept == "years" and not _heads_clause(words, number):
                continue  # 编制“十三五”期间规划
            time = _when(token, word, time, compared, default, text, year)
        elif token.kind == "role" and token.concept == "upto" and word.startswith(("截", "到", "至")):
            time = _Time(time.period, True, time.sums_up)
        elif token.kind == "role" and token.concept == "cumulative":
            whole = "历年" in word or "逐年" in word
            within = text[max(0, token.start - 4) : token.start].endswith((*_WITHIN, "年"))
            if not within:
                time = _Time("cumulative" if whole else time.period, time.up_to, True)
        elif token.kind == "role" and token.concept == "new" and time.period == "cumulative":
            time = _Time(default)
        elif token.kind == "role" and token.concept == "since" and not _is_this_year(words, number, year):
            time = _Time("cumulative", time.up_to)
    return time


def _is_compared_with(words: Sequence[Token], number: int, text: str) -> bool:
    """Tell whether a time is only what others are held against: 与2015年相比; in 2015年同比 it is the figure's."""
    following = words[number + 1] if number + 1 < len(words) else None
    return following is not None and following.kind == "compare" and "相" in text[following.start : following.end]


def _is_obeyed(words: Sequence[Token], number: int, text: str) -> bool:
    """Tell whether a time is that of an order, in a clause of its own: 根据财政部2015年的通知，."""
    first = next((at + 1 for at in range(number - 1, -1, -1) if words[at].kind == "mark"), 0)
    ends = any(word.kind == "mark" for word in words[number + 1 :])
    return ends and text.startswith(BY_ORDER, words[first].start)


def _ends_span(words: Sequence[Token], number: int, text: str) -> bool:
    """Tell whether a year is the last of several: 2015年至2017年."""
    years = [token for token in words[:number] if token.kind == "when" and token.concept.isdigit()]
    token = words[number]
    if not years or not token.concept.isdigit() or years[-1].concept == token.concept:
        return False
    return text[years[-1].end : token.start].strip() in UNTIL


def _is_this_year(words: Sequence[Token], number: int, year: int | None) -> bool:
    """Tell whether 以来 stands behind the report's own year, which it then does not leave."""
    before = words[number - 1] if number else None
    return before is not None and before.kind == "when" and before.concept in ("now", str(year))


def _when(token: Token, word: str, time: _Time, compared: bool, default: str, text: str, year: int | None) -> _Time:
    if text[token.end : token.end + 1] == "起":
        return time  # since when something is done, not when it was counted
    if token.concept == "month":
        if (span := _MONTHS.search(word)) and int(span["last"]) < _DECEMBER:
            return _Time("half" if int(span["last"]) == _DECEMBER // 2 else "part", time.up_to)
        if _HALF.search(word) or "季度" in word:
            return _Time("half" if "半年" in word else "quarter", time.up_to)
        ends_early = time.up_to and not _LATE.search(word)
        return _Time("part", time.up_to) if ends_early or "月份" in word else time
    if compared:
        return time
    if token.concept == "years":
        return _Time("years")
    if token.concept == "half":
        return _Time("half" if "半年" in word else "quarter", time.up_to)
    if token.concept == "now":
        return _Time("year" if default == "last quarter" else default)
    if token.concept in _STEPS:
        return _Time(_year_of(token.concept, year) or token.concept)
    other = token.concept
    if text[token.start : token.end].endswith(("半年",)):
        return _Time("half")
    if time.up_to and year and other == str(year):
        return _Time(time.period if time.period == "cumulative" else default, True)
    return _Time(default if not year or other == str(year) else other, time.up_to)


def _open_sums(
    items: Sequence[Item], periods: list[str], times: Sequence[_Time], roles: Sequence[str], default: str
) -> None:
    """Decide 累计, which sums up the year or all years: all where a smaller figure of the year stands beside it."""
    for number, time in enumerate(times):
        if not (time.sums_up or time.up_to) or periods[number] != default or roles[number] != "value":
            continue
        here = items[number]
        if _opens_part(here) and _is_of_the_year(here):
            continue  # 累计公开9条（其中2016年公开3条）
        for other in range(max(0, number - _FAR), min(len(items), number + _FAR)):
            beside = items[other]
            if other == number or beside.paragraph != here.paragraph or abs(beside.sentence - here.sentence) > 1:
                continue
            if roles[other] != "value" or beside.kind != here.kind or beside.quantity.value >= here.quantity.value:
                continue
            if _is_of_the_year(beside) and (time.sums_up or _opens_part(beside)):
                periods[number] = "cumulative"


def _distribute(items: Sequence[Item], periods: list[str], year: int | None) -> None:
    """Give each figure of a row its year: 2013年、2014年、2015年分别公开3条、4条、5条."""
    number = 0
    while number < len(items):
        row = [number]
        while row[-1] + 1 < len(items) and _is_joined(items[row[-1] + 1], items[number]):
            row.append(row[-1] + 1)
        named = [token.concept for token in items[number].words() if token.kind == "when"][-len(row) :]
        years = [_year_of(concept, year) for concept in named]
        if len(row) == len(set(years)) > 1 and "" not in years:
            for one, own in zip(row, years, strict=True):
                periods[one] = "year" if own == str(year) else own
        number = row[-1] + 1


def _is_joined(item: Item, first: Item) -> bool:
    words = list(item.words())
    return item.sentence == first.sentence and bool(words) and all(token.kind == "join" for token in words)


def _year_of(concept: str, year: int | None) -> str:
    """Write the year that a word names; blank where it names none."""
    if concept in _STEPS:
        return str(year + _STEPS[concept]) if year else ""
    return concept if concept.isdigit() else ""


def _opens_part(item: Item) -> bool:
    return any(token.kind == "list" and token.concept == "part" for token in item.words())


def _is_of_the_year(item: Item) -> bool:
    return any(
        (token.kind == "role" and token.concept == "new")
        or (token.kind == "when" and (token.concept == "now" or token.concept.isdigit()))
        for token in item.clause
    )
