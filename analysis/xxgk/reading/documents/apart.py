"""Work done in a process of its own that can be ended: a library in C obeys no alarm and takes what memory it likes."""

from __future__ import annotations

import faulthandler
import os
import pickle
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable
from math import ceil
from pathlib import Path
from typing import TypeVar

from xxgk.reading.base.errors import UserError

_PATIENCE = 10  # times the processor time that a task may take: a busy machine makes it wait
MEMORY = 500_000_000  # bytes beyond what the program has before; a report takes less than a tenth of it
_CHUNK = 1 << 20
_KILOBYTE = 1_024 if sys.platform.startswith("linux") else 1  # the unit in which a system counts a process's memory

_Result = TypeVar("_Result")


def run_apart(
    task: Callable[[], _Result], seconds: float, too_long: UserError, too_much: UserError, broken: UserError
) -> _Result:
    """Run a task in a process that is ended when it takes too long or too much memory.

    Where processes cannot be forked (Windows) the task runs here, without these limits.

    Parameters
    ----------
    task
        What to do; its result is sent over.
    seconds
        Processor time that it may take, in whole seconds.
    too_long, too_much, broken
        Raised where it takes longer, where it runs out of memory, and where it brings a library down, whether that is
        for want of memory or for what it was given to read.
    """
    if not hasattr(os, "fork"):
        return task()
    before = _resident()
    inlet, outlet = os.pipe()
    with warnings.catch_warnings():
        # Python warns of threads, which a notebook always has; the child touches none of them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(inlet)
        _work(task, outlet, seconds)
    os.close(outlet)
    try:
        data = _receive(inlet, time.monotonic() + _PATIENCE * seconds)
    finally:
        os.close(inlet)
        os.kill(child, signal.SIGKILL)
        _, status, used = os.wait4(child, 0)
    if data is None or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
        raise too_long
    if not data:
        # A library in C that gets no memory brings the process down; what it had by then tells why.
        raise too_much if used.ru_maxrss * _KILOBYTE > before + MEMORY / 2 else broken
    outcome, result = pickle.loads(data)
    if outcome == "done":
        return result
    raise too_much if outcome == "memory" else result


def _work(task: Callable[[], object], outlet: int, seconds: float) -> None:
    """Do the task and send what came of it; never returns."""
    try:
        for timer in (signal.ITIMER_REAL, signal.ITIMER_PROF):
            signal.setitimer(timer, 0)
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM, signal.SIGPROF):
            signal.signal(name, signal.SIG_DFL)
        _limit(seconds)
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a library that is brought down writes its own last words
        try:
            answer = ("done", task())
        except MemoryError:
            answer = ("memory", None)
        except Exception as error:  # whatever it is, it is raised where the task was given
            # What led to it may be of a library's own kind, which cannot be sent.
            error.__cause__ = error.__context__ = None
            answer = ("failed", error)
        with os.fdopen(outlet, "wb") as stream:
            pickle.dump(answer, stream)
    finally:
        os._exit(0)


def _limit(seconds: float) -> None:
    """Limit processor time and memory of this process, where the system can."""
    if not sys.platform.startswith("linux"):
        return
    import resource

    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, most))
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds), most))


def _resident() -> int:
    """Give the most memory that this process has had so far, in bytes."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KILOBYTE


def _receive(inlet: int, until: float) -> bytes | None:
    """Read all that is sent; None where it takes too long."""
    chunks: list[bytes] = []
    while (left := until - time.monotonic()) > 0:
        if not select.select([inlet], [], [], left)[0]:
            break
        chunk = os.read(inlet, _CHUNK)
        if not chunk:
            return b"".join(chunks)
        chunks.append(chunk)
    return None
