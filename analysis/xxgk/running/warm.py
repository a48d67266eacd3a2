"""What the process that all others are forked from does once, so that none of them has to do it again."""

import gc
import signal
import sys
from collections.abc import Callable, Iterable
from importlib import import_module

# What runs notebooks, and what IPython imports as late as when it runs a cell.
_MODULES = (
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "xxgk.running.child",
    "xxgk.running.execution",
    "xxgk.running.kernel",
    "tornado.platform.asyncio",
)


def warm_up(modules: Iterable[str], rehearse: Callable[[], object]) -> None:
    """Import and do once what every notebook needs.

    It starts no thread, for a fork takes only one along. The module that is named by `xxgk.running.jobs.Tools.preload`
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


def import_kernel() -> None:
    """Import ipykernel without its debugger: nobody attaches one to a build, and loading it takes as long as a run."""
    import_without("ipykernel.debugger", "debugpy")


def import_without(module: str, absent: str) -> None:
    """Import a module as it is where one of its optional dependencies is not installed.

    Parameters
    ----------
    module
        The module; nothing happens where it has been imported already.
    absent
        The dependency that it shall do without. Others can import it afterwards.
    """
    if module in sys.modules or absent in sys.modules:
        return
    sys.modules[absent] = None  # type: ignore[assignment]
    try:
        import_module(module)
    finally:
        del sys.modules[absent]
