"""The dataset of breakdowns: a row for each part of each whole that a report prints."""

import math
from decimal import Decimal

import pandas as pd

from xxgk.datasets.description import Dataset
from xxgk.reading.base import folders
from xxgk.reading.base.records import Several
from xxgk.reading.base.tables import facts_table
from xxgk.reading.breakdowns import Part, read_breakdowns

_EVIDENCE = ("printed", "label", "section", "place", "start", "end", "indicator")


def breakdowns(_dataset: Dataset, report: str) -> pd.DataFrame:
    """Make a row of each part, with its whole, its share as computed and as printed, and whether all are there."""
    parts = read_breakdowns(folders.stored_facts(report))
    facts = facts_table(part.part for part in parts)
    columns = {
        "breakdown": pd.Series([part.breakdown for part in parts], dtype="Int64"),
        "number": pd.Series([part.number for part in parts], dtype="Int64"),
        "whole": pd.Series([" + ".join(fact.label for fact in part.wholes) for part in parts], dtype="str"),
        "whole_value": pd.Series([_float(part.whole) for part in parts], dtype="float64"),
        "part": facts["label"],
        "level": facts["level"],
        "value": facts["value"].mask(pd.Series([part.part is part.share for part in parts], dtype="bool")),
        "unit": facts["unit"],
        "qualifier": facts["qualifier"],
        "period": facts["period"],
        "share_pct": pd.Series([_float(part.share_pct) for part in parts], dtype="float64"),
        "share_printed_pct": pd.Series([_printed(part) for part in parts], dtype="float64"),
        "complete": pd.Series([part.complete for part in parts], dtype="bool"),
        "by_arithmetic": pd.Series([part.by_arithmetic for part in parts], dtype="bool"),
        "whole_places": pd.Series([Several(fact.address for fact in part.wholes) for part in parts], dtype="object"),
    }
    return pd.DataFrame(columns | {name: facts[name] for name in _EVIDENCE})


def _float(number: Decimal | None) -> float:
    return math.nan if number is None else float(number)


def _printed(part: Part) -> float:
    return float(part.share.value) if part.share and part.share.value else math.nan
