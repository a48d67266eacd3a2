"""From running text to figures that hang together: roles, times, lists, wholes, rates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from xxgk.reading.documents import Document
from xxgk.reading.extract.cover import read_cover
from xxgk.reading.extract.prose.context import Surroundings, Tie
from xxgk.reading.extract.prose.items import Item, read_items
from xxgk.reading.extract.prose.lists import find_lists
from xxgk.reading.extract.prose.model import Group, Node, Structure
from xxgk.reading.extract.prose.rates import is_falling, tie_rates
from xxgk.reading.extract.prose.roles import read_roles
from xxgk.reading.extract.prose.share_lists import share_lists
from xxgk.reading.extract.prose.shares import shares_of_values
from xxgk.reading.extract.prose.sums import Division, Sums
from xxgk.reading.extract.prose.times import read_periods
from xxgk.reading.extract.prose.tokens import Words
from xxgk.reading.extract.prose.wholes import settle

_YEAR = re.compile(r"(?:19|20)\d\d")


def read_structure(document: Document, words: Words, year: int | None = None) -> Structure:
    """Read how the figures of a document's running text hang together.

    Parameters
    ----------
    document
        The document.
    words
        Its text with what :func:`xxgk.reading.quantities.find_quantities` has found in it; figures that another reader
        takes may be left out.
    year
        The report's year; by default the one that its title names.

    Returns
    -------
    Structure
        One node for each figure, in order, and the lists.
    """
    text = words.text
    items = read_items(document, words)
    roles = read_roles(items, text)
    periods, timed = read_periods(document, items, roles, text, year or read_cover(document).year)
    shares = shares_of_values(items, roles)
    drafts, loose = find_lists(items, roles, text)
    sums = Sums(items, text, periods, timed, shares, loose)
    divisions = settle(sums, drafts)
    around = Surroundings(items, roles, periods, sums.amounts, divisions, text)
    ties = tie_rates(around, shares)
    divisions = [*divisions, *share_lists(around, ties)]
    nodes = [_node(items, number, roles[number], periods[number]) for number in range(len(items))]
    groups = [
        Group(
            tuple(items[head].index for head in division.heads),
            tuple(items[one].index for one in division.members),
            division.whole,
            division.opener,
            division.by_arithmetic,
        )
        for division in divisions
    ]
    _tie_parts(nodes, divisions, items)
    for number, tie in ties.items():
        nodes[number] = _tied(nodes[number], tie, items)
    return Structure(tuple(nodes), tuple(groups))


def _node(items: Sequence[Item], number: int, role: str, period: str) -> Node:
    item = items[number]
    tokens = item.tokens
    words = (
        tokens[item.before - 1].end if item.before else tokens[0].start,
        tokens[item.after].start if item.after < len(tokens) else tokens[-1].end,
    )
    declines = role == "growth" and is_falling(items, number)
    return Node(
        item.index,
        item.quantity,
        item.paragraph,
        item.sentence_span,
        item.clause_span,
        words,
        role,
        period,
        declines=declines,
    )


def _tie_parts(nodes: list[Node], divisions: Sequence[Division], items: Sequence[Item]) -> None:
    for number, division in enumerate(divisions):
        heads = tuple(items[head].index for head in division.heads)
        for one in division.members:
            if nodes[one].of:
                continue
            nodes[one] = replace(
                nodes[one],
                of=heads,
                relation="part" if heads else "",
                group=number,
                by_arithmetic=division.by_arithmetic,
            )


def _tied(node: Node, tie: Tie, items: Sequence[Item]) -> Node:
    return replace(
        node,
        of=tuple(items[one].index for one in tie.of),
        about=items[tie.about].index if tie.about >= 0 else -1,
        relation=tie.relation,
        by_arithmetic=tie.by_arithmetic,
    )
