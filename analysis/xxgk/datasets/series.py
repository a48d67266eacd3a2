"""The dataset of series: each figure of a year with the year before, the growth between them, and the breaks."""

import math
from decimal import Decimal
from typing import Any, Literal

import pandas as pd

from xxgk.datasets.description import Dataset
from xxgk.reading.across import previous_of
from xxgk.reading.base import folders
from xxgk.reading.base.records import RATES, Fact
from xxgk.reading.breaks import breaks_between
from xxgk.reading.evidence import WHOLE, preferred
from xxgk.reading.measures import HUNDRED, NO_BASE, TIMES, Base, growth_pct, implied_base, percentage_points

_PERCENT = ("%", "％")
_CUMULATIVE = ".cumulative"
_TYPES = {
    "indicator": "str",
    "level": "str",
    "value": "float64",
    "unit": "str",
    "qualifier": "str",
    "base": "float64",
    "base_source": "str",
    "growth_printed_pct": "float64",
    "growth_recomputed_pct": "float64",
    "change_points": "float64",
    "break_before": "str",
    "base_previous": "float64",
    "base_printed": "float64",
    "base_implied": "float64",
    "base_implied_low": "float64",
    "base_implied_high": "float64",
    "bases_agree": "boolean",
    "name_zh": "str",
    "name_en": "str",
    "theme": "str",
    "printed": "str",
    "printed_also": "str",
    "label": "str",
    "section": "str",
    "place": "str",
    "start": "Int64",
    "end": "Int64",
}
_Known = dict[tuple[str, str], Fact]


def series(_dataset: Dataset, report: str) -> pd.DataFrame:
    """Make a row of each figure of a report, with what it and last year's report say of the year before."""
    row = folders.report_row(report)
    facts = folders.stored_facts(report)
    known = _known(facts)
    previous = previous_of(report)
    before = _known(previous.facts) if previous else {}
    last = max((year for year in folders.years_of(row["organ"]) if year < row["year"]), default=None)
    rows = []
    for (indicator, level), fact in known.items():
        # The growth of a figure stands beside it, not in a row of its own.
        if not indicator or (indicator.endswith(RATES) and not indicator.endswith(".share")):
            continue
        cut = breaks_between(last, row["year"], indicator, row["form"]) if last else ()
        comparable = None if cut else before.get((indicator, level))
        year = _year_beside(facts, fact) or known.get((indicator.removesuffix(_CUMULATIVE), level))
        bases = _bases(fact, known, year, comparable, _printed_before(facts, fact, row["year"]))
        names = folders.indicator_rows().get(indicator)
        rows.append(
            {name: getattr(fact, name) for name in _TYPES if hasattr(fact, name)}
            | {"value": _number(fact), "break_before": ", ".join(one.name for one in cut)}
            | {"printed_also": "; ".join(_others(facts, fact))}
            | {name: names[column] if names else "" for name, column in _NAMES.items()}
            | bases
        )
    return pd.DataFrame(rows, columns=[*_TYPES]).astype(_TYPES)


_NAMES: dict[str, Literal["zh", "en", "theme"]] = {"name_zh": "zh", "name_en": "en", "theme": "theme"}


def _known(facts: tuple[Fact, ...]) -> _Known:
    return {(fact.indicator, fact.level): fact for fact in preferred(facts) if fact.indicator}


def _others(facts: tuple[Fact, ...], fact: Fact) -> list[str]:
    """List what the report prints of the same year besides: a text and a table may contradict each other."""
    again = (one for one in facts if (one.indicator, one.level) == (fact.indicator, fact.level) and one.value)
    own = [one for one in again if one.applicant in WHOLE and one.period in ("", "year", "cumulative")]
    if not fact.value or not all(map(_is_exact, [fact, *own])):
        return []
    return list(dict.fromkeys(one.printed for one in own if Decimal(one.value) != Decimal(fact.value)))


