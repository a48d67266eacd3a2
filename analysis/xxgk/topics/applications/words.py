"""The statutory table on requests in words."""

import pandas as pd

from xxgk.reading.measures import share
from xxgk.show.wording import Sentence, amount, count, percent, pick, term, write
from xxgk.topics.applications.charts import is_tabular, row_totals


def read_applicants(applications: pd.DataFrame, lang: str) -> Sentence:
    """Say who asked, as a share of the sum over applicants."""
    received = applications[applications["indicator"].eq("requests.received") & applications["level"].eq("all")]
    by_whom = received[~received["applicant"].isin(("", "total")) & received["value"].gt(0)]
    if by_whom.empty:
        return Sentence()
    total = by_whom["value"].sum()
    named = [
        pick(lang, "{} {}（{}）", "{} {} ({})").format(
            term("applicant", row.applicant, lang), count(row.value, lang), percent(share(row.value, total), 1)
        )
        for row in by_whom.sort_values("value", ascending=False, kind="stable").itertuples()
    ]
    return write(
        lang,
        "以各类申请人之和 {total} 件为分母：{named}。",
        "Of {total}, the sum over applicants: {named}.",
        total=total,
        named=pick(lang, "，", ", ").join(named),
    )


def read_answer_details(applications: pd.DataFrame, lang: str) -> Sentence:
    """Say which rows of the statutory table on answers are not 0, the largest first."""
    if not is_tabular(applications):
        return Sentence()
    rows = row_totals(applications)
    given = rows[rows["group"].ne("") & rows["value"].gt(0)].sort_values("value", ascending=False, kind="stable")
    if given.empty:
        return Sentence()
    named = [
        pick(lang, "{}（{}）", "{} ({})").format(
            row[f"name_{lang}"], amount(row["value"], row["unit"], row["qualifier"], lang)
        )
        for _, row in given.head(3).iterrows()
    ]
    hedge = pick(
        lang, "总计栏空白的，按各类申请人之和计，注明“至少”。", "A blank total counts what its cells make at least."
    )
    return write(
        lang,
        "不为0的有 {n} 个细目，最多的是：{named}。{hedge}",
        "{n} rows are not 0, the largest: {named}. {hedge}",
        n=len(given),
        named=pick(lang, "；", "; ").join(named),
        hedge=Sentence(hedge if given["qualifier"].ne("exact").any() else ""),
    )
