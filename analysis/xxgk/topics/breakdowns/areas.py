"""The figures of priority areas as tables, a table for each theme, in the report's own words."""

from collections.abc import Iterable, Sequence

import pandas as pd

from xxgk.reading.base.records import address
from xxgk.show.evidence import heading
from xxgk.show.numbers import UNKNOWN, amount
from xxgk.show.places import Citation, cite
from xxgk.show.sentences import Sentence, write
from xxgk.show.words import pick, term


def list_areas(table: pd.DataFrame, lang: str) -> Sentence:
    """Put the figures of priority areas into tables, one for each theme; nothing where there are none.

    Figures of unlike units share no axis: a table says of each what it counts, and where it was printed.

    Parameters
    ----------
    table
        `load("priority_areas", report, evidence=True)`.
    lang
        ``zh`` or ``en``.
    """
    themes = [_theme(theme, rows, lang) for theme, rows in table.groupby("theme", sort=False)]
    return Sentence("\n\n".join(themes))


def _theme(theme: str, rows: pd.DataFrame, lang: str) -> str:
    columns = {
        pick(lang, "原文名称", "Name in the text"): [name or UNKNOWN for name in rows[f"name_{lang}"]],
        heading("level", lang): [term("level", level, lang) for level in rows["level"]],
        heading("figure", lang): [
            amount(*figure, lang) for figure in zip(rows["value"], rows["unit"], rows["qualifier"], strict=True)
        ],
        heading("printed", lang): [
            cite(address(*where)) for where in zip(rows["place"], rows["start"], rows["end"], strict=True)
        ],
    }
    if rows["level"].isin(("", "all")).all():
        del columns[heading("level", lang)]
    head = write(lang, "### {theme}", "### {theme}", theme=theme or pick(lang, "没有标题", "Without a heading"))
    return f"{head}\n\n{_markdown([*columns], zip(*columns.values(), strict=True), lang)}"


def _markdown(headings: Sequence[str], rows: Iterable[Sequence[str | Citation]], lang: str) -> str:
    lines = [headings, ["---"] * (len(headings) - 2) + ["--:", "---"], *rows]
    return "\n".join(f"| {' | '.join(_cell(cell, lang) for cell in line)} |" for line in lines)


def _cell(cell: str | Citation, lang: str) -> str:
    return cell if cell in ("---", "--:") else write(lang, "{cell}", "{cell}", cell=cell)
