"""Checks as a page for colleagues: one HTML file that opens anywhere, asks no host for anything and runs no script."""

import hashlib
from base64 import b64encode
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from xxgk.publishing.checks.as_text import coverage, offer, summary, supposition, weight
from xxgk.publishing.checks.findings import findings, name_key, remedies, said_once
from xxgk.publishing.checks.rendering import Part, Unreadable
from xxgk.reading.audit.lines import explain_reason, rule_name
from xxgk.reading.audit.records import Relation
from xxgk.reading.blanks import Supposed
from xxgk.reading.report import AuditedReport
from xxgk.show.words import pick, term

_FOLDER = Path(__file__).parent


def part(report: AuditedReport, lang: str, _account: bool, supposed: Supposed | None) -> dict[str, object]:
    """Gather what the page's section of one report shows."""
    return {
        "name": Path(report.name).name,
        "edition": pick(lang, report.form.zh, report.form.en),
        "sha256": report.sha256,
        "coverage": coverage(report, lang),
        "notices": [pick(lang, notice.zh, notice.en) for notice in report.notices],
        "findings": [(finding, _kind(finding.relation, lang)) for finding in said_once(findings(report, lang))],
        "remedies": [remedy.sentence for remedy in remedies(report, lang)],
        "supposed": [*supposition(supposed, Path(report.name).name, lang)] if supposed else [],
        "offer": offer(report, lang) if supposed is None else "",
        "undecided": [_undecided(relation, lang) for relation in report.audit.undecided],
    }


def whole(parts: Sequence[Part | Unreadable], lang: str) -> str:
    """Write all checks into one page."""
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
        summary=summary(parts, lang),
        unread=[entry for entry in parts if isinstance(entry, Unreadable)],
        checks=[entry.content for entry in parts if isinstance(entry, Part)],
    )


def _kind(relation: Relation, lang: str) -> str:
    """Say how much a finding weighs, and its grade."""
    return f"{weight(relation, lang)} · {term('grade', relation.grade, lang)}"


def _undecided(relation: Relation, lang: str) -> tuple[str, str, str]:
    missing = [name_key(key, lang) for key in relation.missing]
    return relation.code, rule_name(relation, lang), explain_reason(relation.reason, missing, lang)
