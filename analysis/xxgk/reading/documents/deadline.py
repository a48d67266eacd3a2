"""A limit in processor time, so that a busy machine refuses nothing that an idle one reads."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from xxgk.reading.base.errors import UserError


@contextmanager
def deadline(seconds: float, error: UserError) -> Iterator[None]:
    """Raise an error when the block takes more processor time.

    Only a main thread on a system with such timers can be interrupted; elsewhere the block runs on.
    """
    if not hasattr(signal, "SIGPROF") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise error

    previous = signal.signal(signal.SIGPROF, stop)
    remaining, _ = signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, remaining)
        signal.signal(signal.SIGPROF, previous)
