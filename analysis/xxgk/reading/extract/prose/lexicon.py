"""The words that organs use and the indicators that their meanings make up, as data."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path

from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.paths import data_folders
from xxgk.reading.extract.prose.frames import Grammar, read_frames

CLASSES = (
    "none", "list", "role", "share", "rate", "compare", "direction", "result", "reason", "object", "act", "by", "whose",
    "when", "label",    "applicant", "about", "foreign", "join", "filler",
)  # fmt: skip
_BRACES = re.compile(r"\{([^{}]*)\}")
Words = Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words that are known, each with its class and concept, and the indicators that concepts make up.

    Attributes
    ----------
    words
        Word to class and concept.
    grammar
        The indicators, see :mod:`xxgk.reading.extract.prose.frames`.
    lengths
        For each two characters that a word begins with, how long such words are, the longest first.
    """

    words: Words
    grammar: Grammar = field(default_factory=Grammar)
    lengths: Mapping[str, tuple[int, ...]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            lengths.setdefault(word[:2], set()).add(len(word))
        object.__setattr__(
            self, "lengths", {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
        )

    def longest(self, text: str, start: int, end: int) -> str:
        """Find the longest word that a text has at an offset and that ends at `end` or before; blank for none."""
        for length in self.lengths.get(text[start : start + 2], ()):
            if start + length <= end and (word := text[start : start + length]) in self.words:
                return word
        return text[start] if text[start] in self.words else ""


def load_lexicon(words: Mapping[str, Mapping[str, str]] | None = None, frames: str = "") -> Lexicon:
    """Load the lexicon: the embedded one, what the user's data folder adds, and what an edition adds.

    Parameters
    ----------
    words
        Class to concept to words of an edition's own; they take the place of others.
    frames
        Indicators of an edition's own, tried before all others.

    Raises
    ------
    UserError
        A file is not TOML, names a class that nobody reads, or has a line that is no frame.
    """
    folders = [folder / "lexicon" for folder in data_folders()]
    paths = [
        path
        for folder in reversed(folders)
        for name in ("words.toml", "frames.toml")
        if (path := folder / name).is_file()
    ]
    embedded = _load(tuple((path, path.stat().st_mtime_ns) for path in paths))
    if not (words or frames):
        return embedded
    own = _expanded(words or {}, "The edition's words")
    return Lexicon({**embedded.words, **own}, embedded.grammar.with_frames(read_frames(frames, "The edition's frames")))


@cache
def _load(files: tuple[tuple[Path, int], ...]) -> Lexicon:
    words: dict[str, tuple[str, str]] = {}
    grammar = Grammar()
    for path, _ in reversed(files):
        raw = _raw(path)
        if path.name == "frames.toml":
            grammar = grammar.with_tables(raw).with_frames(read_frames(raw.get("frames", ""), str(path)))
        else:
            words |= _expanded(raw, str(path))
    return Lexicon(words, grammar)


def _raw(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise UserError(f"{path} cannot be used: {error}.") from error


def _expanded(raw: Mapping[str, Mapping[str, str]], where: str) -> dict[str, tuple[str, str]]:
    """Write out all words of a file; one that several lines yield belongs to the first."""
    words: dict[str, tuple[str, str]] = {}
    for name, concepts in raw.items():
        if name not in CLASSES:
            raise UserError(f"{where}: {unknown('class of words', name, CLASSES)}")
        for concept, text in concepts.items():
            for pattern in text.split():
                for word in expand(pattern):
                    words.setdefault(word, (name, concept))
    words.pop("", None)
    return words


def expand(pattern: str) -> Iterator[str]:
    """Write out the braces of a word.

    Examples
    --------
    >>> list(expand("{政府,}信息{,数}"))
    ['政府信息', '政府信息数', '信息', '信息数']
    """
    if "{" not in pattern:
        return iter((pattern,))
    pieces = _BRACES.split(pattern)  # text and content of braces by turns
    return map(
        "".join, product(*(piece.split(",") if position % 2 else [piece] for position, piece in enumerate(pieces)))
    )
