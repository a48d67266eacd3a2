"""Checks for the terminal: one line a finding, as an editor can open it, and below it what helps to mend it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from xxgk.publishing.checks.findings import Finding, findings, remedies, said_once
from xxgk.publishing.checks.rendering import Part, Unreadable
from xxgk.reading.audit.lines import REASONS, format_finding, rule_name
from xxgk.reading.audit.records import Relation
from xxgk.reading.base.folders import indicator_names
from xxgk.reading.blanks import Supposed
from xxgk.reading.report import AuditedReport
from xxgk.show.words import pick, term

_INDENT = "    "
_BY_ARITHMETIC = (
    "哪些数字属于一组，语句没有写明，由数字判定",
    "The sentence does not say which figures belong together; the figures themselves decided.",
)


def part(report: AuditedReport, lang: str, account: bool, supposed: Supposed | None) -> str:
    """Write one report."""
    return "\n".join(_lines(report, lang, account, supposed))


def whole(parts: Sequence[Part | Unreadable], lang: str) -> str:
    """Write each check, then, where there are several, a summary."""
    texts = [entry.content for entry in parts if isinstance(entry, Part)]
    if len(parts) > 1:
        texts.append(summary(parts, lang))
    return "\n\n".join(texts)


def summary(parts: Sequence[Part | Unreadable], lang: str) -> str:
    """Count the reports without errors (they may have warnings), with errors, and that could not be read."""
    unread = sum(isinstance(entry, Unreadable) for entry in parts)
    wrong = sum(isinstance(entry, Part) and entry.errors > 0 for entry in parts)
    gaps = sum(isinstance(entry, Part) and not entry.errors and entry.gaps > 0 for entry in parts)
    clean = len(parts) - unread - wrong - gaps
    part = pick(lang, f"，{gaps} 份有表格未读全", f", {gaps} with tables not wholly read") if gaps else ""
    return pick(
        lang,
        f"共 {len(parts)} 份：{clean} 份没有错误，{wrong} 份有错误{part}，{unread} 份无法读取",
        f"{len(parts)} reports: {clean} without errors, {wrong} with errors{part}, {unread} could not be read",
    )


def coverage(report: AuditedReport, lang: str) -> str:
    """Say in one line how many figures and identities there were, and what became of the identities."""
    audit = report.audit
    counts = audit.outcomes
    reasons = [f"{pick(lang, *REASONS[name]).rstrip(':')} {n}" for name, n in audit.reasons.items()]
    why = pick(lang, f"（{'，'.join(reasons)}）", f" ({', '.join(reasons)})") if reasons else ""
    warnings = counts["broken"] - audit.errors
    blank = pick(lang, f"，{report.blanks} 个空格", f", {_number(report.blanks, 'blank')}") if report.blanks else ""
    return pick(
        lang,
        f"{report.figures} 个数字{blank}，{sum(counts.values())} 条恒等关系：成立 {counts['holds']}，"
        f"不成立 {counts['broken']}（错误 {audit.errors}，提示 {warnings}），无法判定 {counts['undecided']}{why}",
        f"{_number(report.figures, 'figure')}{blank}, {_number(sum(counts.values()), 'identity')}: "
        f"{counts['holds']} hold, {counts['broken']} broken "
        f"({_number(audit.errors, 'error')}, {_number(warnings, 'warning')}), "
        f"{counts['undecided']} undecided{why}",
    )


def offer(report: AuditedReport, lang: str) -> str:
    """Offer to say what would become of the relations that blanks leave undecided; blank where none do."""
    if not (undecided := report.audit.reasons.get("blank")):
        return ""
    return pick(
        lang,
        f"{undecided} 条因空白无法判定；加 --blanks-as-zero 可知空白若为0，哪些成立、哪些不成立",
        f"{undecided} undecided for blanks; --blanks-as-zero says what would hold and what break if blank meant 0",
    )


def unchecked(report: AuditedReport, lang: str) -> str:
    """Say which tables are none of the edition's, so that nothing is known of their figures; blank where none is."""
    if not (tables := report.other_tables):
        return ""
    figures = sum(tables.values())
    return pick(
        lang,
        f"{len(tables)} 张表格不是此版式的表格，其中 {figures} 个数字只作记录，未予核对："
        + "、".join(f"{place}（{number} 个）" for place, number in tables.items()),
        f"{_number(len(tables), 'table')} of no known kind, {_number(figures, 'figure')}, recorded but not checked: "
        + ", ".join(f"{place} ({number})" for place, number in tables.items()),
    )


