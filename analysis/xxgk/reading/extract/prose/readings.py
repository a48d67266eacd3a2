"""A figure with its slots, and what its place in a list makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from xxgk.reading.extract.prose.clauses import Clause
from xxgk.reading.extract.prose.frames import EMPTY, Grammar, Slots
from xxgk.reading.extract.prose.model import Node

_CASES = frozenset(("review", "lawsuit"))
CARRIED = frozenset(("carry", "carried_in", "carried_out"))
INFORMATION = frozenset(("info", "gov_info", "document"))
REQUESTS = frozenset(("request", "on_request"))
CASE_RESULTS = frozenset(("upheld", "dismissed", "corrected", "revoked", "unlawful", "changed", "withdrawn"))
REACH = 40  # figures that a level, a sum or a rest is looked back through
_PUBLISHED = frozenset(("publish", "release"))
_RECEIVED = frozenset(("receive", "receive_handle", "occur"))
_ANSWERED = frozenset(("answer", "close"))
_PLAIN = len("公开")  # not 主动公开
_REST = frozenset(("rest",))
_SUMS = frozenset(("staff", "request"))


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
    rival
        The figure that has the name which this one claims, too, with another value.
    ranges
        Whether it is one end of a range: 1-2名.
    again
        Whether it names again, in numbers alone, what no one figure before it counts: 45件中已办结43件.
    is_sum
        Whether it only adds up what stands before it: 共130元.
    so_far
        Whether it goes on with a figure of all years so far: 累计收到申请500件，办结480件.
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
    rival: Reading | None = None
    ranges: bool = False
    again: bool = False
    is_sum: bool = False
    so_far: bool = False


def read_rest(reading: Reading, earlier: Sequence[Reading]) -> None:
    """Read 其他5件 by what stands beside it: other results of cases, other ways of publication or of application.

    Of requests the rest may be answered otherwise or not at all, so it is of no result that has a name.
    """
    words = reading.clause.before
    last = earlier[-1] if earlier and earlier[-1].clause.sentence == reading.clause.sentence else None
    if last is None or not reading.own.is_bare or not words or (words[-1].kind, words[-1].concept) != ("list", "rest"):
        return
    if last.own.result & CASE_RESULTS:
        siblings = (one.own.result for one in earlier[-REACH:] if one.clause.sentence == reading.clause.sentence)
        kind = "rest_case" if any("withdrawn" in result for result in siblings) else "other_case"
        reading.own = replace(reading.own, result=frozenset((kind,)))
        return
    if last.own.by and last.slots.object and last.slots.object <= INFORMATION:
        reading.own = replace(reading.own, by=frozenset(("other_way",)))
    elif last.slots.object <= REQUESTS and reading.node.role == "value" and last.node.index not in reading.node.of:
        if last.own.result - CARRIED:
            reading.own = replace(reading.own, result=_REST)
        elif last.own.by:
            reading.own = replace(reading.own, by=frozenset(("other_way",)))


def sums_up(reading: Reading, text: str) -> bool:
    """Tell whether a figure only says that it is a sum: 合计2420件."""
    tokens = reading.clause.before
    if not reading.own.is_bare or not tokens:
        return False
    last = tokens[-1]
    return (last.kind == "filler" and text[last.start : last.end] == "共") or any(
        token.kind == "list" and token.concept == "total" for token in tokens
    )


def read_sum(reading: Reading, parts: Sequence[Reading], governors: Iterable[Slots], grammar: Grammar) -> None:
    """Read a total behind its parts: of what they have in common, of the level that holds them all."""
    reading.is_sum = True
    parts = [one for one in parts if one.node.role == "value"]
    objects = [one.slots.object for one in parts if one.slots.object]
    shared = [grammar.absorbs.get(next(iter(one)), EMPTY) | one for one in objects if len(one) == 1]
    common = frozenset.intersection(*shared) if shared else EMPTY
    same = objects[0] if len(set(objects)) == 1 else (common & _SUMS) or (common & INFORMATION)
    acts = {one.slots.act for one in parts if one.slots.act}
    ways = {one.slots.by for one in parts if one.slots.by and not one.own.by}
    by = next(iter(ways)) if len(ways) == 1 else EMPTY
    mixed = bool(parts and parts[0].own.by) and not _are_all_ways(parts)
    several = any(t.kind == "whose" and t.concept not in ("all", "self") for t in reading.clause.before)
    if several or (not same and any(one & REQUESTS for one in objects)):
        reading.elliptic, reading.slots = True, Slots()  # of unlike things, and of some organs, no sum has a name
        return
    act = next(iter(acts), EMPTY)
    if act & _RECEIVED and any(one.slots.result & CARRIED for one in parts):
        act = frozenset(("handle",))  # 收到14件，上年结转2件，共16件
    slots = Slots(
        object=same,
        unknown=mixed,
        act=act if len(acts) == 1 else EMPTY,
        by=by,
        about=any(one.slots.about for one in parts),
    )
    for governor in governors:
        slots = slots.filled(governor, ("object", "act") if not slots.object else ("act",))
    levels = {one.level for one in parts}
    reading.elliptic = True
    reading.level = levels.pop() if len(levels) == 1 else "all"
    reading.slots = replace(slots, foreign=all(one.slots.foreign for one in parts) if parts else False)


def _are_all_ways(parts: Sequence[Reading]) -> bool:
    """Tell whether parts are requests by the ways they came, each another, which together are all that came."""
    ways = {one.own.by for one in parts}
    alike = all(one.own.by and one.slots.object <= REQUESTS and not one.head for one in parts)
    return alike and len(ways) == len(parts) > 1


def shape(reading: Reading, slots: Slots) -> Slots:
    """Let the whole of a list say what its part is of."""
    slots = _as_part(reading, _as_result(reading, _on_request(reading, _shaped(slots))))
    narrowed = reading.head is not None and reading.head.own.unknown and bool(reading.head.own.object & _CASES)
    return replace(slots, unknown=True) if narrowed else slots  # 一审案件33件，其中驳回5件


def _shaped(slots: Slots) -> Slots:
    """Several channels together are no restriction of what was published."""
    if len(slots.by) > 1 and slots.object <= {"info", "gov_info"} and slots.object:
        return replace(slots, by=EMPTY)
    return slots


def _on_request(reading: Reading, slots: Slots) -> Slots:
    """Read 其中依申请公开9件 by its whole: requests received, information published, or a property of documents."""
    if slots.object != {"on_request"} or slots.act or slots.result or reading.head is None:
        return slots
    act = reading.head.slots.act
    return replace(slots, act=act) if act & (_PUBLISHED | _RECEIVED) else replace(slots, unknown=True)


def _as_result(reading: Reading, slots: Slots) -> Slots:
    """Read a bare 公开 among what became of requests as granted: 答复31件，其中公开20件."""
    own, head = reading.own, reading.head.slots if reading.head else None
    if head is None or head.is_doubtful or not head.act & _ANSWERED or not head.object <= REQUESTS:
        return slots
    acts = [token for token in reading.clause.before if token.kind == "act"]
    bare = own.act == {"publish"} and not (own.object or own.by or own.result) and len(acts) == 1
    if not bare or acts[0].end - acts[0].start != _PLAIN:
        return slots
    return replace(slots, object=head.object or frozenset(("request",)), act=EMPTY, result=frozenset(("granted",)))


def _as_part(reading: Reading, slots: Slots) -> Slots:
    """Let a part be of the kind of its whole: of what was published, or of documents whose property it is."""
    head = reading.head.slots if reading.head else None
    if head is None or not head.object <= INFORMATION or not head.object:
        return slots
    if head.act <= _PUBLISHED and head.act:
        return replace(slots, object=frozenset(("gov_info",))) if slots.object == {"info"} else slots
    return replace(slots, unknown=True) if slots.object & REQUESTS else slots
