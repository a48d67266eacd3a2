"""The data folders on disk: which reports there are, their facts, the dictionary of indicators and terms."""

import csv
import io
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import astuple
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from xxgk.reading.base.datapackage import describe
from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.paths import ALL, DATA, data_folders
from xxgk.reading.base.records import COLUMNS, Fact, typed

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None

REPORT_COLUMNS = (
    "id",
    "organ",
    "organ_en",
    "region_code",
    "level",
    "year",
    "form",
    "title",
    "published",
    "source_file",
    "source_sha256",
)
_INDICATOR_COLUMNS = ("id", "zh", "en", "unit", "theme", "definition", "since", "until", "comparability")
_REPORT_ID = re.compile(r"[^\W_][\w-]{0,79}")


class _Version(NamedTuple):
    """A file as it is at the moment: what was read from it is kept until it changes."""

    path: Path
    changed: int
    size: int | None


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
    return _reports(tuple(_version(folder / "reports.csv") for folder in _folders())).copy()


@lru_cache
def _reports(versions: tuple[_Version, ...]) -> pd.DataFrame:
    table = _one_of_each(versions, REPORT_COLUMNS)
    years = pd.to_numeric(table["year"], errors="coerce")
    return table.assign(year=years.where(years % 1 == 0).astype("Int64"))


def read_report(report: str) -> Mapping[str, object]:
    """Look up one report.

    Returns
    -------
    mapping of str to object
        What :func:`read_reports` lists of it.

    Raises
    ------
    UserError
        There is no such report; the sentence names those that exist.
    """
    known = _by_id(tuple(_version(folder / "reports.csv") for folder in _folders()))
    if report not in known:
        raise unknown("report", report, known)
    return known[report]


@lru_cache
def _by_id(versions: tuple[_Version, ...]) -> Mapping[str, Mapping[str, object]]:
    return {row["id"]: MappingProxyType(row) for row in _reports(versions).to_dict("records")}


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
    read_report(report)
    paths = [path for folder in _folders() if (path := folder / "facts" / f"{report}.csv").is_file()]
    if not paths:
        raise UserError(
            f"Report {report!r} is listed but its facts are missing. "
            f"Make them again: xxgk add FILE --id {report} --replace."
        )
    return _facts(_version(paths[-1])).copy()


@lru_cache(64)
def _facts(version: _Version) -> pd.DataFrame:
    try:
        return typed(_read_csv(version, COLUMNS))
    except (TypeError, ValueError) as error:
        raise UserError(f"{version.path} holds a value that cannot be used: {error}.") from error


def read_year_before(report: str) -> pd.DataFrame | None:
    """Read the facts of the same organ's report for the year before; None where there is none."""
    row = read_report(report)
    return read_facts_of(str(row["organ"]), row["year"] - 1)


def read_facts_of(organ: str, year: int | None) -> pd.DataFrame | None:
    """Read the facts of an organ's report for a year; None where there is none or organ or year is not known."""
    if not organ or pd.isna(year):
        return None
    listed = read_reports()
    found = listed.loc[listed["organ"].eq(organ) & listed["year"].eq(year), "id"]
    return read_facts(found.iloc[-1]) if len(found) else None


def read_indicators() -> pd.DataFrame:
    """Read the dictionary of indicators.

    Returns
    -------
    DataFrame
        One row for each indicator: ``id``, ``zh``, ``en``, ``unit``, ``theme``, ``definition``, ``since``, ``until``,
        ``comparability``.
    """
    return _indicators(tuple(_version(folder / "indicators.csv") for folder in _folders())).copy()


@lru_cache
def _indicators(versions: tuple[_Version, ...]) -> pd.DataFrame:
    return _one_of_each(versions, _INDICATOR_COLUMNS)


def indicator_names(lang: str) -> Mapping[str, str]:
    """Give the names of the dictionary's indicators in a language, by id."""
    return _indicator_names(tuple(_version(folder / "indicators.csv") for folder in _folders()), lang)


@lru_cache
def _indicator_names(versions: tuple[_Version, ...], lang: str) -> Mapping[str, str]:
    table = _indicators(versions)
    return MappingProxyType(dict(zip(table["id"], table[lang], strict=True)))


