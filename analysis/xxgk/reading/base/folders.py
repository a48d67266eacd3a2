"""What the data folders hold, as records: which reports there are, their facts, the names of indicators and terms."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.paths import DATA, data_folders
from xxgk.reading.base.records import COLUMNS, NO_OFFSET, OFFSETS, REQUIRED, Fact

Row = Mapping[str, str]

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
INDICATOR_COLUMNS = ("id", "zh", "en", "unit", "theme", "definition", "since", "until", "comparability")
TERM_COLUMNS = ("kind", "id", "zh", "en")


class Version(NamedTuple):
    """A file as it is at the moment: what was read from it is kept until it changes."""

    path: Path
    changed: int
    size: int | None


def version(path: Path) -> Version:
    """Look at a file without reading it; one that does not exist has no size."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return Version(path, 0, None)
    return Version(path, status.st_mtime_ns, status.st_size)


def existing_folders() -> list[Path]:
    """List the data folders, as `data_folders` does.

    Raises
    ------
    UserError
        The user's folder does not exist or is none.
    """
    folders = data_folders()
    for folder in folders:
        if folder.exists() and not folder.is_dir():
            raise UserError(f"{str(folder)!r} is a file, not a data folder. Name a folder: --data DIR.")
        if not folder.exists():
            raise UserError(
                f"Data folder {str(folder)!r} does not exist. Make it with: xxgk add FILE --id ID --data {folder}."
            )
    return folders


def report_rows() -> Mapping[str, Row]:
    """Read the list of reports of every data folder.

    Returns
    -------
    mapping of str to mapping of str to str
        The row of each report by its id, columns of :data:`REPORT_COLUMNS`; a report of the user's own folder takes the
        place of an embedded one of the same id.

    Raises
    ------
    UserError
        The user's data folder does not exist or its ``reports.csv`` cannot be read.
    """
    return _by_id(tuple(version(folder / "reports.csv") for folder in existing_folders()), REPORT_COLUMNS)


def report_row(report: str) -> Row:
    """Look up one report.

    Raises
    ------
    UserError
        There is no such report; the sentence names those that exist.
    """
    known = report_rows()
    if report not in known:
        raise unknown("report", report, known)
    return known[report]


def stored_facts(report: str) -> tuple[Fact, ...]:
    """Read the facts of one report.

    Raises
    ------
    UserError
        No such report, or its file of facts is missing or damaged.
    """
    return facts_of(facts_version(report))


def facts_version(report: str) -> Version:
    """Find the file of facts of a report.

    Raises
    ------
    UserError
        No such report, or its file is missing.
    """
    report_row(report)
    paths = [path for folder in existing_folders() if (path := folder / "facts" / f"{report}.csv").is_file()]
    if not paths:
        raise UserError(
            f"Report {report!r} is listed but its facts are missing. "
            f"Make them again: xxgk add FILE --id {report} --replace."
        )
    return version(paths[-1])


def year_before(report: str) -> str:
    """Name the report of the same organ for the year before; blank where there is none."""
    row = report_row(report)
    return report_of(row["organ"], whole_year(row["year"], -1))


def report_of(organ: str, year: int | None) -> str:
    """Name an organ's report for a year; blank where there is none or organ or year is not known."""
    if not organ or year is None:
        return ""
    found = [name for name, row in report_rows().items() if row["organ"] == organ and whole_year(row["year"]) == year]
    return found[-1] if found else ""


def whole_year(text: str, step: int = 0) -> int | None:
    """Read a year as it stands in a list of reports, plus some years; None where it is none."""
    try:
        year = float(text)
    except ValueError:
        return None
    return int(year) + step if year.is_integer() else None


def indicator_rows() -> Mapping[str, Row]:
    """Read the dictionary of indicators: the row of each by its id, columns of :data:`INDICATOR_COLUMNS`."""
    return _by_id(tuple(version(folder / "indicators.csv") for folder in existing_folders()), INDICATOR_COLUMNS)


def indicator_names(lang: str) -> Mapping[str, str]:
    """Give the names of the dictionary's indicators in a language, by id."""
    return _names(tuple(version(folder / "indicators.csv") for folder in existing_folders()), lang)


