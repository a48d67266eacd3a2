"""What is known of the figures when shares and rates of growth are tied to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xxgk.reading.extract.prose.amounts import Bounds, fits_share
from xxgk.reading.extract.prose.items import Item
from xxgk.reading.extract.prose.model import Token
from xxgk.reading.extract.prose.sums import Division

ALIKE = {"gov_info": "info", "on_request": "request", "organ_info": "info"}
REACH = 8  # figures that are looked back through


@dataclass(frozen=True, slots=True)
class Tie:
    """How a rate, a difference or a multiple hangs together with counts, by numbers of items."""

    relation: str
    about: int = -1
    of: tuple[int, ...] = ()
    by_arithmetic: bool = False


@dataclass(frozen=True)
class Surroundings:
    """The figures with their roles, times and lists.

    Attributes
    ----------
    items, roles, periods, amounts
        One for each figure.
    divisions
        The lists.
    text
        The text that the tokens point to.
    head
        The list that a figure is a member of.
    """

    items: Sequence[Item]
    roles: Sequence[str]
    periods: Sequence[str]
    amounts: Sequence[Bounds]
    divisions: Sequence[Division]
    text: str
    head: dict[int, Division] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "head", {one: each for each in self.divisions for one in each.members})

    def word(self, token: Token) -> str:
        """The word of a token."""
        return self.text[token.start : token.end]

    def before(self, number: int, roles: Sequence[str] = ("value",), reach: int = REACH) -> list[int]:
        """The figures of these roles before one, the nearest first."""
        found = [one for one in range(number - 1, max(-1, number - 1 - 2 * reach), -1) if self.roles[one] in roles]
        return found[:reach]

    def in_sentence(self, number: int, roles: Sequence[str] = ("value",)) -> list[int]:
        """Those of them that stand in its sentence."""
        sentence = self.items[number].sentence
        return [one for one in self.before(number, roles, 2 * REACH) if self.items[one].sentence == sentence]

    def fits(self, part: int, wholes: Sequence[int], share: int) -> bool:
        """Tell whether a share can be that of a part in a whole of the same kind."""
        if any(self.items[whole].kind != self.items[part].kind for whole in wholes) or len(wholes) != 1:
            return False
        return fits_share(self.amounts[part], self.amounts[wholes[0]], self.amounts[share])

    def has(self, number: int, *kinds: str) -> bool:
        """Tell whether a figure's clause holds a word of these classes."""
        return any(token.kind in kinds for token in self.items[number].clause)

    def things(self, number: int) -> Iterator[str]:
        """What a figure's clause counts; words that mean the same in a report count once."""
        return (ALIKE.get(concept, concept) for _, concept in self.concepts(number, "object"))

    def concepts(self, number: int, *kinds: str) -> Iterator[tuple[str, str]]:
        """The classes and concepts of these classes in a figure's clause."""
        return ((token.kind, token.concept) for token in self.items[number].clause if token.kind in kinds)
