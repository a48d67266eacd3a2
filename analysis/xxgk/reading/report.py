"""A report, read and audited: the one way from a file, or from a stored report, to checked figures."""

import os
from collections import Counter
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xxgk.reading.across import Previous, previous_of, previous_to, relate_across
from xxgk.reading.audit.examine import audit, combine, relate
from xxgk.reading.audit.records import Audit, Relation
from xxgk.reading.base import folders
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.records import Fact, Notice, Unread
from xxgk.reading.forms import Form, load_form

SECONDS = 4  # of processor time for extraction and audit; the slowest report at hand takes a third of one

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
        The organ's report for the year before; None where there is none.
    unread
        What of the tables was not read: each table, row, column and cell by name.
    year
        The year that it is about; None where the file does not say.
    """

    name: str
    form: Form
    facts: tuple[Fact, ...]
    audit: Audit
    notices: tuple[Notice, ...] = ()
    sha256: str = ""
    document: "Document | None" = None
    previous: Previous | None = None
    unread: tuple[Unread, ...] = ()
    year: int | None = None

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

    @property
    def other_tables(self) -> dict[str, int]:
        """Number of figures, by its place, of each table that is none of the edition's; no identity checks them."""
        tables = [(fact.place.split()[0], fact) for fact in self.facts if fact.place.startswith("t")]
        known = {place for place, fact in tables if fact.indicator}
        return dict(Counter(place for place, fact in tables if place not in known and fact.printed))

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
                "Name its file.",
                f"--account 列出正文中的数字，而数据文件夹没有保存 {self.name!r} 的正文。请指明其文件。",
                mistyped=True,
            )
        return account(self.document, self.form)


def audit_report(target: str, form: str = "", previous: str = "") -> AuditedReport:
    """Read and audit a report of the data folder, or a file.

    Parameters
    ----------
    target
        Id of a report in the data folder, or path of a file.
    form
        Id of the edition to read it as; by default a file's content decides, and a report's row in the data folder.
    previous
        The same organ's report for the year before, as `target`; by default the one of the data folder, if any.

    Returns
    -------
    AuditedReport
        Also for a report that contradicts itself everywhere.

    Raises
    ------
    UserError
        There is no such report or file, a file cannot be read, or `previous` is about another year.
    """
    before = read_previous(previous) if previous else None
    return audit_stored(target, form, before) if _stored(target) else audit_file(Path(target), form, before)


def is_stored(target: str) -> bool:
    """Tell whether a name is the id of a report in a data folder."""
    return target in folders.report_rows()


def audit_stored(report: str, form: str = "", previous: Previous | None = None) -> AuditedReport:
    """Audit a report of the data folder, by its id, as `audit_report` does."""
    row = folders.report_row(report)
    edition = load_form(form or row["form"])
    facts, before = folders.stored_facts(report), previous or previous_of(report)
    checked = _audit(facts, edition, before, row["year"])
    notices = folders.stored_notices(report)
    return AuditedReport(
        report, edition, facts, checked, notices, row["source_sha256"], previous=before, year=row["year"]
    )


def relations_of(report: str) -> list[Relation]:
    """Check the relations of a report of the data folder, as `audit_stored` does, without looking for the faults."""
    row = folders.report_row(report)
    form, facts, previous = load_form(row["form"]), folders.stored_facts(report), previous_of(report)
    relations = relate(facts, form.identities, previous.facts if previous else None)
    return combine(relations, relate_across(facts, previous, row["year"], form.id))


def audit_file(path: Path, form: str = "", previous: Previous | None = None) -> AuditedReport:
    """Read and audit a file, as `audit_report` does."""
    with _in_time(path):
        read = _read(path, form)
        before = previous or previous_to(read.organ, read.year)
        checked = _audit(read.facts, read.form, before, read.year)
    return AuditedReport(
        str(path),
        read.form,
        read.facts,
        checked,
        read.notices,
        read.document.sha256,
        read.document,
        before,
        read.unread,
        read.year,
    )


