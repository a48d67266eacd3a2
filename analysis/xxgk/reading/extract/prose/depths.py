"""What stands at one depth of brackets, and which figures a list that opens there may divide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xxgk.reading.extract.prose.drafts import MOST_CANDIDATES, Draft
from xxgk.reading.extract.prose.membership import Membership

Candidates = list[tuple[int, ...]]


@dataclass(slots=True)
class Depth:
    """What stands at one depth of brackets: the figures outside of lists, and the list that is open."""

    bracket: bool = False
    anchor: int = -1
    pending: str = ""  # what was opened before the bracket
    tops: list[int] = field(default_factory=list)
    segment: int = 0  # how many of them stand before the last semicolon
    draft: Draft | None = None


def candidates_for(
    depth: Depth, opener: str, named: Sequence[int], earlier: Sequence[Sequence[int]], membership: Membership
) -> Candidates:
    """List what a list may divide, the likeliest first.

    Parameters
    ----------
    depth
        Where it opens.
    opener
        What opens it.
    named
        Figures that the words before it name.
    earlier
        The figures outside of lists of the sentences before.
    membership
        The figures with their words.
    """
    if depth.bracket and depth.anchor >= 0:
        return [(depth.anchor,)]
    if depth.draft and opener == depth.draft.opener == "head":
        return list(depth.draft.candidates)  # 按来源分...；按渠道分...
    found = [(one,) for one in named] if opener == "head" else []
    if depth.draft:
        found += [(depth.draft.members[-1],), *depth.draft.candidates]
    near = depth.tops[depth.segment :] or depth.tops
    found += [(one,) for one in reversed(near)]
    found += membership.joint(near)
    if not depth.bracket and (opener == "head" or not depth.tops):
        sentences = earlier if opener == "head" else earlier[-1:]
        found += [(one,) for sentence in reversed(sentences) for one in reversed(sentence)]
        found += membership.joint(sentences[-1] if sentences else [])
    return list(dict.fromkeys(found))[:MOST_CANDIDATES]
