"""Processes that stay to draw charts: the first drawing of a process takes ten times as long as the next."""

import multiprocessing
import signal
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import Empty, LifoQueue
from time import monotonic
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

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()
        self._connection.close()


# Starting a drawer takes about as long as this; only when so much has been waited for one is another worth it.
_PATIENCE = 1.0

# Those that nobody uses at the moment; the last one used is taken first.
_idle: LifoQueue[Drawer] = LifoQueue()
_all: list[Drawer] = []
_waited = 0.0


def prepare_drawer() -> None:
    """Start a drawer unless there is one; it gets ready while nobody waits for it."""
    if not _all:
        _idle.put(_started())


def draw_elsewhere(spec: Mapping[str, Any], seconds: float) -> str | Exception | None:
    """Have a chart drawn by a process that has drawn before; see `Drawer.draw`. Callable from any thread."""
    drawer = _taken()
    answer = drawer.draw(spec, seconds)
    if answer is None:
        _all.remove(drawer)
    else:
        _idle.put(drawer)
    return answer


def end_drawers() -> None:
    """End all of them."""
    global _waited
    while _all:
        _all.pop().close()
    with suppress(Empty):
        while True:
            _idle.get_nowait()
    _waited = 0.0


def _taken() -> Drawer:
    global _waited
    started = monotonic()
    try:
        return _idle.get(timeout=max(_PATIENCE - _waited, 0.001)) if _all else _started()
    except Empty:
        return _started()
    finally:
        _waited += monotonic() - started


def _started() -> Drawer:
    drawer = Drawer()
    _all.append(drawer)
    return drawer


def _serve(connection: Connection) -> None:
    """Draw until the other end is closed; a terminal's Ctrl-C is for the process there."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from xxgk.show.drawing import draw

    # The engine and the fonts are loaded now, while nobody waits yet.
    draw({"data": {"values": [{"a": "字"}]}, "mark": "text", "encoding": {"text": {"field": "a"}}})
    with suppress(EOFError, OSError):
        while True:
            spec = connection.recv()
            try:
                connection.send(draw(spec))
            except ValueError as error:
                connection.send(error)
