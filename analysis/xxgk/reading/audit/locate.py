"""Which single figure, if it were wrong, would explain the contradictions, and what it should have been.

Sums that must hold by definition are linear equations over the report's figures. A wrong figure breaks every
equation it stands in, by the same amount; so where all of a figure's equations are off by one amount, setting
it right mends them all. By hand, for a table in which row 5 is 3 too high and column 2 is 3 too high: the
cell at row 5, column 2 is the only figure in both, so it is 3 too high.
"""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import chain

import pandas as pd

from xxgk.reading.audit.figures import Figure, Figures, Key, exactly, index_figures
from xxgk.reading.audit.report import PRECISION, SEPARATOR
from xxgk.reading.audit.rules import LINEAR, Rule, apply_identities
from xxgk.reading.audit.verdicts import judge, side
from xxgk.reading.audit.witnesses import rules_by_key
from xxgk.reading.forms.identities import Identity
from xxgk.reading.quantities import decimal_text

# Beyond this, two errors explain too much to mean anything, and the search would be slow.
MOST_PAIRS = 5_000
MOST_EXPLANATIONS = 25
COLUMNS = {
    "fault": "int64",
    "problem": "str",
    "status": "str",
    "explanation": "int64",
    "indicator": "str",
    "level": "str",
    "applicant": "str",
    "place": "str",
    "printed": "str",
    "proposed": "float64",
    "codes": "str",
}

Change = dict[Key, Decimal]


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

    figures: Figures
    rules: Mapping[Key, list[Rule]]
    lines: Mapping[Key, list[_Line]]
    broken: frozenset[Rule]
    signed: bool


def locate_faults(
    facts: pd.DataFrame, identities: Sequence[Identity], previous: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Find the figures that would explain the broken sums of a report, and fill blanks that sums determine.

    Parameters
    ----------
    facts, identities, previous
        As `audit` takes them.

    Returns
    -------
    DataFrame
        One row for each figure of each explanation.

        ``fault``
            Numbers the groups of broken sums that hang together.
        ``problem``
            ``wrong`` or ``blank``.
        ``status``
            ``unique``: one figure explains it; ``ambiguous``: several would, each has its own `explanation`;
            ``unexplained``: no single figure does, nor a pair; the row names no figure.
        ``explanation``
            Rows of one fault with the same number must be changed together (two wrong figures).
        ``printed``, ``proposed``
            What is printed, and the value that would mend it.
        ``codes``
            The rules that this mends, joined by "; ".
    """
    with localcontext(prec=PRECISION):
        if previous is None:
            identities = [identity for identity in identities if identity.kind != "carry"]
        figures = index_figures(facts, previous)
        rules = apply_identities(identities, figures)
        report = _survey(figures, rules)
        rows = []
        faults = chain(_wrong(report), _blank(report, rules))
        for number, (problem, codes, changes) in enumerate(faults, start=1):
            rows += _rows(number, problem, codes, changes, figures)
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def _survey(figures: Figures, rules: Sequence[Rule]) -> _Report:
    lines: dict[Key, list[_Line]] = {}
    for rule in rules:
        line = _line(rule, figures)
        for key in line.coefficients if line else ():
            lines.setdefault(key, []).append(line)
    real = (rule for rule in rules if rule.identity.severity != "not_an_identity")
    broken = frozenset(rule for rule in real if judge(rule, figures).outcome == "broken")
    signed = any(figures[key].amount.value < 0 for key in lines)
    return _Report(figures, rules_by_key(rules), lines, broken, signed)


def _line(rule: Rule, figures: Figures) -> _Line | None:
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


def _wrong(report: _Report) -> Iterator[tuple[str, str, list[Change]]]:
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


def _singles(lines: Sequence[_Line], report: _Report) -> list[Change]:
    """List the figures that mend all of `lines` alone and break nothing."""
    changes = []
    for key in lines[0].coefficients:
        if all(line.coefficients.get(key) for line in lines):
            steps = {-line.residual / line.coefficients[key] for line in lines}
            if len(steps) == 1:
                changes.append({key: report.figures[key].amount.value + steps.pop()})
    return _surviving(changes, lines, report)


def _pairs(lines: Sequence[_Line], report: _Report) -> list[Change]:
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


def _solve(one: Key, two: Key, report: _Report) -> Change | None:
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
        change[key] = report.figures[key].amount.value + steps.pop()
    return change


def _surviving(changes: Iterable[Change], lines: Sequence[_Line], report: _Report) -> list[Change]:
    """Keep the changes that are lawful, mend all of `lines` and break nothing.

    Where some also mend every other broken rule of the figures concerned (a growth rate, a share), the rest
    would need a second error to explain those, and go.
    """
    concerned = dict.fromkeys(key for line in lines for key in line.coefficients)
    others = report.broken.intersection(chain.from_iterable(report.rules[key] for key in concerned))
    kept = [change for change in changes if _mends(change, [line.rule for line in lines], report)]
    best = [change for change in kept if _mends(change, others, report)]
    return best or kept


def _mends(change: Change, wanted: Iterable[Rule], report: _Report) -> bool:
    if not report.signed and min(change.values()) < 0:
        return False
    changed = ChainMap({key: _figure(value) for key, value in change.items()}, report.figures)
    touched = {rule for key in change for rule in report.rules[key]}
    whole = {*wanted, *(touched - report.broken)}
    return all(judge(rule, changed).outcome != "broken" for rule in whole)


def _blank(report: _Report, rules: Iterable[Rule]) -> Iterator[tuple[str, str, list[Change]]]:
    """Work out each blank figure from the sums in which nothing else is missing."""
    fillings: dict[Key, dict[Decimal, list[Rule]]] = {}
    absent = Figure(None, "")
    for rule in rules:
        blanks = [key for key in rule.keys if report.figures.get(key, absent).amount is None]
        if len(blanks) == 1 and report.figures.get(blanks[0], absent).problem == "blank":
            filled = ChainMap({blanks[0]: _figure(Decimal(0))}, report.figures)
            line = _line(rule, filled)
            if line and line.coefficients[blanks[0]]:
                value = 0 - line.residual / line.coefficients[blanks[0]]
                fillings.setdefault(blanks[0], {}).setdefault(value, []).append(rule)
    for key, values in fillings.items():
        lawful = [{key: value} for value in values if report.signed or value >= 0]
        yield "blank", _codes(chain.from_iterable(values.values())), lawful


def _figure(value: Decimal) -> Figure:
    return Figure(exactly(value), decimal_text(value))


def _codes(rules: Iterable[Rule]) -> str:
    return SEPARATOR.join(dict.fromkeys(rule.identity.code for rule in rules))


def _rows(number: int, problem: str, codes: str, changes: Sequence[Change], figures: Figures) -> list[tuple]:
    if not changes:
        return [(number, problem, "unexplained", 0, "", "", "", "", "", float("nan"), codes)]
    status = "unique" if len(changes) == 1 else "ambiguous"
    return [
        (
            number,
            problem,
            status,
            explanation,
            key.indicator,
            key.level,
            key.applicant,
            figures[key].place,
            figures[key].printed,
            float(value),
            codes,
        )
        for explanation, change in enumerate(changes, start=1)
        for key, value in change.items()
    ]
