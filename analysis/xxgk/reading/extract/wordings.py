"""The figures of the running text: what each counts, told by the words around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from xxgk.reading.base.records import Fact
from xxgk.reading.documents import Document, Paragraph
from xxgk.reading.forms import Form, Item
from xxgk.reading.quantities import Quantity, decimal_text

# A longer phrase is a list; its last member is what the figure counts.
LONGEST_LABEL = 40
LONGEST_BRACKET = 200  # characters
LONGEST_REACH = 500  # characters that a sentence is looked back through
MOST_MENTIONS = 20  # of levels that are looked back through
POINTS = ("个百分点", "百分点")
RATE_UNITS = ("%", *POINTS, "倍")
# A clause ends at punctuation, save the enumeration comma, which also stands inside names of levels.
# Brackets within the name of a level, 县（市、区）, break nothing.
_BREAK = re.compile(
    r"[,，;；:：。！？!?\n]|[(（](?!(?:市、区|区、市|市|区|街道)[)）])"
    r"|(?<![(（]市、区)(?<![(（]区、市)(?<![(（][市区])(?<![(（]街道)[)）]"
)
SENTENCE = re.compile(r"[。！？\n](?!其中)")  # what begins with 其中 goes on with the sentence before
_SEGMENT = re.compile(r"[;；。！？\n]")
_DISTRIBUTED = re.compile(r"(?:分别|依次)(?:为|是|有|达到?|计|占.{0,20})?$")
_BETWEEN_VALUES = re.compile(r"[\s、,，]*(?:和|与|及|以及)?")
_NAMES = re.compile(r"、|和|与|以及|及")
_SHARE = re.compile(r"占(?:比|.{0,24})?(?:[为达约])?$")
_GROWTH = re.compile(
    r"(?:与?去年同期相比|同比|环比|[比较与]?(?:上一?年|去年|往年)(?:同期|度)?(?:相比)?)?"
    r"(?:(?P<up>增长|增加|上升|提高|增幅|涨幅)|(?P<down>下降|减少|降低|回落|降幅|缩减))(?:了|率|约|为|达到?)*$"
)
# 是上年的1.5倍: what the figure is in relation to that of the year before, not by how much it grew.
_RATIO = re.compile(r"(?:[为是达约到]|相当于)*(?:上一?年|去年)(?:同期|度)?的$")
_ALONE = re.compile(r"[(（][^()（）+＋−－-]+[)）]")
_CHANGES = re.compile(r"[增涨降]幅|增速|增长率|同比增减")
# Words that open or close a clause without being part of the name of its figure.
_LEAD = re.compile(
    r"^(?:[\s、”》]|其中|另有|另外|另|此外|并且?|同时|全年|当年|年内|目前|先后|分别|按照|通过|涉及|包括|汇集|已|全部|共计?|总共|累计|合计|约"
    r"|达到?|为|以及|及|和|含|除|有|分$)+"
)
_TAIL = re.compile(
    r"(?:[\s、]|全部|总共|共计?|合计|总计|累计|分别|各|均|约|达到?|超过|有|(?<!行)为|是|了|的|外|发布|[“《(（])+$"
)
_DASHES = "-−﹣－–—―"  # between a label and its figure
_DATE = re.compile(r"(?:19|20)\d\d年(?:度|底|末)?(?:\d{1,2}月)?(?:\d{1,2}日)?")
# "比上年的500件": a figure of another year, given for comparison.
_OTHER_YEAR = re.compile(r"(?:[比较]|相比|对比)[^,，]{0,6}(?:上一?年|去年|(?:19|20)\d\d年)(?:度|同期)?的?[（(]?$")
_TOGETHER = re.compile(r"(?<!公)共(?!同|享|建|和|服|资|产)计?")
# What follows a figure is not its noun when it opens like this: a predicate, an adverb, a preposition.
_PREDICATE = re.compile(
    r"[\s、]|对|向|内|以|被|于|在|由|进行|涉及|占|比|较|同比|环比|均|都|已|全部|并|且|和|及|为|是|左右|上下|时|后|前|组成|外|$"
)
_GENERIC = re.compile(
    r"其中|行政机关|机关|各?部门|单位|政府|主动|公开|发布|信息|办理|共计?|全年|分别|有|为|[、及和与\s]"
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A figure with the words around it: `before` and `after` up to the next break or figure.

    `segment` and `sentence` are where the part of the text begins that a semicolon or a full stop bounds;
    `leads` says that `after` runs on into the next figure; `run` is the clause's place in a list of values, and the
    length of that list ("A、B分别为1、2件").
    """

    quantity: Quantity
    before: str
    after: str
    leads: bool
    segment: int
    sentence: int
    run: tuple[int, int] = (0, 1)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A topic or a level named in a paragraph."""

    start: int
    id: str


def prose_facts(document: Document, form: Form, quantities: Sequence[Quantity]) -> list[Fact]:
    """Make a fact of each figure of the running text; its meaning comes from the form's wordings."""
    facts: list[Fact] = []
    for paragraph, figures in _by_paragraph(document, quantities):
        facts.extend(_paragraph_facts(document, form, paragraph, figures))
    return facts


