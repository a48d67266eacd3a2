"""The dataset of rates: what makes organs and years of unlike size comparable, with what chance leaves open."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from xxgk.datasets.description import Dataset
from xxgk.datasets.formulas import Amount, RateEntry, rate_entries, work_out
from xxgk.reading.base import folders
from xxgk.reading.base.records import Fact, Several
from xxgk.reading.evidence import preferred
from xxgk.reading.measures import FEW, correction_rate, rate_interval, share, share_interval

_TYPES = {
    "measure": "str",
    "level": "str",
    "value": "float64",
    "low": "float64",
    "high": "float64",
    "cases": "Int64",
    "base": "Int64",
    "per": "Int64",
    "unit": "str",
    "few": "bool",
    "range_low": "float64",
    "range_high": "float64",
    "qualifier": "str",
    "name_zh": "str",
    "name_en": "str",
    "cases_of": "object",
    "base_of": "object",
    "members": "object",
    "places": "object",
}
_Known = Mapping[str, Fact]


def rates(_dataset: Dataset, report: str) -> pd.DataFrame:
    """Make a row of each rate that a report's figures give, at each level that it prints them for."""
    by_level: dict[str, dict[str, Fact]] = {}
    for fact in preferred(folders.stored_facts(report)):
        if fact.value:
            by_level.setdefault(fact.level, {})[fact.indicator] = fact
    rows = [
        row
        for entry in rate_entries().values()
        for level, known in by_level.items()
        if (row := _row(entry, level, known)) is not None
    ]
    return pd.DataFrame(rows, columns=[*_TYPES]).astype(_TYPES)


def _row(entry: RateEntry, level: str, known: _Known) -> dict[str, Any] | None:
    """Work out one rate; None where the report does not print what it takes."""
    cases, base = (_figure(ways, known) for ways in (entry.cases, entry.base))
    if cases is None or base is None or not _is_count(cases.value) or not _is_count(base.value):
        return None
    names = dict.fromkeys((*cases.indicators, *base.indicators))
    facts = [known[name] for name in names]
    exact = all(fact.qualifier in ("", "exact") for fact in facts)
    few = base.value < FEW
    value, low, high = _bounded(entry, cases.value, base.value)
    ranged = _range(entry, cases, base, known) if not few else (math.nan, math.nan)
    return {
        "measure": entry.id,
        "level": level,
        "value": math.nan if few else value,
        "low": low if exact and not few else math.nan,
        "high": high if exact and not few else math.nan,
        "cases": int(cases.value),
        "base": int(base.value),
        "per": entry.per,
        "unit": "%" if entry.kind == "share" else "",
        "few": few,
        "range_low": ranged[0],
        "range_high": ranged[1],
        "qualifier": "exact" if exact else "about",
        "name_zh": entry.zh,
        "name_en": entry.en,
        "cases_of": Several(cases.indicators),
        "base_of": Several(base.indicators),
        "members": Several(f"{fact.indicator}@{fact.level}" for fact in facts),
        "places": Several(fact.address for fact in facts),
    }


def _figure(ways: tuple[str, ...], known: _Known) -> Amount | None:
    return work_out(ways, lambda name: float(known[name].value) if name in known else None)


def _is_count(value: float) -> bool:
    return value >= 0 and value == int(value)


def _bounded(entry: RateEntry, cases: float, base: float) -> tuple[float, float, float]:
    """Give the rate with the bounds that chance leaves; a part that exceeds its whole has none."""
    if not base:
        return math.nan, math.nan, math.nan
    if entry.kind == "share":
        return share(cases, base), *share_interval(cases, base)
    return entry.per * cases / base, *rate_interval(cases, base, entry.per)


def _range(entry: RateEntry, cases: Amount, base: Amount, known: _Known) -> tuple[float, float]:
    """Bound a rate whose base and results contradict each other, if one of these figures alone is wrong."""
    results = [
        work_out([name], lambda one: float(known[one].value) if one in known else None) for name in entry.results
    ]
    found = [one.value for one in results if one is not None]
    if not found or len(found) < len(results) or len(cases.indicators) > 1:
        return math.nan, math.nan
    rate = correction_rate(cases.value, base.value, found)
    return (math.nan, math.nan) if rate.certain else (rate.low_pct, rate.high_pct)
