"""The two languages of readers, and the names of ids in them, from the dictionary of terms."""

import re
from collections.abc import Iterable

from xxgk.reading.base.errors import unknown
from xxgk.reading.base.folders import indicator_names, term_names

LANGUAGES = ("zh", "en")
_BASE = re.compile(r"\? × \(1 \+ (?P<rate>[^)]+)\) = (?P<count>.+)")
_BRANDS = ("Weibo", "WeChat", "Toutiao", "Yidian")


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


def term(kind: str, word: str, lang: str) -> str:
    """Look up the name of a level, applicant, result, theme, unit ...; an id without a name stands for itself."""
    check_language(lang)
    return term_names(lang).get((kind, word), word)


def unit_name(unit: str, lang: str) -> str:
    """Name a unit. English has no word for 条, 件 and the like: there the name of the figure says what is counted."""
    return term("unit", unit, lang)


def indicator_name(indicator: str, lang: str) -> str:
    """Name an indicator; one that is not in the dictionary goes by its id."""
    check_language(lang)
    return indicator_names(lang).get(indicator, indicator)


def counted(number: float, noun: str, nouns: str = "") -> str:
    """Write an English noun as one or as several are called.

    Examples
    --------
    >>> counted(1, "request"), counted(4, "request"), counted(2, "does", "do")
    ('request', 'requests', 'do')
    """
    return noun if number == 1 else nouns or f"{noun}s"


def inside(name: str, lang: str) -> str:
    """Write a name as it stands inside a sentence: small in English, save brands, PPP and the like."""
    if lang != "en" or name[:2].isupper() or name.startswith(_BRANDS):
        return name
    return name[:1].lower() + name[1:]


def without_base(statement: str, lang: str) -> str:
    """Write a growth for which there is no whole number as words; any other relation stays as it is.

    Examples
    --------
    >>> without_base("? × (1 + 38.28%) = 471", "en"), without_base("337 × (1 + 38.28%) = 466", "en")
    ('no whole number that grows by 38.28% gives 471', '337 × (1 + 38.28%) = 466')
    """
    if not (found := _BASE.fullmatch(statement)):
        return statement
    return pick(
        lang,
        f"找不到与{found['rate']}相符的上年整数件数",
        f"no whole number that grows by {found['rate']} gives {found['count']}",
    )