def supposition(supposed: Supposed, name: str, lang: str) -> Iterator[str]:
    """Say what would hold and what would break if blank meant 0; one line for each that would break."""
    decided = len(supposed.holds) + len(supposed.broken)
    yield pick(
        lang,
        f"{name}: 若空白为0，{supposed.undecided} 条无法判定的关系中 {decided} 条可以判定："
        f"成立 {len(supposed.holds)}，不成立 {len(supposed.broken)}",
        f"{name}: if blank meant 0, {decided} of {supposed.undecided} undecided identities would be decided: "
        f"{len(supposed.holds)} hold, {len(supposed.broken)} break",
    )
    names = indicator_names(lang)
    lead = pick(lang, "若空白为0：", "if blank meant 0: ")
    yield from (f"{lead}{format_finding(relation, name, lang, names, refuted=True)}" for relation in supposed.broken)


def weight(relation: Relation, lang: str) -> str:
    """Say whether a finding is an error or a warning."""
    return pick(lang, "错误", "error") if relation.is_error else pick(lang, "提示", "warning")


def _number(number: int, noun: str) -> str:
    many = f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"


def _lines(report: AuditedReport, lang: str, account: bool, supposed: Supposed | None) -> Iterator[str]:
    edition = pick(lang, f"按“{report.form.zh}”读取", f"read as: {report.form.en}")
    yield f"{report.name}: {edition}"
    for notice in report.notices:
        place = f":{notice.place}" if notice.place else ""
        yield f"{report.name}{place}: {notice.code}: {pick(lang, notice.zh, notice.en)}"
    for finding in said_once(findings(report, lang)):
        yield from _finding_lines(finding, lang)
    yield from (remedy.line for remedy in remedies(report, lang))
    if account:
        yield from _account_lines(report, lang)
    if said := unchecked(report, lang):
        yield f"{report.name}: {said}"
    yield f"{report.name}: {coverage(report, lang)}"
    if supposed:
        yield from supposition(supposed, report.name, lang)
    elif said := offer(report, lang):
        yield f"{report.name}: {said}"


def _finding_lines(finding: Finding, lang: str) -> Iterator[str]:
    yield finding.truth
    subject = finding.evidence[0]
    kind = weight(finding.relation, lang)
    label = subject.member.label
    named = pick(lang, f"“{label}”", f" “{label}”") if label else ""
    grade = term("grade", finding.relation.grade, lang)
    yield f"{_INDENT}{kind} · {grade} · {subject.where}{named}"
    if subject.quote:
        before, figure, after = subject.quote
        yield f"{_INDENT}{before}【{figure}】{after}"
    if finding.relation.by_arithmetic:
        yield f"{_INDENT}{pick(lang, *_BY_ARITHMETIC)}"
    yield from (f"{_INDENT}{said}" for said in (finding.witness, finding.hint) if said)
    for other in finding.also:
        says = pick(lang, f"{other.code} 指出的也是这一处", f"{other.code} finds the same fault")
        yield f"{_INDENT}{says}{pick(lang, '：', ': ')}{rule_name(other, lang)}"


def _account_lines(report: AuditedReport, lang: str) -> Iterator[str]:
    """List every figure and every numeral that is none, in the order of the text, then the cells of tables."""
    numerals = report.account()
    starts = [paragraph.start for paragraph in report.document.paragraphs]
    for numeral in numerals:
        line = bisect_right(starts, numeral.start) - 1
        yield f"{report.name}:p{line}:{numeral.start}-{numeral.end}: {numeral.kind}: {numeral.printed}"
    for fact in report.facts:
        if " c" in fact.place:
            yield f"{report.name}:{fact.place}: figure: {fact.printed}"
