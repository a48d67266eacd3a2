"""Files that are there whole or not at all."""

import os
import tempfile
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8 in one step, as :func:`write_whole` does; what is no text, as it is escaped."""
    write_whole(path, text.encode("utf-8", "backslashreplace"))


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under a temporary name beside it and rename it, so that its name never stands for half of it.

    Parameters
    ----------
    path
        Where to write; its folder is made if need be.
    content
        What to write.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
