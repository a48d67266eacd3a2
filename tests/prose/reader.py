"""The one place that knows how a text is read and audited; all measures of running text go through it."""

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from xxgk.reading.audit import audit
from xxgk.reading.base.records import Fact
from xxgk.reading.documents.assemble import assemble
from xxgk.reading.documents.text import read_text
from xxgk.reading.extract import extract
from xxgk.reading.extract.editions import edition
from xxgk.reading.quantities import find_quantities

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


def _read(title: str, text: str) -> tuple[list[Fact], Any]:
    document = assemble("report.txt", "txt", "", read_text(f"{title}\n{text}\n".encode()))
    form, _ = edition(document, "")
    return extract(document, form)[0], form
