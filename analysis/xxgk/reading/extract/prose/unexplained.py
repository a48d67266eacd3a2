"""The words beside figures that nobody knows: the work list for the lexicon."""

from collections.abc import Iterator, Sequence

from xxgk.reading.documents import Document
from xxgk.reading.extract.prose.clauses import read_clauses
from xxgk.reading.extract.prose.lexicon import Lexicon
from xxgk.reading.extract.prose.model import Token
from xxgk.reading.extract.prose.phrases import read_phrase
from xxgk.reading.extract.prose.tokens import Words
from xxgk.reading.quantities import Exclusion, Quantity
from xxgk.reading.quantities.script import fold


def unexplained_words(
    document: Document, quantities: Sequence[Quantity], exclusions: Sequence[Exclusion], lexicon: Lexicon, organ: str
) -> Iterator[Token]:
    """Find the words before figures that no word of the lexicon covers and that stand in the way of a name.

    Parameters
    ----------
    document
        The document.
    quantities, exclusions
        What was found in its text.
    lexicon
        The words.
    organ
        Name of the report's own organ, which needs no explaining.
    """
    text = fold(document.text)
    words = Words(text, quantities, exclusions, lexicon)
    for paragraph in document.paragraphs:
        tokens = words.read(paragraph.start, paragraph.end, fold(organ))
        for clause in read_clauses(tokens, paragraph.index):
            if read_phrase(clause.before, text, lexicon.grammar).unknown:
                yield from (token for token in clause.before if _is_word(token))


def _is_word(token: Token) -> bool:
    return token.kind == "unknown" and token.end - token.start > 1
