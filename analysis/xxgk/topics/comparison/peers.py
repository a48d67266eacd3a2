"""The rates of several reports beside one's own: what compares, and which differences are more than chance."""

import math

import pandas as pd

from xxgk.datasets import reports
from xxgk.datasets.formulas import RateEntry, rate_entries
from xxgk.reading.base.folders import report_id, unknown_report
from xxgk.reading.breaks import breaks
from xxgk.reading.measures import rates_differ, shares_differ
from xxgk.show.numbers import count, percent, portion
from xxgk.show.places import where
from xxgk.show.words import pick

# The whole before the organ itself: one rate for each report.
_LEVELS = ("all", "own")
MOST_PEERS = 12  # that a page shows and a reader can compare
_COLUMNS = (
    "report", "name", "mine", "value", "low", "high", "few", "compares", "differs", "figure", "span", "cases", "where",
)  # fmt: skip


def choose_reports(baseline: str, peers: str) -> list[str]:
    """Read which reports are compared: one's own, then the peers.

    Parameters
    ----------
    baseline
        Id of one's own report.
    peers
        ``nearest``: of each other organ the report nearest in year; of these those of the same form first, then of the
        same level, then of the nearest year, a dozen at most. ``all``: every report. Or ids with commas between them.
    """
    listed = reports()
    known = listed["id"].tolist()
    baseline = report_id(baseline, known)
    if baseline not in known:
        raise unknown_report(baseline, known)
    ids = [one.strip() for one in report_id(peers, known).split(",") if one.strip()]
    if ids in ([], ["nearest"]):
        ids = _nearest(listed, baseline)
    elif ids == ["all"]:
        ids = known
    for one in ids:
        if one not in known:
            raise unknown_report(one, known)
    return list(dict.fromkeys([baseline, *ids]))


def _nearest(listed: pd.DataFrame, baseline: str) -> list[str]:
    own = listed[listed["id"] == baseline].iloc[0]
    others = listed[listed["organ"] != own["organ"]]
    ranked = others.assign(
        apart=(others["year"] - own["year"]).abs(),
        form_differs=others["form"] != own["form"],
        level_differs=others["level"] != own["level"],
    )
    one_each = ranked.sort_values(["apart", "form_differs", "id"]).drop_duplicates("organ")
    return one_each.sort_values(["form_differs", "level_differs", "apart", "id"])["id"].head(MOST_PEERS).tolist()


def name_organs(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Name the organs in the reader's language, where the list of reports has a name in it."""
    listed = reports().set_index("id")
    names = listed[pick(lang, "organ", "organ_en")]
    return table.assign(organ=table["report"].map(names.where(names != "", listed["organ"])))


def era(year: int) -> int:
    """Count the changes of every form up to a year: reports of one era have one form."""
    return sum(one.first <= year for one in breaks() if one.indicators == ("*",))


def side_by_side(rates: pd.DataFrame, measure: str, baseline: str, lang: str) -> pd.DataFrame:
    """Put a rate of several reports side by side, one's own among them.

    Parameters
    ----------
    rates
        `load("rates", reports)`, the organs named for readers.
    measure
        Id of the rate.
    baseline
        Id of one's own report.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    DataFrame
        One row for each report that gives the rate, the greatest first: `name`, `mine`, `value`, `low`, `high`, the
        figures in words, whether it `compares` with one's own and `differs` from it by more than chance. ``attrs`` has
        the `title` of the rate, and `why` where some of the reports do not compare.
    """
    entry = rate_entries()[measure]
    chosen = rates[(rates["measure"] == measure) & rates["level"].isin(_LEVELS)]
    chosen = chosen.sort_values("level", kind="stable").drop_duplicates("report")
    chosen = chosen.sort_values("value", ascending=False, kind="stable", na_position="last")
    mine = chosen[chosen["report"] == report_id(baseline, chosen["report"])]
    own = mine.iloc[0] if len(mine) else None
    rows = [_row(row, entry, own, lang) for row in chosen.itertuples(index=False)]
    table = pd.DataFrame(rows, columns=[*_COLUMNS])
    table.attrs = {
        "title": pick(lang, entry.zh, entry.en),
        "share": entry.kind == "share",
        "why": pick(lang, entry.why_zh, entry.why_en) if not table["compares"].all() else "",
    }
    return table


def _row(row: object, entry: RateEntry, own: pd.Series | None, lang: str) -> dict[str, object]:
    """Put one report's rate into words."""
    pair = (int(row.cases), int(row.base))
    compares = own is None or entry.chain or (era(int(row.year)) >= 1) == (era(int(own["year"])) >= 1)
    few = portion(*pair, lang) if entry.kind == "share" else f"{count(pair[0], lang)} / {count(pair[1], lang)}"
    return {
        "report": row.report,
        "name": f"{row.organ} {row.year}",
        "mine": own is not None and row.report == own["report"],
        "value": row.value,
        "low": row.low,
        "high": row.high,
        "few": row.few,
        "compares": compares,
        "differs": compares and own is not None and _differ(entry, row, pair, own),
        "figure": few if row.few else _written(entry, row.value),
        "span": "" if math.isnan(row.low) else f"{_written(entry, row.low)}–{_written(entry, row.high)}",
        "cases": f"{count(pair[0], lang)} / {count(pair[1], lang)}",
        "where": pick(lang, "；", "; ").join(where("", place.partition(":")[0], lang) for place in row.places),
    }


def _written(entry: RateEntry, value: float) -> str:
    return percent(value, 1) if entry.kind == "share" else f"{value:,.1f}"


def _differ(entry: RateEntry, row: object, pair: tuple[int, int], own: pd.Series) -> bool:
    """Tell whether a rate differs from one's own by more than chance; of few or hedged cases nobody can tell."""
    if row.few or own["few"] or "about" in (row.qualifier, own["qualifier"]):
        return False
    compare = shares_differ if entry.kind == "share" else rates_differ
    return compare(pair, (int(own["cases"]), int(own["base"])))
