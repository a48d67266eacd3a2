"""Names: a figure has the one indicator whose slots it fills, or none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from xxgk.reading.extract.prose.claims import differ, keep_one
from xxgk.reading.extract.prose.frames import Grammar
from xxgk.reading.extract.prose.readings import Reading

_RATES = {"share": ".share", "growth": ".growth", "ratio": ".ratio"}
_UNKNOWN_YEAR = 2018  # of the older names, which more reports have
_PER_CENT = ("%", "‰")
_KINDS = ("upheld",)
_RESULTS = ("upheld", "corrected")
_FAMILIES = ("requests.channel", "requests.outcome", "disclosure.channel")
_REFUSED = "requests.outcome.refused"
_REASONS = ("requests.refusal.", "requests.refused.")
_JOINT = (".disclosed", ".weibo_wechat", ".letter_fax", ".share")  # kinds that hold other kinds
_CONCERNS = frozenset(("occur",))  # 涉及政府信息公开的2件
_ONE = 4  # characters of one kind of applicant: 公民个人
_CLOSED = "requests.closed."
_CARRIED = frozenset(("carried_in", "carried_out"))


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The indicators that there are, with the year in which each begins."""

    since: Mapping[str, int]

    def __contains__(self, indicator: str) -> bool:
        return indicator in self.since


def give_names(readings: Sequence[Reading], grammar: Grammar, known: Dictionary, year: int | None) -> None:
    """Name the figures of a document.

    Parameters
    ----------
    readings
        Its figures in order.
    grammar
        The indicators as slots.
    known
        The indicators of the dictionary.
    year
        The report's year, which decides between two that differ by era.
    """
    counts = {reading.node.index: reading for reading in readings}
    for reading in readings:
        if reading.ranges or reading.again:
            continue
        if reading.node.role == "value" or _is_whole_of_share(reading):
            reading.indicator = _name(reading, grammar, known, year)
            if not (reading.indicator or reading.node.quantity.value):
                reading.indicator, *reading.also = _names_of_none(reading, grammar, known, year) or [""]
    for reading in readings:
        whole = (
            counts.get(reading.node.of[0]) if reading.node.relation == "part" and len(reading.node.of) == 1 else None
        )
        beside = whole or counts.get(reading.clause.previous)
        if whole and (whole.indicator, whole.level) == (reading.indicator, reading.level) and differ((whole, reading)):
            reading.indicator = ""
        if whole and whole.level == reading.level and _is_kind_of(reading.indicator, whole.indicator):
            whole.indicator, reading.indicator = reading.indicator.rpartition(".")[0], ""
        is_told = whole and whole.level == reading.level and not reading.node.by_arithmetic
        if is_told and _is_within_its_kind(reading.indicator, whole.indicator):
            reading.indicator = ""
        if beside and _is_the_part_about_it(reading, beside, told=whole is not None):
            beside.indicator, reading.indicator = "", beside.indicator
        if whole and reading.indicator == "requests.disclosed" and whole.indicator == "disclosure.total":
            _give_to_part(whole, readings)
    _part_siblings(readings)
    _part_applicants(readings)
    _part_outcomes(readings)
    _fold_kinds(readings)
    keep_one(readings)
    _drop_named_again(readings)
    for reading in readings:
        if suffix := _RATES.get(reading.node.role):
            reading.indicator = _rate(reading, counts, grammar, known, year, suffix)


def _is_whole_of_share(reading: Reading) -> bool:
    """Tell whether a figure is the whole that a share is of, printed within its words: 占总数400条的92.5%."""
    return reading.node.role == "base" and any(token.kind == "share" for token in reading.clause.before)


def _is_the_part_about_it(part: Reading, whole: Reading, told: bool) -> bool:
    """Tell whether only a part of the cases is about disclosure: 应诉17件，其中征收类11件、政府信息公开类6件."""
    own = part.own
    return (
        own.about
        and (told or (bool(own.act & _CONCERNS) and part.clause.sentence == whole.clause.sentence))
        and part.node.quantity.unit == whole.node.quantity.unit
        and (own.is_bare or replace(own, act=own.act - _CONCERNS).is_bare)
        and part.node.quantity.value <= whole.node.quantity.value
        and not whole.own.about
        and whole.slots.object <= {"review", "lawsuit", "complaint"}
    )


def _give_to_part(whole: Reading, readings: Sequence[Reading]) -> None:
    """Let the total be the part that was published unasked: 公开410条，其中主动公开402条、依申请公开8条."""
    for reading in readings:
        is_part = reading.node.relation == "part" and reading.node.of == (whole.node.index,)
        if (
            is_part
            and reading.slots.object <= {"info", "gov_info"}
            and reading.slots.act == {"publish"}
            and not reading.slots.by
        ):
            reading.indicator = whole.indicator
            whole.indicator = ""
            return


