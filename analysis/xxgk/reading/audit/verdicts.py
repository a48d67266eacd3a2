"""What the figures say about one rule: it holds, it is broken, or nothing can be said.

Every figure stands for an interval: a point where it is printed exactly, wider where it is rounded or hedged.
A rule is broken where no numbers within the intervals satisfy it, so rounding and hedges never make a false
contradiction.

By hand, for a review total of 466 and results of 285, 81 and 105: the parts add up to 471, the total is a
point, the two do not meet, so the sum is broken; expected 471, printed 466.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xxgk.reading.audit.figures import Amount, Key, Operand, Operands, exactly
from xxgk.reading.audit.rules import Rule, Term, could_count
from xxgk.reading.measures import TIMES, base_between, share_bounds
from xxgk.reading.quantities import decimal_text

# Hedged figures that could be off by more than this fraction of the whole would hide a part that is missing.
COARSE = Decimal("0.1")
RATE_UNITS = {"": 1, "%": 1, "％": 1, TIMES: 100}
_NEVER_COMPARED = frozenset({"%", "％", "个百分点", "百分点", "倍", "元"})
_INFINITY = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of one rule.

    Attributes
    ----------
    outcome
        ``holds``, ``broken`` or ``undecided``.
    statement
        The relation in figures as printed; ``?`` stands for what is not there.
    expected, printed
        What the other members ask for, and what is printed; None where not known.
    subject
        The figure that `printed` quotes.
    reason
        Why it is undecided: a key of `REASONS`.
    missing
        The figures that are absent, blank or unusable.
    """

    outcome: str
    statement: str
    expected: Decimal | None = None
    printed: Decimal | None = None
    subject: Key | None = None
    reason: str = ""
    missing: tuple[Key, ...] = ()


def judge(rule: Rule, figures: Operands) -> Verdict:
    """Judge one rule.

    Parameters
    ----------
    rule
        The rule.
    figures
        The figures of the report; a member that is absent or blank leaves the rule undecided, unless the
        others contradict it already.

    Returns
    -------
    Verdict
        Never raises, whatever the figures.
    """
    return _JUDGES.get(rule.identity.kind, _judge_sum)(rule, figures)


def side(terms: Iterable[Term], figures: Operands, lowest: Decimal = Decimal(0)) -> Amount:
    """Add up one side of a sum; what is missing can be any number from `lowest` upward."""
    low, high = Decimal(0), Decimal(0)
    value: Decimal | None = Decimal(0)
    for term in terms:
        amount = exactly(term.constant) if term.key is None else _amount(figures, term.key)
        if amount is None:
            amount = Amount(None, lowest, _INFINITY)
        value = None if value is None or amount.value is None else value + term.factor * amount.value
        low += term.factor * (amount.low if term.factor > 0 else amount.high)
        high += term.factor * (amount.high if term.factor > 0 else amount.low)
    return Amount(value, low, high)


def _judge_sum(rule: Rule, figures: Operands) -> Verdict:
    missing = _missing(rule, figures)
    lowest = -_INFINITY if missing and _any_negative(rule, figures) else Decimal(0)
    total, parts = side(rule.total, figures, lowest), side(rule.parts, figures, lowest)
    statement = f"{_sum_text(rule.total, figures)} = {_sum_text(rule.parts, figures)}"
    members = [term.key for term in rule.terms if term.key]
    subject = next((key for key in members if key in figures), members[0] if members else None)
    expected, printed = parts.value, total.value
    if not total.meets(parts):
        # What is missing can only widen the gap: the parts that are printed say by how much at least.
        expected = parts.low if parts.value is None and parts.low.is_finite() else expected
        return Verdict("broken", statement, expected, printed, subject, "", missing)
    if missing:
        return Verdict("undecided", statement, expected, printed, subject, _why(missing, figures), missing)
    if _is_coarse(total, parts):
        return Verdict("undecided", statement, expected, printed, subject, "approximate")
    return Verdict("holds", statement, expected, printed, subject)


