"""Open the notebooks in JupyterLab; further arguments go on to JupyterLab, e.g. --no-browser.

It opens the first notebook. With --lang, the notebooks are copies in one language, in ./notebooks-zh or ./notebooks-en.
With --ServerApp.root_dir=DIR, JupyterLab opens that folder, and the notebooks lie in DIR/notebooks.
"""

import argparse
import json
import os
import re
import shutil
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.paths import DATA, NOTEBOOKS
from xxgk.show.words import LANGUAGES

OWN_COPY = "notebooks"
FIRST = "0_start.ipynb"
# What JupyterLab is given besides: the export's name in its language, charts in its theme.
EXTENSION = files("xxgk.publishing") / "lab"
# Options that name the folder which JupyterLab opens; a folder given besides would take its place without a word.
_ROOTS = ("--ServerApp.root_dir", "--ServerApp.notebook_dir", "--NotebookApp.notebook_dir", "--notebook-dir")
# Options that take no value, so that a word behind them is a file or folder.
_FLAGS = ("--no-browser", "--allow-root", "--debug", "--expose-app-in-browser", "--dev-mode", "--core-mode", "-y")
# Options that only ask for something: no notebook is needed for them.
_LANG = re.compile(r"""^(lang\b[^=]*=\s*)["'][a-z]+["']""")
_QUESTIONS = {"--version", "--help-all", "--show-config", "--show-config-json", "--generate-config"}


def declare(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments; those that are not known here are JupyterLab's."""
    parser.add_argument("--lang", choices=LANGUAGES, help="copy the notebooks in one language and open the copies")


def run(arguments: argparse.Namespace) -> int:
    """Become JupyterLab."""
    # Without -P, Python would import what lies in the current folder.
    os.execv(sys.executable, [sys.executable, "-P", "-m", "jupyterlab", *lab_arguments(arguments.rest, arguments.lang)])


def lab_arguments(given: Sequence[str], lang: str | None = None) -> list[str]:
    """Complete JupyterLab's arguments by what it is given besides and by the folder of notebooks, unless they name one.

    Parameters
    ----------
    given
        The arguments as they were typed.
    lang
        The language of the notebooks; without one, they are in both.

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
    extended = [*given, f"--LabApp.extra_labextensions_path={EXTENSION}"]
    own = f"{OWN_COPY}-{lang}" if lang else OWN_COPY
    if root := _root(given):
        if lang or not NOTEBOOKS.is_relative_to(Path(root).resolve()):
            copy_notebooks(NOTEBOOKS, Path(root) / own, lang)
        return extended
    for before, word in zip(["", *given], given, strict=False):
        # What stands behind an option may be its value.
        if word.startswith("-") or (before.startswith("-") and "=" not in before and before not in _FLAGS):
            continue
        if not Path(word).exists():
            raise UserError(
                f"JupyterLab can open no {word!r}: there is no such file or folder.",
                f"JupyterLab 无法打开 {word!r}：没有此文件或文件夹。",
            )
        return extended
    folder = NOTEBOOKS if _in_checkout() and not lang else copy_notebooks(NOTEBOOKS, Path(own), lang)
    start = [] if "default_url" in " ".join(given) else [f"--LabApp.default_url=/lab/tree/{FIRST}"]
    return [str(folder), *extended, *start]


def _root(given: Sequence[str]) -> str:
    """Find the folder that an option names; blank without one."""
    for number, word in enumerate(given):
        option, is_value, value = word.partition("=")
        if option in _ROOTS:
            value = value if is_value else "".join(given[number + 1 : number + 2])
            if not value or not Path(value).expanduser().is_dir():
                raise UserError(
                    f"{option} is to name a folder that is there, not {value!r}.",
                    f"{option} 应指明已有的文件夹，而不是 {value!r}。",
                )
            return str(Path(value).expanduser())
    return ""


def copy_notebooks(source: Path, target: Path, lang: str | None = None) -> Path:
    """Copy the notebooks that are not there yet, so that nobody works on the files of the installed package.

    Parameters
    ----------
    source
        Folder of the package's notebooks.
    target
        The user's own folder; what it holds stays as it is.
    lang
        The language that is kept; without one, both are.

    Returns
    -------
    Path
        `target`.
    """
    try:
        target.mkdir(exist_ok=True)
        for path in sorted(source.glob("*.ipynb")):
            if not (target / path.name).exists():
                if lang:
                    (target / path.name).write_text(in_language(path.read_text("utf-8"), lang), "utf-8")
                else:
                    shutil.copyfile(path, target / path.name)
    except OSError as error:
        raise UserError(
            f"Cannot copy the notebooks to {target.absolute()}: {error.strerror}. Start in another folder.",
            f"无法把笔记本复制到 {target.absolute()}：{error.strerror}。请在其他文件夹中启动。",
        ) from error
    return target


def in_language(notebook: str, lang: str) -> str:
    """Leave out what stands in the other language, and set the parameter `lang`.

    Parameters
    ----------
    notebook
        A notebook as its file has it.
    lang
        ``zh`` or ``en``.
    """
    read = json.loads(notebook)
    others = {*LANGUAGES} - {lang}
    read["cells"] = [cell for cell in read["cells"] if not others & {*cell["metadata"].get("tags", ())}]
    for cell in read["cells"]:
        if "parameters" in cell["metadata"].get("tags", ()):
            cell["source"] = [_LANG.sub(rf'\g<1>"{lang}"', line) for line in cell["source"]]
    return json.dumps(read, ensure_ascii=False, indent=1) + "\n"


def _in_checkout() -> bool:
    return (DATA.parent / "pyproject.toml").is_file()
