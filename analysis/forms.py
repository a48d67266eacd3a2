"""The editions of the annual report, as data: what they ask for, how it is worded, what must add up."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.errors import UserError, unknown
from analysis.home import data_folders

KINDS = ("sum", "difference", "balance", "share", "growth", "bound", "restatement", "carry")
SEVERITIES = ("definition", "inequality", "warning", "not_an_identity")


@dataclass(frozen=True, slots=True)
class Item:
    """One figure that an edition asks for, and the wordings that name it in prose.

    `label` is searched in the clause with the figure written as ``#``; one of `topics`, where given, must
    govern the clause (``""``: none is named); `level`, where given, overrides the level that the clause states; with `carry` a level named in
    an earlier sentence of the paragraph still holds.
    """

    indicator: str
    label: re.Pattern[str]
    topics: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    level: str = ""
    carry: bool = False


@dataclass(frozen=True, slots=True)
class Identity:
    """One arithmetic relation between figures, with a permanent code.

    A member is written ``[-]indicator[@level][/applicant]``; without a level or an applicant the identity holds
    for each of them. Sums, differences and balances say that `total` and `parts` add up to the same; `total` may be a
    number. A share has the whole as `total` and (part, share) as `parts`; a growth has (growth,) as `parts`; a bound
    has the greater as `total` and the lesser as `parts`. With `across` the members are values of that column, and the
    identity holds for each of `indicators` (file-name patterns).
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


@dataclass(frozen=True, slots=True)
class Form:
    """One edition of the report, as `data/forms/<id>.toml` describes it.

    `topics` and `levels` find what a clause is about and whose figure it prints: the name of the group is the id.
    """

    id: str
    zh: str
    en: str
    kind: str
    since: int
    until: int
    authority: str
    topics: re.Pattern[str] = re.compile(r"(?!)")
    levels: re.Pattern[str] = re.compile(r"(?!)")
    items: tuple[Item, ...] = ()
    identities: tuple[Identity, ...] = ()


def forms() -> dict[str, Form]:
    """Read every edition, embedded and the user's own.

    Returns
    -------
    dict of str to Form
        By id, in the order of their first year.

    Raises
    ------
    UserError
        A form file is not TOML, lacks a key or holds a bad value.
    """
    paths = {path.stem: path for folder in data_folders() for path in sorted((folder / "forms").glob("*.toml"))}
    read = [_read_form(path, path.stat().st_mtime_ns) for path in paths.values()]
    return {form.id: form for form in sorted(read, key=lambda form: (form.since, form.id))}


def load_form(form_id: str) -> Form:
    """Read one edition by its id.

    Raises
    ------
    UserError
        There is no such edition; the sentence names those that exist.
    """
    known = forms()
    if form_id not in known:
        raise unknown("form", form_id, known)
    return known[form_id]


@cache
def _read_form(path: Path, _modified: int) -> Form:
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
        return Form(
            id=path.stem,
            zh=raw["zh"],
            en=raw["en"],
            kind=raw["kind"],
            since=raw["since"],
            until=raw.get("until", 9999),
            authority=raw.get("authority", ""),
            topics=_alternatives(raw.get("topic", ())),
            levels=_alternatives(raw.get("level", ())),
            items=tuple(_item(entry) for entry in raw.get("item", ())),
            identities=tuple(_identity(entry) for entry in raw.get("identity", ())),
        )
    except KeyError as error:
        raise UserError(f"Form file {path.name} lacks the key {error.args[0]!r}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError, ValueError, re.error) as error:
        raise UserError(f"Form file {path.name} cannot be used: {error}.") from error


def _alternatives(entries: Iterable[Mapping[str, str]]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{entry['id']}>{entry['words']})" for entry in entries) or r"(?!)")


def _item(raw: Mapping) -> Item:
    return Item(
        indicator=raw["indicator"],
        label=re.compile(raw["label"]),
        topics=_members(raw.get("topic", [])),
        units=tuple(raw.get("units", ())),
        level=raw.get("level", ""),
        carry=raw.get("carry", False),
    )


def _identity(raw: Mapping) -> Identity:
    kind, severity = raw["kind"], raw["severity"]
    if kind not in KINDS:
        raise ValueError(f"identity {raw['code']} has kind {kind!r}; allowed are {', '.join(KINDS)}")
    if severity not in SEVERITIES:
        raise ValueError(f"identity {raw['code']} has severity {severity!r}; allowed are {', '.join(SEVERITIES)}")
    total, parts = {
        "share": lambda: ([raw["whole"]], [raw["part"], raw["share"]]),
        "growth": lambda: ([raw["value"]], [raw["growth"]]),
        "bound": lambda: ([raw["greater"]], [raw["lesser"]]),
        "restatement": lambda: ([], []),
    }.get(kind, lambda: (raw["total"], raw["parts"]))()
    return Identity(
        code=raw["code"],
        kind=kind,
        severity=severity,
        total=_members(total),
        parts=_members(parts),
        across=raw.get("across", ""),
        indicators=tuple(raw.get("indicators", ())),
        zh=raw.get("zh", ""),
        en=raw.get("en", ""),
        authority=raw.get("authority", ""),
    )


def _members(raw: object) -> tuple[str, ...]:
    entries: Iterable = raw if isinstance(raw, list) else [raw]
    return tuple(str(entry) for entry in entries)
