"""The datasets of figures that need no name: how a report divides its figures, and what its priority areas print."""

import math
import re
from collections.abc import Iterable
from decimal import Decimal

import pandas as pd

from xxgk.datasets.description import Dataset
from xxgk.reading.base import folders
from xxgk.reading.base.records import Fact, Several
from xxgk.reading.base.tables import facts_table
from xxgk.reading.breakdowns import Part, read_breakdowns
from xxgk.show.numbers import combined

_EVIDENCE = ("printed", "label", "section", "place", "start", "end", "indicator")


def breakdowns(_dataset: Dataset, report: str) -> pd.DataFrame:
    """Make a row of each part of each whole that a stored report prints."""
    return breakdowns_table(folders.stored_facts(report))


def breakdowns_table(printed: Iterable[Fact]) -> pd.DataFrame:
    """Make a row of each part, with its whole, its share as computed and as printed, and whether all are there.

    Parameters
    ----------
    printed
        The facts of one report.
    """
    parts = read_breakdowns(printed)
    facts = facts_table(part.part for part in parts)
    columns = {
        "breakdown": pd.Series([part.breakdown for part in parts], dtype="Int64"),
        "number": pd.Series([part.number for part in parts], dtype="Int64"),
        "theme": _themes(facts["heading"]),
        **_wholes(parts),
        "part": facts["label"],
        "level": facts["level"],
        "value": facts["value"].mask(pd.Series([part.part is part.share for part in parts], dtype="bool")),
        "unit": facts["unit"],
        "qualifier": facts["qualifier"],
        "period": facts["period"],
        "share_pct": pd.Series([_float(part.share_pct) for part in parts], dtype="float64"),
        "share_printed_pct": pd.Series([_printed(part) for part in parts], dtype="float64"),
        "complete": pd.Series([part.complete for part in parts], dtype="bool"),
        "overlap": pd.Series([part.overlap for part in parts], dtype="bool"),
        "by_arithmetic": pd.Series([part.by_arithmetic for part in parts], dtype="bool"),
        "places": _places(part.part for part in parts),
    }
    return pd.DataFrame(columns | {name: facts[name] for name in _EVIDENCE})


def _wholes(parts: Iterable[Part]) -> dict[str, pd.Series]:
    """Say of each part what it is a part of; several figures may be one whole together."""
    wholes = [(part.wholes, part.whole) for part in parts]
    only = [facts[0] if len(facts) == 1 else None for facts, _ in wholes]
    texts = {
        "whole": [" + ".join(fact.label for fact in facts) for facts, _ in wholes],
        "whole_level": [fact.level if fact else "" for fact in only],
        "whole_unit": [facts[0].unit if facts else "" for facts, _ in wholes],
        "whole_qualifier": [combined(fact.qualifier for fact in facts) if facts else "" for facts, _ in wholes],
        "whole_indicator": [fact.indicator if fact else "" for fact in only],
    }
    return {
        **{name: pd.Series(column, dtype="str") for name, column in texts.items()},
        "whole_value": pd.Series([_float(value) for _, value in wholes], dtype="float64"),
        "whole_places": pd.Series([Several(fact.address for fact in facts) for facts, _ in wholes], dtype="object"),
    }


def areas(dataset: Dataset, report: str) -> pd.DataFrame:
    """Make a row of each figure under a heading on priority areas, its theme and its name in the report's own words."""
    pattern = re.compile(dataset.headings)
    printed = [fact for fact in folders.stored_facts(report) if pattern.search(fact.heading)]
    facts = facts_table(printed)
    names = {
        lang: facts["label"].mask(
            facts["label"].eq(""), facts["indicator"].map(folders.indicator_names(lang)).fillna("")
        )
        for lang in ("zh", "en")
    }
    columns = {
        "number": pd.Series(range(1, len(facts) + 1), dtype="Int64"),
        "theme": _themes(facts["heading"]),
        **{name: facts[name] for name in ("level", "value", "unit", "qualifier", "period")},
        **{f"name_{lang}": name.astype("str") for lang, name in names.items()},
        "places": _places(printed),
    }
    return pd.DataFrame(columns | {name: facts[name] for name in _EVIDENCE})


def _places(facts: Iterable[Fact]) -> pd.Series:
    """Say where each figure stands: such a row has no indicator by which it could be found again."""
    return pd.Series([Several((fact.address,)) for fact in facts], dtype="object")


def _themes(headings: pd.Series) -> pd.Series:
    """Take the innermost of the headings above a figure."""
    return headings.str.replace(r".*/", "", regex=True).astype("str")


def _float(number: Decimal | None) -> float:
    return math.nan if number is None else float(number)


def _printed(part: Part) -> float:
    return float(part.share.value) if part.share and part.share.value else math.nan
