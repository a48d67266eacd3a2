"""What the data folders hold, as records: which reports there are, their facts, the names of indicators and terms."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeVar

from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.fit import misfit
from xxgk.reading.base.paths import DATA, data_folders
from xxgk.reading.base.records import Fact, Notice
from xxgk.reading.base.rows import IndicatorRow, RenamedRow, ReportRow, TermRow
from xxgk.reading.base.sheet import columns_of, read_sheet

_T = TypeVar("_T")
_Row = TypeVar("_Row", ReportRow, IndicatorRow)
_AGAIN = "Remove it and add its reports again: xxgk add FILE --id ID --replace."


class Version(NamedTuple):
    """A file as it is at the moment: what was read from it is kept until it changes."""

    path: Path
    changed: int
    size: int | None
    number: int


def version(path: Path) -> Version:
    """Look at a file without reading it; one that does not exist has no size."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return Version(path, 0, None, 0)
    # A file that took another's place within one tick of the clock has another number.
    return Version(path, status.st_mtime_ns, status.st_size, status.st_ino)


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
            raise UserError(
                f"{str(folder)!r} is a file, not a data folder. Name a folder: --data DIR.",
                f"{str(folder)!r} 是文件，不是数据文件夹。请指明文件夹：--data DIR。",
            )
        if not folder.exists():
            raise missing_folder(folder)
    return folders


def missing_folder(folder: Path) -> UserError:
    """Build the error for a data folder that there is not."""
    return UserError(
        f"Data folder {str(folder)!r} does not exist. Make it with: xxgk add FILE --id ID --data {folder}.",
        f"数据文件夹 {str(folder)!r} 不存在。建立它：xxgk add FILE --id ID --data {folder}。",
    )


def report_rows() -> Mapping[str, ReportRow]:
    """Read the list of reports of every data folder.

    Returns
    -------
    mapping of str to ReportRow
        The row of each report by its id; a report of the user's own folder takes the place of an embedded one of the
        same id.

    Raises
    ------
    UserError
        The user's data folder does not exist, or its ``reports.csv`` cannot be read or holds what it may not.
    """
    return _reports(tuple(version(folder / "reports.csv") for folder in existing_folders()))


@lru_cache
def _reports(versions: tuple[Version, ...]) -> Mapping[str, ReportRow]:
    return _by_id([read_rows(one, ReportRow, key="id") for one in versions])


def report_id(given: object, known: Iterable[str]) -> str:
    """Take an id as text: papermill, and YAML, read ``-p report 2016`` as a number.

    Parameters
    ----------
    given
        An id; of a number, the report whose id is written so.
    known
        Ids of the reports that there are.

    Raises
    ------
    UserError
        Several ids, as 7 and 007, are the same number.
    """
    if isinstance(given, str | bool):
        return str(given)
    alike = [one for one in known if one.isascii() and one.isdecimal() and int(one) == given]
    if len(alike) > 1:
        raise UserError(
            f"Report {given!r} is a number, which is {' as well as '.join(alike)}. Give it as text; "
            f"with papermill: -r report {alike[0]}.",
            f"报告 {given!r} 是数字，可指 {'、'.join(alike)}。请按文本给出；papermill 用：-r report {alike[0]}。",
        )
    return alike[0] if alike else str(given)


def report_row(report: str) -> ReportRow:
    """Look up one report.

    Raises
    ------
    UserError
        There is no such report; the sentence names those that exist.
    """
    known = report_rows()
    report = report_id(report, known)
    if report not in known:
        raise unknown_report(report, known)
    return known[report]


def unknown_report(report: str, known: Iterable[str]) -> UserError:
    """Build the error for a report that there is not; one that has another name by now is told it."""
    if new := _renamed().get(report):
        return UserError(
            f"Report {report!r} is now called {new!r}. Write {new}.",
            f"报告 {report!r} 现名 {new!r}。请写作 {new}。",
            mistyped=True,
        )
    return unknown("report", report, known)


# The names of embedded reports do not change while the package runs.
@cache
def _renamed() -> Mapping[str, str]:
    return {row["old"]: row["new"] for row in read_rows(version(DATA / "renamed.csv"), RenamedRow)}


def stored_facts(report: str) -> tuple[Fact, ...]:
    """Read the facts of one report; an indicator that the dictionary no longer has is blank (`stored_notices`).

    Raises
    ------
    UserError
        No such report, or its file of facts is missing or damaged.
    """
    return facts_of(facts_version(report), _dictionaries())


def stored_notices(report: str) -> tuple[Notice, ...]:
    """Say in one notice which indicators of a report's stored facts the dictionary does not have, if any.

    Raises
    ------
    UserError
        No such report, or its file of facts is missing or damaged.
    """
    known = indicator_rows()
    printed = [fact.indicator for fact in _facts_as_stored(facts_version(report)) if fact.indicator]
    strange = [name for name in printed if name not in known]
    if not strange:
        return ()
    names = [*dict.fromkeys(strange)]
    shown = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
    zh = f"{len(strange)} 个数字的指标编号词典里没有（{shown}），这些数字只有原文的标签，没有指标"
    en = f"{len(strange)} figures have indicators that the dictionary lacks ({shown}): they go by their labels"
    return (Notice("indicator_unknown", "", zh, en),)


