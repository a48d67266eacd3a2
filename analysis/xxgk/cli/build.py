"""Run the notebooks on reports and write each as a page that can be mailed and opened offline.

Exit code 0: all pages are there and up to date, save those that the report prints nothing for; 1: a notebook failed,
its page shows where and why; 130: interrupted, what was finished is kept.
"""

import argparse
import logging
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from xxgk.cli.arguments import listed, positive
from xxgk.cli.output import emit
from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.paths import ALL

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from xxgk.publishing.builds.runs import Outcome, Run
    from xxgk.reading.documents import Quotes

DEFAULT_REPORT = "hebei-2016"
TIME_LIMIT = 600  # seconds; the slowest notebook of the package takes one or two
INTERRUPTED = 130


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add = parser.add_argument
    add("reports", nargs="*", metavar="REPORT", help=f"ids of reports; by default {DEFAULT_REPORT}")
    add("--all", action="store_true", help="all reports of the data folders")
    add("--lang", type=listed, help="zh, en, or zh,en (default)")
    add("--notebook", action="append", metavar="NAME", help="only this one; may be repeated")
    add("-p", dest="parameters", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"),
        help="parameter for the notebooks that have it; may be repeated")  # fmt: skip
    add("--runs", type=Path, metavar="FILE", help="YAML or CSV that lists the runs, instead of all the above")
    add("--out", default=Path("outputs"), type=Path, metavar="DIR", help="where to write; by default outputs")
    add("--jobs", type=positive, metavar="N", help="notebooks at a time; by default one for each processor")
    add(
        "--engine", default="xxgk", choices=("xxgk", "kernel"), help="xxgk (default, fast) or kernel (ordinary kernels)"
    )
    add("--timeout", default=TIME_LIMIT, type=positive, metavar="S", help=f"seconds a notebook may take ({TIME_LIMIT})")
    add("--memory", type=positive, metavar="MB", help="megabytes of data a notebook may hold; by default no limit")
    add("--force", action="store_true", help="run also what is up to date")
    add("--source", type=Path, metavar="FILE",
        help="the file of the one report that is built: its pages then quote what each figure stands in")  # fmt: skip
    add("--single", action="store_true",
        help="also one file with all pages of each report and language, <report>-<lang>.html, for mailing")  # fmt: skip
    add("--scheduler", metavar="ADDRESS", help="Dask scheduler to run on, e.g. tcp://127.0.0.1:8786")


def run(arguments: argparse.Namespace) -> int:
    """Run what was asked for, write the index, say what became of each page."""
    from xxgk.publishing.builds.runs import crew, execute_runs, known_reports, write_indexes, write_singles

    if sys.flags.optimize > 1:
        raise UserError(
            "Python's option -OO (PYTHONOPTIMIZE=2) drops the docstrings that Altair needs. Leave it out.",
            "Python 的选项 -OO（PYTHONOPTIMIZE=2）会去掉 Altair 需要的文档字符串。请不要使用。",
        )
    runs = _runs(arguments, known_reports())
    quotes = _quotes(arguments.source, {run.report for run in runs})
    with crew(), _executor(arguments.scheduler) as executor:
        outcomes = execute_runs(
            runs,
            arguments.out,
            jobs=arguments.jobs,
            engine=arguments.engine,
            force=arguments.force,
            timeout=arguments.timeout,
            memory=arguments.memory and arguments.memory * 10**6,
            executor=executor,
            quotes=quotes,
        )
        interrupted = any(outcome.status == "cancelled" for outcome in outcomes)
        singles: list[Path] = []
        try:
            if not interrupted:
                write_indexes(outcomes, arguments.out, quotes)
                singles = write_singles(outcomes, arguments.out, quotes) if arguments.single else []
        finally:
            # Where the index cannot be written, it is still to be seen what became of the pages.
            emit("\n".join([*map(_line, outcomes), *map(_single_line, singles), _total(outcomes)]))
    if interrupted:
        return INTERRUPTED
    return int(any(outcome.status == "failed" for outcome in outcomes))


def _runs(arguments: argparse.Namespace, known: Sequence[str]) -> "list[Run]":
    from xxgk.publishing.builds.plan import LANGUAGES
    from xxgk.publishing.builds.runs import Run, check_runs, notebooks

    _check_choice(arguments)
    if arguments.runs:
        from xxgk.cli.runfile import read_runs

        runs = read_runs(arguments.runs, known)
    else:
        names = arguments.notebook or list(notebooks())
        reports = list(known) if arguments.all else arguments.reports or [DEFAULT_REPORT]
        parameters = _parameters(arguments.parameters, names)
        runs = [
            Run(name, report, lang, parameters[name])
            for report in dict.fromkeys(reports)
            for lang in arguments.lang or LANGUAGES
            for name in dict.fromkeys(names)
        ]
    check_runs(runs, known)
    return runs


