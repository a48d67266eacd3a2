"""Where the figures of a page were printed: links that lead there, and an entry for each sentence that is cited."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
from xxgk.show.places import where
from xxgk.show.words import term

ID = "evidence"
_COLUMN = re.compile(r" c\d+$")


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure that a page cites: where links lead, what it is, and how it is printed where that is not the same."""

    id: str
    name: str
    figure: str
    printed: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence, a row of a table or a paragraph of the report, with the figures that a page cites from it.

    Attributes
    ----------
    where
        Its place in words.
    back
        Id of what cites it first.
    figures
        The figures, in order.
    pieces
        The sentence in pieces, each with the id of the figure that it is; blank where it is none. Without the report's
        text there are none.
    """

    where: str
    back: str
    figures: tuple[Cited, ...]
    pieces: tuple[tuple[str, str], ...] = ()


class Citations:
    """What pages about one report have cited so far.

    Parameters
    ----------
    report
        Id of the report; of one that is not known, or of several, nothing is found.
    lang
        Language of the page.

    Attributes
    ----------
    block
        Id of the block that is being read.
    """

    def __init__(self, report: str, lang: str) -> None:
        self._report, self._lang = report, lang
        self._cited: dict[str, str] = {}
        self.block = ""

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
        self._cited.setdefault(key, self.block)
        return Markup('<a href="#{}">{}</a>').format(anchor(key), words or _together(printed))

    def entries(self, quotes: Quotes) -> tuple[Entry, ...]:
        """Describe what was cited, in the order of the report: one entry for each sentence.

        Parameters
        ----------
        quotes
            What figures stand in, by their addresses; empty without the report's text, and an entry is a paragraph.
        """
        if not self._cited:
            return ()
        facts = self._facts[self._addresses.isin(self._cited.keys())]
        entries: dict[tuple[str, str], list[str]] = defaultdict(list)
        rows: dict[str, list[dict[str, str]]] = defaultdict(list)
        for row in self._described(facts):
            key, place = row["address"], row["place"]
            if key not in rows:
                quote = quotes.get(key)
                entries[place, "".join(quote) if quote else ""].append(key)
            rows[key].append(row)
        return tuple(self._entry(keys, rows, quotes) for keys in entries.values())

    def _described(self, facts: pd.DataFrame) -> Iterator[dict[str, str]]:
        """Give each fact in the reader's words: its name with its scope, its figure, and where its sentence stands."""
        told = reader_columns(facts, self._lang).to_dict("records")
        for fact, row in zip(facts.itertuples(), told, strict=True):
            scope = [row["level"]] if fact.level != "all" else []
            scope += [term("applicant", fact.applicant, self._lang)] if fact.applicant not in ("", "total") else []
            place = _COLUMN.sub("", fact.place)
            yield {
                "address": row["address"],
                "place": place,
                "where": where(fact.section, place, self._lang),
                "name": " · ".join(filter(None, (row["name"], *scope))),
                "figure": row["figure"],
                "printed": row["printed"] or WORDS[self._lang]["blank"],
            }

    def _entry(self, keys: Sequence[str], rows: dict[str, list[dict[str, str]]], quotes: Quotes) -> Entry:
        first = rows[keys[0]][0]
        return Entry(
            first["where"],
            next(filter(None, (self._cited[key] for key in keys)), ""),
            tuple(_cited(key, rows[key]) for key in keys),
            tuple(_pieces({key: quotes[key] for key in keys if key in quotes})),
        )

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


def _cited(key: str, rows: Sequence[dict[str, str]]) -> Cited:
    """Describe the figures of one address together: a cell of a table may hold two."""
    name, figure, printed = (_together(row[column] for row in rows) for column in ("name", "figure", "printed"))
    # The figure shows what is printed already, but for its grouping in threes and its unit.
    return Cited(anchor(key), name, figure, "" if figure.replace(",", "").startswith(printed) else printed)


def _pieces(quotes: dict[str, Quote]) -> Iterator[tuple[str, str]]:
    """Cut a sentence at the figures that are cited from it."""
    at = 0
    text = "".join(next(iter(quotes.values()), ()))
    for key, quote in sorted(quotes.items(), key=lambda entry: len(entry[1].before)):
        start = len(quote.before)
        if start >= at:
            if start > at:
                yield text[at:start], ""
            yield quote.figure, anchor(key)
            at = start + len(quote.figure)
    if text[at:]:
        yield text[at:], ""


def _together(texts: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(texts))


def anchor(key: str) -> str:
    """Turn an address into the id of its figure; `page.js` does the same."""
    return "f-" + re.sub(r"\W", "-", key)
