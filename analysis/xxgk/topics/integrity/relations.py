"""The relations of the audit as tables for reading."""

import pandas as pd

from xxgk.show.listing import Listing
from xxgk.show.numbers import count, percent
from xxgk.show.places import cite
from xxgk.show.sentences import Sentence, write
from xxgk.show.words import counted, pick, term
from xxgk.topics.integrity.names import NOT_AN_IDENTITY, subject
from xxgk.topics.integrity.words import checked_relations


def non_identities(audited: pd.DataFrame, lang: str) -> pd.DataFrame | Sentence:
    """List what looks like an identity and is none, with what the report prints; one row each."""
    rows = audited[(audited["severity"] == NOT_AN_IDENTITY) & (audited["outcome"] != "undecided")]
    if rows.empty:
        return Sentence()
    columns = {
        pick(lang, "貌似的关系", "What looks like a relation"): rows["code"] + " " + rows["statement"],
        pick(lang, "相差", "Difference"): [count(round(value, 2), lang) for value in rows["difference"]],
        pick(lang, "为什么不必成立", "Why it need not hold"): rows[lang],
        pick(lang, "出处", "Where"): rows["places"].map(cite),
    }
    return Listing(columns).reset_index(drop=True)


def all_relations(audited: pd.DataFrame, lang: str) -> pd.DataFrame:
    """List every relation that was checked, for reading; one row each, citing the figure it is about."""
    rows = checked_relations(audited)
    several = rows["code"].duplicated(keep=False)
    about = [
        f"{name}{pick(lang, '：', ': ')}" if many and (name := subject(row, lang)) != getattr(row, lang) else ""
        for row, many in zip(rows.itertuples(), several, strict=True)
    ]
    columns = {
        pick(lang, "规则", "Rule"): rows["code"] + " " + about + rows[lang],
        pick(lang, "数字", "Figures"): rows["statement"],
        pick(lang, "结果", "Outcome"): [term("outcome", outcome, lang) for outcome in rows["outcome"]],
        pick(lang, "出处", "Where"): rows["places"].map(lambda places: cite(places[:1])),
    }
    return Listing(columns).reset_index(drop=True)


def printed_shares(audited: pd.DataFrame, stem: str, lang: str) -> pd.DataFrame | Sentence:
    """List the shares that the report prints beside what its own figures make of them; one row each.

    Parameters
    ----------
    audited
        `load("audit", report)`.
    stem
        How the ids of the indicators begin.
    lang
        ``zh`` or ``en``.
    """
    rows = _shares(audited, stem)
    if rows.empty:
        return write(lang, "报告没有可以核对的占比。", "The report prints no shares that could be checked.")
    columns = {
        pick(lang, "占比", "Share"): [subject(row, lang) for row in rows.itertuples()],
        pick(lang, "计算", "Computation"): rows["statement"],
        pick(lang, "印作", "Printed"): [f"{count(value, lang)}%" for value in rows["printed"]],
        pick(lang, "重新计算", "Recomputed"): [percent(value, 3) for value in rows["expected"]],
        pick(lang, "结果", "Outcome"): [term("outcome", outcome, lang) for outcome in rows["outcome"]],
        pick(lang, "出处", "Where"): rows["places"].map(cite),
    }
    return Listing(columns).reset_index(drop=True)


def read_printed_shares(audited: pd.DataFrame, stem: str, lang: str) -> Sentence:
    """Say how many of the printed shares agree with the figures they are shares of."""
    rows = _shares(audited, stem)
    if rows.empty:
        return Sentence()
    agree = int((rows["outcome"] == "holds").sum())
    return write(
        lang,
        "报告印出 {n} 个占比，按印出的精度，{agree} 个与分子、分母相符。",
        "The report prints {n} {shares}; at the printed precision, {agree} {agrees} with numerator and denominator.",
        n=len(rows),
        shares=counted(len(rows), "share"),
        agree=agree,
        agrees=counted(agree, "agrees", "agree"),
    )


def _shares(audited: pd.DataFrame, stem: str) -> pd.DataFrame:
    mine = audited["indicator"].str.startswith(f"{stem}.") & audited["kind"].eq("share")
    return audited[mine & audited["outcome"].isin(("holds", "broken"))]
