"""The findings of a check in words: what is broken and where, what speaks for which side, what would mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from xxgk.reading.audit.clues import find_clue
from xxgk.reading.audit.figures import PREVIOUS, Key
from xxgk.reading.audit.lines import compare, format_finding, rule_name
from xxgk.reading.audit.records import Fault, Member, Relation, Testimony, alike
from xxgk.reading.quantities import decimal_text
from xxgk.reading.report import AuditedReport
from xxgk.show.places import where
from xxgk.show.words import indicator_name, join, pick, term, without_base

if TYPE_CHECKING:
    from xxgk.reading.documents import Quote

_NO_SIDE = {
    "neither": ("两者都不支持", "support{} neither"),
    "both": ("说法不一", "disagree"),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure that takes part in a relation, for readers: its name, where it was printed, the sentence around it."""

    member: Member
    name: str
    where: str
    quote: "Quote | None" = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken relation in words.

    Attributes
    ----------
    relation
        The relation.
    line
        A line that an editor can open.
    truth
        The same line, with what is true of the figures in place of what should be.
    headline
        The same for readers: without the addresses and ids that a line has for an editor.
    evidence
        Its figures; the first is the one that `line` speaks of.
    witness
        What other relations say, in one sentence; blank where none can tell.
    clue
        The one cell of a table that the figure fits; None where there is none, or more than one.
    hint
        The same in a sentence.
    also
        Further relations that say the same of the same printed figure (`said_once`).
    """

    relation: Relation
    line: str
    truth: str
    headline: str
    evidence: tuple[Evidence, ...]
    witness: str
    clue: Evidence | None = None
    hint: str = ""
    also: tuple[Relation, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The rules that state it."""
        return tuple(dict.fromkeys(one.code for one in (self.relation, *self.also)))


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would mend a fault, in words: a `line` that an editor can open, and a `sentence` for readers."""

    fault: Fault
    line: str
    sentence: str
    explanations: tuple[tuple[tuple[Evidence, Decimal], ...], ...]


def findings(report: AuditedReport, lang: str = "zh") -> list[Finding]:
    """Put the broken relations of a report into words, errors before warnings."""
    return [_finding(report, relation, lang) for relation in report.audit.findings]


def said_once(found: Sequence[Finding]) -> list[Finding]:
    """Put together the findings that say the same of one printed figure, for readers; programs get every one."""
    groups = alike([finding.relation.claim for finding in found])
    return [_joined([found[position] for position in group]) for group in groups]


def _joined(group: Sequence[Finding]) -> Finding:
    """Let the first of several findings speak for all, with whatever any of them knows."""
    first, *others = group
    printed = {one.member.place: one for finding in reversed(group) for one in reversed(finding.evidence)}
    witness = next((finding.witness for finding in group if finding.witness), "")
    return replace(
        first,
        evidence=(*first.evidence, *(one for place, one in printed.items() if place not in first.relation.places)),
        witness=witness,
        also=tuple(finding.relation for finding in others),
    )


def remedies(report: AuditedReport, lang: str = "zh") -> list[Remedy]:
    """Put into words which figures, set right, would mend the broken relations or fill the blanks."""
    return [_remedy(report, fault, lang) for fault in report.audit.faults]


def evidence(report: AuditedReport, members: Iterable[Member], lang: str) -> tuple[Evidence, ...]:
    """Put into words which figures take part in a relation."""
    return tuple(_evidence(report, member, lang) for member in members)


def name_key(key: Key, lang: str) -> str:
    """Name for readers what a figure counts."""
    bare = key.indicator.removeprefix(PREVIOUS)
    year = pick(lang, "上年报告·", "last year's report, ") if key.is_previous else ""
    parts = [year + indicator_name(bare, lang)]
    parts += [term("level", key.level, lang)] if key.level not in ("", "all") else []
    parts += [term("applicant", key.applicant, lang)] if key.applicant else []
    return pick(lang, "·", ", ").join(parts)


def _finding(report: AuditedReport, relation: Relation, lang: str) -> Finding:
    fact = find_clue(relation, report.facts)
    clue = _evidence(report, Member(Key(fact.indicator, fact.level, fact.applicant), fact), lang) if fact else None
    return Finding(
        relation=relation,
        line=format_finding(relation, report.name, lang),
        truth=format_finding(relation, report.name, lang, refuted=True),
        headline=_headline(relation, lang),
        evidence=evidence(report, relation.members, lang),
        witness=_testimony(relation, relation.testimony, lang),
        clue=clue,
        hint=_hint(relation, clue, lang) if clue else "",
    )


def _hint(relation: Relation, clue: Evidence, lang: str) -> str:
    """Say which cell of a table a figure of the text fits."""
    figure = relation.members[0].printed
    if relation.kind == "share":
        return pick(
            lang,
            f"{figure} 只与一格相符：以 {clue.name} {clue.member.printed}（{clue.where}）为分母",
            f"{figure} fits one cell only, as a share of {clue.name} {clue.member.printed} ({clue.where})",
        )
    return pick(
        lang,
        f"{figure} 只与一格相符：{clue.name}（{clue.where}）",
        f"{figure} fits one cell only: {clue.name} ({clue.where})",
    )


def _headline(relation: Relation, lang: str) -> str:
    said = " ".join(f"{rule_name(relation, lang)}: {compare(relation, lang)}".split())
    if lang == "zh":
        return f"{said.replace(': ', '：')}（{relation.statement}）"
    return f"{said} ({relation.statement})"


def _evidence(report: AuditedReport, member: Member, lang: str) -> Evidence:
    name = name_key(member.key, lang) if member.key.indicator else member.label
    if member.fact is None:
        return Evidence(member, name, "")
    said = None if member.key.is_previous else report.quote(member.fact)
    return Evidence(member, name, where(member.fact.section, member.fact.place, lang), said)


def _remedy(report: AuditedReport, fault: Fault, lang: str) -> Remedy:
    explanations = tuple(
        tuple((_evidence(report, change.member, lang), change.value) for change in changes)
        for changes in fault.explanations
    )
    place = fault.explanations[0][0].member.place if fault.explanations else ""
    line = _fault_words(fault, lang, [[_change(*one, lang) for one in changes] for changes in explanations])
    sentence = _fault_words(fault, lang, [[_mend(*one, lang) for one in changes] for changes in explanations])
    return Remedy(fault, f"{report.name}:{place}: {line}", sentence, explanations)


def _fault_words(fault: Fault, lang: str, changes: list[list[str]]) -> str:
    rules = join(fault.codes, lang)
    if fault.status == "unexplained":
        return pick(
            lang,
            f"没有找到使 {rules} 成立而不使其他关系不成立的改法",
            f"no change was found that makes {rules} hold and breaks nothing",
        )
    ways = pick(lang, "；或 ", "; or ").join(join(together, lang) for together in changes)
    if fault.problem == "blank":
        lead = pick(lang, f"空白处可由 {rules} 推出", f"the blank follows from {rules}")
    elif fault.status == "unique":
        lead = pick(lang, f"可能的错处，改后 {rules} 成立", f"likely fault; mended, {rules} holds")
    else:
        lead = pick(
            lang, f"可能的错处不止一种，改任一种 {rules} 即成立", f"ambiguous; any one of these makes {rules} hold"
        )
    return f"{lead}{pick(lang, '：', ': ')}{ways}"


def _change(evidence: Evidence, value: Decimal, lang: str) -> str:
    """Say what to change, with the place as an editor knows it."""
    return f"{evidence.name} ({evidence.member.place}) {_old_and_new(evidence, value, lang)}"


def _mend(evidence: Evidence, value: Decimal, lang: str) -> str:
    """Say what to change, with the place in words."""
    spot = pick(lang, f"（{evidence.where}）", f" ({evidence.where})")
    return f"{evidence.name}{spot} {_old_and_new(evidence, value, lang)}"


def _old_and_new(evidence: Evidence, value: Decimal, lang: str) -> str:
    old = evidence.member.printed or pick(lang, "空白", "blank")
    return f"{old} → {_number(value)}"


def _testimony(relation: Relation, testimony: Testimony, lang: str) -> str:
    """Say which of two figures other relations support."""
    if not testimony.supports:
        return ""
    # Of a restatement, the total is the more exact printing, which the other is expected to agree with.
    sides = (relation.printed, relation.expected)
    total, parts = map(_number, reversed(sides) if relation.kind == "restatement" else sides)
    codes = [witness.code for witness in testimony.witnesses]
    one = "s" if len(codes) == 1 else ""
    winner = {"total": total, "parts": parts}.get(testimony.supports)
    verdict = (
        pick(lang, f"支持 {winner}", f"support{one} {winner}")
        if winner
        else pick(lang, *_NO_SIDE[testimony.supports]).format(one)
    )
    told = pick(lang, "；", "; ").join(
        pick(lang, f"取 {figure}，{said}", f"with {figure}, {said}")
        for witness in testimony.witnesses
        for figure, said in (
            (total, _judged(witness.with_total, testimony.supports in ("parts", "neither"), lang)),
            (parts, _judged(witness.with_parts, testimony.supports in ("total", "neither"), lang)),
        )
    )
    return f"{join(codes, lang)} {verdict}{pick(lang, '：', ': ')}{told}"


def _judged(statement: str, fails: bool, lang: str) -> str:
    """Write what a relation says of a figure, and that it does not hold with it."""
    if (told := without_base(statement, lang)) != statement or not fails:
        return told
    return statement + pick(lang, " 不成立", " does not hold")


def _number(value: Decimal | None) -> str:
    """Write a number for a sentence, with as many digits as a float is sure of."""
    return "?" if value is None else decimal_text(Decimal(repr(float(value))))
