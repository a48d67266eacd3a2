"""The rows of a dataset whose rows are single figures."""

import math
import re
from collections.abc import Iterable

import pandas as pd

from xxgk.datasets.description import Dataset
from xxgk.reading.base import folders
from xxgk.reading.base.records import Fact
from xxgk.reading.base.tables import facts_table
from xxgk.reading.evidence import preferred
from xxgk.reading.measures import TIMES

# Units of what is measured and not counted: it may have decimals.
_MEASURED = frozenset(("%", "％", "‰", "百分点", "个百分点", TIMES, "元"))
_EXACT = 2**53  # up to here a float holds every whole number
_NAMES = {"name_zh": "zh", "name_en": "en", "theme": "theme"}
_EVIDENCE = ("printed", "label", "section", "place", "start", "end", "indicator")


def figures(dataset: Dataset, report: str) -> pd.DataFrame:
    """Make the rows of a dataset from the facts of a report: those whose indicator is one of its own."""
    facts = preferred(folders.stored_facts(report), dataset.by_applicant)
    pattern = re.compile(dataset.indicators)
    found = [(fact, match) for fact in facts if (match := pattern.fullmatch(fact.indicator))]
    chosen = facts_table(fact for fact, _ in found)
    parts = {name: [match[name] or "" for _, match in found] for name in pattern.groupindex}
    columns = {name: pd.Series(texts, dtype="str") for name, texts in parts.items()}
    applicant = ["applicant"] if dataset.by_applicant else []
    columns |= {name: chosen[name] for name in [*applicant, "level", "value", "unit", "qualifier"]}
    if dataset.total:
        first = next(iter(parts.values()))
        columns["total"] = _lookup(facts, map(dataset.total.format, first), chosen["level"])
        columns["share_printed_pct"] = _lookup(facts, map("{}.share".format, chosen["indicator"]), chosen["level"])
    known = folders.indicator_rows()
    rows = [known.get(name) for name in chosen["indicator"]]
    for name, column in _NAMES.items():
        texts: list[str | None] = [row[column] if row else None for row in rows]  # type: ignore[literal-required]
        columns[name] = pd.Series(texts, dtype="str")
    if counts(dataset):
        columns |= {name: whole(columns[name]) for name in ("value", "total") if name in columns}
    return pd.DataFrame(columns | {name: chosen[name] for name in _EVIDENCE if name not in columns})


def counts(dataset: Dataset) -> bool:
    """Tell whether all that a dataset's figures may be is counted, by the units of the dictionary."""
    pattern = re.compile(dataset.indicators)
    units = {row["unit"] for name, row in folders.indicator_rows().items() if pattern.fullmatch(name)}
    return units.isdisjoint(_MEASURED)


def whole(values: pd.Series) -> pd.Series:
    """Give counts as whole numbers; where a report prints a fraction or a giant for one, all stay floats."""
    exact = values.isna() | ((values % 1 == 0) & (values.abs() < _EXACT))
    return values.astype("Int64") if exact.all() else values


def _lookup(facts: Iterable[Fact], indicators: Iterable[str], levels: pd.Series) -> pd.Series:
    values = {(fact.indicator, fact.level): float(fact.value or math.nan) for fact in facts}
    found = [values.get(key, math.nan) for key in zip(indicators, levels, strict=True)]
    return pd.Series(found, index=levels.index, dtype="float64")
