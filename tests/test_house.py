"""The fences of the house: who imports what, what a notebook may hold, what lies in the repository."""

import ast
import csv
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from xxgk.cli.arguments import COMMANDS
from xxgk.cli.list import notebook_title
from xxgk.publishing.checks import FORMATS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "analysis" / "xxgk"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Reading order: a module imports only from its own place and from those above it.
ORDER = (
    "reading.base",
    "reading.quantities",
    "reading.documents",
    "reading.measures",
    "reading.forms",
    "reading.audit",
    "reading.extract",
    "reading",
    "show",
    "datasets",
    "topics",
    "running",
    "publishing",
    "cli",
)
ROOMS = {"datasets", "reading", "show", "topics", "running", "publishing", "cli"}
# What draws; all else of show and topics is words, and loads no Altair.
DRAWING = (
    "show/axes.py",
    "show/bars.py",
    "show/chart.py",
    "show/validation.py",
    *(f"topics/{path.parent.name}/charts.py" for path in sorted(PACKAGE.glob("topics/*/charts.py"))),
)
# Libraries that only some modules may know. A new name here is a decision, not a detail.
OWNERS = {
    "lxml": ("reading/documents",),
    "docx": ("reading/documents",),
    "pypdfium2": ("reading/documents",),
    "selectolax": ("reading/documents",),
    # That of publishing/ makes the process ready that notebooks are forked from.
    "altair": (*DRAWING, "publishing/builds/preload.py"),
    "jsonschema_rs": ("show",),
    "vl_convert": ("show", "publishing"),
    "papermill": ("running", "publishing"),
    "nbconvert": ("publishing",),
    "nbclient": ("running",),
    "nbformat": ("running", "publishing"),
    "IPython": ("running",),
    "ipykernel": ("running",),
}
# They take tables as arguments and load nothing; `show` is the one door to the dictionary of terms.
LOADS_NOTHING = ("reading/audit/*.py", "reading/measures.py", "topics/*/charts.py")
NOTEBOOK_LIBRARIES = {"xxgk", "altair", "pandas"}
HOUSE = {
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "constraints.txt",
    "notebooks",
    "analysis",
    "data",
    "outputs",
    "tests",
    "docs",
}


def _sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE), ast.parse(path.read_text("utf-8"))


def _imports(path: Path, tree: ast.Module) -> Iterator[str]:
    """Name what a module imports, absolutely."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parents = ("xxgk", *path.parts[:-1])[: len(path.parts) + 1 - node.level] if node.level else ()
            module = ".".join([*parents, *([node.module] if node.module else [])])
            below = module == "xxgk" or not node.module
            yield from (f"{module}.{alias.name}" for alias in node.names) if below else (module,)


def _unit(module: str) -> str:
    """Name the place in the reading order that a module's dotted name, without the package, belongs to."""
    return next((unit for unit in ORDER if f"{module}.".startswith(f"{unit}.")), module)


def _dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listing.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listing.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_every_module_has_its_place_in_the_reading_order():
    assert {_unit(_dotted(path)) for path, _ in _sources()} - {"__init__"} <= set(ORDER)
    assert {path.with_suffix("").parts[0] for path, _ in _sources()} - {"__init__"} == ROOMS


def test_a_module_imports_only_from_modules_above_it():
    wrong = []
    for path, tree in _sources():
        unit = _unit(_dotted(path))
        above = () if unit == "__init__" else ORDER[: ORDER.index(unit) + 1]
        for name in _imports(path, tree):
            package, _, rest = name.partition(".")
            if above and package == "xxgk" and _unit(rest) not in above:
                wrong.append(f"{path} imports {name}")
    assert not wrong


@pytest.mark.parametrize("library", OWNERS)
def test_only_its_owners_import_a_library(library):
    importers = {
        path.as_posix()
        for path, tree in _sources()
        if any(name.split(".")[0] == library for name in _imports(path, tree))
    }
    strangers = {
        path
        for path in importers
        if not any(path == owner or path.startswith(f"{owner}/") for owner in OWNERS[library])
    }
    assert not strangers


def test_the_executor_knows_nothing_of_the_field():
    own = [(path, name) for path, tree in _sources() if path.parts[0] == "running" for name in _imports(path, tree)]
    assert own
    assert not [name for _, name in own if f"{name}.".startswith("xxgk.") and not name.startswith("xxgk.running")]


def test_words_load_no_altair():
    words = [path for path, _ in _sources() if path.parts[0] in ("show", "topics") and path.as_posix() not in DRAWING]
    imports = "; ".join(f"import xxgk.{_dotted(path)}" for path in words)
    assert len([path for path in words if path.name == "words.py"]) > 7
    subprocess.run([sys.executable, "-c", f"import sys; {imports}; assert 'altair' not in sys.modules"], check=True)


@pytest.mark.parametrize("unit", LOADS_NOTHING)
def test_what_takes_tables_as_arguments_loads_nothing(unit):
    loaders = {"xxgk.reading.base.store", "xxgk.datasets", "xxgk.reading.documents"}
    names = {name for path, tree in _sources() if path.match(unit) for name in _imports(path, tree)}
    assert not {name for name in names if name.startswith(tuple(loaders))}


