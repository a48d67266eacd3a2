"""What a figure of the text stands under, in the report's own words: its headings, and what its paragraph is about."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xxgk.reading.base.records import Fact
from xxgk.reading.documents import Document

_LONGEST = 40  # as labels are
_BREAK = re.compile("[，,；;：:。]")
# 二是推进市场监管公开透明。 opens a paragraph and says what it is about; a figure in it makes it a sentence.
_OPENING = re.compile(r"\s*[一二三四五六七八九十]{1,3}是([^，,；;：:。\d]{2,40})[，,；;：:。]")


def with_headings(facts: Iterable[Fact], document: Document) -> Iterator[Fact]:
    """Give each figure of the text the words of the headings above it.

    Parameters
    ----------
    facts
        Facts of the text, not of the tables.
    document
        The document that they were read from.
    """
    places: dict[str, str] = {}
    for fact in facts:
        if fact.place not in places:
            places[fact.place] = _path(document, int(fact.place[1:].split()[0]))
        heading = places[fact.place]
        yield replace(fact, heading=heading) if heading else fact


def _path(document: Document, index: int) -> str:
    paragraph = document.paragraphs[index]
    numbers = paragraph.section.split("/")
    sections = ["/".join(numbers[:depth]) for depth in range(1, len(numbers) + 1)]
    titles = [document.headings.get(section, "") for section in sections]
    opening = _OPENING.match(document.text, paragraph.start, paragraph.end)
    titles += [opening[1]] if opening and not paragraph.heading else []
    return "/".join(filter(None, map(_words, titles)))


def _words(title: str) -> str:
    """Shorten a heading that is a sentence, and keep it one step of a path."""
    return "".join(_BREAK.split(title)[0].split()).replace("/", "／")[:_LONGEST]
