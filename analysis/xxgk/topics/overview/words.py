"""A report at a glance, and where it comes from."""

import pandas as pd

from xxgk.reading.audit import findings
from xxgk.reading.base.store import read_report
from xxgk.reading.forms import forms
from xxgk.show.figures import Figure, figure_of, growth_note, lawsuits_of, year_of
from xxgk.show.numbers import count, hedged, short
from xxgk.show.sentences import Sentence, paragraph, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import pick
from xxgk.topics.breakdowns import lists
from xxgk.topics.breakdowns import words as breakdowns
from xxgk.topics.integrity import words as integrity

_KEY = (
    ("disclosure.total", "主动公开信息", "Items published", "条"),
    ("requests.received", "收到申请", "Requests received", "件"),
    ("requests.closed", "办结申请", "Requests closed", "件"),
    ("review.total", "行政复议", "Reviews", "件"),
    ("lawsuit.total", "行政诉讼", "Lawsuits", "件"),
)
# A report that prints fewer of them is told by what it divides as well.
_ENOUGH = 3


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
        "数字取自 {file}（SHA-256：{sha}），按“{edition}”识别；报告编号 {report}。",
        'Figures are from {file} (SHA-256: {sha}), read as "{edition}"; id of the report: {report}.',
        file=row["source_file"],
        sha=row["source_sha256"],
        edition=pick(lang, edition.zh, edition.en) if edition else row["form"],
        report=report,
    )


def answer(facts: pd.DataFrame, audited: pd.DataFrame, lang: str) -> Sentence:
    """Answer what the organ disclosed, how it was asked and disputed, and whether its figures agree."""
    figures = [(_key_figure(facts, indicator), zh, en, unit) for indicator, zh, en, unit in _KEY]
    known = [(figure, zh, en, unit) for figure, zh, en, unit in figures if figure]
    if not known:
        return paragraph(
            lang,
            write(lang, "报告没有列出基本数字。", "The report prints none of the basic figures."),
            breakdowns.read_leading(lists.breakdowns_of(facts), lang),
            integrity.answer(audited, lang),
        )
    listed = pick(lang, "，", ", ").join(
        str(
            write(
                lang,
                "{name} **{figure}** {unit}",
                "{name} **{figure}**",
                name=pick(lang, zh, en.lower()),
                figure=figure,
                unit=unit,
            )
        )
        for figure, zh, en, unit in known
    )
    told = write(lang, "{year}年：{listed}。", "{year}: {listed}.", year=year_of(facts), listed=Sentence(listed))
    divided = breakdowns.read_leading(lists.breakdowns_of(facts), lang) if len(known) < _ENOUGH else Sentence()
    return paragraph(lang, told, divided, integrity.answer(audited, lang))


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
        shown.append(Tile(pick(lang, zh, en), number, pick(lang, unit, ""), note))
    others = divided[~divided["whole_indicator"].isin([indicator for indicator, *_ in known])]
    broken = len(findings(audited))
    return band(
        *shown,
        *breakdowns.key_figures(others, lang, _ENOUGH - len(shown)).tiles,
        Tile(
            pick(lang, "互相矛盾的数字", "Contradictions"), count(broken, lang), pick(lang, "处", ""), alert=broken > 0
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
            "The report prints no figures; all {n} cells of its statutory tables are blank.",
            n=blank,
        )
    named = int(printed["indicator"].ne("").sum())
    told = write(
        lang,
        "报告共印出 {all} 个数字，{named}有对应的指标，{rough} 个是约数。",
        "The report prints {all} figures; {named} have an indicator, {rough} are approximate.",
        all=len(printed),
        named=pick(lang, "都", "all") if named == len(printed) else pick(lang, f"其中 {named} 个", str(named)),
        rough=int(printed["qualifier"].ne("exact").sum()),
    )
    if not blank:
        return told
    left = write(lang, "法定表格另有 {n} 格空白。", "In its statutory tables {n} more cells are blank.", n=blank)
    return paragraph(lang, told, left)
