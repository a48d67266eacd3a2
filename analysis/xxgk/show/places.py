"""Where a figure was printed: in words, and as a citation that a page leads from."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from xxgk.show.words import pick

_PLACES = (
    (re.compile(r"p(\d+)"), ("第{}段", "paragraph {}")),
    (re.compile(r"p(\d+) r(\d+) c(\d+)"), ("第{}段第{}行第{}列", "paragraph {}, row {}, column {}")),
    (re.compile(r"p(\d+) r(\d+)"), ("第{}段第{}行", "paragraph {}, row {}")),
    (re.compile(r"t(\d+) r(\d+)"), ("表{}第{}行", "table {}, row {}")),
    (re.compile(r"t(\d+) r(\d+) c(\d+)"), ("表{}第{}行第{}列", "table {}, row {}, column {}")),
)
_NUMERALS = "一二三四五六七八九十"
_NUMERAL = re.compile(f"[{_NUMERALS}]+")
_MOST_CITED = 8


def where(section: str, place: str, lang: str) -> str:
    """Say where a figure was printed; people count paragraphs, rows and columns from 1.

    Examples
    --------
    >>> where("四", "p43", "zh"), where("二/(一)", "p21", "en"), where("", "t3 r5 c2", "en")
    ('第四部分，第44段', 'section 2 (1), paragraph 22', 'table 4, row 6, column 3')
    """
    spot = place
    for pattern, words in _PLACES:
        if match := pattern.fullmatch(place):
            spot = pick(lang, *words).format(*(int(number) + 1 for number in match.groups()))
    return pick(lang, "，", ", ").join(part for part in (_section(section, lang), spot) if part)


def _section(path: str, lang: str) -> str:
    """Name a section for readers; in English the numerals that sections have, one to ten, are digits."""
    if lang == "en":
        words = _NUMERAL.sub(lambda found: str(_NUMERALS.find(found[0]) + 1 or found[0]), path)
        return f"section {words.replace('/', ' ')}" if path else ""
    first, _, rest = path.partition("/")
    return (f"第{first}部分" if _NUMERAL.fullmatch(first) else first) + rest.replace("/", " ")


@dataclass(frozen=True, slots=True)
class Citation:
    """Where figures were printed; on a page it leads there.

    Attributes
    ----------
    addresses
        The exact addresses, as `xxgk.reading.base.records.address` writes them.
    words
        What a reader sees of them; without words, a page shows the figures as they were printed.
    """

    addresses: tuple[str, ...]
    words: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.words, "; ".join(f"[{address}]" for address in self.addresses))))


def cite(addresses: str | Iterable[str]) -> Citation:
    """Cite figures by their exact addresses.

    Parameters
    ----------
    addresses
        One, or several as the column `places` of the audit has them, blank where a figure is not printed; of a long
        sum, the total and the first parts are cited.

    Examples
    --------
    >>> str(cite(("p48:9524-9527", "", "t3 r5 c2")))
    '[p48:9524-9527]; [t3 r5 c2]'
    """
    several = (addresses,) if isinstance(addresses, str) else addresses
    return Citation(tuple(one for one in islice(several, _MOST_CITED) if one))
