"""The one place that knows how a text is read and audited; all measures of running text go through it."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

from xxgk.reading.audit import audit
from xxgk.reading.base.records import Fact
from xxgk.reading.documents.assemble import assemble
from xxgk.reading.documents.text import read_text
from xxgk.reading.extract import extract
from xxgk.reading.extract.editions import edition
from xxgk.reading.extract.prose.lexicon import Lexicon, load_lexicon
from xxgk.reading.quantities import find_quantities
from xxgk.reading.quantities.script import fold

_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_WORDS = re.compile("[〇零一二三四五六七八九十百千万亿]")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation that was checked, with the numbers that its statement prints (unsigned)."""

    outcome: str
    severity: str
    numbers: frozenset[Decimal]

    @property
    def accuses(self) -> bool:
        """Whether it calls the report wrong."""
        return self.outcome == "broken" and self.severity != "warning"


def read(title: str, text: str) -> list[Fact]:
    """Read a text as a file of its own that begins with its title."""
    return _read(title, text)[0]


def read_and_check(title: str, text: str) -> tuple[list[Fact], list[Relation]]:
    """Read a text and check every relation that it states."""
    facts, form = _read(title, text)
    checked = audit(facts, form.identities).checked
    return facts, [Relation(one.outcome, one.severity, numbers(one.statement)) for one in checked]


def numbers(statement: str) -> frozenset[Decimal]:
    """Collect the numbers of a statement, without their signs; those in words or with 万 as they are meant."""
    if _WORDS.search(statement):
        meant, _ = find_quantities(" ".join(f"{word}件" for word in statement.split()))
        return frozenset(abs(one.value) for one in meant)
    return frozenset(abs(Decimal(found.replace(",", ""))) for found in _NUMBER.findall(statement))


def load_cases(*files: Path) -> list[dict[str, Any]]:
    """Load the cases of some files, in order."""
    return [case for file in files for case in json.loads(file.read_text("utf-8"))]


def own_words_of(texts: Sequence[str]) -> list[set[str]]:
    """Find for each text the words of the lexicon that it alone has."""
    owner: dict[str, int] = {}
    words = load_lexicon().words
    lengths = sorted({len(word) for word in words})
    for number, text in enumerate(map(fold, texts)):
        found = {text[at : at + size] for size in lengths for at in range(len(text) - size + 1)}
        for word in found & words.keys():
            owner[word] = -1 if word in owner else number
    own: list[set[str]] = [set() for _ in texts]
    for word, number in owner.items():
        if number >= 0:
            own[number].add(word)
    return own


@contextmanager
def lexicon_without(words: Collection[str]) -> Iterator[None]:
    """Read as if some words were in no lexicon."""

    def load(*args: Any) -> Lexicon:
        known = load_lexicon(*args)
        return Lexicon({word: entry for word, entry in known.words.items() if word not in words}, known.grammar)

    with mock.patch("xxgk.reading.extract.load_lexicon", load):
        yield


def _read(title: str, text: str) -> tuple[list[Fact], Any]:
    document = assemble("report.txt", "txt", "", read_text(f"{title}\n{text}\n".encode()))
    form, _ = edition(document, "")
    return extract(document, form)[0], form
