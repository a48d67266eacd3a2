"""What an audit yields, as records: relations with their members and testimony, faults with what would mend them."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xxgk.reading.audit.figures import Key
from xxgk.reading.base.records import Fact
from xxgk.reading.forms.identities import Identity

# Broken, they are errors of the report; other relations break for good reasons.
ERRORS = ("definition", "inequality")
NOT_AN_IDENTITY = "not_an_identity"
OUTCOMES = ("holds", "broken", "undecided")


@dataclass(frozen=True, slots=True)
class Member:
    """A figure that takes part in a relation: what it counts, and the fact; None where the report does not print it."""

    key: Key
    fact: Fact | None = None

    @property
    def place(self) -> str:
        """The exact address of the figure; blank where it is not printed."""
        return self.fact.address if self.fact else ""

    @property
    def printed(self) -> str:
        return self.fact.printed if self.fact else ""

    @property
    def label(self) -> str:
        return self.fact.label if self.fact else ""

    @property
    def value(self) -> str:
        """The figure as a decimal; blank where it is not known."""
        return self.fact.value if self.fact else ""

    def __str__(self) -> str:
        """Write the key; a figure that has no indicator goes by its label."""
        return str(self.key) if self.key.indicator else self.label or self.place


@dataclass(frozen=True, slots=True)
class Witness:
    """What another relation says of a broken one, with the total as printed and with what the parts make."""

    code: str
    with_total: str
    with_parts: str


@dataclass(frozen=True, slots=True)
class Testimony:
    """What other relations say about a broken one.

    Attributes
    ----------
    supports
        ``total`` or ``parts``; ``neither`` where the relations contradict both; ``both`` where some support the
        one and some the other; blank where none can tell. Of a restated figure, ``total`` is the more exact
        printing and ``parts`` the other.
    witnesses
        The relations that tell.
    """

    supports: str = ""
    witnesses: tuple[Witness, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation between figures of a report, and what became of it.

    Attributes
    ----------
    identity
        The identity that was applied: code, kind, severity, names.
    level, applicant
        At which level and for which applicant; blank where it spans them.
    outcome
        ``holds``, ``broken`` or ``undecided``.
    statement
        The relation in figures as printed, ``466 = 285 + 81 + 105``; ``?`` is what is not printed.
    members
        The figures that take part. The first is the one that `printed` quotes.
    indicator
        The indicator of the figure that `printed` quotes; blank where there is none.
    expected, printed, difference
        What the other members ask for, what is printed, and printed minus expected (positive: too high); None where
        not known. Of a bound, `expected` is the greatest that is allowed; of a share or growth, the rate computed
        again.
    reason
        Why it is undecided: a key of `REASONS`.
    missing
        The figures that are absent, blank or unusable.
    testimony
        Of a broken sum or restatement: which side other relations support.
    grade
        How it is broken, one of `xxgk.reading.audit.grades.GRADES`; blank where it is not.
    """

    identity: Identity
    level: str
    applicant: str
    outcome: str
    statement: str
    members: tuple[Member, ...]
    indicator: str = ""
    expected: Decimal | None = None
    printed: Decimal | None = None
    difference: Decimal | None = None
    reason: str = ""
    missing: tuple[Key, ...] = ()
    testimony: Testimony = Testimony()
    grade: str = ""

    @property
    def code(self) -> str:
        return self.identity.code

    @property
    def kind(self) -> str:
        return self.identity.kind

    @property
    def severity(self) -> str:
        return self.identity.severity

    @property
    def is_identity(self) -> bool:
        """Whether it has to hold, as far as it can; what only looks like an identity is kept on record."""
        return self.identity.severity != NOT_AN_IDENTITY

    @property
    def is_error(self) -> bool:
        """Whether it is broken and must hold."""
        return self.outcome == "broken" and self.identity.severity in ERRORS

    @property
    def by_arithmetic(self) -> bool:
        """Whether the sentence leaves open which figures belong together, and the figures decided."""
        return any(member.fact is not None and "arithmetic" in member.fact.tie.split() for member in self.members)

    @property
    def claim(self) -> tuple[str, str]:
        """Of which printed figure it speaks, and what it says of it."""
        return self.members[0].place if self.members else "", self.statement

    @property
    def places(self) -> frozenset[str]:
        """Where its figures were printed."""
        return frozenset(member.place for member in self.members if member.place)


@dataclass(frozen=True, slots=True)
class Change:
    """A figure, and the value that would mend a fault."""

    member: Member
    value: Decimal


@dataclass(frozen=True, slots=True)
class Fault:
    """Broken sums that hang together, or a blank, and what would mend them.

    Attributes
    ----------
    problem
        ``wrong`` or ``blank``.
    status
        ``unique``: one figure explains it; ``ambiguous``: several would, each an explanation of its own;
        ``unexplained``: no single figure does, nor a pair.
    codes
        The identities that are mended.
    explanations
        Each is one way to mend it; its changes (one, or two) must be made together.
    """

    problem: str
    status: str
    codes: tuple[str, ...]
    explanations: tuple[tuple[Change, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Audit:
    """The audit of one report: every relation that was checked, and where the faults lie."""

    relations: tuple[Relation, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def checked(self) -> tuple[Relation, ...]:
        """The relations that have to hold."""
        return tuple(relation for relation in self.relations if relation.is_identity)

    @property
    def findings(self) -> tuple[Relation, ...]:
        """What a reader must look at: broken relations, errors before warnings."""
        return tuple(found(self.relations))

    @property
    def undecided(self) -> tuple[Relation, ...]:
        """The relations of which nothing can be said."""
        return tuple(relation for relation in self.checked if relation.outcome == "undecided")

    @property
    def errors(self) -> int:
        """Number of broken relations that must hold."""
        return sum(relation.is_error for relation in self.relations)

    @property
    def outcomes(self) -> dict[str, int]:
        """Number of relations that hold, are broken, are undecided."""
        counts = Counter(relation.outcome for relation in self.checked)
        return {outcome: counts[outcome] for outcome in OUTCOMES}

    @property
    def reasons(self) -> dict[str, int]:
        """Number of undecided relations by reason, the most frequent first."""
        return dict(Counter(relation.reason for relation in self.checked if relation.reason).most_common())


def found(relations: Iterable[Relation]) -> list[Relation]:
    """Keep the broken relations, errors before warnings, without those that are no identity."""
    broken = [relation for relation in relations if relation.outcome == "broken" and relation.is_identity]
    return sorted(broken, key=lambda relation: not relation.is_error)


def alike(claims: Sequence[tuple[Hashable, ...]]) -> list[list[int]]:
    """Put together what says the same of one printed figure.

    Two rules may hold a figure against the same numbers, which the report prints twice: in its text and in its table.

    Parameters
    ----------
    claims
        For each relation, where its first figure was printed, and its statement; more may stand between. Blank places
        are not known to be the same.

    Returns
    -------
    list of list of int
        Positions in `claims`, in the order of the first of each group.
    """
    groups: dict[Hashable, list[int]] = {}
    for position, claim in enumerate(claims):
        groups.setdefault(claim if claim[0] else position, []).append(position)
    return list(groups.values())
