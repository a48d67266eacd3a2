"""Rates and wholes as data (`data/measures.toml`), and figures worked out as they ask for."""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from xxgk.reading.base.errors import UserError
from xxgk.reading.base.model import Entry, read_as
from xxgk.reading.base.paths import DATA

_TERM = re.compile(r"(?:^|\s+([+−])\s+)(\S+)")


class RateEntry(Entry, frozen=True):
    """A rate: cases for each `per` of a base or, of kind ``share``, a part of the base in per cent.

    One that does not `chain` is not compared across a change of every form; `why` says so.
    """

    id: str
    kind: str
    cases: tuple[str, ...]
    base: tuple[str, ...]
    zh: str
    en: str
    per: int = 100
    results: tuple[str, ...] = ()
    chain: bool = True
    why_zh: str = ""
    why_en: str = ""


class PartEntry(Entry, frozen=True):
    """A part of a whole."""

    id: str
    zh: str
    en: str
    figure: tuple[str, ...]


class WholeEntry(Entry, frozen=True):
    """A whole whose growth is broken down into its parts."""

    id: str
    zh: str
    en: str
    parts: tuple[PartEntry, ...]


class _File(Entry, frozen=True):
    rate: tuple[RateEntry, ...]
    whole: tuple[WholeEntry, ...]


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure worked out from indicators: its value, and the indicators that it took."""

    value: float
    indicators: tuple[str, ...]


# The measures are the package's own and do not change while it runs.
@cache
def _file() -> _File:
    path = DATA / "measures.toml"
    try:
        return read_as(tomllib.loads(path.read_text("utf-8")), _File)
    except KeyError as error:
        raise UserError(f"{path} lacks the key {error.args[0]!r}.") from error
    except ValueError as error:
        raise UserError(f"{path} cannot be used: {error}.") from error


def rate_entries() -> Mapping[str, RateEntry]:
    """Read the rates, by id."""
    return {entry.id: entry for entry in _file().rate}


def wholes() -> Mapping[str, WholeEntry]:
    """Read the wholes, by id."""
    return {entry.id: entry for entry in _file().whole}


def work_out(ways: Iterable[str], look_up: Callable[[str], float | None]) -> Amount | None:
    """Work a figure out in the first way for which every figure is known.

    Parameters
    ----------
    ways
        Each an indicator, or several with + and − between blanks.
    look_up
        Gives the value of an indicator; None where it is not known.

    Examples
    --------
    >>> known = {"a": 10.0, "b": 4.0}
    >>> work_out(["c", "a − b"], known.get)
    Amount(value=6.0, indicators=('a', 'b'))
    """
    for way in ways:
        terms = [(sign, indicator, look_up(indicator)) for sign, indicator in _terms(way)]
        if all(value is not None for *_, value in terms):
            total = sum((-value if sign == "−" else value) for sign, _, value in terms if value is not None)
            return Amount(float(total), tuple(indicator for _, indicator, _ in terms))
    return None


def _terms(way: str) -> list[tuple[str, str]]:
    return [(match[1] or "+", match[2]) for match in _TERM.finditer(way)]
