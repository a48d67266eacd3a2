"""Where the figures of a page were printed: links that lead there, and an entry for each figure that is cited."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd
from markupsafe import Markup

from xxgk.publishing.page.words import WORDS
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.records import address
from xxgk.reading.base.store import read_facts
from xxgk.reading.documents import Quote, Quotes
from xxgk.show.evidence import reader_columns
from xxgk.show.words import term

ID = "evidence"


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a figure was printed, in words; the quote is there when the report's text is at hand."""

    id: str
    name: str
    level: str
    figure: str
    printed: str
    hedge: str
    where: str
    quote: Quote | None = None

    @property
    def is_verbatim(self) -> bool:
        """Whether the figure already shows what is printed, but for its grouping in threes and its unit."""
        return self.figure.replace(",", "").startswith(self.printed)


class Citations:
    """What a page about one report has cited so far.

    Parameters
    ----------
    report
        Id of the report; of one that is not known, or of several, nothing is found.
    lang
        Language of the page.
    """

    def __init__(self, report: str, lang: str) -> None:
        self._report, self._lang = report, lang
        self._cited: set[str] = set()

    def link(self, key: str, words: str = "") -> Markup:
        """Write a link to where a figure was printed.

        Parameters
        ----------
        key
            Address of the figure; one that the report does not have is written as it is.
        words
            What the reader sees; without words, the figure as it was printed.
        """
        printed = self._printed.get(key)
        if not printed:
            return Markup("{} [{}]" if words else "{}[{}]").format(words, key)
        self._cited.add(key)
        return Markup('<a href="#{}">{}</a>').format(anchor(key), words or _together(printed))

    def entries(self, quotes: Quotes) -> tuple[Entry, ...]:
        """Describe the figures that were cited, in the order of the report.

        Parameters
        ----------
        quotes
            What figures stand in, by their addresses; empty without the report's text.
        """
        if not self._cited:
            return ()
        facts = self._facts[self._addresses.isin(self._cited)]
        rows = reader_columns(facts, self._lang)
        rows["printed"] = rows["printed"].where(rows["printed"] != "", WORDS[self._lang]["blank"])
        applicants = [
            term("applicant", one, self._lang) if one not in ("", "total") else "" for one in facts["applicant"]
        ]
        rows["level"] = rows["level"].where(facts["level"] != "all", "")
        rows["level"] = [" · ".join(filter(None, scope)) for scope in zip(rows["level"], applicants, strict=True)]
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in rows.to_dict("records"):
            found[row.pop("address")].append(row)
        return tuple(Entry(anchor(key), **_merged(several), quote=quotes.get(key)) for key, several in found.items())

    @cached_property
    def _facts(self) -> pd.DataFrame:
        return read_facts(self._report)

    @cached_property
    def _addresses(self) -> pd.Series:
        places = zip(*(self._facts[name] for name in ("place", "start", "end")), strict=True)
        return pd.Series([address(*place) for place in places], index=self._facts.index, dtype="str")

    @cached_property
    def _printed(self) -> dict[str, list[str]]:
        """What is printed at each address: a cell of a table may hold two figures, or none."""
        try:
            texts = zip(self._addresses, self._facts["printed"], strict=True)
        except UserError:
            return {}
        printed: dict[str, list[str]] = defaultdict(list)
        for key, text in texts:
            printed[key].append(text or WORDS[self._lang]["blank"])
        return printed


def _merged(rows: list[dict[str, str]]) -> dict[str, str]:
    """Describe the figures of one address together: a cell of a table may hold two."""
    return {name: _together(row[name] for row in rows) for name in rows[0]}


def _together(texts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(texts))


def anchor(key: str) -> str:
    """Turn an address into the id of its entry; `page.js` does the same."""
    return "f-" + re.sub(r"\W", "-", key)
