"""The dataset of what growth is made of: what each part of a whole gave, and how sure that is."""

import math
from collections.abc import Hashable
from dataclasses import asdict
from typing import Any

import pandas as pd

from xxgk.datasets.description import Dataset
from xxgk.datasets.formulas import Amount, WholeEntry, wholes, work_out
from xxgk.datasets.series import series
from xxgk.reading.audit.rules import LINEAR
from xxgk.reading.base import folders
from xxgk.reading.base.records import Several, address
from xxgk.reading.measures import FEW, Change, contributions, growth_pct
from xxgk.reading.report import relations_of

_TYPES = {
    "whole": "str",
    "part": "str",
    "level": "str",
    "before": "float64",
    "now": "float64",
    "change": "float64",
    "points": "float64",
    "share_pct": "float64",
    "points_low": "float64",
    "points_high": "float64",
    "share_low_pct": "float64",
    "share_high_pct": "float64",
    "whole_before": "float64",
    "whole_now": "float64",
    "whole_change": "float64",
    "whole_growth_pct": "float64",
    "whole_change_low": "float64",
    "whole_change_high": "float64",
    "base_source": "str",
    "whole_zh": "str",
    "whole_en": "str",
    "name_zh": "str",
    "name_en": "str",
    "members": "object",
    "places": "object",
}
# What is not written of a whole of few cases.
_RATES = (
    "points",
    "share_pct",
    "points_low",
    "points_high",
    "share_low_pct",
    "share_high_pct",
    "whole_growth_pct",
)
_Row = dict[Hashable, Any]


def growth_parts(dataset: Dataset, report: str) -> pd.DataFrame:
    """Make a row of each part of each whole whose growth from the year before can be broken down."""
    table = series(dataset, report)
    table = table[table["value"].notna() & table["base"].notna() & table["qualifier"].isin(("", "exact"))]
    rivals = _rivals(report)
    before = folders.year_before(report)
    rivals_before = _rivals(before) if before else {}
    rows: list[dict[str, Any]] = []
    for level, of_level in table.groupby("level", sort=False):
        figures = {row["indicator"]: row for row in of_level.to_dict("records")}
        for whole in wholes().values():
            rows += _rows(whole, str(level), figures, rivals, rivals_before)
    return pd.DataFrame(rows, columns=[*_TYPES]).astype(_TYPES)


def _rows(
    whole: WholeEntry,
    level: str,
    figures: dict[str, _Row],
    rivals: dict[tuple[str, str], float],
    rivals_before: dict[tuple[str, str], float],
) -> list[dict[str, Any]]:
    """Break the growth of a whole down; nothing where one of its parts is not known for both years."""
    changes, sources, taken = {}, set(), {}
    for part in whole.parts:
        now = work_out(part.figure, lambda name: figures[name]["value"] if name in figures else None)
        if now is None:
            return []
        before = Amount(sum(figures[name]["base"] for name in now.indicators), now.indicators)
        rows = [figures[name] for name in now.indicators]
        sources |= {row["base_source"] for row in rows}
        reported = {row["base_source"] for row in rows} == {"previous_report"}
        changes[part.id] = Change(
            _possible(before, level, rivals_before if reported else {}), _possible(now, level, rivals)
        )
        taken[part.id] = rows
    of_whole = _of_whole(changes)
    if not of_whole["whole_before"] and not of_whole["whole_now"]:
        return []
    few = dict.fromkeys(_RATES, math.nan) if of_whole["whole_before"] < FEW else {}
    given = contributions(changes)
    return [
        {"whole": whole.id, "part": part.id, "level": level, "base_source": "; ".join(sorted(sources))}
        | {"whole_zh": whole.zh, "whole_en": whole.en, "name_zh": part.zh, "name_en": part.en}
        | asdict(given[part.id])
        | of_whole
        | few
        | {
            "members": Several(f"{row['indicator']}@{level}" for row in taken[part.id]),
            "places": Several(_address(row) for row in taken[part.id]),
        }
        for part in whole.parts
    ]


def _of_whole(changes: dict[str, Change]) -> dict[str, float]:
    before, now = (sum(float(side[0]) for side in sides) for sides in _sides(changes))
    low = sum(float(min(change.now)) - float(max(change.before)) for change in changes.values())
    high = sum(float(max(change.now)) - float(min(change.before)) for change in changes.values())
    return {
        "whole_before": before,
        "whole_now": now,
        "whole_change": now - before,
        "whole_growth_pct": growth_pct(now, before),
        "whole_change_low": float(low),
        "whole_change_high": float(high),
    }


def _sides(changes: dict[str, Change]) -> tuple[list[Any], list[Any]]:
    return [change.before for change in changes.values()], [change.now for change in changes.values()]


def _possible(amount: Amount, level: str, rivals: dict[tuple[str, str], float]) -> list[float]:
    """List what a figure may be: as printed and, where its parts add up to something else, as they do."""
    rival = rivals.get((amount.indicators[0], level)) if len(amount.indicators) == 1 else None
    return [amount.value] if rival is None else [amount.value, rival]


def _rivals(report: str) -> dict[tuple[str, str], float]:
    """Find what the parts of each total add up to, where the report contradicts itself."""
    return {
        (relation.indicator, relation.level): float(relation.expected)
        for relation in relations_of(report)
        if relation.outcome == "broken" and relation.kind in LINEAR and relation.expected is not None
    }


def _address(row: _Row) -> str:
    return address(row["place"], row["start"], row["end"])
