"""The characters that a PDF page shows, as PDFium gives them: each with its box, upright as a reader turns the page.

What is not painted is not shown: invisible text, text in the colour of its ground, text that something covers, that a
layer switches off or that lies outside the page. Whether a character left any trace is seen on a small picture of the
page; which one was there first is told by the order of painting.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from ctypes import addressof, byref, c_double, c_float, c_int, c_uint
from dataclasses import dataclass
from math import inf
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MOST_CHARACTERS = 100_000  # on a page; a full one has 2,000
MOST_OBJECTS = 60_000  # on a page, those within forms included
DEEPEST_FORM = 8
SCALE = 2.0  # pixels a point of the picture by which it is seen what left a trace
LEAST_CONTRAST = 24  # of 255, between the darkest and the lightest point of a character's box
SMALLEST = 0.5  # points: smaller characters cannot be seen
LARGEST_BOX = 3.0  # of the character size
SMALLEST_COVER = 4.0  # points: what is thinner is a rule
LIGHT = 96  # of 255, the darkest colour of a watermark
FEWEST_MARKS = 3  # times that a watermark stands on a page

_INVISIBLE = (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP)
_HYPHEN = "\x02"  # what PDFium makes of a hyphen at the end of a line
NO_TEXT = "\ufffd"  # a character whose font does not say which it is

Box = tuple[float, float, float, float]  # left, top, right, bottom in points
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character; `run` numbers the piece of text that it was printed in, `turn` is -1, 0 or 1 quarter turns."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    turn: int
    run: int


@dataclass(frozen=True, slots=True)
class Painted:
    """An object of the page in the order of painting, with the matrix of the forms that it stands in."""

    handle: object
    kind: int
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class View:
    """How the page is looked at: quarter turns that set its text upright, and the box that is shown."""

    turns: int
    box: Box  # left, bottom, right, top as the page has it

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        left, bottom, right, top = self.box
        return (right - left, top - bottom) if self.turns % 2 == 0 else (top - bottom, right - left)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Give where a point of the page is seen, from the left and from the top."""
        left, bottom, right, top = self.box
        return ((x - left, top - y), (top - y, right - x), (right - x, y - bottom), (y - bottom, x - left))[self.turns]

    def rect(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Give where a box of the page is seen."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)


def painted(page: pdfium.PdfPage) -> list[Painted]:
    """List what a page paints, in order; ends with an error for more than any page has."""
    found: list[Painted] = []
    _collect(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, IDENTITY, found, 0)
    return found


def _collect(holder: object, count: Callable, get: Callable, matrix: Matrix, found: list[Painted], depth: int) -> None:
    for number in range(count(holder)):
        handle = get(holder, number)
        kind = raw.FPDFPageObj_GetType(handle)
        found.append(Painted(handle, kind, matrix))
        if len(found) > MOST_OBJECTS:
            raise OverflowError
        if kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            inner = times(matrix_of(handle), matrix)
            _collect(handle, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, found, depth + 1)


def matrix_of(handle: object) -> Matrix:
    """Give the matrix of an object."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, byref(matrix))
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def times(one: Matrix, two: Matrix) -> Matrix:
    """Apply one matrix, then the other."""
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    """Apply a matrix to a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def colour_of(handle: object) -> tuple[int, int, int, int]:
    """Give the colour that an object is filled with: red, green, blue, opacity."""
    parts = [c_uint() for _ in range(4)]
    if not raw.FPDFPageObj_GetFillColor(handle, *map(byref, parts)):
        return 0, 0, 0, 255
    return tuple(part.value for part in parts)  # type: ignore[return-value]


def read_glyphs(page: pdfium.PdfPage, objects: Sequence[Painted]) -> tuple[View, list[Glyph], list[str]]:
    """Read the characters of a page.

    Returns
    -------
    tuple
        How the page is looked at; the characters that it shows, in the order of its text; the texts it does not show.
    """
    textpage = page.get_textpage()
    if textpage.count_chars() > MOST_CHARACTERS:
        raise OverflowError
    order = {_address(one.handle): number for number, one in enumerate(objects) if one.kind == raw.FPDF_PAGEOBJ_TEXT}
    characters = list(_characters(textpage, order))
    view = View(_turns(characters), page.get_cropbox())
    covers = _covers(objects, view)
    picture = _picture(page)
    marks = _watermarks(characters, objects)
    shown = [(one, glyph) for one in characters if one.run not in marks and (glyph := _glyph(one, view))]
    hidden = _hidden_runs(objects, {one.run for one, _ in shown})
    buried = _buried(shown, covers)
    glyphs, unseen, last = [], [], None
    for number, (one, glyph) in enumerate(shown):
        if one.text.isspace() or (one.run not in hidden and number not in buried and _left_a_trace(one, picture)):
            glyphs.append(glyph)
            continue
        unseen.append(f"{unseen.pop()}{one.text}" if one.run == last else one.text)
        last = one.run
    return view, glyphs, unseen


@dataclass(slots=True)
class _Character:
    text: str
    box: Box  # left, bottom, right, top
    matrix: tuple[float, float, float, float]
    size: float
    run: int  # number of its object among those painted; -1 where it is not known


def _address(handle: Any) -> int:
    return addressof(handle.contents) if handle else 0


def _characters(textpage: pdfium.PdfTextPage, order: dict[int, int]) -> Iterator[_Character]:
    handle, matrix, rect = textpage.raw, raw.FS_MATRIX(), raw.FS_RECTF()
    for number in range(textpage.count_chars()):
        if raw.FPDFText_IsGenerated(handle, number):
            continue
        code = raw.FPDFText_GetUnicode(handle, number)
        text = NO_TEXT if not code or raw.FPDFText_HasUnicodeMapError(handle, number) == 1 else chr(code)
        text = "-" if text == _HYPHEN else text
        raw.FPDFText_GetMatrix(handle, number, byref(matrix))
        raw.FPDFText_GetLooseCharBox(handle, number, byref(rect))
        stretch = (matrix.c**2 + matrix.d**2) ** 0.5
        size = raw.FPDFText_GetFontSize(handle, number) * stretch
        box = rect.left, rect.bottom, rect.right, rect.top
        yield _Character(
            text,
            box if max(box[2] - box[0], box[3] - box[1]) <= LARGEST_BOX * size else _tight_box(handle, number, size),
            (matrix.a, matrix.b, matrix.c, matrix.d),
            size,
            order.get(_address(raw.FPDFText_GetTextObject(handle, number)), -1),
        )


def _tight_box(handle: object, number: int, size: float) -> Box:
    """Give the box of a character by its ink; for vertical fonts PDFium forgets the scale of the other box."""
    parts = [c_double() for _ in range(4)]
    raw.FPDFText_GetCharBox(handle, number, *map(byref, parts))
    left, right, bottom, top = (part.value for part in parts)
    x, y = (left + right) / 2, (bottom + top) / 2
    return x - size / 2, y - size / 2, x + size / 2, y + size / 2


def _turn(matrix: tuple[float, float, float, float]) -> int | None:
    """Give the quarter turns by which a character is turned left; None for one that runs aslant."""
    a, b = matrix[:2]
    across, along = sorted((abs(a), abs(b)))
    if across >= along / 10:
        return None
    return (0 if a > 0 else 2) if abs(a) > abs(b) else (1 if b > 0 else 3)


def _turns(characters: Sequence[_Character]) -> int:
    """Give the turn of most characters: so the page is read, whatever way up it is stored."""
    turns = Counter(turn for one in characters if (turn := _turn(one.matrix)) is not None)
    return turns.most_common(1)[0][0] if turns else 0


def _glyph(one: _Character, view: View) -> Glyph | None:
    turn = _turn(one.matrix)
    if turn is None or one.size < SMALLEST:
        return None
    x0, top, x1, bottom = view.rect(*one.box)
    width, height = view.size
    if not (0 <= (x0 + x1) / 2 <= width and 0 <= (top + bottom) / 2 <= height):
        return None
    return Glyph(one.text, x0, top, x1, bottom, one.size, (turn - view.turns + 1) % 4 - 1, one.run)


def _hidden_runs(objects: Sequence[Painted], runs: set[int]) -> set[int]:
    """Find the pieces of text that are written in invisible ink."""
    return {
        run
        for run in runs
        if run >= 0
        and (
            raw.FPDFTextObj_GetTextRenderMode(objects[run].handle) in _INVISIBLE
            or colour_of(objects[run].handle)[3] == 0
        )
    }


def _buried(shown: Sequence[tuple[_Character, Glyph]], covers: Sequence[tuple[int, Box]]) -> set[int]:
    """Find the characters over which something was painted, and then other text: the trace there is not theirs."""
    middles = sorted(
        ((glyph.top + glyph.bottom) / 2, (glyph.x0 + glyph.x1) / 2, one.run, number)
        for number, (one, glyph) in enumerate(shown)
    )
    found: set[int] = set()
    for cover, (left, top, right, bottom) in covers:
        rows = middles[bisect_left(middles, (top,)) : bisect_right(middles, (bottom, inf))]
        within = [(run, number) for _, x, run, number in rows if left <= x <= right]
        if any(run > cover for run, _ in within):
            found.update(number for run, number in within if 0 <= run < cover)
    return {number for number in found if _is_overprinted(shown, number)}


def _is_overprinted(shown: Sequence[tuple[_Character, Glyph]], number: int) -> bool:
    one, glyph = shown[number]
    return any(
        other.run > one.run
        and mine.x0 < glyph.x1
        and glyph.x0 < mine.x1
        and mine.top < glyph.bottom
        and glyph.top < mine.bottom
        for other, mine in shown
    )


def _left_a_trace(one: _Character, picture: _Picture) -> bool:
    x0, y0, x1, y1 = one.box
    first, last = max(int((x0 - picture.left) * SCALE), 0), min(int((x1 - picture.left) * SCALE) + 1, picture.width)
    rows = range(max(int((picture.top - y1) * SCALE), 0), min(int((picture.top - y0) * SCALE) + 1, picture.height))
    darkest, lightest = 255, 0
    for row in rows if first < last else ():
        pixels = picture.pixels[row * picture.stride + first : row * picture.stride + last]
        darkest, lightest = min(darkest, *pixels), max(lightest, *pixels)
        if lightest - darkest >= LEAST_CONTRAST:
            return True
    return lightest < darkest  # nothing of it is in the picture


def _covers(objects: Sequence[Painted], view: View) -> list[tuple[int, Box]]:
    """List the filled boxes and pictures that hide what was painted before, each with its number."""
    found = []
    for number, one in enumerate(objects):
        if one.kind == raw.FPDF_PAGEOBJ_PATH and not _is_filled(one.handle):
            continue
        if one.kind in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE) and colour_of(one.handle)[3] == 255:
            box = bounds_of(one, view)
            if min(box[2] - box[0], box[3] - box[1]) >= SMALLEST_COVER:
                found.append((number, box))
    return found


