"""What the reports print for an indicator, and where its years must not be chained."""

import pandas as pd

from xxgk.show.figures import figure_of
from xxgk.show.numbers import amount
from xxgk.show.places import where

# The last year before each change of the form: 国办公开办函〔2019〕60号 and 〔2021〕30号.
BREAKS = (2018, 2020)


def series(facts: pd.DataFrame, indicator: str, lang: str) -> pd.DataFrame:
    """Give what each report prints for an indicator.

    Parameters
    ----------
    facts
        `load("facts", reports)` of several reports.
    indicator
        Id of the indicator.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    DataFrame
        One row for each report that prints it: `report`, `organ`, `year`, `era` (reports of one era share a form),
        `value` and the evidence in words.
    """
    rows = []
    for (report, organ, year), printed in facts.groupby(["report", "organ", "year"], sort=False):
        found = figure_of(printed, indicator)
        if found:
            rows.append(
                {
                    "report": report,
                    "organ": organ,
                    "name": f"{organ} {year}",
                    "year": int(year),
                    "era": sum(int(year) > last for last in BREAKS),
                    "value": found.value,
                    "figure": amount(found.value, found.unit, found.qualifier, lang),
                    "printed": found.printed,
                    "where": where(found.section, found.place, lang),
                }
            )
    columns = ["report", "organ", "name", "year", "era", "value", "figure", "printed", "where"]
    return pd.DataFrame(rows, columns=columns).sort_values(["organ", "year"], kind="stable", ignore_index=True)