# Pandas is for people's tables; the way from a file to its check needs none, and starts in half the time.
HEAVY = ("pandas", "numpy", "altair", "nbconvert", "IPython")
REPORT = "安河县2017年政府信息公开工作年度报告\n全年共收到政府信息公开申请60件，其中当面申请20件，网络申请25件。\n"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("target", ["hebei-2016", "report.txt", "report.html"])
def test_a_check_imports_no_library_for_tables_or_charts(target, form, tmp_path):
    (tmp_path / "report.txt").write_text(REPORT, "utf-8")
    (tmp_path / "report.html").write_text(f"<meta charset='utf-8'><p>{REPORT}</p>", "utf-8")
    code = (
        "import sys; from xxgk.cli import main; code = main(sys.argv[1:]); "
        f"print(code, *({{*{HEAVY!r}}} & {{*sys.modules}}), file=sys.stderr)"
    )
    command = [sys.executable, "-c", code, "check", target, "--format", form]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=60)
    assert done.stderr.decode().strip() in ("0", "1")
    assert done.stdout


# ---- Notebooks


def _code(path: Path) -> str:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_committed_notebook_holds_no_outputs(path):
    notebook = json.loads(path.read_text("utf-8"))
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert not any(cell["outputs"] or cell["execution_count"] for cell in code)
    assert "papermill" not in notebook["metadata"]
    assert notebook["metadata"]["kernelspec"]["name"] == "python3"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_imports_only_the_package_altair_and_pandas(path):
    names = {name.split(".")[0] for name in _imports(Path("notebook.py"), ast.parse(_code(path)))}
    assert names <= NOTEBOOK_LIBRARIES


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_defines_nothing_loops_over_nothing_and_names_no_path(path):
    tree = ast.parse(_code(path))
    machinery = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)
    assert not [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, machinery)]
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    assert not [text for text in texts if re.search(r"^[~/.]*/|\.(csv|txt|html|ipynb|xlsx)$", text)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_declares_its_report_and_its_language(path):
    cells = json.loads(path.read_text("utf-8"))["cells"]
    (cell,) = [cell for cell in cells if "parameters" in cell["metadata"].get("tags", ())]
    declared = {node.target.id for node in ast.parse("".join(cell["source"])).body if isinstance(node, ast.AnnAssign)}
    assert "lang" in declared
    assert declared & {"report", "reports"}


# ---- The manual


MANUAL = sorted((ROOT / "docs").glob("*.md"))


def test_the_manual_names_every_notebook_with_its_question():
    manual = (ROOT / "docs" / "notebooks.md").read_text("utf-8")
    for path in NOTEBOOKS:
        question = notebook_title(path).split(" / ")[-1]
        assert f"| `{path.stem}` | {question} |" in manual


def test_the_manual_names_every_command_and_format_of_a_check():
    manual = "\n".join(path.read_text("utf-8") for path in MANUAL)
    assert not [name for name in COMMANDS if f"`xxgk {name}" not in manual]
    assert not [name for name in FORMATS if name != "text" and f"--format {name}" not in manual]


def test_the_readme_is_short_and_leads_to_every_page_of_the_manual():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(readme.encode()) < 10_000
    assert not [path.name for path in MANUAL if f"](docs/{path.name})" not in readme]


def test_a_manual_without_an_error_can_be_built(tmp_path):
    """Links, references and docstrings are checked; no page asks anything of another host."""
    pytest.importorskip("sphinx", reason="the extra docs is not installed")
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-W",
        "--keep-going",
        "-d",
        tmp_path / "trees",
        ROOT / "docs",
        tmp_path / "site",
    ]
    built = subprocess.run(command, capture_output=True, text=True)
    assert not built.returncode, built.stderr
    asked = re.compile(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']?(?:https?:)?//")
    assert not [page.name for page in (tmp_path / "site").rglob("*.html") if asked.search(page.read_text("utf-8"))]
    data = (tmp_path / "site" / "dictionary.html").read_text("utf-8")
    with (ROOT / "data" / "indicators.csv").open(encoding="utf-8", newline="") as file:
        assert not [row["id"] for row in csv.DictReader(file) if row["id"] not in data]


# ---- The repository


def test_nothing_lies_in_the_root_but_the_house():
    assert {
        path.relative_to(ROOT).parts[0] for path in _tracked() if path.relative_to(ROOT).parts[0][0] != "."
    } <= HOUSE


def test_no_file_records_a_registry_address():
    address = re.compile(rb"https?://[^\s\"'<>]*/simple\b|(?:extra-)?index-url\s*=|files\.python" + rb"hosted")
    assert not [path for path in _tracked() if path != Path(__file__) and address.search(path.read_bytes())]
    assert not [path for path in _tracked() if path.name in ("uv.lock", "pylock.toml", "poetry.lock")]


def test_constraints_are_plain_pins():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pin = re.compile(r"[a-z0-9][a-z0-9._-]*==[\w.!+]+( ; .+)?")
    assert not [line for line in lines if not pin.fullmatch(line)]


def test_every_requirement_is_pinned():
    pinned = {line.partition("==")[0] for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()}
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    named = set(re.findall(r'^\s*"([a-z][\w-]*)>=', text, re.MULTILINE)) - {"hatchling"}
    assert len(named) > 10
    assert not named - pinned


def test_no_module_outgrows_its_noun():
    long = {path: n for path, _ in _sources() if (n := len((PACKAGE / path).read_text("utf-8").splitlines())) > 350}
    assert not long
