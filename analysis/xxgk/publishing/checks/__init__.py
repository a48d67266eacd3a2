"""The check of one report: its audit, put so that whoever has to mend the report can."""

from xxgk.publishing.checks.batch import Request, check_all
from xxgk.publishing.checks.findings import Evidence, Finding, Remedy, findings, remedies
from xxgk.publishing.checks.rendering import (
    FORMATS,
    Part,
    Unreadable,
    assemble,
    check_format,
    render,
    render_part,
)

__all__ = [
    "FORMATS",
    "Evidence",
    "Finding",
    "Part",
    "Remedy",
    "Request",
    "Unreadable",
    "assemble",
    "check_all",
    "check_format",
    "findings",
    "remedies",
    "render",
    "render_part",
]
