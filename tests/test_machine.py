"""What surrounds the program never changes its answers: each command in each environment answers as in a plain one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from xxgk.reading.base.paths import NOTEBOOKS

# Interpreters that have the package installed, besides the one that runs the tests; the continuous integration names
# those that it could install it for.
INTERPRETERS = [sys.executable, *filter(None, os.environ.get("XXGK_INTERPRETERS", "").split(os.pathsep))]
PATIENCE = 300  # seconds, for a machine with much else to do
NOTEBOOK = "5_integrity"
REPORT = """某县2023年政府信息公开工作年度报告

一、总体情况

全年收到政府信息公开申请12件，办结11件，其中予以公开7件。
"""
# Modules of a user's own, in a folder where they work, by the names of others.
FOREIGN = ("pandas", "altair", "token", "calendar", "xxgk", "papermill", "tempfile", "nbformat")


@dataclass(frozen=True)
class Surroundings:
    """What surrounds a command: variables, a redirection as the shell writes it, files in the current folder."""

    variables: Mapping[str, str] = field(default_factory=dict)
    shell: str = ""
    foreign: bool = False
    encoding: str = "utf-8"


def _long(name: str) -> str:
    return f"{{folder}}/{name * 80}"


SURROUNDINGS = {
    "plain": Surroundings(),
    "foreign_modules": Surroundings(foreign=True),
    "no_input": Surroundings(shell="<&-"),
    "no_output": Surroundings(shell=">&-"),
    "no_errors": Surroundings(shell="2>&-"),
    "no_streams": Surroundings(shell="<&- >&- 2>&-"),
    "posix_locale": Surroundings({"LC_ALL": "POSIX", "LANG": "POSIX"}),
    "no_utf8_mode": Surroundings({"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    "gbk": Surroundings({"PYTHONIOENCODING": "gbk"}, encoding="gbk"),
    "no_home": Surroundings({"HOME": "{folder}/nowhere"}),
    "long_temporary_folder": Surroundings({"TMPDIR": _long("x")}),
    "closed_umask": Surroundings(shell="umask 077"),
    "far_away": Surroundings({"TZ": "Pacific/Chatham"}),
}


@dataclass(frozen=True)
class Ran:
    """What came of a command: its exit code, what it printed, and the answer that it left in files."""

    code: int
    out: str
    err: str
    left: object


def _list(folder: Path) -> tuple[list, Callable[[], object]]:
    return ["xxgk", "list"], lambda: None


def _check(folder: Path) -> tuple[list, Callable[[], object]]:
    return ["xxgk", "check", "hebei-2016", "--format", "json"], lambda: None


def _add(folder: Path) -> tuple[list, Callable[[], object]]:
    (folder / "report.txt").write_text(REPORT, "utf-8")
    return (
        ["xxgk", "add", "report.txt", "--id", "mou-2023", "--data", "data"],
        lambda: [path.read_bytes() for path in sorted((folder / "data").rglob("*.csv"))],
    )


def _build(folder: Path) -> tuple[list, Callable[[], object]]:
    out = folder / "out/hebei-2016/en"
    return (
        ["xxgk", "build", "--notebook", NOTEBOOK, "--lang", "en", "--out", "out"],
        lambda: (_outputs(out / f"{NOTEBOOK}.ipynb"), (out / f"{NOTEBOOK}.html").is_file()),
    )


def _lab(folder: Path) -> tuple[list, Callable[[], object]]:
    return ["xxgk", "lab", "--version"], lambda: None


def _papermill(folder: Path) -> tuple[list, Callable[[], object]]:
    path = NOTEBOOKS / f"{NOTEBOOK}.ipynb"
    return ["papermill", "--engine", "xxgk", path, "out.ipynb", "-p", "lang", "en"], lambda: _outputs(
        folder / "out.ipynb"
    )


def _nbconvert(folder: Path) -> tuple[list, Callable[[], object]]:
    source = nbformat.v4.new_output("execute_result", {"text/plain": "'字'"}, execution_count=1)
    cells = [nbformat.v4.new_markdown_cell("# 题"), nbformat.v4.new_code_cell("'字'", outputs=[source])]
    for number, cell in enumerate(cells):
        cell["id"] = f"c{number}"
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "done.ipynb")
    return ["jupyter", "nbconvert", "--to", "xxgk", "done.ipynb"], (folder / "done.html").read_bytes


COMMANDS = {
    "list": _list,
    "check": _check,
    "add": _add,
    "build": _build,
    "lab": _lab,
    "papermill": _papermill,
    "nbconvert": _nbconvert,
}
CODES = {"check": 1}  # the report contradicts itself
SPEAKING = ("list", "check", "add", "build")
NO_OUTPUT = "xxgk: Cannot write the output: standard output is closed. Open it, or send it to a file.\n"
# Commands of others look at their standard streams before this package is asked for anything.
OTHERS = ("papermill", "nbconvert")
# In plain surroundings each command runs under every interpreter. In any other, it runs once: the interpreters take
# turns from command to command and from environment to environment, so that each meets all of both.
CASES = [
    (interpreter, name, around)
    for turn, name in enumerate(COMMANDS)
    for step, (around, surroundings) in enumerate(SURROUNDINGS.items())
    for number, interpreter in enumerate(INTERPRETERS)
    if around == "plain" or number == (turn + step) % len(INTERPRETERS)
    if not (name in OTHERS and "&-" in surroundings.shell)
]


def _outputs(path: Path) -> list[NotebookNode]:
    notebook = nbformat.read(path, as_version=4)
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def _ran(interpreter: str, name: str, surroundings: Surroundings, folder: Path) -> Ran:
    """Run a command in a folder of its own."""
    arguments, left = COMMANDS[name](folder)
    # The command beside the interpreter: a wheel's, or the checkout's.
    arguments = [str(Path(interpreter).parent / arguments[0]), *map(str, arguments[1:])]
    mark = folder / "imported"
    for module in FOREIGN if surroundings.foreign else ():
        (folder / f"{module}.py").write_text(f"open({str(mark)!r}, 'a').write('{module} ')\nraise SystemExit(9)\n")
    variables = {key: value.format(folder=folder) for key, value in surroundings.variables.items()}
    if "TMPDIR" in variables:
        Path(variables["TMPDIR"]).mkdir()
    hidden = {"XXGK_DATA", "PYTHONIOENCODING", *(("PYTHONPATH",) if interpreter != sys.executable else ())}
    environment = {key: value for key, value in os.environ.items() if key not in hidden}
    setting = f"{surroundings.shell}; " if surroundings.shell.startswith("umask") else ""
    redirection = "" if setting else surroundings.shell
    done = subprocess.run(
        ["bash", "-c", f'{setting}exec "$@" {redirection}', "bash", *arguments],
        cwd=folder,
        env={**environment, **variables},
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert not mark.exists(), f"imported from the current folder: {mark.read_text()}"
    answer = left() if done.returncode in (0, CODES.get(name, 0)) else None
    # Each command says where it wrote.
    out = done.stdout.decode(surroundings.encoding).replace(str(folder), ".")
    return Ran(done.returncode, out, done.stderr.decode("utf-8", "replace"), answer)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Ran]:
    """What each command answers in plain surroundings; asked for once."""
    answers: dict[tuple[str, str], Ran] = {}

    def answer(interpreter: str, name: str) -> Ran:
        if (interpreter, name) not in answers:
            folder = tmp_path_factory.mktemp(name)
            answers[interpreter, name] = _ran(interpreter, name, SURROUNDINGS["plain"], folder)
        return answers[interpreter, name]

    return answer


def test_every_interpreter_meets_every_environment_and_every_command() -> None:
    assert {(interpreter, around) for interpreter, _, around in CASES} == {*product(INTERPRETERS, SURROUNDINGS)}
    assert {(interpreter, name) for interpreter, name, _ in CASES} == {*product(INTERPRETERS, COMMANDS)}


@pytest.mark.parametrize(
    ("interpreter", "name", "around"),
    [pytest.param(*case, id=f"{Path(case[0]).parent.parent.name}-{case[1]}-{case[2]}") for case in CASES],
)
def test_a_command_answers_as_in_plain_surroundings(
    interpreter: str, around: str, name: str, plain: Callable[[str, str], Ran], tmp_path: Path
) -> None:
    expected = plain(interpreter, name)
    assert expected.code == CODES.get(name, 0), expected.err
    first = plain(INTERPRETERS[0], name)
    assert expected.left == first.left, "another Python gives another answer"
    done = expected if around == "plain" else _ran(interpreter, name, SURROUNDINGS[around], tmp_path)
    assert "Traceback" not in done.err
    no_output = SURROUNDINGS[around].shell.startswith(">&-") or ">&- 2" in SURROUNDINGS[around].shell
    if no_output and name in SPEAKING:
        assert done.code == 2
        assert done.err in ("", NO_OUTPUT)
        return
    assert done.code == expected.code, done.err
    assert done.left == expected.left
    assert no_output or _without_times(name, done.out) == _without_times(name, expected.out)


def _without_times(name: str, text: str) -> object:
    if name == "check":
        return json.loads(text)
    return [line for line in text.splitlines() if name != "build" or not line.startswith("done ")]
