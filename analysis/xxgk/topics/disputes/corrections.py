"""How often the organ was corrected, and how far that is certain."""

import pandas as pd

from xxgk.reading.measures import FEW, correction_rate
from xxgk.show.figures import whole_rows
from xxgk.show.numbers import between, count, percent, portion
from xxgk.show.words import term


def correction_rates(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Compute the correction rate of each kind of dispute that states its results; one row each.

    Of `few` cases no percentage is written: `span` then says how many of how many.
    """
    rows = []
    for dispute, group in whole_rows(table).groupby("dispute", sort=False):
        corrected = group.loc[group["result"] == "corrected", "value"]
        if corrected.empty or not group["value"].sum():
            continue
        rate = correction_rate(corrected.iloc[0], group["total"].iloc[0], [*group["value"]])
        low, high = (
            (rate.of_parts_pct, rate.of_parts_pct) if pd.isna(rate.of_total_pct) else (rate.low_pct, rate.high_pct)
        )
        name = term("dispute", dispute, lang)
        total = group["value"].sum() if pd.isna(rate.of_total_pct) else group["total"].iloc[0]
        few = total < FEW
        rows.append(
            {
                "name": name,
                "label": name,
                "corrected": count(corrected.iloc[0], lang),
                "cases": count(total, lang),
                "few": few,
                "of_total": rate.of_total_pct,
                "of_total_text": percent(rate.of_total_pct),
                "of_parts_text": percent(rate.of_parts_pct),
                "low": low,
                "high": high,
                "span": portion(corrected.iloc[0], total, lang) if few else between(low, high),
            }
        )
    return pd.DataFrame(rows)
