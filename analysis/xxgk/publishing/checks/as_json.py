"""Checks for programs, as JSON. The schema is documented in the README; fields may be added, none is renamed."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version

from xxgk.publishing.checks.check import Check
from xxgk.publishing.checks.findings import Fault, Finding, Member, faults, findings, undecided
from xxgk.publishing.checks.rendering import Unreadable
from xxgk.reading.audit.report import SEPARATOR, explain_reason

SCHEMA = "xxgk-check/1"


def render(checks: Sequence[Check | Unreadable], lang: str, account: bool) -> str:
    """Write all checks as one object."""
    entries = [
        _entry(entry, lang, account) if isinstance(entry, Check) else {"name": entry.name, "error": entry.error}
        for entry in checks
    ]
    whole = {"schema": SCHEMA, "version": version("xxgk"), "lang": lang, "checks": entries}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _entry(check: Check, lang: str, account: bool) -> dict:
    document = check.document
    entry = {
        "name": check.name,
        "error": None,
        "sha256": check.sha256 or None,
        "form": check.form.id,
        "notices": [asdict(notice) for notice in check.notices],
        "figures": check.figures,
        "blanks": len(check.facts) - check.figures,
        "identities": {**check.outcomes, "errors": check.errors, "reasons": check.reasons},
        "findings": [_finding(finding) for finding in findings(check, lang)],
        "faults": [_fault(fault) for fault in faults(check, lang)],
        "undecided": [
            {
                "code": row["code"],
                "reason": row["reason"],
                "message": explain_reason(row, lang),
                "members": row["members"].split(SEPARATOR),
                "missing": [key for key in row["missing"].split(SEPARATOR) if key],
                "figures": [{name: getattr(one, name) for name in ("name", "printed", "place")} for one in members],
            }
            for row, members in undecided(check, lang)
        ],
    }
    if account:
        entry["account"] = [] if document is None else check.account().to_dict("records")
    return entry


def _finding(finding: Finding) -> dict:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.line,
        "statement": finding.statement,
        "expected": _number(finding.expected),
        "printed": _number(finding.printed),
        "difference": _number(finding.difference),
        "members": [_member(member) for member in finding.members],
        "witness": {
            "supports": finding.supports,
            "codes": list(finding.witness_codes),
            "message": finding.witness,
        },
    }


def _fault(fault: Fault) -> dict:
    return {
        "problem": fault.problem,
        "status": fault.status,
        "codes": list(fault.codes),
        "message": fault.line,
        "explanations": [
            [_member(member) | {"proposed": _number(value)} for member, value in changes]
            for changes in fault.explanations
        ],
    }


def _member(member: Member) -> dict:
    entry = asdict(member)
    entry["quote"] = "".join(member.quote) if member.quote else None
    return entry


def _number(value: float) -> int | float | None:
    """Write a number as JSON knows it: nothing for NaN, no decimal point for a whole number."""
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) else value
