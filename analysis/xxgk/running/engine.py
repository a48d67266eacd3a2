"""The papermill engine ``xxgk``: cells run in a fork of the process that papermill runs in.

papermill still injects the parameters, keeps the metadata and raises its exceptions, nbclient still turns
messages into outputs, and ipykernel still runs the cells; only the new interpreter and the sockets
between the two are gone. What remains different from the ordinary kernel:

* ``sys.argv`` and ``multiprocessing.current_process().name`` are not those of a kernel;
* IPython's profile (start-up files, configuration) is not read, so a page is the same for everyone;
* functions registered with ``atexit`` do not run when `xxgk.running.isolation` ran the notebook.

papermill imports this module whenever it is imported itself, so the work is imported only when asked for.
"""

from typing import Any


class Engine:
    """What papermill asks of an engine, passed on to `xxgk.running.execution`."""

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """Name the notebook's kernel."""
        from xxgk.running.execution import InProcessEngine

        return InProcessEngine.nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """Name the language that parameters are written in."""
        from xxgk.running.execution import InProcessEngine

        return InProcessEngine.nb_language(nb, language)

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:
        """Execute a notebook whose parameters papermill has injected."""
        from xxgk.running.execution import InProcessEngine

        return InProcessEngine.execute_notebook(nb, kernel_name, **options)
