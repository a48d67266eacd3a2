"""How relations of the audit are called."""

from xxgk.reading.audit.records import NOT_AN_IDENTITY
from xxgk.show.words import counted, indicator_name, pick, term

__all__ = ["NOT_AN_IDENTITY", "name_figure", "outcomes", "subject", "turned"]

_TURNED = str.maketrans({"=": "≠", "≈": "≠", "≤": ">"})


def subject(row: object, lang: str) -> str:
    """Name what a row of the audit is about, with its level where it is not the whole."""
    return name_figure(row.indicator, row.level, row.applicant, lang) if row.indicator else getattr(row, lang)


def outcomes(outcome: str, number: int, lang: str) -> str:
    """Say of how many relations an outcome is.

    Examples
    --------
    >>> outcomes("broken", 4, "en"), outcomes("holds", 1, "en"), outcomes("broken", 4, "zh")
    ('4 do not hold', '1 holds', '4 项不成立')
    """
    named = term("outcome", outcome, lang)
    several = {"holds": "hold", "broken": "do not hold"}.get(outcome, named)
    return pick(lang, f"{number} 项{named}", f"{number} {counted(number, named, several)}")


def turned(statement: str) -> str:
    """Write a relation that does not hold as what is the case: ``466 ≠ 285 + 81 + 105``."""
    return statement.translate(_TURNED)


def name_figure(indicator: str, level: str, applicant: str, lang: str) -> str:
    """Name a figure, with its level where it is not the whole."""
    scope = [term("level", level, lang)] if level not in ("", "all") else []
    scope += [term("applicant", applicant, lang)] if applicant else []
    ending = pick(lang, f"（{'、'.join(scope)}）", f" ({', '.join(scope)})") if scope else ""
    return indicator_name(indicator, lang) + ending
