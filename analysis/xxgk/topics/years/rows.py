"""The rows that charts and sentences on the years of an organ share."""

import pandas as pd

from xxgk.reading.base.folders import report_row
from xxgk.reading.breaks import breaks
from xxgk.show.figures import LAWSUITS, Figure, sum_of
from xxgk.show.numbers import amount
from xxgk.show.places import where

_PREVIOUS = "previous:"
# The whole before the organ itself: one figure for each year.
_LEVELS = ("all", "own")
# Stands behind a figure that no report prints as such.
ADDED = "*"
_PARTS = {"lawsuit.total": LAWSUITS}


def organ_of(report: str) -> str:
    """Name the organ of a report, as `load(..., organ=...)` takes it."""
    return report_row(report)["organ"]


def years_of(series: pd.DataFrame, indicator: str, lang: str) -> pd.DataFrame:
    """Give the years of one indicator, with what stretch of years each belongs to.

    Parameters
    ----------
    series
        `load("series", organ=..., evidence=True)`.
    indicator
        Id of the indicator.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    DataFrame
        The rows of `series`, one for each year, the earliest first, and the figure and its place in words. `stretch`
        counts up where the series breaks and where a year is missing: lines are drawn within one.
    """
    rows = series[(series["indicator"] == indicator) & series["level"].isin(_LEVELS) & series["value"].notna()]
    rows = rows.sort_values(["year", "level"], kind="stable").drop_duplicates("year").reset_index(drop=True)
    apart = rows["break_before"].ne("") | rows["year"].diff().gt(1).fillna(False).astype(bool)
    figures = zip(rows["value"], rows["unit"], rows["qualifier"], strict=True)
    return rows.assign(
        stretch=apart.cumsum(),
        figure=[amount(*figure, lang) for figure in figures],
        where=[where(*spot, lang) for spot in zip(rows["section"], rows["place"], strict=True)],
    )


def figures_by_year(series: pd.DataFrame, indicator: str, lang: str) -> dict[int, str]:
    """Give an indicator's figures in words, by year; one that is added up here has a mark (`ADDED`) behind it.

    Added up is what a year's report prints in parts, all of them, and not as a whole.
    """
    rows = years_of(series, indicator, lang)
    parts = [years_of(series, part, lang).set_index("year") for part in _PARTS.get(indicator, ())]
    whole = dict(zip(rows["year"].astype("int64"), rows["figure"], strict=True))
    complete = set.intersection(*(set(part.index) for part in parts)) if parts else set()
    for year in sorted(complete - whole.keys()):
        of_year = [part.loc[year] for part in parts]
        if len({row["level"] for row in of_year}) == 1:
            added = sum_of(*(Figure(row["value"], row["unit"], row["qualifier"]) for row in of_year))
            whole[int(year)] = amount(added.value, added.unit, added.qualifier, lang) + ADDED
    return whole


def between_years(audited: pd.DataFrame) -> pd.DataFrame:
    """Keep the relations in which a figure of last year's report takes part."""
    across = [any(str(member).startswith(_PREVIOUS) for member in members) for members in audited["members"]]
    return audited[pd.Series(across, index=audited.index, dtype="bool")]


def broken_years(series: pd.DataFrame) -> dict[str, str]:
    """Name the breaks that the years of an organ span, each with the first year after it."""
    years = series["year"].dropna()
    if years.empty:
        return {}
    first, last = int(years.min()), int(years.max())
    return {one.name: str(one.first) for one in breaks() if first < one.first <= last and one.indicators == ("*",)}
