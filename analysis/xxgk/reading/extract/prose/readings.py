"""Each figure of running text with its slots: its own, and what governs it and fills the empty ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from xxgk.reading.extract.prose.clauses import Clause
from xxgk.reading.extract.prose.frames import EMPTY, Grammar, Slots
from xxgk.reading.extract.prose.levels import level_of
from xxgk.reading.extract.prose.model import Node, Token
from xxgk.reading.extract.prose.phrases import merged, read_phrase

_CONTENT = ("object", "act", "by", "result", "reason")
_NOUNS = ("object", "about", "by", "result", "reason", "applicant", "label", "foreign")
_CASES = frozenset(("review", "lawsuit", "appeal", "complaint"))
_REQUESTS = frozenset(("request", "on_request"))
_INFORMATION = frozenset(("info", "gov_info", "document"))
_PUBLISHED = frozenset(("publish", "release"))
_RECEIVED = frozenset(("receive", "receive_handle", "occur"))
_CARRIES = frozenset(("carry", "carried_in", "carried_out"))
_SHARED = frozenset(("request", "complaint", "consultation", "fee"))  # objects that other business has, too
_SUMS = frozenset(("staff", "request"))
_PARTS = frozenset(("report_parts",))
# What is counted by the channel that it came or went through; of other things a channel named before says nothing.
_CHANNELLED = frozenset(
    ("info", "gov_info", "request", "on_request", "consultation", "post", "stock", "visits", "daily_visits", "daily_updates")
)
_REACH, _DEEPEST = 40, 6  # figures that a level or a sum is looked back through; lists within lists
_RANGES = ("-", "－", "—", "–", "~", "～", "至", "到")
_CASE_RESULTS = frozenset(("upheld", "dismissed", "corrected", "revoked", "unlawful", "changed", "withdrawn"))
_ACCOUNTS = frozenset(("post", "respond"))
_TABLES_SINCE = 2019
_NEAR = 3  # clauses that a channel reaches over


@dataclass(slots=True)
class Reading:
    """A figure with its words, its slots and what it is called.

    Attributes
    ----------
    node, clause
        The figure in the tree and with its words.
    own
        What its own words say.
    slots
        That with what governs it.
    level
        Whose it is.
    also
        Further indicators of a 0 that speaks of several kinds.
    head
        The figure that it is a part of; None outside of lists.
    elliptic
        Whether its own words do not say what is counted.
    spare_act
        The act of the figure before it, for an indicator that needs one.
    ranges
        Whether it is one end of a range: 1-2名.
    """

    node: Node
    clause: Clause
    own: Slots
    leads: list[Slots] = field(default_factory=list)
    slots: Slots = field(default_factory=Slots)
    level: str = "all"
    indicator: str = ""
    also: list[str] = field(default_factory=list)
    head: Reading | None = None
    elliptic: bool = False
    spare_act: frozenset[str] = EMPTY
    ranges: bool = False


class Reader:
    """Reads the figures of a document in order; what one says, those after it may leave out."""

    def __init__(self, text: str, grammar: Grammar, rank: str, headings: Mapping[str, Slots], year: int | None) -> None:
        self.year = year
        self.text, self.grammar, self.rank, self.headings = text, grammar, rank, headings
        self.readings: dict[int, Reading] = {}

    def read(self, clauses: Sequence[Clause], nodes: Sequence[Node], section: str, opening: Slots) -> list[Reading]:
        """Read the figures of one paragraph.

        Parameters
        ----------
        clauses, nodes
            Its figures.
        section
            Its heading path.
        opening
            What its first words say before any figure, e.g. a heading that runs in.
        """
        found: list[Reading] = []
        for clause, node in zip(clauses, nodes, strict=True):
            reading = Reading(node, clause, self._own(clause, node))
            self._rest(reading, found)
            reading.leads = [self._phrase(lead) for lead in clause.leads]
            self._place(reading, found)
            self._resolve(reading, found, section, opening)
            self.readings[node.index] = reading
            found.append(reading)
        return found

    def _rest(self, reading: Reading, earlier: Sequence[Reading]) -> None:
        """Read 其他5件 by what stands beside it: other results of cases, other ways of publication."""
        words = reading.clause.before
        last = earlier[-1] if earlier and earlier[-1].clause.sentence == reading.clause.sentence else None
        if last is None or not reading.own.is_bare or not words or (words[-1].kind, words[-1].concept) != ("list", "rest"):
            return
        if last.own.result & _CASE_RESULTS:
            siblings = (one.own.result for one in earlier[-_REACH:] if one.clause.sentence == reading.clause.sentence)
            kind = "rest_case" if any("withdrawn" in result for result in siblings) else "other_case"
            reading.own = replace(reading.own, result=frozenset((kind,)))
        elif last.own.by and last.slots.object and last.slots.object <= _INFORMATION:
            reading.own = replace(reading.own, by=frozenset(("other_way",)))

    def _phrase(self, tokens: Sequence[Token], *, behind: bool = False) -> Slots:
        return read_phrase(tokens, self.text, self.grammar, behind=behind)

    def _own(self, clause: Clause, node: Node) -> Slots:
        before = before_rate(clause.before) if node.role in ("share", "growth", "ratio") else clause.before
        told = self._phrase(before)
        after = clause.after if told.is_bare else _noun(clause.after)
        behind = self._phrase(after, behind=True) if after else Slots()
        if "part" in self.grammar.units.get(node.quantity.unit, ()) or behind.object == _PARTS:
            return Slots(object=_PARTS)  # of a report: 由七部分组成, 7个部分
        told = self._predicate(told, clause.after)
        return self._carried(merged(told, behind), [*clause.before, *clause.after])

    def _predicate(self, told: Slots, after: Sequence[Token]) -> Slots:
        """Take the result that is said right behind a figure: 行政复议：3件维持, 未到期限的8件结转至2015年."""
        if told.is_bare or told.result or not after or after[0].kind != "result":
            return told
        result = frozenset((after[0].concept,))
        return replace(told, result=result, unknown=told.unknown and not result & _CARRIES)

    def _carried(self, slots: Slots, tokens: Sequence[Token]) -> Slots:
        """Tell whether requests were carried in or out, where only a year says so: 2021年结转5件, 结转2023年8件."""
        if not slots.result & _CARRIES:
            return slots
        years = [int(token.concept) for token in tokens if token.kind == "when" and token.concept.isdigit()]
        times = {token.concept for token in tokens if token.kind == "when"}
        if "prev" in times or (self.year and any(year < self.year for year in years)):
            return replace(slots, result=frozenset(("carried_in",)))
        if "next" in times or (self.year and any(year > self.year for year in years)) or "carry" in slots.result:
            return replace(slots, result=frozenset(("carried_out",)))
        return slots

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
        if before and _sums_up(reading, self.text) and not reading.head:
            self._sum(reading, [one for one in earlier[-_REACH:] if one.clause.sentence == clause.sentence], section, opening)
            return
        base = reading.head or before
        if clause.mirror and len(earlier) >= clause.mirror and own.is_bare:
            base = before = earlier[-clause.mirror]
        elif own.is_bare and before and before.node.period != reading.node.period:
            base = before  # 当面申请0条，历年累计5条
        reading.level = self._level(reading, base, earlier)
        slots = own
        near = reading.leads[:_NEAR]
        if not own.object:
            implied = self.grammar.implied_object(own)
            reading.elliptic = not implied
            slots = self._ellipsis(reading, base, implied, section, opening)
        elif not own.act:
            slots = replace(slots, act=next((lead.act for lead in near if lead.act), EMPTY))
            if not slots.act and base:
                reading.spare_act = base.slots.act
        if reading.head and not slots.by and (own.result or own.reason or not own.object):
            slots = replace(slots, by=reading.head.slots.by)
        if (slots.object or slots.act) and slots.object <= _CHANNELLED and not (slots.by or own.result or own.reason):
            governs = not before or before.own.by <= opening.by
            by = next((lead.by for lead in near if lead.by), EMPTY) or (opening.by if governs else EMPTY)
            slots = replace(slots, by=by if len(by) == 1 else EMPTY)  # 通过网络、信函等方式 is no restriction
        if not slots.about:
            governors = (*reading.leads, opening, self.headings.get(section, Slots()), *([base.slots] if base else []))
            slots = replace(slots, about=any(governor.about for governor in governors))
        if slots.object <= _INFORMATION and near and near[0].field and near[0].unknown and not near[0].act:
            slots = replace(slots, unknown=True)  # 在扶贫领域，公开信息30条
        if before and before.slots.foreign and not slots.about and slots.object & _SHARED:
            slots = replace(slots, foreign=True)
        reading.slots = self._as_part(reading, self._on_request(reading, self._shaped(slots)))

    def _sum(self, reading: Reading, parts: Sequence[Reading], section: str, opening: Slots) -> None:
        """Read a total behind its parts: of what they have in common, of the level that holds them all."""
        parts = [one for one in parts if one.node.role == "value"]
        objects = [one.slots.object for one in parts if one.slots.object]
        shared = [self.grammar.absorbs.get(next(iter(one)), EMPTY) | one for one in objects if len(one) == 1]
        common = frozenset.intersection(*shared) if shared else EMPTY
        same = objects[0] if len(set(objects)) == 1 else (common & _SUMS) or (common & _INFORMATION)
        acts = {one.slots.act for one in parts if one.slots.act}
        ways = {one.slots.by for one in parts if one.slots.by and not one.own.by}
        by = next(iter(ways)) if len(ways) == 1 else EMPTY
        mixed = bool(parts and parts[0].own.by)
        slots = Slots(object=same, unknown=mixed, act=next(iter(acts)) if len(acts) == 1 else EMPTY, by=by, about=any(one.slots.about for one in parts))
        for governor in (opening, self.headings.get(section, Slots())):
            slots = slots.filled(governor, ("object", "act") if not slots.object else ("act",))
        levels = {one.level for one in parts}
        reading.elliptic = True
        reading.level = levels.pop() if len(levels) == 1 else "all"
        reading.slots = replace(slots, foreign=all(one.slots.foreign for one in parts) if parts else False)

    def _as_part(self, reading: Reading, slots: Slots) -> Slots:
        """Let a part be of the kind of its whole: of what was published, or of documents whose property it is."""
        head = reading.head.slots if reading.head else None
        if head is None or not head.object <= _INFORMATION or not head.object:
            return slots
        if head.act <= _PUBLISHED and head.act:
            return replace(slots, object=frozenset(("gov_info",))) if slots.object == {"info"} else slots
        return replace(slots, unknown=True) if slots.object & _REQUESTS else slots

    def _on_request(self, reading: Reading, slots: Slots) -> Slots:
        """Read 其中依申请公开9件 by its whole: of requests received, of information published, or a property of documents."""
        if slots.object != {"on_request"} or slots.act or slots.result or reading.head is None:
            return slots
        act = reading.head.slots.act
        return replace(slots, act=act) if act & (_PUBLISHED | _RECEIVED) else replace(slots, unknown=True)

    def _ellipsis(
        self, reading: Reading, base: Reading | None, implied: frozenset[str], section: str, opening: Slots
    ) -> Slots:
        """Fill in what a figure leaves out: from its list, the sentence, the clauses before it, the paragraph, the heading."""
        own = reading.own
        leads = [lead for lead in reading.leads if lead.object]
        governors = [base.slots] if base else []
        governors = [*leads, *governors] if not reading.head else [*governors, *leads]
        last = self._last_of_paragraph(reading)
        earlier_case = self.readings.get(reading.node.index - 1)
        governors += [opening, *([last.slots] if last else []), self.headings.get(section, Slots())]
        of_cases = bool(own.result & _CASE_RESULTS)
        if of_cases and earlier_case:
            governors.insert(0, earlier_case.slots)
        source = next((one for one in governors if len(one.object) == 1 and (not of_cases or one.object <= _CASES)), Slots())
        nearest = base.head if base and base.head and not reading.head else base
        obscure = nearest is not None and nearest.slots.is_doubtful and not nearest.slots.object
        foreign = (nearest or last) is not None and (nearest or last).slots.foreign and not leads
        if own.act & _ACCOUNTS:
            foreign = obscure = False  # a post is one whatever stands beside it
        if obscure or foreign or any(lead.foreign for lead in reading.leads[:1]):
            own = replace(own, unknown=own.unknown or obscure, foreign=own.foreign or foreign or not obscure)
        if implied and reading.head and not (reading.head.slots.object or reading.head.slots.is_doubtful):
            reading.head.slots = replace(reading.head.slots, object=implied)  # a result tells what its whole is of, too
        if implied:
            fitting = source.object if source.object & (_REQUESTS | _CASES) and not source.object & _CASES else EMPTY
            return replace(own, object=fitting or implied)
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

    def _last_of_paragraph(self, reading: Reading) -> Reading | None:
        """Find the figure that ended the sentence before."""
        earlier = self.readings.get(reading.node.index - 1)
        for _ in range(_DEEPEST):
            if earlier and earlier.head:
                earlier = earlier.head
        return earlier if earlier and earlier.clause.paragraph == reading.clause.paragraph else None

    def _shaped(self, slots: Slots) -> Slots:
        """Several channels together are no restriction of what was published."""
        if len(slots.by) > 1 and slots.object <= {"info", "gov_info"} and slots.object:
            return replace(slots, by=EMPTY)
        return slots

    def _level(self, reading: Reading, base: Reading | None, earlier: Sequence[Reading]) -> str:
        whose = reading.own.whose or next((lead.whose for lead in reading.leads if lead.whose), ())
        if level := level_of(whose, self.rank):
            # From then on a table counts what one organ does itself, and that is all there is.
            return "all" if level == "own" and self.rank == "single" and (self.year or 0) >= _TABLES_SINCE else level
        if reading.head:
            return reading.head.level
        sentence = reading.clause.sentence
        for one in reversed(earlier[-_REACH:]):
            if one.clause.sentence != sentence:
                break
            if not (one.head and one.head.clause.sentence == sentence):
                return one.level
        return "all"


def _sums_up(reading: Reading, text: str) -> bool:
    """Tell whether a figure only says that it is a sum: 合计2420件."""
    tokens = reading.clause.before
    if not reading.own.is_bare or not tokens:
        return False
    last = tokens[-1]
    return (last.kind == "filler" and text[last.start : last.end] == "共") or any(
        token.kind == "list" and token.concept == "total" for token in tokens
    )


def before_rate(tokens: Sequence[Token]) -> list[Token]:
    """Leave out the words that only say how a rate is measured: 占..., 同比增长."""
    for at, token in enumerate(tokens):
        if token.kind in ("share", "compare", "direction"):
            return list(tokens[:at])
    return list(tokens)


def _noun(tokens: Sequence[Token]) -> list[Token]:
    """Take the noun that stands right behind a figure: 12起政府信息公开申请."""
    found: list[Token] = []
    for token in tokens:
        if token.kind not in _NOUNS and not (token.kind == "filler" and not found) and not (token.kind == "join" and found):
            break
        found.append(token)
    while found and found[-1].kind == "join":
        found.pop()
    return found
