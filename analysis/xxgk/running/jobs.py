"""One notebook to be executed and rendered: what goes into a worker process and what comes out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from xxgk.publishing.page.exporter import PageExporter
    from xxgk.reading.documents import Quotes

# papermill's names of the engines that `execute_runs` offers.
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
    engine
        ``xxgk`` or ``kernel``.
    timeout
        Seconds until the cells must have ended.
    memory
        Bytes of data the process may allocate; None is no limit.
    environment
        Variables to set before the cells run.
    links
        Addresses for the page's head, see `xxgk.publishing.page.exporter.PageExporter`.
    quotes
        What the report's figures stand in; for the page, not for the notebook.
    """

    name: str
    source: str
    parameters: Mapping[str, object]
    engine: str = "xxgk"
    timeout: float = 600
    memory: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    quotes: "Quotes" = field(default_factory=dict)


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
    """An executed notebook and its page; ``error`` is blank when every cell ran and the page was made."""

    notebook: bytes
    page: bytes | None
    error: str = ""
    seconds: float = 0.0


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

    from xxgk.running import execution as execution  # tells papermill of the engines

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

    error = _error(notebook)
    resources = {"metadata": {"name": Path(job.name).stem}, "links": dict(job.links), "quotes": dict(job.quotes)}
    try:
        page, _ = exporter().from_notebook_node(notebook, resources)
    except Exception as problem:  # a page that cannot be made must not cost the notebook
        page = None
        error = error or f"The page could not be made: {_sentence(type(problem).__name__, str(problem))}"
    return Product(nbformat.writes(notebook).encode(), page and page.encode(), error)


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


@cache
def exporter() -> "PageExporter":
    """Make the page exporter, once a process."""
    from xxgk.publishing.page.exporter import PageExporter

    return PageExporter(optimistic_validation=True)
