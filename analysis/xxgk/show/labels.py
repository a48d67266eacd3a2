"""Labels that fit: names and titles broken into lines, endless ones cut, and what stands in place of a chart."""

import re
from collections.abc import Sequence
from textwrap import wrap

import pandas as pd

from xxgk.show.sentences import Absence
from xxgk.show.words import pick

# Characters in a line of an axis label, a legend and a title: a Chinese character is as wide as two Latin letters.
_LINE = {"zh": 14, "en": 28}
_ENTRY = {"zh": 21, "en": 42}
_TITLE = {"zh": 40, "en": 80}
_LONGEST = 160
_WORDS = re.compile(r"[!-~–]+|.", re.DOTALL)
_PHRASES = re.compile(r"[^，。；：、）]*[，。；：、）]+|.+", re.DOTALL)
# What closes never opens a line.
_CLOSING = frozenset("，。；：、）》”’！？")


def brief(text: str) -> str:
    """Cut what no figure or name is as long as: measuring endless text would keep a drawing busy for minutes."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def wrapped(name: str, lang: str) -> str:
    """Break a long name into lines for an axis; what is beyond the third line is left to the tooltip."""
    lines = _lines(name, lang, _LINE[lang])
    return "\n".join(lines if len(lines) <= 3 else [*lines[:2], f"{lines[2][:-1]}…"])


def entry_lines(name: str, lang: str) -> str:
    """Break a long name into lines that a legend of one column has room for on a phone."""
    return "\n".join(_lines(name, lang, _ENTRY[lang]))


def title_lines(text: str, lang: str) -> list[str]:
    """Break a title or subtitle into lines as wide as a chart, between phrases where they are short enough."""
    if lang == "en":
        return _lines(brief(text), lang, _TITLE[lang])
    lines = [""]
    for phrase in _PHRASES.findall(brief(text)):
        if lines[-1] and width_of(lines[-1] + phrase) > 2 * _TITLE[lang]:
            lines.append("")
        first, *more = _lines(lines[-1] + phrase, lang, _TITLE[lang])
        lines[-1:] = [first, *more]
    return lines


def _lines(text: str, lang: str, width: int) -> list[str]:
    """Break a text into lines; Chinese between any two characters, a Latin letter being half as wide as they are."""
    if lang == "en":
        return wrap(text, width)
    lines = [""]
    for word in _WORDS.findall(text):
        if width_of(lines[-1]) + width_of(word) > 2 * width and lines[-1] and word not in _CLOSING:
            lines.append("")
        lines[-1] += word
    return [line.strip() for line in lines]


def width_of(text: str) -> int:
    """Measure a text in Latin letters; a Chinese character takes the room of two."""
    return sum(1 if character.isascii() else 2 for character in text)


def told(lang: str, *sentences: str) -> str:
    """Write for those who do not see the chart what it says, sentence by sentence.

    Examples
    --------
    >>> told("zh", "纠错率", "横线为范围"), told("en", "Growth", "a 1")
    ('纠错率。横线为范围', 'Growth. a 1')
    """
    first, *others = sentences
    return pick(lang, "。", ". ").join((brief(first), *others))


def described(title: Sequence[str], rows: pd.DataFrame) -> str:
    """Write for those who do not see the chart what it says: the finding, the scope, each figure."""
    figures = "; ".join(f"{name}: {number}" for name, number in zip(rows["name"], rows["figure"], strict=True))
    return " ".join(part for part in (*map(brief, title), figures) if part)


def not_printed(lang: str, zh: str, en: str, *, blank: bool = False) -> Absence:
    """Say in place of a chart that the report does not print what it would show, or leaves its totals blank."""
    what = pick(lang, zh, en)
    if blank:
        blanks = pick(lang, f"{zh}（总计空白）", f"{en} (their totals are blank)")
        return Absence(
            pick(lang, f"报告列有{zh}，但总计空白。", f"The report leaves the totals of {en} blank."), blanks
        )
    return Absence(pick(lang, f"报告没有列出{zh}。", f"The report does not print {en}."), what)
