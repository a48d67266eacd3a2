"""Where a figure of the text may come from when the table contradicts it: the one cell of the table that it fits.

By hand, for a text's 48 answers, 40% of all, beside a table that has 50 over all applicants and 48 for natural persons,
of 120 requests of theirs: 48 stands in one cell only, and 48 is 40% of one column only. The text took the wrong column.
"""

from collections.abc import Iterable
from decimal import Decimal

from xxgk.reading.audit.figures import operand
from xxgk.reading.audit.records import Member, Relation
from xxgk.reading.base.records import Fact


def find_clue(relation: Relation, facts: Iterable[Fact]) -> Fact | None:
    """Find the one cell of a table that a contradicted figure of the text fits.

    Parameters
    ----------
    relation
        A broken restatement or share; of others nothing is asked.
    facts
        The facts of the report.

    Returns
    -------
    Fact or None
        Of a restatement the cell that holds the figure, of a share the whole that it is a share of; None where no cell
        fits, or more than one.
    """
    if relation.outcome != "broken" or not relation.members or not (subject := relation.members[0]).value:
        return None
    if relation.kind == "restatement":
        fitting = _holding(relation, subject)
    elif relation.kind == "share":
        fitting = _dividing(relation, subject, facts)
    else:
        return None
    cells = {fact.address: fact for fact in fitting if fact.applicant}
    return next(iter(cells.values())) if len(cells) == 1 else None


def _holding(relation: Relation, subject: Member) -> list[Fact]:
    """List the other members that hold the figure; a 0 stands everywhere."""
    number = Decimal(subject.value)
    others = [member.fact for member in relation.members[1:] if member.fact and member.value]
    return [fact for fact in others if number and Decimal(fact.value) == number]


def _dividing(relation: Relation, subject: Member, facts: Iterable[Fact]) -> list[Fact]:
    """List the cells of the whole's table of which, in place of the whole, the part is the share that is printed."""
    if not relation.identity.total:
        return []  # a sentence says itself what its share is of
    whole_name = relation.identity.total[0].partition("/")[0].partition("@")[0]
    whole = next((one.fact for one in relation.members if one.key.indicator == whole_name), None)
    part = next((one.fact for one in relation.members if one.fact not in (subject.fact, whole)), None)
    share = operand(subject.fact).amount if subject.fact else None
    if whole is None or part is None or not part.value or share is None:
        return []
    table = whole.place.partition(" ")[0]
    cells = [one for one in facts if one.place.partition(" ")[0] == table and one.value and one != whole]
    sizes = [(one, Decimal(one.value)) for one in cells]
    return [one for one, size in sizes if size > 0 and share.low <= 100 * Decimal(part.value) / size <= share.high]