def indicator_ids() -> frozenset[str]:
    """Name the indicators that the dictionary has; a user's folder that is yet to be made has none."""
    return frozenset(_by_id(tuple(version(folder / "indicators.csv") for folder in data_folders()), INDICATOR_COLUMNS))


@lru_cache
def _names(versions: tuple[Version, ...], lang: str) -> Mapping[str, str]:
    return MappingProxyType({name: row[lang] for name, row in _by_id(versions, INDICATOR_COLUMNS).items()})


# The terms are the package's own and do not change while it runs.
@cache
def term_names(lang: str) -> Mapping[tuple[str, str], str]:
    """Give the names of levels, applicants, themes, units ... in a language, by kind and id."""
    rows = read_rows(version(DATA / "terms.csv"), TERM_COLUMNS)
    return MappingProxyType({(row["kind"], row["id"]): row[lang] for row in rows})


def term_ids(kind: str) -> frozenset[str]:
    """Name the terms of one kind, e.g. ``level``."""
    return frozenset(name for of, name in term_names("zh") if of == kind)


@lru_cache
def _by_id(versions: tuple[Version, ...], columns: tuple[str, ...]) -> Mapping[str, Row]:
    """Put lists of several folders into one; of rows with the same id, the last folder's counts, at its place."""
    rows: dict[str, Row] = {}
    for entry in (row for one in versions for row in read_rows(one, columns)):
        rows.pop(entry["id"], None)
        rows[entry["id"]] = MappingProxyType(entry)
    return MappingProxyType(rows)


@lru_cache(64)
def facts_of(of: Version) -> tuple[Fact, ...]:
    """Read a file of facts, as `stored_facts` does."""
    return tuple(_fact(row, of.path) for row in read_rows(of, COLUMNS, REQUIRED))


def _fact(row: Row, path: Path) -> Fact:
    offsets = {name: _offset(row[name], name, path) for name in OFFSETS}
    return Fact(**{name: row[name] for name in COLUMNS if name in row} | offsets)


def _offset(text: str, column: str, path: Path) -> int:
    try:
        return int(text or NO_OFFSET)
    except ValueError:
        raise UserError(
            f"{path} holds a value that cannot be used: {column} {text!r} is no whole number. "
            "Add its report again: xxgk add FILE --id ID --replace."
        ) from None


def read_rows(of: Version, columns: Sequence[str], required: Iterable[str] | None = None) -> list[dict[str, str]]:
    """Read a table of a data folder: every cell as its text.

    Parameters
    ----------
    of
        The file; one that does not exist has no rows.
    columns
        The columns that the table should have; named where one is missing.
    required
        Those without which it cannot be used; by default all.

    Returns
    -------
    list of dict
        One a row, with the columns that the file has.

    Raises
    ------
    UserError
        The file cannot be read or is no such table; the sentence says what to do.
    """
    path = of.path
    if of.size is None:
        return []
    again = "Remove it and add its reports again: xxgk add FILE --id ID --replace."
    if path.name == "indicators.csv":
        again = f"Write it again, with the columns {', '.join(columns)}."
    try:
        # Python's reader takes a quotation mark that is never closed for the end of the file's last cell.
        header, *rows = [row for row in csv.reader(io.StringIO(_text(path), newline=""), strict=True) if row] or [[]]
    except csv.Error as error:
        raise UserError(f"{path} is not a table: {error}. {again}") from error
    if not header:
        raise UserError(f"{path} is empty. {again}")
    missing = [name for name in (columns if required is None else required) if name not in header]
    if missing:
        raise UserError(f"{path} lacks the column {missing[0]!r}; it may be half-written. {again}")
    if longest := next((row for row in rows if len(row) > len(header)), None):
        raise UserError(f"{path} is not a table: a row has {len(longest)} cells below {len(header)} columns. {again}")
    return [dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=True)) for row in rows]


def _text(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except OSError as error:
        raise UserError(f"{path} cannot be read: {error.strerror}. Ask for read permission, or copy it.") from error
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8. Save it again as UTF-8.") from None
