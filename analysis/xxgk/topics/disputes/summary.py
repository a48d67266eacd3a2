"""The answer to how often disclosure was disputed, and its key figures."""

import pandas as pd

from xxgk.show.figures import direction, figure_of, growth_note
from xxgk.show.numbers import between, count, hedged, unsigned
from xxgk.show.sentences import Sentence, paragraph, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import indicator_name, inside, pick, term
from xxgk.topics.disputes.corrections import correction_rates

KINDS = ("review", "lawsuit", "lawsuit.direct", "lawsuit.after_review")


def answer(facts: pd.DataFrame, growth: pd.DataFrame, outcomes: pd.DataFrame, lang: str) -> Sentence:
    """Answer how often disclosure was disputed, how that grew, and how often the organ was corrected.

    Parameters
    ----------
    facts, growth, outcomes
        `load` of ``facts``, ``dispute_growth`` and ``dispute_outcomes``.
    lang
        ``zh`` or ``en``.
    """
    counts = [_count(facts, growth, kind, lang) for kind in _kinds(facts)]
    if not any(counts):
        return write(
            lang,
            "报告没有列出行政复议或行政诉讼的件数。",
            "The report prints neither the number of reviews nor that of lawsuits.",
        )
    return paragraph(lang, *counts, _correction_spans(outcomes, lang))


def _kinds(facts: pd.DataFrame) -> list[str]:
    """Choose the kinds of dispute to name: not one that is all lawsuits under another name."""
    totals = {kind: figure_of(facts, f"{kind}.total").value for kind in KINDS}
    return [kind for kind in KINDS if "." not in kind or totals[kind] != totals["lawsuit"]]


def _correction_spans(outcomes: pd.DataFrame, lang: str) -> Sentence:
    """Say in short how often the organ was corrected."""
    rates = correction_rates(outcomes, lang)
    if rates.empty:
        return Sentence()
    spans = pick(lang, "，", ", ").join(f"{_many(row.name, lang)} {row.span}" for row in rates.itertuples(index=False))
    told = write(
        lang,
        "被依法纠错的比例：{spans}",
        "Share of cases in which the organ's decision was found unlawful and corrected: {spans}",
        spans=spans,
    )
    if (rates["few"] | (rates["low"] == rates["high"])).all():
        return Sentence(told + pick(lang, "。", "."))
    return write(
        lang,
        "{told}；总数与各项结果不符，若其中只有一个数字有误，比例就在这一范围内。",
        "{told}. Totals and results disagree; the rates lie within these ranges if only one figure is wrong.",
        told=told,
    )


def _count(facts: pd.DataFrame, growth: pd.DataFrame, kind: str, lang: str) -> Sentence:
    total = figure_of(facts, f"{kind}.total")
    if not total:
        return Sentence()
    known = growth[(growth["dispute"] == kind) & (growth["level"] == "all") & growth["prior"].notna()]
    if known.empty:
        return write(lang, "{name} **{total}** 件。", "{name}: **{total}**.", name=_total_name(kind, lang), total=total)
    row = known.iloc[0]
    return write(
        lang,
        "{name} **{total}** 件，比{before}年的 {prior} 件{direction} **{rate}**。",
        "{name}: **{total}**, {direction} **{rate}** from {prior} in {before}.",
        name=_total_name(kind, lang),
        total=total,
        before=str(int(row["year"]) - 1),
        prior=row["prior"],
        direction=direction(row["growth_printed_pct"], lang),
        rate=unsigned(row["printed"], row["growth_printed_pct"], lang),
    )


def _total_name(kind: str, lang: str) -> str:
    """Name the number of disputes of a kind: reviews, not review."""
    return pick(lang, term("dispute", kind, lang), indicator_name(f"{kind}.total", lang))


def _many(name: str, lang: str) -> str:
    """Write the name of a kind in the middle of an English sentence, and of several cases."""
    if lang == "zh" or name.endswith("s") or " " in name.removeprefix("Administrative "):
        return inside(name, lang)
    return f"{name}s".lower()


def key_figures(facts: pd.DataFrame, growth: pd.DataFrame, outcomes: pd.DataFrame, lang: str) -> Tiles:
    """Show the key figures of disputes; those not printed are left out."""
    shown = []
    for kind in _kinds(facts):
        total, printed = figure_of(facts, f"{kind}.total"), figure_of(facts, f"{kind}.total.growth")
        if total:
            note = growth_note(printed, lang)
            number = hedged(count(total.value, lang), total.qualifier, lang)
            shown.append(Tile(_total_name(kind, lang), number, pick(lang, "件", ""), note, lead=True))
    for row in correction_rates(outcomes, lang).itertuples(index=False):
        label = pick(lang, f"{row.name}纠错率", f"{_many(row.name, lang).capitalize()} found unlawful and corrected")
        note = pick(lang, f"{row.cases} 件中 {row.corrected} 件", f"{row.corrected} of {row.cases} cases")
        rate = row.span if row.few else between(row.low, row.high, 1)
        shown.append(Tile(label, rate, "", "" if row.few else note, not row.few and row.low != row.high))
    return band(*shown)
