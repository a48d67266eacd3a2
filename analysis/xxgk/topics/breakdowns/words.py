"""The breakdowns of a report in words."""

import pandas as pd

from xxgk.show.numbers import count, hedged, short
from xxgk.show.sentences import Sentence, bullets, paragraph, quoted, write
from xxgk.show.tiles import Tile, Tiles, band
from xxgk.show.words import pick, unit_name
from xxgk.topics.breakdowns.lists import first_of, for_readers, leading, share_text, whole_amount

# What stands behind a share of which only the figures say that it is one.
_GUESSED = ("（原文没有写明，仅由数字推定）", " (inferred from the figures; the text does not say so)")


def answer(table: pd.DataFrame, areas: pd.DataFrame, lang: str) -> Sentence:
    """Answer what the totals of a report are made of, and whether its priority areas have figures.

    Parameters
    ----------
    table
        `load("breakdowns", report, evidence=True)`.
    areas
        `load("priority_areas", report, evidence=True)`.
    lang
        ``zh`` or ``en``.
    """
    if table.empty and areas.empty:
        return write(
            lang,
            "报告的文字没有把总数分成部分，也没有标题写明重点领域的数字。",
            "The text of the report divides no total into parts, and prints no figures under a heading on priority "
            "areas.",
        )
    told = read_leading(table, lang) or write(
        lang, "报告的文字没有把总数分成几个部分。", "The text of the report divides no total into several parts."
    )
    return paragraph(lang, told, _areas(areas, lang))


def _areas(areas: pd.DataFrame, lang: str) -> Sentence:
    if areas.empty:
        return write(lang, "没有标题写明重点领域的数字。", "No figures are printed under a heading on priority areas.")
    themes = [quoted(theme, lang) for theme in areas["theme"] if theme]
    return write(
        lang,
        "重点领域的数字按原文的标题列成表：{themes}。",
        "The figures on priority areas stand in tables under the report's own headings: {themes}.",
        themes=first_of(themes, lang),
    )


def read_leading(table: pd.DataFrame, lang: str, most: int = 3) -> Sentence:
    """Say of the lists that tell most which part is the largest; nothing where no whole has several parts."""
    chosen = for_readers(leading(table, most), lang)
    return paragraph(lang, *(_largest(parts, lang) for _, parts in chosen.groupby("breakdown", sort=False)))


def _largest(parts: pd.DataFrame, lang: str) -> Sentence:
    top = parts.loc[parts["share"].idxmax()]
    return write(
        lang,
        "{whole}共 {all}，其中{part}占 **{share}**{guessed}。",
        "{whole}: {all} in all; the largest part is {part}, at **{share}**{guessed}.",
        whole=quoted(top["whole_name"], lang),
        all=whole_amount(top, lang),
        part=quoted(top[f"name_{lang}"], lang),
        share=share_text(top, lang),
        guessed=Sentence(pick(lang, *_GUESSED) if top["by_arithmetic"] else ""),
    )


def key_figures(table: pd.DataFrame, lang: str, most: int = 4) -> Tiles:
    """Show the wholes whose lists tell most, each with its largest part; none that only the figures tell."""
    chosen = for_readers(leading(table[~table["by_arithmetic"]], most), lang)
    return band(*(_tile(parts, lang) for _, parts in chosen.groupby("breakdown", sort=False)))


def _tile(parts: pd.DataFrame, lang: str) -> Tile:
    row = parts.iloc[0]
    value = hedged(short(row["whole_value"], lang), row["whole_qualifier"], lang)
    return Tile(row["whole_name"], value, unit_name(row["whole_unit"], lang), _note(parts, lang))


def _note(parts: pd.DataFrame, lang: str) -> str:
    top = parts.loc[parts["share"].idxmax()]
    return f"{top[f'name_{lang}']}{pick(lang, ' ', ': ')}{share_text(top, lang)}"


def largest_part(table: pd.DataFrame, lang: str) -> str:
    """Name the largest part, with its share, of the list that tells most; blank where there is none."""
    parts = for_readers(leading(table[~table["by_arithmetic"]], 1), lang)
    return "" if parts.empty else _note(parts, lang)


def read_breakdowns(table: pd.DataFrame, lang: str) -> Sentence:
    """Say of which wholes the parts make more or less than is printed, and which lists may have more parts."""
    named = for_readers(table, lang)
    lists = [parts for _, parts in named[named["whole_value"].notna()].groupby("breakdown", sort=False)]
    sums = [(parts.iloc[0], float(parts["value"].sum())) for parts in lists]
    wrong = [(row, made) for row, made in sums if _contradicts(row, made)]
    open_ended = [row for row, made in sums if made < row["whole_value"] and not row["complete"]]
    return bullets(
        *(_mismatch(row, made, lang) for row, made in wrong),
        _guessed(named, lang),
        _open_ended(open_ended, lang),
    )


def _contradicts(row: pd.Series, made: float) -> bool:
    """Tell whether parts make more than their whole, or less than a list that claims to be all; hedged ones may."""
    if row["overlap"] or row["whole_qualifier"] not in ("", "exact"):
        return False
    return made > row["whole_value"] or (row["complete"] and made < row["whole_value"])


def _mismatch(row: pd.Series, made: float, lang: str) -> Sentence:
    return write(
        lang,
        "{whole}：各部分合计 {parts}，{more}印出的 {all}。",
        "{whole}: the parts add up to {parts}, {more} than the printed {all}.",
        whole=row["whole_name"],
        parts=made,
        more=pick(lang, *(("多于", "more") if made > row["whole_value"] else ("少于", "less"))),
        all=count(row["whole_value"], lang),
    )


def _open_ended(rows: list[pd.Series], lang: str) -> Sentence:
    if not rows:
        return Sentence()
    names = [f"{row['whole_name']}{pick(lang, '（{}）', ' ({})').format(whole_amount(row, lang))}" for row in rows]
    return write(
        lang,
        "报告没有写明全部组成部分的总数：{names}。",
        "Totals of which the report does not print all parts: {names}.",
        names=first_of(names, lang),
    )


def _guessed(named: pd.DataFrame, lang: str) -> Sentence:
    guessed = [*dict.fromkeys(named.loc[named["by_arithmetic"], "whole_name"])]
    if not guessed:
        return Sentence()
    return write(
        lang,
        "原文没有写明、仅由数字相合推定的构成：{names}。",
        "Totals whose parts are inferred from the figures, since the text does not name them: {names}.",
        names=first_of(guessed, lang),
    )