def facts_version(report: str) -> Version:
    """Find the file of facts of a report.

    Raises
    ------
    UserError
        No such report, or its file is missing.
    """
    report = report_row(report)["id"]
    paths = [path for folder in existing_folders() if (path := folder / "facts" / f"{report}.csv").is_file()]
    if not paths:
        raise UserError(
            f"Report {report!r} is listed but its facts are missing. "
            f"Make them again: xxgk add FILE --id {report} --replace.",
            f"报告 {report!r} 已列出，但缺少数据。请重新生成：xxgk add FILE --id {report} --replace。",
        )
    return version(paths[-1])


def year_before(report: str) -> str:
    """Name the report of the same organ for the year before; blank where there is none."""
    row = report_row(report)
    return report_of(row["organ"], row["year"] - 1)


def report_of(organ: str, year: int | None) -> str:
    """Name an organ's report for a year; blank where there is none or organ or year is not known."""
    return years_of(organ).get(year, "") if organ and year is not None else ""


def years_of(organ: str) -> Mapping[int, str]:
    """Name the reports of an organ by their years, the earliest first; of two for one year, the last one listed."""
    return _years(tuple(version(folder / "reports.csv") for folder in existing_folders())).get(organ, {})


@lru_cache
def _years(versions: tuple[Version, ...]) -> Mapping[str, Mapping[int, str]]:
    organs: dict[str, dict[int, str]] = {}
    for name, row in _reports(versions).items():
        organs.setdefault(row["organ"], {})[row["year"]] = name
    return {organ: dict(sorted(years.items())) for organ, years in organs.items()}


def indicator_rows() -> Mapping[str, IndicatorRow]:
    """Read the dictionary of indicators: the row of each by its id."""
    return _indicators(_dictionaries())


def _dictionaries() -> tuple[Version, ...]:
    return tuple(version(folder / "indicators.csv") for folder in existing_folders())


@lru_cache
def _indicators(versions: tuple[Version, ...]) -> Mapping[str, IndicatorRow]:
    return _by_id([read_rows(one, IndicatorRow, key="id") for one in versions])


def indicator_names(lang: str) -> Mapping[str, str]:
    """Give the names of the dictionary's indicators in a language, by id."""
    return _names(_dictionaries(), lang)


@lru_cache
def _names(versions: tuple[Version, ...], lang: str) -> Mapping[str, str]:
    return MappingProxyType({name: row["zh" if lang == "zh" else "en"] for name, row in _indicators(versions).items()})


def indicator_ids() -> frozenset[str]:
    """Name the indicators that the dictionary has; a user's folder that is yet to be made has none."""
    return frozenset(_indicators(tuple(version(folder / "indicators.csv") for folder in data_folders())))


def indicator_years() -> Mapping[str, int]:
    """Give the first year of each indicator of the dictionary; 0 where it has none."""
    rows = _indicators(tuple(version(folder / "indicators.csv") for folder in data_folders()))
    return {name: row["since"] or 0 for name, row in rows.items()}


# The terms are the package's own and do not change while it runs.
@cache
def term_names(lang: str) -> Mapping[tuple[str, str], str]:
    """Give the names of levels, applicants, themes, units ... in a language, by kind and id."""
    rows = read_rows(version(DATA / "terms.csv"), TermRow)
    return MappingProxyType({(row["kind"], row["id"]): row["zh" if lang == "zh" else "en"] for row in rows})


def term_ids(kind: str) -> frozenset[str]:
    """Name the terms of one kind, e.g. ``level``."""
    return frozenset(name for of, name in term_names("zh") if of == kind)


def _by_id(lists: list[list[_Row]]) -> Mapping[str, _Row]:
    """Put lists of several folders into one; of rows with the same id, the last folder's counts, at its place."""
    rows: dict[str, _Row] = {}
    for row in (row for one in lists for row in one):
        rows.pop(row["id"], None)
        rows[row["id"]] = row
    return MappingProxyType(rows)


@lru_cache(64)
def facts_of(of: Version, dictionaries: tuple[Version, ...]) -> tuple[Fact, ...]:
    """Read a file of facts by the dictionaries there are, as `stored_facts` does."""
    known = _indicators(dictionaries)
    facts = _facts_as_stored(of)
    return tuple(fact if fact.indicator in known else replace(fact, indicator="") for fact in facts)


@lru_cache(64)
def _facts_as_stored(of: Version) -> tuple[Fact, ...]:
    return tuple(read_rows(of, Fact, check=_misfit))


def _misfit(fact: Fact) -> str:
    if not misfit(fact.value, fact.printed):
        return ""
    return (
        f", column 'value': {fact.value!r} does not fit what is printed, {fact.printed!r}. Correct whichever is wrong, "
        "or make the facts again: xxgk add FILE --id ID --replace."
    )


def read_rows(of: Version, model: type[_T], key: str = "", check: Callable[[_T], str] = lambda _: "") -> list[_T]:
    """Read a table of a data folder, as `read_sheet` does; one that does not exist has no rows."""
    if of.size is None:
        return []
    own = of.path.name == "indicators.csv"
    again = f"Write it again, with the columns {', '.join(columns_of(model))}." if own else _AGAIN
    return read_sheet(of.path, model, again, key, check)
