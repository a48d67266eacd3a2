"""A notebook as a page sees it: a title, blocks in reading order, what went wrong, where it came from."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode

from xxgk.publishing.page.evidence import Citations
from xxgk.publishing.page.figures import read_figure
from xxgk.publishing.page.markup import clean_svg, foreign_html
from xxgk.publishing.page.prose import Heading, plain_text, read_markdown
from xxgk.publishing.page.sections import Block, Part, filled
from xxgk.publishing.page.tables import Cite, aligned, table_html
from xxgk.publishing.page.unshown import is_blank, restored, text_form
from xxgk.publishing.page.words import WORDS
from xxgk.show.listing import TABLE
from xxgk.show.renderer import SVG, VEGALITE
from xxgk.show.sentences import ABSENCE
from xxgk.show.tiles import TILES

LANGUAGES = tuple(WORDS)
# Tags that give a cell its part in the page; the rest of the vocabulary is papermill's.
ROLES = ("answer", "tiles", "caveat", "colophon", "code")
_PAPERMILL_BANNERS = {"papermill-error-cell-tag"}
_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template needs of a notebook.

    Attributes
    ----------
    lang, title
        The language of the parameters; the heading of the first level.
    blocks, colophon
        What is shown, in order, and what is said of its making.
    parameters
        What the notebook ran with.
    headings
        Those of the second and third level.
    absent
        What the report does not print, in its words.
    failed
        Id of the block with the error, blank if there is none.
    stopped
        Whether the run ended early without leaving an error.
    unrun
        Whether no cell has been run, so that nothing computed can be shown.
    run_at
        When it ran, to the minute.
    charts
        How many figures there are.
    """

    lang: str
    title: str
    blocks: tuple[Block, ...]
    colophon: tuple[Block, ...]
    parameters: Mapping[str, object]
    headings: tuple[Heading, ...]
    absent: tuple[str, ...] = ()
    failed: str = ""
    stopped: bool = False
    unrun: bool = False
    run_at: str = ""
    charts: int = 0

    @property
    def summary(self) -> str:
        """The answer in plain text, or the first words of the page."""
        ordered = sorted(self.blocks, key=lambda block: block.role != "answer")
        texts = (plain_text(part.prose) for block in ordered for part in block.parts if part.prose)
        return next((text for text in texts if text and text != self.title), self.title)


def read_page(notebook: NotebookNode, citations: Citations | None = None, prefix: str = "") -> Page:
    """Read an executed notebook as a page in the language of its parameters.

    Parameters
    ----------
    notebook
        The notebook.
    citations
        What notes the figures that the page cites; several pages may share it.
    prefix
        Stands before each id of the page, where several pages are in one file.
    """
    parameters = notebook_parameters(notebook)
    lang = language_of(parameters)
    citations = citations or Citations(str(parameters.get("report", "")), lang)
    blocks, absent = filled(_blocks(_cells_in(notebook, lang), lang, citations, prefix))
    read = [block for block in blocks if block.role != "code"]
    headings = [heading for block in read for part in block.parts if part.prose for heading in part.prose.headings]
    failed = next((block.id for block in blocks for part in block.parts if part.kind == "error"), "")
    run = notebook.metadata.get("papermill", {})
    code = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    return Page(
        lang=lang,
        title=next((heading.text for heading in headings if heading.level == 1), ""),
        blocks=tuple(block for block in blocks if block.role != "colophon"),
        colophon=tuple(block for block in blocks if block.role == "colophon"),
        parameters=parameters,
        headings=tuple(heading for heading in headings if heading.level in (2, 3)),
        absent=absent,
        failed=failed,
        stopped=bool(run.get("exception")) and not failed,
        unrun=bool(code) and not any(cell.outputs or cell.execution_count for cell in code),
        run_at=_minute(run.get("end_time") or run.get("start_time") or ""),
        charts=sum(part.kind == "figure" for block in blocks for part in block.parts),
    )


def language_of(parameters: Mapping[str, object]) -> str:
    """Read the language of a page from its parameters; one that nothing is written in is Chinese."""
    lang = str(parameters.get("lang", LANGUAGES[0]))
    return lang if lang in WORDS else LANGUAGES[0]


def _minute(time: str) -> str:
    """Write papermill's time, which is in UTC, to the minute."""
    return f"{time[:16].replace('T', ' ')} UTC" if time else ""


