"""Checks for programs, as JSON. The schema is documented in the README; fields may be added, none is renamed."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from importlib.metadata import version

from xxgk.publishing.checks.findings import Evidence, Finding, Remedy, evidence, findings, remedies
from xxgk.publishing.checks.rendering import Part, Unreadable
from xxgk.reading.audit.lines import explain_reason
from xxgk.reading.audit.records import Relation
from xxgk.reading.base.records import Unread
from xxgk.reading.blanks import Supposed
from xxgk.reading.report import AuditedReport
from xxgk.show.words import pick

SCHEMA = "xxgk-check/1"


def part(report: AuditedReport, lang: str, account: bool, supposed: Supposed | None) -> dict:
    """Describe one report as an object."""
    audit = report.audit
    entry = {
        "name": report.name,
        "error": None,
        "sha256": report.sha256 or None,
        "form": report.form.id,
        "notices": [asdict(notice) for notice in report.notices],
        "figures": report.figures,
        "blanks": report.blanks,
        "identities": {**audit.outcomes, "errors": audit.errors, "reasons": audit.reasons},
        "findings": [_finding(finding) for finding in findings(report, lang)],
        "faults": [_fault(remedy) for remedy in remedies(report, lang)],
        "unread": [_unread(one, lang) for one in report.unread],
        "other_tables": [{"place": place, "figures": n} for place, n in report.other_tables.items()],
        "undecided": [_undecided(report, relation, lang) for relation in audit.undecided],
    }
    if supposed:
        entry["blanks_as_zero"] = {
            "undecided": supposed.undecided,
            "holds": [_briefly(one) for one in supposed.holds],
            "broken": [_briefly(one) for one in supposed.broken],
        }
    if account:
        entry["account"] = [asdict(numeral) for numeral in report.account()]
    return entry


def whole(parts: Sequence[Part | Unreadable], lang: str) -> str:
    """Write all checks as one object."""
    entries = [
        entry.content if isinstance(entry, Part) else {"name": entry.name, "error": entry.error} for entry in parts
    ]
    checks = {"schema": SCHEMA, "version": version("xxgk"), "lang": lang, "checks": entries}
    return json.dumps(checks, ensure_ascii=False, indent=2)


def _finding(finding: Finding) -> dict:
    relation = finding.relation
    return {
        "code": relation.code,
        "severity": relation.severity,
        "grade": relation.grade,
        "by_arithmetic": relation.by_arithmetic,
        "message": finding.line,
        "statement": relation.statement,
        "expected": _number(relation.expected),
        "printed": _number(relation.printed),
        "difference": _number(relation.difference),
        "members": [_member(member) for member in finding.evidence],
        "witness": {
            "supports": relation.testimony.supports,
            "codes": [witness.code for witness in relation.testimony.witnesses],
            "message": finding.witness,
        },
        "clue": {**_member(finding.clue), "message": finding.hint} if finding.clue else None,
    }


def _briefly(relation: Relation) -> dict:
    return {
        "code": relation.code,
        "statement": relation.statement,
        "expected": _number(relation.expected),
        "printed": _number(relation.printed),
        "difference": _number(relation.difference),
        "members": [str(member) for member in relation.members],
    }


def _fault(remedy: Remedy) -> dict:
    return {
        "problem": remedy.fault.problem,
        "status": remedy.fault.status,
        "codes": list(remedy.fault.codes),
        "message": remedy.line,
        "explanations": [
            [_member(member) | {"proposed": _number(value)} for member, value in changes]
            for changes in remedy.explanations
        ],
    }


def _undecided(report: AuditedReport, relation: Relation, lang: str) -> dict:
    figures = evidence(report, relation.members, lang)
    return {
        "code": relation.code,
        "reason": relation.reason,
        "message": explain_reason(relation.reason, relation.missing, lang),
        "members": [str(member) for member in relation.members],
        "missing": [str(key) for key in relation.missing],
        "figures": [{"name": one.name, "printed": one.member.printed, "place": one.member.place} for one in figures],
    }


def _unread(unread: Unread, lang: str) -> dict:
    return {
        "table": unread.table,
        "row": unread.row,
        "column": unread.column,
        "why": unread.why,
        "place": unread.place,
        "printed": unread.printed,
        "gap": unread.is_gap,
        "message": pick(lang, unread.zh, unread.en),
    }


def _member(evidence: Evidence) -> dict:
    member = evidence.member
    return {
        "indicator": member.key.indicator,
        "level": member.key.level,
        "applicant": member.key.applicant,
        "name": evidence.name,
        "printed": member.printed,
        "place": member.place,
        "where": evidence.where,
        "label": member.label,
        "quote": "".join(evidence.quote) if evidence.quote else None,
    }


def _number(value: Decimal | None) -> int | float | None:
    """Write a number as JSON knows it: nothing for what is not known, no decimal point for a whole number."""
    number = math.nan if value is None else float(value)
    if not math.isfinite(number):
        return None
    return int(number) if number == int(number) else number
