"""One or several checks as a text for a terminal, as JSON or CSV for programs, as a page for colleagues.

Each format is a module with two functions: `part` makes of one report what the format shows of it, `whole` puts the
parts together. A part is small and can come from another process.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.blanks import suppose_zeros
from xxgk.reading.report import AuditedReport

FORMATS = ("text", "json", "csv", "html")
ACCOUNTING = ("text", "json")
SUPPOSING = ("text", "json", "html")


@dataclass(frozen=True, slots=True)
class Part:
    """What a format shows of one report, the number of its errors, and of the parts of its tables not found."""

    name: str
    errors: int
    content: Any
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A report that could not be read, and the sentence that says why."""

    name: str
    error: str


def render(
    reports: Sequence[AuditedReport | Unreadable],
    form: str,
    lang: str = "zh",
    account: bool = False,
    blanks_as_zero: bool = False,
) -> str:
    """Render checks.

    Parameters
    ----------
    reports
        In the order in which they were asked for.
    form
        One of `FORMATS`.
    lang
        Language of the sentences, ``zh`` or ``en``; the names of fields stay English.
    account
        List every figure and every numeral that is none as well (text and JSON).
    blanks_as_zero
        Say what would hold and what would break if blank cells meant 0 (all but CSV).

    Returns
    -------
    str
        Without a line break at its end.
    """
    check_format(form, account, blanks_as_zero)
    parts = [
        entry if isinstance(entry, Unreadable) else render_part(entry, form, lang, account, blanks_as_zero)
        for entry in reports
    ]
    return assemble(parts, form, lang)


def check_format(form: str, account: bool = False, blanks_as_zero: bool = False) -> None:
    """Refuse a format that there is not, or that cannot show what is asked for.

    Raises
    ------
    UserError
        The sentence names the formats that can.
    """
    if form not in FORMATS:
        raise unknown("format", form, FORMATS)
    if account and form not in ACCOUNTING:
        raise UserError(
            f"--account goes with --format {' or '.join(ACCOUNTING)}, not {form}.",
            f"--account 只能与 --format {' 或 '.join(ACCOUNTING)} 同用，不能与 {form} 同用。",
        )
    if blanks_as_zero and form not in SUPPOSING:
        raise UserError(
            f"--blanks-as-zero goes with --format {', '.join(SUPPOSING)}, not {form}.",
            f"--blanks-as-zero 只能与 --format {'、'.join(SUPPOSING)} 同用，不能与 {form} 同用。",
        )


def render_part(
    report: AuditedReport, form: str, lang: str = "zh", account: bool = False, blanks_as_zero: bool = False
) -> Part:
    """Make the part of one report."""
    supposed = suppose_zeros(report) if blanks_as_zero else None
    content = _format(form).part(report, lang, account, supposed)
    return Part(report.name, report.audit.errors, content, report.gaps)


def assemble(parts: Sequence[Part | Unreadable], form: str, lang: str = "zh") -> str:
    """Put parts together, in their order; without a line break at the end."""
    return _format(form).whole(parts, lang)


def _format(form: str) -> ModuleType:
    return import_module(f"xxgk.publishing.checks.as_{form}")
