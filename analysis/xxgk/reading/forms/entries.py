"""What an edition's file may say: keys that somebody reads, and names that somebody has."""

from collections.abc import Collection, Mapping
from difflib import get_close_matches
from fnmatch import fnmatchcase

from xxgk.reading.forms.identities import Identity, mentions

_SOURCES = {
    "indicator": "indicators.csv or the rows, columns and items of the edition",
    "level": "terms.csv or the levels of the edition",
    "applicant": "terms.csv or the columns of the edition",
    "topic": "the topics of the edition",
}
_WAY_OUT = {
    "indicator": "correct it, or describe it in the indicators.csv of your data folder",
    "level": "correct it, or add it as a [[level]]",
    "applicant": "correct it",
    "topic": "correct it, or add it as a [[topic]]",
}

# What the values of some keys must be, wherever they stand.
_TEXT = frozenset(
    ("zh", "en", "kind", "authority", "wording", "id", "words", "indicator", "anchor", "applicant", "unit")
)
_TEXT |= {"code", "severity", "across"}
_TEXTS = frozenset(("units", "structure", "each", "tables_of"))
_TEXT_OR_TEXTS = frozenset(("label", "relations_of", "indicators"))
_YEARS = frozenset(("since", "until"))

Names = Mapping[str, Collection[str]]


def entries(raw: Mapping, name: str, keys: Collection[str], *, needed: bool = False) -> list[Mapping]:
    """List the entries of one name, e.g. ``[[item]]``.

    Parameters
    ----------
    raw
        The file, or the entry that they stand in.
    name
        Their name.
    keys
        The keys that they may have.
    needed
        Whether there must be one.

    Raises
    ------
    KeyError, ValueError
        There is none, they are no entries, or one has a key that nobody reads.
    """
    found = raw[name] if needed else raw.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, Mapping) for entry in found):
        raise ValueError(f"{name!r} is to hold entries, each below a line [[{name}]] or in braces")
    for entry in found:
        check_keys(entry, keys, f" of {name!r}")
    return found


def check_keys(raw: Mapping, keys: Collection[str], where: str = "") -> None:
    """Refuse a slip of the pen: a key that nobody reads would leave what it says unchecked without a word."""
    if unread := sorted(raw.keys() - set(keys)):
        raise ValueError(f"the key {unread[0]!r}{where} is not known; allowed are {', '.join(sorted(keys))}")
    for key, value in raw.items():
        _check_value(key, value, where)


def _check_value(key: str, value: object, where: str) -> None:
    texts = isinstance(value, list) and all(isinstance(one, str) for one in value)
    if key in _YEARS and not isinstance(value, int):
        raise ValueError(f"{value!r} is not a year; write it without quotes, e.g. 2008")
    if key in _TEXTS and not texts:
        raise ValueError(f"{key!r}{where} is {value!r}; write a list of texts, e.g. ['件']")
    if key in _TEXT | _TEXT_OR_TEXTS and not (isinstance(value, str) or (texts and key in _TEXT_OR_TEXTS)):
        raise ValueError(f"{key!r}{where} is {value!r}, which is not text; put it in quotes")


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
