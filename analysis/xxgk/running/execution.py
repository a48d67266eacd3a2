"""How papermill's cells are run here: in this process or in an ordinary kernel, reported alike."""

import json
import select
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from time import monotonic

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill import engines
from papermill.clientwrap import PapermillNotebookClient
from papermill.log import logger
from papermill.translators import PythonTranslator, papermill_translators

# The language under which papermill finds the translator below, for the engines of this module only.
_LANGUAGE = "python, readable"

Watch = Callable[[int], None]


class TimeLimitExceeded(BaseException):
    """The notebook ran longer than allowed; not an ``Exception``, which a cell might swallow."""


class ReadableTranslator(PythonTranslator):
    """Writes Chinese parameters as they are read, where papermill writes code points."""

    @classmethod
    def translate_escaped_str(cls, str_val: object) -> str:
        """Write any value that has no literal of its own as a quoted string."""
        return json.dumps(str(str_val), ensure_ascii=False)


class _Limits:
    """How long the cells of a notebook may still run."""

    def __init__(self, notebook: float | None, cell: float | None) -> None:
        self._notebook, self._cell = notebook, cell
        self._deadline = monotonic() + notebook if notebook else None

    def seconds(self) -> float | None:
        """Seconds that the next cell may take; None without a limit."""
        left = [self._cell] if self._cell else []
        if self._deadline:
            left.append(max(self._deadline - monotonic(), 0.001))
        return min(left, default=None)

    def reason(self) -> str:
        """Say which limit was reached."""
        if self._deadline and monotonic() >= self._deadline - 0.05:
            return f"the notebook did not end within {self._notebook:g} s"
        return f"the cell did not end within {self._cell:g} s"


class _Client(PapermillNotebookClient):
    """Runs the cells and tells the truth about the one that did not end well."""

    def __init__(self, nb_man: engines.NotebookExecutionManager, limits: "_Limits", watch: Watch | None, **options):
        super().__init__(nb_man, **options)
        self._limits = limits
        self._watch = watch or (lambda cell: None)

    def execute_cell(self, cell: NotebookNode, cell_index: int, **kwargs: object) -> NotebookNode:
        """Run a cell; what stops it becomes its output and its status."""
        self._watch(cell_index)
        try:
            with self._interruption():
                return super().execute_cell(cell, cell_index, **kwargs)
        except BaseException as error:
            self.nb_man.cell_exception(cell, cell_index)
            raise self._explained(cell, error) from None

    def _interruption(self) -> AbstractContextManager[None]:
        return nullcontext()

    def _explained(self, cell: NotebookNode, error: BaseException) -> BaseException:
        """Turn an end that the kernel had no chance to explain into the cell's output."""
        if isinstance(error, TimeLimitExceeded | CellTimeoutError) and self._limits.seconds() is not None:
            ename, evalue = "TimeLimitExceeded", self._limits.reason()
        elif isinstance(error, DeadKernelError):
            ename, evalue = "DeadKernelError", "the process that ran the cells ended"
        else:
            return error
        line = f"{ename}: {evalue}"
        cell.outputs.append(new_output("error", ename=ename, evalue=evalue, traceback=[line]))
        return CellExecutionError(traceback=line, ename=ename, evalue=evalue)


class _KernelClient(_Client):
    """Runs the cells in an ordinary kernel."""

    def execute(self, **kwargs: object) -> NotebookNode:
        """Run all cells; a kernel that was lost on the way is not asked for its language afterwards."""
        self.reset_execution_trackers()
        self.timeout_func = lambda cell: self._limits.seconds()
        with self.setup_kernel(**kwargs):
            info = self.wait_for_reply(self.kc.kernel_info())
            self.nb.metadata["language_info"] = info["content"]["language_info"]
            self.papermill_execute_cells()
            self.set_widgets_metadata()
        return self.nb


class _InProcessClient(_Client):
    """Runs the cells in this process."""

    def execute(self) -> NotebookNode:
        """Run all cells."""
        from xxgk.running.warm import import_kernel

        import_kernel()
        from xxgk.running.kernel import hosted

        self.reset_execution_trackers()
        with hosted() as self.kc:
            self.nb.metadata["language_info"] = dict(self.kc.kernel.language_info)
            self.papermill_execute_cells()
            self.set_widgets_metadata()
        return self.nb

    @contextmanager
    def _interruption(self) -> Iterator[None]:
        """Raise `TimeLimitExceeded` in the cell, so that its traceback shows where the time went."""
        seconds = self._limits.seconds()
        if seconds is None or not hasattr(signal, "setitimer"):
            yield
            return
        before = signal.signal(signal.SIGALRM, self._raise)
        signal.setitimer(signal.ITIMER_REAL, seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)

    def _raise(self, *_: object) -> None:
        raise TimeLimitExceeded(self._limits.reason())


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
        time_limit, execution_timeout
            Seconds for all cells together, and for each cell.
        start_timeout
            Seconds to wait for the kernel to start.
        """
        options.pop("input_path", None)
        limits = _Limits(time_limit, execution_timeout)
        client = cls._client(
            nb_man, limits, watch, kernel_name=kernel_name, startup_timeout=start_timeout, log=logger, **options
        )
        return client.execute()

    _client = _KernelClient


class InProcessEngine(KernelEngine):
    """The fast engine; on Windows, and where this process has had a notebook already, an ordinary kernel."""

    _used = False

    @classmethod
    def _client(cls, *args: object, **options: object) -> _Client:
        from IPython.core.interactiveshell import InteractiveShell

        fresh = not InProcessEngine._used and not InteractiveShell.initialized()
        # The kernel waits for what is written to its pipes, which Windows cannot.
        if fresh and hasattr(select, "poll") and threading.current_thread() is threading.main_thread():
            InProcessEngine._used = True
            return _InProcessClient(*args, **options)
        return _KernelClient(*args, **options)


# papermill's names of the engines: an entry point declares the first, `register_engines` the other.
ENGINES = {"xxgk": InProcessEngine, "xxgk-kernel": KernelEngine}


def register_engines() -> None:
    """Tell papermill of the engines."""
    for name, engine in ENGINES.items():
        engines.papermill_engines.register(name, engine)
