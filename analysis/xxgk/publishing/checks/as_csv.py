"""Checks for spreadsheets, as CSV: one row for each relation that was checked, whatever its outcome."""

import csv
import io
from collections.abc import Sequence

from xxgk.publishing.checks.rendering import Part, Unreadable
from xxgk.reading.audit.lines import explain_reason, format_finding
from xxgk.reading.audit.records import Relation
from xxgk.reading.audit.table import row
from xxgk.reading.base.text import harmless
from xxgk.reading.blanks import Supposed
from xxgk.reading.report import AuditedReport

COLUMNS = (
    "name",
    "code",
    "severity",
    "outcome",
    "level",
    "applicant",
    "statement",
    "expected",
    "printed",
    "difference",
    "members",
    "places",
    "reason",
    "missing",
    "witness",
    "message",
    "grade",
)


def part(report: AuditedReport, lang: str, _account: bool, _supposed: Supposed | None) -> list[list[str]]:
    """Write a row for each relation."""
    return [_row(report.name, relation, lang) for relation in report.audit.relations]


def whole(parts: Sequence[Part | Unreadable], _lang: str) -> str:
    """Write all checks as one table; what could not be read has no rows."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in parts:
        if isinstance(entry, Part):
            writer.writerows(entry.content)
    return out.getvalue().removesuffix("\n")


def _row(name: str, relation: Relation, lang: str) -> list[str]:
    broken = relation.outcome == "broken"
    reason = explain_reason(relation.reason, relation.missing, lang)
    message = format_finding(relation, name, lang, refuted=True) if broken else reason
    cells = row(relation) | {"name": name, "message": message}
    return [_cell(cells[column]) for column in COLUMNS]


def _cell(value: object) -> str:
    """Keep text from being read as a formula, numbers as they are, and NaN blank."""
    if isinstance(value, float):
        return "" if value != value else f"{value:.15g}"
    return harmless(str(value))
