"""A process that stays to draw charts: its first drawing takes ten times as long as the next."""

import multiprocessing
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any


class Drawer:
    """Draws for one notebook at a time; a drawing depends on its specification alone, so nothing leaks."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def draw(self, spec: Mapping[str, Any], seconds: float) -> str | Exception | None:
        """Draw a chart.

        Parameters
        ----------
        spec
            A Vega-Lite specification.
        seconds
            How long it may take.

        Returns
        -------
        str, Exception or None
            The SVG; what is wrong with the specification; or None when the process was lost or too slow.
        """
        with suppress(OSError, EOFError):
            self._connection.send(spec)
            if self._connection.poll(seconds):
                return self._connection.recv()
        self.close()
        return None

    @property
    def alive(self) -> bool:
        """Say whether it can draw another chart."""
        return not self._connection.closed

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()


def _serve(connection: Connection) -> None:
    """Draw until the other end is closed."""
    from analysis.drawing import draw

    # The engine and the fonts are loaded now, while nobody waits yet.
    draw({"data": {"values": [{"a": "字"}]}, "mark": "text", "encoding": {"text": {"field": "a"}}})
    with suppress(EOFError, OSError):
        while True:
            spec = connection.recv()
            try:
                connection.send(draw(spec))
            except ValueError as error:
                connection.send(error)
