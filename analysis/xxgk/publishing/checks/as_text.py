"""Checks for the terminal: one line a finding, as an editor can open it, and below it what helps to mend it."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from xxgk.publishing.checks.check import Check
from xxgk.publishing.checks.findings import Finding, faults, findings
from xxgk.publishing.checks.rendering import Unreadable
from xxgk.reading.audit.report import REASONS
from xxgk.show.words import pick

_INDENT = "    "


def render(checks: Sequence[Check | Unreadable], lang: str, account: bool) -> str:
    """Write each check, then, where there are several, a summary."""
    parts = ["\n".join(_lines(entry, lang, account)) for entry in checks if isinstance(entry, Check)]
    if len(checks) > 1:
        parts.append(summary(checks, lang))
    return "\n\n".join(parts)


def summary(checks: Sequence[Check | Unreadable], lang: str) -> str:
    """Count the reports without errors (they may have warnings), with errors, and that could not be read."""
    unread = sum(isinstance(entry, Unreadable) for entry in checks)
    wrong = sum(isinstance(entry, Check) and entry.errors > 0 for entry in checks)
    clean = len(checks) - unread - wrong
    return pick(
        lang,
        f"共 {len(checks)} 份：{clean} 份没有错误，{wrong} 份有错误，{unread} 份无法读取",
        f"{len(checks)} reports: {clean} without errors, {wrong} with errors, {unread} could not be read",
    )


def coverage(check: Check, lang: str) -> str:
    """Say in one line how many figures and identities there were, and what became of the identities."""
    counts = check.outcomes
    reasons = [f"{pick(lang, *REASONS[name]).rstrip(':')} {n}" for name, n in check.reasons.items()]
    why = pick(lang, f"（{'，'.join(reasons)}）", f" ({', '.join(reasons)})") if reasons else ""
    warnings = counts["broken"] - check.errors
    blanks = len(check.facts) - check.figures
    blank = pick(lang, f"，{blanks} 个空格", f", {_number(blanks, 'blank')}") if blanks else ""
    return pick(
        lang,
        f"{check.figures} 个数字{blank}，{sum(counts.values())} 条恒等关系：成立 {counts['holds']}，"
        f"不成立 {counts['broken']}（错误 {check.errors}，提示 {warnings}），无法判定 {counts['undecided']}{why}",
        f"{_number(check.figures, 'figure')}{blank}, {_number(sum(counts.values()), 'identity')}: "
        f"{counts['holds']} hold, {counts['broken']} broken "
        f"({_number(check.errors, 'error')}, {_number(warnings, 'warning')}), "
        f"{counts['undecided']} undecided{why}",
    )


def _number(number: int, noun: str) -> str:
    many = f"{noun.removesuffix('y')}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else many}"


def _lines(check: Check, lang: str, account: bool) -> Iterator[str]:
    edition = pick(lang, f"按“{check.form.zh}”读取", f"read as: {check.form.en}")
    yield f"{check.name}: {edition}"
    for notice in check.notices:
        place = f":{notice.place}" if notice.place else ""
        yield f"{check.name}{place}: {notice.code}: {pick(lang, notice.zh, notice.en)}"
    for finding in findings(check, lang):
        yield from _finding_lines(finding, lang)
    yield from (fault.line for fault in faults(check, lang))
    if account:
        yield from _account_lines(check, lang)
    yield f"{check.name}: {coverage(check, lang)}"


def _finding_lines(finding: Finding, lang: str) -> Iterator[str]:
    yield finding.line
    subject = finding.members[0]
    kind = pick(lang, "错误", "error") if finding.is_error else pick(lang, "提示", "warning")
    label = pick(lang, f"“{subject.label}”", f" “{subject.label}”") if subject.label else ""
    yield f"{_INDENT}{kind} · {subject.where}{label}"
    if subject.quote:
        before, figure, after = subject.quote
        yield f"{_INDENT}{before}【{figure}】{after}"
    if finding.witness:
        yield f"{_INDENT}{finding.witness}"


def _account_lines(check: Check, lang: str) -> Iterator[str]:
    """List every figure and every numeral that is none, in the order of the text, then the cells of tables."""
    if check.document is None:
        return
    starts = [paragraph.start for paragraph in check.document.paragraphs]
    for row in check.account().itertuples():
        line = bisect_right(starts, row.start) - 1
        yield f"{check.name}:p{line}:{row.start}-{row.end}: {row.kind}: {row.printed}"
    in_tables = check.facts[check.facts["place"].str.contains(" c")]
    for fact in in_tables.itertuples():
        yield f"{check.name}:{fact.place}: figure: {fact.printed}"