def _by_paragraph(document: Document, quantities: Sequence[Quantity]) -> Iterator[tuple[Paragraph, list[Quantity]]]:
    starts = [paragraph.start for paragraph in document.paragraphs]
    groups: dict[int, list[Quantity]] = {}
    for quantity in quantities:
        groups.setdefault(bisect_right(starts, quantity.start) - 1, []).append(quantity)
    for index, group in groups.items():
        yield document.paragraphs[index], group


def _paragraph_facts(document: Document, form: Form, paragraph: Paragraph, figures: list[Quantity]) -> Iterator[Fact]:
    text = document.text
    topics, levels = _mentions(form.topics, text, paragraph), _mentions(form.levels, text, paragraph)
    heading_topic = _heading_topic(document, form, paragraph)
    counts: list[tuple[_Clause, Fact]] = []
    for clause in _clauses(text, paragraph, figures):
        figure = clause.quantity
        reach = figure.start if clause.leads else _unit_end(text, figure) + len(clause.after)
        previous = counts[-1][1].label if counts else ""
        topic = _last(topics, paragraph.start, reach) or heading_topic
        item = None if _OTHER_YEAR.search(clause.before) else _match(form, clause, topic, figure.unit)
        level = _level(text, levels, paragraph.start if item and item.carry else clause.segment, figure.start)
        fact = Fact(
            indicator=item.indicator if item else "",
            level=item.level or level if item else level,
            applicant="",
            value=decimal_text(figure.value),
            unit=figure.unit,
            qualifier=figure.qualifier,
            printed=figure.printed,
            label=_label(form, clause) or previous,
            section=paragraph.section,
            place=f"p{paragraph.index}",
            start=figure.start,
            end=figure.end,
        )
        if figure.unit in RATE_UNITS:
            yield fact if item else _rate(form, text, clause, topic, fact, counts)
            continue
        if not item:
            fact = _restated(form, clause, fact, counts)
        # A change or another year's figure stands between a count and its rate: it is what neither is of.
        if not (_GROWTH.search(clause.before) or _OTHER_YEAR.search(clause.before)):
            counts.append((clause, fact))
        yield fact


def _rate(form: Form, text: str, clause: _Clause, topic: str, fact: Fact, counts: list[tuple[_Clause, Fact]]) -> Fact:
    """Say what a share, a growth rate or a ratio is of: what its own clause names, else the count before it."""
    growth = _GROWTH.search(clause.before)
    share = _SHARE.search(clause.before)
    ratio = None if fact.unit in POINTS else _RATIO.search(clause.before)
    if not (growth or share or ratio):
        return _bracketed(form, text, fact, counts)
    stem = clause.before[: (growth or share or ratio).start()]
    value = "-" + fact.value.lstrip("-") if growth and growth["down"] else fact.value
    suffix = ".growth" if growth else ".share" if share else ".ratio"
    if _LEAD.sub("", stem):
        item = _match(form, replace(clause, before=stem, after=""), topic, "")
        owner, level = item.indicator if item else "", fact.level
    else:
        position, length = clause.run
        earlier = takewhile(lambda count: count[0].sentence == clause.sentence, reversed(counts))
        outside = (host for _, host in earlier if not _is_closed(text, host.start, fact.start))
        hosts = list(islice(outside, length))[::-1]
        if len(hosts) < length:
            return replace(fact, value=value)
        owner, level = hosts[position].indicator, hosts[position].level
    indicator = owner + suffix if owner else ""
    if suffix == ".ratio" and not form.relates(indicator, level):
        indicator = ""
    return replace(fact, value=value, indicator=indicator, level=level)


