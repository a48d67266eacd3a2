"""One notebook to be executed and rendered: what goes into a worker process and what comes out."""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from xxgk.running.tools import Tools

if TYPE_CHECKING:
    from nbformat import NotebookNode

# papermill's names of the engines that a job may choose.
ENGINES = {"xxgk": "xxgk", "kernel": "xxgk-kernel"}


@dataclass(frozen=True)
class Job:
    """All that a worker process needs, so that it needs no file of the process that asks.

    Attributes
    ----------
    name
        File name of the notebook.
    source
        The notebook itself, as it is stored.
    parameters
        Values to inject.
    tools
        See there.
    engine
        ``xxgk`` or ``kernel``.
    timeout
        Seconds until the cells must have ended.
    memory
        Bytes of data the process may allocate; None is no limit.
    environment
        Variables to set before the cells run.
    about
        What the page is to know besides the notebook; what that is, is between the caller and `Tools.render`.
    """

    name: str
    source: str
    parameters: Mapping[str, object]
    tools: Tools
    engine: str = "xxgk"
    timeout: float = 600
    memory: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    about: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Failure:
    """Where a process was lost and why; ``traceback`` is what it wrote last."""

    cell: int
    ename: str
    evalue: str
    traceback: tuple[str, ...] = ()

    def __str__(self) -> str:
        return _sentence(self.ename, self.evalue)


@dataclass(frozen=True)
class Product:
    """An executed notebook and its page.

    ``error`` is blank when every cell ran and the page was made; ``notes`` are the warnings of whoever made the page.
    """

    notebook: bytes
    page: bytes | None
    error: str = ""
    seconds: float = 0.0
    notes: tuple[str, ...] = ()


def perform(job: Job, watch: Callable[[int], None]) -> Product:
    """Execute a notebook and render it, in this process and in the current folder.

    Parameters
    ----------
    job
        What to do.
    watch
        Called with the number of each cell before it runs.

    Returns
    -------
    Product
        Complete also when a cell failed: the page then shows where and why.
    """
    from papermill.engines import papermill_engines

    notebook = papermill_engines.execute_notebook_with_engine(
        ENGINES[job.engine],
        _prepared(job),
        kernel_name="python3",
        input_path=job.name,
        progress_bar=False,
        watch=watch,
        apart=False,
        time_limit=job.timeout,
    )
    return _product(notebook, job)


def explain(job: Job, failure: Failure) -> Product:
    """Render a notebook whose process was lost: without outputs, but showing the cell and the reason.

    Parameters
    ----------
    job
        What was to be done.
    failure
        The cell that was running and what is known of the end.
    """
    from nbformat.v4 import new_output

    notebook = _prepared(job)
    output = new_output("error", ename=failure.ename, evalue=failure.evalue)
    output.traceback = [*failure.traceback, str(failure)]
    # The process may have been lost before the first cell with code.
    cell = next(cell for cell in notebook.cells[failure.cell :] if cell.cell_type == "code")
    cell.outputs = [output]
    cell.execution_count = None
    notebook.metadata.papermill["exception"] = True
    return _product(notebook, job)


def _prepared(job: Job) -> "NotebookNode":
    """Have papermill inject the parameters."""
    import papermill

    from xxgk.running.execution import register_engines

    register_engines()
    # papermill takes a path for a template, and keeps it: a full one would tell whose machine it was.
    Path(job.name).write_text(job.source, encoding="utf-8")
    notebook = papermill.execute_notebook(
        job.name,
        None,
        parameters=dict(job.parameters),
        engine_name=ENGINES[job.engine],
        kernel_name="python3",
        language="python",
        prepare_only=True,
        progress_bar=False,
    )
    notebook.metadata.papermill["output_path"] = job.name
    notebook.metadata.setdefault("kernelspec", {"name": "python3", "display_name": "Python 3", "language": "python"})
    return notebook


def _product(notebook: "NotebookNode", job: Job) -> Product:
    import nbformat

    from xxgk.running.paths import hide_paths

    hide_paths(notebook, job.environment.values())
    error = _error(notebook)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", UserWarning)
        try:
            page = resolve_name(job.tools.render)(notebook, job.name, job.about).encode()
        except Exception as problem:  # a page that cannot be made must not cost the notebook
            page = None
            error = error or f"The page could not be made: {_sentence(type(problem).__name__, str(problem))}"
    notes = dict.fromkeys(str(one.message) for one in told if issubclass(one.category, UserWarning))
    return Product(nbformat.writes(notebook).encode(), page, error, notes=tuple(notes))


def _error(notebook: "NotebookNode") -> str:
    """Have papermill look for a failed cell and mark it; blank when there is none."""
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import raise_for_execution_errors

    try:
        raise_for_execution_errors(notebook, None)
    except PapermillExecutionError as error:
        return _sentence(error.ename, error.evalue)
    return ""


def _sentence(ename: str, evalue: str) -> str:
    """Say what went wrong in one line, however long the message is."""
    line = " ".join(f"{ename}: {evalue}".split()).removesuffix(":")
    return line if len(line) <= 300 else line[:299] + "…"
