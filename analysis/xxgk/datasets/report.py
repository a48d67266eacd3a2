"""A report that is a file of one's own: its facts and its audit as tables."""

import os
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path

import pandas as pd

from xxgk.datasets.breakdowns import breakdowns_table
from xxgk.reading.audit import Relation, format_finding, relations_table
from xxgk.reading.base.folders import indicator_names
from xxgk.reading.base.records import Notice
from xxgk.reading.base.tables import facts_table
from xxgk.reading.report import AuditedReport, audit_file

_SAID = {"holds": "hold"}  # of several


@dataclass(frozen=True, repr=False)
class Report:
    """A file as read and audited.

    Attributes
    ----------
    name
        The file's path, as given.
    form
        Id of the edition that it was read as.
    facts
        DataFrame, one row for each printed figure, as `load("facts")` has them, without `report`, `organ` and `year`.
    audit
        DataFrame, one row for each relation, as `load("audit")` has them, without `report`, `organ` and `year`.
    breakdowns
        DataFrame, one row for each part of each whole, as `load("breakdowns", evidence=True)` has them, without
        `report`, `organ` and `year`.
    findings
        The broken relations as records, errors before warnings; the report itself, shown, is a line for each.
    notices
        What to know about the reading that the facts cannot say.
    """

    audited: AuditedReport

    @property
    def name(self) -> str:
        return self.audited.name

    @property
    def form(self) -> str:
        return self.audited.form.id

    @cached_property
    def facts(self) -> pd.DataFrame:
        table = facts_table(self.audited.facts)
        table.attrs["file"] = self.name  # where `xxgk.evidence` finds the sentence of a row
        return table

    @cached_property
    def audit(self) -> pd.DataFrame:
        return relations_table(self.audited.audit.relations)

    @cached_property
    def breakdowns(self) -> pd.DataFrame:
        return breakdowns_table(self.audited.facts)

    @property
    def findings(self) -> tuple[Relation, ...]:
        return self.audited.audit.findings

    @property
    def notices(self) -> tuple[Notice, ...]:
        return self.audited.notices

    def __repr__(self) -> str:
        """Write what was read in a line, and a line for each finding and each notice."""
        return "\n".join(self._lines())

    def _repr_html_(self) -> str:
        head, *lines = map(escape, self._lines())
        return f"<p>{head}</p><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if lines else f"<p>{head}</p>"

    def _lines(self) -> list[str]:
        name, outcomes = Path(self.name).name, self.audited.audit.outcomes
        said = ", ".join(f"{count} {_SAID.get(outcome, outcome)}" for outcome, count in outcomes.items())
        names = indicator_names("en")
        return [
            f"{name}: {self.audited.figures} figures, read as {self.form}; relations: {said}",
            *(format_finding(finding, name, "en", names) for finding in self.findings),
            *(f"{name}:{notice.place}: {notice.code}: {notice.en}" for notice in self.notices),
        ]


def read(path: str | os.PathLike[str], form: str = "") -> Report:
    """Read and audit a report that is a file, in no data folder; nothing leaves the machine.

    Parameters
    ----------
    path
        The report: .txt .md .html .docx .pdf.
    form
        Id of the edition to read it as; by default its content decides.

    Returns
    -------
    Report
        Its `facts` and `audit` as DataFrames, its `findings` and `notices` as records; shown, it is a line a finding.

    Raises
    ------
    UserError
        The file cannot be read, or holds no figure.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from xxgk import read
    >>> with TemporaryDirectory() as folder:
    ...     draft = Path(folder, "draft.txt")
    ...     _ = draft.write_text("2016年，全县收到政府信息公开申请12件。", "utf-8")
    ...     report = read(draft)
    >>> report.facts[["indicator", "value"]]
               indicator  value
    0  requests.received   12.0
    """
    return Report(audit_file(Path(path), form))
