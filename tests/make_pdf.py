"""Small PDF files for tests: Chinese text and ruled tables at given places, nothing embedded."""

from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 595, 842  # A4 in points
SIZE = 12

Row = Sequence[tuple[str, float]]  # text and width of each cell


def text(x: float, y: float, line: str, size: float = SIZE) -> str:
    """Print a line whose top is `y` points below the page's top."""
    return f"BT /F1 {size} Tf {x} {HEIGHT - y - 0.88 * size} Td <{line.encode('utf-16-be').hex()}> Tj ET"


def upwards(x: float, y: float, line: str, size: float = SIZE) -> str:
    """Print a line turned by a quarter, reading upwards from `y`."""
    return f"BT /F1 {size} Tf 0 1 -1 0 {x + 0.88 * size} {HEIGHT - y} Tm <{line.encode('utf-16-be').hex()}> Tj ET"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """Draw a straight line."""
    return f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S"


def shade(x0: float, y0: float, x1: float, y1: float) -> str:
    """Fill a box with white, as word processors do behind single lines of text."""
    return f"1 1 1 rg {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f 0 0 0 rg"


def box(x0: float, y0: float, x1: float, y1: float, label: str = "", size: float = SIZE) -> str:
    """Draw a cell with its text; ``\\n`` in the label begins a new line."""
    edges = [rule(x0, y0, x1, y0), rule(x0, y1, x1, y1), rule(x0, y0, x0, y1), rule(x1, y0, x1, y1)]
    lines = [text(x0 + 2, y0 + 3 + i * (size + 2), part, size) for i, part in enumerate(label.split("\n")) if part]
    return "\n".join(edges + lines)


def table(x: float, y: float, rows: Iterable[Row], height: float = 20) -> str:
    """Draw rows of cells, one under the other."""
    drawn = []
    for row in rows:
        left = x
        for label, width in row:
            drawn.append(box(left, y, left + width, y + height, label))
            left += width
        y += height
    return "\n".join(drawn)


def make_pdf(pages: Sequence[str]) -> bytes:
    """Build a PDF from the drawing commands of its pages."""
    font = len(pages) * 2 + 3
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>"]
    for number, commands in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {4 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(commands)} >>\nstream\n{commands}\nendstream")
    objects += [
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H "
        f"/DescendantFonts [{font + 1} 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [1 95 500] "
        f"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor {font + 2} 0 R >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 "
        "/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    return _assembled(objects)


def _assembled(objects: Sequence[str]) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(data)
    entries = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return data + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{entries}{trailer}".encode()
