"""Figures whose own words name an indicator while the words around them say that they count something else.

What is meant by such a figure is not guessed: it stays among the facts, without an indicator.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from xxgk.reading.base.records import RATES, Fact
from xxgk.reading.documents import Document
from xxgk.reading.extract.cover import read_cover
from xxgk.reading.extract.wordings import LONGEST_REACH, RATE_UNITS, SENTENCE
from xxgk.reading.forms import Form
from xxgk.reading.quantities import interval

# What a year has one of; meetings, courses and articles are of many kinds.
_SINGLE = ("disclosure.", "normative.", "requests.", "review.", "lawsuit.", "complaints.")
# A sum over the years where it is cumulative; elsewhere (查阅点) it is a stock, of which each year has one.
_FLOWS = (*_SINGLE, "outreach.", "fees.")
# Words that say of which time the figures after them are; the last in a sentence counts.
_TIME = re.compile(
    r"(?P<now>今年|本年|当年|年初以来)|(?P<since>以来|历年|至今)"
    r"|[,，;；:：(（、\s]?(?P<stock>截[至止](?:(?![今本当全]年|年度|\d[条件次])[^。;；]){0,40}?累计)"
    r"|(?:^|[,，;；:：(（、\s])(?:在|截至|截止|至|到|自|其中)?\s?(?:(?P<before>上一?年|去年|往年)"
    r"(?!度?(?:结转|转入|未办结|遗留|同期|相比|增))|(?P<year>(?:19|20)\d\d)年(?!度?(?:结转|转入|未办|遗留)))"
)
_PART = re.compile(r"其中|包括|主要")  # what follows is a part of what stands before
_PLANNED = re.compile(r"力争|争取|(?:计划|拟)(?=[在于将举召开组新再增])|预计|目标是?(?:达|为)|下一步")
_PLANS = re.compile(r"打算|下一?步|工作(?:计划|安排|思路|重点|展望)")
# A single organ as the subject; governments, departments and levels are told apart by the form.
_ORGAN = re.compile(
    r"(?<![各个两])(?:局|委|厅|院|街道办?|乡|镇|集团|支队)(?:共|累计|全年|主动|分别|新)*"
    r"(?:收到|受理|接到|接收|办理|办结|答复|公开|发布|制发)[^,，。;；]{0,20}$"
)
_OWN_ORGAN = re.compile(r"[我本全各](?:局|委|厅|院|街道|乡|镇|集团|支队)")


def drop_doubtful(document: Document, form: Form, facts: Sequence[Fact], single_organ: bool) -> list[Fact]:
    """Take the indicator from figures of another year, of plans and of other organs, and from rivals in a sentence.

    Parameters
    ----------
    document, form
        The report and its edition, which knows the kinds that a result may be printed in (维持 apart from 驳回).
    facts
        The figures of its running text, in order.
    single_organ
        The report is that of one organ, which may name itself like any other.
    """
    year = re.search(r"(?:19|20)\d\d", read_cover(document).title)
    ends = [0, *(match.end() for match in SENTENCE.finditer(document.text))]
    result: list[Fact] = []
    for start, group in groupby(facts, key=lambda fact: ends[bisect_right(ends, fact.start) - 1]):
        sentence = list(group)
        changed = {
            number: ""
            for number, fact in enumerate(sentence)
            if fact.indicator and _is_doubtful(document, fact, start, year[0] if year else "", single_organ)
        }
        result += _renamed(sentence, changed | _rivals(document.text, form, sentence, changed))
    return result


def _is_doubtful(document: Document, fact: Fact, start: int, year: str, single_organ: bool) -> bool:
    before = document.text[max(start, fact.start - LONGEST_REACH) : fact.start]
    if _PLANNED.search(before) or _PLANS.search(document.headings.get(fact.section, "")):
        return True
    if not single_organ and fact.level == "all" and _ORGAN.search(before) and not _OWN_ORGAN.search(before):
        return True
    times = list(_TIME.finditer(before))
    if not times or times[-1]["now"]:
        return False
    if times[-1]["stock"]:
        return fact.indicator.startswith(_FLOWS)
    return times[-1]["year"] != year if times[-1]["year"] and year else not times[-1]["year"]


def _rivals(text: str, form: Form, sentence: Sequence[Fact], doubted: Collection[int]) -> dict[int, str]:
    """Find figures of one sentence that would count the same and differ: a sentence does not contradict itself.

    What follows on 其中 or in a bracket is a part of what stands before it, so only the part is in doubt. Beside each
    other they are different kinds of the same, where the edition knows these and nothing else is listed with them;
    otherwise all are in doubt.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    depths: list[int] = []  # how deep in brackets, and behind how many words for a part, a figure stands
    parts: list[int] = []
    end = sentence[0].start
    for number, fact in enumerate(sentence):
        between = text[end : fact.start]
        depth = sum(map(between.count, "(（")) - sum(map(between.count, ")）"))
        depths.append((depths[-1] if depths else 0) + depth)
        parts.append((parts[-1] if parts else 0) + len(_PART.findall(between)))
        end = fact.end
        if fact.indicator and number not in doubted:
            groups.setdefault((fact.indicator, fact.level), []).append(number)
    is_known = all(fact.indicator or fact.unit in RATE_UNITS for fact in sentence)
    found: dict[int, str] = {}
    for (indicator, _), (first, *others) in groups.items():
        differing = _differing(sentence, first, others)
        inner = {one for one in others if depths[one] > depths[first] or parts[one] > parts[first]}
        beside = [first, *(one for one in others if one not in inner)]
        kinds = {one: form.kind_of(indicator, sentence[one].label) for one in beside}
        found |= dict.fromkeys(differing & inner, "")
        if is_known and None not in kinds.values() and len(kinds) == len({*kinds.values()}) > 1:
            found |= {one: kind.indicator for one, kind in kinds.items()}
        elif indicator.startswith(_SINGLE) and differing - inner:
            found |= dict.fromkeys({first, *differing - inner}, "")
        else:
            # Alone among its like it is what it says, and not the whole result.
            only = len(kinds) == 1
            found |= {one: kind.indicator if only else "" for one, kind in kinds.items() if kind and not kind.alone}
    return found


def _differing(sentence: Sequence[Fact], first: int, others: Sequence[int]) -> set[int]:
    """Tell which of the others cannot stand for the same number as the first."""
    found = set()
    if others:
        low, high = _bounds(sentence[first])
        for one in others:
            other_low, other_high = _bounds(sentence[one])
            if other_low > high or other_high < low:
                found.add(one)
    return found


def _bounds(fact: Fact) -> tuple[Decimal, Decimal]:
    return interval(Decimal(fact.value), fact.qualifier, fact.printed)


def _renamed(sentence: Sequence[Fact], changed: Mapping[int, str]) -> Iterator[Fact]:
    """Give figures their other indicators, blank where in doubt, and so the rates that follow on such a figure."""
    host = name = ""
    for number, fact in enumerate(sentence):
        stem, dot, rate = fact.indicator.rpartition(".")
        if dot + rate not in RATES:
            host, name = (fact.indicator, changed[number]) if number in changed else ("", "")
        elif host and stem == host:
            fact = replace(fact, indicator=name and f"{name}.{rate}")
        yield replace(fact, indicator=changed[number]) if number in changed else fact
