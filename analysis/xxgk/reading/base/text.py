"""How text is put into tables that other programs open."""

# A spreadsheet takes a text that begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FIRST_WIDE = "\u2e80"  # where the scripts of East Asia begin


def columns_of(text: str) -> int:
    """Measure a text in Latin letters; a Chinese character takes the room of two.

    Examples
    --------
    >>> columns_of("2016年")
    6
    """
    return sum(2 if character >= _FIRST_WIDE else 1 for character in text)


def harmless(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula.

    Examples
    --------
    >>> harmless("=1+1"), harmless("466 = 285 + 81")
    ("'=1+1", '466 = 285 + 81')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
