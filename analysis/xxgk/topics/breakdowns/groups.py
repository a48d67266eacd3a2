"""How figures of priority areas belong together: by what they count, and as parts of a whole."""

import pandas as pd

from xxgk.reading.measures import shares

GROUPS = {
    "information": ("公开的信息条数", "counts of information"),
    "people": ("涉及的人、户和资金", "counts of people, households and money"),
    "objects": ("事项、项目和次数", "counts of projects, listed items and events"),
}
UNITS = {
    "information": ("条", "件", "期", "批", "篇", "份"),
    "people": ("人", "人次", "名", "户", "套", "元"),
}
_LAST_STEP = r"\.[^.]*$"
RATES = ("%", "％", "个百分点")


def in_group(units: pd.Series, group: str) -> pd.Series:
    """Tell which units count what a group of `GROUPS` is about."""
    if group == "objects":
        return ~units.isin({*RATES, *UNITS["information"], *UNITS["people"]})
    return units.isin(UNITS[group])


def compositions(table: pd.DataFrame) -> pd.DataFrame:
    """Find the rows that are parts of another, printed row: `a.b.c` of `a.b`; with the shares of `measures.shares`."""
    whole = table["indicator"].str.replace(_LAST_STEP, "", regex=True)
    parts = table.assign(whole=whole)[whole.isin(table["indicator"]) & ~table["unit"].isin(RATES)]
    several = parts[parts.groupby("whole")["value"].transform("count") > 1]
    return shares(several, by="whole")
