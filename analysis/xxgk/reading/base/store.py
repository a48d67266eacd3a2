"""The data folders as people work with them: tables for pandas, and the one way to add a report."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path

import pandas as pd

from xxgk.reading.base.cells import ID_RULE, ID_RULE_ZH, is_report_id
from xxgk.reading.base.datapackage import describe
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.files import write_text
from xxgk.reading.base.folders import (
    indicator_rows,
    read_rows,
    report_row,
    report_rows,
    stored_facts,
    version,
)
from xxgk.reading.base.paths import ALL, data_folders
from xxgk.reading.base.records import COLUMNS, NO_OFFSET, OFFSETS, Fact
from xxgk.reading.base.rows import IndicatorRow, ReportRow
from xxgk.reading.base.sheet import columns_of
from xxgk.reading.base.tables import facts_table

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

REPORT_COLUMNS = tuple(columns_of(ReportRow))


def read_reports() -> pd.DataFrame:
    """Read the list of reports of every data folder.

    Returns
    -------
    DataFrame
        One row for each report, columns of :data:`REPORT_COLUMNS`; a report of the user's own folder takes the place of
        an embedded one of the same id.

    Raises
    ------
    UserError
        The user's data folder does not exist or its ``reports.csv`` cannot be read.
    """
    table = pd.DataFrame([*report_rows().values()], columns=list(REPORT_COLUMNS))
    return table.astype({name: "Int64" if name == "year" else "str" for name in REPORT_COLUMNS})


def read_report(report: str) -> ReportRow:
    """Look up one report, as :func:`xxgk.reading.base.folders.report_row` does."""
    return report_row(report)


def read_facts(report: str) -> pd.DataFrame:
    """Read the facts of one report.

    Returns
    -------
    DataFrame
        One row for each printed figure, the columns of :func:`xxgk.reading.extract.extract_facts`.

    Raises
    ------
    UserError
        No such report, or its file of facts is missing or damaged.
    """
    return _facts(stored_facts(report)).copy()


@lru_cache(64)
def _facts(facts: tuple[Fact, ...]) -> pd.DataFrame:
    return facts_table(facts)


def read_indicators() -> pd.DataFrame:
    """Read the dictionary of indicators.

    Returns
    -------
    DataFrame
        One row for each indicator: ``id``, ``zh``, ``en``, ``unit``, ``theme``, ``definition``, ``since``, ``until``,
        ``comparability``.
    """
    columns = columns_of(IndicatorRow)
    table = pd.DataFrame([*indicator_rows().values()], columns=list(columns))
    return table.astype({name: "Int64" if column.type == "integer" else "str" for name, column in columns.items()})


def check_report_id(report: str) -> None:
    """Refuse an id that could not be a plain file name.

    Raises
    ------
    UserError
        The id holds anything but letters, digits, hyphens and underscores, is too long, or stands for every report.
    """
    if report == ALL:
        raise UserError(
            f"Report id {report!r} cannot be used: it stands for every report. Choose another one.",
            f"编号 {report!r} 不能用：它指所有报告。请另选一个。",
        )
    if not is_report_id(report):
        raise UserError(
            f"Report id {report!r} cannot be used. Allowed are {ID_RULE}, e.g. hebei-2016.",
            f"编号 {report!r} 不能用。应为{ID_RULE_ZH}，例如 hebei-2016。",
        )


def add_report(row: Mapping[str, object], facts: Iterable[Fact], replace: bool = False) -> Path:
    """Add a report to the data folder: its facts, then its row in ``reports.csv``, each in one step.

    Parameters
    ----------
    row
        Values for :data:`REPORT_COLUMNS`.
    facts
        The report's facts.
    replace
        Take the place of a report of the same id.

    Returns
    -------
    Path
        The file of facts, in the user's data folder or, without one, the embedded.

    Raises
    ------
    UserError
        The id is taken or cannot be used, or the folder cannot be written.
    """
    report = str(row["id"])
    check_report_id(report)
    folder = data_folders()[-1]
    path = folder / "facts" / f"{report}.csv"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            if not replace and report in report_rows():
                raise UserError(
                    f"Report {report!r} exists already. To make it again: --replace.",
                    f"报告 {report!r} 已存在。要重新生成：--replace。",
                )
            listed = read_rows(version(folder / "reports.csv"), ReportRow, key="id")
            rest: list[Mapping[str, object]] = [entry for entry in listed if entry["id"] != report]
            entry = {name: row.get(name, "") for name in REPORT_COLUMNS}
            rows = sorted([*rest, entry], key=lambda one: str(one["id"]))
            write_text(path, facts_csv(facts))
            write_text(folder / "reports.csv", _reports_csv(rows))
            dictionary = (folder / "indicators.csv").is_file()
            write_text(folder / "datapackage.json", describe([str(one["id"]) for one in rows], dictionary))
    except OSError as error:
        raise UserError(
            f"Cannot write to the data folder {folder}: {error.strerror}. Choose another one: --data DIR.",
            f"无法写入数据文件夹 {folder}：{error.strerror}。请另选一个：--data DIR。",
        ) from error
    return path


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other processes from changing a folder's list of reports meanwhile, where the system has such locks."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _reports_csv(rows: Sequence[Mapping[str, object]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, REPORT_COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def facts_csv(facts: Iterable[Fact]) -> str:
    """Write facts as CSV; the values stay the decimals that were read, digit for digit."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for fact in facts:
        blank = {name: "" for name in OFFSETS if getattr(fact, name) == NO_OFFSET}
        writer.writerow((asdict(fact) | blank).values())
    return out.getvalue()
