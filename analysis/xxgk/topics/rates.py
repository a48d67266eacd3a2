"""Shares in words: never without the denominator, approximate where a figure is."""

from dataclasses import dataclass

import pandas as pd

from xxgk.reading.measures import HUNDRED, TIMES, share
from xxgk.show.bars import whole_rows
from xxgk.show.wording import Figure, combined, figure_of, hedged, percent, pick, unsigned
from xxgk.show.wording.sentence import Sentence, write

_BRANDS = ("Weibo", "WeChat", "Toutiao", "Yidian")


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


def adds_up(parts: Parts, lang: str) -> Sentence:
    """Say whether the parts make the printed total; approximate parts leave that open."""
    if not parts.printed:
        return write(lang, "报告未列总数。", "The report prints no total.")
    if not parts.summed.exact:
        return write(
            lang, "有的数字不确切，无法核对总数。", "Some figures are not exact, so the total cannot be checked."
        )
    gap = abs(parts.summed.value - parts.printed.value)
    if gap == 0:
        return write(
            lang, "各项之和等于总数 {total} 件。", "The parts add up to the total of {total}.", total=parts.printed
        )
    return write(
        lang,
        "各项之和为 {parts} 件，与总数 {total} 件相差 {gap} 件。",
        "The parts add up to {parts}, {gap} off the total of {total}.",
        parts=parts.summed,
        total=parts.printed,
        gap=gap,
    )


def rate(part: Figure, whole: Figure, lang: str, places: int = 2) -> str:
    """Write which share of `whole` the `part` is; the sentence round it names the whole."""
    text = percent(share(part.value, whole.value), places)
    return hedged(text, part.qualifier if whole.exact else "about", lang)


def sum_of(*figures: Figure) -> Figure:
    """Add up figures, blank if one is; hedged if one is."""
    if not figures:
        return Figure()
    total, units = sum(figure.value for figure in figures), {figure.unit for figure in figures}
    return Figure(total, units.pop() if len(units) == 1 else "", combined(figure.qualifier for figure in figures))


def growth_note(printed: Figure, lang: str) -> str:
    """Write a printed growth rate with its direction; blank where none is printed."""
    if not printed:
        return ""
    times = printed.unit == TIMES
    rate = unsigned(printed.printed + (TIMES if times else ""), (HUNDRED if times else 1) * printed.value, lang)
    unit = "" if times or printed.unit in ("%", "％") else pick(lang, printed.unit, " percentage points")
    return f"{pick(lang, '同比', '')}{direction(printed.value, lang)} {rate}{unit}"


def inside(name: str, lang: str) -> str:
    """Write a name as it stands inside a sentence: small in English, save brands, PPP and the like."""
    if lang != "en" or name[:2].isupper() or name.startswith(_BRANDS):
        return name
    return name[:1].lower() + name[1:]


def direction(change: float, lang: str) -> str:
    """Say which way a growth rate goes."""
    return pick(lang, "增长", "up") if change >= 0 else pick(lang, "下降", "down")


def lawsuits_of(facts: pd.DataFrame) -> Figure:
    """Find the lawsuits of a report: as stated, or both kinds of the statutory table together."""
    both = [figure_of(facts, f"lawsuit.{kind}.total") for kind in ("direct", "after_review")]
    stated = figure_of(facts, "lawsuit.total")
    return stated or (sum_of(*both) if all(both) else Figure())


def year_of(table: pd.DataFrame) -> str:
    """Read the year that a table is about; of a table without rows it is not known."""
    years = table["year"].dropna().unique()
    return str(years[0]) if len(years) == 1 else ""
