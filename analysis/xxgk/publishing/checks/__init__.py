"""The check of one report: its audit, put so that whoever has to mend the report can."""

from xxgk.publishing.checks.check import Check, check, edition
from xxgk.publishing.checks.findings import Fault, Finding, Member, faults, findings
from xxgk.publishing.checks.rendering import FORMATS, Unreadable, render

__all__ = [
    "FORMATS",
    "Check",
    "Fault",
    "Finding",
    "Member",
    "Unreadable",
    "check",
    "edition",
    "faults",
    "findings",
    "render",
]
