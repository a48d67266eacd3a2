"""Words and numbers as readers of Chinese or English expect them; charts and sentences both draw on this."""

from typing import TYPE_CHECKING

from xxgk.show.wording.evidence import Figure, cite, evidence_table, figure_of, figures_under, where
from xxgk.show.wording.language import LANGUAGES, check_language, join, pick
from xxgk.show.wording.numbers import amount, between, combined, count, hedged, percent, points, short, signed, unsigned
from xxgk.show.wording.sentence import Sentence, bullets, paragraph, plain, quoted, write
from xxgk.show.wording.terms import indicator_name, term, unit_name

if TYPE_CHECKING:
    from xxgk.show.wording.listing import Listing

__all__ = [
    "LANGUAGES",
    "Figure",
    "Listing",
    "Sentence",
    "amount",
    "between",
    "bullets",
    "check_language",
    "cite",
    "combined",
    "count",
    "evidence_table",
    "figure_of",
    "figures_under",
    "hedged",
    "indicator_name",
    "join",
    "paragraph",
    "percent",
    "pick",
    "plain",
    "points",
    "quoted",
    "short",
    "signed",
    "term",
    "unit_name",
    "unsigned",
    "where",
    "write",
]


def __getattr__(name: str) -> object:
    """Import the one class that needs pandas when it is asked for."""
    if name != "Listing":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from xxgk.show.wording.listing import Listing

    return Listing
