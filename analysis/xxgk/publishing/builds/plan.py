"""What to run: a notebook, a report and a language each, checked before anything starts."""

import csv
import os
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.folders import missing_folder, unknown_report
from xxgk.reading.base.paths import NOTEBOOKS, data_folders
from xxgk.running.parameters import parameters_of
from xxgk.show.words import LANGUAGES

# Parameters that there were, and what to write now.
_FORMER = {
    "reports": "Parameter 'reports' is gone: the report that is built is the one compared (baseline), and peers names "
    "the others. Write: -p peers all, or -p peers with ids and commas between them."
}
_FORMER_ZH = {
    "reports": "参数 'reports' 已取消：所生成的报告即被比较的报告（baseline），其他报告由 peers 指明。"
    "请写：-p peers all，或 -p peers 加以逗号分隔的编号。"
}
INDEX = "index.html"
_LONGEST = 240  # bytes of a report's id: file systems take names of 255


@dataclass(frozen=True)
class Run:
    """One notebook for one report in one language; ``notebook`` is its name, e.g. ``4_reviews_and_lawsuits``."""

    notebook: str
    report: str
    lang: str
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Where its page lies in the output folder, without the suffix."""
        return f"{self.report}/{self.lang}/{self.notebook}"


@dataclass(frozen=True)
class Outcome:
    """What became of a run.

    Attributes
    ----------
    run
        The run.
    status
        ``done``, ``failed``, ``skipped`` (its page is up to date), ``empty`` (the report prints no figure of its
        subject, so there is no page) or ``cancelled``.
    seconds
        How long it took.
    page, notebook
        What was written, if it was; a failed run has a page that shows where and why.
    error
        One line; blank unless it failed.
    notes
        What could not be shown on the page, for one, a sentence each.
    """

    run: Run
    status: str
    seconds: float = 0.0
    page: Path | None = None
    notebook: Path | None = None
    error: str = ""
    notes: tuple[str, ...] = ()


def notebooks() -> dict[str, Path]:
    """Find the notebooks: paths by name, in reading order."""
    return {path.stem: path for path in sorted(NOTEBOOKS.glob("[0-9]*_*.ipynb"))}


def known_reports() -> list[str]:
    """List the ids of all reports; a build with nothing to do shall not wait for a table library to load."""
    ids: list[str] = []
    for folder in data_folders():
        if not folder.is_dir():
            raise missing_folder(folder)
        path = folder / "reports.csv"
        try:
            with suppress(FileNotFoundError), path.open(encoding="utf-8-sig", newline="") as file:
                ids += [row["id"] for row in csv.DictReader(file) if row.get("id")]
        except (ValueError, csv.Error) as error:
            raise UserError(
                f"{path} cannot be read: {error}. Save it again as a CSV file in UTF-8.",
                f"{path} 无法读取：{error}。请重新保存为 UTF-8 的 CSV 文件。",
            ) from error
    return list(dict.fromkeys(ids))


def check_runs(runs: Sequence[Run], known_reports: Sequence[str]) -> None:
    """Raise an error for the first run that could not succeed, before any is started.

    Parameters
    ----------
    runs
        What is to be run.
    known_reports
        Ids of the reports that there are.

    Raises
    ------
    UserError
        Something is unknown or listed twice.
    RunningError
        A parameter is of another type than the notebook declares, or a file is no notebook.
    """
    paths = notebooks()
    declared = {name: parameters_of(path) for name, path in paths.items()}
    seen = set()
    for run in runs:
        for kind, value, known in (
            ("notebook", run.notebook, paths),
            ("report", run.report, known_reports),
            ("language", run.lang, LANGUAGES),
        ):
            if value not in known:
                raise unknown_report(value, known) if kind == "report" else unknown(kind, value, known)
        _check_name(run.report)
        for name, value in run.parameters.items():
            if name not in declared[run.notebook]:
                raise unknown_parameter(name, declared[run.notebook], f"parameter of {run.notebook}")
            declared[run.notebook][name].check(value)
        if "peers" in run.parameters:
            _check_peers(run)
        if run.key in seen:
            raise UserError(
                f"{run.key} is listed twice, and both would write the same page. Leave one out.",
                f"{run.key} 列出了两次，会写入同一页。请删去一个。",
            )
        seen.add(run.key)


def _check_peers(run: Run) -> None:
    """Refuse reports to compare with that there are not as the notebook would, but before anything is started."""
    from xxgk.topics.comparison.peers import choose_reports

    choose_reports(run.report, str(run.parameters["peers"]))


def unknown_parameter(name: str, known: Collection[str], kind: str = "parameter") -> UserError:
    """Build the error for a parameter that a notebook has not, or has no longer."""
    return UserError(_FORMER[name], _FORMER_ZH[name]) if name in _FORMER else unknown(kind, name, known)


def _check_name(report: str) -> None:
    """Refuse the id of somebody else's data folder that would lead out of the output folder, or fit in none."""
    plain = report == Path(report).name and not report.startswith(".") and not set(report) & set("\\\0")
    if not plain or len(os.fsencode(report)) > _LONGEST:
        raise UserError(
            f"Report {report!r} cannot be built: its id is the name of a folder, so it holds no / and no \\, begins "
            f"with no dot and has at most {_LONGEST} bytes. Change it in reports.csv and facts/.",
            f"报告 {report!r} 无法生成：编号用作文件夹名，不能含 / 和 \\，不能以点开头，最多 {_LONGEST} 字节。"
            "请在 reports.csv 和 facts/ 中修改。",
        )


def single_path(out: Path, report: str, lang: str) -> Path:
    """Name the file that holds all pages of a report in one language."""
    return out / f"{report}-{lang}.html"
