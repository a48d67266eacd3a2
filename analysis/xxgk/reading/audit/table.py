"""The relations of an audit as a table for pandas."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING

from xxgk.reading.audit.records import ERRORS, NOT_AN_IDENTITY, Relation, alike
from xxgk.reading.base.records import Several

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = {
    "code": "str",
    "kind": "str",
    "severity": "str",
    "outcome": "str",
    "level": "str",
    "applicant": "str",
    "indicator": "str",
    "statement": "str",
    "expected": "float64",
    "printed": "float64",
    "difference": "float64",
    "members": "object",
    "places": "object",
    "reason": "str",
    "missing": "object",
    "witness": "str",
    "witness_code": "object",
    "witness_statement": "object",
    "zh": "str",
    "en": "str",
    "grade": "str",
}


def relations_table(relations: Iterable[Relation]) -> pd.DataFrame:
    """Put relations into a table.

    Returns
    -------
    DataFrame
        One row for each relation, in their order. Key: `code`, `level`, `applicant`, `members`. The columns are the
        fields of `Relation`, numbers as floats (NaN where not known); several values stand in one cell as a tuple
        (`Several`), which is joined by "; " where the table is written as CSV.

        ``members``, ``missing``
            Keys of figures, written ``indicator@level/applicant``.
        ``places``
            Where the members are printed, in the same order: ``p43:120-124`` or ``t3 r5 c2``.
        ``witness``, ``witness_code``, ``witness_statement``
            Which side other relations support, which they are, and what each says for the total and for the parts.
        ``grade``
            How a relation is broken, one of `xxgk.reading.audit.grades.GRADES`; blank where it is not.
    """
    import pandas as pd

    return pd.DataFrame([row(relation) for relation in relations], columns=list(COLUMNS)).astype(COLUMNS)


def row(relation: Relation) -> dict[str, object]:
    """Give the cells of a relation's row in the table."""
    witnesses = relation.testimony.witnesses
    statements = (said for witness in witnesses for said in (witness.with_total, witness.with_parts))
    return {
        "code": relation.code,
        "kind": relation.kind,
        "severity": relation.severity,
        "outcome": relation.outcome,
        "level": relation.level,
        "applicant": relation.applicant,
        "indicator": relation.indicator,
        "statement": relation.statement,
        "expected": number(relation.expected),
        "printed": number(relation.printed),
        "difference": number(relation.difference),
        "members": Several(map(str, relation.members)),
        "places": Several(member.place for member in relation.members),
        "reason": relation.reason,
        "missing": Several(relation.missing),
        "witness": relation.testimony.supports,
        "witness_code": Several(witness.code for witness in witnesses),
        "witness_statement": Several(statements),
        "zh": relation.identity.zh,
        "en": relation.identity.en,
        "grade": relation.grade,
    }


def number(value: Decimal | None) -> float:
    """Make a float of a decimal; NaN where it is not known."""
    return float("nan") if value is None else float(value)


def findings(audited: pd.DataFrame) -> pd.DataFrame:
    """Keep what a reader must look at: broken rows of the table, errors before warnings.

    Returns
    -------
    DataFrame
        Broken rows of `audited`, without those that are no identity.
    """
    broken = audited[(audited["outcome"] == "broken") & (audited["severity"] != NOT_AN_IDENTITY)]
    is_warning = ~broken["severity"].isin(ERRORS)
    return broken.loc[is_warning.sort_values(kind="stable").index]


def faults(audited: pd.DataFrame) -> pd.DataFrame:
    """Keep what a reader must look at, each fault once, whichever rules state it.

    Returns
    -------
    DataFrame
        `findings`, one row for each printed figure and what is said of it. Of several rules that say the same, the
        first stands, one with a witness before one without; `places` are those of all of them, and `codes` names them.
    """
    broken = findings(audited)
    reports = broken["report"] if "report" in broken else [""] * len(broken)
    firsts = [places[0] if len(places) else "" for places in broken["places"]]
    groups = alike(list(zip(firsts, reports, broken["statement"], strict=True)))
    is_warning, witness = ~broken["severity"].isin(ERRORS), broken["witness"]
    chosen = [min(group, key=lambda at: (is_warning.iloc[at], not witness.iloc[at])) for group in groups]
    told = broken.iloc[chosen]
    codes = (broken["code"].iloc[group] for group in groups)
    places = (chain.from_iterable(broken["places"].iloc[group]) for group in groups)
    return told.assign(codes=_gathered(codes, told.index), places=_gathered(places, told.index))


def _gathered(groups: Iterable[Iterable[str]], index: pd.Index) -> pd.Series:
    """Put what each group has, once each, into a cell."""
    import pandas as pd

    return pd.Series([Several(dict.fromkeys(group)) for group in groups], index=index, dtype="object")
