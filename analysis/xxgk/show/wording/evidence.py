"""A figure with the place it was printed at, for sentences, tooltips and tables."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from xxgk.reading.base.records import RATES, SEPARATOR, address, is_rounded
from xxgk.show.wording.language import pick
from xxgk.show.wording.numbers import UNKNOWN, amount
from xxgk.show.wording.terms import indicator_name, term

# A check of a stored report writes words and needs no tables.
if TYPE_CHECKING:
    import pandas as pd

NAN = float("nan")
# The grand total over all applicants counts as the figure itself.
_WHOLE = ("", "total")
_HEADINGS = {
    "name": ("指标", "Indicator"),
    "level": ("级别", "Level"),
    "figure": ("数值", "Figure"),
    "printed": ("原文印作", "Printed as"),
    "hedge": ("确切程度", "Precision"),
    "where": ("出处", "Where"),
}
_PLACES = (
    (re.compile(r"p(\d+)"), ("第{}段", "paragraph {}")),
    (re.compile(r"p(\d+) r(\d+) c(\d+)"), ("第{}段第{}行第{}列", "paragraph {}, row {}, column {}")),
    (re.compile(r"t(\d+) r(\d+) c(\d+)"), ("表{}第{}行第{}列", "table {}, row {}, column {}")),
)
# Results whose names do not say what they are results of; those of the statutory tables do.
_RESULT = re.compile(r"(review|lawsuit)\.(?!total)\w+")
_FIGURE = ("value", "unit", "qualifier", "printed", "section", "place")
_MOST_CITED = 8
_NUMERALS = "一二三四五六七八九十"
_NUMERAL = re.compile(f"[{_NUMERALS}]+")


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
        return math.isfinite(self.value)

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
    import pandas as pd

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


def reader_columns(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Say in the reader's words what a row of a tidy table is: its name, figure, and where it was printed.

    Returns
    -------
    DataFrame
        Text columns `name`, `level`, `figure`, `printed`, `hedge`, `where` and `address`, on the index of `table`.
        The address is for programs: it tells two figures of one place apart, but not two of different reports.
    """
    import pandas as pd

    names = (
        table[f"name_{lang}"]
        if f"name_{lang}" in table
        else table["indicator"].map(lambda entry: indicator_name(entry, lang))
    )
    figures = zip(table["value"], table["unit"], table["qualifier"], strict=True)
    columns = {
        "name": _in_context(names.fillna("").where(lambda name: name != "", table["label"]), table["indicator"], lang),
        "level": [term("level", level, lang) for level in table["level"]],
        "figure": [amount(value, unit, qualifier, lang) for value, unit, qualifier in figures],
        "printed": table["printed"],
        "hedge": _hedges(table, lang),
        "where": [where(*entry, lang) for entry in zip(table["section"], table["place"], strict=True)],
        "address": [address(*entry) for entry in zip(table["place"], table["start"], table["end"], strict=True)],
    }
    return pd.DataFrame(columns, index=table.index, dtype="str")


def _in_context(names: pd.Series, indicators: pd.Series, lang: str) -> list[str]:
    """Say of a result what it is a result of: reviews and lawsuits have results of the same names."""
    kinds = [term("dispute", found[1], lang) if (found := _RESULT.fullmatch(one)) else "" for one in indicators]
    colon = pick(lang, "：", ": ")
    return [f"{kind}{colon}{name}" if kind else name for kind, name in zip(kinds, names, strict=True)]


def _hedges(table: pd.DataFrame, lang: str) -> list[str]:
    """Say how exact each figure is; nobody can tell of one that could not be read."""
    read = zip(table["qualifier"], table["value"].notna(), strict=True)
    return [term("qualifier", qualifier, lang) if known else UNKNOWN for qualifier, known in read]


def where(section: str, place: str, lang: str) -> str:
    """Say where a figure was printed; people count paragraphs, rows and columns from 1.

    Examples
    --------
    >>> where("四", "p43", "zh"), where("二/(一)", "p21", "en"), where("", "t3 r5 c2", "en")
    ('第四部分，第44段', 'section 2 (1), paragraph 22', 'table 4, row 6, column 3')
    """
    spot = place
    for pattern, words in _PLACES:
        if match := pattern.fullmatch(place):
            spot = pick(lang, *words).format(*(int(number) + 1 for number in match.groups()))
    return pick(lang, "，", ", ").join(part for part in (_section(section, lang), spot) if part)


def _section(path: str, lang: str) -> str:
    """Name a section for readers; in English the numerals that sections have, one to ten, are digits."""
    if lang == "en":
        words = _NUMERAL.sub(lambda found: str(_NUMERALS.find(found[0]) + 1 or found[0]), path)
        return f"section {words.replace('/', ' ')}" if path else ""
    first, _, rest = path.partition("/")
    return (f"第{first}部分" if _NUMERAL.fullmatch(first) else first) + rest.replace("/", " ")


def heading(column: str, lang: str) -> str:
    """Name a column of `reader_columns` for readers."""
    return pick(lang, *_HEADINGS[column])


def evidence_table(table: pd.DataFrame, lang: str) -> pd.DataFrame:
    """Make of a tidy table one for reading: each figure, what it counts, how and where it was printed.

    Parameters
    ----------
    table
        A table of `load` with one figure a row.
    lang
        ``zh`` or ``en``.

    Returns
    -------
    DataFrame
        One row for each figure, the exact address behind the place; the level is left out where all are of the whole,
        the hedge always: it stands in the figure.
    """
    from xxgk.show.wording.listing import Listing

    unsaid = ["level"] if table["level"].isin(("", "all")).all() else []
    rows = reader_columns(table, lang).assign(where=cited(table, lang)).drop(columns=["address", "hedge", *unsaid])
    return Listing(rows.rename(columns=lambda column: heading(column, lang))).reset_index(drop=True)


def cited(table: pd.DataFrame, lang: str) -> pd.Series:
    """Say where each row of a tidy table was printed, and cite the figure unless there are several reports."""
    import pandas as pd

    columns = table[["section", "place", "start", "end"]].itertuples(index=False, name=None)
    several = "report" in table and table["report"].nunique() > 1
    return pd.Series(
        [
            where(section, place, lang) + ("" if several else f" {cite(address(place, start, end))}")
            for section, place, start, end in columns
        ],
        index=table.index,
        dtype="str",
    )


def cite(addresses: str | Iterable[str], separator: str = SEPARATOR) -> str:
    """Cite figures by their exact addresses; on a page each becomes a link to where the figure was printed.

    Parameters
    ----------
    addresses
        One, or several as the column `places` of the audit has them, blank where a figure is not printed; of a long
        sum, the total and the first parts are cited.
    separator
        What stands between them.

    Examples
    --------
    >>> cite(("p48:9524-9527", "", "t3 r5 c2"))
    '[p48:9524-9527]; [t3 r5 c2]'
    """
    several = (addresses,) if isinstance(addresses, str) else addresses
    return separator.join(f"[{one}]" for one in islice(several, _MOST_CITED) if one)
