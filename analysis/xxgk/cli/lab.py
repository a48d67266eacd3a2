"""Open the notebooks in JupyterLab; further arguments go on to JupyterLab, e.g. --no-browser."""

import argparse
import os
import shutil
import sys
from pathlib import Path

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.paths import DATA, NOTEBOOKS

OWN_COPY = Path("notebooks")


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments: those that are not known here are JupyterLab's."""


def run(arguments: argparse.Namespace) -> int:
    """Become JupyterLab."""
    folder = NOTEBOOKS if _in_checkout() else copy_notebooks(NOTEBOOKS, OWN_COPY)
    os.execv(sys.executable, [sys.executable, "-m", "jupyterlab", str(folder), *arguments.rest])


def copy_notebooks(source: Path, target: Path) -> Path:
    """Copy the notebooks that are not there yet, so that nobody works on the files of the installed package.

    Parameters
    ----------
    source
        Folder of the package's notebooks.
    target
        The user's own folder; what it holds stays as it is.

    Returns
    -------
    Path
        `target`.
    """
    try:
        target.mkdir(exist_ok=True)
        for path in sorted(source.glob("*.ipynb")):
            if not (target / path.name).exists():
                shutil.copyfile(path, target / path.name)
    except OSError as error:
        raise UserError(
            f"Cannot copy the notebooks to {target.absolute()}: {error.strerror}. Start in another folder."
        ) from error
    return target


def _in_checkout() -> bool:
    return (DATA.parent / "pyproject.toml").is_file()
