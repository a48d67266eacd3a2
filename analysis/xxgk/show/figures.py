"""A figure of a report, and what sentences say of figures: sums, shares with their denominator, growth."""

import math
from dataclasses import dataclass
from numbers import Real

import pandas as pd

from xxgk.reading.base.records import RATES, is_rounded
from xxgk.reading.measures import FEW, HUNDRED, TIMES, share
from xxgk.show.numbers import combined, count, hedged, percent, unsigned
from xxgk.show.words import pick

NAN = float("nan")
# The grand total over all applicants counts as the figure itself.
_WHOLE = ("", "total")
# The statutory table has no row for all lawsuits.
LAWSUITS = ("lawsuit.direct.total", "lawsuit.after_review.total")
_FIGURE = ("value", "unit", "qualifier", "printed", "section", "place")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a report; one that the report does not print is NaN and false."""

    value: float = NAN
    unit: str = ""
    qualifier: str = "exact"
    printed: str = ""
    section: str = ""
    place: str = ""

    def __bool__(self) -> bool:
        # pandas writes what is missing in two ways; the one of whole numbers is no number at all.
        return isinstance(self.value, Real) and math.isfinite(self.value)

    @property
    def exact(self) -> bool:
        return bool(self) and self.qualifier in ("", "exact")


def figure_of(facts: pd.DataFrame, indicator: str, level: str = "all") -> Figure:
    """Find what a report prints for an indicator.

    Parameters
    ----------
    facts
        Facts of one report.
    indicator, level
        What to look for; of several applicants, the total.

    Returns
    -------
    Figure
        An exact figure before a rounded one, the first of several; the empty figure where there is none.
    """
    # A page asks for dozens of figures; rows are compared one by one only where the indicator is the one asked for.
    rows = (facts["indicator"].to_numpy() == indicator).nonzero()[0]
    levels, values, *rest = (facts[name].to_numpy()[rows] for name in ("level", *_FIGURE))
    applicants = facts["applicant"].to_numpy()[rows] if "applicant" in facts else [""] * len(rows)
    found = [
        Figure(float(value), *evidence)
        for of, applicant, value, *evidence in zip(levels, applicants, values, *rest, strict=True)
        if of == level and applicant in _WHOLE and pd.notna(value)
    ]
    return min(found, key=lambda figure: is_rounded(figure.qualifier, figure.printed), default=Figure())


def figures_under(facts: pd.DataFrame, stem: str, level: str = "all") -> dict[str, Figure]:
    """Find the figures one step below an id, in the order of the text: of ``a.b``, those of ``a.b.c``, ``a.b.d``."""
    below = facts["indicator"].str.replace(r"\.[^.]*$", "", regex=True) == stem
    names = dict.fromkeys(facts.loc[below, "indicator"])
    found = {name: figure_of(facts, name, level) for name in names}
    return {name: figure for name, figure in found.items() if figure and not name.endswith(RATES)}


def whole_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Keep the figures that are printed for all levels and all applicants together."""
    total = table["applicant"].isin(("", "total")) if "applicant" in table else True
    return table[(table["level"] == "all") & table["value"].notna() & total]


def year_of(table: pd.DataFrame) -> str:
    """Read the year that a table is about; of a table without rows it is not known."""
    years = table["year"].dropna().unique()
    return str(years[0]) if len(years) == 1 else ""


def sum_of(*figures: Figure) -> Figure:
    """Add up figures, blank if one is; hedged if one is."""
    if not figures:
        return Figure()
    total, units = sum(figure.value for figure in figures), {figure.unit for figure in figures}
    return Figure(total, units.pop() if len(units) == 1 else "", combined(figure.qualifier for figure in figures))


def lawsuits_of(facts: pd.DataFrame) -> Figure:
    """Find the lawsuits of a report: as stated, or both kinds of the statutory table together."""
    both = [figure_of(facts, kind) for kind in LAWSUITS]
    stated = figure_of(facts, "lawsuit.total")
    return stated or (sum_of(*both) if all(both) else Figure())


def rate(part: Figure, whole: Figure, lang: str, places: int = 2) -> str:
    """Write which share of `whole` the `part` is, of few cases the cases; the sentence round it names the whole.

    Examples
    --------
    >>> rate(Figure(81), Figure(466), "en"), rate(Figure(1), Figure(2), "en"), rate(Figure(1), Figure(2), "zh")
    ('17.38%', '1 of 2', '1/2')
    """
    few = not math.isnan(whole.value) and 0 < whole.value < FEW
    cases = pick(lang, "{}/{}", "{} of {}").format(count(part.value, lang), count(whole.value, lang))
    text = cases if few else percent(share(part.value, whole.value), places)
    return hedged(text, part.qualifier if whole.exact else "about", lang)


def direction(change: float, lang: str) -> str:
    """Say which way a growth rate goes."""
    return pick(lang, "增长", "up") if change >= 0 else pick(lang, "下降", "down")


def growth_note(printed: Figure, lang: str) -> str:
    """Write a printed growth rate with its direction; blank where none is printed."""
    if not printed:
        return ""
    times = printed.unit == TIMES
    rate = unsigned(printed.printed + (TIMES if times else ""), (HUNDRED if times else 1) * printed.value, lang)
    unit = "" if times or printed.unit in ("%", "％") else pick(lang, printed.unit, " percentage points")
    return f"{pick(lang, '同比', '')}{direction(printed.value, lang)} {rate}{unit}"
