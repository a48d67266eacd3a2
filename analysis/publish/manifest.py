"""``runs.json``: what every page of an output folder was made from, and what came of it."""

import csv
import hashlib
import json
import platform
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.errors import UserError
from analysis.home import data_folders
from analysis.publish.files import write_whole

NAME = "runs.json"
_FORMAT = 1
_PACKAGE = Path(__file__).resolve().parent.parent
# What decides how a page looks, besides the package itself.
_DISTRIBUTIONS = (
    "xxgk",
    "altair",
    "ipykernel",
    "nbclient",
    "nbconvert",
    "pandas",
    "papermill",
    "vl-convert-python",
)


@dataclass(frozen=True)
class Entry:
    """One run of the manifest.

    Attributes
    ----------
    notebook, report, lang, parameters
        What was run.
    inputs
        Hash over everything that the page depends on, see `inputs_hash`.
    versions
        What it was run with.
    outcome
        ``done`` or ``failed``.
    seconds
        How long it took.
    error
        Why it failed; blank otherwise.
    files
        What it wrote, relative to the folder of the manifest.
    finished
        When, in UTC.
    """

    notebook: str
    report: str
    lang: str
    parameters: Mapping[str, object]
    inputs: str
    versions: Mapping[str, str]
    outcome: str
    seconds: float
    error: str
    files: tuple[str, ...]
    finished: str


class Manifest:
    """The entries of one output folder, by the path of the page without its suffix."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries = self._read()

    def is_current(self, key: str, inputs: str) -> bool:
        """Say whether a page was made from these inputs, without an error, and is still there."""
        entry = self._entries.get(key)
        if entry is None or entry["outcome"] != "done" or entry["inputs"] != inputs:
            return False
        return all((self._folder / name).is_file() for name in entry["files"])

    def record(self, key: str, entry: Entry) -> None:
        """Note what came of a run."""
        self._entries[key] = asdict(entry)

    def write(self) -> None:
        """Write the manifest."""
        runs = dict(sorted(self._entries.items()))
        text = json.dumps({"format": _FORMAT, "runs": runs}, ensure_ascii=False, indent=1)
        try:
            write_whole(self._folder / NAME, text.encode())
        except OSError as error:
            raise UserError(f"Cannot write {self._folder / NAME}: {error.strerror}. Choose another folder.") from error

    def _read(self) -> dict[str, dict]:
        try:
            content = json.loads((self._folder / NAME).read_text("utf-8"))
            return content["runs"] if content["format"] == _FORMAT else {}
        except (OSError, ValueError, KeyError, TypeError):
            # Without a readable manifest every page counts as out of date, which costs time and nothing else.
            return {}


def inputs_hash(notebook: Path, report: str, parameters: Mapping[str, object], links: Mapping[str, str]) -> str:
    """Hash what a page depends on; the same under every engine.

    Parameters
    ----------
    notebook
        The notebook's file.
    report
        The report it is about. A notebook that takes ``reports``, in the plural, depends on all.
    parameters
        All values that are injected.
    links
        Addresses in the page's head.
    """
    digest = hashlib.sha256(notebook.read_bytes())
    scope = "*" if "reports" in parameters else report
    facts = {"parameters": dict(parameters), "links": dict(links), "versions": versions(), "data": _data(scope)}
    digest.update(json.dumps([facts, _source()], sort_keys=True, ensure_ascii=False, default=str).encode())
    return digest.hexdigest()


@cache
def versions() -> dict[str, str]:
    """Look up the versions of Python and of the packages that make a page."""
    return {"python": platform.python_version(), **{name: _version(name) for name in _DISTRIBUTIONS}}


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


@cache
def _source() -> str:
    """Hash the package: in a checkout its version stays the same while its code changes."""
    return _hash_files(path for path in _PACKAGE.rglob("*") if "__pycache__" not in path.parts)


@cache
def _data(report: str) -> str:
    """Hash the data that a report's pages can show; ``*`` stands for all reports."""
    folders = data_folders()
    shared = [path for folder in folders for path in folder.rglob("*") if path.parent.name != "facts"]
    listed = [path for path in shared if path.name == "reports.csv"]
    facts = [path for folder in folders for path in folder.glob(f"facts/{report}.csv")]
    rows = [row for path in listed for row in _rows(path) if report in ("*", row.get("id"))]
    files = [path for path in shared if path.suffix in (".csv", ".toml") and path not in listed]
    return _hash_files([*files, *facts]) + json.dumps(rows, ensure_ascii=False)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _hash_files(paths: Iterator[Path] | list[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
