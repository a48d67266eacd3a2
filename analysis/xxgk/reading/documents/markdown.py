"""Markdown: rendered to HTML by mistune, then read like a page."""

from collections.abc import Iterator

import mistune

from xxgk.reading.documents.assemble import Block, Line
from xxgk.reading.documents.decode import decode
from xxgk.reading.documents.headings import SENTENCE_ENDS, find_heading
from xxgk.reading.documents.html import blocks_of
from xxgk.reading.documents.page_tree import parse_page
from xxgk.reading.documents.whitespace import join_lines

_SOFT = "\ue000"  # a line break of the source: the end of a paragraph, or only of a wrapped line


class _Renderer(mistune.HTMLRenderer):
    """Marks the breaks that Markdown would turn into blanks."""

    def softbreak(self) -> str:
        return _SOFT


def read_markdown(data: bytes) -> Iterator[Block]:
    """Yield the lines and tables of a Markdown file in reading order."""
    render = mistune.create_markdown(renderer=_Renderer(escape=False), plugins=["table"])
    for block in blocks_of(parse_page(str(render(decode(data))))):
        if isinstance(block, Line):
            yield from _unwrapped(block)
        else:
            yield block


def _unwrapped(block: Line) -> Iterator[Line]:
    """Split a paragraph whose lines stand for paragraphs of their own; join one that is only wrapped."""
    paragraph = ""
    for line in block.text.split(_SOFT):
        if paragraph and (_stands_alone(paragraph) or paragraph[-1] in SENTENCE_ENDS or _stands_alone(line)):
            yield Line(paragraph, block.heading)
            paragraph = line.strip()
        else:
            paragraph = join_lines(f"{paragraph}\n{line}")
    yield Line(paragraph, block.heading)


def _stands_alone(line: str) -> bool:
    """Tell a heading and the row of a table, which no line goes on with."""
    return "|" in line or "\t" in line or find_heading(line) is not None
