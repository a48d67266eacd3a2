"""Reviews and lawsuits in words."""

import math

import pandas as pd

from xxgk.reading.measures import FEW, percentage_points, share
from xxgk.show.figures import figure_of, rate, year_of
from xxgk.show.labels import not_printed
from xxgk.show.numbers import count, percent, points, signed
from xxgk.show.sentences import Sentence, bullets, paragraph, write
from xxgk.show.words import indicator_name, pick, term
from xxgk.topics.disputes.corrections import correction_rates


def read_growth(table: pd.DataFrame, lang: str) -> Sentence:
    """Say which base each printed growth rate implies, and how sure that is; one line a kind of dispute."""
    chosen = table[(table["level"] == "all") & table["growth_printed_pct"].notna()]
    if chosen.empty:
        return Sentence()
    return bullets(*(_base(row, lang) for row in chosen.itertuples()))


def _base(row: object, lang: str) -> Sentence:
    values = {
        "name": term("dispute", row.dispute, lang),
        "current": row.current,
        "printed": signed(row.printed, row.growth_printed_pct, lang),
        "before": str(int(row.year) - 1),
        "low": f"{row.prior_low:,.3f}",
        "high": f"{row.prior_high:,.3f}",
    }
    if pd.isna(row.prior_low):
        return write(
            lang,
            "{name}：由 {current} 件和增长率 {printed} 不能推算{before}年的件数。",
            "{name}: nothing about {before} follows from {current} cases and growth of {printed}.",
            **values,
        )
    if math.isinf(row.prior_high):
        return write(
            lang,
            "{name}：{current} 件和增长率 {printed} 与{before}年的任何件数都相符。",
            "{name}: {current} cases and growth of {printed} fit any number of cases in {before}.",
            **values,
        )
    if pd.isna(row.prior):
        return write(
            lang,
            "{name}：由 {current} 件和增长率 {printed} 推算，{before}年在 {low} 至 {high} 件之间，"
            "其间没有整数，或不止一个整数。",
            "{name}: {current} cases and growth of {printed} put {before} between {low} and {high}, a range with no "
            "whole number in it, or with several.",
            **values,
        )
    return write(
        lang,
        "{name}：由 {current} 件和增长率 {printed} 推算，{before}年在 {low} 至 {high} 件之间，"
        "唯一的整数是 **{prior}**；一年间{more} {gap} 件。",
        "{name}: {current} cases and growth of {printed} put {before} between {low} and {high}. The only whole "
        "number in that range is **{prior}**, so cases {more} by {gap} in a year.",
        prior=row.prior,
        gap=abs(row.current - row.prior),
        more=pick(lang, "增加", "rose") if row.current >= row.prior else pick(lang, "减少", "fell"),
        **values,
    )


def read_ratio(table: pd.DataFrame, lang: str) -> Sentence:
    """Say how many lawsuits there were for each hundred reviews, and how that changed, in percentage points."""
    both = table[(table["level"] == "all") & table["prior"].notna()].set_index("dispute")
    if not {"review", "lawsuit"} <= {*both.index}:
        return Sentence()
    if min(both.loc["review", "current"], both.loc["review", "prior"]) < FEW:
        return Sentence()
    now = share(both.loc["lawsuit", "current"], both.loc["review", "current"])
    before = share(float(both.loc["lawsuit", "prior"]), float(both.loc["review", "prior"]))
    year = int(both["year"].iloc[0])
    return write(
        lang,
        "诉讼件数相当于当年复议件数的 {now}，比推算的{before_year}年（{before}）{more} {change}。",
        "Lawsuits came to {now} of the number of reviews, {change} {more} the {before} implied for {before_year}.",
        now=percent(now, 1),
        before=percent(before, 1),
        before_year=str(year - 1),
        more=pick(lang, "高", "above") if now >= before else pick(lang, "低", "below"),
        change=points(percentage_points(round(now, 1), round(before, 1)), lang, 1).lstrip("+−"),
    )


