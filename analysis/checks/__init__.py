"""The check of one report: its audit, put so that whoever has to mend the report can."""

from analysis.checks.check import Check, check, edition
from analysis.checks.findings import Fault, Finding, Member, faults, findings
from analysis.checks.rendering import FORMATS, Unreadable, render

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
