"""A list of figures as the words give it, before it is known what it divides."""

from __future__ import annotations

from dataclasses import dataclass, field

MOST_CANDIDATES = 8  # wholes that a list may have


@dataclass(slots=True)
class Draft:
    """A list as the words give it, before it is known what it divides.

    Attributes
    ----------
    opener
        How it was opened: ``part``, ``divide``, ``head`` (从申请方式看), ``bracket``, ``colon``; ``run`` where nothing
        opens it.
    members
        Numbers of its figures among the items.
    candidates
        What it may divide, the nearest first; several figures where they may be one whole together.
    cuts
        Numbers of members before which it may have ended: a new act, a time, a stronger mark.
    rests
        Numbers of members that are what is left: 其他, 其余.
    total
        Number of the figure behind it that says it is its sum; -1 where none does.
    claimed
        Whether that figure has no words of its own (共计7条), or some that point back (以上各类相加，公开7条),
        so that it can be only the sum.
    outer
        The list that it stands in.
    weakest
        The mark between its members.
    """

    opener: str
    members: list[int] = field(default_factory=list)
    candidates: list[tuple[int, ...]] = field(default_factory=list)
    cuts: set[int] = field(default_factory=set)
    rests: set[int] = field(default_factory=set)
    total: int = -1
    claimed: bool = False
    outer: Draft | None = None
    weakest: str = ""
