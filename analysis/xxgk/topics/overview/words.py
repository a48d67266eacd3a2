"""A report at a glance, and where it comes from."""

import pandas as pd

from xxgk.reading.audit import faults
from xxgk.reading.base.store import read_report
from xxgk.reading.forms import forms
from xxgk.show.figures import Figure, figure_of, growth_note, lawsuits_of, year_of
from xxgk.show.numbers import count, hedged, short
from xxgk.show.sentences import Sentence, paragraph, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import counted, inside, join, pick
from xxgk.topics.breakdowns import lists
from xxgk.topics.breakdowns import words as breakdowns

_KEY = (
    ("disclosure.total", "主动公开信息", "Items published", "条"),
    ("requests.received", "收到申请", "Requests received", "件"),
    ("requests.closed", "办结申请", "Requests closed", "件"),
    ("review.total", "行政复议", "Administrative reviews", "件"),
    ("lawsuit.total", "行政诉讼", "Lawsuits", "件"),
)
# A report that prints fewer of them is told by what it divides as well.
_ENOUGH = 3
_LEAD = ("disclosure.total", "requests.received")


def introduce(report: str, lang: str) -> Sentence:
    """Say which report a page is about: whose, of which year."""
    row = read_report(report)
    return write(
        lang,
        "{organ} · {year}年度 · {title}",
        "{organ} · report for {year} · {title}",
        organ=pick(lang, row["organ"], row["organ_en"] or row["organ"]),
        year=str(row["year"]),
        title=row["title"],
    )


def colophon(report: str, lang: str) -> Sentence:
    """Say where the figures of a page come from, so that anyone can check them against the source."""
    row = read_report(report)
    edition = forms().get(row["form"])
    return write(
        lang,
        "数字取自 {file}（SHA-256：{sha}），按“{edition}”识读；报告编号 {report}。",
        'The figures are from {file} (SHA-256: {sha}), read as "{edition}"; the id of the report is {report}.',
        file=row["source_file"],
        sha=row["source_sha256"],
        edition=pick(lang, edition.zh, edition.en) if edition else row["form"],
        report=report,
    )


def answer(facts: pd.DataFrame, lang: str) -> Sentence:
    """Answer what the organ disclosed, how it was asked and how that was disputed."""
    known = [entry for indicator, *words in _KEY if (entry := (_key_figure(facts, indicator), *words))[0]]
    if not known:
        none = write(lang, "报告没有列出基本数字。", "The report prints none of the basic figures.")
        return paragraph(lang, none, breakdowns.read_leading(lists.breakdowns_of(facts), lang))
    listed = [
        write(
            lang,
            "{name} **{figure}** {unit}",
            "**{figure}** {name}",
            name=pick(lang, zh, inside(en, lang)),
            figure=figure,
            unit=unit,
        )
        for figure, zh, en, unit in known
    ]
    told = write(
        lang,
        "{year}年：{listed}。",
        "In {year}: {listed}.",
        year=year_of(facts),
        listed=Sentence(pick(lang, "，".join(listed), join(listed, lang))),
    )
    divided = breakdowns.read_leading(lists.breakdowns_of(facts), lang) if len(known) < _ENOUGH else Sentence()
    return paragraph(lang, told, divided)


def _key_figure(facts: pd.DataFrame, indicator: str) -> Figure:
    return lawsuits_of(facts) if indicator == "lawsuit.total" else figure_of(facts, indicator)


def key_figures(facts: pd.DataFrame, audited: pd.DataFrame, lang: str) -> Tiles:
    """Show the key figures of a report, and how many contradictions it holds."""
    known = {entry: figure for entry in _KEY if (figure := _key_figure(facts, entry[0]))}
    divided = lists.breakdowns_of(facts)
    divided = divided if len(known) < _ENOUGH else divided.iloc[:0]
    shown = []
    for (indicator, zh, en, unit), figure in known.items():
        note = growth_note(figure_of(facts, f"{indicator}.growth"), lang)
        note = note or breakdowns.largest_part(divided[divided["whole_indicator"] == indicator], lang)
        number = hedged(short(figure.value, lang), figure.qualifier, lang)
        shown.append(Tile(pick(lang, zh, en), number, pick(lang, unit, ""), note, lead=indicator in _LEAD))
    others = divided[~divided["whole_indicator"].isin([indicator for indicator, *_ in known])]
    broken = len(faults(audited))
    return band(
        *shown,
        *breakdowns.key_figures(others, lang, _ENOUGH - len(shown)).tiles,
        Tile(
            pick(lang, "相互矛盾的数字", "Contradictions"), count(broken, lang), pick(lang, "处", ""), alert=broken > 0
        ),
    )


def read_inventory(facts: pd.DataFrame, lang: str) -> Sentence:
    """Say how many figures the report prints, how many of them are understood, and how many are approximate."""
    if facts.empty:
        return write(lang, "报告没有数字。", "The report prints no figures.")
    printed = facts[facts["printed"].ne("")]
    blank = len(facts) - len(printed)
    if printed.empty:
        return write(
            lang,
            "报告没有数字；法定表格的 {n} 格都是空白。",
            "The report prints no figures: all {n} cells of its statutory tables are blank.",
            n=blank,
        )
    named = int(printed["indicator"].ne("").sum())
    told = write(
        lang,
        "报告共列出 {all} 个数字，{named}能对应到指标{rough}。",
        "The report prints {all} figures; {named} of them could be matched to an indicator{rough}.",
        all=len(printed),
        named=pick(lang, "都", "all") if named == len(printed) else pick(lang, f"其中 {named} 个", count(named)),
        rough=_approximate(int(printed["qualifier"].ne("exact").sum()), lang),
    )
    if not blank:
        return told
    left = write(lang, "法定表格另有 {n} 格空白。", "Cells left blank in its statutory tables: {n}.", n=blank)
    return paragraph(lang, told, left)


def _approximate(number: int, lang: str) -> str:
    return (
        pick(lang, f"，{number} 个是约数", f", and {number} {counted(number, 'is', 'are')} approximate")
        if number
        else ""
    )
