"""Names of ids for readers, from the dictionary of terms."""

from xxgk.reading.base.folders import indicator_names, term_names
from xxgk.show.wording.language import check_language


def term(kind: str, word: str, lang: str) -> str:
    """Look up the name of a level, applicant, result, theme, unit ...; an id without a name stands for itself."""
    check_language(lang)
    return term_names(lang).get((kind, word), word)


def unit_name(unit: str, lang: str) -> str:
    """Name a unit. English has no word for 条, 件 and the like: there the name of the figure says what is counted."""
    return term("unit", unit, lang)


def indicator_name(indicator: str, lang: str) -> str:
    """Name an indicator; one that is not in the dictionary goes by its id."""
    check_language(lang)
    return indicator_names(lang).get(indicator, indicator)