def _drop_named_again(readings: Sequence[Reading]) -> None:
    """Count no set twice: 在政府网站公开的400条信息中 are the 400 that were published, not all of that channel."""
    totals = set()
    for reading in readings:
        key = reading.level, reading.node.quantity.value
        if reading.indicator == "disclosure.total":
            totals.add(key)
        elif key in totals and reading.indicator.startswith("disclosure.channel.") and _is_of_known(reading):
            reading.indicator = ""


def _is_of_known(reading: Reading) -> bool:
    """Tell whether a figure stands within the noun phrase of a set that parts are taken from: 公开的400条信息中."""
    before, after = reading.clause.before, reading.clause.after
    return bool(before and after) and before[-1].concept == "filler" and after[-1].concept == "filler"


def _name(reading: Reading, grammar: Grammar, known: Dictionary, year: int | None, unit: str | None = None) -> str:
    period = "cumulative" if reading.so_far else reading.node.period
    if reading.slots.result & _CARRIED:
        period = "year"  # 2021年结转5件: the year says from where to where
    if period not in ("year", "cumulative"):
        return ""
    unit = reading.node.quantity.unit if unit is None else unit
    found = grammar.candidates(reading.slots, unit)
    if not found and reading.spare_act:
        found = grammar.candidates(replace(reading.slots, act=reading.spare_act), unit)
    found = [name for name in found if known.since.get(name, 0) <= (year or _UNKNOWN_YEAR)] or found
    if len(found) > 1:
        latest = max(known.since.get(name, 0) for name in found)
        found = [name for name in found if known.since.get(name, 0) == latest]
    if len(found) != 1:
        return ""
    if found[0].startswith("requests.") and _is_of_one_kind(reading):
        return ""
    name = found[0] + (".cumulative" if period == "cumulative" else "")
    return name if name in known else ""


def _is_of_one_kind(reading: Reading) -> bool:
    """Tell whether the words name applicants of one kind alone, whose requests are not all: 法人申请400件."""
    return [token.concept for token in reading.clause.before if token.kind == "applicant"] == ["one_kind"]


def _names_of_none(reading: Reading, grammar: Grammar, known: Dictionary, year: int | None) -> list[str]:
    """Name 0 of several kinds together, which is 0 of each: 行政复议、行政诉讼0件."""
    whole = reading.slots
    mixed = next((name for name in ("object", "by", "result") if len(getattr(whole, name)) > 1), "")
    names = []
    for concept in sorted(getattr(whole, mixed, ())):
        reading.slots = replace(whole, **{mixed: frozenset((concept,))})
        names.append(_name(reading, grammar, known, year))
    reading.slots = whole
    return names if all(names) else []


def _fold_kinds(readings: Sequence[Reading]) -> None:
    """Call a result by its whole name where its kinds are not printed apart: 维持 alone is all that was upheld."""
    names = {reading.indicator for reading in readings}
    for reading in readings:
        stem = reading.indicator.rpartition(".")[0]
        if stem.rpartition(".")[2] in _KINDS and sum(name.rpartition(".")[0] == stem for name in names) < 2:
            reading.indicator = stem


def _is_kind_of(kind: str, whole: str) -> bool:
    """Tell whether a result is only a kind of the one that it is a part of: 维持12件（含驳回4件）."""
    stem = kind.rpartition(".")[0]
    return stem.rpartition(".")[2] in _RESULTS and whole in (stem, f"{stem}.affirmed", f"{stem}.dismissed")


def _is_named(reading: Reading, result: str) -> bool:
    return any((token.kind, token.concept) == ("result", result) for token in reading.clause.before)


def _part_siblings(readings: Sequence[Reading]) -> None:
    """Take the name from a part whose kind stands beside it: 收到48件，办结44件、延期办结4件; then it is not all."""
    lists: dict[tuple[int, str], list[Reading]] = {}
    for reading in readings:
        if reading.node.relation == "part":
            lists.setdefault((reading.node.group, reading.level), []).append(reading)
    for members in lists.values():
        names = [member.indicator for member in members]
        for member in members:
            on_time = member.indicator == "requests.answered" and _is_named(member, "on_time")
            kinds = _CLOSED if on_time else f"{member.indicator}."
            if member.indicator and any(name.startswith(kinds) for name in names):
                member.indicator = ""  # 按时答复32件、延期答复1件


