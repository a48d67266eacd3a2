"""The lists of parts that a report prints, with names for readers: the dictionary's, else the text's own words."""

from collections.abc import Iterable

import pandas as pd

from xxgk.datasets.breakdowns import breakdowns_table
from xxgk.reading.base.tables import table_facts
from xxgk.reading.measures import FEW
from xxgk.show.evidence import evidence_table
from xxgk.show.figures import Figure, rate
from xxgk.show.numbers import UNKNOWN, amount, hedged, percent
from xxgk.show.places import Citation
from xxgk.show.words import indicator_name, join, pick, term


def breakdowns_of(facts: pd.DataFrame) -> pd.DataFrame:
    """Find the breakdowns in the facts of one report; `facts` is `load("facts", report)`."""
    return breakdowns_table(table_facts(facts))


def leading(table: pd.DataFrame, most: int = 3) -> pd.DataFrame:
    """Keep the lists that tell most: of several parts, and said by the words; those that no other page shows first.

    Of two, the larger whole goes first; what only the figures say comes last.

    Parameters
    ----------
    table
        `load("breakdowns", report, evidence=True)`.
    most
        How many lists to keep.
    """
    lists = table.groupby("breakdown").agg(
        parts=("number", "size"),
        guessed=("by_arithmetic", "any"),
        named=("whole_indicator", "first"),
        whole=("whole_value", "first"),
    )
    several = lists[lists["parts"].gt(1) & lists["whole"].gt(0)]
    several = several.assign(named=several["named"].ne(""))
    order = several.sort_values(["guessed", "named", "whole"], ascending=[True, True, False])
    return table[table["breakdown"].isin(order.index[: max(0, most)])]


def by_kind(table: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Keep the lists that divide an indicator into kinds that the dictionary has no names for.

    Parameters
    ----------
    table
        `load("breakdowns", report, evidence=True)`.
    indicator
        Id of the whole.
    """
    unnamed = table["indicator"].eq("").groupby(table["breakdown"]).transform("all")
    several = table.groupby("breakdown")["number"].transform("size").gt(1)
    return table[table["whole_indicator"].eq(indicator) & unnamed & several]


def for_readers(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Add what readers call each part and its whole, and the share: of the printed whole, else as printed.

    Returns
    -------
    DataFrame
        `table` with `name_zh` or `name_en`, `whole_name` and `share` more.
    """
    names = _named(table["indicator"], table["part"], lang)
    # Parts that are called the same, or as their whole, differ by whose they are.
    levels = pd.Series([term("level", level, lang) for level in table["level"]], index=table.index, dtype="str")
    lists = table["breakdown"]
    alike = names.groupby(lists).transform("nunique").lt(names.groupby(lists).transform("size"))
    by_level = levels.groupby(lists).transform("nunique").gt(1)
    as_whole = table["indicator"].ne("") & table["indicator"].eq(table["whole_indicator"])
    named = names.mask((alike & by_level) | (as_whole & table["level"].ne(table["whole_level"])), levels)
    wholes = _named(table["whole_indicator"], table["whole"], lang)
    shares = table["share_pct"].fillna(table["share_printed_pct"])
    return table.assign(**{f"name_{lang}": named, "whole_name": wholes, "share": shares})


def _named(indicators: pd.Series, labels: pd.Series, lang: str) -> pd.Series:
    names = [
        indicator_name(indicator, lang) if indicator else label or UNKNOWN
        for indicator, label in zip(indicators, labels, strict=True)
    ]
    return pd.Series(names, index=indicators.index, dtype="str")


def whole_amount(row: pd.Series, lang: str) -> str:
    """Write the figure of a row's whole; a dash where only shares are printed."""
    return amount(row["whole_value"], row["whole_unit"], row["whole_qualifier"], lang)


def list_breakdowns(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """List the parts, each with its whole, its share of it and where it was printed.

    Parameters
    ----------
    table
        `load("breakdowns", report, evidence=True)`.
    lang
        ``zh`` or ``en``.
    """
    rows = for_readers(table, lang)
    listed = evidence_table(rows, lang)
    listed.insert(0, pick(lang, "总数", "Whole"), rows["whole_name"].to_numpy())
    wholes = [Citation(tuple(row["whole_places"]), whole_amount(row, lang)) for _, row in rows.iterrows()]
    listed.insert(1, pick(lang, "总数的数值", "Its figure"), wholes)
    printed = [percent(share) for share in rows["share_printed_pct"]]
    listed[pick(lang, "占总数", "Of the whole")] = [
        share_text(row, lang, 2) if pd.notna(row["share_pct"]) else UNKNOWN for _, row in rows.iterrows()
    ]
    listed[pick(lang, "印出的比例", "Share as printed")] = printed
    return listed


def share_text(row: pd.Series, lang: str, places: int = 1) -> str:
    """Write which share of its whole a part is; of few the numbers, of which a percentage would say too much."""
    exact = row["qualifier"] in ("", "exact") and row["whole_qualifier"] in ("", "exact")
    if row["whole_value"] < FEW and pd.notna(row["value"]):
        text = rate(Figure(row["value"]), Figure(row["whole_value"]), lang)
    else:
        text = percent(row["share"], places)
    return hedged(text, "exact" if exact else "about", lang)


def first_of(names: Iterable[str], lang: str, most: int = 4) -> str:
    """Enumerate names, each once; of many, the first."""
    once = [*dict.fromkeys(names)]
    if len(once) <= most:
        return join(once, lang)
    return pick(
        lang, f"{'、'.join(once[:most])}等 {len(once)} 个", f"{', '.join(once[:most])} and {len(once) - most} more"
    )
