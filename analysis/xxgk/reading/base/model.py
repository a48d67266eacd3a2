"""Files that people write, checked against a typed record: what is wrong is said in one sentence."""

import re
from collections.abc import Sequence
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec

T = TypeVar("T")
_PROBLEM = re.compile(r"(.*?)(?: - at `\$(.*)`)?", re.S)
_MISSING = re.compile(r"Object missing required field `(.+)`")
_UNREAD = re.compile(r"Object contains unknown field `(.+)`")
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")


class Entry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What a file says in one place: the fields are the keys that it may have. A key that nobody reads is refused."""


def read_as(raw: object, model: type[T]) -> T:
    """Read what a file holds as a record.

    Parameters
    ----------
    raw
        Mappings, lists and scalars, as a reader of TOML or YAML gives them.
    model
        A kind of :class:`Entry`.

    Raises
    ------
    KeyError
        A key is missing; the error names it.
    ValueError
        A key is not known or a value is of the wrong kind; the sentence names it, and what is allowed.
    """
    try:
        return msgspec.convert(raw, model)
    except msgspec.ValidationError as error:
        raise _explained(str(error), raw, model) from None


def keys_of(model: type) -> tuple[str, ...]:
    """Name the keys that a record may have."""
    return tuple(sorted(get_type_hints(model)))


def _explained(message: str, raw: Any, model: type) -> Exception:
    what, path = _PROBLEM.fullmatch(message).groups()  # type: ignore[union-attr]
    if missing := _MISSING.fullmatch(what):
        return KeyError(missing[1])
    steps = [name or int(index) for name, index in _STEP.findall(path or "")]
    keys = [step for step in steps if isinstance(step, str)]
    if unread := _UNREAD.fullmatch(what):
        where = f" of {keys[-1]!r}" if keys else ""
        allowed = ", ".join(keys_of(_record_at(model, keys)))
        return ValueError(f"the key {unread[1]!r}{where} is not known; allowed are {allowed}")
    if "[...]" in (path or ""):
        return ValueError(f"{(path or '').partition('[')[0].strip('.')!r} is to hold names, each with a text in quotes")
    if not keys:
        return ValueError(f"{raw!r} stands where keys with values are expected")
    while isinstance(steps[-1], int):
        steps.pop()
    value = raw
    for step in steps:
        value = value[step]
    holder = f" of {keys[-2]!r}" if len(keys) > 1 else ""
    hint = get_type_hints(_record_at(model, keys[:-1]))[keys[-1]]
    return ValueError(_sentence(keys[-1], holder, value, hint))


def _record_at(model: Any, keys: Sequence[str]) -> type:
    """Find the record that stands at the end of a path of keys."""
    for key in keys:
        model = next(one for one in _leaves(get_type_hints(model)[key]) if issubclass(one, Entry))
    return model


def _leaves(hint: Any) -> list[type]:
    """List the classes that a type is made of: of ``tuple[str, ...] | None`` these are ``str`` and ``NoneType``."""
    parts = [part for part in get_args(hint) if part is not ...]
    return [leaf for part in parts for leaf in _leaves(part)] if parts else [hint]


def _sentence(key: str, holder: str, value: object, hint: Any) -> str:
    kinds = _leaves(hint)
    if any(issubclass(kind, Entry) for kind in kinds):
        return f"{key!r} is to hold entries, each below a line [[{key}]] or in braces"
    if get_origin(hint) is dict:
        return f"{key!r}{holder} is {value!r}; write names with texts, in braces"
    if kinds == [bool]:
        return f"{key!r}{holder} is {value!r}; write true or false"
    if kinds == [int]:
        return f"{value!r} is not a year; write it without quotes, e.g. 2008"
    if get_origin(hint) is tuple:
        return f"{key!r}{holder} is {value!r}; write a list of texts, e.g. ['件']"
    return f"{key!r}{holder} is {value!r}, which is not text; put it in quotes"
