"""Notebooks as pages: one HTML file each that asks no host for anything."""

import json
import re
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pygments
from jinja2 import Environment
from markupsafe import Markup
from nbconvert.exporters.templateexporter import TemplateExporter
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from traitlets import default
from traitlets.config import Config

from xxgk.publishing.page import citing
from xxgk.publishing.page.document import Document, page_id, read_document, turned
from xxgk.publishing.page.markup import data_block, name_chinese
from xxgk.publishing.page.vega import pack, script_hash, vega_bundle
from xxgk.publishing.page.words import WORDS
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.store import read_report
from xxgk.show.credit import version_of
from xxgk.show.theme import PALETTE, theme

TEMPLATE = "xxgk"
TEMPLATES = Path(__file__).parent / "templates"
PACKAGES = ("xxgk", "pandas", "altair", "vl-convert-python", "papermill", "nbconvert")
UNRUN = "{} has not been run, so its page shows no figures. Run all its cells first, and export it again."
# No mark of a style sheet needs a space beside it, save the colon of a selector, which has none behind it.
_AROUND_MARKS = re.compile(r"\s*([{};,])\s*|(?<=:) +")
_LEXER, _FORMATTER = PythonLexer(), HtmlFormatter(nowrap=True)


class PageExporter(TemplateExporter):
    """Exports a notebook as a page for reading: offline, printable, accessible, with charts that answer.

    The page is in the language of the notebook's parameter ``lang``; cells that are tagged with the other language
    are left out. What it may be told besides, in ``resources``, all relative to the page and none needed:

    - ``links``: the addresses ``home`` (the index), ``other`` (the page in the other language), ``notebook`` (the
      notebook itself) and ``tables`` (the folder of the report's tables);
    - ``pages``: the pages of the report in reading order, each with ``name``, ``title``, ``short`` and ``href``;
    - ``more``: further notebooks by their names, whose pages stand in the same file;
    - ``quotes``: what the report's figures stand in, see `xxgk.publishing.source.read_quotes`.
    """

    export_from_notebook = "XXGK page (offline HTML)"
    output_mimetype = "text/html"

    def __init__(self, config: Config | None = None, **options: Any) -> None:
        config = deepcopy(config or Config())
        # A configuration file chooses it for the pages of other exporters; these have their own.
        chosen = [section.pop("template_name", TEMPLATE) for section in config.values() if isinstance(section, Config)]
        super().__init__(config=config, **options)
        for name in {*chosen} - {TEMPLATE}:
            self.log.warning("These pages have a template of their own, so %r is not used.", name)

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    @default("template_name")
    def _template_name_default(self) -> str:
        return TEMPLATE

    @default("extra_template_basedirs")
    def _extra_template_basedirs_default(self) -> list[str]:
        return [str(TEMPLATES)]

    def _create_environment(self) -> Environment:
        environment = super()._create_environment()
        environment.autoescape = True
        environment.trim_blocks = environment.lstrip_blocks = True
        environment.globals |= {"palette": PALETTE, "words": WORDS, "bundle": vega_bundle, "policy": content_policy}
        environment.globals |= {"citing": citing, "page_id": page_id, "turned": turned, "charts": packed_charts}
        return environment

    def default_filters(self) -> Any:
        """Give the filters the template uses, besides those of nbconvert."""
        yield from super().default_filters()
        yield "document", self._document
        yield "highlighted", highlighted
        yield "chinese", name_chinese
        yield "source", report_source
        yield "versions", lambda _: software_versions()
        yield "block", data_block
        yield "flat", flat
        yield "tight", tight

    def _document(self, notebook: NotebookNode, resources: Mapping[str, Any]) -> Document:
        """Read the notebook; of one that was not run, whoever has it exported is told."""
        document = read_document(notebook, resources)
        if document.first.unrun:
            self.log.warning(UNRUN.format(resources.get("metadata", {}).get("name") or "The notebook"))
        return document


def content_policy(style: str, script: str, charts: int) -> str:
    """Write the content security policy of a page.

    Parameters
    ----------
    style, script
        The page's own style sheet and script; they and the Vega bundle are named by their hashes, so nothing else
        runs or restyles, and nothing is fetched from anywhere.
    charts
        Number of charts; without any the bundle is not on the page.
    """
    scripts = [script_hash(script.encode()), *([vega_bundle().sha256] if charts else [])]
    return "; ".join(
        (
            "default-src 'none'",
            "script-src " + " ".join(f"'sha256-{digest}'" for digest in scripts),
            f"style-src 'sha256-{script_hash(style.encode())}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def flat(source: str) -> str:
    """Leave out what only whoever writes a style sheet or a script needs: indents, and lines of comment."""
    lines = (line.strip() for line in source.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def tight(style: str) -> str:
    """Leave out of a style sheet, whose texts hold none of its marks, the spaces around these as well."""
    return _AROUND_MARKS.sub(lambda mark: mark[1] or "", flat(style))


def packed_charts(document: Document, config: str = "config") -> str:
    """Pack what the live charts need: their specifications in order, and the look that they share."""
    charts = {"look": theme()[config], "specs": [figure.spec for figure in document.figures]}
    return pack(json.dumps(charts, ensure_ascii=False, separators=(",", ":")).encode())


def highlighted(code: str) -> Markup:
    """Colour Python code by class names; the page's style sheet knows the colours."""
    return Markup(pygments.highlight(code, _LEXER, _FORMATTER))


def report_source(report: object) -> Mapping[str, object]:
    """Look up what is known of the report that a page is about; nothing for several reports or an unknown one."""
    try:
        return read_report(str(report))
    except UserError:
        return {}


@cache
def software_versions() -> str:
    """List the versions of what made the page."""
    return ", ".join(f"{name} {version_of(name)}" for name in PACKAGES)
