"""The process that one notebook runs in, where it stands and whom it reports to, and the one it is forked from."""

import faulthandler
import gc
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from pkgutil import resolve_name

from xxgk.running.imports import import_kernel, import_without
from xxgk.running.jobs import perform
from xxgk.running.processes import SAFE_PATH, bare, end_descendants, lead_group
from xxgk.running.tools import Tools

# What runs notebooks, and what IPython imports as late as when it runs a cell.
_MODULES = (
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "xxgk.running.execution",
    "xxgk.running.kernel",
    "tornado.platform.asyncio",
)
LOG = "log"  # what is written to standard output and error outside the cells


@dataclass(frozen=True)
class Settings:
    """Where a child stands and what it may use.

    Attributes
    ----------
    folder
        A folder for it alone.
    tools
        What it is lent.
    environment
        Variables to set.
    memory
        Bytes of data it may allocate; None is no limit.
    """

    folder: Path
    tools: Tools
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
    try:
        _settle(settings)
        resolve_name(settings.tools.lend)(_asking(connection))
        if function is perform:
            arguments += (lambda cell: connection.send(("cell", cell)),)
        result = function(*arguments)
        end_descendants(os.getpid())
        connection.send(("result", result))
    except Exception as error:
        traceback.print_exc()
        connection.send(("error", bare(error)))


def _settle(settings: Settings) -> None:
    lead_group()
    os.chdir(settings.folder)
    log = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for descriptor in (1, 2):
        os.dup2(log, descriptor)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    faulthandler.enable(file=log, all_threads=False)
    # It kept this process from the folder that it was started in; what the notebook starts shall know nothing of it.
    os.environ.pop(SAFE_PATH, None)
    os.environ.update(settings.environment)
    # The notebook's own use of multiprocessing shall be what it is in any interpreter.
    multiprocessing.set_start_method(None, force=True)
    if "numpy" in sys.modules:
        # Forks share the state of this generator; Python's own is seeded anew by itself.
        sys.modules["numpy"].random.seed()
    if settings.memory:
        import resource

        # Not the address space, of which JavaScript engines reserve gigabytes that they never use.
        resource.setrlimit(resource.RLIMIT_DATA, (settings.memory, settings.memory))


def _asking(connection: Connection) -> Callable[[object], object]:
    """Make the function that has a request answered by a process that has answered before."""
    answering = threading.Lock()

    def ask(request: object) -> object:
        with answering:
            connection.send(("ask", request))
            answer = connection.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    return ask


def warm_up(modules: Iterable[str], rehearse: Callable[[], object]) -> None:
    """Import and do once what every notebook needs.

    It starts no thread, for a fork takes only one along. The module that is named by `xxgk.running.tools.Tools.preload`
    calls this when it is imported.

    Parameters
    ----------
    modules
        What notebooks and their pages need.
    rehearse
        Does once what is done for every notebook; what is compiled and cached on the way is then there for all.
    """
    # A terminal's Ctrl-C reaches this process, too; the one that asked for it ends it. Forks shall have what was there.
    on_interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)
    # While modules are imported there is nothing to collect, and looking for it takes a tenth of the time.
    gc.disable()
    # A checker of formats that no notebook uses takes a second to build its grammar.
    import_without("jsonschema", "rfc3987_syntax")
    import_kernel()
    for name in (*_MODULES, *modules):
        import_module(name)
    rehearse()
    # What is alive now is alive for good; a collection would only touch memory that the forks share.
    gc.freeze()
    gc.enable()
    signal.signal(signal.SIGINT, on_interrupt)
