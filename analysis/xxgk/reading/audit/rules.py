"""Identities applied to a report: one rule for each level and applicant that the report has figures for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fnmatch import fnmatchcase

from xxgk.reading.audit.figures import PREVIOUS, Key, Operand, Operands
from xxgk.reading.forms.identities import Identity

# The last of their parts is what the report states about the rest; without it there is no claim to check.
CLAIMS = ("share", "growth", "restatement")

# Kinds that say that two sides add up to the same.
LINEAR = ("sum", "difference", "balance", "carry")
NOT_COUNTED = frozenset({"%", "％", "‰", "个百分点", "百分点", "倍", "元"})
# As an applicant: each of a table's, which prose (where it is blank) does not have.
EACH = "*"
_FACTOR = re.compile(r"(-?)(?:([1-9]\d{0,3})\*)?(.*)", re.S)
_ANY = (None, EACH)


@dataclass(frozen=True, slots=True)
class Term:
    """A member of a rule: a figure or, where `key` is None, a constant; how often it counts, negative to subtract."""

    key: Key | None
    factor: int = 1
    constant: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """An identity at one level and for one applicant, blank where it spans them; equal only to itself."""

    identity: Identity
    level: str
    applicant: str
    total: tuple[Term, ...]
    parts: tuple[Term, ...]

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.total + self.parts

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(term.key for term in self.terms if term.key)


@dataclass(frozen=True, slots=True)
class _Member:
    """A member as an identity writes it; a level or applicant of None takes every value, ``*`` all but a blank.

    An `optional` one takes part only where the report prints it; where it prints any of the `kinds` of a result, these
    take its place.
    """

    indicator: str
    level: str | None
    applicant: str | None
    factor: int
    constant: Decimal | None = None
    optional: bool = False
    kinds: tuple["_Member", ...] = ()

    def bind(self, level: str, applicant: str) -> Term:
        if self.constant is not None:
            return Term(None, self.factor, self.constant)
        return Term(
            Key(
                self.indicator,
                level if self.level is None else self.level,
                applicant if self.applicant in _ANY else self.applicant,
            ),
            self.factor,
        )


def apply_identities(identities: Iterable[Identity], figures: Operands) -> list[Rule]:
    """Apply identities to the figures of a report.

    Returns
    -------
    list of Rule
        In the order of the identities. A rule of which the report prints fewer than two members (or, beside a
        constant, none) relates nothing and is left out; so does a share, growth or
        restatement that the report does not state.
    """
    present = _by_indicator(figures)
    return [rule for identity in identities for rule in _rules(identity, figures, present)]


def _rules(identity: Identity, figures: Operands, present: dict[str, list[Key]]) -> Iterator[Rule]:
    if identity.kind == "count":
        yield from _counts(identity, figures)
        return
    if identity.kind == "restatement" and not identity.parts:
        yield from _restatements(identity, figures)
        return
    for total, parts in _members(identity, present):
        for level, applicant in _scopes(total + parts, present):
            rule = Rule(
                identity,
                level,
                applicant,
                _bound(total, level, applicant, figures),
                _bound(parts, level, applicant, figures),
            )
            if _relates(rule, figures):
                yield rule


def _bound(members: Iterable[_Member], level: str, applicant: str, figures: Operands) -> tuple[Term, ...]:
    terms: list[Term] = []
    for member in members:
        term = member.bind(level, applicant)
        kinds = [(one.bind(level, applicant), one.optional) for one in member.kinds]
        if any(kind.key in figures for kind, _ in kinds):
            terms += [kind for kind, optional in kinds if kind.key in figures or not optional]
        elif not member.optional or term.key in figures:
            terms.append(term)
    return tuple(terms)


def _relates(rule: Rule, figures: Operands) -> bool:
    if rule.identity.kind in CLAIMS and rule.parts[-1].key not in figures:
        return False
    return sum(key in figures for key in rule.keys) >= min(2, len(rule.keys)) > 0


def _counts(identity: Identity, figures: Operands) -> Iterator[Rule]:
    """Yield a rule for each figure that can be no count; where there is none, one for all, with those left blank."""
    counts = [key for key in figures if _matches(key.indicator, identity.indicators) and is_count(figures[key].unit)]
    impossible = [key for key in counts if not could_count(figures[key])]
    for key in impossible:
        yield Rule(identity, key.level, key.applicant, (), (Term(key),))
    if counts and not impossible:
        yield Rule(identity, "", "", (), tuple(Term(key) for key in counts if figures[key].amount is None))


def is_count(unit: str) -> bool:
    """Tell whether a unit is one of things that are counted."""
    return unit not in NOT_COUNTED


def could_count(figure: Operand) -> bool:
    """Tell whether a figure is a whole number that is not negative, as far as it is known."""
    return figure.amount is None or (figure.amount.number >= 0 and figure.amount.number % 1 == 0)


def _restatements(identity: Identity, figures: Operands) -> Iterator[Rule]:
    for key in figures:
        if key.copy and _matches(key.indicator, identity.indicators or ("*",)):
            first = key._replace(copy=0)
            yield Rule(identity, key.level, key.applicant, (Term(first),), (Term(key),))


def _members(identity: Identity, present: dict[str, list[Key]]) -> Iterator[tuple[list[_Member], list[_Member]]]:
    if not identity.across:
        yield [_member(text) for text in identity.total], [_member(text) for text in identity.parts]
        return
    for indicator in present:
        if _matches(indicator, identity.indicators):
            yield (
                [_across(identity.across, indicator, text) for text in identity.total],
                [_across(identity.across, indicator, text) for text in identity.parts],
            )


def _reaches(member: _Member, applicant: str) -> bool:
    return bool(applicant) if member.applicant == EACH else member.applicant in (None, applicant)


def _matches(indicator: str, patterns: Sequence[str]) -> bool:
    return not indicator.startswith(PREVIOUS) and any(fnmatchcase(indicator, pattern) for pattern in patterns)


def _member(text: str) -> _Member:
    text, _, kinds = text.partition("|")
    factor, name = _factor(text)
    constant = _number(name)
    optional = name.endswith("?")
    name, slash, applicant = name.removesuffix("?").partition("/")
    indicator, at, level = name.partition("@")
    return _Member(
        indicator,
        level if at else None,
        applicant if slash else None,
        factor,
        constant,
        optional,
        tuple(_member(kind) for kind in kinds.split("+") if kind),
    )


def _across(dimension: str, indicator: str, text: str) -> _Member:
    factor, name = _factor(text)
    value, optional = name.removesuffix("?"), name.endswith("?")
    level, applicant = (value, None) if dimension == "level" else (None, value)
    return _Member(indicator, level, applicant, factor, optional=optional)


def _factor(text: str) -> tuple[int, str]:
    """Split a member into how often it counts and its name: -a, 5*a."""
    found = _FACTOR.fullmatch(text)
    sign, number, name = found.groups() if found else ("", "", text)
    return (-1 if sign else 1) * int(number or 1), name


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _by_indicator(figures: Operands) -> dict[str, list[Key]]:
    present: dict[str, list[Key]] = {}
    for key in figures:
        if key.copy == 0:
            present.setdefault(key.indicator, []).append(key)
    return present


def _scopes(members: Sequence[_Member], present: dict[str, list[Key]]) -> list[tuple[str, str]]:
    """List the levels and applicants at which any member that leaves them open has a figure."""
    levels: dict[str, None] = {}
    applicants: dict[str, None] = {}
    for member in members:
        for key in present.get(member.indicator, ()):
            if member.level is None and _reaches(member, key.applicant):
                levels[key.level] = None
            if member.applicant in _ANY and _reaches(member, key.applicant) and member.level in (None, key.level):
                applicants[key.applicant] = None
    return [(level, applicant) for level in levels or ("",) for applicant in applicants or ("",)]
