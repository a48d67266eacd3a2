"""What governs a figure and fills its empty slots: list, sentence, clauses before it, paragraph, heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from xxgk.reading.extract.prose.clauses import Clause
from xxgk.reading.extract.prose.frames import EMPTY, Grammar, Slots
from xxgk.reading.extract.prose.levels import level_of
from xxgk.reading.extract.prose.model import BY_ORDER, Node, Token
from xxgk.reading.extract.prose.obscure import is_of_set
from xxgk.reading.extract.prose.own import own_slots
from xxgk.reading.extract.prose.phrases import read_phrase
from xxgk.reading.extract.prose.readings import (
    CARRIED,
    CASE_RESULTS,
    INFORMATION,
    REACH,
    REQUESTS,
    Reading,
    read_rest,
    read_sum,
    shape,
    sums_up,
)

_CASES = frozenset(("review", "lawsuit", "appeal", "complaint"))
_SHARED = frozenset(("request", "complaint", "consultation", "fee"))  # objects that other business has, too
# What is counted by the channel that it came or went through; of other things a channel named before says nothing.
_CHANNELLED = frozenset(
    (
        "info",
        "gov_info",
        "request",
        "on_request",
        "consultation",
        "post",
        "stock",
        "visits",
        "daily_visits",
        "daily_updates",
    )
)
_OF_EITHER = CARRIED | {"on_time", "extended"}  # what becomes of requests and of cases
_RANGES = ("-", "－", "—", "–", "~", "～", "至", "到")
_NO_SECOND = frozenset(("all", "own", "dept", "below"))  # beside which an office's figure is one organ's
_OF_ITSELF = frozenset(("own", "office", "self"))
_ACCOUNTS = frozenset(("post", "respond"))
_TABLES_SINCE = 2019
_DEEPEST = 6  # lists within lists
_ON_REQUEST = frozenset(("on_request",))
_IN_WRITING = frozenset(("written",))  # as all requests are
_RECEIVE = frozenset(("receive",))
_REFERRING = ("其", "由此", "因此", "此类", "上述")
_NEAR = 3  # clauses that a channel reaches over


def _is_of_two_organs(tokens: Sequence[Token]) -> bool:
    """Tell whether an office is listed beside another organ: 管委会、县政府公开办; 县政府公开办 is one."""
    organs = [token for token in tokens if token.kind == "whose"]
    joined = any(token.kind == "join" and organs[0].end <= token.start < organs[-1].start for token in tokens if organs)
    named = {token.concept for token in organs}
    return joined and "office" in named and len(named - _NO_SECOND) > 1


def _names_units(clause: Clause) -> bool:
    return any(token.concept == "below" for words in (clause.before, *clause.leads) for token in words)


def _refers(tokens: Sequence[Token], text: str) -> bool:
    """Tell whether the words say that a case arose from what stands before: 其引发的行政复议."""
    return any(text[token.start : token.end] in _REFERRING for token in tokens if token.kind == "filler")


class Reader:
    """Reads the figures of a document in order; what one says, those after it may leave out."""

    def __init__(self, text: str, grammar: Grammar, rank: str, headings: Mapping[str, Slots], year: int | None) -> None:
        self.year = year
        self.text, self.grammar, self.rank, self.headings = text, grammar, rank, headings
        self.readings: dict[int, Reading] = {}
        self._with_units: set[tuple[int, int]] = set()  # sentences that name the units below a single organ

    def read(
        self, clauses: Sequence[Clause], nodes: Sequence[Node], section: str, opening: Slots, reach: int
    ) -> list[Reading]:
        """Read the figures of one paragraph.

        Parameters
        ----------
        clauses, nodes
            Its figures.
        section
            Its heading path.
        opening
            What its first words say before any figure, e.g. a heading that runs in.
        reach
            Where that ceases to govern: where another heading runs in.
        """
        found: list[Reading] = []
        self._with_units = {clause.sentence for clause in clauses if _names_units(clause)}
        for clause, node in zip(clauses, nodes, strict=True):
            reading = Reading(node, clause, own_slots(clause, node, self.text, self.grammar, self.year))
            read_rest(reading, found)
            reading.leads = [self._phrase(lead) for lead in clause.leads]
            self._place(reading, found)
            self._resolve(reading, found, section, opening if node.quantity.start < reach else Slots())
            self.readings[node.index] = reading
            found.append(reading)
        return found

    def _phrase(self, tokens: Sequence[Token]) -> Slots:
        return read_phrase(tokens, self.text, self.grammar)

    def _place(self, reading: Reading, earlier: Sequence[Reading]) -> None:
        """Find the head that a figure is a part of, and the other end of a range."""
        node = reading.node
        last = earlier[-1] if earlier else None
        if last and self.text[last.node.quantity.end : node.quantity.start] in _RANGES:
            last.ranges = reading.ranges = True
        if node.relation == "part" and len(node.of) == 1:
            reading.head = self.readings.get(node.of[0])

    def _resolve(self, reading: Reading, earlier: Sequence[Reading], section: str, opening: Slots) -> None:
        own, clause = reading.own, reading.clause
        before = earlier[-1] if earlier and earlier[-1].clause.sentence == clause.sentence else None
        summed = before or (earlier[-1] if earlier else None)  # 网上30件，信函5件。合计35件。
        if summed and sums_up(reading, self.text) and not reading.head:
            parts = [one for one in earlier[-REACH:] if one.clause.sentence == summed.clause.sentence]
            read_sum(reading, parts, (opening, self.headings.get(section, Slots())), self.grammar)
            return
        base = reading.head or before
        if clause.mirror and len(earlier) >= clause.mirror and own.is_bare:
            base = before = earlier[-clause.mirror]
        elif own.is_bare and before and before.node.period != reading.node.period:
            base = before  # 当面申请0条，历年累计5条
        elif own.is_bare and before and before.node.role == "share" and before.own.by:
            base = before  # 网站公开占八成，计3200条
        timeless = not any(token.kind in ("when", "role") for token in clause.before)
        reading.so_far = bool(before and before.node.period == "cumulative" and own.act and not own.object and timeless)
        reading.level = self._level(reading, base, earlier)
        slots = own
        near = reading.leads[:_NEAR]
        if not own.object:
            implied = self.grammar.implied_object(own)
            reading.elliptic = not implied
            slots = self._ellipsis(reading, base, implied, section, opening)
            if slots.object == _ON_REQUEST and not slots.act and not before and self._is_headed(reading):
                slots = replace(slots, act=_RECEIVE)
        elif not own.act:
            slots = replace(slots, act=next((lead.act for lead in near if lead.act), EMPTY))
            if not slots.act and base:
                reading.spare_act = base.slots.act
            elif not slots.act and own.object == _ON_REQUEST and not own.result:
                is_none = not reading.node.quantity.value  # 依申请公开事项为零
                slots = replace(slots, act=_RECEIVE) if is_none or (not before and self._is_headed(reading)) else slots
        if reading.head and not slots.by and (own.result or own.reason or not own.object):
            slots = replace(slots, by=reading.head.slots.by - _IN_WRITING)
        if (slots.object or slots.act) and slots.object <= _CHANNELLED and not (slots.by or own.result or own.reason):
            governs = not before or before.own.by <= opening.by
            by = next((lead.by for lead in near if lead.by), EMPTY) or (opening.by if governs else EMPTY)
            slots = replace(slots, by=by if len(by) == 1 else EMPTY)  # 通过网络、信函等方式 is no restriction
        if not slots.about:
            governors = (*reading.leads, opening, self.headings.get(section, Slots()), *([base.slots] if base else []))
            slots = replace(slots, about=True) if any(governor.about for governor in governors) else slots
        if slots.object <= INFORMATION and near and near[0].field and near[0].unknown and not near[0].act:
            slots = replace(slots, unknown=True)  # 在扶贫领域，公开信息30条
        if own.is_bare and self._is_set(reading):
            same = [one for one in earlier[-REACH:] if one.node.quantity.value == reading.node.quantity.value]
            slots = same[-1].slots if same else Slots(object=slots.object, about=slots.about)
            reading.again = not same
        if own.is_bare and clause.leads and is_of_set(clause.leads[0], self.text):
            slots = replace(slots, unknown=True)  # 在复议案件中，有2件
        joined = before and before.clause.before and before.clause.before[-1].kind == "join"  # 局机关及11个所属单位
        if self.rank == "single" and self._whose(reading) == ("below",) and not joined:
            slots = replace(slots, unknown=True)  # 所属单位收到400件: a part of which no table tells
        if _is_of_two_organs(clause.before):
            slots = replace(slots, unknown=True)  # 管委会、县政府公开办: neither one office's nor all
        if before and before.slots.foreign and not slots.about and slots.object & _SHARED:
            slots = replace(slots, foreign=True)
        if before and before.slots.is_doubtful and not slots.about and slots.object & _CASES:
            refers = _refers([*clause.before, *before.clause.before], self.text)
            slots = replace(slots, unknown=slots.unknown or refers)
        reading.slots = shape(reading, slots)

    def _ellipsis(
        self, reading: Reading, base: Reading | None, implied: frozenset[str], section: str, opening: Slots
    ) -> Slots:
        """Fill in what a figure leaves out: from list, sentence, clauses before it, paragraph, heading."""
        own = reading.own
        leads = [lead for lead in reading.leads if lead.object]
        governors = [base.slots] if base else []
        governors = [*leads, *governors] if not reading.head else [*governors, *leads]
        last = self._last_of_paragraph(reading)
        earlier_case = self.readings.get(reading.node.index - 1)
        governors += [opening, *([last.slots] if last else []), self.headings.get(section, Slots())]
        of_cases = bool(own.result & CASE_RESULTS)
        if of_cases and earlier_case:
            governors.insert(0, earlier_case.slots)
        source = next(
            (one for one in governors if len(one.object) == 1 and (not of_cases or one.object <= _CASES)), Slots()
        )
        nearest = base.head if base and base.head and not reading.head else base
        obscure = nearest is not None and nearest.slots.is_doubtful
        obscure = obscure and (source is nearest.slots or not nearest.slots.object)
        foreign = (nearest or last) is not None and (nearest or last).slots.foreign and not leads
        if own.act & _ACCOUNTS:
            foreign = obscure = False  # a post is one whatever stands beside it
        if obscure or foreign or any(lead.foreign for lead in reading.leads[:1]):
            own = replace(own, unknown=own.unknown or obscure, foreign=own.foreign or foreign or not obscure)
        if implied and reading.head and not (reading.head.slots.object or reading.head.slots.is_doubtful):
            reading.head.slots = replace(reading.head.slots, object=implied)  # a result tells what its whole is of, too
        if implied:
            of_case = bool(source.object & _CASES)
            fitting = source.object if source.object & REQUESTS or (of_case and own.result & _OF_EITHER) else EMPTY
            return replace(own, object=fitting or implied)  # 行政复议8件，上年结转2件: of those, so no requests
        if not source.object and own.act:
            own = own.filled(base.slots if base else Slots(), ("by",))
        if not source.object and own.act == {"publish"} and not reading.head:
            return replace(own, object=frozenset(("info",)))
        names = ["object"]
        if not own.act:
            names.append("act")
        if not (own.by or own.result or own.reason or own.act):
            names += ["by", "result", "reason"]
        elif own.act == source.act and not (own.by or own.result):
            names.append("by")  # 政府网站历年公开8840条，2012年公开1020条
        if source.unknown and not (own.by or own.result or own.reason or own.act):
            own = replace(own, unknown=True)
        return own.filled(source, names)

    def _is_set(self, reading: Reading) -> bool:
        """Tell whether a figure only names again a set of which some are counted: 45件中已办结43件."""
        quantity = reading.node.quantity
        return self.text.startswith("中", quantity.end + len(quantity.unit))

    def _last_of_paragraph(self, reading: Reading) -> Reading | None:
        """Find the figure that ended the sentence before."""
        earlier = self.readings.get(reading.node.index - 1)
        for _ in range(_DEEPEST):
            if earlier and earlier.head:
                earlier = earlier.head
        return earlier if earlier and earlier.clause.paragraph == reading.clause.paragraph else None

    def _is_of_orders(self, words: Sequence[Token]) -> bool:
        """Tell whether a clause only says by whose orders something was done: 按照省政府要求."""
        return self.text.startswith(BY_ORDER, words[0].start)

    def _is_headed(self, reading: Reading) -> bool:
        """Tell whether what a figure counts is only its heading's, 【依申请公开】14件; 条 are of what was published."""
        own, words = reading.own, reading.clause.before
        bracketed = bool(words) and words[-1].kind == "object" and self.text.startswith("】", words[-1].end)
        alone = not (own.act or own.by or own.result or own.reason or reading.head)
        return alone and (bracketed or not own.object) and reading.node.quantity.unit != "条"

    def _whose(self, reading: Reading) -> tuple[str, ...]:
        """Take the organs that a figure's own words name as its subject, or the nearest clause before it."""
        leads = zip(reading.leads, reading.clause.leads, strict=True)
        subjects = (slots.whose for slots, words in leads if slots.whose and not self._is_of_orders(words))
        return reading.own.whose or next(subjects, ())

    def _level(self, reading: Reading, base: Reading | None, earlier: Sequence[Reading]) -> str:
        whose = self._whose(reading)
        if level := level_of(whose, self.rank):
            if self.rank == "single" and reading.clause.sentence in self._with_units and _OF_ITSELF.issuperset(whose):
                return "own"  # 局机关收到109件，所属单位收到400件
            # From then on a table counts what one organ does itself, and that is all there is.
            return "all" if level == "own" and self.rank == "single" and (self.year or 0) >= _TABLES_SINCE else level
        if reading.head:
            return reading.head.level
        sentence = reading.clause.sentence
        if any(token.kind == "list" and token.concept == "total" for token in reading.clause.before):
            levels = {one.level for one in earlier[-REACH:] if one.clause.sentence == sentence}
            return levels.pop() if len(levels) == 1 else "all"  # 市级3条、县级5条，合计公开8条
        for one in reversed(earlier[-REACH:]):
            if one.clause.sentence != sentence:
                break
            if not (one.head and one.head.clause.sentence == sentence):
                return one.level
        return "all"
