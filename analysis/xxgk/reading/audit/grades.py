"""How a relation is broken: it does not add up, its last digit was cut, or its figures are printed loosely."""

from decimal import Decimal

from xxgk.reading.audit.records import Relation

GRADES = ("sum", "last_digit", "loose")


def last_digit_off(relation: Relation) -> bool:
    """Tell whether a printed share is the true one cut, or raised, to its last digit instead of rounded.

    Parameters
    ----------
    relation
        A broken share: what was expected is known exactly, what is printed as far as it is printed.
    """
    if relation.expected is None or relation.printed is None:
        return False
    share = next((m.fact for m in relation.members if m.fact and m.fact.unit in ("%", "％")), None)
    decimals = len(share.printed.strip("%％").partition(".")[2]) if share else 0
    step = Decimal(1).scaleb(-decimals)
    return abs(relation.printed - relation.expected) < step


def grade(relation: Relation) -> str:
    """Say how a relation is broken; blank where it is not."""
    if relation.outcome != "broken":
        return ""
    if relation.kind == "share" and last_digit_off(relation):
        return "last_digit"
    loose = any(member.fact and member.fact.qualifier not in ("", "exact", "none") for member in relation.members)
    return "loose" if loose else "sum"
