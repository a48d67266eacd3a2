"""Sentences made from tables of slots, so that a test cannot be passed by knowing a sentence.

Every generator yields a sentence with what must come out of it; samples are drawn with a fixed seed.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, permutations, product

from .words import (
    COUNTED,
    FOREIGN,
    FOREIGN_FRAMES,
    LISTINGS,
    NONES,
    NUMBER_FIRST,
    ORDERS,
    ROLES,
    WHEN,
    WHOSE,
    WRITTEN,
    Frame,
)

_SEED = 20160501
_DIGITS = "零一二三四五六七八九"
_PLACES = ((1000, "千"), (100, "百"), (10, "十"))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the named figures that it holds, each ``(indicator, level, value)``."""

    text: str
    facts: tuple[tuple[str, str, int], ...]


def numerals(n: int) -> tuple[str, ...]:
    """Write a number from 0 to 9999 in Chinese numerals, in every way that organs use."""
    if n == 0:
        return ("零",)
    plain = _numeral(n)
    ways = {plain, plain.replace("零", "〇"), plain.replace("二千", "两千")}
    ways |= {way.replace("二百", "两百") for way in (*ways,)}
    if 10 <= n < 20:
        ways.add(plain.removeprefix("一"))
    if n == 2:
        ways.add("两")
    return tuple(sorted(ways))


def _numeral(n: int) -> str:
    written, gap = "", False
    for size, place in _PLACES:
        digit, n = divmod(n, size)
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + place
        gap = bool(written) and not digit
    return written + ("零" if gap and n else "") + (_DIGITS[n] if n else "")


def sentences(frame: Frame, count: int) -> list[Sentence]:
    """Draw sentences of a frame: order, words, modifiers, level and form of the number at random."""
    orders = (*ORDERS, NUMBER_FIRST) if frame.indicator.startswith("requests.") else ORDERS
    rng = random.Random(f"{_SEED} {frame.indicator}")
    return [_sentence(frame, rng, orders) for _ in range(count)]


def _sentence(frame: Frame, rng: random.Random, orders: tuple[str, ...]) -> Sentence:
    whose, level = rng.choice(WHOSE if frame.levels else WHOSE[:1])
    when = rng.choice(WHEN)
    slots = {
        "when": when,
        "whose": whose,
        "by": rng.choice(frame.by),
        "counted": rng.choice(COUNTED if when else COUNTED[:2]),  # 累计 is the year's only within one
        "act": rng.choice(frame.act),
        "kind": rng.choice(frame.kinds),
        "object": rng.choice(frame.object),
        "number": rng.choice(WRITTEN[frame.value]),
        "unit": rng.choice(frame.unit),
    }
    text = rng.choice(orders).format(**slots).replace("，，", "，")
    return Sentence(text, ((frame.indicator, level, frame.value),))


def listings() -> Iterator[Sentence]:
    """Write lists in many orders of their parts, each order in some styles, each style in many orders."""
    return islice(_listings(), 0, None, 5)  # 5 and the 9 styles have no common divisor


def _listings() -> Iterator[Sentence]:
    for listing in LISTINGS:
        words, _, value = listing.whole
        facts = tuple((name, "*", number) for _, name, number in (listing.whole, *listing.parts))
        for parts in permutations(listing.parts):
            for style in _styles(parts, listing.unit):
                yield Sentence(f"2016年，全市{words}{value}{listing.unit}{style}。", facts)


def _styles(parts: tuple[tuple[str, str, int], ...], unit: str) -> Iterator[str]:
    items = [f"{words}{value}{unit}" for words, _, value in parts]
    yield from (f"，其中{mark.join(items)}" for mark in "；、，")
    yield "，其中：" + "；".join(f"{n}.{item}" for n, item in enumerate(items, 1))
    yield "，其中" + "；".join(f"（{n}）{item}" for n, item in enumerate(items, 1))
    yield f"（{'、'.join(items)}）"
    yield f"，包括{'、'.join(items[:-1])}和{items[-1]}"
    yield "，其中" + "、".join(f"{words}{value}" for words, _, value in parts)
    names, values = "、".join(part[0] for part in parts), "、".join(f"{part[2]}{unit}" for part in parts)
    yield f"，其中{names}分别为{values}"


def foreign_sentences() -> Iterator[str]:
    """Put other business into the frames of disclosure work; nothing in them has a name."""
    for kind, objects in FOREIGN.items():
        for one, frame in product(objects, FOREIGN_FRAMES[kind]):
            yield f"全年{frame.format(object=one, n=83, m=61, k=22)}。"


def consultations() -> Iterator[str]:
    """Write enquiries as requests would be written; they are consultations or nothing."""
    for one in ("咨询", "群众咨询", "政府信息公开咨询", "网上咨询", "电话咨询", "当面咨询"):
        for frame in FOREIGN_FRAMES["requests"][:-2]:
            yield f"全年{frame.format(object=one, n=83, m=61, k=22)}。"


def roles(frame: Frame) -> Iterator[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    """Say a frame in every role: the sentence, the values of the year, the numbers that are none."""
    said = f"{frame.by[0]}{frame.act[0]}{frame.object[0]}"
    for sentence, values, others in ROLES:
        yield sentence.format(said=said, unit=frame.unit[0]), values, others


def nones() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Say that something did not happen: the sentence, and the indicators that are 0."""
    for indicators, ways, objects in NONES:
        for n, (way, one) in enumerate(product(ways, objects)):
            yield f"{WHEN[n % len(WHEN)]}我局{way.format(object=one)}。", indicators


def nones_of_years() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Say that something did not happen in another year than the report's, alone and beside the report's own."""
    for indicators, ways, objects in NONES:
        for way, one in product(ways, objects):
            said = way.format(object=one)
            yield f"2014年我局{said}。", ()
            yield f"2015年我局{said}，2016年迁入新址。", ()
            yield f"2014年我局迁入新址，2016年{said}。", indicators
            if "0" not in said and "零" not in said:
                yield f"自2008年《条例》施行以来，我局{said}。", indicators
                yield f"根据财政部2015年发布的通知，我局{said}。", indicators
            yield f"2015年、2016年均{said}。", indicators
