"""Where the figures of a page were printed: an entry for each that the page cites, and links that lead there."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape

from xxgk.publishing.page.blocks import Block, Heading, Page, Part
from xxgk.publishing.page.markup import TAG
from xxgk.publishing.page.words import WORDS
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.records import address
from xxgk.reading.base.store import read_facts
from xxgk.reading.documents import Quote, Quotes
from xxgk.show.wording import term
from xxgk.show.wording.evidence import reader_columns

ID = "evidence"
# What `cite` writes.
_CITATION = re.compile(r"\[(p\d+(?: r\d+ c\d+)?:\d+-\d+|t\d+ r\d+ c\d+)\]")


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


@dataclass(frozen=True, slots=True)
class Evidence:
    """A page whose citations are links, and the entries that they lead to, in the order of the report."""

    page: Page
    entries: tuple[Entry, ...]


def show_evidence(page: Page, quotes: Quotes) -> Evidence:
    """Make a link of each citation on a page.

    Parameters
    ----------
    page
        A page about one report, which its parameter ``report`` names; citations of other pages stay as they are.
    quotes
        What figures stand in, by their addresses; empty without the report's text.
    """
    cited = {found for html in _texts(page) for found in _CITATION.findall(html)}
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


def _entries(report: str, lang: str, cited: set[str], quotes: Quotes) -> dict[str, Entry]:
    """Look up what is cited among the facts of a report; there are none of a report that is not known."""
    if not cited:
        return {}
    try:
        facts = read_facts(report)
    except UserError:
        return {}
    places = zip(facts["place"], facts["start"], facts["end"], strict=True)
    facts = facts[[address(*place) in cited for place in places]]
    rows = reader_columns(facts, lang)
    rows["printed"] = rows["printed"].where(rows["printed"] != "", WORDS[lang]["blank"])
    applicants = [term("applicant", code, lang) if code not in ("", "total") else "" for code in facts["applicant"]]
    rows["level"] = rows["level"].where(facts["level"] != "all", "")
    rows["level"] = [" · ".join(filter(None, scope)) for scope in zip(rows["level"], applicants, strict=True)]
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows.to_dict("records"):
        found[row.pop("address")].append(row)
    return {key: Entry(anchor(key), **_merged(several), quote=quotes.get(key)) for key, several in found.items()}


def _merged(rows: list[dict[str, str]]) -> dict[str, str]:
    """Describe the figures of one address together: a cell of a table may hold two."""
    return {name: "、".join(dict.fromkeys(row[name] for row in rows)) for name in rows[0]}


def anchor(key: str) -> str:
    """Turn an address into the id of its entry; `page.js` does the same."""
    return "f-" + re.sub(r"\W", "-", key)


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
    pieces = TAG.split(html)
    pieces[::2] = [_linked_text(piece, entries) for piece in pieces[::2]]
    return "".join(pieces)


def _linked_text(text: str, entries: Mapping[str, Entry]) -> str:
    parts = _CITATION.split(text)
    for at in range(1, len(parts), 2):
        entry = entries.get(parts[at])
        if entry is None:
            parts[at] = f"[{parts[at]}]"
            continue
        words, where = escape(entry.printed), f"{escape(entry.where)} "
        if parts[at - 1].endswith(where):  # a table names the place; elsewhere the figure as printed stands for it
            parts[at - 1], words = parts[at - 1].removesuffix(where), where.rstrip()
        parts[at] = f'<a href="#{entry.id}">{words}</a>'
    return "".join(parts)
