"""The parts of a whole, and whether they make it up."""

from dataclasses import dataclass

import pandas as pd

from xxgk.show.figures import Figure, sum_of, whole_rows
from xxgk.show.numbers import combined
from xxgk.show.sentences import Sentence, write
from xxgk.show.words import pick

# Answers that gave the applicant what was asked for, all or part of it.
GIVEN = ("requests.outcome.already_public", "requests.outcome.granted", "requests.outcome.partial")
_REFUSED = "^(?:不予公开：|Refused: )"


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of a table that are parts of a whole, largest first, and the two totals they can be shares of.

    Attributes
    ----------
    rows
        The parts that are printed for the whole territory or organ.
    summed, printed
        What they add up to, and the total printed beside them; blank where none is.
    """

    rows: pd.DataFrame
    summed: Figure
    printed: Figure

    @property
    def whole(self) -> Figure:
        """The denominator: the printed total if there is one."""
        return self.printed or self.summed

    def figure(self, position: int) -> Figure:
        """Give one part, counted from the largest."""
        row = self.rows.iloc[position]
        return Figure(row["value"], row["unit"], row["qualifier"], row["printed"])

    def named(self, *indicators: str) -> Figure:
        """Add up the parts of some indicators; blank where none of them is printed."""
        chosen = self.rows["indicator"].isin(indicators).to_numpy().nonzero()[0]
        return sum_of(*(self.figure(position) for position in chosen)) if len(chosen) else Figure()


def parts_of(table: pd.DataFrame) -> Parts | None:
    """Take a table of `load` as parts of a whole; None where the report prints no part."""
    rows = whole_rows(table).sort_values("value", ascending=False, kind="stable")
    if rows.empty:
        return None
    return Parts(
        rows, Figure(rows["value"].sum(), qualifier=combined(rows["qualifier"])), Figure(rows["total"].iloc[0])
    )


def name_reasons(table: pd.DataFrame) -> pd.DataFrame:
    """Name reasons for refusal without saying each time that they are that; the statutory table does."""
    names = {name: table[name].str.replace(_REFUSED, "", regex=True) for name in ("name_zh", "name_en")}
    return table.assign(**names)


def name_whole(parts: Parts, lang: str, zh: str, en: str) -> str:
    """Name the denominator that is used."""
    return pick(lang, zh, en) if parts.printed else pick(lang, "各项之和", "the sum of the parts")


def adds_up(parts: Parts, lang: str) -> Sentence:
    """Say whether the parts make the printed total; approximate parts leave that open."""
    if not parts.printed:
        return write(lang, "报告没有列出总数。", "The report prints no total.")
    if not parts.summed.exact:
        return write(
            lang, "有的数字是约数，无法核对总数。", "Some figures are approximate, so the total cannot be checked."
        )
    gap = abs(parts.summed.value - parts.printed.value)
    if gap == 0:
        return write(
            lang, "各项之和等于总数 {total} 件。", "The parts add up to the total of {total}.", total=parts.printed
        )
    return write(
        lang,
        "各项之和为 {parts} 件，与总数 {total} 件相差 {gap} 件。",
        "The parts add up to {parts}, which differs from the total of {total} by {gap}.",
        parts=parts.summed,
        total=parts.printed,
        gap=gap,
    )
