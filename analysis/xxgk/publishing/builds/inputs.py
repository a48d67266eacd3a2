"""What a page is made from, as one hash: a page whose hash has not changed need not be made again."""

import csv
import hashlib
import json
import platform
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from xxgk.reading.base.paths import data_folders

_PACKAGE = Path(__file__).resolve().parents[2]
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


class Inputs:
    """Hashes what pages are made from. It reads each file once, so it is made anew for each build."""

    def __init__(self) -> None:
        self.versions = _versions()
        self._data = cache(_hash_data)

    def hash(self, notebook: bytes, report: str, parameters: Mapping[str, object], about: Mapping[str, object]) -> str:
        """Hash what one page depends on; the same under every engine.

        Parameters
        ----------
        notebook
            What the notebook's file holds.
        report
            The report it is about. A notebook that takes ``peers`` depends on all.
        parameters
            All parameters it has, with their values.
        about
            What the page is told besides, see `xxgk.publishing.builds.tools.render`.
        """
        data = self._data("*" if "peers" in parameters else report)
        facts = [dict(parameters), dict(about), self.versions, _package(), data]
        text = json.dumps(facts, sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(notebook + text.encode()).hexdigest()


@cache
def _package() -> str:
    """Hash the package as this process found it: in a checkout the version stays the same while the code changes."""
    return _hash_files(path for path in _PACKAGE.rglob("*") if "__pycache__" not in path.parts)


def _versions() -> dict[str, str]:
    return {"python": platform.python_version(), **{name: _version(name) for name in _DISTRIBUTIONS}}


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""


def _hash_data(report: str) -> str:
    """Hash the data that a report's pages can show; ``*`` stands for all reports."""
    folders = data_folders()
    lists = [folder / "reports.csv" for folder in folders if (folder / "reports.csv").is_file()]
    listed = [row for path in lists for row in _rows(path)]
    organs = {row.get("organ") for row in listed if report in ("*", row.get("id"))}
    # What an audit holds against the year before depends on the same organ's other reports.
    rows = [row for row in listed if row.get("organ") in organs]
    ids = {row.get("id") for row in rows}
    facts = [path for folder in folders for path in folder.glob("facts/*.csv") if path.stem in ids]
    shared = [path for folder in folders for name in ("*.csv", "*.toml", "forms/*.toml") for path in folder.glob(name)]
    return _hash_files([*facts, *(path for path in shared if path not in lists)]) + json.dumps(rows, ensure_ascii=False)


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _hash_files(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file()):
        digest.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
