"""Which single figure, if it were wrong, would explain the contradictions, and what it should have been.

Sums that must hold by definition are linear equations over the report's figures. A wrong figure breaks every
equation it stands in, by the same amount; so where all of a figure's equations are off by one amount, setting
it right mends them all. By hand, for a table in which row 5 is 3 too high and column 2 is 3 too high: the
cell at row 5, column 2 is the only figure in both, so it is 3 too high.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from xxgk.reading.audit.figures import Key, Operand, Operands, instead, supposed
from xxgk.reading.audit.records import NOT_AN_IDENTITY, Change, Fault, Member
from xxgk.reading.audit.rules import LINEAR, Rule
from xxgk.reading.audit.verdicts import judge, side
from xxgk.reading.audit.witnesses import rules_by_key

# Beyond this, two errors explain too much to mean anything, and the search would be slow.
MOST_PAIRS = 5_000
MOST_EXPLANATIONS = 25

Mending = dict[Key, Decimal]


@dataclass(frozen=True, slots=True)
class _Line:
    """A sum as an equation: `coefficients` times the figures make `residual`, which should be 0."""

    rule: Rule
    coefficients: Mapping[Key, int]
    residual: Decimal


@dataclass(frozen=True, slots=True)
class _Report:
    """What the search looks at: the figures, each figure's rules and sums, and the rules that are broken.

    `signed` says that figures in sums may be negative.
    """

    figures: Operands
    rules: Mapping[Key, list[Rule]]
    lines: Mapping[Key, list[_Line]]
    broken: frozenset[Rule]
    signed: bool


def locate_faults(figures: Operands, rules: Sequence[Rule], broken: Iterable[Rule]) -> Iterator[Fault]:
    """Find the figures that would explain the broken sums of a report, and fill blanks that sums determine.

    Parameters
    ----------
    figures
        The figures of the report.
    rules
        The identities applied to them.
    broken
        Those of the rules that are broken.

    Yields
    ------
    Fault
        First the groups of broken sums that hang together, then the blanks.
    """
    report = _survey(figures, rules, broken)
    for problem, codes, mendings in chain(_wrong(report), _blank(report, rules)):
        status = "unexplained" if not mendings else "unique" if len(mendings) == 1 else "ambiguous"
        yield Fault(problem, status, codes, tuple(_changes(mending, figures) for mending in mendings))


def _survey(figures: Operands, rules: Sequence[Rule], broken: Iterable[Rule]) -> _Report:
    lines: dict[Key, list[_Line]] = {}
    for rule in rules:
        line = _line(rule, figures)
        if line is not None:
            for key in line.coefficients:
                lines.setdefault(key, []).append(line)
    real = frozenset(rule for rule in broken if rule.identity.severity != NOT_AN_IDENTITY)
    signed = any(figures[key].known.number < 0 for key in lines)
    return _Report(figures, rules_by_key(rules), lines, real, signed)


def _line(rule: Rule, figures: Operands) -> _Line | None:
    """Write a rule as an equation; None where it is no sum by definition, or a member is not known."""
    if rule.identity.kind not in LINEAR or rule.identity.severity != "definition":
        return None
    total, parts = side(rule.total, figures), side(rule.parts, figures)
    if total.value is None or parts.value is None:
        return None
    coefficients: dict[Key, int] = {}
    for term, sign in [*((term, 1) for term in rule.total), *((term, -1) for term in rule.parts)]:
        if term.key:
            coefficients[term.key] = coefficients.get(term.key, 0) + sign * term.factor
    return _Line(rule, coefficients, total.value - parts.value)


def _wrong(report: _Report) -> Iterator[tuple[str, tuple[str, ...], list[Mending]]]:
    for lines in _connected(report):
        changes = _singles(lines, report) or _pairs(lines, report)
        yield "wrong", _codes(line.rule for line in lines), changes


def _connected(report: _Report) -> Iterator[list[_Line]]:
    """Group broken sums that share a figure, directly or through others."""
    seen: set[Rule] = set()
    for start in chain.from_iterable(report.lines.values()):
        group, frontier = [], [start]
        while frontier:
            line = frontier.pop()
            if line.rule in report.broken and line.rule not in seen:
                seen.add(line.rule)
                group.append(line)
                frontier += chain.from_iterable(report.lines[key] for key in line.coefficients)
        if group:
            yield group


def _singles(lines: Sequence[_Line], report: _Report) -> list[Mending]:
    """List the figures that mend all of `lines` alone and break nothing."""
    changes = []
    for key in lines[0].coefficients:
        if all(line.coefficients.get(key) for line in lines):
            steps = {-line.residual / line.coefficients[key] for line in lines}
            if len(steps) == 1:
                changes.append({key: report.figures[key].known.number + steps.pop()})
    return _surviving(changes, lines, report)


def _pairs(lines: Sequence[_Line], report: _Report) -> list[Mending]:
    """List the pairs of figures that mend all of `lines` together and break nothing."""
    first, *others = lines
    changes, tried = {}, 0
    for one in first.coefficients:
        rest = [line for line in others if one not in line.coefficients]
        partners = set.intersection(*(set(line.coefficients) for line in rest)) if rest else set()
        for two in sorted(partners - {one}):
            tried += 1
            if tried > MOST_PAIRS:
                return []
            if change := _solve(one, two, report):
                changes[frozenset(change)] = change
    found = _surviving(list(changes.values()), lines, report)
    return found if len(found) <= MOST_EXPLANATIONS else []


def _solve(one: Key, two: Key, report: _Report) -> Mending | None:
    """Solve for both figures from the sums in which each stands without the other."""
    change = {}
    for key, partner in ((one, two), (two, one)):
        steps = {
            -line.residual / line.coefficients[key]
            for line in report.lines[key]
            if partner not in line.coefficients and line.coefficients[key]
        }
        if len(steps) != 1:
            return None
        change[key] = report.figures[key].known.number + steps.pop()
    return change


def _surviving(changes: Iterable[Mending], lines: Sequence[_Line], report: _Report) -> list[Mending]:
    """Keep the changes that are lawful, mend all of `lines` and break nothing.

    Where some also mend every other broken rule of the figures concerned (a growth rate, a share), the rest
    would need a second error to explain those, and go.
    """
    concerned = dict.fromkeys(key for line in lines for key in line.coefficients)
    others = report.broken.intersection(chain.from_iterable(report.rules[key] for key in concerned))
    kept = [change for change in changes if _mends(change, [line.rule for line in lines], report)]
    best = [change for change in kept if _mends(change, others, report)]
    return best or kept


def _mends(change: Mending, wanted: Iterable[Rule], report: _Report) -> bool:
    if not report.signed and min(change.values()) < 0:
        return False
    changed = instead(report.figures, {key: supposed(value) for key, value in change.items()})
    touched = {rule for key in change for rule in report.rules[key]}
    whole = {*wanted, *(touched - report.broken)}
    return all(judge(rule, changed).outcome != "broken" for rule in whole)


def _blank(report: _Report, rules: Iterable[Rule]) -> Iterator[tuple[str, tuple[str, ...], list[Mending]]]:
    """Work out each blank figure from the sums in which nothing else is missing."""
    fillings: dict[Key, dict[Decimal, list[Rule]]] = {}
    absent = Operand(None, "")
    for rule in rules:
        blanks = [key for key in rule.keys if report.figures.get(key, absent).amount is None]
        if len(blanks) == 1 and report.figures.get(blanks[0], absent).problem == "blank":
            filled = instead(report.figures, {blanks[0]: supposed(Decimal(0))})
            line = _line(rule, filled)
            if line and line.coefficients[blanks[0]]:
                value = 0 - line.residual / line.coefficients[blanks[0]]
                fillings.setdefault(blanks[0], {}).setdefault(value, []).append(rule)
    for key, values in fillings.items():
        lawful = [{key: value} for value in values if report.signed or value >= 0]
        yield "blank", _codes(chain.from_iterable(values.values())), lawful


def _codes(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.identity.code for rule in rules))


def _changes(mending: Mending, figures: Operands) -> tuple[Change, ...]:
    return tuple(Change(Member(key, figures[key].fact), value) for key, value in mending.items())
