"""What papermill is told of the engines: how they write parameters, and which way each runs the cells."""

import json
import select
import threading

from nbformat import NotebookNode
from papermill import engines
from papermill.log import logger
from papermill.translators import PythonTranslator, papermill_translators

from xxgk.running.clients import Client, ForkedClient, InProcessClient, KernelClient, Limits, Watch

# The language under which papermill finds the translator below, for the engines of this module only.
_LANGUAGE = "python, readable"


class ReadableTranslator(PythonTranslator):
    """Writes Chinese parameters as they are read, where papermill writes code points."""

    @classmethod
    def translate_escaped_str(cls, str_val: object) -> str:
        """Write any value that has no literal of its own as a quoted string."""
        return json.dumps(str(str_val), ensure_ascii=False)


class KernelEngine(engines.Engine):
    """The ordinary kernel, in a process of its own, with the same parameters, limits and reports."""

    @classmethod
    def nb_kernel_name(cls, nb: NotebookNode, name: str | None = None) -> str:
        """Name the notebook's kernel, or Python's where it names none."""
        return name or nb.metadata.get("kernelspec", {}).get("name") or "python3"

    @classmethod
    def nb_language(cls, nb: NotebookNode, language: str | None = None) -> str:
        """Name the language that the parameters are written in, once papermill knows how."""
        papermill_translators.register(_LANGUAGE, ReadableTranslator)
        return _LANGUAGE

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: engines.NotebookExecutionManager,
        kernel_name: str,
        *,
        watch: Watch | None = None,
        apart: bool = True,
        time_limit: float | None = None,
        execution_timeout: float | None = None,
        start_timeout: int = 60,
        **options: object,
    ) -> NotebookNode:
        """Run the cells of a notebook whose parameters papermill has injected.

        Parameters
        ----------
        nb_man
            papermill's record of the execution.
        kernel_name
            The kernel that the notebook asks for.
        watch
            Called with the number of each cell before it runs.
        apart
            Keep the cells out of this process; False where the process is the notebook's alone.
        time_limit, execution_timeout
            Seconds for all cells together, and for each cell.
        start_timeout
            Seconds to wait for the kernel to start.
        """
        options.pop("input_path", None)
        options |= {"kernel_name": kernel_name, "startup_timeout": start_timeout, "log": logger}
        return cls._kind(apart)(nb_man, Limits(time_limit, execution_timeout), watch, **options).execute()

    @classmethod
    def _kind(cls, apart: bool) -> type[Client]:
        return KernelClient


class InProcessEngine(KernelEngine):
    """The fast engine; on Windows, and where threads or IPython are at work already, an ordinary kernel."""

    @classmethod
    def _kind(cls, apart: bool) -> type[Client]:
        from IPython.core.interactiveshell import InteractiveShell

        # The kernel waits for what is written to its pipes, which Windows cannot.
        able = hasattr(select, "poll") and threading.current_thread() is threading.main_thread()
        if not able or InteractiveShell.initialized() or (apart and any(map(_is_at_work, threading.enumerate()))):
            return KernelClient
        return ForkedClient if apart else InProcessClient


def _is_at_work(thread: threading.Thread) -> bool:
    """Tell a thread that a fork would leave behind; tqdm's, which looks after papermill's progress bar, it may."""
    return thread is not threading.main_thread() and not type(thread).__module__.startswith("tqdm.")


# papermill's names of the engines: an entry point declares the first, `register_engines` the other.
ENGINES = {"xxgk": InProcessEngine, "xxgk-kernel": KernelEngine}


def register_engines() -> None:
    """Tell papermill of the engines."""
    for name, engine in ENGINES.items():
        engines.papermill_engines.register(name, engine)
