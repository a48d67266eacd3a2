"""How relations of the audit are called."""

from xxgk.reading.audit.records import NOT_AN_IDENTITY
from xxgk.show.words import indicator_name, pick, term

__all__ = ["NOT_AN_IDENTITY", "name_figure", "subject"]


def subject(row: object, lang: str) -> str:
    """Name what a row of the audit is about, with its level where it is not the whole."""
    return name_figure(row.indicator, row.level, row.applicant, lang) if row.indicator else getattr(row, lang)


def name_figure(indicator: str, level: str, applicant: str, lang: str) -> str:
    """Name a figure, with its level where it is not the whole."""
    scope = [term("level", level, lang)] if level not in ("", "all") else []
    scope += [term("applicant", applicant, lang)] if applicant else []
    ending = pick(lang, f"（{'、'.join(scope)}）", f" ({', '.join(scope)})") if scope else ""
    return indicator_name(indicator, lang) + ending
