"""Checks as a page for colleagues: one HTML file that opens anywhere, asks no host for anything and runs no script."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from analysis.audit import explain_reason
from analysis.checks.as_text import coverage, summary
from analysis.checks.check import Check
from analysis.checks.findings import faults, findings
from analysis.checks.rendering import Unreadable
from analysis.errors import UserError
from analysis.wording import pick

_FOLDER = Path(__file__).parent


def render(checks: Sequence[Check | Unreadable], lang: str, account: bool) -> str:
    """Write all checks into one page."""
    if account:
        raise UserError("--account goes with --format text or json, not html.")
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    style = (_FOLDER / "page.css").read_text("utf-8")
    return environment.get_template("page.html.j2").render(
        lang=pick(lang, "zh-CN", "en"),
        pick=lambda zh, en: pick(lang, zh, en),
        style=style,
        style_hash=b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        version=version("xxgk"),
        summary=summary(checks, lang),
        unread=[entry for entry in checks if isinstance(entry, Unreadable)],
        checks=[_section(entry, lang) for entry in checks if isinstance(entry, Check)],
    )


def _section(check: Check, lang: str) -> dict[str, object]:
    undecided = check.identities[check.identities["outcome"] == "undecided"].to_dict("records")
    return {
        "name": check.name,
        "edition": pick(lang, check.form.zh, check.form.en),
        "sha256": check.sha256,
        "coverage": coverage(check, lang),
        "notices": [pick(lang, notice.zh, notice.en) for notice in check.notices],
        "findings": [(finding, _sentence(check, finding.line)) for finding in findings(check, lang)],
        "faults": [_sentence(check, fault.line) for fault in faults(check, lang)],
        "undecided": [(row["code"], row[lang], explain_reason(row, lang)) for row in undecided],
    }


def _sentence(check: Check, line: str) -> str:
    """Leave out what a line says for an editor: the file's name."""
    return line.removeprefix(f"{check.name}:").lstrip(": ")
