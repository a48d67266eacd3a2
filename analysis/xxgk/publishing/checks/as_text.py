"""Checks for the terminal: one line a finding, as an editor can open it, and below it what helps to mend it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from xxgk.publishing.checks.findings import Finding, findings, remedies
from xxgk.publishing.checks.rendering import Part, Unreadable
from xxgk.reading.audit.lines import REASONS
from xxgk.reading.report import AuditedReport
from xxgk.show.words import pick

_INDENT = "    "


def part(report: AuditedReport, lang: str, account: bool) -> str:
    """Write one report."""
    return "\n".join(_lines(report, lang, account))


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


def _number(number: int, noun: str) -> str:
    many = f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"


def _lines(report: AuditedReport, lang: str, account: bool) -> Iterator[str]:
    edition = pick(lang, f"按“{report.form.zh}”读取", f"read as: {report.form.en}")
    yield f"{report.name}: {edition}"
    for notice in report.notices:
        place = f":{notice.place}" if notice.place else ""
        yield f"{report.name}{place}: {notice.code}: {pick(lang, notice.zh, notice.en)}"
    for finding in findings(report, lang):
        yield from _finding_lines(finding, lang)
    yield from (remedy.line for remedy in remedies(report, lang))
    if account:
        yield from _account_lines(report, lang)
    yield f"{report.name}: {coverage(report, lang)}"


def _finding_lines(finding: Finding, lang: str) -> Iterator[str]:
    yield finding.line
    subject = finding.evidence[0]
    kind = pick(lang, "错误", "error") if finding.relation.is_error else pick(lang, "提示", "warning")
    label = subject.member.label
    named = pick(lang, f"“{label}”", f" “{label}”") if label else ""
    yield f"{_INDENT}{kind} · {subject.where}{named}"
    if subject.quote:
        before, figure, after = subject.quote
        yield f"{_INDENT}{before}【{figure}】{after}"
    if finding.witness:
        yield f"{_INDENT}{finding.witness}"


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