def notebook_parameters(notebook: NotebookNode) -> dict[str, object]:
    """Read the parameters a notebook ran with: the defaults of its tagged cell, then what papermill was given."""
    source = "\n".join(cell.source for cell in notebook.cells if "parameters" in _tags(cell))
    return {**_literals(source), **notebook.metadata.get("papermill", {}).get("parameters", {})}


def _literals(source: str) -> dict[str, object]:
    found: dict[str, object] = {}
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return found
    for statement in statements:
        targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
        if isinstance(targets[0], ast.Name) and isinstance(value := getattr(statement, "value", None), ast.Constant):
            found[targets[0].id] = value.value
    return found


def _tags(cell: NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def _cells_in(notebook: NotebookNode, lang: str) -> Iterator[NotebookNode]:
    others = set(LANGUAGES) - {lang}
    for cell in notebook.cells:
        tags = _tags(cell)
        if not tags & _PAPERMILL_BANNERS and (lang in tags or not tags & others):
            yield cell


def _blocks(cells: Iterator[NotebookNode], lang: str, citations: Citations, prefix: str) -> Iterator[Block]:
    """Give the blocks in order; code that shows nothing waits for the next block that does."""
    code: list[str] = []
    number = 0
    for number, cell in enumerate(cells, 1):
        name = f"{prefix}cell-{number}"
        citations.block = name
        role = next((role for role in ROLES if role in _tags(cell)), "")
        if cell.cell_type == "markdown" and cell.source.strip():
            prose = read_markdown(cell.source, WORDS[lang]["table"], citations.link, prefix=prefix)
            yield Block(name, role, (Part("prose", prose=prose),), tuple(code))
            code = []
        elif cell.cell_type == "code":
            code += [cell.source] if cell.source.strip() else []
            parts = tuple(_parts(cell.get("outputs", ()), name, lang, citations.link, prefix))
            if parts:
                yield Block(name, role, parts, tuple(code))
                code = []
    if code:
        yield Block(f"{prefix}cell-{number}-code", "", code=tuple(code))


def _parts(outputs: Sequence[NotebookNode], name: str, lang: str, cite: Cite, prefix: str) -> Iterator[Part]:
    for number, output in enumerate(outputs, 1):
        if output.output_type == "stream":
            text = _ANSI.sub("", output.text)
            if text.strip():
                yield Part("log" if output.name == "stderr" else "text", text=text)
        elif output.output_type == "error":
            yield Part("error", f"{output.ename}: {output.evalue}", _ANSI.sub("", "\n".join(output.traceback)))
        else:
            bundle = restored(output.data)
            part = _richest(bundle, f"{name}-{number}", WORDS[lang]["table"], cite, prefix)
            text = text_form(bundle, lang, part is not None and part.kind != "text")
            # The text form says what plain text would.
            if part and not (text and part.kind == "text"):
                yield part
            if text:
                yield Part("text", text=text)


def _richest(bundle: Mapping[str, Any], name: str, label: str, cite: Cite, prefix: str) -> Part | None:
    """Show an output in the richest form that leaves something to be seen."""
    part = _shown(bundle, name, label, cite, prefix)
    while part and part.kind == "html" and is_blank(part.html):
        emptied = "text/html" if "text/html" in bundle else SVG
        bundle = {kind: value for kind, value in bundle.items() if kind != emptied}
        part = _shown(bundle, name, label, cite, prefix)
    return part


def _shown(bundle: Mapping[str, Any], name: str, label: str, cite: Cite, prefix: str) -> Part | None:
    """Choose the richest form that a page can show safely."""
    if VEGALITE in bundle:
        return Part("figure", figure=read_figure(bundle, name, label, cite, prefix))
    if TILES in bundle:
        return Part("tiles", tiles=bundle[TILES]["tiles"])
    if TABLE in bundle:
        return Part("html", table_html(bundle[TABLE]["columns"], bundle[TABLE]["rows"], label, cite))
    if "text/html" in bundle:
        return Part("html", aligned(foreign_html("".join(bundle["text/html"]), label)))
    if ABSENCE in bundle:
        return Part("absence", text=str(bundle[ABSENCE]["what"]))
    if "text/markdown" in bundle:
        source = "".join(bundle["text/markdown"])
        return Part("said", prose=read_markdown(source, label, cite, computed=True, prefix=prefix))
    text = "".join(bundle.get("text/plain", ""))
    if SVG in bundle:
        return Part("html", clean_svg("".join(bundle[SVG]), text, name))
    for kind in _IMAGES:
        if kind in bundle:
            return Part("image", f"data:{kind};base64,{''.join(bundle[kind].split())}", text)
    return Part("text", text=text) if text.strip() else None
