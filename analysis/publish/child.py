"""The process that one notebook runs in: where it stands, what it may use, whom it reports to."""

import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from analysis.publish.jobs import Job, Product, perform

LOG = "log"  # what is written to standard output and error outside the cells


def run_child(function: Callable[..., Product], arguments: tuple, folder: str, connection: Connection) -> None:
    """Perform a job and send its product; the process has no other purpose.

    Parameters
    ----------
    function
        `perform` or `explain` of `analysis.publish.jobs`.
    arguments
        Theirs; the first is the job.
    folder
        A folder for this job alone.
    connection
        Leads to the process that supervises this one.
    """
    job: Job = arguments[0]
    _settle(Path(folder), job)
    _lend_drawings(connection)
    if function is perform:
        arguments = (job, lambda cell: connection.send(("cell", cell)))
    connection.send(("product", function(*arguments)))


def _settle(folder: Path, job: Job) -> None:
    if hasattr(os, "setsid"):
        os.setsid()
    os.chdir(folder)
    log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    faulthandler.enable(file=log, all_threads=False)
    os.environ.update(job.environment)
    threading.Thread(target=_outlive_nobody, daemon=True).start()
    # The notebook's own use of multiprocessing shall be what it is in any interpreter.
    multiprocessing.set_start_method(None, force=True)
    if "numpy" in sys.modules:
        # Forks share the state of this generator; Python's own is seeded anew by itself.
        sys.modules["numpy"].random.seed()
    if job.memory:
        import resource

        # Not the address space, of which JavaScript engines reserve gigabytes that they never use.
        resource.setrlimit(resource.RLIMIT_DATA, (job.memory, job.memory))


def _lend_drawings(connection: Connection) -> None:
    """Have charts drawn by a process that has drawn before."""
    import altair

    from analysis import charts as charts  # registers the renderer
    from analysis.drawing import draw

    lock = threading.Lock()

    def drawn(spec: Mapping[str, Any]) -> str:
        with lock:
            connection.send(("draw", spec))
            answer = connection.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer or draw(spec)

    altair.renderers.enable("xxgk", draw=drawn)


def _outlive_nobody() -> None:
    """End this process and its children when the one that asked for it is gone."""
    multiprocessing.parent_process().join()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