def _bracketed(form: Form, text: str, fact: Fact, counts: list[tuple[_Clause, Fact]]) -> Fact:
    """Take a percentage alone in brackets behind a count for its share: "当面申请30件（21.6%）".

    The edition must know that share; a sign, or words on growth before it in the sentence, leave it without a meaning.
    """
    if not counts or fact.unit != "%" or not _ALONE.fullmatch(text, fact.start - 1, fact.end + 1):
        return fact
    clause, host = counts[-1]
    share = replace(fact, indicator=f"{host.indicator}.share", level=host.level)
    is_behind = fact.start - 1 == _unit_end(text, clause.quantity)
    of_change = _CHANGES.search(text, max(clause.sentence, fact.start - LONGEST_REACH), fact.start)
    return share if is_behind and not of_change and form.relates(share.indicator, share.level) else fact


def _restated(form: Form, clause: _Clause, fact: Fact, counts: list[tuple[_Clause, Fact]]) -> Fact:
    """Let a clause that names only a level ("其中省级行政机关发布388条") speak of the count before it."""
    if _GENERIC.sub("", form.levels.sub("", clause.before)) or not form.levels.search(clause.before):
        return fact
    earlier = takewhile(lambda count: count[0].sentence == clause.sentence, reversed(counts))
    head = next((host for _, host in earlier if host.unit == fact.unit), None)
    return replace(fact, indicator=head.indicator) if head else fact


def _match(form: Form, clause: _Clause, topic: str, unit: str) -> Item | None:
    # In a list, what stands behind the comma names the next figure.
    after = clause.after.partition("、")[0] if clause.leads else clause.after
    frames = [f"{clause.before}#", f"{clause.before}#{after}"][: 2 if after else 1]
    for frame in frames:
        for item in form.items:
            if unit in RATE_UNITS and unit not in item.units:
                continue
            if item.units and unit and unit not in item.units:
                continue
            if item.fits(frame, topic):
                return item
    return None


def _clauses(text: str, paragraph: Paragraph, figures: list[Quantity]) -> list[_Clause]:
    ends = [_unit_end(text, figure) for figure in figures]
    breaks, segments, sentences = (
        [paragraph.start, *(match.end() for match in pattern.finditer(text, paragraph.start, paragraph.end))]
        for pattern in (_BREAK, _SEGMENT, SENTENCE)
    )
    clauses: list[_Clause] = []
    for index, figure in enumerate(figures):
        edge = ends[index - 1] if index else paragraph.start
        at = bisect_right(breaks, figure.start)
        start = max(edge, breaks[at - 1])
        ahead = bisect_right(breaks, ends[index])
        stop = breaks[ahead] - 1 if ahead < len(breaks) else paragraph.end
        following = figures[index + 1].start if index + 1 < len(figures) else paragraph.end + 1
        after = text[ends[index] : min(stop, following)]
        before = text[start : figure.start].rstrip(_DASHES)
        if not _LEAD.sub("", before):
            before = _before_break(text, breaks, at, edge, after) or (
                clauses[-1].before if clauses and edge == figure.start else before
            )
        clauses.append(
            _Clause(
                quantity=figure,
                before=before,
                after=after,
                leads=following <= stop,
                segment=segments[bisect_right(segments, figure.start) - 1],
                sentence=sentences[bisect_right(sentences, figure.start) - 1],
            )
        )
    return _distributed(text, clauses, ends)


