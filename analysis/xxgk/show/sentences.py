"""Sentences made from values: the words are the author's, whatever comes from data is only text."""

import re
import unicodedata
from numbers import Real

from xxgk.show.figures import Figure
from xxgk.show.numbers import count, full, hedged
from xxgk.show.places import Citation
from xxgk.show.words import pick

_MARKUP = re.compile(r"[\\`*_\[\]<>&~$|!#@^]|(?<=\w):(?=//)|(?<=www)\.")
_AT_START = re.compile(r"^(?:[-+](?=\s)|-{2}|=|\d+(?=[.)]\s))")
_LONGEST = 300
# Marks, beside the words, that they say what a report does not print.
ABSENCE = "application/vnd.xxgk.absence+json"
# A bracket is as wide as its gap.
_GAP = re.compile(r"(?<=）) (?=[\d*])")
_INNER = str.maketrans("“”", "‘’")


class Sentence(str):
    """Markdown that says what a result means; the last expression of a cell shows it as text.

    The empty sentence shows nothing: there is nothing to say.
    """

    __slots__ = ()

    def _repr_markdown_(self) -> str:
        return str(self)

    def _ipython_display_(self) -> None:
        # Asked first; whatever it does not decline counts as shown.
        if self:
            raise NotImplementedError


class Absence(Sentence):
    """The sentence that says what a report does not print; a page gathers all that is absent and says it once.

    Parameters
    ----------
    text
        The sentence.
    what
        What is absent, in the middle of a sentence.
    """

    __slots__ = ("what",)

    def __new__(cls, text: str, what: str) -> "Absence":
        """Make the sentence; it stays a string."""
        made = super().__new__(cls, text)
        made.what = what
        return made

    def _repr_mimebundle_(self, **_: object) -> dict[str, object]:
        return {ABSENCE: {"what": self.what}}


def write(lang: str, zh: str, en: str, /, **values: object) -> Sentence:
    """Fill a template in the reader's language.

    Parameters
    ----------
    lang
        ``zh`` or ``en``.
    zh, en
        Markdown with names in braces.
    **values
        What the names stand for: a sentence stays as it is, a figure is written with its hedge, a number in full, a
        citation as addresses in brackets, which pages make links of; text is data, so nothing in it is markup.

    Examples
    --------
    >>> write("en", "收到 {n} 件", "{n} requests through {channel}", n=5230, channel="*letter*")
    '5,230 requests through \\\\*letter\\\\*'
    """
    said = pick(lang, zh, en).format_map({name: _written(value, lang) for name, value in values.items()})
    return Sentence(_GAP.sub("", said) if lang == "zh" else said)


def paragraph(lang: str, *sentences: str) -> Sentence:
    """Put sentences one after another; empty ones are left out."""
    return Sentence(pick(lang, "", " ").join(sentence for sentence in sentences if sentence))


def bullets(*sentences: str) -> Sentence:
    """Put sentences below one another, as a list; empty ones are left out."""
    return Sentence("\n".join(f"- {sentence}" for sentence in sentences if sentence))


def quoted(text: str, lang: str) -> str:
    """Put a name in quotation marks; those within it become the inner kind.

    Examples
    --------
    >>> quoted("危及“三安全一稳定”", "zh"), quoted("Letter", "en")
    ('“危及‘三安全一稳定’”', '"Letter"')
    """
    inner = text.replace('"', "'")
    return pick(lang, f"“{text.translate(_INNER)}”", f'"{inner}"')


def plain(text: str) -> str:
    """Make text from data safe to stand in Markdown: no markup, one line, no control characters, not endless."""
    visible = "".join(" " if character in "\r\n\t" else character for character in text if _is_visible(character))
    cut = visible if len(visible) <= _LONGEST else f"{visible[:_LONGEST]}…"
    return _AT_START.sub(lambda match: f"\\{match[0]}", _MARKUP.sub(lambda match: f"\\{match[0]}", cut.strip()))


def _is_visible(character: str) -> bool:
    return character in "\r\n\t" or unicodedata.category(character) not in ("Cc", "Cf")


def _written(value: object, lang: str) -> str:
    if isinstance(value, Sentence):
        return str(value)
    if isinstance(value, Figure):
        return hedged(full(value.value, lang), value.qualifier, lang)
    if isinstance(value, Citation):
        return pick(lang, "、", "; ").join(f"[{address}]" for address in value.addresses)
    if isinstance(value, Real):
        return count(value, lang)
    return plain(str(value))
