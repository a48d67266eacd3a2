"""A fresh process for every notebook: nothing that one does is seen by the next.

Where the system can fork (Linux), the process is forked from a warm one that has imported everything
and started nothing (`multiprocessing`'s fork server); elsewhere it is a new interpreter.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from multiprocessing.connection import wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from analysis.publish.child import LOG, run_child
from analysis.publish.drawer import Drawer
from analysis.publish.jobs import Failure, Job, Product, explain, perform

# A cell that swallows the time limit's exception is given this long before its process is ended.
GRACE = 5.0
_EXPLAIN_SECONDS = 60.0
# What a crashed process wrote last, shown on the page.
_LAST_LINES = 40

context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
# Starting a process and asking for an exit code both look at every process of this one.
_lock = threading.Lock()
_running: set[BaseProcess] = set()
_drawers: set[Drawer] = set()
_thread = threading.local()


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
    make_ready()
    with TemporaryDirectory(prefix="xxgk-", ignore_cleanup_errors=True) as folder:
        result = _supervise(perform, (job,), folder, job.timeout)
        if isinstance(result, Failure):
            result = _supervise(explain, (job, result), folder, _EXPLAIN_SECONDS)
    if isinstance(result, Failure):
        result = Product(job.source.encode(), None, str(result))
    return replace(result, seconds=round(monotonic() - started, 3))


def make_ready() -> None:
    """Start the process that others are forked from and this thread's drawer; they get ready while we go on."""
    # A Dask worker is a daemon, which may have no children lest they outlive it; ours do not.
    if multiprocessing.current_process().daemon:
        multiprocessing.current_process().daemon = False
    if context.get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        context.set_forkserver_preload(["analysis.publish.warm"])
        ensure_running()
    _drawer()


def end_all() -> None:
    """End every process that this one has started for its jobs, and what they started."""
    for process in list(_running):
        _end(process)
    for drawer in list(_drawers):
        drawer.close()
    _drawers.clear()


def _drawer() -> Drawer:
    drawer = getattr(_thread, "drawer", None)
    if drawer is None or not drawer.alive:
        with _lock:
            drawer = _thread.drawer = Drawer()
            _drawers.add(drawer)
    return drawer


def _supervise(function: Callable[..., Product], arguments: tuple, folder: str, limit: float) -> Product | Failure:
    """Run a function in a child and serve it until it has a product or is lost."""
    ours, theirs = context.Pipe()
    process = context.Process(target=run_child, args=(function, arguments, folder, theirs))
    with _lock:
        process.start()
        _running.add(process)
    theirs.close()
    deadline = monotonic() + limit + GRACE
    cell, late = 0, True
    try:
        while wait([ours, process.sentinel], deadline - monotonic()):
            kind, value = _message(ours)
            if kind == "product":
                return value
            if kind == "lost":
                late = False
                break
            if kind == "cell":
                cell = value
            if kind == "draw":
                with suppress(OSError):
                    ours.send(_drawer().draw(value, deadline - monotonic()))
    finally:
        _end(process)
        code = _joined(process)
        ours.close()
    return _failure(cell, code, late, limit, Path(folder))


def _message(connection: object) -> tuple[str, object]:
    try:
        return connection.recv() if connection.poll() else ("lost", None)
    except (EOFError, OSError):
        return "lost", None


def _end(process: BaseProcess) -> None:
    """End a process together with all that it started: it leads a group of its own."""
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
    # In its first moments it leads no group yet.
    process.kill()


def _joined(process: BaseProcess) -> int | None:
    process.join(GRACE)
    with _lock:
        code = process.exitcode
        _running.discard(process)
        process.close()
    return code


def _failure(cell: int, code: int | None, late: bool, limit: float, folder: Path) -> Failure:
    lines = _last_words(folder / LOG)
    if late:
        return Failure(cell, "TimeLimitExceeded", f"the notebook did not end within {limit:g} s", lines)
    if code is None or code >= 0:
        return Failure(cell, "ProcessEnded", f"the process ended with exit code {code}", lines)
    name = signal.Signals(-code).name
    hint = ", as when memory runs out" if name == "SIGKILL" else ""
    return Failure(cell, "ProcessEnded", f"the process was ended by {name}{hint}", lines)


def _last_words(log: Path) -> tuple[str, ...]:
    """Read what a process wrote last: after a crash, the frames from the fault up to the cell."""
    lines = log.read_text("utf-8", "replace").splitlines() if log.exists() else []
    ours = (number for number, line in enumerate(lines) if "interactiveshell.py" in line)
    return tuple(lines[: next(ours, None)][-_LAST_LINES:])
