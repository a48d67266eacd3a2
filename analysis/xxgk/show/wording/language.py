"""The two languages of readers."""

from collections.abc import Iterable

from xxgk.reading.base.errors import unknown

LANGUAGES = ("zh", "en")


def check_language(lang: str) -> None:
    """Refuse a language that nothing is written in.

    Raises
    ------
    UserError
        The sentence names the languages there are.
    """
    if lang not in LANGUAGES:
        raise unknown("language", lang, LANGUAGES)


def pick(lang: str, zh: str, en: str) -> str:
    """Choose the wording in the reader's language."""
    check_language(lang)
    return zh if lang == "zh" else en


def join(words: Iterable[str], lang: str) -> str:
    """Enumerate words: ``A、B和C``, ``A, B and C``.

    Examples
    --------
    >>> join(["letter", "fax", "online"], "en")
    'letter, fax and online'
    """
    *rest, last = [*words] or [""]
    return f"{pick(lang, '、', ', ').join(rest)}{pick(lang, '和', ' and ')}{last}" if rest else last
