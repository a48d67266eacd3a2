"""Checks for spreadsheets, as CSV: one row for each relation that was checked, whatever its outcome."""

import csv
import io
from collections.abc import Iterator, Sequence

from xxgk.publishing.checks.check import Check
from xxgk.publishing.checks.rendering import Unreadable
from xxgk.reading.audit import explain_reason, format_finding
from xxgk.reading.base.errors import UserError

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
)
# A cell that begins like this is a formula to a spreadsheet.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(checks: Sequence[Check | Unreadable], lang: str, account: bool) -> str:
    """Write all checks as one table; what could not be read has no rows."""
    if account:
        raise UserError("--account goes with --format text or json, not csv.")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for check in checks:
        if isinstance(check, Check):
            writer.writerows(_rows(check, lang))
    return out.getvalue().removesuffix("\n")


def _rows(check: Check, lang: str) -> Iterator[list[object]]:
    for row in check.audited.to_dict("records"):
        broken = row["outcome"] == "broken"
        row |= {
            "name": check.name,
            "message": format_finding(row, check.name, lang) if broken else explain_reason(row, lang),
        }
        yield [_cell(row[column]) for column in COLUMNS]


def _cell(value: object) -> object:
    """Keep text from being read as a formula, numbers as they are, and NaN blank."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA) else value
    return "" if value != value else f"{value:.15g}"
