"""Whose figure it is: the level that the organs named make up, seen from the report's own organ."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xxgk.reading.extract.prose.lexicon import Lexicon

# What the end of an organ's name says of its rank; of several the first decides.
_RANKS = (
    (
        "single",
        r"(?:厅|局|办公室|(?<!管理)委员会|委|处|院|所|站|中心|支队|大队|公司|集团|银行|学校|大学|中学|小学|医院|海关|署|分局|总队)$",
    ),
    ("township", r"(?:街道(?:办事处)?|[乡镇](?:人民)?政府|[乡镇]|苏木)$"),
    ("county", r"(?:[县区旗](?:人民)?政府|[县区旗]|管理委员会|管委会|县级市)$"),
    ("provincial", r"(?:省(?:人民)?政府|省|自治区(?:人民)?政府|自治区)$"),
    ("municipal", r"(?:[市州盟](?:人民)?政府|[市州盟]|行署|行政公署)$"),
)
_RANKED = tuple((rank, re.compile(pattern)) for rank, pattern in _RANKS)
_AUTONOMOUS = re.compile(r"自治区")
_KNOWN = frozenset(
    (
        "all",
        "self",
        "own",
        "office",
        "dept",
        "county_government",
        "municipal_county",
        "provincial",
        "municipal",
        "county",
        "township",
        "others",
    )
)
_LEVELS = ("provincial", "municipal", "county", "township")


def rank_of(organ: str) -> str:
    """Tell an organ's rank by its name: ``provincial``, ``municipal``, ``county``, ``township``, ``single``, or blank.

    Examples
    --------
    >>> rank_of("江岭省"), rank_of("安和区东湖镇人民政府"), rank_of("安和市水务局"), rank_of("安河县")
    ('provincial', 'township', 'single', 'county')
    """
    organ = re.sub(r"[（(].*?[）)]", "", organ).strip()
    if _AUTONOMOUS.search(organ) and organ.endswith(("自治区", "自治区人民政府")):
        return "provincial"
    return next((rank for rank, pattern in _RANKED if pattern.search(organ)), "")


def level_of(whose: Iterable[str], rank: str) -> str:
    """Find the level of a figure from those that its words name; blank where they name none.

    Parameters
    ----------
    whose
        Concepts of the class ``whose``, in order.
    rank
        That of the report's own organ.

    Returns
    -------
    str
        The narrowest level that covers all of them. What a report calls its own (我局, 街道 in a street's report) is
        all of it.
    """
    order = tuple("dept" if one == "below" else one for one in whose)
    named = set(order)
    if not named:
        return ""
    if "town" in named:  # a town's own report speaks of itself, one of a county of those below it
        named = named - {"town"} | {"township" if rank in _LEVELS[:-1] else "self"}
    if rank == "single" and "office" in named and "own" not in named:
        return "all"  # an office's report speaks of itself by that name
    if "county_government" in named:
        named = named - {"county_government"} | {"self" if rank in ("county", "") and len(named) == 1 else "county"}
    if named & {"own", "office"}:
        return "own"
    levels = _levels(named, rank)
    if not levels and named & {"all", "self"}:
        return "all"
    if "all" in named and ("dept" in named or rank == "single"):
        return "all"
    if named == {"dept"}:
        return "all" if rank in ("single", "township", "") else rank
    if order[0] == "dept" and levels - {rank} and rank in _LEVELS:
        levels.add(rank)  # 各部门、各镇街; in 市政府及其部门 they are the city's
    own = named - _KNOWN
    return next(iter(own)) if own and not levels else _widest(levels, rank)


def last_level(line: str, lexicon: Lexicon) -> str:
    """Name the level that a line names last, e.g. the caption of a table; blank where it names none."""
    line, at, found = line.replace("(", "（").replace(")", "）"), 0, ""
    while at < len(line):
        word = lexicon.longest(line, at, len(line))
        kind, concept = lexicon.words.get(word, ("", ""))
        if kind == "whose" and concept not in ("self", "dept", "below", "town", "others"):
            found = level_of((concept,), "")
        at += len(word) or 1
    return found


def _levels(named: set[str], rank: str) -> set[str]:
    levels = {level for level in _LEVELS if level in named}
    if "municipal_county" in named:
        levels |= {"municipal", "county"}
    if rank == "township":
        levels.discard("township")
    return levels


def _widest(levels: set[str], rank: str) -> str:
    """Name what covers several levels; all that lie below the report's organ with it are the whole."""
    if len(levels) <= 1:
        return next(iter(levels), "all")
    if rank == "provincial" or (not rank and "provincial" not in levels and {"municipal", "county"} <= levels):
        return "municipal_county" if "provincial" not in levels else "all"
    if rank == "municipal" and "municipal" not in levels:
        return "county"
    return "all"
