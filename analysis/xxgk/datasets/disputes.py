"""The datasets of administrative reviews and lawsuits: their results, and how they grew."""

import math
from typing import Any

import pandas as pd

from xxgk.datasets.description import Dataset
from xxgk.datasets.figures import figures, whole
from xxgk.reading.measures import HUNDRED, TIMES, growth_pct, implied_base
from xxgk.show.numbers import combined
from xxgk.show.words import indicator_name

# Kinds of a result that are one of several: cases withdrawn are not all that ended otherwise.
_PARTIAL = frozenset(("review.other.withdrawn", "lawsuit.other.withdrawn"))


def outcomes(dataset: Dataset, report: str) -> pd.DataFrame:
    """Make a row of each result of reviews and lawsuits: as printed or, where only its kinds are, their sum."""
    table = figures(dataset, report)
    printed: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for cells in table.itertuples(index=False, name=None):
        row = dict(zip(table.columns, cells, strict=True))
        printed.setdefault((row["dispute"], row["result"], row["level"]), []).append(row)
    rows = pd.DataFrame([_result(rows) for rows in printed.values()], columns=table.columns)
    return rows.astype(table.dtypes).drop(columns="kind")


def _result(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Give a result as it is printed or, where only its kinds are, as their sum; one of several is no sum."""
    if whole := [row for row in rows if not row["kind"]]:
        return whole[0]
    names = {row["indicator"] for row in rows}
    indicator = rows[0]["indicator"].rpartition(".")[0]
    return rows[0] | {
        "indicator": indicator,
        "name_zh": indicator_name(indicator, "zh"),
        "name_en": indicator_name(indicator, "en"),
        "value": sum(row["value"] for row in rows),
        "qualifier": "at_least" if names <= _PARTIAL else combined(row["qualifier"] for row in rows),
        "printed": " + ".join(row["printed"] for row in rows),
        "share_printed_pct": math.nan,
    }


def growth(dataset: Dataset, report: str) -> pd.DataFrame:
    """Make a row of each printed growth of disputes, with the count of the year before that it implies."""
    table = figures(dataset, report).rename(columns={"value": "growth_printed_pct", "total": "current"})
    in_times = table["unit"] == TIMES
    table["growth_printed_pct"] = table["growth_printed_pct"].where(~in_times, HUNDRED * table["growth_printed_pct"])
    table["printed"] = table["printed"].where(~in_times, table["printed"] + TIMES)
    table["unit"] = table["unit"].where(~in_times, "%")
    # A growth in percentage points is one of a rate, and implies no count.
    table["growth_printed_pct"] = table["growth_printed_pct"].where(table["unit"].isin(("%", "％")))
    columns = (table[name] for name in ("current", "growth_printed_pct", "printed", "qualifier"))
    bases = [
        implied_base(current, growth, printed, qualifier) if pd.notna(current) and pd.notna(growth) else None
        for current, growth, printed, qualifier in zip(*columns, strict=True)
    ]
    prior = pd.Series([base.integer if base else None for base in bases], index=table.index, dtype="Int64")
    recomputed = [growth_pct(now, before) for now, before in zip(table["current"], prior, strict=True)]
    implied = pd.DataFrame(
        {
            "prior": prior,
            "prior_low": [base.low if base else None for base in bases],
            "prior_high": [base.high if base else None for base in bases],
            "growth_recomputed_pct": recomputed,
        },
        index=table.index,
    ).astype({"prior_low": "float64", "prior_high": "float64", "growth_recomputed_pct": "float64"})
    front = ["dispute", "level", "current", "growth_printed_pct"]
    rest = table.drop(columns=[*front, "share_printed_pct"])
    return pd.concat([table[front].assign(current=whole(table["current"])), implied, rest], axis=1)
