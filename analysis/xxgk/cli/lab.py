"""Open the notebooks in JupyterLab; further arguments go on to JupyterLab, e.g. --no-browser.

With --ServerApp.root_dir=DIR, JupyterLab opens that folder, and the notebooks lie in DIR/notebooks.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.paths import DATA, NOTEBOOKS

OWN_COPY = "notebooks"
# Options that name the folder which JupyterLab opens; a folder given besides would take its place without a word.
_ROOTS = ("--ServerApp.root_dir", "--ServerApp.notebook_dir", "--NotebookApp.notebook_dir", "--notebook-dir")
# Options that take no value, so that a word behind them is a file or folder.
_FLAGS = ("--no-browser", "--allow-root", "--debug", "--expose-app-in-browser", "--dev-mode", "--core-mode", "-y")
# Options that only ask for something: no notebook is needed for them.
_QUESTIONS = {"--version", "--help-all", "--show-config", "--show-config-json", "--generate-config"}


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare no arguments: those that are not known here are JupyterLab's."""


def run(arguments: argparse.Namespace) -> int:
    """Become JupyterLab."""
    # Without -P, Python would import what lies in the current folder.
    os.execv(sys.executable, [sys.executable, "-P", "-m", "jupyterlab", *lab_arguments(arguments.rest)])


def lab_arguments(given: Sequence[str]) -> list[str]:
    """Complete JupyterLab's arguments by the folder of notebooks, unless they name a folder or a file.

    Parameters
    ----------
    given
        The arguments as they were typed.

    Returns
    -------
    list of str
        What JupyterLab is called with.

    Raises
    ------
    UserError
        A word is neither an option nor a file or folder.
    """
    if _QUESTIONS & set(given):
        return list(given)
    if root := _root(given):
        if not NOTEBOOKS.is_relative_to(Path(root).resolve()):
            copy_notebooks(NOTEBOOKS, Path(root) / OWN_COPY)
        return list(given)
    for before, word in zip(["", *given], given, strict=False):
        # What stands behind an option may be its value.
        if word.startswith("-") or (before.startswith("-") and "=" not in before and before not in _FLAGS):
            continue
        if not Path(word).exists():
            raise UserError(f"JupyterLab can open no {word!r}: there is no such file or folder.")
        return list(given)
    folder = NOTEBOOKS if _in_checkout() else copy_notebooks(NOTEBOOKS, Path(OWN_COPY))
    return [str(folder), *given]


def _root(given: Sequence[str]) -> str:
    """Find the folder that an option names; blank without one."""
    for number, word in enumerate(given):
        option, is_value, value = word.partition("=")
        if option in _ROOTS:
            value = value if is_value else "".join(given[number + 1 : number + 2])
            if not value or not Path(value).expanduser().is_dir():
                raise UserError(f"{option} is to name a folder that is there, not {value!r}.")
            return str(Path(value).expanduser())
    return ""


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
