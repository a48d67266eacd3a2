"""Identities over a report's facts: what holds, what is broken or undecided, and where the fault lies."""

from xxgk.reading.audit.locate import locate_faults
from xxgk.reading.audit.report import audit, explain_reason, findings, format_finding

__all__ = ["audit", "explain_reason", "findings", "format_finding", "locate_faults"]
