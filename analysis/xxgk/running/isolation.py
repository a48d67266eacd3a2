"""A fresh process for every notebook: nothing that one does is seen by the next.

Where the system can fork (Linux), the process is forked from a warm one that has imported everything
and started nothing (`multiprocessing`'s fork server); elsewhere it is a new interpreter.
"""

import errno
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

from xxgk.running import processes
from xxgk.running.child import LOG, Settings, run_child
from xxgk.running.jobs import Failure, Job, Product, explain, perform
from xxgk.running.tools import Tools

# A cell that swallows the time limit's exception is given this long before its process is ended.
_GRACE = 5.0
_EXPLAIN_SECONDS = 60.0
# What a crashed process wrote last, shown on the page.
_LAST_LINES = 40

_running: set[BaseProcess] = set()
_crews = 0


@contextmanager
def crew() -> Iterator[None]:
    """Keep the processes that help for as long as the outermost of these contexts lasts, then end them."""
    global _crews
    _crews += 1
    try:
        yield
    finally:
        _crews -= 1
        if not _crews:
            end_running()
            processes.end_helpers()


@contextmanager
def threads(count: int, tools: Tools) -> Iterator[Executor]:
    """Give threads that each wait for one process at a time; what is at work when the context ends is ended."""
    with crew(), ThreadPoolExecutor(count, "xxgk-run") as pool:
        processes.make_ready(tools)
        try:
            yield pool
        finally:
            # A thread may start a process while the others are being ended.
            end = threading.Thread(target=pool.shutdown, kwargs={"cancel_futures": True})
            end.start()
            while end.is_alive():
                end_running()
                end.join(0.05)


def end_running() -> None:
    """End every process that is at work, and what it started."""
    with processes.lock:
        for process in _running:
            processes.end(process)


def isolated(job: Job) -> Product:
    """Perform a job in a process of its own; callable from any thread, here or on another machine.

    Parameters
    ----------
    job
        What to do.

    Returns
    -------
    Product
        The notebook and its page, whatever happened to the process.
    """
    started = monotonic()
    result = _apart(perform, (job,), job, job.timeout, job.memory)
    if isinstance(result, Failure):
        result = explained(job, result)
    if not isinstance(result, Product):
        result = Product(job.source.encode(), None, _told(result))
    return replace(result, seconds=round(monotonic() - started, 3))


def explained(job: Job, failure: Failure) -> Product:
    """Make the page of a job that was lost, which says why.

    Parameters
    ----------
    job
        What was to be done. The limits that ended it shall not end its explanation.
    failure
        What is known of the end.

    Returns
    -------
    Product
        The notebook without outputs and its page, if it could be made.
    """
    result = _apart(explain, (job, failure), job, _EXPLAIN_SECONDS)
    return result if isinstance(result, Product) else Product(job.source.encode(), None, str(failure))


def call_isolated(
    function: Callable[..., object], *arguments: object, tools: Tools, environment: Mapping[str, str], seconds: float
) -> object:
    """Call any function in a process of its own, with everything imported.

    Parameters
    ----------
    function, arguments
        What to call; they travel as pickles.
    tools
        What the function is lent.
    environment
        Variables to set.
    seconds
        How long it may take.

    Returns
    -------
    object
        What the function returned; what it raised is raised here.
    """
    with TemporaryDirectory(prefix="xxgk-", ignore_cleanup_errors=True) as folder:
        result = _supervise(function, arguments, Settings(Path(folder), tools, environment), seconds)
    if isinstance(result, Failure):
        raise RuntimeError(str(result))
    if isinstance(result, Exception):
        raise result
    return result


def _apart(
    function: Callable[..., object], arguments: tuple, job: Job, limit: float, memory: int | None = None
) -> object:
    """Call a function in a process and a folder of its own; what keeps it from starting is its result, too."""
    try:
        with TemporaryDirectory(prefix="xxgk-", ignore_cleanup_errors=True) as folder:
            settings = Settings(Path(folder), job.tools, job.environment, memory)
            return _supervise(function, arguments, settings, limit)
    except OSError as error:
        return error


def _told(error: object) -> str:
    """Say what kept a job from being done; where the disk is full, which one."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the temporary folder is full. Free some space there, or name another one: TMPDIR=DIR"
    return f"{type(error).__name__}: {error}"


def _supervise(function: Callable[..., object], arguments: tuple, settings: Settings, limit: float) -> object:
    """Run a function in a child and serve it until it has a result or is lost."""
    processes.make_ready(settings.tools)
    ours, theirs = processes.context.Pipe()
    process = processes.context.Process(target=run_child, args=(function, arguments, settings, theirs))
    with processes.starting():
        process.start()
        _running.add(process)
    theirs.close()
    deadline = monotonic() + limit + _GRACE
    cell, late, tidy = 0, True, False
    try:
        while wait([ours, process.sentinel], deadline - monotonic()):
            kind, value = _message(ours)
            if kind in ("result", "error"):
                tidy = kind == "result"
                return value
            if kind == "lost":
                late = False
                break
            if kind == "cell":
                cell = value
            if kind == "ask":
                _answer(ours, processes.helpers(settings.tools).answer(value, deadline - monotonic()))
    finally:
        processes.end(process, tidy)
        code = _joined(process)
        ours.close()
    return _failure(cell, code, late, limit, settings.folder)


def _message(connection: Connection) -> tuple[str, Any]:
    try:
        return connection.recv() if connection.poll() else ("lost", None)
    except (EOFError, OSError):
        return "lost", None


def _answer(connection: Connection, answer: object) -> None:
    # Nobody may be there to take it any more.
    with suppress(OSError):
        connection.send(answer)


def _joined(process: BaseProcess) -> int | None:
    process.join(_GRACE)
    with processes.lock:
        code = process.exitcode
        _running.discard(process)
        process.close()
    return code


def _failure(cell: int, code: int | None, late: bool, limit: float, folder: Path) -> Failure:
    lines = _last_words(folder / LOG)
    if late:
        return Failure(cell, "TimeLimitExceeded", f"the notebook did not end within {limit:g} s", lines)
    why = f": {lines[-1]}" if lines and (code is None or code >= 0) else ""
    return Failure(cell, "ProcessEnded", f"{processes.exit_reason(code)}{why}", lines)


def _last_words(log: Path) -> tuple[str, ...]:
    """Read what a process wrote last: after a crash, the frames from the fault up to the cell."""
    lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
    ours = (number for number, line in enumerate(lines) if "interactiveshell.py" in line)
    return tuple(lines[: next(ours, None)][-_LAST_LINES:])
