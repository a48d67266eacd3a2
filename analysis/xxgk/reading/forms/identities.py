"""Arithmetic relations that figures must satisfy, as data with permanent codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from xxgk.reading.forms.entries import IdentityEntry, Members, names

KINDS = ("sum", "difference", "balance", "share", "growth", "bound", "restatement", "carry", "count")
SEVERITIES = ("definition", "inequality", "warning", "not_an_identity")
# How a file names the two sides of a kind that is no sum.
_NAMES = {"bound": ("greater", "lesser"), "restatement": ("figures", "stated")}
_BRACES = re.compile(r"\{([^{}]*)\}")
DIMENSIONS = ("level", "applicant")
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


def parse_identities(entry: IdentityEntry) -> Iterator[Identity]:
    """Build the identities that an entry of an edition's file describes.

    An entry with `each` stands for several: each of its values takes the place of ``<>`` in the members. Braces
    stand for several members: ``a.{b,c}`` is ``a.b`` and ``a.c``.

    Raises
    ------
    KeyError, ValueError
        A key is missing or holds a value that is not allowed.
    """
    if entry.kind not in KINDS:
        raise ValueError(f"identity {entry.code} has kind {entry.kind!r}; allowed are {', '.join(KINDS)}")
    if entry.severity not in SEVERITIES:
        allowed = ", ".join(SEVERITIES)
        raise ValueError(f"identity {entry.code} has severity {entry.severity!r}; allowed are {allowed}")
    if entry.across and entry.across not in DIMENSIONS:
        raise ValueError(f"identity {entry.code} is across {entry.across!r}; allowed are {', '.join(DIMENSIONS)}")
    if entry.indicators is None and (entry.across or entry.kind == "count"):
        raise KeyError("indicators")
    total, parts = _sides(entry)
    _check_sides(entry.code, entry.kind, total, parts)
    for value in entry.each:
        yield Identity(
            code=entry.code,
            kind=entry.kind,
            severity=entry.severity,
            total=tuple(member.replace("<>", value) for member in total),
            parts=tuple(member.replace("<>", value) for member in parts),
            across=entry.across,
            indicators=names(entry.indicators or ()),
            zh=entry.zh,
            en=entry.en,
            authority=entry.authority,
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


def _sides(entry: IdentityEntry) -> tuple[list[str], list[str]]:
    if entry.kind == "count" or (entry.kind == "restatement" and entry.stated is None):
        return [], []
    if entry.kind == "share":
        return _members(entry, "whole"), _members(entry, "part", "share")
    if entry.kind == "growth":
        return _members(entry, "value", *(["base"] if entry.base is not None else [])), _members(entry, "growth")
    total, parts = _NAMES.get(entry.kind, ("total", "parts"))
    return _members(entry, total), _members(entry, parts)


def _members(entry: IdentityEntry, *keys: str) -> list[str]:
    found = []
    for key in keys:
        given: Members | None = getattr(entry, key)
        if given is None:
            raise KeyError(key)
        listed = given if isinstance(given, tuple) else (given,)
        found += [member for one in listed for member in _expand(str(one))]
    return found


def _expand(member: str) -> Iterator[str]:
    """Write out the braces of a member: every choice with every other."""
    pieces = _BRACES.split(member)  # text and content of braces by turns
    choices = [piece.split(",") if position % 2 else [piece] for position, piece in enumerate(pieces)]
    return ("".join(chosen) for chosen in product(*choices))
