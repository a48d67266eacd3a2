"""Where the figures of a page were printed: an entry for each that the page cites, and links that lead there."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape

import pandas as pd

from analysis.datasets import load
from analysis.documents import Quote
from analysis.errors import UserError
from analysis.publish.blocks import Block, Heading, Page, Part
from analysis.publish.words import WORDS
from analysis.wording.evidence import reader_columns

ID = "evidence"
# What `cite` writes, and what stands before it in the same piece of text.
_CITATION = re.compile(r"([^\[\]]*)\[(p\d+(?: r\d+ c\d+)?:\d+-\d+|t\d+ r\d+ c\d+)\]")
_TAG = re.compile(r"(<[^<>]*>)")


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


@dataclass(frozen=True, slots=True)
class Evidence:
    """A page whose citations are links, and the entries that they lead to, in the order of the report."""

    page: Page
    entries: tuple[Entry, ...]


def show_evidence(page: Page, quotes: Mapping[str, Quote]) -> Evidence:
    """Make a link of each citation on a page.

    Parameters
    ----------
    page
        A page about one report, which its parameter ``report`` names; citations of other pages stay as they are.
    quotes
        What figures stand in, by their addresses; empty without the report's text.
    """
    cited = {address for html in _texts(page) for _, address in _CITATION.findall(html)}
    entries = _entries(str(page.parameters.get("report", "")), page.lang, cited, quotes)
    if not entries:
        return Evidence(page, ())
    title = Heading(2, ID, WORDS[page.lang]["evidence"])
    blocks = tuple(_block_linked(block, entries) for block in page.blocks)
    return Evidence(replace(page, blocks=blocks, headings=(*page.headings, title)), tuple(entries.values()))


def _texts(page: Page) -> Iterator[str]:
    for block in page.blocks:
        for part in block.parts:
            yield part.figure.table if part.figure else part.html


def _entries(report: str, lang: str, cited: set[str], quotes: Mapping[str, Quote]) -> dict[str, Entry]:
    """Look up what is cited among the facts of a report; nothing of a report that is not known."""
    try:
        facts = load("facts", report) if cited else pd.DataFrame()
    except UserError:
        facts = pd.DataFrame()
    if facts.empty:
        return {}
    rows = reader_columns(facts, lang).replace({"printed": {"": WORDS[lang]["blank"]}})
    # Two figures may stand in one cell of a table.
    found = rows[rows["address"].isin(cited)].groupby("address", sort=False).agg(_joined)
    return {
        address: Entry(anchor(address), **row, quote=quotes.get(address))
        for address, row in found.to_dict("index").items()
    }


def _joined(texts: pd.Series) -> str:
    return "、".join(dict.fromkeys(texts))


def anchor(address: str) -> str:
    """Turn an address into the id of its entry; `page.js` does the same."""
    return "f-" + re.sub(r"\W", "-", address)


def _block_linked(block: Block, entries: Mapping[str, Entry]) -> Block:
    return replace(block, parts=tuple(_part_linked(part, entries) for part in block.parts))


def _part_linked(part: Part, entries: Mapping[str, Entry]) -> Part:
    if part.figure:
        return replace(part, figure=replace(part.figure, table=_linked(part.figure.table, entries)))
    return replace(part, html=_linked(part.html, entries)) if part.kind == "html" else part


def _linked(html: str, entries: Mapping[str, Entry]) -> str:
    """Put links in place of the citations in the text between the tags of some safe HTML."""
    if "[" not in html:
        return html
    pieces = _TAG.split(html)
    pieces[::2] = [_CITATION.sub(_link(entries), piece) for piece in pieces[::2]]
    return "".join(pieces)


def _link(entries: Mapping[str, Entry]) -> Callable[[re.Match[str]], str]:
    def link(found: re.Match[str]) -> str:
        before, address = found.groups()
        entry = entries.get(address)
        if entry is None:
            return found[0]
        words, where = escape(entry.printed), f"{escape(entry.where)} "
        if before.endswith(where):  # a table names the place; elsewhere the figure as printed stands for it
            before, words = before.removesuffix(where), where.rstrip()
        return f'{before}<a class="cite" href="#{entry.id}">{words}</a>'

    return link
