"""The processes of this machine: how they are started, apart from the current folder, and those that stay to help."""

import ctypes
import multiprocessing
import multiprocessing.util
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pkgutil import resolve_name
from queue import Empty, LifoQueue
from time import monotonic
from typing import Any

from xxgk.running import RunningError
from xxgk.running.tools import Tools

# Keeps an interpreter from importing what lies in the folder that it is started in.
SAFE_PATH = "PYTHONSAFEPATH"
# Of the 104 bytes that a socket's path may have on some systems, multiprocessing takes about 40 for names of its own.
_SHORT = 60
# Starting a helper takes about as long as this; only when so much has been waited for one is another worth it.
_PATIENCE = 1.0

_SUBREAPER = 36  # PR_SET_CHILD_SUBREAPER of Linux's prctl

# Forked from a warm process where the system can fork (Linux); elsewhere new interpreters.
context = multiprocessing.get_context("forkserver") if sys.platform == "linux" else multiprocessing.get_context("spawn")
# Starting a process and asking for an exit code both look at every process of this one.
lock = threading.Lock()


def processors() -> int:
    """Count the processors that this process may use."""
    if hasattr(os, "process_cpu_count"):
        return os.process_cpu_count() or 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def bare(error: BaseException) -> BaseException:
    """Make an error one that can be sent to another process.

    What led to it is taken off: Dask sends that along, and it may be of a kind that cannot be sent. An error that
    cannot be sent itself, or not be made again from what is sent, is told by its name and words.
    """
    error.__cause__ = error.__context__ = None
    try:
        ForkingPickler.loads(ForkingPickler.dumps(error))
    except Exception:  # whatever the error's own class does there
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


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
        with starting(), _short_paths():
            ensure_running()
    helpers(tools).prepare()


@contextmanager
def _short_paths() -> Iterator[None]:
    """Have multiprocessing choose, once for all, a folder for its sockets whose path is short enough."""
    try:
        chosen = tempfile.gettempdir()
    except FileNotFoundError:
        raise RunningError(
            "No temporary folder can be written to. Name one: TMPDIR=DIR.", "没有可写的临时文件夹。请指明：TMPDIR=DIR。"
        ) from None
    before = tempfile.tempdir
    if len(os.fsencode(chosen)) > _SHORT:
        tempfile.tempdir = next((folder for folder in ("/tmp", "/var/tmp") if os.access(folder, os.W_OK)), chosen)
    try:
        multiprocessing.util.get_temp_dir()
        yield
    except OSError as error:
        raise RunningError(
            f"No process can be started with temporary files in {tempfile.tempdir}: {error}. Name another folder: "
            "TMPDIR=DIR.",
            f"临时文件在 {tempfile.tempdir} 时无法启动进程：{error}。请指明其他文件夹：TMPDIR=DIR。",
        ) from error
    finally:
        tempfile.tempdir = before


class Lost(Exception):
    """A process ended, or was late, before it answered; the message says how."""

    def __init__(self, code: int | None, late: bool = False) -> None:
        super().__init__(exit_reason(code))
        self.late = late


class Fork:
    """A fork of this process that answers requests until it is left, which ends it with all that it started."""

    def __init__(self, serve: Callable[[Connection], None]) -> None:
        forking = multiprocessing.get_context("fork")
        self._connection, theirs = forking.Pipe()
        self._process = forking.Process(target=_lead, args=(serve, theirs))
        self._process.start()
        theirs.close()

    def __enter__(self) -> "Fork":
        return self

    def __exit__(self, *_: object) -> None:
        end(self._process)
        self._process.join()

    def ask(self, request: object, seconds: float | None) -> Any:
        """Have a request answered.

        Raises
        ------
        Lost
            There is no answer.
        """
        with suppress(OSError, EOFError):
            self._connection.send(request)
            if not self._connection.poll(seconds):
                raise Lost(None, late=True)
            return self._connection.recv()
        self._process.join(1)
        raise Lost(self._process.exitcode)


def _lead(serve: Callable[[Connection], None], connection: Connection) -> None:
    lead_group()
    serve(connection)


def lead_group() -> None:
    """Make this process one that ends with its parent, and with it all that it has started."""
    if hasattr(os, "setsid"):
        os.setsid()
    if sys.platform == "linux":
        # What leaves its own parent shall stay where `end` finds it: among the descendants of this process.
        ctypes.CDLL(None).prctl(_SUBREAPER, 1)
    threading.Thread(target=_outlive_nobody, daemon=True).start()


def _outlive_nobody() -> None:
    parent = multiprocessing.parent_process()
    if parent is None:
        return
    parent.join()
    end_descendants(os.getpid())
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def end(process: BaseProcess, tidy: bool = False) -> None:
    """End a process that leads a group, together with all that it started; one that is `tidy` has done so itself."""
    if process.pid is None:  # it was never started
        return
    if not tidy:
        end_descendants(process.pid)
    with suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
    # In its first moments it leads no group yet.
    process.kill()


def end_descendants(process: int) -> None:
    """End what a process started, also in a session of its own."""
    import psutil

    with suppress(psutil.Error):
        for one in psutil.Process(process).children(recursive=True):
            with suppress(psutil.Error):
                one.kill()


def exit_reason(code: int | None) -> str:
    """Say how a process ended, from its exit code."""
    if code is None or code >= 0:
        return f"the process ended with exit code {code}"
    name = signal.Signals(-code).name
    hint = ", as when memory runs out" if name in ("SIGKILL", "SIGABRT") else ""
    return f"the process was ended by {name}{hint}"


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
                connection.send(bare(error))
