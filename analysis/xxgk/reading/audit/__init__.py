"""Identities over a report's facts: what holds, what is broken or undecided, and where the fault lies."""

from xxgk.reading.audit.clues import find_clue
from xxgk.reading.audit.examine import audit, combine, judge_all, relate, relate_identities
from xxgk.reading.audit.lines import explain_reason, format_finding
from xxgk.reading.audit.records import Audit, Change, Fault, Member, Relation, Testimony, Witness
from xxgk.reading.audit.table import faults, findings, relations_table

__all__ = [
    "Audit",
    "Change",
    "Fault",
    "Member",
    "Relation",
    "Testimony",
    "Witness",
    "audit",
    "combine",
    "explain_reason",
    "faults",
    "find_clue",
    "findings",
    "format_finding",
    "judge_all",
    "relate",
    "relate_identities",
    "relations_table",
]
