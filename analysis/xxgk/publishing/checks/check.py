"""Audit a report that is a file, or one whose facts are in the data folder."""

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from xxgk.reading.audit import audit, locate_faults
from xxgk.reading.base import store
from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.records import Notice
from xxgk.reading.documents import Document, read_document
from xxgk.reading.extract.cover import read_cover
from xxgk.reading.forms import Form, load_form

# Broken, they are errors of the report; other rules break for good reasons.
ERRORS = ("definition", "inequality")
NOT_AN_IDENTITY = "not_an_identity"


@dataclass(frozen=True, slots=True)
class Check:
    """One report with all that the audit says of it.

    Attributes
    ----------
    name
        Report id or path, as the user gave it.
    form
        The edition it was read as.
    facts, audited, located
        Its facts, the table of `xxgk.reading.audit.audit`, the table of `xxgk.reading.audit.locate_faults`.
    identities
        The rows of `audited` that are identities.
    notices
        What to know about the reading that the facts cannot say.
    sha256
        SHA-256 of the file that the facts were read from; blank where the data folder does not say it.
    document
        The file as read; None where the facts came from the data folder.
    previous
        Facts of the organ's report for the year before; None where there is none.
    """

    name: str
    form: Form
    facts: pd.DataFrame
    audited: pd.DataFrame
    located: pd.DataFrame
    identities: pd.DataFrame
    notices: tuple[Notice, ...] = ()
    sha256: str = ""
    document: Document | None = None
    previous: pd.DataFrame | None = None

    def account(self) -> pd.DataFrame:
        """Account for every digit and Chinese numeral of the file's text, as `xxgk.reading.extract.account` does."""
        from xxgk.reading.extract import account

        return account(self.document, self.form)

    @property
    def figures(self) -> int:
        """Number of figures that are printed."""
        return int(self.facts["printed"].ne("").sum())

    @property
    def errors(self) -> int:
        """Number of broken identities that must hold."""
        rows = zip(self.identities["outcome"], self.identities["severity"], strict=True)
        return sum(outcome == "broken" and severity in ERRORS for outcome, severity in rows)

    @property
    def outcomes(self) -> dict[str, int]:
        """Number of identities that hold, are broken, are undecided."""
        counts = Counter(self.identities["outcome"])
        return {outcome: counts[outcome] for outcome in ("holds", "broken", "undecided")}

    @property
    def reasons(self) -> dict[str, int]:
        """Number of undecided identities by reason, the most frequent first."""
        return dict(Counter(reason for reason in self.identities["reason"] if reason).most_common())


def check(target: str, form: str = "") -> Check:
    """Check a report.

    Parameters
    ----------
    target
        Id of a report in the data folder, or path of a file.
    form
        Id of the edition to read it as; by default a file's content decides, and a report's row in the data folder.

    Returns
    -------
    Check
        Also for a report that contradicts itself everywhere.

    Raises
    ------
    UserError
        There is no such report or file, or the file cannot be read.
    """
    known = store.read_reports()["id"].tolist()
    if target in known:
        return _check_stored(target, form)
    path = Path(target)
    # Not `Path.exists`, which fails where a name is too long to be one.
    if not target or (not os.path.lexists(target) and not path.suffix and path.name == target):
        raise UserError(f"No file {target!r} here. {unknown('report', target, known)}")
    return _check_file(path, form)


def edition(document: Document, form: str = "") -> tuple[Form, tuple[Notice, ...]]:
    """Choose the edition to read a document as: the one named, else the one that its content fits.

    Returns
    -------
    tuple of Form and Notices
        The edition, and what is odd about the choice.
    """
    if form:
        return load_form(form), ()
    from xxgk.reading.extract.editions import choose_form

    return choose_form(document)


def _check_stored(report: str, form_id: str) -> Check:
    row = store.read_report(report)
    form = load_form(form_id or str(row["form"]))
    facts = store.read_facts(report)
    previous = store.read_year_before(report)
    audited = _audited(facts, form, previous)
    return Check(report, form, facts, *audited, sha256=str(row["source_sha256"]), previous=previous)


def _check_file(path: Path, form_id: str) -> Check:
    # What reads a file takes long to import; a stored report needs none of it.
    from xxgk.reading.extract import facts_table, read_report

    document = read_document(path)
    form, notices = edition(document, form_id)
    figures, unread = read_report(document, form)
    facts = facts_table(figures)
    if facts.empty:
        raise UserError(f"{path}: holds no figure. Check that it is the report and not its cover or an announcement.")
    cover = read_cover(document)
    previous = store.read_facts_of(cover.organ, cover.year - 1 if cover.year else None)
    audited = _audited(facts, form, previous)
    return Check(str(path), form, facts, *audited, (*notices, *unread), document.sha256, document, previous)


def _audited(
    facts: pd.DataFrame, form: Form, previous: pd.DataFrame | None
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    audited = audit(facts, form.identities, previous)
    located = locate_faults(facts, form.identities, previous)
    return audited, located, audited[audited["severity"] != NOT_AN_IDENTITY]
