"""Arithmetic relations that figures must satisfy, as data with permanent codes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

KINDS = ("sum", "difference", "balance", "share", "growth", "bound", "restatement", "carry", "count")
SEVERITIES = ("definition", "inequality", "warning", "not_an_identity")
# How a file names the two sides of a kind that is no sum.
_NAMES = {"bound": ("greater", "lesser"), "restatement": ("figures", "stated")}
_BRACES = re.compile(r"\{([^{}]*)\}")
DIMENSIONS = ("level", "applicant")
KEYS = frozenset(
    ("code", "kind", "severity", "across", "indicators", "each", "zh", "en", "authority", "total", "parts")
)
KEYS |= {"whole", "part", "share", "value", "growth", "base"}.union(*_NAMES.values())
_MEMBER = re.compile(r"-?(?:\d+\*)?(?:previous:)?([^@/?]*)(?:@([^/?]*))?(?:/([^?]*))?\??", re.S)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Identity:
    """One arithmetic relation between figures, with a permanent code.

    A member is written ``[-][5*]indicator[@level][/applicant][?]``; one with ``?`` counts only where it is printed, and
    in place of one with kinds behind it (``review.other|review.other.withdrawn+review.other.rest``) these count as soon
    as one of them is printed.
    Without a level or an applicant the identity holds for each of them, with ``/*`` for each applicant of a table; with
    ``previous:`` before it, a member is a figure of the report for the year before. Sums, differences and balances
    say that `total` and `parts` add up to the same; `total` may be a number. A share has the whole as `total` and
    (part, share) as `parts`; a growth has (value,) as `total`, or (value, base), and (growth,) as `parts`; a bound
    has the greater as `total` and the lesser as `parts`; a restatement has the figures as `total` and what is
    stated of their sum as `parts`, or neither: then it speaks of all that the report prints twice. A count has only
    `indicators`, which are whole numbers and not negative. With `across` the members are values of that column, and
    the identity holds for each of `indicators` (file-name patterns).
    """

    code: str
    kind: str
    severity: str
    total: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    across: str = ""
    indicators: tuple[str, ...] = ()
    zh: str = ""
    en: str = ""
    authority: str = ""


def parse_identities(raw: Mapping) -> Iterator[Identity]:
    """Build the identities that an entry of an edition's file describes.

    An entry with `each` stands for several: each of its values takes the place of ``<>`` in the members. Braces
    stand for several members: ``a.{b,c}`` is ``a.b`` and ``a.c``.

    Raises
    ------
    KeyError, ValueError
        A key is missing or holds a value that is not allowed.
    """
    kind, severity = raw["kind"], raw["severity"]
    if kind not in KINDS:
        raise ValueError(f"identity {raw['code']} has kind {kind!r}; allowed are {', '.join(KINDS)}")
    if severity not in SEVERITIES:
        raise ValueError(f"identity {raw['code']} has severity {severity!r}; allowed are {', '.join(SEVERITIES)}")
    across = raw.get("across", "")
    if across and across not in DIMENSIONS:
        raise ValueError(f"identity {raw['code']} is across {across!r}; allowed are {', '.join(DIMENSIONS)}")
    total, parts = _sides(kind, raw)
    _check_sides(raw["code"], kind, total, parts)
    indicators = raw["indicators"] if across or kind == "count" else raw.get("indicators", ())
    for value in raw.get("each", [""]):
        yield Identity(
            code=raw["code"],
            kind=kind,
            severity=severity,
            total=tuple(member.replace("<>", value) for member in total),
            parts=tuple(member.replace("<>", value) for member in parts),
            across=across,
            indicators=(indicators,) if isinstance(indicators, str) else tuple(indicators),
            zh=raw.get("zh", ""),
            en=raw.get("en", ""),
            authority=raw.get("authority", ""),
        )


def mentions(identity: Identity) -> Iterator[tuple[str, str]]:
    """List the names that the members of a relation speak of.

    Yields
    ------
    tuple of str
        What it names (``indicator``, ``level`` or ``applicant``) and the name.
    """
    # A member with kinds behind it names these, too: ``a|a.b+a.c``.
    members = (kind for member in identity.total + identity.parts for kind in re.split(r"[|+]", member))
    for member in members:
        if not (found := _MEMBER.fullmatch(member)):
            form = "[-][5*]indicator[@level][/applicant][?]"
            raise ValueError(f"identity {identity.code} has the member {member!r}; a member is written {form}")
        name, level, applicant = found.groups()
        if not _NUMBER.fullmatch(name):
            yield identity.across or "indicator", name
        if level:
            yield "level", level
        if applicant and applicant != "*":
            yield "applicant", applicant


def _check_sides(code: str, kind: str, total: list[str], parts: list[str]) -> None:
    """Refuse a relation of two or three figures that is given more: braces in a member may do that."""
    if bool(total) != bool(parts):
        raise ValueError(f"identity {code} has figures at one place only, so there is nothing to hold them against")
    allowed = {"share": [(1, 2)], "growth": [(1, 1), (2, 1)]}.get(kind)
    if allowed and (len(total), len(parts)) not in allowed:
        raise ValueError(f"identity {code} of kind {kind!r} takes one figure at each place; use `each` for several")


def _sides(kind: str, raw: Mapping) -> tuple[list[str], list[str]]:
    if kind == "count" or (kind == "restatement" and "stated" not in raw):
        return [], []
    if kind == "share":
        return _members(raw["whole"]), _members([raw["part"], raw["share"]])
    if kind == "growth":
        return _members([raw["value"], *([raw["base"]] if "base" in raw else [])]), _members(raw["growth"])
    total, parts = _NAMES.get(kind, ("total", "parts"))
    return _members(raw[total]), _members(raw[parts])


def _members(raw: object) -> list[str]:
    entries: Iterable = raw if isinstance(raw, list) else [raw]
    return [member for entry in entries for member in _expand(str(entry))]


def _expand(member: str) -> Iterator[str]:
    """Write out the braces of a member: every choice with every other."""
    pieces = _BRACES.split(member)  # text and content of braces by turns
    choices = [piece.split(",") if position % 2 else [piece] for position, piece in enumerate(pieces)]
    return ("".join(chosen) for chosen in product(*choices))
