"""One notebook to be executed and rendered: what goes into a worker process and what comes out."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from analysis.publish.pages import PageExporter

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
        Addresses for the page's head, see `analysis.publish.pages.PageExporter`.
    """

    name: str
    source: str
    parameters: Mapping[str, object]
    engine: str = "xxgk"
    timeout: float = 600
    memory: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


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
    from papermill.exceptions import PapermillExecutionError

    kept: list[NotebookNode] = []

    def keep(notebook: "NotebookNode", cell: int) -> None:
        kept[:] = [notebook]
        watch(cell)

    try:
        return _product(_papermill(job, watch=keep, time_limit=job.timeout), job)
    except PapermillExecutionError as error:
        return _product(kept[0], job, _sentence(error.ename, error.evalue))


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
    from papermill.exceptions import PapermillExecutionError
    from papermill.execute import raise_for_execution_errors

    notebook = _papermill(job, prepare_only=True)
    output = new_output("error", ename=failure.ename, evalue=failure.evalue)
    output.traceback = [*failure.traceback, str(failure)]
    notebook.cells[failure.cell].outputs = [output]
    notebook.metadata.papermill["exception"] = True
    with suppress(PapermillExecutionError):
        # Marks the cell as papermill always does.
        raise_for_execution_errors(notebook, None)
    return _product(notebook, job, str(failure))


def _papermill(job: Job, **options: object) -> "NotebookNode":
    import papermill

    from analysis.publish import execution as execution  # tells papermill of the engines

    # papermill takes a path for a template, and keeps it: a full one would tell whose machine it was.
    Path(job.name).write_text(job.source, encoding="utf-8")
    return papermill.execute_notebook(
        job.name,
        None,
        parameters=dict(job.parameters),
        engine_name=ENGINES[job.engine],
        kernel_name="python3",
        progress_bar=False,
        request_save_on_cell_execute=False,
        **options,
    )


def _product(notebook: "NotebookNode", job: Job, error: str = "") -> Product:
    import nbformat

    notebook.metadata.setdefault("kernelspec", {"name": "python3", "display_name": "Python 3", "language": "python"})
    resources = {"metadata": {"name": Path(job.name).stem}, "links": dict(job.links)}
    try:
        page, _ = exporter().from_notebook_node(notebook, resources)
    except Exception as problem:  # a page that cannot be made must not cost the notebook
        page = None
        error = error or f"The page could not be made: {_sentence(type(problem).__name__, str(problem))}"
    return Product(nbformat.writes(notebook).encode(), page and page.encode(), error)


def _sentence(ename: str, evalue: str) -> str:
    """Say what went wrong in one line, however long the message is."""
    line = " ".join(f"{ename}: {evalue}".split()).removesuffix(":")
    return line if len(line) <= 300 else line[:299] + "…"


@cache
def exporter() -> "PageExporter":
    """Make the page exporter, once a process."""
    from analysis.publish.pages import PageExporter

    return PageExporter()
