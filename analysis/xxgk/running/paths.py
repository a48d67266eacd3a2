"""Texts without the paths of the machine that they were written on: a page is for others."""

import os
import re
import site
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from nbformat import NotebookNode


def hide_paths(notebook: NotebookNode, folders: Iterable[str] = ()) -> None:
    """Shorten the paths in what Python says of errors and warnings; what a notebook itself prints stays.

    Parameters
    ----------
    notebook
        Changed in place.
    folders
        Folders, besides those of this process, that shall show by their last name only.
    """
    hidden = Hidden(folders)
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                output.evalue = hidden.shorten(output.evalue)
                output.traceback = [hidden.shorten(line) for line in output.traceback]
            elif output.output_type == "stream" and output.name == "stderr":
                output.text = hidden.shorten(output.text)


class Hidden:
    """The folders of this process, and what stands for each in a text."""

    def __init__(self, folders: Iterable[str] = ()) -> None:
        # What modules are imported from is left out, so that a module shows as pandas/core/frame.py.
        found = {f"{folder}{os.sep}": "" for folder in (str(Path.cwd()), *_roots())}
        home = f"{Path.home()}{os.sep}"
        # IPython writes paths below the home folder with ~.
        found |= {f"~{os.sep}{path.removeprefix(home)}": "" for path in found if path.startswith(home)}
        found |= {folder.rstrip(os.sep): Path(folder).name for folder in folders if Path(folder).is_absolute()}
        found |= {f"{tempfile.gettempdir()}{os.sep}": f"…{os.sep}", home: f"~{os.sep}"}
        self._names = {path: name for path, name in found.items() if len(path) > 2}
        longest = sorted(self._names, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest)))

    def shorten(self, text: str) -> str:
        """Shorten the paths in a text."""
        return self._pattern.sub(lambda match: self._names[match[0]], text)


def _roots() -> Iterator[str]:
    paths = sysconfig.get_paths()
    places = [*sys.path, *site.getsitepackages(), paths["stdlib"], paths["platstdlib"], sys.prefix, sys.base_prefix]
    for place in map(Path, dict.fromkeys(places)):
        if place.is_absolute():
            yield from dict.fromkeys((str(place), str(place.resolve())))