def read_previous(target: str) -> Previous:
    """Read the report for the year before, from the data folder or from a file, without auditing it."""
    if _stored(target):
        return Previous(target, folders.report_row(target)["year"], folders.stored_facts(target))
    with _in_time(Path(target)):
        read = _read(Path(target), "")
    return Previous(target, read.year, read.facts)


def _stored(target: str) -> bool:
    """Tell whether a report of the data folder is meant; refuse what is neither that nor a file."""
    if is_stored(target):
        return True
    path = Path(target)
    # Not `Path.exists`, which fails where a name is too long to be one.
    if not target or (not os.path.lexists(target) and not path.suffix and path.name == target):
        unknown = folders.unknown_report(target, folders.report_rows())
        raise UserError(f"No file {target!r} here. {unknown}", f"此处没有文件 {target!r}。{unknown.zh}", mistyped=True)
    return False


def _audit(facts: tuple[Fact, ...], form: Form, previous: Previous | None, year: int | None) -> Audit:
    """Audit a report's figures by its own edition, and against the report for the year before."""
    if previous and previous.year and year and previous.year != year - 1:
        raise UserError(
            f"{previous.name} is about {previous.year}, and what is checked about {year}. "
            f"Name the report for {year - 1}.",
            f"{previous.name} 是 {previous.year} 年的报告，而核对的是 {year} 年的。请指明 {year - 1} 年的报告。",
            mistyped=True,
        )
    others = relate_across(facts, previous, year, form.id)
    return audit(facts, form.identities, previous.facts if previous else None, others)


class _Read(NamedTuple):
    """A file as read."""

    document: "Document"
    form: Form
    facts: tuple[Fact, ...]
    notices: tuple[Notice, ...]
    unread: tuple[Unread, ...]
    organ: str
    year: int | None


def _in_time(path: Path) -> AbstractContextManager[None]:
    """Give up on a file that takes longer than any annual report."""
    from xxgk.reading.documents.deadline import deadline

    too_long = UserError(
        f"{path}: takes more than {SECONDS} s to check, which no annual report does. Give the report alone.",
        f"{path}：核对需要超过 {SECONDS} 秒，年度报告不会如此。请只提供报告本身。",
    )
    return deadline(SECONDS, too_long)


def _read(path: Path, form: str) -> _Read:
    from xxgk.reading.documents import read_document
    from xxgk.reading.extract import extract_report
    from xxgk.reading.extract.cover import read_cover
    from xxgk.reading.extract.editions import edition

    document = read_document(path)
    chosen, odd = edition(document, form)
    found = extract_report(document, chosen)
    cover = read_cover(document)
    _check_recognised(path, document, found.facts, cover.title)
    notices = (*odd, *found.notices, *map(_notice, filter(lambda one: one.is_gap, found.unread)))
    return _Read(document, chosen, tuple(found.facts), notices, tuple(found.unread), cover.organ, cover.year)


def _notice(gap: Unread) -> Notice:
    return Notice("table_part_unread" if gap.row or gap.column else "table_unread", gap.place, gap.zh, gap.en)


def _check_recognised(path: Path, document: "Document", facts: list[Fact], title: str) -> None:
    """Refuse what is no annual report, or cannot be read as one: nothing recognised is not "no errors"."""
    from xxgk.reading.documents.recognise import MISNAMED

    what, what_zh = next(
        ((f" ({one.en})", f"（{one.zh}）") for one in document.notices if one.code == MISNAMED), ("", "")
    )
    if not facts:
        raise UserError(
            f"{path}: holds no figure{what}. Check that it is the report and not its cover or an announcement.",
            f"{path}：没有数字{what_zh}。请确认是报告正文，而不是封面或公告。",
        )
    if not title and not any(fact.indicator for fact in facts):
        raise UserError(
            f"{path}: nothing of an annual report was recognised{what}: no title, no table and no figure with a known "
            "name. "
            "Check that it is the report, and that its characters are shown right.",
            f"{path}：未识别出年度报告的任何内容{what_zh}：没有标题、法定表格，也没有可归类的数字。"
            "请确认是年度报告，且文字显示正常（没有乱码）。",
        )
