"""The processes of this machine: how they are started, apart from the current folder, and those that stay to help."""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import BaseContext
from pkgutil import resolve_name
from queue import Empty, LifoQueue
from time import monotonic

from xxgk.running.jobs import Tools

# Keeps an interpreter from importing what lies in the folder that it is started in.
SAFE_PATH = "PYTHONSAFEPATH"
# Starting a helper takes about as long as this; only when so much has been waited for one is another worth it.
_PATIENCE = 1.0

# Forked from a warm process where the system can fork (Linux); elsewhere new interpreters.
context: BaseContext = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
# Starting a process and asking for an exit code both look at every process of this one.
lock = threading.Lock()


def processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def starting() -> Iterator[None]:
    """Start processes within this context: one thread at a time, and nothing of the current folder is imported."""
    with lock:
        before, path = os.environ.get(SAFE_PATH), sys.path
        os.environ[SAFE_PATH] = "1"
        sys.path = [entry for entry in path if entry]
        try:
            yield
        finally:
            sys.path = path
            if before is None:
                del os.environ[SAFE_PATH]
            else:
                os.environ[SAFE_PATH] = before


def make_ready(tools: Tools) -> None:
    """Start the process that others are forked from and one that helps; they get ready while this one goes on."""
    # A Dask worker is a daemon, which may have no children lest they outlive it; ours do not.
    if multiprocessing.current_process().daemon:
        multiprocessing.current_process().daemon = False
    if context.get_start_method() == "forkserver":
        from multiprocessing.forkserver import ensure_running

        context.set_forkserver_preload([tools.preload])
        with starting():
            ensure_running()
    helpers(tools).prepare()


class Helper:
    """A process that answers requests; an answer depends on its request alone, so nothing leaks."""

    def __init__(self, tools: Tools) -> None:
        spawning = multiprocessing.get_context("spawn")
        self._connection, theirs = spawning.Pipe()
        self._process = spawning.Process(target=_serve, args=(theirs, tools.serve, tools.first), daemon=True)
        with starting():
            self._process.start()
        theirs.close()

    def answer(self, request: object, seconds: float) -> object:
        """Have a request answered.

        Parameters
        ----------
        request
            What `Tools.serve` takes.
        seconds
            How long it may take.

        Returns
        -------
        object
            The answer; the exception that it ended with; or None when the process was lost or too slow.
        """
        with suppress(OSError, EOFError):
            self._connection.send(request)
            if self._connection.poll(seconds):
                return self._connection.recv()
        self.close()
        return None

    def close(self) -> None:
        """End the process."""
        with lock:
            self._process.kill()
            self._process.join()
        self._connection.close()


class Helpers:
    """As many of them as are worth it: the first request to a process takes ten times as long as the next."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        # Those that nobody uses at the moment; the last one used is taken first.
        self._idle: LifoQueue[Helper] = LifoQueue()
        self._all: list[Helper] = []
        self._waited = 0.0
        self._preparing = threading.Lock()

    def prepare(self) -> None:
        """Start one unless there is one; it gets ready while nobody waits for it."""
        with self._preparing:
            if not self._all:
                self._idle.put(self._started())

    def answer(self, request: object, seconds: float) -> object:
        """Have a request answered, see `Helper.answer`; callable from any thread."""
        helper = self._taken()
        answer = helper.answer(request, seconds)
        if answer is None:
            self._all.remove(helper)
        else:
            self._idle.put(helper)
        return answer

    def close(self) -> None:
        """End all of them."""
        while self._all:
            self._all.pop().close()
        with suppress(Empty):
            while True:
                self._idle.get_nowait()
        self._waited = 0.0

    def _taken(self) -> Helper:
        started = monotonic()
        try:
            return self._idle.get(timeout=max(_PATIENCE - self._waited, 0.001)) if self._all else self._started()
        except Empty:
            return self._started()
        finally:
            self._waited += monotonic() - started

    def _started(self) -> Helper:
        helper = Helper(self._tools)
        self._all.append(helper)
        return helper


_helpers: dict[str, Helpers] = {}


def helpers(tools: Tools) -> Helpers:
    """Give the processes that answer this kind of request."""
    return _helpers.setdefault(tools.serve, Helpers(tools))


def end_helpers() -> None:
    """End all that help, whatever they help with."""
    for one in _helpers.values():
        one.close()


def _serve(connection: Connection, serve: str, first: object) -> None:
    """Answer until the other end is closed; a terminal's Ctrl-C is for the process there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answer = resolve_name(serve)
    # What it needs is loaded now, while nobody waits yet.
    answer(first)
    with suppress(EOFError, OSError):
        while True:
            request = connection.recv()
            try:
                connection.send(answer(request))
            except Exception as error:
                connection.send(error)
