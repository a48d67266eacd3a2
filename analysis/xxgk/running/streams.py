"""Standard streams that somebody closed: what is opened next would take their place."""

import os
import sys


def open_closed() -> None:
    """Lead the standard streams that this process was started without to nowhere.

    Otherwise the next file or socket gets the number of one of them, and what is meant for the one reaches the other.
    ``sys.stdout`` stays as it is, so that whoever has something to say there notices; what would go to standard error
    goes nowhere.
    """
    for number in (0, 1, 2):
        try:
            os.fstat(number)
        except OSError:
            # The lowest free number is taken, which is this one.
            os.open(os.devnull, os.O_RDWR)
            os.set_inheritable(number, True)
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
