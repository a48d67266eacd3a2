"""Disclosure on request in words."""

import pandas as pd

from xxgk.show.tiles import Tile, Tiles, tiles
from xxgk.show.wording import Figure, count, figure_of, figures_under, hedged, indicator_name, join, pick, quoted
from xxgk.show.wording.sentence import Sentence, paragraph, write
from xxgk.topics.rates import Parts, adds_up, inside, parts_of, rate, sum_of, year_of
from xxgk.topics.requests.charts import name_reasons

GIVEN = ("requests.outcome.already_public", "requests.outcome.granted", "requests.outcome.partial")
ABSENT = ("requests.outcome.not_this_organ", "requests.outcome.not_exist")
REFUSED = "requests.outcome.refused"
ON_TIME = "requests.closed.on_time"
SECRETS = tuple(f"requests.refusal.{reason}" for reason in ("state_secret", "trade_secret", "privacy"))

_LEFT_OPEN = (
    "收到数比办结数多 {gap} 件，报告没有列出结转数，也就没有说明这些申请的去向。",
    "{gap} more were received than closed; the report prints no requests carried over, so it does not say where "
    "these stand.",
)
_CLOSED_MORE = (
    "办结数比收到数多 {gap} 件，应有上年结转的申请，但报告没有列出。",
    "{gap} more were closed than received; some must come from the year before, which the report does not print.",
)


def answer_requests(facts: pd.DataFrame, lang: str) -> Sentence:
    """Answer how information was asked for and what came of it, as far as the report says."""
    received, closed = figure_of(facts, "requests.received"), figure_of(facts, "requests.closed")
    if not received and not closed:
        return write(
            lang, "报告没有列出收到或办结的申请数。", "The report prints neither requests received nor requests closed."
        )
    return paragraph(
        lang,
        _received(facts, received, lang),
        _channel(facts, received, lang),
        _on_time(facts, closed, lang),
        _given(facts, closed, lang),
        read_open(facts, lang) if closed else Sentence(),
    )


def _received(facts: pd.DataFrame, received: Figure, lang: str) -> Sentence:
    if not received:
        return Sentence()
    return write(
        lang,
        "{year}年收到申请 **{received}** 件。",
        "The organ received **{received}** {requests} in {year}.",
        year=year_of(facts),
        received=received,
        requests="request" if received.value == 1 else "requests",
    )


def _channel(facts: pd.DataFrame, received: Figure, lang: str) -> Sentence:
    channels = figures_under(facts, "requests.channel")
    if not channels or not received:
        return Sentence()
    if sum(channel.value for channel in channels.values()) > received.value:
        return Sentence()  # the channels contradict or overlap each other: none of them can be called the most used
    top = max(channels, key=lambda name: channels[name].value)
    return write(
        lang,
        "{channel}最多，{number} 件，占收到总数的 {share}。",
        "The most used channel was {channel}: {number}, {share} of all received.",
        channel=inside(indicator_name(top, lang), lang),
        number=channels[top],
        share=rate(channels[top], received, lang),
    )


def _on_time(facts: pd.DataFrame, closed: Figure, lang: str) -> Sentence:
    on_time = figure_of(facts, ON_TIME)
    if not closed:
        return Sentence()
    if not on_time:
        return write(lang, "办结 {closed} 件。", "It closed {closed}.", closed=closed)
    return write(
        lang,
        "办结 {closed} 件，其中 {share} 按时办结。",
        "It closed {closed}, {share} of them on time.",
        closed=closed,
        share=rate(on_time, closed, lang),
    )


def _given(facts: pd.DataFrame, closed: Figure, lang: str) -> Sentence:
    given = [figure for name in GIVEN if (figure := figure_of(facts, name))]
    refused = figure_of(facts, REFUSED)
    if not closed or not given:
        return Sentence()
    told = write(
        lang,
        "公开全部或部分信息、或告知已公开的占办结数的 **{share}**",
        "**{share}** of those closed got all or part of the information or were told where it is public",
        share=rate(sum_of(*given), closed, lang),
    )
    if not refused:
        return Sentence(told + pick(lang, "。", "."))
    return write(
        lang,
        "{told}，不予公开的占 {share}。",
        "{told}, {share} were refused.",
        told=told,
        share=rate(refused, closed, lang),
    )


def tiles_requests(facts: pd.DataFrame, lang: str) -> Tiles:
    """Show the key figures of disclosure on request; those not printed are left out."""
    received, closed = figure_of(facts, "requests.received"), figure_of(facts, "requests.closed")
    on_time, refused = figure_of(facts, ON_TIME), figure_of(facts, REFUSED)
    of_closed = pick(lang, "占办结数的", "of those closed:")
    given = sum_of(*(figure for name in GIVEN if (figure := figure_of(facts, name))))
    entries = [
        (received, pick(lang, "收到申请", "Requests received"), ""),
        (closed, pick(lang, "办结", "Closed"), ""),
        (
            on_time,
            pick(lang, "按时办结", "Closed on time"),
            f"{of_closed} {rate(on_time, closed, lang)}" if closed else "",
        ),
        (given, pick(lang, "公开或告知已公开", "Information given"), _of(given, closed, of_closed, lang)),
        (refused, pick(lang, "不予公开", "Refused"), _of(refused, closed, of_closed, lang)),
    ]
    return tiles(
        *(
            Tile(label, hedged(count(figure.value, lang), figure.qualifier, lang), pick(lang, "件", ""), note)
            for figure, label, note in entries
            if figure
        )
    )


