"""The statutory table on requests, from 2019 on: one figure a row, and the answers by kind of any edition."""

from typing import Any

import pandas as pd

from xxgk.show.words import indicator_name

Row = dict[str, Any]
TOTAL = "total"
# The kinds of answer, and the group of rows that each is the sum of; a kind without one is a row of its own.
KINDS = {
    "granted": "",
    "partial": "",
    "refused": "refused",
    "unavailable": "unavailable",
    "not_processed": "not_processed",
    "other": "other",
}


def is_tabular(applications: pd.DataFrame) -> bool:
    """Tell whether the report has the statutory table, which splits requests by applicant."""
    return bool(applications["applicant"].ne("").any())


def row_totals(applications: pd.DataFrame) -> pd.DataFrame:
    """Give each row of the statutory table as one figure: its total or, if blank, what its cells make at least.

    Returns
    -------
    DataFrame
        The rows of `applications` with `value`, `qualifier` and `printed` of the whole row; rows without any figure
        are left out.
    """
    split = applications[applications["applicant"].ne("") & applications["level"].eq("all")]
    rows: dict[str, list[Row]] = {}
    for cell in split.to_dict("records"):
        rows.setdefault(cell["indicator"], []).append(cell)
    totals = map(_row_total, rows.values())
    return pd.DataFrame([row for row in totals if row], columns=applications.columns)


def _row_total(cells: list[Row]) -> Row | None:
    known = [cell for cell in cells if pd.notna(cell["value"])]
    printed = [cell for cell in known if cell["applicant"] == TOTAL]
    if printed or not known:
        return printed[0] if printed else None
    least = {"value": sum(cell["value"] for cell in known), "printed": " + ".join(cell["printed"] for cell in known)}
    return known[0] | least | {"qualifier": "at_least", "applicant": TOTAL}


def answers_by_kind(outcomes: pd.DataFrame, applications: pd.DataFrame) -> pd.DataFrame:
    """Give the answers by kind, whichever way the edition prints them.

    Parameters
    ----------
    outcomes
        `load("request_outcomes", report, evidence=True)`, which prose reports fill.
    applications
        `load("applications", report, evidence=True)`, which reports with the statutory table fill.

    Returns
    -------
    DataFrame
        One row for each kind of answer, the columns of `outcomes`. Of the statutory table a kind that has several rows
        is their sum, `printed` says of which; a blank total counts as "at least" what its cells make.
    """
    if not is_tabular(applications):
        return outcomes
    rows = row_totals(applications).to_dict("records")
    closed = [row["value"] for row in rows if row["indicator"] == "requests.closed"]
    kinds = [row for kind in KINDS if (row := _kind(kind, rows))]
    table = pd.DataFrame(kinds, columns=[*applications.columns, "outcome"])
    total = closed[0] if closed else float("nan")
    return table.assign(total=total, share_printed_pct=float("nan")).reindex(columns=outcomes.columns)


def _kind(kind: str, rows: list[Row]) -> Row | None:
    indicator = f"requests.outcome.{kind}"
    own = [row for row in rows if row["indicator"] == indicator]
    leaves = own or [row for row in rows if row["group"] and row["group"] == KINDS[kind]]
    if not leaves:
        return None
    names = {f"name_{lang}": indicator_name(indicator, lang) for lang in ("zh", "en")}
    whole = {
        "value": sum(row["value"] for row in leaves),
        "qualifier": "exact" if all(row["qualifier"] == "exact" for row in leaves) else "at_least",
        "printed": " + ".join(row["printed"] for row in leaves),
    }
    return leaves[0] | names | whole | {"indicator": indicator, "outcome": kind}