def indicator_ids() -> frozenset[str]:
    """Name the indicators that the dictionary has; a user's folder that is yet to be made has none."""
    return frozenset(_indicators(tuple(_version(folder / "indicators.csv") for folder in data_folders()))["id"])


@cache
def term_ids(kind: str) -> frozenset[str]:
    """Name the terms of one kind, e.g. ``level``."""
    terms = read_terms()
    return frozenset(terms.loc[terms["kind"] == kind, "id"])


def read_terms() -> pd.DataFrame:
    """Read the names of levels, applicants, themes and outcomes: ``kind``, ``id``, ``zh``, ``en``."""
    return _read_csv(_version(DATA / "terms.csv"), ("kind", "id", "zh", "en"))


def check_report_id(report: str) -> None:
    """Refuse an id that could not be a plain file name.

    Raises
    ------
    UserError
        The id holds anything but letters, digits, hyphens and underscores, or is what stands for every report.
    """
    if report == ALL:
        raise UserError(f"Report id {report!r} cannot be used: it stands for every report. Choose another one.")
    if not _REPORT_ID.fullmatch(report):
        raise UserError(
            f"Report id {report!r} cannot be used. Allowed are up to 80 letters, digits, hyphens and underscores, "
            "beginning with a letter or digit, e.g. hebei-2016."
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
            if not replace and report in set(read_reports()["id"]):
                raise UserError(f"Report {report!r} exists already. To make it again: --replace.")
            listed = _read_csv(_version(folder / "reports.csv"), REPORT_COLUMNS)
            rest = listed[listed["id"] != report]
            entry = pd.DataFrame([{name: str(row.get(name, "")) for name in REPORT_COLUMNS}])
            table = pd.concat([rest, entry], ignore_index=True).sort_values("id", ignore_index=True)
            write_text(path, facts_csv(facts))
            write_text(folder / "reports.csv", table.to_csv(index=False, lineterminator="\n"))
            write_text(folder / "datapackage.json", describe(table["id"], (folder / "indicators.csv").is_file()))
    except OSError as error:
        raise UserError(
            f"Cannot write to the data folder {folder}: {error.strerror}. Choose another one: --data DIR."
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


def facts_csv(facts: Iterable[Fact]) -> str:
    """Write facts as CSV; the values stay the decimals that were read, digit for digit."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(astuple(fact) for fact in facts)
    return out.getvalue()


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 in one step, as :func:`write_bytes` does; what is no text, as it is escaped."""
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file in one step: under a temporary name beside it, then renamed, so that no half of it is ever seen."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _folders() -> list[Path]:
    folders = data_folders()
    for folder in folders:
        if folder.exists() and not folder.is_dir():
            raise UserError(f"{str(folder)!r} is a file, not a data folder. Name a folder: --data DIR.")
        if not folder.exists():
            raise UserError(
                f"Data folder {str(folder)!r} does not exist. Make it with: xxgk add FILE --id ID --data {folder}."
            )
    return folders


def _version(path: Path) -> _Version:
    """Look at a file without reading it; one that does not exist has no size."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _Version(path, 0, None)
    return _Version(path, status.st_mtime_ns, status.st_size)


def _one_of_each(versions: Iterable[_Version], columns: tuple[str, ...]) -> pd.DataFrame:
    """Put tables of several folders into one; of rows with the same id, that of the last folder counts."""
    tables = [_read_csv(version, columns) for version in versions]
    return pd.concat(tables, ignore_index=True).drop_duplicates("id", keep="last").reset_index(drop=True)


def _read_csv(version: _Version, columns: tuple[str, ...]) -> pd.DataFrame:
    path = version.path
    if version.size is None:
        return pd.DataFrame(columns=list(columns), dtype="str")
    again = "Remove it and add its reports again: xxgk add FILE --id ID --replace."
    if path.name == "indicators.csv":
        again = f"Write it again, with the columns {', '.join(columns)}."
    try:
        table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}. Ask for read permission, or copy it.") from error
    except pd.errors.EmptyDataError:
        raise UserError(f"{path} is empty. {again}") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8. Save it again as UTF-8.") from None
    except ValueError as error:
        raise UserError(f"{path} is not a table: {' '.join(str(error).split())}. {again}") from error
    missing = [name for name in columns if name not in table]
    if missing:
        raise UserError(f"{path} lacks the column {missing[0]!r}; it may be half-written. {again}")
    return table
