"""Printed lines back to paragraphs: by indents, short last lines and wide gaps."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile

from xxgk.reading.documents.assemble import Line
from xxgk.reading.documents.headings import SENTENCE_ENDS, find_heading
from xxgk.reading.documents.pdf_layout import TextLine
from xxgk.reading.documents.whitespace import is_latin, join_lines

# All of the character size.
INDENT = 1.0  # Chinese paragraphs begin two characters in
FULL_WITHIN = 2.5  # from the right edge: the line is full
FULL_SENTENCE_WITHIN = 1.2  # the same where the line ends a sentence, as a paragraph's last line does
LATIN_WIDTH = 0.5  # of one digit or letter

WIDE_GAP = 1.5  # of the usual distance between lines: a new paragraph
USUAL_STEP = 28.0  # points, where no page has two lines

# A line that ends in several figures is the row of a table without rules, which no line goes on with.
_ROW = re.compile(r"(?:(?:^|\s)\d[\d,.]*){3,}$")

Edges = tuple[float, float]


def edges_of(lines: Sequence[TextLine]) -> Edges:
    """Return the left and right edge of a block of text."""
    return min((line.left for line in lines), default=0.0), max((line.right for line in lines), default=0.0)


def usual_step(pages: Iterable[Sequence[TextLine]]) -> float:
    """Return the distance from one line's top to the next one's within a paragraph.

    It is the lower quartile of all distances: where paragraphs are short, most of them are gaps.
    """
    pairs = [pair for lines in pages for pair in pairwise(lines)]
    steps = sorted(below.top - above.top for above, below in pairs if below.top - above.top >= above.size)
    return steps[len(steps) // 4] if steps else USUAL_STEP


def join_paragraphs(lines: Sequence[tuple[TextLine, Edges]], step: float) -> Iterator[Line]:
    """Yield one line of the document's text for each printed paragraph."""
    paragraph: list[TextLine] = []
    for line, edges in lines:
        if paragraph and not _continues(paragraph[-1], line, edges, step):
            yield _joined(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield _joined(paragraph)


def _joined(paragraph: list[TextLine]) -> Line:
    return Line(join_lines("\n".join(line.printed for line in paragraph)))


def _continues(above: TextLine, below: TextLine, edges: Edges, step: float) -> bool:
    """Return whether the lower line goes on with the paragraph of the upper one."""
    left, right = edges
    next_page = below.top <= above.top
    if _ROW.search(above.printed) or _ROW.search(below.printed):
        return False
    if not next_page and below.top - above.top > WIDE_GAP * max(step, above.size):
        return False
    ended = above.printed[-1] in SENTENCE_ENDS
    if ended and find_heading(below.printed) is not None:
        return False
    word = len(list(takewhile(is_latin, below.printed))) * LATIN_WIDTH
    within = FULL_SENTENCE_WITHIN if ended else max(FULL_WITHIN, word + 1)
    if right - above.right > within * above.size:
        return False
    indented = below.left - left > INDENT * below.size
    # Quotations and lists are indented as a whole; there a sentence's end decides.
    return not indented or (not ended and abs(below.left - above.left) < INDENT * below.size / 2)