def _is_filled(handle: object) -> bool:
    mode, stroke = c_int(), c_int()
    raw.FPDFPath_GetDrawMode(handle, byref(mode), byref(stroke))
    return mode.value != 0


def bounds_of(one: Painted, view: View) -> Box:
    """Give the box of an object as it is seen."""
    parts = [c_float() for _ in range(4)]
    raw.FPDFPageObj_GetBounds(one.handle, *map(byref, parts))
    left, bottom, right, top = (part.value for part in parts)
    (x0, y0), (x1, y1) = apply(one.matrix, left, bottom), apply(one.matrix, right, top)
    return view.rect(x0, y0, x1, y1)


@dataclass(frozen=True, slots=True)
class _Picture:
    """A page in grey, as its content stands: a byte a point, and the page's left and upper edge."""

    pixels: bytes
    width: int
    height: int
    stride: int
    left: float
    top: float


def _picture(page: pdfium.PdfPage) -> _Picture:
    left, _, _, top = page.get_cropbox()
    bitmap = page.render(scale=SCALE, rotation=-page.get_rotation() % 360, grayscale=True, draw_annots=False)
    return _Picture(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, left, top)


def _watermarks(characters: Sequence[_Character], objects: Sequence[Painted]) -> set[int]:
    """Find pale pieces of text that stand on the page again and again."""
    texts: dict[int, str] = {}
    for one in characters:
        if one.run >= 0:
            texts[one.run] = texts.get(one.run, "") + one.text
    pale = {run: text.strip() for run, text in texts.items() if min(colour_of(objects[run].handle)[:3]) >= LIGHT}
    counts = Counter(pale.values())
    return {run for run, text in pale.items() if counts[text] >= FEWEST_MARKS}
