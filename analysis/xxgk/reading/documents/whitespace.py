"""Blanks and line breaks that layout left in the text: kept between figures, dropped between characters."""

import re
import unicodedata

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_BLANKS = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r"\s*\n\s*")
_LATIN = re.compile(r"[0-9A-Za-z.,%]")


# Browsers that print to PDF call 工 and 长 by the code points of the radicals that look the same.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | str.maketrans(
    "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
    "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
)


def tidy(text: str) -> str:
    """Make every run of blanks one blank, drop invisible characters, trim; line breaks stay."""
    text = _INVISIBLE.sub("", text.translate(_RADICALS))
    return _BREAK.sub("\n", _BLANKS.sub(" ", text)).strip()


def is_latin(character: str) -> bool:
    """Return whether a character belongs to a figure or a Latin word, which a blank keeps apart."""
    return _LATIN.match(character) is not None


def join_lines(text: str) -> str:
    """Put the lines of a label together: nothing between Chinese characters, a blank between two figures."""
    joined = ""
    for line in tidy(text).split("\n"):
        apart = joined and line and is_latin(joined[-1]) and is_latin(line[0])
        joined += f" {line}" if apart else line
    return joined
