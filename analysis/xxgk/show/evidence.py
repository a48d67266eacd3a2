"""Figures of a tidy table with their evidence, in the reader's words."""

import re

import pandas as pd

from xxgk.reading.base.records import address
from xxgk.show.listing import Listing
from xxgk.show.numbers import UNKNOWN, amount
from xxgk.show.places import Citation, where
from xxgk.show.words import indicator_name, pick, term

_HEADINGS = {
    "name": ("指标", "Indicator"),
    "level": ("级别", "Level"),
    "figure": ("数值", "Figure"),
    "printed": ("原文印作", "Printed as"),
    "hedge": ("确切程度", "Precision"),
    "where": ("出处", "Where"),
}
# Results whose names do not say what they are results of; those of the statutory tables do.
_RESULT = re.compile(r"(review|lawsuit)\.(?!total)\w+")


def reader_columns(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Say in the reader's words what a row of a tidy table is: its name, figure, and where it was printed.

    Returns
    -------
    DataFrame
        Text columns `name`, `level`, `figure`, `printed`, `hedge`, `where` and `address`, on the index of `table`.
        The address is for programs: it tells two figures of one place apart, but not two of different reports.
    """
    names = (
        table[f"name_{lang}"]
        if f"name_{lang}" in table
        else table["indicator"].map(lambda entry: indicator_name(entry, lang))
    )
    figures = zip(table["value"], table["unit"], table["qualifier"], strict=True)
    columns = {
        "name": _in_context(names.fillna("").where(lambda name: name != "", table["label"]), table["indicator"], lang),
        "level": [term("level", level, lang) for level in table["level"]],
        "figure": [amount(value, unit, qualifier, lang) for value, unit, qualifier in figures],
        "printed": table["printed"],
        "hedge": _hedges(table, lang),
        "where": [where(*entry, lang) for entry in zip(table["section"], table["place"], strict=True)],
        "address": [address(*entry) for entry in zip(table["place"], table["start"], table["end"], strict=True)],
    }
    return pd.DataFrame(columns, index=table.index, dtype="str")


def _in_context(names: pd.Series, indicators: pd.Series, lang: str) -> list[str]:
    """Say of a result what it is a result of: reviews and lawsuits have results of the same names."""
    kinds = [term("dispute", found[1], lang) if (found := _RESULT.fullmatch(one)) else "" for one in indicators]
    colon = pick(lang, "：", ": ")
    return [f"{kind}{colon}{name}" if kind else name for kind, name in zip(kinds, names, strict=True)]


def _hedges(table: pd.DataFrame, lang: str) -> list[str]:
    """Say how exact each figure is; nobody can tell of one that could not be read."""
    read = zip(table["qualifier"], table["value"].notna(), strict=True)
    return [term("qualifier", qualifier, lang) if known else UNKNOWN for qualifier, known in read]


def heading(column: str, lang: str) -> str:
    """Name a column of `reader_columns` for readers."""
    return pick(lang, *_HEADINGS[column])


def evidence_table(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Make of a tidy table one for reading: each figure, what it counts, how and where it was printed.

    Parameters
    ----------
    table
        A table of `load` with one figure a row.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    DataFrame
        One row for each figure, the exact address behind the place; the level is left out where all are of the whole,
        the hedge always: it stands in the figure.
    """
    unsaid = ["level"] if table["level"].isin(("", "all")).all() else []
    rows = reader_columns(table, lang).assign(where=cited(table, lang)).drop(columns=["address", "hedge", *unsaid])
    return Listing(rows.rename(columns=lambda column: heading(column, lang))).reset_index(drop=True)


def cited(table: pd.DataFrame, lang: str) -> pd.Series:
    """Say where each row of a tidy table was printed, and cite the figure unless there are several reports."""
    columns = table[["section", "place", "start", "end"]].itertuples(index=False, name=None)
    several = "report" in table and table["report"].nunique() > 1
    citations = [
        Citation(() if several else (address(place, start, end),), where(section, place, lang))
        for section, place, start, end in columns
    ]
    return pd.Series(citations, index=table.index, dtype="object")