def read_results(table: pd.DataFrame, lang: str) -> Sentence:
    """Say how the cases ended and whether the results add up to the printed total; one line a kind of dispute."""
    chosen = table[(table["level"] == "all") & table["value"].notna()]
    if chosen.empty:
        return Sentence()
    return bullets(*(_ended(kind, group, lang) for kind, group in chosen.groupby("dispute", sort=False)))


def _ended(kind: str, group: pd.DataFrame, lang: str) -> Sentence:
    parts, total = group["value"].sum(), group["total"].iloc[0]
    results = pick(lang, "，", ", ").join(
        f"{term('result', row.result, lang)} {count(row.value, lang)}" for row in group.itertuples()
    )
    values = {"name": term("dispute", kind, lang), "results": results, "parts": parts, "total": total}
    if pd.isna(total):
        return write(lang, "{name}：{results}；报告没有列出总数。", "{name}: {results}; no total is printed.", **values)
    if parts == total:
        return write(
            lang,
            "{name}：{results}，合计等于总数 {total}。",
            "{name}: {results}; they add up to the total of {total}.",
            **values,
        )
    return write(
        lang,
        "{name}：{results}；与总数不符。",
        "{name}: {results}; they do not add up to the printed total.",
        **values,
    )


def read_correction_rates(table: pd.DataFrame, lang: str) -> Sentence:
    """Say how often the organ was corrected, and how far contradictions leave that open."""
    rates = correction_rates(table, lang)
    if rates.empty:
        return Sentence()
    return paragraph(lang, *(_corrected(row, lang) for row in rates.itertuples(index=False)))


def _corrected(row: object, lang: str) -> Sentence:
    values = {"name": row.name, "cases": row.corrected, "span": row.span}
    if row.few:
        return write(lang, "{name}：{span}被依法纠错。", "{name}: {span} found unlawful and corrected.", **values)
    if row.low == row.high:
        return write(
            lang,
            "{name} {all} 件中被依法纠错 {cases} 件，占 {span}。",
            "{name}: {cases} of {all} cases were found unlawful and corrected, or {span}.",
            all=row.cases,
            **values,
        )
    return write(
        lang,
        "{name}：被依法纠错 {cases} 件，占印出总数的 {of_total}，占各项结果之和的 {of_parts}；若只有一个数字有误，"
        "纠错率在 {span} 之间。",
        "{name}: {cases} found unlawful and corrected, which is {of_total} of the printed total and {of_parts} of the "
        "sum of results; if only one of these figures is wrong, the rate lies within {span}.",
        of_total=row.of_total_text,
        of_parts=row.of_parts_text,
        **values,
    )


def read_complaints(facts: pd.DataFrame, lang: str) -> Sentence:
    """Say how many complaints there were; they are not one of each request, so no rate is made of them."""
    complaints = figure_of(facts, "complaints.total")
    if not complaints:
        return not_printed(lang, "投诉举报件数", "how many complaints there were")
    return write(
        lang,
        "办理投诉举报 {complaints} 件；报告没有说明其内容和处理结果。投诉举报不因申请而起，因此不计算比率。",
        "The organ handled {complaints} complaints. The report does not say what they were about or how they ended. "
        "Complaints do not arise from requests, so no rate is computed.",
        complaints=complaints,
    )


def read_load(facts: pd.DataFrame, lang: str) -> Sentence:
    """Set reviews against the requests closed; which request led to which review the report does not say."""
    reviews, closed = figure_of(facts, "review.total"), figure_of(facts, "requests.closed")
    if not reviews or not closed or closed.value < FEW:
        return Sentence()
    return write(
        lang,
        "复议件数相当于{year}年{closed_name}（{closed} 件）的 {share}；复议可能针对往年的申请，这里只比较规模。",
        "Reviews came to {share} of the number of requests closed in {year} ({closed}). They may concern requests of "
        "earlier years, so this only compares sizes.",
        year=year_of(facts),
        closed_name=indicator_name("requests.closed", lang),
        closed=closed,
        share=rate(reviews, closed, lang, 1),
    )