def _before_break(text: str, breaks: list[int], at: int, edge: int, after: str) -> str:
    """Take the words before an opening bracket or a colon behind which the figure stands alone: "政府性基金(24项)"."""
    mark = breaks[at - 1] - 1
    alone = "(（" if after.partition("、")[0] else "(（:："
    if mark < edge or text[mark] not in alone:
        return ""
    return text[max(edge, breaks[at - 2]) : mark]


def _distributed(text: str, clauses: list[_Clause], ends: list[int]) -> list[_Clause]:
    """Give each value of "A、B、C分别为1、2、3件" its own name."""
    result = list(clauses)
    index = 0
    while index < len(clauses):
        last = index
        while last + 1 < len(clauses) and _BETWEEN_VALUES.fullmatch(text, ends[last], clauses[last + 1].quantity.start):
            last += 1
        length = last - index + 1
        marker = _DISTRIBUTED.search(clauses[index].before) if length > 1 else None
        if marker:
            names = [name for name in _NAMES.split(clauses[index].before[: marker.start()]) if name][-length:]
            for position in range(length):
                name = names[position] if len(names) == length else ""
                of_whole = marker[0] if "占" in marker[0] else "占比" if "占比" in clauses[index].before else ""
                before = name.removesuffix("占比") + of_whole
                result[index + position] = replace(clauses[index + position], before=before, run=(position, length))
        index = last + 1
    return result


def _label(form: Form, clause: _Clause) -> str:
    """Find the noun phrase of a figure: the words behind its unit where they are a noun, else those before it."""
    noun = _TAIL.sub("", clause.after)
    if noun and not clause.leads and not _PREDICATE.match(noun):
        return noun
    cuts = [match.end() for pattern in (_DATE, form.levels, _TOGETHER) for match in pattern.finditer(clause.before)]
    phrase = _strip(clause.before[max(cuts, default=0) :]) or _strip(clause.before) or _strip(noun)
    return phrase if len(phrase) <= LONGEST_LABEL else _strip(phrase.rsplit("、")[-1])


def _strip(phrase: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", phrase))


def _mentions(pattern: re.Pattern[str], text: str, paragraph: Paragraph) -> list[_Mention]:
    found = pattern.finditer(text, paragraph.start, paragraph.end)
    return [_Mention(match.start(), match.lastgroup or "") for match in found]


def _level(text: str, mentions: list[_Mention], start: int, figure: int) -> str:
    """Name the last level before a figure that is not shut in a bracket of its own."""
    last = bisect_right(mentions, figure - 1, key=lambda mention: mention.start)
    for mention in reversed(mentions[max(0, last - MOST_MENTIONS) : last]):
        if mention.start >= start and not _is_closed(text, mention.start, figure):
            return mention.id
    return "all"


def _is_closed(text: str, mention: int, figure: int) -> bool:
    """Tell whether a bracket that holds a mention ends before the figure: "（其中本级12件），上年结转8件"."""
    between = text[mention : min(figure, mention + LONGEST_BRACKET)]
    return sum(map(between.count, ")）")) > sum(map(between.count, "(（"))


def _last(mentions: list[_Mention], start: int, stop: int) -> str:
    """Name the last mention that begins between two offsets, or nothing."""
    at = bisect_right(mentions, stop - 1, key=lambda mention: mention.start)
    return mentions[at - 1].id if at and mentions[at - 1].start >= start else ""


def _heading_topic(document: Document, form: Form, paragraph: Paragraph) -> str:
    parts = paragraph.section.split("/") if paragraph.section else []
    titles = "".join(document.headings.get("/".join(parts[: n + 1]), "") for n in range(len(parts)))
    found = [match.lastgroup or "" for match in form.topics.finditer(titles)]
    return found[-1] if found else ""


def _unit_end(text: str, figure: Quantity) -> int:
    return figure.end + len(figure.unit) if text.startswith(figure.unit, figure.end) else figure.end
