"""How relations of the audit are called."""

from xxgk.show.words import indicator_name, pick, term

NOT_AN_IDENTITY = "not_an_identity"


def subject(row: object, lang: str) -> str:
    """Name what a row of the audit is about, with its level where it is not the whole."""
    if not row.indicator:
        return getattr(row, lang)
    name = indicator_name(row.indicator, lang)
    scope = [term("level", row.level, lang)] if row.level not in ("", "all") else []
    scope += [term("applicant", row.applicant, lang)] if row.applicant else []
    return name + (pick(lang, f"（{'、'.join(scope)}）", f" ({', '.join(scope)})") if scope else "")