def _judge_share(rule: Rule, figures: Operands) -> Verdict:
    (whole_key,), (part_key, share_key) = _keys(rule.total), _keys(rule.parts)
    part_text, whole_text, share_text = (_text(figures.get(key)) for key in (part_key, whole_key, share_key))
    times = 100 if share_key in figures and figures[share_key].unit == TIMES else 1
    statement = f"{part_text} / {whole_text} = {share_text}{TIMES if times > 1 else ''}"
    printed = _amount(figures, share_key)
    shown = printed.value if printed else None
    if missing := _missing(rule, figures):
        return Verdict("undecided", statement, None, shown, share_key, _why(missing, figures), missing)
    part, whole, rate = (figures[key].known for key in (part_key, whole_key, share_key))
    bounds = share_bounds((part.low, part.high), (whole.low, whole.high))
    if bounds is None:
        return Verdict("undecided", statement, None, shown, share_key, "zero_whole")
    possible = Amount(100 * part.number / whole.number, *bounds)
    expected = possible.number / times
    if not possible.meets(Amount(times * rate.number, times * rate.low, times * rate.high)):
        return Verdict("broken", statement, expected, shown, share_key)
    if not possible.high.is_finite() or possible.width > COARSE * possible.high:
        return Verdict("undecided", statement, expected, shown, share_key, "approximate")
    return Verdict("holds", statement, expected, shown, share_key)


def _judge_growth(rule: Rule, figures: Operands) -> Verdict:
    (value_key, *base_keys), (rate_key,) = _keys(rule.total), _keys(rule.parts)
    value_text, rate_text = _text(figures.get(value_key)), _rate_text(figures.get(rate_key))

    def verdict(outcome: str, base: str = "?", **rest: Any) -> Verdict:
        return Verdict(outcome, f"{base} × (1 {rate_text}) = {value_text}", subject=rate_key, **rest)

    if missing := _missing(rule, figures):
        return verdict("undecided", reason=_why(missing, figures), missing=missing)
    value, rate = figures[value_key].known, figures[rate_key].known
    unit = RATE_UNITS.get(figures[rate_key].unit)
    if unit is None:
        return verdict("undecided", reason="units", printed=rate.value)
    base = base_between((value.low, value.high), (unit * rate.low, unit * rate.high))
    for base_key in base_keys:
        last, text = figures[base_key].known, _text(figures[base_key])
        if last.number <= 0:
            return verdict("undecided", text, reason="zero_whole", printed=rate.value)
        outcome = "holds" if last.low <= base.high and base.low <= last.high else "broken"
        return verdict(outcome, text, expected=_growth(value, last.number) / unit, printed=rate.value)
    if base.integer is not None:
        return verdict("holds", str(base.integer), expected=_growth(value, base.integer) / unit, printed=rate.value)
    if base.candidates:
        return verdict("undecided", reason="several_bases", printed=rate.value)
    return verdict("broken", expected=_nearest_growth(value, unit * rate.number, unit), printed=rate.value)


def _judge_bound(rule: Rule, figures: Operands) -> Verdict:
    greater, lesser = side(rule.total, figures), side(rule.parts, figures)
    statement = f"{_sum_text(rule.parts, figures)} ≤ {_sum_text(rule.total, figures)}"
    subject = next((term.key for term in (*rule.parts, *rule.total) if term.key), None)
    missing = _missing(rule, figures)
    if missing:
        reason = _why(missing, figures)
        return Verdict("undecided", statement, greater.value, lesser.value, subject, reason, missing)
    if lesser.low > greater.high:
        return Verdict("broken", statement, greater.value, lesser.value, subject)
    if lesser.high <= greater.low:
        return Verdict("holds", statement, greater.value, lesser.value, subject)
    return Verdict("undecided", statement, greater.value, lesser.value, subject, "approximate")


