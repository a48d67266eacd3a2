"""What a figure says of what it counts, as slots, and the indicators as the slots that they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from msgspec import Struct, structs

from xxgk.reading.base.errors import UserError

EMPTY: frozenset[str] = frozenset()
_FIELDS = ("indicator", "object", "act", "by", "result", "reason", "unit class")
SLOTS = ("object", "act", "by", "result", "reason")


class Slots(Struct, frozen=True, gc=False):
    """What the words of a figure say; a slot with two concepts is a set, which no indicator is.

    Attributes
    ----------
    object, act, by, result, reason
        Concepts of these classes of words.
    whose
        Levels and organs that are named as those whose figure it is.
    about
        Whether the words say that it is about disclosure of information.
    foreign
        Whether it is other business.
    unknown
        Whether a word that nobody knows, or a kind of information, stands where it would change what is counted.
    field
        Whether the words name an area: 在扶贫领域, 围绕重大项目.
    """

    object: frozenset[str] = EMPTY
    act: frozenset[str] = EMPTY
    by: frozenset[str] = EMPTY
    result: frozenset[str] = EMPTY
    reason: frozenset[str] = EMPTY
    whose: tuple[str, ...] = ()
    about: bool = False
    foreign: bool = False
    unknown: bool = False
    field: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether nothing says what is counted."""
        return not (self.object or self.act or self.by or self.result or self.reason or self.foreign or self.unknown)

    @property
    def is_doubtful(self) -> bool:
        """Whether a word stands in the way of a name."""
        return self.foreign or self.unknown

    def filled(self, other: Slots, names: Iterable[str]) -> Slots:
        """Take slots that are empty here from another figure or from a governor."""
        empty = {name: getattr(other, name) for name in names if not getattr(self, name)}
        return structs.replace(self, **empty)


@dataclass(frozen=True, slots=True)
class Frame:
    """One line of `frames.toml`: an indicator and what each slot must hold; None where anything goes."""

    indicator: str
    slots: tuple[frozenset[str] | None, ...]
    units: frozenset[str]

    def fits(self, slots: Slots, units: frozenset[str]) -> bool:
        """Tell whether a figure with these slots and of these classes of unit is of this indicator."""
        if self.units and self.units.isdisjoint(units) and (units or "printed" in self.units):
            return False
        for name, allowed in zip(SLOTS, self.slots, strict=True):
            if allowed is not None and not _allows(allowed, getattr(slots, name), slots.about):
                return False
        return True


def _allows(allowed: frozenset[str], found: frozenset[str], about: bool) -> bool:
    if not found:
        return "-" in allowed or not allowed
    if len(found) > 1:
        return False
    (concept,) = found
    return concept in allowed or (about and f"{concept}+" in allowed)


@dataclass(frozen=True, slots=True)
class Grammar:
    """The frames of a lexicon with what `frames.toml` says beside them.

    Attributes
    ----------
    frames
        The indicators.
    implied
        Class and concept to the object that it implies.
    absorbs
        Object to those that only say what it is about.
    units
        Unit to its classes.
    plain
        Objects that are disclosure work whatever else is named before the act.
    """

    frames: tuple[Frame, ...] = ()
    implied: Mapping[tuple[str, str], str] = field(default_factory=dict)
    absorbs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    units: Mapping[str, frozenset[str]] = field(default_factory=dict)
    plain: frozenset[str] = EMPTY
    _by_object: Mapping[str, tuple[Frame, ...]] = field(init=False, repr=False, default_factory=dict)
    _found: dict[tuple[Slots, str], list[str]] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        found: dict[str, list[Frame]] = {}
        for frame in self.frames:
            for concept in frame.slots[0] or ("-",):
                found.setdefault(concept.rstrip("+"), []).append(frame)
        object.__setattr__(self, "_by_object", {concept: tuple(frames) for concept, frames in found.items()})

    def with_frames(self, frames: tuple[Frame, ...]) -> Grammar:
        """Try other frames before these."""
        return replace(self, frames=(*frames, *self.frames))

    def with_tables(self, raw: Mapping) -> Grammar:
        """Add what a file says beside its frames."""
        implied = {
            (name, concept): owner
            for name, owners in raw.get("implied", {}).items()
            for owner, concepts in owners.items()
            for concept in concepts.split()
        }
        absorbs = {name: frozenset(words.split()) for name, words in raw.get("absorbs", {}).items()}
        units: dict[str, frozenset[str]] = dict(self.units)
        for name, words in raw.get("units", {}).items():
            for word in words.split():
                units[word] = units.get(word, EMPTY) | {name}
        plain = self.plain | frozenset(raw.get("plain", "").split())
        return replace(
            self, implied={**self.implied, **implied}, absorbs={**self.absorbs, **absorbs}, units=units, plain=plain
        )

    def candidates(self, slots: Slots, unit: str) -> list[str]:
        """List the indicators that a figure's slots and unit fit; many figures of a report are alike."""
        if (slots, unit) not in self._found:
            self._found[slots, unit] = self._candidates(slots, unit)
        return self._found[slots, unit]

    def _candidates(self, slots: Slots, unit: str) -> list[str]:
        if slots.is_doubtful or len(slots.object) > 1:
            return []
        frames = self._by_object.get(next(iter(slots.object), "-"), ())
        classes = self.units.get(unit, frozenset(("other",)) if unit else EMPTY)
        return list(dict.fromkeys(frame.indicator for frame in frames if frame.fits(slots, classes)))

    def implied_object(self, slots: Slots) -> frozenset[str]:
        """Find the object that a result, a reason or an act implies."""
        for name in ("by", "result", "reason", "act"):
            for concept in getattr(slots, name):
                if owner := self.implied.get((name, concept)) or self.implied.get((name, "*")):
                    return frozenset((owner,))
        return EMPTY


def read_frames(text: str, where: str) -> tuple[Frame, ...]:
    """Read lines `indicator | object | act | by | result | reason | unit class`.

    Raises
    ------
    UserError
        A line has other than seven fields.
    """
    frames = []
    for line in text.splitlines():
        if not (line := line.partition("#")[0].strip()):
            continue
        fields = [one.strip() for one in line.split("|")]
        if len(fields) != len(_FIELDS):
            raise UserError(
                f"{where}: {line!r} has {len(fields)} fields; a frame has {len(_FIELDS)}: {' | '.join(_FIELDS)}."
            )
        frames.append(Frame(fields[0], tuple(_allowed(one) for one in fields[1:-1]), _concepts(fields[-1])))
    return tuple(frames)


def _allowed(text: str) -> frozenset[str] | None:
    return None if text == "*" else _concepts(text)


def _concepts(text: str) -> frozenset[str]:
    return frozenset(concept for part in text.split(",") if (concept := part.strip()))
