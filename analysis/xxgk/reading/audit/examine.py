"""The audit of one report: its figures held against the identities of its edition."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal, localcontext

from xxgk.reading.audit.figures import Key, Operands, index_figures
from xxgk.reading.audit.grades import grade
from xxgk.reading.audit.locate import locate_faults
from xxgk.reading.audit.records import Audit, Member, Relation, Testimony
from xxgk.reading.audit.rules import LINEAR, Rule, apply_identities
from xxgk.reading.audit.tree import graded, tree_rules
from xxgk.reading.audit.verdicts import Verdict, judge
from xxgk.reading.audit.witnesses import hear_witnesses, rules_by_key
from xxgk.reading.base.records import Fact
from xxgk.reading.forms.identities import Identity

# Holds the exact sum and product of any figures the audit accepts, whatever the caller's own context.
PRECISION = 60


def audit(
    facts: Iterable[Fact],
    identities: Iterable[Identity],
    previous: Iterable[Fact] | None = None,
    others: Iterable[Relation] = (),
) -> Audit:
    """Check a report's figures against identities, and find where the faults lie.

    Parameters
    ----------
    facts
        The facts of one report. Anything that cannot be read in them leaves relations undecided; nothing raises.
    identities
        The identities of its edition.
    previous
        The facts of the same organ's report for the year before, which identities of kind ``carry`` need.
    others
        Relations found in another way. One that says of the same figures what an identity says already is left out.

    Returns
    -------
    Audit
        A relation for each identity, level and applicant of which the report prints two members or more, in the order
        of the identities; then what its sentences state, in the order of the text; then `others`.
    """
    facts = tuple(facts)
    with localcontext(prec=PRECISION):
        figures, rules = _applied(facts, identities, previous)
        relations = judge_all(rules, figures)
        others = (*_stated(facts), *others)
        broken = (rule for rule, one in zip(rules, relations, strict=True) if one.outcome == "broken")
        faults = tuple(locate_faults(figures, rules, broken))
    return Audit(tuple(combine(relations, others)), faults)


def relate(
    facts: Iterable[Fact], identities: Iterable[Identity], previous: Iterable[Fact] | None = None
) -> list[Relation]:
    """Check a report's figures against identities, as `audit` does, without looking for the faults."""
    facts = tuple(facts)
    return combine(relate_identities(facts, identities, previous), _stated(facts))


def relate_identities(
    facts: Iterable[Fact], identities: Iterable[Identity], previous: Iterable[Fact] | None = None
) -> list[Relation]:
    """Check a report's figures against identities alone, without what its sentences state."""
    with localcontext(prec=PRECISION):
        figures, rules = _applied(facts, identities, previous)
        return judge_all(rules, figures)


def _stated(facts: Sequence[Fact]) -> list[Relation]:
    """Judge what the sentences of the report state."""
    rules, figures = tree_rules(facts)
    return [graded(relation) for relation in judge_all(rules, figures)]


def judge_all(rules: Sequence[Rule], figures: Operands) -> list[Relation]:
    """Judge rules, each broken one with what the others say about it: one relation for each, in their order.

    Parameters
    ----------
    rules
        Identities that are applied already, or rules made in another way: of figures without names, too.
    figures
        What the keys of the rules stand for; without a name, a figure has a key of its own copy number.
    """
    with localcontext(prec=PRECISION):
        witnesses = rules_by_key(rules)
        found = (_relation(rule, figures, witnesses) for rule in rules)
        return [replace(one, grade=grade(one)) if one.outcome == "broken" else one for one in found]


def combine(relations: Iterable[Relation], others: Iterable[Relation]) -> list[Relation]:
    """Put relations from two sources into one list; what both say of the same figures is told once, by the first.

    An identity that is undecided keeps nothing back. One that is broken gives way where the text itself gives its parts
    a further whole, with which they add up.
    """
    others = tuple(others)
    # A place of last year's report may be written as one of this year's is.
    own = (one for one in others if not any(member.key.is_previous for member in one.members))
    joint = [one.places for one in own if one.outcome == "holds" and one.kind in LINEAR]
    kept = [one for one in relations if not _is_half_told(one, joint)]
    open_ones = {_sense(one) for one in kept if one.outcome == "undecided"}
    told = {_sense(one) for one in kept if one.outcome != "undecided"}
    for relation in others:
        sense = _sense(relation)
        if sense not in told and not (relation.outcome == "undecided" and sense in open_ones):
            told.add(sense)
            kept.append(relation)
    return kept


def _is_half_told(relation: Relation, joint: Iterable[frozenset[str]]) -> bool:
    """Tell whether a sum is broken only since the text gives its parts one more whole: 11 + 2 = 7 + 6."""
    broken = relation.outcome == "broken" and relation.kind in LINEAR and len(relation.places) > 1
    return broken and any(relation.places < places for places in joint)


def _sense(relation: Relation) -> tuple[str, frozenset[tuple[bool, str]]]:
    """Give what a relation says of which figures; the same place of last year's report is another one.

    A figure that follows from printed ones (36件，比上年增加4件: the year before had 32) is one more than those.
    """
    places = frozenset(
        (member.key.is_previous, member.place or str(member.key.copy))
        for member in relation.members
        if member.place or member.key.copy < 0
    )
    return "sum" if relation.kind in (*LINEAR, "bound") else relation.kind, places


def _applied(
    facts: Iterable[Fact], identities: Iterable[Identity], previous: Iterable[Fact] | None
) -> tuple[Operands, list[Rule]]:
    figures = index_figures(facts, previous)
    fitting = [one for one in identities if previous is not None or one.kind != "carry"]
    return figures, apply_identities(fitting, figures)


def _relation(rule: Rule, figures: Operands, witnesses: Mapping[Key, list[Rule]]) -> Relation:
    verdict = judge(rule, figures)
    broken = verdict.outcome == "broken"
    keys = sorted(rule.keys, key=lambda key: key != verdict.subject)
    return Relation(
        identity=rule.identity,
        level=rule.level,
        applicant=rule.applicant,
        outcome=verdict.outcome,
        statement=verdict.statement,
        members=tuple(Member(key, figures[key].fact if key in figures else None) for key in keys),
        indicator=verdict.subject.indicator if verdict.subject else "",
        expected=verdict.expected,
        printed=verdict.printed,
        difference=_difference(verdict),
        reason=verdict.reason,
        missing=verdict.missing,
        testimony=hear_witnesses(rule, figures, witnesses) if broken else Testimony(),
    )


def _difference(verdict: Verdict) -> Decimal | None:
    if verdict.expected is None or verdict.printed is None:
        return None
    return verdict.printed - verdict.expected
