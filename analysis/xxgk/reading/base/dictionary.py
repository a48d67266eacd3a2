"""The dictionary of indicators as the readers need it: which there are, and the year in which each begins."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from xxgk.reading.base.paths import data_folders


def indicator_years() -> Mapping[str, int]:
    """List the indicators of the embedded dictionary and of the user's, each with its first year; 0 where none is given."""
    paths = (folder / "indicators.csv" for folder in data_folders())
    return _years(tuple((path, path.stat().st_mtime_ns) for path in paths if path.is_file()))


@cache
def _years(files: tuple[tuple[Path, int], ...]) -> Mapping[str, int]:
    years: dict[str, int] = {}
    for path, _ in files:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for row in csv.DictReader(lines):
                since = row.get("since") or ""
                years[row["id"]] = int(since) if since.isdigit() else 0
    return years
