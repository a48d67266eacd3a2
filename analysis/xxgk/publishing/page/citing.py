"""How a page and its charts are cited: the report they are drawn from, the program that drew them, and a licence."""

import re
from collections.abc import Mapping

from xxgk.publishing.page.blocks import Page
from xxgk.publishing.page.figures import PageFigure
from xxgk.show.credit import PROGRAM, credit, organ_of, version_of
from xxgk.show.sentences import quoted
from xxgk.show.words import pick

__all__ = ["LICENCE", "bibtex", "citation", "credit", "dataset", "version_of"]

LICENCE = "https://spdx.org/licenses/MIT.html"
_SYNTAX = re.compile(r"[{}\\@%#]")


def citation(figure: PageFigure, source: Mapping[str, object], address: str, lang: str) -> str:
    """Write how to cite a chart in running text.

    Parameters
    ----------
    figure, source, lang
        The chart, the report's row of ``reports.csv``, ``zh`` or ``en``.
    address
        Where the chart stands: file and place.
    """
    dated = pick(lang, f"（{source['published']}）", f" ({source['published']})") if source.get("published") else ""
    named = f"{quoted(figure.title, lang)}{pick(lang, '。', '. ')}" if figure.title else ""
    return pick(
        lang, f"{named}{credit(source, lang)}{dated}。{address}", f"{named}{credit(source, lang)}{dated}. {address}"
    )


def bibtex(figure: PageFigure, source: Mapping[str, object], address: str, lang: str) -> str:
    """Write how to cite a chart in BibTeX; see `citation`."""
    key = re.sub(r"[^\w-]", "-", f"{source.get('id', PROGRAM)}-{figure.file}")
    fields = {
        "author": f"{{{_SYNTAX.sub('', organ_of(source, lang))}}}" if source else "",
        "title": _SYNTAX.sub("", figure.title),
        "year": str(source.get("published") or "")[:4],
        "howpublished": address,
        "note": _SYNTAX.sub("", credit(source, lang)),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "@misc{" + ",\n".join([key, *lines]) + "\n}"


def dataset(page: Page, source: Mapping[str, object], address: str, tables: str) -> Mapping[str, object]:
    """Describe a page as a ``schema.org/Dataset``, for programs.

    Parameters
    ----------
    page, source
        The page, and the report's row of ``reports.csv``.
    address
        The page's file name.
    tables
        Address of the folder of the report's tables; blank where they are not beside the page.
    """
    about: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": page.title,
        "description": page.summary[:500],
        "inLanguage": pick(page.lang, "zh-CN", "en"),
        "license": LICENCE,
        "url": address,
        "creator": {"@type": "SoftwareApplication", "name": PROGRAM, "softwareVersion": version_of(PROGRAM)},
    }
    if source:
        organ = {"@type": "GovernmentOrganization", "name": source["organ"], "alternateName": source["organ_en"]}
        report = {"@type": "Report", "name": source["title"], "author": organ, "datePublished": source["published"]}
        about |= {
            "temporalCoverage": str(source["year"]),
            "isBasedOn": {**report, "identifier": f"sha256:{source['source_sha256']}"},
        }
    if source and tables:
        about["distribution"] = {"@type": "DataDownload", "encodingFormat": "text/csv", "contentUrl": tables}
    return about
