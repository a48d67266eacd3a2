"""A notebook as a page sees it: a title, blocks in reading order, what went wrong, where it came from."""

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nbformat import NotebookNode

from xxgk.publishing.page.evidence import ID, Citations, Entry
from xxgk.publishing.page.figures import PageFigure, read_figure
from xxgk.publishing.page.markup import clean_svg, foreign_html
from xxgk.publishing.page.prose import Heading, Prose, read_markdown
from xxgk.publishing.page.tables import Cite, table_html
from xxgk.publishing.page.unshown import restored, text_form
from xxgk.publishing.page.words import WORDS
from xxgk.reading.documents import Quotes
from xxgk.show.listing import TABLE
from xxgk.show.renderer import VEGALITE
from xxgk.show.tiles import TILES

LANGUAGES = tuple(WORDS)
# Tags that give a cell its part in the page; the rest of the vocabulary is papermill's.
ROLES = ("answer", "tiles", "caveat", "colophon")
_PAPERMILL_BANNERS = {"papermill-error-cell-tag"}
_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to show: `html` is safe markup, `prose` too; `text` is plain, the others speak for themselves."""

    kind: str  # html, prose, figure, tiles, image, text, log, error
    html: str = ""
    text: str = ""
    figure: PageFigure | None = None
    tiles: Sequence[Mapping[str, object]] = ()
    prose: Prose | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """What one cell shows, its part in the page, and the code that led to it."""

    id: str
    role: str
    parts: tuple[Part, ...] = ()
    code: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Everything the template needs of a notebook."""

    lang: str
    title: str
    blocks: tuple[Block, ...]
    colophon: tuple[Block, ...]
    parameters: Mapping[str, object]
    headings: tuple[Heading, ...]
    failed: str = ""  # id of the block with the error, "" if there is none
    stopped: bool = False  # the run ended early without leaving an error
    run_at: str = ""
    charts: int = 0
    entries: tuple[Entry, ...] = ()  # where the figures that it cites were printed


def read_page(notebook: NotebookNode, quotes: Quotes | None = None) -> Page:
    """Read an executed notebook as a page in the language of its parameters.

    Parameters
    ----------
    notebook
        The notebook.
    quotes
        What the figures of its report stand in, by their addresses; nothing without the report's text.
    """
    parameters = notebook_parameters(notebook)
    lang = str(parameters.get("lang", LANGUAGES[0]))
    lang = lang if lang in WORDS else LANGUAGES[0]
    citations = Citations(str(parameters.get("report", "")), lang)
    blocks = tuple(_filled(_blocks(_cells_in(notebook, lang), lang, citations.link)))
    entries = citations.entries(quotes or {})
    headings = [heading for block in blocks for part in block.parts if part.prose for heading in part.prose.headings]
    headings += [Heading(2, ID, WORDS[lang]["evidence"])] if entries else []
    failed = next((block.id for block in blocks for part in block.parts if part.kind == "error"), "")
    run = notebook.metadata.get("papermill", {})
    return Page(
        lang=lang,
        title=next((heading.text for heading in headings if heading.level == 1), ""),
        blocks=tuple(block for block in blocks if block.role != "colophon"),
        colophon=tuple(block for block in blocks if block.role == "colophon"),
        parameters=parameters,
        headings=tuple(heading for heading in headings if heading.level in (2, 3)),
        failed=failed,
        stopped=bool(run.get("exception")) and not failed,
        run_at=_minute(run.get("end_time") or run.get("start_time") or ""),
        charts=sum(part.kind == "figure" for block in blocks for part in block.parts),
        entries=entries,
    )


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


def _blocks(cells: Iterator[NotebookNode], lang: str, cite: Cite) -> Iterator[Block]:
    """Give the blocks in order; code that shows nothing waits for the next block that does."""
    code: list[str] = []
    number = 0
    for number, cell in enumerate(cells, 1):
        name = f"cell-{number}"
        role = next((role for role in ROLES if role in _tags(cell)), "")
        if cell.cell_type == "markdown" and cell.source.strip():
            if code:
                yield Block(f"{name}-code", "", code=tuple(code))
                code = []
            yield Block(name, role, (Part("prose", prose=read_markdown(cell.source, WORDS[lang]["table"], cite)),))
        elif cell.cell_type == "code":
            code += [cell.source] if cell.source.strip() else []
            parts = tuple(_parts(cell.outputs, name, lang, cite))
            if parts:
                yield Block(name, role, parts, tuple(code))
                code = []
    if code:
        yield Block(f"cell-{number}-code", "", code=tuple(code))


def _filled(blocks: Iterator[Block]) -> Iterator[Block]:
    """Leave out headings that nothing follows: of some reports there is nothing to say on them.

    The code of what showed nothing goes with the block before it.
    """
    kept: list[Block] = []
    for block in blocks:
        if not block.parts and kept:
            kept[-1] = replace(kept[-1], code=kept[-1].code + block.code)
            continue
        if kept and _opens_section(block) and _is_bare_heading(kept[-1]):
            bare = kept.pop()
            kept[-1:] = [replace(one, code=one.code + bare.code) for one in kept[-1:]]
        kept.append(block)
    return iter(kept)


def _opens_section(block: Block) -> bool:
    return bool(block.parts) and block.parts[0].prose is not None and block.parts[0].prose.opens == 2


def _is_bare_heading(block: Block) -> bool:
    return _opens_section(block) and len(block.parts) == 1 and block.parts[0].prose.is_bare


def _parts(outputs: Sequence[NotebookNode], name: str, lang: str, cite: Cite) -> Iterator[Part]:
    for number, output in enumerate(outputs, 1):
        if output.output_type == "stream":
            text = _ANSI.sub("", output.text)
            if text.strip():
                yield Part("log" if output.name == "stderr" else "text", text=text)
        elif output.output_type == "error":
            yield Part("error", f"{output.ename}: {output.evalue}", _ANSI.sub("", "\n".join(output.traceback)))
        else:
            bundle = restored(output.data)
            text, more = text_form(bundle, lang)
            if more and (part := _shown(bundle, f"{name}-{number}", WORDS[lang]["table"], cite)):
                yield part
            if text:
                yield Part("text", text=text)


def _shown(bundle: Mapping[str, Any], prefix: str, label: str, cite: Cite) -> Part | None:
    """Choose the richest form that a page can show safely."""
    if VEGALITE in bundle:
        return Part("figure", figure=read_figure(bundle, prefix, label, cite))
    if TILES in bundle:
        return Part("tiles", tiles=bundle[TILES]["tiles"])
    if TABLE in bundle:
        return Part("html", table_html(bundle[TABLE]["columns"], bundle[TABLE]["rows"], label, cite))
    if "text/html" in bundle:
        return Part("html", foreign_html("".join(bundle["text/html"]), label))
    if "text/markdown" in bundle:
        return Part("prose", prose=read_markdown("".join(bundle["text/markdown"]), label, cite, computed=True))
    text = "".join(bundle.get("text/plain", ""))
    if "image/svg+xml" in bundle:
        return Part("html", clean_svg("".join(bundle["image/svg+xml"]), text, prefix))
    for kind in _IMAGES:
        if kind in bundle:
            return Part("image", f"data:{kind};base64,{''.join(bundle[kind].split())}", text)
    return Part("text", text=text) if text.strip() else None