def _part_applicants(readings: Sequence[Reading]) -> None:
    """Take the name of all from requests of citizens where others stand beside them: 公民申请9件，法人申请1件."""
    applicants = {reading.node.index: _applicants(reading) for reading in readings}
    wholes = {whole for reading in readings for whole in reading.node.of}
    apart = {one.clause.sentence for one in readings if "one_kind" in applicants[one.node.index]}
    for reading in readings:
        alone = reading.clause.sentence in apart and reading.node.index not in wholes
        if alone and applicants[reading.node.index] == {"applicant"}:
            reading.indicator = ""


def _applicants(reading: Reading) -> set[str]:
    """The applicants that a figure's own clause names, save all of them: 公民、法人和其他组织."""
    words = list(reading.clause.before)
    last = max((at + 1 for at, token in enumerate(words) if token.kind == "mark"), default=0)
    named = [token for token in words[last:] if token.kind == "applicant"]
    return {token.concept for token in named if token.concept != "applicant" or token.end - token.start <= _ONE}


def _part_outcomes(readings: Sequence[Reading]) -> None:
    """Take the name of a reason from what stands beside the refused: 不同意公开6件（国家秘密6件），不是政府信息4件."""
    refused = {(one.clause.sentence, one.level): one for one in readings if one.indicator == _REFUSED}
    explained = {of for one in readings if one.indicator.startswith(_REASONS) for of in one.node.of}
    for reading in readings:
        whole = refused.get((reading.clause.sentence, reading.level))
        if not whole or not reading.indicator.startswith(_REASONS) or whole.node.index in reading.node.of:
            continue
        beside = reading.node.group == whole.node.group != -1
        if beside or whole.node.index in explained:
            reading.indicator = ""


def _is_within_its_kind(part: str, whole: str) -> bool:
    """Tell whether a part and its whole are kinds of one thing, counted twice in a sum: 网上60件，其中邮箱12件."""
    family = whole.rpartition(".")[0]
    return family in _FAMILIES and part.startswith(f"{family}.") and not whole.endswith(_JOINT)


def _rate(
    reading: Reading, counts: Mapping[int, Reading], grammar: Grammar, known: Dictionary, year: int | None, suffix: str
) -> str:
    """Name a rate by the count that it speaks of: what its own words name, else the count before it."""
    if reading.own.object and suffix == ".share":
        direct = [name for name in grammar.candidates(reading.slots, reading.node.quantity.unit) if name in known]
        if len(direct) == 1:
            return direct[0]
    host = counts.get(reading.node.about)
    if host is None or host.clause.depth > reading.clause.depth:
        host = _beside(reading, counts)
    if not reading.own.is_bare and not _names_act_of(reading, host):
        owner = _name(reading, grammar, known, year, "")
    elif host and host.clause.sentence == reading.clause.sentence:
        owner, reading.level = host.indicator, host.level
    else:
        owner = ""
    owner = owner.removesuffix(".cumulative")
    quantity = reading.node.quantity
    if suffix == ".share" and (quantity.unit not in _PER_CENT or quantity.value < 0 or _is_of_growth(host)):
        return ""
    if suffix == ".growth" and (quantity.unit not in (*_PER_CENT, "倍") or _is_of_earlier_year(reading, year)):
        return ""
    if suffix == ".share" and owner.endswith(".total") and reading.level == "all":
        return ""  # what is all of it is no share of it
    return owner + suffix if owner and owner + suffix in known else ""


def _is_of_earlier_year(rate: Reading, year: int | None) -> bool:
    """Tell whether a rate is measured against a year before the last: 比2017年增长12%，比2016年增长28%."""
    named = [token.concept for token in rate.clause.before if token.kind == "when"]
    years = [int(one) for one in named if one.isdigit()]
    return "before_last" in named or (year is not None and any(one < year - 1 for one in years))


def _names_act_of(rate: Reading, host: Reading | None) -> bool:
    """Tell whether a rate only repeats the act of its count: 受理申请30件、行政复议1件，受理数上升25%."""
    own = rate.own
    bare = not (own.object or own.by or own.result or own.reason or own.is_doubtful)
    return bool(own.act and bare and host and host.own.act == own.act)


def _beside(reading: Reading, counts: Mapping[int, Reading]) -> Reading | None:
    """Find the count that a rate stands beside where the tree ties it to none; not one in a closed bracket."""
    mirror = reading.clause.mirror
    return counts.get(reading.node.index - mirror) if mirror else counts.get(reading.clause.previous)


def _is_of_growth(host: Reading | None) -> bool:
    """Tell whether the rates behind a count are said to be changes: 各渠道增幅为：当面申请30件（50%）."""
    leads = host.clause.leads if host else []
    return any(token.kind == "direction" for lead in leads[:1] for token in lead)
