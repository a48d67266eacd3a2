"""Blanks and line breaks that layout left in the text: kept between figures, dropped between characters."""

import re
import unicodedata

# Marks of direction, joiners, variants, fillers, place holders, and what only a terminal would obey.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    "\ufeff\ufff9-\ufffc\U000e0000-\U000e0fff]|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_BLANK_GLYPH = {0x2800: " "}
_BLANKS = re.compile(r"[^\S\n]+")
_BREAK = re.compile(r"\s*\n\s*")
_LATIN = re.compile(r"[0-9A-Za-z.,%]")


# Browsers that print to PDF call 工 and 长 by the code points of the radicals that look the same; others use the
# characters that Unicode keeps for the sake of old code tables.
_COMPATIBLE = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00))
_RADICALS = (
    {code: unicodedata.normalize("NFKC", chr(code)) for code in _COMPATIBLE}
    | _BLANK_GLYPH
    | str.maketrans(
        "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
    )
)


def visible(text: str) -> str:
    """Drop the characters that nobody sees, and write those that look alike by one code point."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("", text.translate(_RADICALS))


def tidy(text: str) -> str:
    """Make every run of blanks one blank, drop invisible characters, trim; line breaks stay."""
    return _BREAK.sub("\n", _BLANKS.sub(" ", visible(text))).strip()


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