def _of(part: Figure, whole: Figure, words: str, lang: str) -> str:
    """Write the share of a tile's figure, with its denominator."""
    return f"{words} {rate(part, whole, lang)}" if part and whole else ""


def read_request_channels(table: pd.DataFrame, lang: str) -> Sentence:
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
        "{names} together make {number}, {share} of {whole}; the least used is {last}, {least}.",
        names=pick(lang, join(names[:2], lang), join(names[:2], lang).capitalize()),
        number=leading,
        whole=_name_whole(parts, lang, "收到申请总数", "all requests received"),
        share=rate(leading, parts.whole, lang),
        last=names[-1],
        least=parts.figure(-1),
    )
    return paragraph(lang, told, adds_up(parts, lang))


def _name_whole(parts: Parts, lang: str, zh: str, en: str) -> str:
    """Name the denominator that is used."""
    return pick(lang, zh, en) if parts.printed else pick(lang, "各项之和", "the sum of the parts")


def read_timeliness(table: pd.DataFrame, lang: str) -> Sentence:
    """Say which share of the requests was closed on time."""
    parts = parts_of(table)
    if parts is None or not parts.named(ON_TIME):
        return Sentence()
    told = write(
        lang,
        "{whole} {total} 件中，按时 {on_time} 件，占 {share}；延期 {late} 件。",
        "Of {whole} ({total}), {on_time} were closed on time ({share}) and {late} after an extension.",
        whole=_name_whole(parts, lang, "办结申请", "all requests closed"),
        total=parts.whole,
        on_time=parts.named(ON_TIME),
        share=rate(parts.named(ON_TIME), parts.whole, lang),
        late=parts.named("requests.closed.extended"),
    )
    return paragraph(lang, told, adds_up(parts, lang))


def read_outcomes(table: pd.DataFrame, lang: str) -> Sentence:
    """Say what the answers were: information given, not there to give, or refused."""
    parts = parts_of(table)
    if parts is None:
        return Sentence()
    told = write(
        lang,
        "以{whole} {total} 件为分母：",
        "Of {whole} ({total}):",
        whole=_name_whole(parts, lang, "办结申请总数", "all requests closed"),
        total=parts.whole,
    )
    kinds = (
        (GIVEN, "给出信息或告知已公开", "got the information or were told where it is public"),
        (ABSENT, "信息不存在或本机关不掌握", "were told that it does not exist or is not held"),
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
        "Of {whole} ({total}), the most common was {tops}: {number}, {share}{each}.",
        whole=_name_whole(parts, lang, "不予公开", "all refusals"),
        total=parts.whole,
        tops=pick(lang, "", ", ").join(quoted(name, lang) for name in tops),
        each=Sentence(pick(lang, "（各项相同）", " each") if len(tops) > 1 else ""),
        number=parts.figure(0),
        share=rate(parts.figure(0), parts.whole, lang),
    )
    return paragraph(lang, told, _secrets(parts, lang), adds_up(parts, lang))


def _secrets(parts: Parts, lang: str) -> Sentence:
    secrets = parts.named(*SECRETS)
    if not secrets:
        return Sentence()
    return write(
        lang,
        "国家秘密、商业秘密和个人隐私合计 {secrets} 件，占 {share}。",
        "State secrets, trade secrets and privacy together make {secrets}, {share} of the same.",
        secrets=secrets,
        share=rate(secrets, parts.whole, lang),
    )


def read_open(facts: pd.DataFrame, lang: str) -> Sentence:
    """Say how many requests are still open: as stated, or as the gap between received and closed."""
    received, closed = figure_of(facts, "requests.received"), figure_of(facts, "requests.closed")
    carried_in, carried_out = (figure_of(facts, f"requests.carried_{way}") for way in ("in", "out"))
    if carried_out:
        return write(
            lang,
            "结转下年度继续办理 {out} 件，上年结转 {before} 件。",
            "{out} were carried over into the next year, {before} from the year before.",
            out=carried_out,
            before=carried_in,
        )
    if not received or not closed:
        return write(
            lang,
            "报告没有列出结转数，也没有同时列出收到数和办结数。",
            "The report prints neither requests carried over nor both those received and those closed.",
        )
    more = received.value - closed.value
    if more == 0:
        return write(lang, "收到数与办结数相等。", "As many were closed as were received.")
    words = _LEFT_OPEN if more > 0 else _CLOSED_MORE
    exact = received.exact and closed.exact
    return write(lang, *words, gap=Figure(abs(more), qualifier="exact" if exact else "about"))
