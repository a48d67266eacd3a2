"""A limit in time for libraries that have none."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from xxgk.reading.base.errors import UserError


@contextmanager
def deadline(seconds: float, error: UserError) -> Iterator[None]:
    """Raise an error when the block takes longer.

    Only a main thread on a system with alarm signals can be interrupted; elsewhere the block runs on.
    """
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise error

    previous = signal.signal(signal.SIGALRM, stop)
    remaining, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, remaining)
        signal.signal(signal.SIGALRM, previous)
