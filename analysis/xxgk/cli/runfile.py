"""A file that lists runs, so that a batch can be kept, read and repeated."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from xxgk.cli.arguments import listed
from xxgk.publishing.builds.runs import Run, check_runs, notebooks
from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.model import Entry, read_as
from xxgk.reading.base.scalars import read_yaml
from xxgk.running import RunningError
from xxgk.running.parameters import parameters_of
from xxgk.show.words import LANGUAGES

KEYS = ("notebook", "report", "lang", "parameters")
SUFFIXES = (".yaml", ".yml", ".csv")
_EXAMPLES = {".csv": "notebook,report,lang and below it 1_overview,hebei-2016,zh"}
_EXAMPLE = "- {notebook: 1_overview, report: hebei-2016}"


class _Given(NamedTuple):
    """A parameter as it was written, and the value that YAML takes it for."""

    text: Any
    value: Any


class RunEntry(Entry, frozen=True):
    """An entry of a file of runs; each of the first three is a text or a list of texts."""

    report: str | tuple[str, ...]
    notebook: str | tuple[str, ...] = ()
    lang: str | tuple[str, ...] = ()
    parameters: dict[str, Any] = msgspec.field(default_factory=dict)


def read_runs(path: Path, known_reports: Sequence[str]) -> list[Run]:
    """Read the runs that a file lists.

    Parameters
    ----------
    path
        YAML: a list of entries with ``notebook``, ``report``, ``lang`` (each a value or a list of values) and
        ``parameters`` (names and values). CSV: the first three as columns, each further column a parameter, blank where
        it is not given. A missing notebook means all, a missing language both.
    known_reports
        Ids of the reports that there are.

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
        raise UserError(
            f"{path}: a file of runs ends in {', '.join(SUFFIXES)}.",
            f"{path}：运行清单的扩展名应为 {'、'.join(SUFFIXES)}。",
        )
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UserError(
            f"{path}: cannot be read: {error.strerror}. Check the name and the folder.",
            f"{path}：无法读取：{error.strerror}。请检查文件名和文件夹。",
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(
            f"{path}: is not UTF-8. Save it again as UTF-8.", f"{path}：不是 UTF-8 编码。请重新保存为 UTF-8。"
        ) from error
    entries = _csv_entries(path, text) if path.suffix == ".csv" else _yaml_entries(path, text)
    runs: list[Run] = []
    kept: dict[str, Run] = {}
    for number, entry in enumerate(entries, 1):
        try:
            found = list(_runs(entry))
            check_runs(found, known_reports)
        except (UserError, RunningError) as error:
            raise UserError(
                f"{path}: run {number}: {error}", f"{path}：第 {number} 项运行：{error.sentence('zh')}"
            ) from error
        runs += [run for run in found if kept.get(run.key) != run]
        kept |= {run.key: run for run in found}
    if not runs:
        example = _EXAMPLES.get(path.suffix, _EXAMPLE)
        raise UserError(f"{path}: lists no run. One looks like: {example}", f"{path}：没有列出运行。例如：{example}")
    return runs


def _yaml_entries(path: Path, text: str) -> Iterator[dict[str, Any]]:
    try:
        texts, values = read_yaml(text)
    except UserError as error:
        raise UserError(
            f"{path}: {error} A run looks like: {_EXAMPLE}", f"{path}：{error.sentence('zh')}运行例如：{_EXAMPLE}"
        ) from error
    if not isinstance(texts or [], list):
        raise UserError(
            f"{path}: a list of runs is expected, each entry beginning with a hyphen.",
            f"{path}：应为运行的列表，每项以连字符开头。",
        )
    for entry, meant in zip(texts or (), values or (), strict=True):
        given = entry.get("parameters") if isinstance(entry, Mapping) else None
        if isinstance(given, Mapping):
            pairs = zip(given, given.values(), meant["parameters"].values(), strict=False)
            entry["parameters"] = {name: _Given(text, value) for name, text, value in pairs}
        yield entry


def _csv_entries(path: Path, text: str) -> Iterator[dict[str, Any]]:
    try:
        header, *rows = [row for row in csv.reader(text.splitlines(), skipinitialspace=True) if row] or [[]]
    except csv.Error as error:
        raise UserError(f"{path}: is not CSV: {error}.", f"{path}：不是 CSV：{error}。") from error
    header = [name.strip() for name in header]
    if rows and ("report" not in header or len(set(header)) < len(header)):
        raise UserError(
            f"{path}: its first line is to name each column once, report among them, with commas between.",
            f"{path}：第一行应列出各列名，各一次，其中有 report，以逗号分隔。",
        )
    for number, row in enumerate(rows, 1):
        if len(row) > len(header):
            raise UserError(
                f"{path}: run {number}: has {len(row)} cells below {len(header)} columns.",
                f"{path}：第 {number} 项运行：有 {len(row)} 格，而只有 {len(header)} 列。",
            )
        filled = {name: value.strip() for name, value in zip(header, row, strict=False) if value.strip()}
        entry: dict[str, Any] = {name: listed(filled.pop(name)) for name in KEYS[:3] if name in filled}
        yield entry | {"parameters": {name: _Given(text, text) for name, text in filled.items()}}


def _runs(raw: object) -> Iterator[Run]:
    for key in raw if isinstance(raw, Mapping) else ():
        if key not in KEYS:
            raise unknown("key", key, KEYS)
    if not isinstance(raw, Mapping) or not raw.get("report"):
        raise UserError("an entry needs a report, e.g. report: hebei-2016.", "每项须有报告，例如 report: hebei-2016。")
    if raw.get("parameters") and not isinstance(raw["parameters"], Mapping):
        raise UserError(
            "parameters are names with values, e.g. parameters: {top: 5}.",
            "parameters 应为名称和值，例如 parameters: {top: 5}。",
        )
    try:
        entry = read_as({key: value for key, value in raw.items() if value}, RunEntry)
    except ValueError as error:
        raise UserError(f"{error}.") from error
    for name in ("report", "lang"):
        if name in entry.parameters:
            raise UserError(
                f"parameter {name!r} stands beside notebook, not among the parameters.",
                f"参数 {name!r} 应与 notebook 并列，而不在 parameters 中。",
            )
    reports, langs, names = (_listed(value) for value in (entry.report, entry.lang, entry.notebook))
    for report, lang, name in product(reports, langs or LANGUAGES, names or notebooks()):
        yield Run(name, report, lang, _typed(name, entry.parameters))


def _listed(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def _typed(notebook: str, given: Mapping[str, _Given]) -> dict[str, object]:
    """Read values by the type that the notebook declares; the rest is checked with the run."""
    path = notebooks().get(notebook)
    declared = parameters_of(path) if path else {}
    found: dict[str, object] = {}
    for name, (text, value) in given.items():
        kind = declared.get(name)
        if kind and "str" in kind.type:
            found[name] = kind.read(text) if isinstance(text, str) else text
        else:
            found[name] = kind.read(value) if kind and isinstance(value, str) else value
    return found
