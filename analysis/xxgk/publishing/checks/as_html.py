"""Checks as a page for colleagues: one HTML file that opens anywhere, asks no host for anything and runs no script."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from xxgk.publishing.checks.as_text import coverage, summary
from xxgk.publishing.checks.check import Check
from xxgk.publishing.checks.findings import SEPARATOR, Fault, Finding, faults, findings, name_member
from xxgk.publishing.checks.rendering import Unreadable
from xxgk.reading.audit import explain_reason
from xxgk.reading.base.errors import UserError
from xxgk.show.words import pick

_FOLDER = Path(__file__).parent
# The figure that a line speaks of, as programs call it.
_ADDRESSED = re.compile(r" \[[^\]]*\](: )")


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
        "name": Path(check.name).name,
        "edition": pick(lang, check.form.zh, check.form.en),
        "sha256": check.sha256,
        "coverage": coverage(check, lang),
        "notices": [pick(lang, notice.zh, notice.en) for notice in check.notices],
        "findings": [(finding, _headline(check, finding, lang)) for finding in findings(check, lang)],
        "faults": [_remedy(check, fault, lang) for fault in faults(check, lang)],
        "undecided": [(row["code"], row[lang], explain_reason(_named(row, lang), lang)) for row in undecided],
    }


def _headline(check: Check, finding: Finding, lang: str) -> str:
    """Say what is broken as a reader needs it: without the addresses and ids that a line has for an editor."""
    sentence = _ADDRESSED.sub(r"\1", _sentence(check, finding.line, finding.members[0].place))
    said = sentence.removesuffix(f" ({finding.statement})").removeprefix(f"{finding.code}: ")
    if lang == "zh":
        return f"{said.replace(': ', '：')}（{finding.statement}）"
    return f"{said} ({finding.statement})"


def _named(row: dict[str, object], lang: str) -> dict[str, object]:
    """Name what is missing for readers."""
    missing = [name_member(key, lang) for key in str(row["missing"]).split(SEPARATOR) if key]
    return {**row, "missing": SEPARATOR.join(missing)}


def _remedy(check: Check, fault: Fault, lang: str) -> str:
    """Say what would mend a report, with places in words."""
    changes = [member for explanation in fault.explanations for member, _ in explanation]
    sentence = _sentence(check, fault.line, changes[0].place if changes else "")
    for member in changes:
        sentence = sentence.replace(f" ({member.place})", pick(lang, f"（{member.where}）", f" ({member.where})"))
    return sentence


def _sentence(check: Check, line: str, place: str) -> str:
    """Leave out what a line says for an editor: the file's name and the place."""
    return line.removeprefix(f"{check.name}:").removeprefix(place).lstrip(": ")
