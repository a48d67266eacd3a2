"""Names in an edition's file that somebody has: an indicator, a level, an applicant."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from fnmatch import fnmatchcase

from xxgk.reading.forms.identities import Identity, mentions

_SOURCES = {
    "indicator": "indicators.csv or the rows and columns of the edition",
    "level": "terms.csv or the words.whose of the edition",
    "applicant": "terms.csv or the columns of the edition",
}
_WAY_OUT = {
    "indicator": "correct it, or describe it in the indicators.csv of your data folder",
    "level": "correct it, or add it to [words.whose]",
    "applicant": "correct it",
}

Names = Mapping[str, Collection[str]]


def check_identity(identity: Identity, names: Names) -> None:
    """Refuse a relation that speaks of what nobody has: no report would ever be held against it.

    Parameters
    ----------
    identity
        The relation.
    names
        The names that there are, by kind: ``indicator``, ``level``, ``applicant``.

    Raises
    ------
    ValueError
        It names something else.
    """
    who = f"identity {identity.code}"
    for kind, name in mentions(identity):
        check_name(who, kind, name, names)
    for pattern in identity.indicators:
        if not any(fnmatchcase(name, pattern) for name in names["indicator"]):
            check_name(who, "indicator", pattern, names)


def check_name(who: str, kind: str, name: str, names: Names) -> None:
    """Refuse a name that nobody has, with those that are near, what is allowed and the way out."""
    if name in names[kind]:
        return
    near = get_close_matches(name, sorted(names[kind]), cutoff=0.6)
    meant = f" Did you mean {' or '.join(near)}?" if near else ""
    allowed = f"Allowed are the {kind}s of {_SOURCES[kind]}"
    raise ValueError(f"{who} names the {kind} {name!r}, which nobody has.{meant} {allowed}; {_WAY_OUT[kind]}")
