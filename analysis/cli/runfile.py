"""A file that lists runs, so that a batch can be kept, read and repeated."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any

from analysis.errors import UserError, unknown
from analysis.publish.parameters import parameters_of
from analysis.publish.runs import Run, notebooks

KEYS = ("notebook", "report", "lang", "parameters")
SUFFIXES = (".yaml", ".yml", ".csv")


def read_runs(path: Path) -> list[Run]:
    """Read the runs that a file lists.

    Parameters
    ----------
    path
        YAML: a list of entries with ``notebook``, ``report``, ``lang`` (each a value or a list of values) and
        ``parameters`` (names and values). CSV: the first three as columns, each further column a parameter, blank where
        it is not given. A missing notebook means all, a missing language both.

    Returns
    -------
    list of Run
        In the order of the file, each once.

    Raises
    ------
    UserError
        The file cannot be read or an entry is not of this form.
    """
    if path.suffix not in SUFFIXES:
        raise UserError(f"{path}: a file of runs ends in {', '.join(SUFFIXES)}.")
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read: {error}.") from error
    entries = list(_csv_entries(text)) if path.suffix == ".csv" else _yaml_entries(path, text)
    runs: list[Run] = []
    for number, entry in enumerate(entries, 1):
        runs += [run for run in _runs(path, number, entry) if run not in runs]
    if not runs:
        raise UserError(f"{path}: lists no run. An entry looks like: - {{notebook: 1_overview, report: hebei-2016}}")
    return runs


def _yaml_entries(path: Path, text: str) -> Sequence[Any]:
    import yaml

    try:
        entries = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        raise UserError(f"{path}: is not YAML: {' '.join(str(error).split())}.") from error
    if not isinstance(entries, list):
        raise UserError(f"{path}: a list of runs is expected, each entry beginning with a hyphen.")
    return entries


def _csv_entries(text: str) -> Iterator[dict[str, Any]]:
    for row in csv.DictReader(text.splitlines()):
        filled = {name: value for name, value in row.items() if name and value}
        entry: dict[str, Any] = {name: filled.pop(name) for name in KEYS[:3] if name in filled}
        yield entry | {"parameters": filled}


def _runs(path: Path, number: int, entry: object) -> Iterator[Run]:
    where = f"{path}: run {number}"
    if not isinstance(entry, Mapping) or "report" not in entry:
        raise UserError(f"{where}: an entry needs a report, e.g. report: hebei-2016.")
    for key in entry:
        if key not in KEYS:
            raise UserError(f"{where}: {unknown('key', key, KEYS)}")
    given = entry.get("parameters") or {}
    if not isinstance(given, Mapping):
        raise UserError(f"{where}: parameters are names with values, e.g. parameters: {{top: 5}}.")
    names = _listed(entry.get("notebook", list(notebooks())))
    for report, lang, name in product(_listed(entry["report"]), _listed(entry.get("lang", ["zh", "en"])), names):
        yield Run(name, report, lang, _typed(name, given))


def _listed(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]


def _typed(notebook: str, given: Mapping[str, object]) -> dict[str, object]:
    """Read values written as text by the type that the notebook declares; the rest is checked with the run."""
    path = notebooks().get(notebook)
    declared = parameters_of(path) if path else {}
    return {
        name: declared[name].read(value) if name in declared and isinstance(value, str) else value
        for name, value in given.items()
    }
