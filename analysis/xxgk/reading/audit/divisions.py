"""The lists of a report's text as its facts have them: what divides which whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xxgk.reading.base.records import Fact


@dataclass(frozen=True, slots=True)
class Division:
    """A list and its whole, as the facts have them."""

    heads: tuple[Fact, ...]
    members: tuple[Fact, ...]
    opener: str
    whole: str
    overlap: bool
    by_arithmetic: bool


def read_divisions(facts: Sequence[Fact]) -> list[Division]:
    """Read the lists of a report's text from its facts: one division for each, in the order of the text.

    Parameters
    ----------
    facts
        The facts of one report; those whose places are not among them are passed over.
    """
    places = {fact.address: fact for fact in reversed(facts)}
    lists: dict[str, list[Fact]] = {}
    for fact in places.values():
        if number := tie_words(fact).get("list"):
            lists.setdefault(number, []).append(fact)
    found = []
    for members in lists.values():
        members.sort(key=lambda fact: fact.start)
        words = tie_words(members[0])
        shares = words.get("opener") == "shares"
        heads = () if shares else tuple(places[place] for place in members[0].of.split() if place in places)
        if shares or heads:
            flags = ("overlap" in words, "arithmetic" in words)
            found.append(Division(heads, tuple(members), words.get("opener", ""), words.get("whole", ""), *flags))
    return sorted(found, key=lambda division: division.members[0].start)


def tie_words(fact: Fact) -> dict[str, str]:
    """Split the column `tie` into its words and their values."""
    return {name: value for name, _, value in (word.partition(":") for word in fact.tie.split())}