def _check_choice(arguments: argparse.Namespace) -> None:
    """Refuse what is chosen in two ways: one of the two would be left out without a word."""
    if ALL in arguments.reports:
        raise UserError(
            f"No report has the id {ALL!r}. To build every report: xxgk build --all.",
            f"没有编号为 {ALL!r} 的报告。要生成所有报告：xxgk build --all。",
        )
    if arguments.all and arguments.reports:
        raise UserError(
            f"--all builds every report, so {', '.join(arguments.reports)} cannot be named. Leave one out.",
            f"--all 生成所有报告，不能再指明 {'、'.join(arguments.reports)}。请去掉其中一个。",
        )
    chosen = {
        "REPORT": arguments.reports,
        "--all": arguments.all,
        "--lang": arguments.lang,
        "--notebook": arguments.notebook,
        "-p": arguments.parameters,
    }
    beside = [name for name, value in chosen.items() if value]
    if arguments.runs and beside:
        raise UserError(
            f"--runs {arguments.runs} lists what is built, so {', '.join(beside)} cannot stand beside it. "
            "Write it into the file, or leave one out.",
            f"--runs {arguments.runs} 已列出要生成的内容，不能再用 {'、'.join(beside)}。请写入该文件，或去掉其中一个。",
        )


def _parameters(given: Sequence[Sequence[str]], names: Sequence[str]) -> Mapping[str, dict[str, object]]:
    """Give each notebook the parameters it has; one that no notebook has is a mistake."""
    from xxgk.publishing.builds.plan import unknown_parameter
    from xxgk.publishing.builds.runs import notebooks
    from xxgk.running.parameters import parameters_of

    paths = notebooks()
    for name in names:
        if name not in paths:
            raise unknown("notebook", name, paths)
    declared = {name: parameters_of(paths[name]) for name in names}
    taken = {"report": ("an argument of xxgk build", "xxgk build 的参数"), "lang": ("--lang", "--lang")}
    for name, _ in given:
        if name in taken:
            en, zh = taken[name]
            raise UserError(
                f"Parameter {name!r} is given as {en}, not with -p.", f"参数 {name!r} 用 {zh} 给出，不能用 -p。"
            )
        if not any(name in parameters for parameters in declared.values()):
            raise unknown_parameter(name, sorted(set().union(*declared.values()) - taken.keys()))
    return {
        notebook: {name: parameters[name].read(text) for name, text in given if name in parameters}
        for notebook, parameters in declared.items()
    }


def _quotes(source: Path | None, reports: Collection[str]) -> "Quotes":
    """Read the file of the one report that is built, where it is named."""
    if source is None:
        return {}
    if len(reports) > 1:
        raise UserError(
            f"--source {source} is the file of one report, but {len(reports)} are to be built: "
            f"{', '.join(sorted(reports))}. Build its report alone.",
            f"--source {source} 是一份报告的文件，而要生成的有 {len(reports)} 份：{'、'.join(sorted(reports))}。"
            "请只生成该报告。",
        )
    from xxgk.publishing.source import read_quotes

    return read_quotes(source, *reports)


@contextmanager
def _executor(address: str | None) -> Iterator["Executor | None"]:
    """Connect to a Dask cluster, where one is named, and take leave of it."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client
    except ImportError:
        raise UserError(
            "--scheduler needs the extra cluster. Install it: pip install 'xxgk[cluster]'.",
            "--scheduler 需要附加组件 cluster。请安装：pip install 'xxgk[cluster]'。",
        ) from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError) as error:
        raise UserError(
            f"No Dask scheduler answers at {address!r}: {error}. Start one: dask scheduler.",
            f"{address!r} 处没有 Dask 调度器应答：{error}。请启动：dask scheduler。",
        ) from error
    # It logs tracebacks when the scheduler goes away; what became of each page is said below.
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    if not client.scheduler_info()["workers"]:
        print(f"xxgk: No worker yet, so the build waits for one: dask worker {address}", file=sys.stderr, flush=True)
    with client:
        yield client.get_executor()


def _line(outcome: "Outcome") -> str:
    run = outcome.run
    where = outcome.page or f"{run.report}/{run.lang}/{run.notebook}"
    why = f"  {outcome.error}" if outcome.error else ""
    line = f"{outcome.status:<9} {outcome.seconds:6.1f} s  {where}{why}"
    return "\n".join([line, *(f"note: {note}" for note in outcome.notes)])


def _single_line(path: Path) -> str:
    return f"{'single':<9} {path.stat().st_size / 1e3:5.0f} kB  {path}"


def _total(outcomes: "Sequence[Outcome]") -> str:
    words = {
        "done": "done",
        "skipped": "up to date",
        "empty": "empty",
        "failed": "failed",
        "cancelled": "cancelled",
    }
    counts = {status: sum(outcome.status == status for outcome in outcomes) for status in words}
    parts = ", ".join(f"{counts[status]} {word}" for status, word in words.items() if counts[status])
    return f"{len(outcomes)} page{'' if len(outcomes) == 1 else 's'}: {parts or 'nothing to do'}"
