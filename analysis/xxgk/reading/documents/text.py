"""Plain text: its lines are the paragraphs, as they stand."""

from collections.abc import Iterator

from xxgk.reading.documents.assemble import Line
from xxgk.reading.documents.decode import decode


def read_text(data: bytes) -> Iterator[Line]:
    """Yield every line of a text file, blank ones too, so that the text is the file's own."""
    return (Line(line) for line in decode(data).split("\n"))
