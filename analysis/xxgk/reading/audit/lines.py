"""Findings as lines that an editor can open, and why nothing can be said of a relation."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from xxgk.reading.audit.records import Relation
from xxgk.reading.quantities import decimal_text

REASONS = {
    "missing": ("报告未列出", "the report does not print"),
    "blank": ("空白", "left blank:"),
    "too_large": ("数字过大，无法精确核算", "too large for exact arithmetic:"),
    "unreadable": ("数字无法识读", "cannot be read:"),
    "approximate": ("约数太粗，不足以判断", "the figures are too approximate to tell"),
    "zero_whole": ("总数为0，比例无意义", "a share of 0 has no meaning"),
    "several_bases": ("有多个整数基数与增长率相符", "several whole-number bases fit the growth rate"),
    "units": ("单位不可比", "the units cannot be compared"),
}


# What is true of two sides of which that is not.
_REFUTED = str.maketrans({"=": "≠", "≈": "≠", "≤": ">"})


def format_finding(
    relation: Relation,
    report: str,
    lang: str = "zh",
    names: Mapping[str, str] | None = None,
    refuted: bool = False,
) -> str:
    """Write a broken relation as a line that an editor can open.

    Parameters
    ----------
    relation
        The relation.
    report
        The report's id or file name.
    lang
        ``zh`` or ``en``.
    names
        Names of indicators for readers, by id; an indicator without one goes by its id.
    refuted
        Write of the relation what is true: ``10 ≠ 4 + 3 + 2``, not ``10 = 4 + 3 + 2`` as it should be.

    Returns
    -------
    str
        ``report:place: code: what [figure]: expected, printed, difference and its direction (the relation)``.
    """
    place, figure = next(((member.place, str(member)) for member in relation.members), ("", ""))
    name = (names or {}).get(relation.indicator, relation.indicator)
    what = f"{relation.code}: {rule_name(relation, lang)} [{figure.replace(relation.indicator, name, 1)}]"
    statement = relation.statement.translate(_REFUTED) if refuted else relation.statement
    return " ".join(f"{report}:{place}: {what}: {compare(relation, lang)} ({statement})".split())


def rule_name(relation: Relation, lang: str) -> str:
    """Say what has to hold."""
    return relation.identity.zh if lang == "zh" else relation.identity.en


def explain_reason(reason: str, missing: Iterable[object] = (), lang: str = "zh") -> str:
    """Say in words why nothing can be said of a relation; blank for one that is decided.

    Parameters
    ----------
    reason
        A key of `REASONS`, or blank.
    missing
        What is missing: keys of figures, or names for readers.
    lang
        ``zh`` or ``en``.
    """
    if not reason:
        return ""
    zh, en = REASONS[reason]
    words = zh if lang == "zh" else en
    listed = ("、" if lang == "zh" else ", ").join(map(str, missing))
    return f"{words}{'：' if lang == 'zh' else ' '}{listed}" if listed else words


def compare(relation: Relation, lang: str) -> str:
    """Say what was expected, what is printed, and how far off it is in which direction."""
    expected, printed = _number(relation.expected), _number(relation.printed)
    difference = relation.difference
    most = relation.kind == "bound"
    if lang == "zh":
        direction = "" if difference is None else f"，{'多' if difference > 0 else '少'} {_number(abs(difference))}"
        return f"应{'不超过' if most else '为'} {expected}，印作 {printed}{direction}"
    direction = "" if difference is None else f", {_number(abs(difference))} too {'high' if difference > 0 else 'low'}"
    return f"expected {'at most ' if most else ''}{expected}, printed {printed}{direction}"


def _number(value: Decimal | None) -> str:
    """Write a number for a line of text; ``?`` is one that is not known."""
    return "?" if value is None else decimal_text(Decimal(repr(round(float(value), 4))))
