"""The process that one notebook runs in: where it stands, what it may use, whom it reports to."""

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from xxgk.running.jobs import perform

LOG = "log"  # what is written to standard output and error outside the cells


@dataclass(frozen=True)
class Settings:
    """Where a child stands and what it may use.

    Attributes
    ----------
    folder
        A folder for it alone.
    environment
        Variables to set.
    memory
        Bytes of data it may allocate; None is no limit.
    """

    folder: Path
    environment: Mapping[str, str]
    memory: int | None = None


def run_child(function: Callable[..., object], arguments: tuple, settings: Settings, connection: Connection) -> None:
    """Call a function and send what it returns or raises; the process has no other purpose.

    Parameters
    ----------
    function, arguments
        What to call. `xxgk.running.jobs.perform` is given a function besides that tells which cell is next.
    settings
        See there.
    connection
        Leads to the process that supervises this one.
    """
    _settle(settings)
    _lend_drawings(connection)
    if function is perform:
        arguments += (lambda cell: connection.send(("cell", cell)),)
    try:
        connection.send(("result", function(*arguments)))
    except Exception as error:
        traceback.print_exc()
        connection.send(("error", error))


def _settle(settings: Settings) -> None:
    if hasattr(os, "setsid"):
        os.setsid()
    os.chdir(settings.folder)
    log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    faulthandler.enable(file=log, all_threads=False)
    os.environ.update(settings.environment)
    threading.Thread(target=_outlive_nobody, daemon=True).start()
    # The notebook's own use of multiprocessing shall be what it is in any interpreter.
    multiprocessing.set_start_method(None, force=True)
    if "numpy" in sys.modules:
        # Forks share the state of this generator; Python's own is seeded anew by itself.
        sys.modules["numpy"].random.seed()
    if settings.memory:
        import resource

        # Not the address space, of which JavaScript engines reserve gigabytes that they never use.
        resource.setrlimit(resource.RLIMIT_DATA, (settings.memory, settings.memory))


def _lend_drawings(connection: Connection) -> None:
    """Have charts drawn by a process that has drawn before."""
    from xxgk.show.chart import enable
    from xxgk.show.drawing import draw

    lock = threading.Lock()

    def drawn(spec: Mapping[str, Any]) -> str:
        with lock:
            connection.send(("draw", spec))
            answer = connection.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer or draw(spec)

    enable(drawn)


def _outlive_nobody() -> None:
    """End this process and its children when the one that asked for it is gone."""
    multiprocessing.parent_process().join()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
