"""Words and numbers as readers of Chinese or English expect them; charts and sentences both draw on this."""

from analysis.wording.evidence import Figure, cite, evidence_table, figure_of, figures_under, where
from analysis.wording.language import LANGUAGES, check_language, join, pick
from analysis.wording.listing import Listing
from analysis.wording.numbers import (
    amount,
    between,
    combined,
    count,
    hedged,
    percent,
    points,
    short,
    signed,
    unsigned,
)
from analysis.wording.sentence import Sentence, bullets, paragraph, plain, quoted, write
from analysis.wording.terms import indicator_name, term, unit_name

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
