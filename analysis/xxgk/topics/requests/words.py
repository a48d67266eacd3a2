"""What came of requests, result by result, in words."""

import pandas as pd

from xxgk.show.figures import rate, sum_of
from xxgk.show.numbers import amount, count, in_brackets
from xxgk.show.sentences import Sentence, paragraph, quoted, write
from xxgk.show.words import counted, inside, join, pick, term
from xxgk.topics.requests.parts import GIVEN, Parts, adds_up, name_reasons, name_whole, parts_of
from xxgk.topics.requests.statutory import is_tabular, row_totals

ABSENT = ("requests.outcome.not_this_organ", "requests.outcome.not_exist")
REFUSED = "requests.outcome.refused"
ON_TIME = "requests.closed.on_time"
SECRETS = tuple(f"requests.refusal.{reason}" for reason in ("state_secret", "trade_secret", "privacy"))


def read_channels(table: pd.DataFrame, lang: str) -> Sentence:
    """Say how the requests came in and whether the channels add up to the printed total."""
    parts = parts_of(table)
    if parts is None:
        return Sentence()
    if parts.printed and parts.summed.value > parts.printed.value:
        overlap = write(
            lang, "各渠道的类别可能重叠，不能相加。", "The channels may overlap, so they cannot be added up."
        )
        return paragraph(lang, adds_up(parts, lang), overlap)
    names = [inside(name, lang) for name in parts.rows[f"name_{lang}"]]
    leading = sum_of(*(parts.figure(position) for position in range(min(2, len(names)))))
    told = write(
        lang,
        "{names}合计 {number} 件，占{whole}的 {share}；{last}最少，{least} 件。",
        "{names} together account for {number}, or {share} of {whole}; {last} comes last, with {least}.",
        names=pick(lang, join(names[:2], lang), join(names[:2], lang).capitalize()),
        number=leading,
        whole=name_whole(parts, lang, "收到申请总数", "all requests received"),
        share=rate(leading, parts.whole, lang),
        last=names[-1],
        least=parts.figure(-1),
    )
    return paragraph(lang, told, adds_up(parts, lang))


def read_timeliness(table: pd.DataFrame, lang: str) -> Sentence:
    """Say which share of the requests was closed on time."""
    parts = parts_of(table)
    if parts is None or not parts.named(ON_TIME):
        return Sentence()
    told = write(
        lang,
        "{whole} {total} 件中，按时办结 {on_time} 件，占 {share}{late}。",
        "Of {whole} ({total}), {on_time} were closed on time ({share}){late}.",
        whole=name_whole(parts, lang, "办结申请", "all requests closed"),
        total=parts.whole,
        on_time=parts.named(ON_TIME),
        share=rate(parts.named(ON_TIME), parts.whole, lang),
        late=_late(parts, lang),
    )
    return paragraph(lang, told, adds_up(parts, lang))


def _late(parts: Parts, lang: str) -> Sentence:
    late = parts.named("requests.closed.extended")
    return write(lang, "；延期办结 {late} 件", " and {late} after an extension", late=late) if late else Sentence()


def read_outcomes(table: pd.DataFrame, lang: str) -> Sentence:
    """Say what the answers were: information given, not there to give, or refused."""
    parts = parts_of(table)
    if parts is None:
        return Sentence()
    told = write(
        lang,
        "以{whole} {total} 件为分母：",
        "Of {whole} ({total}):",
        whole=name_whole(parts, lang, "办结申请总数", "all requests closed"),
        total=parts.whole,
    )
    kinds = (
        (GIVEN, "给出信息或告知已公开", "got the information or were told where it is published"),
        (ABSENT, "信息不存在或不属本机关", "were told that it does not exist or is held elsewhere"),
        ((REFUSED,), "不予公开", "were refused"),
    )
    shares = [
        write(
            lang,
            "{zh} {n} 件（{share}）",
            "{n} {en} ({share})",
            zh=zh,
            en=en,
            n=figure,
            share=rate(figure, parts.whole, lang),
        )
        for indicators, zh, en in kinds
        if (figure := parts.named(*indicators))
    ]
    listed = Sentence(pick(lang, "，", ", ").join(shares) + pick(lang, "。", "."))
    return paragraph(lang, Sentence(f"{told}{pick(lang, '', ' ')}{listed}"), adds_up(parts, lang))


def read_refusals(table: pd.DataFrame, lang: str) -> Sentence:
    """Say why disclosure was refused, and how much of that is secrets and privacy."""
    parts = parts_of(name_reasons(table))
    if parts is None:
        return Sentence()
    if parts.whole.value == 0:
        return write(lang, "没有不予公开的申请。", "No request was refused.")
    tops = parts.rows.loc[parts.rows["value"] == parts.rows["value"].max(), f"name_{lang}"]
    told = write(
        lang,
        "{whole} {total} 件中，最多的是{tops}：{number} 件，占 {share}{each}。",
        "Of {whole} ({total}), the most common {reasons} {tops}: {number}, or {share}{each}.",
        whole=name_whole(parts, lang, "不予公开", "all refusals"),
        total=parts.whole,
        reasons=counted(len(tops), "reason was", "reasons were"),
        tops=_enumerated([quoted(name, lang) for name in tops], lang),
        each=Sentence(pick(lang, "（各项相同）", " each") if len(tops) > 1 else ""),
        number=parts.figure(0),
        share=rate(parts.figure(0), parts.whole, lang),
    )
    return paragraph(lang, told, _secrets(parts, lang), adds_up(parts, lang))


def _enumerated(names: list[str], lang: str) -> str:
    """Enumerate names in quotation marks, which part Chinese ones already."""
    return "".join(names) if lang == "zh" else join(names, lang)


def _secrets(parts: Parts, lang: str) -> Sentence:
    secrets = parts.named(*SECRETS)
    if not secrets:
        return Sentence()
    return write(
        lang,
        "国家秘密、商业秘密和个人隐私合计 {secrets} 件，占 {share}。",
        "State secrets, trade secrets and privacy together account for {secrets}, or {share}.",
        secrets=secrets,
        share=rate(secrets, parts.whole, lang),
    )


def read_applicants(applications: pd.DataFrame, lang: str) -> Sentence:
    """Say who asked, as a share of the sum over applicants."""
    received = applications[applications["indicator"].eq("requests.received") & applications["level"].eq("all")]
    by_whom = received[~received["applicant"].isin(("", "total")) & received["value"].gt(0)]
    if by_whom.empty:
        return Sentence()
    total = by_whom["value"].sum()
    named = [
        "{} {}{}".format(
            term("applicant", row.applicant, lang), count(row.value, lang), in_brackets(row.value, total, lang, 1)
        )
        for row in by_whom.sort_values("value", ascending=False, kind="stable").itertuples()
    ]
    return write(
        lang,
        "各类申请人合计 {total} 件：{named}。",
        "By kind of applicant, {total} in all: {named}.",
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
        lang,
        "总计栏空白的，按各类申请人之和计，注明“至少”。",
        'Where the total is blank, the sum over applicants is given, marked "at least".',
    )
    return write(
        lang,
        "不为0的细目有 {n} 个，件数最多的是：{named}。{hedge}",
        "Rows that are not 0: {n}. The largest: {named}. {hedge}",
        n=len(given),
        named=pick(lang, "；", "; ").join(named),
        hedge=Sentence(hedge if given["qualifier"].ne("exact").any() else ""),
    )
