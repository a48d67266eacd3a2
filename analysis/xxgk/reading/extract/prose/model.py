"""What the readers of running text pass to each other: words, figures with their place in the sentence, lists."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct

from xxgk.reading.quantities import Quantity

BY_ORDER = ("根据", "依据", "依照", "按照", "遵照")  # at the head of a clause that says by whose orders
WITHIN = ("中", "件中", "当中", "之中", "里")  # behind what there are parts of: 已答复的9件中


class Token(Struct, frozen=True, gc=False):
    """One word of the text that the lexicon knows, or one figure.

    Attributes
    ----------
    start, end
        Code-point offsets into the document's text.
    kind
        The word's class: ``object``, ``act``, ``by``, ``result``, ``reason``, ``whose``, ``when``, ``role``,
        ``compare``, ``direction``, ``share``, ``rate``, ``none``, ``list``, ``label``, ``foreign``, ``join``,
        ``filler``; ``figure`` for a figure; ``mark`` for punctuation that bounds; ``unknown`` for a run of characters
        that no word covers.
    concept
        What it stands for within its class, e.g. ``request``; of a figure its number among the document's figures.
    """

    start: int
    end: int
    kind: str
    concept: str


class Node(Struct, frozen=True, gc=False):
    """One figure of the running text and how it hangs together with others; offsets are the document's.

    Attributes
    ----------
    index
        Its number among the document's figures, in the order of the text.
    quantity
        The figure as printed.
    paragraph
        Number of its paragraph.
    sentence, clause
        Spans of the sentence and of the clause that it stands in.
    words
        Span of the words that are its own: from the end of the figure or boundary before it to the next one behind it.
    role
        ``value``, ``change``, ``base``, ``share``, ``growth``, ``ratio``, ``plan``, ``norm`` or ``duration``.
    period
        ``year`` (the report's), ``half``, ``quarter``, ``part`` of a year, ``years`` (several), ``cumulative``,
        ``plan``, or another year's number.
    of
        Indices of the figures that it is part or share of, or that a growth, difference or ratio is measured against;
        several only where they are one whole together. Empty: none printed.
    about
        Index of the count that a share, growth, difference or ratio speaks of; -1 where none is printed.
    relation
        How: ``part``, ``share``, ``growth``, ``difference``, ``ratio``, ``same`` or blank.
    group
        Number of the list that it is a member of; -1 outside of lists.
    by_arithmetic
        Whether grammar left several wholes open and the figures decided.
    declines
        Whether it is a rate of growth downwards.
    """

    index: int
    quantity: Quantity
    paragraph: int
    sentence: tuple[int, int]
    clause: tuple[int, int]
    words: tuple[int, int]
    role: str = "value"
    period: str = "year"
    of: tuple[int, ...] = ()
    about: int = -1
    relation: str = ""
    group: int = -1
    by_arithmetic: bool = False
    declines: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A list of figures that divide one whole, or that stand side by side.

    Attributes
    ----------
    heads
        Indices of the figures that it divides, together one whole; empty where none is printed.
    members
        Indices of its figures, in order.
    whole
        Why the list must be complete (``shares``, ``divided``, ``rest``, ``levels``, ``total``); blank where nothing
        says so.
    opener
        What opens it: ``part`` (其中), ``divide`` (分为), ``head`` (从渠道看), ``bracket``, ``colon``; ``run`` where
        only the figures tie them together, ``so_far`` of the year's beside all years', ``shares`` of shares.
    by_arithmetic
        Whether grammar left several wholes open and the figures decided.
    overlapping
        Whether one thing may count in several members (channels of publication).
    """

    heads: tuple[int, ...]
    members: tuple[int, ...]
    whole: str = ""
    opener: str = ""
    by_arithmetic: bool = False
    overlapping: bool = False


@dataclass(frozen=True, slots=True)
class Structure:
    """All figures of a document's running text, and the lists that they form."""

    nodes: tuple[Node, ...] = ()
    groups: tuple[Group, ...] = field(default=())
