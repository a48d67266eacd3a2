"""The answer to how information was asked for and what came of it, and its key figures."""

import pandas as pd

from xxgk.show.figures import Figure, figure_of, figures_under, rate, sum_of, year_of
from xxgk.show.numbers import count, hedged
from xxgk.show.sentences import Absence, Sentence, paragraph, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import counted, indicator_name, pick
from xxgk.topics.requests.parts import GIVEN, came

# Answers in the order in which a share of them grows: in full, in part, already public.
ANSWERED = ("requests.outcome.granted", "requests.outcome.partial", "requests.outcome.already_public")
REFUSED = "requests.outcome.refused"
ON_TIME = "requests.closed.on_time"

_LEFT_OPEN = (
    "收到数比办结数多 {gap} 件，报告没有列出结转数，也就没有说明这些申请的去向。",
    "The number received exceeds the number closed by {gap}; the report does not say what became of these, as it "
    "prints no requests carried over.",
)
_CLOSED_MORE = (
    "办结数比收到数多 {gap} 件，应有上年结转的申请，但报告没有列出。",
    "The number closed exceeds the number received by {gap}; some must have been carried over from the year before, "
    "which the report does not print.",
)


def answer(facts: pd.DataFrame, lang: str) -> Sentence:
    """Answer how information was asked for and what came of it, as far as the report says."""
    received, closed = figure_of(facts, "requests.received"), figure_of(facts, "requests.closed")
    if not received and not closed:
        return write(
            lang,
            "报告没有列出收到或办结的申请数。",
            "The report prints neither how many requests were received nor how many were closed.",
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
        requests=counted(received.value, "request"),
    )


def _channel(facts: pd.DataFrame, received: Figure, lang: str) -> Sentence:
    channels = figures_under(facts, "requests.channel")
    if not channels or not received:
        return Sentence()
    if sum(channel.value for channel in channels.values()) > received.value:
        return Sentence()  # the channels contradict or overlap each other: none of them can be called the most used
    top = max(channels, key=lambda name: channels[name].value)
    most = channels[top].value > received.value / 2
    return write(
        lang,
        "{channel}最多，{number} 件，占收到总数的 {share}。",
        "{most} came {channel}: {number}, or {share}.",
        most="Most" if most else "The largest share",
        channel=came(indicator_name(top, lang), lang),
        number=channels[top],
        share=rate(channels[top], received, lang),
    )


def _on_time(facts: pd.DataFrame, closed: Figure, lang: str) -> Sentence:
    on_time = figure_of(facts, ON_TIME)
    if not closed:
        return Sentence()
    if not on_time:
        return write(lang, "办结 {closed} 件。", "It closed **{closed}**.", closed=closed)
    return write(
        lang,
        "办结 {closed} 件，其中 {share} 按时办结。",
        "It closed **{closed}**, {share} on time.",
        closed=closed,
        share=rate(on_time, closed, lang),
    )


def _given(facts: pd.DataFrame, closed: Figure, lang: str) -> Sentence:
    """Say how many got what they asked for; which answers a share covers is named each time."""
    granted, partial, public = (figure_of(facts, name) for name in ANSWERED)
    refused = figure_of(facts, REFUSED)
    if not closed or not any((granted, partial, public)):
        return Sentence()
    told = []
    if granted:
        told.append((granted, "全部公开的", "got all they asked for"))
    if granted and partial:
        told.append((sum_of(granted, partial), "全部或部分公开的", "got all or part of it"))
    given = [figure for figure in (granted, partial, public) if figure]
    if public or not told:
        told.append((sum_of(*given), "加上告知已公开的", "got all or part of it, or were told where it is published"))
    parts = [
        pick(lang, f"{zh}占 **{{}}**", f"**{{}}** {en}").format(rate(figure, closed, lang)) for figure, zh, en in told
    ]
    listed = pick(lang, "，", "; ").join(parts)
    if not refused:
        return write(lang, "办结的申请中{listed}。", "Of those closed, {listed}.", listed=Sentence(listed))
    return write(
        lang,
        "办结的申请中{listed}，不予公开的占 {share}。",
        "Of those closed, {listed}; {share} were refused.",
        listed=Sentence(listed),
        share=rate(refused, closed, lang),
    )


def key_figures(facts: pd.DataFrame, lang: str) -> Tiles:
    """Show the key figures of disclosure on request; those not printed are left out."""
    received, closed = figure_of(facts, "requests.received"), figure_of(facts, "requests.closed")
    on_time, refused = figure_of(facts, ON_TIME), figure_of(facts, REFUSED)
    of_closed = pick(lang, "占办结数的 {}", "share of those closed: {}")
    given = sum_of(*(figure for name in GIVEN if (figure := figure_of(facts, name))))
    entries = [
        (received, pick(lang, "收到申请", "Requests received"), ""),
        (closed, pick(lang, "办结", "Closed"), ""),
        (
            on_time,
            pick(lang, "按时办结", "Closed on time"),
            _of(on_time, closed, of_closed, lang),
        ),
        (
            given,
            pick(lang, "全部、部分公开或告知已公开", "Granted, in part, or already public"),
            _of(given, closed, of_closed, lang),
        ),
        (refused, pick(lang, "不予公开", "Refused"), _of(refused, closed, of_closed, lang)),
    ]
    return band(
        *(
            Tile(
                label,
                hedged(count(figure.value, lang), figure.qualifier, lang),
                pick(lang, "件", ""),
                note,
                lead=figure in (received, given),
            )
            for figure, label, note in entries
            if figure
        )
    )


def _of(part: Figure, whole: Figure, words: str, lang: str) -> str:
    """Write the share of a tile's figure, with its denominator."""
    return words.format(rate(part, whole, lang)) if part and whole else ""


def read_open(facts: pd.DataFrame, lang: str) -> Sentence:
    """Say how many requests are still open: as stated, or as the gap between received and closed."""
    received, closed = figure_of(facts, "requests.received"), figure_of(facts, "requests.closed")
    carried_in, carried_out = (figure_of(facts, f"requests.carried_{way}") for way in ("in", "out"))
    if carried_out:
        return write(
            lang,
            "上年结转 {before} 件，结转下年度继续办理 {out} 件。",
            "Carried over from the year before: {before}; into the next year: {out}.",
            out=carried_out,
            before=carried_in,
        )
    if not received or not closed:
        return Absence(
            pick(
                lang,
                "报告没有列出还有多少申请没有办结。",
                "The report does not print how many requests are still open.",
            ),
            pick(lang, "还没有办结的申请数", "how many requests are still open"),
        )
    more = received.value - closed.value
    if more == 0:
        return write(lang, "收到数与办结数相等。", "As many requests were closed as were received.")
    words = _LEFT_OPEN if more > 0 else _CLOSED_MORE
    exact = received.exact and closed.exact
    return write(lang, *words, gap=Figure(abs(more), qualifier="exact" if exact else "about"))
