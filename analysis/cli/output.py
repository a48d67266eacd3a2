"""Where a command's result goes: standard output, or a file written in one step."""

import sys
from pathlib import Path

from analysis.errors import UserError


def emit(text: str, path: Path | None = None) -> None:
    """Write a result.

    Parameters
    ----------
    text
        All of it.
    path
        The file; without one, standard output.

    Raises
    ------
    UserError
        It cannot be written: the disk is full, the folder is missing or closed.
    """
    try:
        if path is None:
            print(text)
            sys.stdout.flush()
        else:
            from analysis.store import write_text

            write_text(path, text + "\n")
    except BrokenPipeError:
        raise
    except OSError as error:
        where = "the output" if path is None else str(path)
        raise UserError(f"Cannot write {where}: {error.strerror}. Free some space or choose another place.") from error
