"""Which side of a contradiction the report's other relations support.

By hand, for 466 = 285 + 81 + 105 (which make 471) and a growth of 38.28%: a growth to 466 has a whole number
as its base, 337; a growth to 471 has none. The growth supports the total.
"""

from collections.abc import Iterable, Mapping

from xxgk.reading.audit.figures import Key, Operand, Operands, instead
from xxgk.reading.audit.records import Testimony, Witness
from xxgk.reading.audit.rules import LINEAR, Rule
from xxgk.reading.audit.verdicts import Verdict, judge, side
from xxgk.reading.quantities import decimal_text

# A figure printed a thousand times over would otherwise be heard a million times.
MOST_WITNESSES = 20


def rules_by_key(rules: Iterable[Rule]) -> dict[Key, list[Rule]]:
    """Look up the rules that a figure takes part in; what is no identity proves nothing and is left out."""
    found: dict[Key, list[Rule]] = {}
    for rule in rules:
        if rule.identity.severity != "not_an_identity":
            for key in dict.fromkeys(rule.keys):
                found.setdefault(key, []).append(rule)
    return found


def hear_witnesses(rule: Rule, figures: Operands, rules: Mapping[Key, list[Rule]]) -> Testimony:
    """Ask the other rules of a broken rule's total whether they hold for it, and for what the parts make.

    Parameters
    ----------
    rule
        A broken sum, difference or balance with one total, or a broken restatement; of others nothing is
        asked.
    figures
        The figures of the report.
    rules
        The rules of each figure (`rules_by_key`).
    """
    rival = _rival(rule, figures)
    key = rule.total[0].key if rival else None
    if rival is None or key is None:
        return Testimony()
    replaced = instead(figures, {key: rival})
    heard: list[tuple[str, Witness]] = []
    for other in rules.get(key, [])[:MOST_WITNESSES]:
        if other is not rule:
            for_total, for_parts = judge(other, figures), judge(other, replaced)
            if support := _support(for_total, for_parts):
                heard.append((support, Witness(other.identity.code, for_total.statement, for_parts.statement)))
    sides = {support for support, _ in heard}
    both = {"total", "parts"} <= sides
    supports = "both" if both else next((name for name in ("total", "parts", "neither") if name in sides), "")
    return Testimony(supports, tuple(witness for _, witness in heard))


def _rival(rule: Rule, figures: Operands) -> Operand | None:
    """Make the figure that the total would be if the parts are right."""
    if len(rule.total) != 1 or rule.total[0].key is None or rule.total[0].factor < 0:
        return None
    if rule.identity.kind == "restatement":
        stated = rule.parts[0].key
        return figures.get(stated) if stated else None
    if rule.identity.kind in LINEAR:
        amount = side(rule.parts, figures)
        return None if amount.value is None else Operand(amount, decimal_text(amount.value))
    return None


def _support(for_total: Verdict, for_parts: Verdict) -> str:
    outcomes = (for_total.outcome, for_parts.outcome)
    return {("holds", "broken"): "total", ("broken", "holds"): "parts", ("broken", "broken"): "neither"}.get(
        outcomes, ""
    )
