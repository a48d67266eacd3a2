"""All pages of a report in one file, for mailing: one copy of styles, scripts and sources."""

import re
from pathlib import Path

import nbformat

from xxgk.publishing.builds.contents import read_chapter
from xxgk.publishing.builds.plan import single_path
from xxgk.publishing.builds.tools import exporter
from xxgk.publishing.page.document import page_id
from xxgk.reading.base.files import write_text
from xxgk.reading.documents import Quotes

_LINK = re.compile(r'<a (?:rel="\w+" )?href="([\w.-]+)\.html"([^>]*)>(.*?)</a>', re.DOTALL)


def write_single(out: Path, report: str, lang: str, quotes: Quotes | None = None) -> Path | None:
    """Write the pages of a report whose notebooks have been run into one file, what it says of the report first.

    Parameters
    ----------
    out
        The folder that holds ``<report>/<lang>/<notebook>.ipynb``.
    report, lang
        Id of the report, and the language.
    quotes
        What its figures stand in.

    Returns
    -------
    Path or None
        ``<report>-<lang>.html`` in `out`; none where no notebook has been run.
    """
    found = {path: read_chapter(path) for path in (out / report / lang).glob("*.ipynb")}
    # Whoever opens the file asks what the report says, so that comes first.
    paths = sorted(found, key=lambda path: (found[path].aside, path))
    notebooks = {path.stem: nbformat.reads(path.read_text("utf-8"), as_version=4) for path in paths}
    if not notebooks:
        return None
    target = single_path(out, report, lang)
    pages = [{**found[path].page(lang), "href": f"#{page_id(path.stem)}"} for path in paths]
    first, *others = notebooks
    resources = {
        "metadata": {"name": first},
        "address": target.name,
        "pages": pages,
        "more": {name: notebooks[name] for name in others},
        "quotes": dict(quotes or {}),
    }
    html, _ = exporter().from_notebook_node(notebooks[first], resources)
    write_text(target, _LINK.sub(lambda link: _inward(link, set(notebooks)), html))
    return target


def _inward(link: re.Match[str], names: set[str]) -> str:
    """Lead to a page that is in the file; words that led to one that is not stay words."""
    name, more, words = link.groups()
    return f'<a href="#{page_id(name)}"{more}>{words}</a>' if name in names else words
