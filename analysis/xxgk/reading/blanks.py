"""What would hold, and what would break, if the cells that a report leaves blank meant 0."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xxgk.reading.across import relate_across
from xxgk.reading.audit import Relation, combine, relate
from xxgk.reading.base.records import Fact
from xxgk.reading.report import AuditedReport

_Rule = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Supposed:
    """The relations that blanks leave undecided, decided on the supposition that blank means 0.

    Attributes
    ----------
    undecided
        Number of relations that nothing could be said of.
    holds, broken
        Those of them that would hold, and that would break.
    """

    undecided: int
    holds: tuple[Relation, ...]
    broken: tuple[Relation, ...]


def suppose_zeros(report: AuditedReport) -> Supposed:
    """Check a report again with 0 in its blank cells; the report itself stays as it was read."""
    filled = tuple(_filled(fact) for fact in report.facts)
    last = report.previous
    if last:
        last = replace(last, facts=tuple(_filled(fact) for fact in last.facts))
    again = relate(filled, report.form.identities, last.facts if last else None)
    found = _by_rule(combine(again, relate_across(filled, last, report.year, report.form.id)))
    undecided = report.audit.undecided
    decided = [one for was in undecided if (one := _same(was, found.get(_rule(was), ())))]
    holds, broken = (tuple(one for one in decided if one.outcome == outcome) for outcome in ("holds", "broken"))
    return Supposed(len(undecided), holds, broken)


def _by_rule(relations: Iterable[Relation]) -> dict[_Rule, list[Relation]]:
    found: dict[_Rule, list[Relation]] = {}
    for relation in relations:
        found.setdefault(_rule(relation), []).append(relation)
    return found


def _rule(relation: Relation) -> _Rule:
    return relation.code, relation.level, relation.applicant


def _same(was: Relation, candidates: Sequence[Relation]) -> Relation | None:
    """Find what became of a relation; one that lists the blanks themselves has other members once there are none."""
    members = {str(member) for member in was.members}
    exact = [one for one in candidates if {str(member) for member in one.members} == members]
    return exact[0] if exact else candidates[0] if len(candidates) == 1 else None


def _filled(fact: Fact) -> Fact:
    """Put 0 into a blank cell; what is printed and could not be read is no blank."""
    return fact if fact.value or fact.printed.strip() else replace(fact, value="0")
