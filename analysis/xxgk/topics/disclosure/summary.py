"""The answer to how much was published and where, and its key figures."""

import pandas as pd

from xxgk.show.figures import Figure, figure_of, figures_under, rate, sum_of, year_of
from xxgk.show.numbers import hedged, short
from xxgk.show.sentences import Sentence, paragraph, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import indicator_name, inside, pick, term
from xxgk.topics.breakdowns import lists
from xxgk.topics.breakdowns import words as breakdowns

# The total and the main channel answer the question.
_LEADING = 2


def answer(facts: pd.DataFrame, lang: str) -> Sentence:
    """Answer how much was published, where most of it appeared, and who published it."""
    total, channels = figure_of(facts, "disclosure.total"), figures_under(facts, "disclosure.channel")
    if not total and not channels:
        unprinted = write(
            lang,
            "报告没有列出主动公开政府信息的条数；这一统计2018年度以后不再要求。",
            "The report does not print how many items were published; the form has not asked for it since 2019.",
        )
        return paragraph(lang, unprinted, breakdowns.read_leading(_other_lists(facts), lang, 2))
    return paragraph(
        lang,
        _published(facts, total, lang),
        breakdowns.read_leading(lists.by_kind(lists.breakdowns_of(facts), "disclosure.total"), lang),
        _main_channel(channels, total, lang),
        _levels(facts, lang),
    )


def _other_lists(facts: pd.DataFrame) -> pd.DataFrame:
    """Find what a report divides that no other page is about: neither requests nor disputes."""
    table = lists.breakdowns_of(facts)
    return table[table["whole_indicator"].eq("") & table["indicator"].eq("")]


def _published(facts: pd.DataFrame, total: Figure, lang: str) -> Sentence:
    if not total:
        return Sentence()
    return write(
        lang,
        "{year}年主动公开政府信息 **{total}** 条。",
        "**{total}** items of government information were published in {year}.",
        year=year_of(facts),
        total=total,
    )


def _main_channel(channels: dict[str, Figure], total: Figure, lang: str) -> Sentence:
    if not channels:
        return Sentence()
    top = max(channels, key=lambda name: channels[name].value)
    if len(channels) == 1 and not total:
        return write(
            lang,
            "{channel}公开 {number} 条；没有列出总数和其他渠道。",
            "Published through {channel}: {number}; the report prints neither a total nor other channels.",
            channel=inside(indicator_name(top, lang), lang),
            number=channels[top],
        )
    whole = total or sum_of(*channels.values())
    return write(
        lang,
        "{channel}公开最多，{number} 条，占{whole}的 **{share}**。",
        "{most} appeared through {channel}: {number}, or **{share}** ({whole}).",
        most="Most" if channels[top].value > whole.value / 2 else "More than through any other channel",
        channel=inside(indicator_name(top, lang), lang),
        number=channels[top],
        whole=pick(lang, "总数", "share of all items")
        if total
        else pick(lang, "各渠道之和", "share of the sum of the channels"),
        share=rate(channels[top], whole, lang),
    )


def _levels(facts: pd.DataFrame, lang: str) -> Sentence:
    split = facts[facts["indicator"].str.startswith("disclosure.channel.") & ~facts["level"].isin(("all", "own"))]
    by_level = split.groupby("level", sort=False)["value"].sum()
    if len(by_level) < 2:
        return Sentence()
    least = by_level.idxmin()
    return write(
        lang,
        "各渠道合计，{level}公开的占 {share}（分母为各级之和）。",
        "Across all channels, {level} published {share} of the items.",
        level=pick(lang, term("level", least, lang), term("level", least, lang).lower()),
        share=rate(Figure(by_level[least]), Figure(by_level.sum()), lang, 1),
    )


def key_figures(facts: pd.DataFrame, lang: str) -> Tiles:
    """Show the key figures of proactive disclosure; those not printed are left out."""
    total, documents = figure_of(facts, "disclosure.total"), figure_of(facts, "disclosure.normative")
    published = figure_of(facts, "disclosure.normative.share")
    of_issued = pick(lang, "占制发总数的 {}", "{} of those issued")
    channels = sorted(figures_under(facts, "disclosure.channel").items(), key=lambda entry: -entry[1].value)
    kinds = lists.by_kind(lists.breakdowns_of(facts), "disclosure.total")
    entries = [(pick(lang, "主动公开信息", "Items published"), total, breakdowns.largest_part(kinds, lang), "条")]
    entries += [
        (
            indicator_name(name, lang),
            figure,
            pick(lang, "占总数的 {}", "share of all items: {}").format(rate(figure, total, lang, 1)) if total else "",
            "条",
        )
        for name, figure in channels[:2]
    ]
    note = of_issued.format(published.printed) if published else ""
    entries.append((pick(lang, "公开规范性文件", "Normative documents published"), documents, note, documents.unit))
    others = () if total or channels else breakdowns.key_figures(_other_lists(facts), lang, 2).tiles
    shown = [
        Tile(
            name,
            hedged(short(figure.value, lang), figure.qualifier, lang),
            pick(lang, unit, ""),
            note,
            lead=position < _LEADING,
        )
        for position, (name, figure, note, unit) in enumerate(entries)
        if figure
    ]
    return band(*shown, *others)
