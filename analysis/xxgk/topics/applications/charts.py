"""The statutory tables of 2019 and after: answers by kind, applicants, decisions."""

from typing import Any

import altair as alt
import pandas as pd

from xxgk.reading.measures import shares
from xxgk.show.bars import not_printed, ranked_bars
from xxgk.show.wording import Sentence, amount, count, indicator_name, percent, pick, quoted, term, write

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
# What the names of decisions end in; the title and the axis say it once.
_DECISIONS = "：处理决定数量$|: decisions$"


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
        `load("request_outcomes", report)`, which prose reports fill.
    applications
        `load("applications", report)`, which reports with the statutory table fill.

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


def plot_applicants(applications: pd.DataFrame, lang: str) -> alt.LayerChart | Sentence:
    """Draw who asked: the requests received by kind of applicant; `applications`: `load("applications", report)`."""
    received = applications[applications["indicator"].eq("requests.received") & applications["value"].notna()]
    by_whom = received[~received["applicant"].isin(("", TOTAL)) & received["level"].eq("all")]
    if by_whom.empty:
        return not_printed(lang, "申请人的类别（2019年度起才列）", "who asked (printed from 2019 on)")
    names = {f"name_{code}": [term("applicant", kind, code) for kind in by_whom["applicant"]] for code in ("zh", "en")}
    both = shares(by_whom.assign(**names, indicator=by_whom["applicant"]))
    top = both.loc[both["value"].idxmax()]
    notes = [pick(lang, f"（{percent(rate, 1)}）", f" ({percent(rate, 1)})") for rate in both["share_of_parts_pct"]]
    total = count(float(both["value"].sum()), lang)
    title = (
        pick(
            lang,
            f"{top['name_zh']}提出的申请占 {percent(top['share_of_parts_pct'], 1)}",
            f"{top['name_en']} made {percent(top['share_of_parts_pct'], 1)} of the requests",
        ),
        pick(lang, f"百分比以各类申请人之和为分母，共 {total} 件", f"Share of the sum over applicants, n = {total}"),
    )
    return ranked_bars(both, lang, title=title, notes=notes, focus=[top["indicator"]])


def plot_answer_details(applications: pd.DataFrame, lang: str) -> alt.LayerChart | Sentence:
    """Draw the rows on answers that are not 0; `applications`: `load("applications", report)`."""
    if not is_tabular(applications):
        return not_printed(lang, "答复的细目（2019年度起才列）", "answers in detail (printed from 2019 on)")
    rows = row_totals(applications)
    given = rows[rows["group"].ne("") & rows["value"].gt(0)]
    if given.empty:
        return write(lang, "答复的各个细目都是0或空白。", "Every row on answers is 0 or blank.")
    top = given.loc[given["value"].idxmax()]
    name, most = quoted(top[f"name_{lang}"], lang), amount(top["value"], top["unit"], top["qualifier"], lang)
    figures = len(given)
    title = (
        pick(lang, f"{name}最多：{most}", f"Most common: {name}, {most}"),
        pick(lang, f"法定表格中不为0的 {figures} 个细目", f"The {figures} rows of the statutory table that are not 0"),
    )
    return ranked_bars(given, lang, title=title, focus=[top["indicator"]])


def plot_decisions(disclosures: pd.DataFrame, lang: str) -> alt.LayerChart | Sentence:
    """Draw the decisions on licences, penalties and coercion; `disclosures`: `load("disclosures", report)`."""
    made = disclosures[disclosures["measure"].eq("decisions") & disclosures["value"].notna()]
    names = {name: made[name].str.replace(_DECISIONS, "", regex=True) for name in ("name_zh", "name_en")}
    made = made.assign(**names)
    if made.empty:
        return not_printed(lang, "行政许可、处罚、强制的决定数（2019年度起才列）", "decisions (printed from 2019 on)")
    if not made["value"].any():
        return write(lang, "报告列出的处理决定数都是0。", "All numbers of decisions that the report prints are 0.")
    top = made.loc[made["value"].idxmax()]
    most = amount(top["value"], top["unit"], top["qualifier"], lang)
    title = (
        pick(lang, f"{top['name_zh']}的决定最多：{most}", f"{top['name_en']} lead with {most} decisions"),
        pick(
            lang,
            "处理决定数量，据法定表格“主动公开”部分",
            "Decisions, from the statutory table on proactive disclosure",
        ),
    )
    return ranked_bars(made, lang, title=title, focus=[top["indicator"]])
