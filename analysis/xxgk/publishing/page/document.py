"""One file for reading: a page of a report, or all of them, with what they share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from xxgk.publishing.page.blocks import Page, language_of, notebook_parameters, read_page
from xxgk.publishing.page.evidence import ID, Citations, Entry
from xxgk.publishing.page.figures import PageFigure
from xxgk.publishing.page.prose import Heading
from xxgk.publishing.page.words import WORDS


@dataclass(frozen=True, slots=True)
class Document:
    """What the template makes a file of.

    Attributes
    ----------
    pages
        The pages by their names; one, but in the file that holds a whole report.
    entries
        Where the figures that they cite were printed.
    """

    pages: Mapping[str, Page]
    entries: tuple[Entry, ...]

    @property
    def first(self) -> Page:
        """The page that gives the file its title and language."""
        return next(iter(self.pages.values()))

    @property
    def figures(self) -> tuple[PageFigure, ...]:
        """All charts, in order."""
        blocks = [block for page in self.pages.values() for block in page.blocks]
        return tuple(part.figure for block in blocks for part in block.parts if part.figure)

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The entries of the table of contents; of several pages, their questions."""
        if len(self.pages) > 1:
            found = [Heading(2, page_id(name), page.title) for name, page in self.pages.items()]
        else:
            found = [*self.first.headings]
        return (*found, *([Heading(2, ID, WORDS[self.first.lang]["evidence"])] if self.entries else []))


def read_document(notebook: NotebookNode, resources: Mapping[str, Any]) -> Document:
    """Read an executed notebook, and those that share its file, as one document.

    Parameters
    ----------
    notebook
        The notebook; of several, the one that leads in.
    resources
        ``metadata.name`` is its name; ``more`` may hold further notebooks by their names, all of the same report and
        language, and ``quotes`` what the report's figures stand in.
    """
    more = resources.get("more") or {}
    parameters = notebook_parameters(notebook)
    citations = Citations(str(parameters.get("report", "")), language_of(parameters))
    notebooks = {str(resources.get("metadata", {}).get("name", "")): notebook, **more}
    pages = {name: read_page(one, citations, _prefix(name) if more else "") for name, one in notebooks.items()}
    return Document(pages, citations.entries(resources.get("quotes") or {}))


def page_id(name: str) -> str:
    """Name the place of a page in the file that holds a whole report."""
    return f"page-{name}"


def _prefix(name: str) -> str:
    return f"{name.partition('_')[0]}-"


def turned(pages: Sequence[Mapping[str, str]], name: str) -> tuple[Mapping[str, str] | None, Mapping[str, str] | None]:
    """Give the pages before and after one, in reading order; None at the ends and for a page that is not in it."""
    names = [page["name"] for page in pages]
    if name not in names:
        return None, pages[0] if pages else None
    at = names.index(name)
    return (pages[at - 1] if at else None), (pages[at + 1] if at + 1 < len(pages) else None)
