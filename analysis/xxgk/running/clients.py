"""How the cells of a notebook are run: in this process, in a fork of it, or in an ordinary kernel; reported alike."""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NotebookExecutionManager

from xxgk.running.processes import Fork, Lost, bare, end_descendants

# A cell that swallows the time limit's exception is given this long before its process is ended.
GRACE = 5.0
_FAREWELL = 30.0
_EXIT, _LEFT = "SystemExit", "the notebook ended itself here"
# What a notebook's metadata keep of its kernel.
_KEPT = ("language_info", "widgets")

Watch = Callable[[int], None]


class TimeLimitExceeded(BaseException):
    """The notebook ran longer than allowed; not an ``Exception``, which a cell might swallow."""


class Limits:
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


class Client(PapermillNotebookClient):
    """Runs the cells and tells the truth about the one that did not end well."""

    def __init__(self, nb_man: NotebookExecutionManager, limits: Limits, watch: Watch | None, **options: Any) -> None:
        super().__init__(nb_man, **options)
        self._limits = limits
        self._watch = watch or (lambda cell: None)
        self.on_cell_executed = self._note_exit

    def execute_cell(self, cell: NotebookNode, cell_index: int, **kwargs: object) -> NotebookNode:
        """Run a cell; what stops it becomes its output and its status."""
        self._watch(cell_index)
        self._leaves = False
        try:
            done = self._executed(cell, cell_index, **kwargs)
            if self._leaves:
                raise CellExecutionError(traceback="", ename=_EXIT, evalue=_LEFT)
            return done
        except BaseException as error:
            self.nb_man.cell_exception(cell, cell_index)
            raise self._explained(cell, error) from None
        finally:
            _name_exit(cell)

    def _executed(self, cell: NotebookNode, cell_index: int, **kwargs: object) -> NotebookNode:
        return super().execute_cell(cell, cell_index, **kwargs)

    def _note_exit(self, execute_reply: Mapping[str, Any], **_: object) -> None:
        """Note that a cell called IPython's ``exit()``, which only asks whoever has the kernel to end it."""
        payload = execute_reply["content"].get("payload", ())
        self._leaves = any(entry.get("source") == "ask_exit" for entry in payload)

    def _explained(self, cell: NotebookNode, error: BaseException) -> BaseException:
        """Turn an end that left no output into the cell's output."""
        if isinstance(error, TimeLimitExceeded | CellTimeoutError) and self._limits.seconds() is not None:
            ename, evalue = "TimeLimitExceeded", self._limits.reason()
        elif isinstance(error, DeadKernelError):
            ename, evalue = "DeadKernelError", "the process that ran the cells ended"
        elif isinstance(error, CellExecutionError) and not _errors(cell):
            # IPython says what is wrong with a magic on standard error alone.
            ename, evalue = error.ename, error.evalue
        else:
            return error
        line = f"{ename}: {evalue}"
        cell.outputs.append(new_output("error", ename=ename, evalue=evalue, traceback=[line]))
        return CellExecutionError(traceback=line, ename=ename, evalue=evalue)


def _errors(cell: NotebookNode) -> list[NotebookNode]:
    return [output for output in cell.get("outputs", ()) if output.output_type == "error"]


def _name_exit(cell: NotebookNode) -> None:
    """Say of a notebook that ended itself that it did: papermill takes an exit without a reason for no failure."""
    for output in _errors(cell):
        if output.ename == _EXIT and output.evalue in ("", "0", "None"):
            output.evalue = _LEFT


class KernelClient(Client):
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


class InProcessClient(Client):
    """Runs the cells in this process."""

    def execute(self) -> NotebookNode:
        """Run all cells."""
        self.reset_execution_trackers()
        with self._hosted():
            self.papermill_execute_cells()
            self.set_widgets_metadata()
        return self.nb

    def serve(self, connection: Connection) -> None:
        """Run the cells that another process asks for by their number, until it asks for none."""
        self.reset_execution_trackers()
        with self._hosted():
            while (number := connection.recv()) is not None:
                cell, problem = self.nb.cells[number], None
                try:
                    self.execute_cell(cell, number)
                except BaseException as error:
                    problem = bare(error)
                connection.send((cell, problem))
            self.set_widgets_metadata()
        end_descendants(os.getpid())
        connection.send({name: self.nb.metadata[name] for name in _KEPT if name in self.nb.metadata})

    @contextmanager
    def _hosted(self) -> Iterator[None]:
        from xxgk.running.imports import import_kernel

        import_kernel()
        from xxgk.running.kernel import hosted

        with hosted() as client:
            self.kc = client
            self.nb.metadata["language_info"] = dict(client.kernel.language_info)
            yield

    def _executed(self, cell: NotebookNode, cell_index: int, **kwargs: object) -> NotebookNode:
        with self._interruption():
            return super()._executed(cell, cell_index, **kwargs)

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


class ForkedClient(Client):
    """Runs the cells in a fork of this process, so that no end of theirs is the end of this one."""

    def __init__(self, nb_man: NotebookExecutionManager, limits: Limits, watch: Watch | None, **options: Any) -> None:
        super().__init__(nb_man, limits, watch, **options)
        self._inner = InProcessClient(nb_man, limits, None, **options)

    def execute(self) -> NotebookNode:
        """Run all cells."""
        with Fork(self._inner.serve) as self._fork:
            self.papermill_execute_cells()
            with suppress(Lost):  # then the cell that ended it has said so
                self.nb.metadata.update(self._fork.ask(None, _FAREWELL))
        return self.nb

    def _executed(self, cell: NotebookNode, cell_index: int, **kwargs: object) -> NotebookNode:
        if cell.cell_type != "code" or not cell.source.strip():
            return cell
        seconds = self._limits.seconds()
        try:
            done, problem = self._fork.ask(cell_index, seconds and seconds + GRACE)
        except Lost as lost:
            if lost.late:
                raise TimeLimitExceeded(self._limits.reason()) from None
            raise CellExecutionError(traceback="", ename="ProcessEnded", evalue=str(lost)) from None
        cell.outputs, cell.execution_count = done.outputs, done.execution_count
        cell.metadata.update({name: value for name, value in done.metadata.items() if name != "papermill"})
        if problem:
            raise problem
        return cell
