"""Running notebooks: many at a time, each apart, and only what is out of date."""

import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from analysis.errors import unknown
from analysis.publish.build import Build
from analysis.publish.isolation import end_all, make_ready
from analysis.publish.jobs import ENGINES
from analysis.publish.plan import Outcome, Run, check_runs, notebooks

__all__ = ["Outcome", "Run", "check_runs", "execute_runs", "notebooks", "processors"]

# Runs that are with an executor of the caller's at a time; enough for a large cluster, little in memory.
_IN_FLIGHT = 64


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
        outside the package must be at the same path on each machine.
    progress
        Show a progress bar where standard error is a terminal.
    environment
        Variables for the notebooks.

    Returns
    -------
    list of Outcome
        One for each run, in their order.
    """
    if engine not in ENGINES:
        raise unknown("engine", engine, ENGINES)
    build = Build(runs, out, engine, timeout, memory, environment or {})
    build.skip_current(force)
    if build.waiting:
        limit = jobs or processors()
        with _local(executor, min(limit, len(build.waiting))) as pool:
            build.run_all(pool, _IN_FLIGHT if executor else limit, progress)
    return [build.outcomes[run.key] for run in runs]


def processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _local(executor: Executor | None, jobs: int) -> Iterator[Executor]:
    """Give the caller's executor, or threads that each wait for one process at a time."""
    if executor is not None:
        yield executor
        return
    pool = ThreadPoolExecutor(jobs, "xxgk-run", make_ready)
    try:
        yield pool
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        end_all()
        pool.shutdown()
