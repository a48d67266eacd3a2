"""Work on many things, several at a time, in processes of their own."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, nullcontext
from multiprocessing.connection import wait
from typing import TypeVar

from xxgk.reading.base.errors import UserError

Thing = TypeVar("Thing")
Result = TypeVar("Result")
_SAFE_PATH = "PYTHONSAFEPATH"


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def map_in_order(work: Callable[[Thing], Result], things: Sequence[Thing], jobs: int) -> Iterator[Result]:
    """Do the same work on many things, several at a time.

    Parameters
    ----------
    work
        A function of a module, with what it is given bound by `functools.partial`.
    things
        What to work on; each takes far longer than handing it to another process.
    jobs
        How many to work on at a time; 1 works in this process.

    Yields
    ------
    Result
        One for each thing, in their order. Whoever stops asking for more ends the work on what is left.

    Raises
    ------
    UserError
        A process was ended from outside.
    """
    jobs = min(jobs, len(things))
    if jobs <= 1:
        yield from map(work, things)
        return
    # A fork has all that is imported already; where forks are not safe, processes start anew.
    method = "fork" if sys.platform == "linux" else "spawn"
    context = multiprocessing.get_context(method)
    others = set(multiprocessing.active_children())
    starting = nullcontext if method == "fork" else _nothing_imported_from_here
    with starting():
        pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_serve)
    # An interruption that comes while the processes are started shall end them as well.
    try:
        with starting():
            results = pool.map(work, things)  # starts all processes
        yield from results
    except BrokenProcessPool:
        raise UserError(
            "A process was ended from outside, perhaps because memory ran out. Try again with --jobs 1.",
            "有进程被外部结束，可能因内存不足。请加 --jobs 1 再试。",
        ) from None
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()


@contextmanager
def _nothing_imported_from_here() -> Iterator[None]:
    """Keep processes that start anew from taking a module of the current folder for one of Python's own."""
    before = os.environ.get(_SAFE_PATH)
    os.environ[_SAFE_PATH] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_SAFE_PATH]
        else:
            os.environ[_SAFE_PATH] = before


def _serve() -> None:
    """Make a process that works for another: it leaves Ctrl-C to that one, and ends with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
