"""The pages of a report in reading order: what each is called, what it asks, and of what it has to say something."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from xxgk.datasets.description import datasets
from xxgk.reading.base.folders import stored_facts
from xxgk.reading.base.records import Fact

# Where a notebook keeps, in its metadata, the short name of its page in each language and the datasets it is about.
METADATA = "xxgk"
_TITLE = re.compile(r"^# +(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Chapter:
    """A notebook as a page of a report.

    Attributes
    ----------
    name
        The notebook's name.
    titles, shorts
        Its question and its short name, by language.
    subject
        Datasets and indicators that it is about; without any it always has something to say.
    aside
        Whether it is about the tools more than about the report: then whoever gets all pages at once reads it last.
    """

    name: str
    titles: Mapping[str, str]
    shorts: Mapping[str, str]
    subject: tuple[str, ...] = field(default=())
    aside: bool = False

    def page(self, lang: str) -> dict[str, str]:
        """Give what another page says of it, and where it leads."""
        title = self.titles.get(lang) or self.name
        short = self.shorts.get(lang) or title
        return {"name": self.name, "title": title, "short": short, "href": f"{self.name}.html"}

    def is_silent(self, report: str) -> bool:
        """Tell whether a report prints no figure of the subject: then there is no page."""
        if not self.subject:
            return False
        return not any(
            fact.value and any(_is_about(fact, name) for name in self.subject) for fact in stored_facts(report)
        )


def _is_about(fact: Fact, subject: str) -> bool:
    """Tell whether a figure belongs to a subject: an indicator, or a dataset of indicators, headings or parts."""
    dataset = datasets().get(subject)
    if dataset is None:
        return fact.indicator == subject
    if dataset.headings:
        return re.search(dataset.headings, fact.heading) is not None
    if dataset.indicators:
        return re.fullmatch(dataset.indicators, fact.indicator) is not None
    return fact.relation == "part"


def read_chapter(path: Path) -> Chapter:
    """Read what a notebook's file says of its page."""
    notebook = json.loads(path.read_bytes())
    about = notebook["metadata"].get(METADATA, {})
    titles: dict[str, str] = {}
    for cell in notebook["cells"]:
        found = _TITLE.search("".join(cell["source"])) if cell["cell_type"] == "markdown" else None
        for lang in cell["metadata"].get("tags", ()) if found else ():
            titles.setdefault(lang, found[1].strip())
    return Chapter(path.stem, titles, about.get("short", {}), tuple(about.get("subject", ())), bool(about.get("aside")))
