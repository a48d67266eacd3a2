"""Quantities in Chinese running text: "100多万条" is 1000000, unit 条, qualifier over, and where it stands.

``find_quantities`` accounts for every digit and every Chinese numeral of a text: each is part of a figure or of
something that is named as none.
"""

import re

from xxgk.reading.quantities.exclusions import CLAIMED, claim, left_over
from xxgk.reading.quantities.lexicon import CHINESE, normalise
from xxgk.reading.quantities.precision import decimal_text, interval, resolution
from xxgk.reading.quantities.records import Exclusion, Quantity
from xxgk.reading.quantities.rows import find_figures

__all__ = ["Exclusion", "Quantity", "decimal_text", "find_quantities", "interval", "resolution", "unaccounted"]

_RUN = re.compile(rf"\d+|[{CHINESE}]+")


def find_quantities(text: str) -> tuple[list[Quantity], list[Exclusion]]:
    """Find every figure of a text, and account for every numeral that is none.

    Parameters
    ----------
    text
        Running text, a heading or the text of a table cell.

    Returns
    -------
    tuple of list of Quantity and list of Exclusion
        Both in the order of the text; no two spans overlap, and ``text[start:end] == printed`` for each. Every run
        of digits and of Chinese numerals lies within one of them.
    """
    masked, spans = claim(normalise(text))
    figures = find_figures(masked)
    rest = list(masked)
    for figure in figures:
        rest[figure.start : figure.end] = CLAIMED * (figure.end - figure.start)
    spans += left_over("".join(rest))
    quantities = [Quantity(f.start, f.end, text[f.start : f.end], f.value, f.unit, f.qualifier) for f in figures]
    return quantities, [Exclusion(start, end, text[start:end], reason) for start, end, reason in sorted(spans)]


def unaccounted(text: str) -> list[tuple[int, int]]:
    """Find the runs of digits or Chinese numerals that ``find_quantities`` has not accounted for.

    Parameters
    ----------
    text
        The text that was read.

    Returns
    -------
    list of tuple
        Offsets of the runs that lie wholly or partly outside all spans; empty when the finder kept its promise.
    """
    quantities, exclusions = find_quantities(text)
    covered = bytearray(len(text))
    spans: list[Quantity | Exclusion] = [*quantities, *exclusions]
    for found in spans:
        covered[found.start : found.end] = b"\1" * (found.end - found.start)
    return [run.span() for run in _RUN.finditer(text) if 0 in covered[run.start() : run.end()]]