def _judge_restatement(rule: Rule, figures: Operands) -> Verdict:
    (again_key,) = _keys(rule.parts)
    first, again = side(rule.total, figures), side(rule.parts, figures)
    statement = f"{_text(figures.get(again_key))} ≈ {_sum_text(rule.total, figures)}"
    expected = first.low if first.value is None and first.low.is_finite() else first.value
    missing = _missing(rule, figures)
    if not first.meets(again):
        comparable = _comparable(rule, figures)
        outcome, reason = ("broken", "") if comparable else ("undecided", "units")
        return Verdict(outcome, statement, expected, again.value, again_key, reason, missing)
    if missing:
        return Verdict("undecided", statement, None, again.value, again_key, _why(missing, figures), missing)
    if not _comparable(rule, figures):
        return Verdict("undecided", statement, expected, again.value, again_key, "units")
    return Verdict("holds", statement, expected, again.value, again_key)


def _comparable(rule: Rule, figures: Operands) -> bool:
    units = {figures[key].unit for key in rule.keys if key in figures}
    return len(units) < 2 or not units & _NEVER_COMPARED


def _judge_count(rule: Rule, figures: Operands) -> Verdict:
    for key in rule.keys:
        if not could_count(figures[key]):
            return Verdict("broken", f"{_text(figures[key])} ≠ 0, 1, 2 …", None, figures[key].known.value, key)
    if missing := _missing(rule, figures):
        return Verdict("undecided", "? = 0, 1, 2 …", reason=_why(missing, figures), missing=missing)
    return Verdict("holds", "0, 1, 2 …")


_JUDGES = {
    "share": _judge_share,
    "growth": _judge_growth,
    "bound": _judge_bound,
    "restatement": _judge_restatement,
    "count": _judge_count,
}


def _keys(terms: Iterable[Term]) -> tuple[Key, ...]:
    return tuple(term.key for term in terms if term.key)


def _amount(figures: Operands, key: Key) -> Amount | None:
    figure = figures.get(key)
    return figure.amount if figure else None


def _missing(rule: Rule, figures: Operands) -> tuple[Key, ...]:
    return tuple(key for key in rule.keys if _amount(figures, key) is None)


def _why(missing: tuple[Key, ...], figures: Operands) -> str:
    """Name the first thing that stands in the way: a blank can be filled, so it goes first."""
    problems = {figures[key].problem if key in figures else "missing" for key in missing}
    return next(reason for reason in ("blank", "too_large", "unreadable", "missing") if reason in problems)


def _any_negative(rule: Rule, figures: Operands) -> bool:
    amounts = (_amount(figures, key) for key in rule.keys)
    return any(amount is not None and amount.low < 0 for amount in amounts)


def _is_coarse(total: Amount, parts: Amount) -> bool:
    slack = total.width + parts.width
    return total.value != parts.value and slack > COARSE * max(abs(total.number), abs(parts.number))


def _growth(value: Amount, base: Decimal | int) -> Decimal:
    return 100 * (value.number - base) / base


def _nearest_growth(value: Amount, rate: Decimal, unit: int) -> Decimal | None:
    """Find the growth from a whole number that comes nearest to the printed one."""
    if rate <= -100:
        return None
    near = int(100 * value.number / (100 + rate))
    growths = [_growth(value, base) for base in (near, near + 1) if base > 0]
    if not growths:
        return None
    return min(growths, key=lambda growth: abs(growth - rate)) / unit


def _text(figure: Operand | None) -> str:
    return figure.printed if figure and figure.amount else "?"


def _rate_text(figure: Operand | None) -> str:
    sign = "-" if figure and figure.amount and figure.amount.number < 0 else "+"
    return f"{sign} {_text(figure).lstrip('-－+＋')}{TIMES if figure and figure.unit == TIMES else ''}"


def _sum_text(terms: Iterable[Term], figures: Operands) -> str:
    text = ""
    for term in terms:
        sign = "-" if term.factor < 0 else "+"
        times = f"{abs(term.factor)} × " if abs(term.factor) > 1 else ""
        number = decimal_text(term.constant) if term.key is None else _text(figures.get(term.key))
        text += f" {sign} {times}{number}" if text or term.factor < 0 else f"{times}{number}"
    return text.strip()
