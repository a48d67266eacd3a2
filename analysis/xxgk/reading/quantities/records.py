"""What the reader of quantities returns: figures, and what looks like one and is none."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Quantity:
    """One printed figure.

    Attributes
    ----------
    start, end
        Code-point offsets: ``text[start:end] == printed``.
    printed
        The figure as printed with its hedge and 万, 亿 or %, without the unit, save where the hedge follows
        the unit (``2.5万件次以上``, ``20日内``).
    value
        The number in base units: ``8.45万`` is 84500, ``32.72%`` is 32.72.
    unit
        条, 件, 次, 元, %, 个百分点 ... without 万 or 亿; empty when none is printed.
    qualifier
        ``exact``, ``over``, ``nearly``, ``about``, ``at_least`` or ``at_most``.
    """

    start: int
    end: int
    printed: str
    value: Decimal
    unit: str
    qualifier: str


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Digits or Chinese numerals that are no figure.

    Attributes
    ----------
    start, end
        Code-point offsets: ``text[start:end] == printed``.
    printed
        The words or digits passed over.
    reason
        Why: ``date``, ``document_number``, ``phone``, ``postcode``, ``address``, ``link``, ``title``, ``name``,
        ``word``, ``article``, ``ordinal``, ``reference``, ``page``, ``level``, ``vague``, ``ratio``, ``unit``,
        ``none`` (the 一 of 无一例), ``summands`` (三项 of 三项合计), ``cell`` (a cell of a table set as running text)
        or, where nothing is known, ``unclassified``.
    """

    start: int
    end: int
    printed: str
    reason: str
