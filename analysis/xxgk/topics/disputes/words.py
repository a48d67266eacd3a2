"""Reviews and lawsuits in words."""

import math

import pandas as pd

from xxgk.reading.measures import percentage_points, share
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
            "{name}: {current} cases and a growth of {printed} say nothing about {before}.",
            **values,
        )
    if math.isinf(row.prior_high):
        return write(
            lang,
            "{name}：{current} 件和增长率 {printed} 与{before}年的任何件数都相符。",
            "{name}: {current} cases and a growth of {printed} fit any number in {before}.",
            **values,
        )
    if pd.isna(row.prior):
        return write(
            lang,
            "{name}：由 {current} 件和增长率 {printed} 推算，{before}年在 {low} 至 {high} 件之间，"
            "其中没有或不止一个整数。",
            "{name}: {current} cases and a growth of {printed} put {before} between {low} and {high}, where there is "
            "not exactly one whole number.",
            **values,
        )
    return write(
        lang,
        "{name}：由 {current} 件和增长率 {printed} 推算，{before}年在 {low} 至 {high} 件之间，"
        "唯一的整数是 **{prior}**；一年间{more} {gap} 件。",
        "{name}: {current} cases and a growth of {printed} put {before} between {low} and {high}. The only whole "
        "number there is **{prior}**, so cases {more} by {gap} within a year.",
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
    now = share(both.loc["lawsuit", "current"], both.loc["review", "current"])
    before = share(float(both.loc["lawsuit", "prior"]), float(both.loc["review", "prior"]))
    year = int(both["year"].iloc[0])
    return write(
        lang,
        "诉讼件数相当于当年复议件数的 {now}，比推算的{before_year}年（{before}）{more} {change}。",
        "There were {now} as many lawsuits as reviews, {change} {more} than the {before} implied for {before_year}.",
        now=percent(now, 1),
        before=percent(before, 1),
        before_year=str(year - 1),
        more=pick(lang, "高", "more") if now >= before else pick(lang, "低", "less"),
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
        "{name}: {results}; these do not add up to the printed total.",
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
    if row.low == row.high:
        return write(
            lang,
            "{name} {all} 件中被依法纠错 {cases} 件，占 {span}。",
            "{name}: {cases} of {all} cases found unlawful and corrected, or {span}.",
            all=row.cases,
            **values,
        )
    return write(
        lang,
        "{name}：被依法纠错 {cases} 件，占印出总数的 {of_total}，占各项结果之和的 {of_parts}；纠错率在 {span} 之间。",
        "{name}: {cases} found unlawful and corrected, {of_total} of the printed total or {of_parts} of the sum of "
        "results; the rate lies within {span}.",
        of_total=row.of_total_text,
        of_parts=row.of_parts_text,
        **values,
    )


def read_complaints(facts: pd.DataFrame, lang: str) -> Sentence:
    """Say how many complaints there were, for each request received."""
    complaints, received = figure_of(facts, "complaints.total"), figure_of(facts, "requests.received")
    if not complaints:
        return not_printed(lang, "投诉举报件数", "how many complaints there were")
    told = write(
        lang, "办理投诉举报 {complaints} 件", "The organ handled {complaints} complaints", complaints=complaints
    )
    if not received:
        return Sentence(told + pick(lang, "。", "."))
    return write(
        lang,
        "{told}，相当于收到申请数的 {share}；报告没有说明其内容和处理结果。",
        "{told}, equal to {share} of the requests received. The report does not say what they were about or how they "
        "ended.",
        told=told,
        share=rate(complaints, received, lang, 1),
    )


def read_load(facts: pd.DataFrame, lang: str) -> Sentence:
    """Set reviews against the requests closed; which request led to which review the report does not say."""
    reviews, closed = figure_of(facts, "review.total"), figure_of(facts, "requests.closed")
    if not reviews or not closed:
        return Sentence()
    return write(
        lang,
        "复议件数相当于{year}年{closed_name}（{closed} 件）的 {share}；复议可能针对往年的申请，这只是规模的对照。",
        "There were {share} as many reviews as requests closed in {year} ({closed}). Reviews may concern requests of "
        "earlier years, so this compares sizes only.",
        year=year_of(facts),
        closed_name=indicator_name("requests.closed", lang),
        closed=closed,
        share=rate(reviews, closed, lang, 1),
    )