def _year_beside(facts: tuple[Fact, ...], fact: Fact) -> Fact | None:
    """Find the year's figure that stands in the same row of a table as the one of all years so far."""
    row, _, cell = fact.place.rpartition(" ")
    name = fact.indicator.removesuffix(_CUMULATIVE)
    beside = (one for one in facts if (one.indicator, one.level) == (name, fact.level) and one.value)
    return next((one for one in beside if cell and row and one.place.rpartition(" ")[0] == row), None)


def _bases(fact: Fact, known: _Known, year: Fact | None, last: Fact | None, printed: Fact | None) -> dict[str, Any]:
    """Say what the year before was: by last year's report, as printed this year, and as this year's figures imply."""
    implied, rate = _implied(fact, known, year)
    previous = _number(last) if last and last.unit == fact.unit else math.nan
    again = _number(printed) if printed else math.nan
    integer = math.nan if implied.integer is None else float(implied.integer)
    base, source = _chosen(previous, again, integer)
    exact = fact.qualifier in ("", "exact") and (source != "previous_report" or last is None or _is_exact(last))
    in_points = fact.unit in _PERCENT
    # All years so far only ever grow; what grew is the year's figure.
    grows = exact and not in_points and not fact.indicator.endswith(_CUMULATIVE)
    return {
        "base": base,
        "base_source": source,
        "growth_printed_pct": rate,
        "growth_recomputed_pct": growth_pct(_number(fact), base) if grows else math.nan,
        "change_points": percentage_points(_number(fact), base) if exact and in_points else math.nan,
        "base_previous": previous,
        "base_printed": again,
        "base_implied": integer,
        "base_implied_low": implied.low,
        "base_implied_high": implied.high,
        "bases_agree": _agree(previous, again, implied),
    }


def _chosen(previous: float, printed: float, implied: float) -> tuple[float, str]:
    """Choose the year before: what was reported then, else what is printed of it now, else what the growth implies."""
    named = {"previous_report": previous, "printed": printed, "implied": implied}
    return next(((value, name) for name, value in named.items() if not math.isnan(value)), (math.nan, ""))


def _implied(fact: Fact, known: _Known, year: Fact | None) -> tuple[Base, float]:
    """Compute the year before that a printed growth implies or, of all years so far, that is left without this one."""
    value = _number(fact)
    if fact.indicator.endswith(_CUMULATIVE) and year and year.value and _is_exact(fact) and _is_exact(year):
        left = value - _number(year)
        return (Base(left, left, int(left), range(int(left), int(left) + 1)) if left >= 0 else NO_BASE), math.nan
    growth = known.get((f"{fact.indicator}.growth", fact.level))
    if not growth or not growth.value or growth.unit not in (*_PERCENT, TIMES) or math.isnan(value):
        return NO_BASE, math.nan
    times = growth.unit == TIMES
    rate = _number(growth) * (HUNDRED if times else 1)
    printed = growth.printed + (TIMES if times else "")
    return implied_base(value, rate, printed, growth.qualifier or "exact"), rate


def _agree(previous: float, printed: float, implied: Base) -> bool | None:
    """Tell whether the bases that are known can all be the same; None where there are fewer than two."""
    exact = [value for value in (previous, printed) if not math.isnan(value)]
    if len(exact) + (not math.isnan(implied.low)) < 2:
        return None
    fits = math.isnan(implied.low) or all(value in implied.candidates for value in exact)
    return fits and len({*exact}) == 1


def _printed_before(facts: tuple[Fact, ...], fact: Fact, year: int) -> Fact | None:
    """Find what the report itself prints of the year before."""
    of_before = (
        one for one in facts if one.indicator == fact.indicator and getattr(one, "period", "") == str(year - 1)
    )
    return next((one for one in of_before if one.level == fact.level and one.value), None)


def _is_exact(fact: Fact) -> bool:
    return fact.qualifier in ("", "exact")


def _number(fact: Fact | None) -> float:
    return float(fact.value) if fact and fact.value else math.nan
