"""A report, read and audited: the one way from a file, or from a stored report, to checked figures."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from xxgk.reading.audit.examine import audit
from xxgk.reading.audit.records import Audit
from xxgk.reading.base import folders
from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.records import Fact, Notice, Unread
from xxgk.reading.forms import Form, load_form

SECONDS = 9  # for reading, extraction and audit together; the slowest report at hand takes one

# What reads a file takes long to import; a stored report needs none of it.
if TYPE_CHECKING:
    from xxgk.reading.documents import Document, Quote
    from xxgk.reading.extract import Numeral


@dataclass(frozen=True, slots=True)
class AuditedReport:
    """One report with all that its reading and its audit say of it.

    Attributes
    ----------
    name
        Report id or path, as the user gave it.
    form
        The edition it was read as.
    facts
        Its figures and blank cells.
    audit
        Its relations and faults.
    notices
        What to know about the reading that the facts cannot say.
    sha256
        SHA-256 of the file that the facts were read from; blank where the data folder does not say it.
    document
        The file as read; None where the facts came from the data folder.
    previous
        Facts of the organ's report for the year before; None where there is none.
    unread
        What of the tables was not read: each table, row, column and cell by name.
    """

    name: str
    form: Form
    facts: tuple[Fact, ...]
    audit: Audit
    notices: tuple[Notice, ...] = ()
    sha256: str = ""
    document: "Document | None" = None
    previous: tuple[Fact, ...] | None = None
    unread: tuple[Unread, ...] = ()

    @property
    def gaps(self) -> int:
        """Number of tables, rows and columns of the edition that were not found; with one a report is not clean."""
        return sum(one.is_gap for one in self.unread)

    @property
    def figures(self) -> int:
        """Number of figures that are printed."""
        return sum(bool(fact.printed) for fact in self.facts)

    @property
    def blanks(self) -> int:
        """Number of cells that are left blank."""
        return len(self.facts) - self.figures

    def quote(self, fact: Fact) -> "Quote | None":
        """Quote the sentence that a figure stands in; a table's cell has none, nor has a report without its file."""
        if self.document is None or not fact.place.startswith("p"):
            return None
        from xxgk.reading.documents import quote

        return quote(self.document, fact.place, fact.start, fact.end)

    def account(self) -> "list[Numeral]":
        """Account for every digit and Chinese numeral of the file's text, as `xxgk.reading.extract.account` does.

        Raises
        ------
        UserError
            The report came from the data folder, which keeps no text.
        """
        from xxgk.reading.extract import account

        if self.document is None:
            raise UserError(
                f"--account lists the numerals of a text, and the data folder keeps none of {self.name!r}. "
                "Name its file."
            )
        return account(self.document, self.form)


def audit_report(target: str, form: str = "") -> AuditedReport:
    """Read and audit a report of the data folder, or a file.

    Parameters
    ----------
    target
        Id of a report in the data folder, or path of a file.
    form
        Id of the edition to read it as; by default a file's content decides, and a report's row in the data folder.

    Returns
    -------
    AuditedReport
        Also for a report that contradicts itself everywhere.

    Raises
    ------
    UserError
        There is no such report or file, or the file cannot be read.
    """
    if is_stored(target):
        return audit_stored(target, form)
    path = Path(target)
    # Not `Path.exists`, which fails where a name is too long to be one.
    if not target or (not os.path.lexists(target) and not path.suffix and path.name == target):
        raise UserError(f"No file {target!r} here. {unknown('report', target, folders.report_rows())}")
    return audit_file(path, form)


def is_stored(target: str) -> bool:
    """Tell whether a name is the id of a report in a data folder."""
    return target in folders.report_rows()


def audit_stored(report: str, form: str = "") -> AuditedReport:
    """Audit a report of the data folder, by its id, as `audit_report` does."""
    row = folders.report_row(report)
    edition = load_form(form or row["form"])
    facts, before = folders.stored_facts(report), facts_before(report)
    checked = audit(facts, edition.identities, before)
    notices = folders.stored_notices(report)
    return AuditedReport(report, edition, facts, checked, notices, row["source_sha256"], previous=before)


def facts_before(report: str) -> tuple[Fact, ...] | None:
    """Read the facts of the same organ's report for the year before; None where there is none."""
    before = folders.year_before(report)
    return folders.stored_facts(before) if before else None


def audit_file(path: Path, form: str = "") -> AuditedReport:
    """Read and audit a file, as `audit_report` does."""
    from xxgk.reading.documents.deadline import deadline

    too_long = UserError(
        f"{path}: takes more than {SECONDS} s to check, which no annual report does. Give the report alone.",
        f"{path}：核对需要超过 {SECONDS} 秒，年度报告不会如此。请只提供报告本身。",
    )
    with deadline(SECONDS, too_long):
        return _audit_file(path, form)


def _audit_file(path: Path, form: str) -> AuditedReport:
    from xxgk.reading.documents import read_document
    from xxgk.reading.extract import extract_report
    from xxgk.reading.extract.cover import read_cover
    from xxgk.reading.extract.editions import edition

    document = read_document(path)
    chosen, odd = edition(document, form)
    found = extract_report(document, chosen)
    cover = read_cover(document)
    _check_recognised(path, found.facts, cover.title)
    before = folders.report_of(cover.organ, cover.year - 1 if cover.year else None)
    previous = folders.stored_facts(before) if before else None
    checked = audit(found.facts, chosen.identities, previous)
    notices = (*odd, *found.notices, *map(_notice, filter(lambda one: one.is_gap, found.unread)))
    unread = tuple(found.unread)
    return AuditedReport(
        str(path), chosen, tuple(found.facts), checked, notices, document.sha256, document, previous, unread
    )


def _notice(gap: Unread) -> Notice:
    return Notice("table_part_unread" if gap.row or gap.column else "table_unread", gap.place, gap.zh, gap.en)


def _check_recognised(path: Path, facts: list[Fact], title: str) -> None:
    """Refuse what is no annual report, or cannot be read as one: nothing recognised is not "no errors"."""
    if not facts:
        raise UserError(
            f"{path}: holds no figure. Check that it is the report and not its cover or an announcement.",
            f"{path}：没有数字。请确认是报告正文，而不是封面或公告。",
        )
    if not title and not any(fact.indicator for fact in facts):
        raise UserError(
            f"{path}: nothing of an annual report was recognised: no title, no table and no figure with a known name. "
            "Check that it is the report, and that its characters are shown right.",
            f"{path}：未识别出年度报告的任何内容：没有标题、法定表格，也没有可归类的数字。"
            "请确认是年度报告，且文字显示正常（没有乱码）。",
        )
