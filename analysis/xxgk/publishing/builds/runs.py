"""Running notebooks: many at a time, each apart, and only what is out of date."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from xxgk.publishing.builds.build import Build, data_environment
from xxgk.publishing.builds.plan import INDEX, Outcome, Run, check_runs, known_reports, notebooks, single_path
from xxgk.publishing.builds.tools import TOOLS
from xxgk.reading.base.errors import UserError, unknown
from xxgk.running.isolation import call_isolated, crew, threads
from xxgk.running.jobs import ENGINES
from xxgk.running.manifest import locked
from xxgk.running.processes import processors

if TYPE_CHECKING:
    from xxgk.reading.documents import Quotes

__all__ = [
    "Outcome",
    "Run",
    "check_runs",
    "crew",
    "execute_runs",
    "known_reports",
    "notebooks",
    "write_indexes",
    "write_singles",
]

# Runs that are with an executor of the caller's at a time; enough for a large cluster, little in memory.
_IN_FLIGHT = 64
_INDEX_SECONDS = 300.0


def execute_runs(
    runs: Sequence[Run],
    out: Path,
    jobs: int | None = None,
    engine: str = "xxgk",
    *,
    force: bool = False,
    timeout: float = 600,
    memory: int | None = None,
    executor: Executor | None = None,
    progress: bool = True,
    environment: Mapping[str, str] | None = None,
    quotes: "Quotes | None" = None,
) -> list[Outcome]:
    """Run notebooks and write an executed notebook and a page for each.

    The call starts processes that import the caller's main module where it is a script, so a script calls this
    under ``if __name__ == "__main__":``. On Ctrl-C, what is finished stays, what is running is ended, and the rest
    comes back as ``cancelled``.

    Parameters
    ----------
    runs
        What to run; see `check_runs`.
    out
        The output folder.
    jobs
        Notebooks at a time; by default as many as there are processors.
    engine
        ``xxgk``, or ``kernel`` for Jupyter's ordinary kernels.
    force
        Run also what is up to date.
    timeout
        Seconds that the cells of one notebook may take.
    memory
        Bytes of data that one notebook's process may allocate.
    executor
        Anything that implements `concurrent.futures.Executor` in place of this machine's processors, e.g. Dask's
        ``Client.get_executor()``. Notebooks and pages travel with the calls, so no disk need be shared; reports
        outside the package must be at the same path on each machine. What it loses fails with a page that says so.
    progress
        Show a progress bar where standard error is a terminal.
    environment
        Variables for the notebooks.
    quotes
        What the figures of the one report stand in, see `xxgk.publishing.source.read_quotes`; the pages show it,
        the executed notebooks do not.

    Returns
    -------
    list of Outcome
        One for each run, in their order.
    """
    if engine not in ENGINES:
        raise unknown("engine", engine, ENGINES)
    build = Build(runs, out, engine, timeout, memory, environment or {}, quotes or {})
    build.skip_silent()
    build.skip_current(force)
    if build.waiting:
        limit = jobs or processors()
        with nullcontext(executor) if executor else threads(min(limit, len(build.waiting)), TOOLS) as pool:
            build.run_all(pool, _IN_FLIGHT if executor else limit, progress)
    if build.lost:
        limit = jobs or processors()
        with threads(limit, TOOLS) as pool:
            build.explain_lost(pool, limit, progress)
    return [build.outcomes[run.key] for run in runs]


def write_indexes(outcomes: Sequence[Outcome], out: Path, quotes: "Quotes | None" = None) -> None:
    """Write the index pages and downloads of the reports that were built, and the index over all.

    Parameters
    ----------
    outcomes
        What `execute_runs` gave; where every page was up to date and has its index, nothing is written.
    out
        The output folder.
    quotes
        As for `execute_runs`.

    Raises
    ------
    UserError
        An index cannot be written.
    """
    stale = {
        outcome.run.report
        for outcome in outcomes
        if outcome.status in ("done", "failed") or not (out / outcome.run.report / outcome.run.lang / INDEX).is_file()
    }
    if not stale:
        return
    call = partial(call_isolated, tools=TOOLS, environment=data_environment(), seconds=_INDEX_SECONDS)
    try:
        with locked(out), threads(min(processors(), len(stale)), TOOLS) as pool:
            list(pool.map(partial(call, _index_report, out.resolve(), quotes or {}), sorted(stale)))
            call(_index_all, out.resolve())
    except OSError as error:
        raise UserError(
            f"Cannot write the index in {out}: {error.strerror}.", f"无法在 {out} 写入索引页：{error.strerror}。"
        ) from error


def write_singles(outcomes: Sequence[Outcome], out: Path, quotes: "Quotes | None" = None) -> list[Path]:
    """Write one file with all pages of each report and language that was built, for mailing.

    Parameters
    ----------
    outcomes, out, quotes
        As for `write_indexes`.

    Returns
    -------
    list of Path
        ``<report>-<lang>.html`` each, in the output folder.

    Raises
    ------
    UserError
        A file cannot be written.
    """
    wanted = dict.fromkeys((outcome.run.report, outcome.run.lang) for outcome in outcomes)
    call = partial(call_isolated, tools=TOOLS, environment=data_environment(), seconds=_INDEX_SECONDS)
    try:
        with threads(min(processors(), len(wanted) or 1), TOOLS) as pool:
            list(pool.map(lambda entry: call(_write_single, out.resolve(), *entry, quotes or {}), wanted))
    except OSError as error:
        raise UserError(
            f"Cannot write the single file in {out}: {error.strerror}.",
            f"无法在 {out} 写入合并文件：{error.strerror}。",
        ) from error
    paths = [single_path(out, report, lang) for report, lang in wanted]
    return [path for path in paths if path.is_file()]


def _write_single(out: Path, report: str, lang: str, quotes: "Quotes") -> None:
    from xxgk.publishing.single import write_single

    write_single(out, report, lang, quotes)


def _index_report(out: Path, quotes: "Quotes", report: str) -> None:
    from xxgk.publishing.index import write_report_index

    write_report_index(out, report, quotes)


def _index_all(out: Path) -> None:
    from xxgk.publishing.index import write_top_index
    from xxgk.publishing.overview import read_records, write_overview

    write_top_index(out)
    if len(read_records(out)) > 1:
        write_overview(out)
