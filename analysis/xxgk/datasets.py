"""Tidy tables from the facts of one report, of several, or of all."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

import pandas as pd

from xxgk.reading.audit import audit
from xxgk.reading.base import store
from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.paths import ALL, DATA
from xxgk.reading.base.records import is_rounded
from xxgk.reading.forms import load_form
from xxgk.reading.measures import HUNDRED, TIMES, growth_pct, implied_base
from xxgk.show.numbers import combined
from xxgk.show.words import indicator_name

TOTAL = "total"  # the applicant of a statutory table's last column
_NAMES = {"name_zh": "zh", "name_en": "en", "theme": "theme"}
_EVIDENCE = ("printed", "label", "section", "place", "start", "end", "indicator")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One tidy table that `load` gives, as `data/datasets.toml` describes it."""

    name: str
    row_zh: str
    row_en: str
    key: tuple[str, ...]
    caveats_zh: str
    caveats_en: str
    indicators: str = ""
    total: str = ""
    units: str = "as printed (column unit)"
    by_applicant: bool = False


@cache
def datasets() -> dict[str, Dataset]:
    """Read the descriptions of the datasets, by name."""
    raw = tomllib.loads((DATA / "datasets.toml").read_text("utf-8"))
    return {name: Dataset(name, **entry | {"key": tuple(entry["key"])}) for name, entry in raw.items()}


def reports() -> pd.DataFrame:
    """List the reports that can be loaded.

    Returns
    -------
    DataFrame
        One row for each report: `id`, `organ`, `organ_en`, `region_code` (GB/T 2260), `level`, `year` reported on,
        `form` (edition), `title`, `published`, `source_file`, `source_sha256`.
    """
    return store.read_reports()


def catalog() -> pd.DataFrame:
    """List the datasets that `load` gives.

    Returns
    -------
    DataFrame
        One row for each dataset: `name`, `row_zh` and `row_en` (what a row is), `key` columns, `units`, `source`,
        `caveats_zh`, `caveats_en`.
    """
    columns = ["name", "row_zh", "row_en", "key", "units", "source", "caveats_zh", "caveats_en"]
    rows = [
        {**asdict(entry), "key": ", ".join(entry.key), "source": "facts of the report, each with its place"}
        for entry in datasets().values()
    ]
    return pd.DataFrame(rows, columns=columns)


def load(name: str, report: str | Sequence[str] = "hebei-2016") -> pd.DataFrame:
    """Load one dataset of one report, of several, or of all.

    Parameters
    ----------
    name
        One of `proactive_channels`, `normative_documents`, `request_channels`, `request_timeliness`,
        `request_outcomes`, `refusal_reasons`, `dispute_outcomes`, `dispute_growth`, `outreach`, `new_media`,
        `organisation`, `priority_areas`, `disclosures`, `applications`, `reviews`, `facts`, `audit`;
        `catalog()` describes each.
    report
        Id of a report, several ids (each is loaded once), or ``"all"``; `reports()` lists them.

    Returns
    -------
    DataFrame
        Tidy: one row for each thing that `catalog()` names, in reading order. All datasets begin with `report`,
        `organ`, `year`. Those drawn from single figures go on with the columns that tell the rows apart, then `level`,
        `value` (float, base unit), `unit`, `qualifier`, `total` and `share_printed_pct` where the rows are parts of a
        printed total (NaN where it is not printed), `name_zh`, `name_en`, `theme`, and the evidence: `printed`,
        `label`, `section`, `place`, `start`, `end`, `indicator`. A report that prints none of them gives no rows.

    Raises
    ------
    UserError
        No such dataset or report; the sentence names those that exist.

    Examples
    --------
    >>> load("request_channels", "hebei-2016")[["channel", "value"]].head(2)
         channel   value
    0  in_person  1711.0
    1        fax    57.0
    """
    if name not in datasets():
        raise unknown("dataset", name, datasets())
    known = reports()["id"].tolist()
    ids = _chosen(report, known)
    build = _BUILDERS.get(name, _figures)
    # Where none is chosen, one of them still gives the columns and their types.
    tables = [_of_report(build(datasets()[name], one), one) for one in ids or known[:1]]
    whole = pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]
    return whole if ids else whole.iloc[:0]


def _chosen(report: str | Sequence[str], known: Sequence[str]) -> list[str]:
    """List the reports that are meant, each once: twice, their rows would no longer be told apart by the key."""
    allowed = [*known, ALL] if isinstance(report, str) else known
    if isinstance(report, str):
        report = known if report == ALL else [report]
    elif not isinstance(report, Iterable):
        raise UserError(f"Report {report!r} cannot be used. An id is expected, several in a list, or {ALL!r}.")
    ids = list(dict.fromkeys(report))
    for one in ids:
        if one not in known:
            raise unknown("report", one, allowed)
    return ids


def _of_report(table: pd.DataFrame, report: str) -> pd.DataFrame:
    row = store.read_report(report)
    year = pd.Series(row["year"], index=table.index, dtype="Int64")
    for position, (column, value) in enumerate({"report": report, "organ": row["organ"], "year": year}.items()):
        table.insert(position, column, value)
    return table


def _facts(_dataset: Dataset, report: str) -> pd.DataFrame:
    return store.read_facts(report)


def _audit(_dataset: Dataset, report: str) -> pd.DataFrame:
    form = load_form(str(store.read_report(report)["form"]))
    return audit(store.read_facts(report), form.identities, store.read_year_before(report))


def _figures(dataset: Dataset, report: str) -> pd.DataFrame:
    facts = _one_each(store.read_facts(report), dataset.by_applicant)
    pattern = re.compile(dataset.indicators)
    found = {row: match for row, name in enumerate(facts["indicator"]) if (match := pattern.fullmatch(name))}
    chosen = facts.iloc[[*found]].reset_index(drop=True)
    parts = {name: [match[name] or "" for match in found.values()] for name in pattern.groupindex}
    columns = {name: pd.Series(texts, dtype="str") for name, texts in parts.items()}
    applicant = ["applicant"] if dataset.by_applicant else []
    columns |= {name: chosen[name] for name in [*applicant, "level", "value", "unit", "qualifier"]}
    if dataset.total:
        first = next(iter(parts.values()))
        columns["total"] = _lookup(facts, map(dataset.total.format, first), chosen["level"])
        columns["share_printed_pct"] = _lookup(facts, map("{}.share".format, chosen["indicator"]), chosen["level"])
    names = store.read_indicators().set_index("id").reindex(chosen["indicator"])
    columns |= {name: names[column].array for name, column in _NAMES.items()}
    return pd.DataFrame(columns | {name: chosen[name] for name in _EVIDENCE if name not in columns})


def _outcomes(dataset: Dataset, report: str) -> pd.DataFrame:
    table = _figures(dataset, report)
    form = load_form(str(store.read_report(report)["form"]))
    partial = {part.indicator for part in form.parts if not part.alone}
    printed: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in table.to_dict("records"):
        printed.setdefault((row["dispute"], row["result"], row["level"]), []).append(row)
    rows = pd.DataFrame([_result(rows, partial) for rows in printed.values()], columns=table.columns)
    return rows.astype(table.dtypes).drop(columns="kind")


def _result(rows: list[dict[str, Any]], partial: Collection[str]) -> dict[str, Any]:
    """Give a result as it is printed or, where only its kinds are, as their sum; a `partial` one alone is no sum."""
    if whole := [row for row in rows if not row["kind"]]:
        return whole[0]
    names = {row["indicator"] for row in rows}
    indicator = rows[0]["indicator"].rpartition(".")[0]
    return rows[0] | {
        "indicator": indicator,
        "name_zh": indicator_name(indicator, "zh"),
        "name_en": indicator_name(indicator, "en"),
        "value": sum(row["value"] for row in rows),
        "qualifier": "at_least" if names <= partial else combined(row["qualifier"] for row in rows),
        "printed": " + ".join(row["printed"] for row in rows),
        "share_printed_pct": math.nan,
    }


def _growth(dataset: Dataset, report: str) -> pd.DataFrame:
    table = _figures(dataset, report).rename(columns={"value": "growth_printed_pct", "total": "current"})
    in_times = table["unit"] == TIMES
    table["growth_printed_pct"] = table["growth_printed_pct"].where(~in_times, HUNDRED * table["growth_printed_pct"])
    table["printed"] = table["printed"].where(~in_times, table["printed"] + TIMES)
    table["unit"] = table["unit"].where(~in_times, "%")
    # A growth in percentage points is one of a rate, and implies no count.
    table["growth_printed_pct"] = table["growth_printed_pct"].where(table["unit"].isin(("%", "％")))
    columns = (table[name] for name in ("current", "growth_printed_pct", "printed", "qualifier"))
    bases = [
        implied_base(current, growth, printed, qualifier) if pd.notna(current) and pd.notna(growth) else None
        for current, growth, printed, qualifier in zip(*columns, strict=True)
    ]
    prior = pd.Series([base.integer if base else None for base in bases], index=table.index, dtype="Int64")
    recomputed = [growth_pct(now, before) for now, before in zip(table["current"], prior, strict=True)]
    figures = pd.DataFrame(
        {
            "prior": prior,
            "prior_low": [base.low if base else None for base in bases],
            "prior_high": [base.high if base else None for base in bases],
            "growth_recomputed_pct": recomputed,
        },
        index=table.index,
    ).astype({"prior_low": "float64", "prior_high": "float64", "growth_recomputed_pct": "float64"})
    front = ["dispute", "level", "current", "growth_printed_pct"]
    rest = table.drop(columns=[*front, "share_printed_pct"])
    return pd.concat([table[front], figures, rest], axis=1)


def _one_each(facts: pd.DataFrame, by_applicant: bool) -> pd.DataFrame:
    """Keep one fact for each indicator, level and applicant: a table's before prose, exact before rounded."""
    columns = [facts[name] for name in ("applicant", "indicator", "level", "qualifier", "printed")]
    best: dict[tuple[str, ...], tuple[bool, bool, int]] = {}
    for row, (applicant, indicator, level, qualifier, printed) in enumerate(zip(*columns, strict=True)):
        if bool(applicant) if by_applicant else applicant in ("", TOTAL):
            key = (indicator, level, applicant if by_applicant else "")
            rank = (not applicant, is_rounded(qualifier, printed), row)
            best[key] = min(best.get(key, rank), rank)
    return facts.iloc[sorted(row for *_, row in best.values())]


def _lookup(facts: pd.DataFrame, indicators: Iterable[str], levels: pd.Series) -> pd.Series:
    values = dict(zip(zip(facts["indicator"], facts["level"], strict=True), facts["value"], strict=True))
    found = [values.get(key, math.nan) for key in zip(indicators, levels, strict=True)]
    return pd.Series(found, index=levels.index, dtype="float64")


_BUILDERS: dict[str, Callable[[Dataset, str], pd.DataFrame]] = {
    "facts": _facts,
    "audit": _audit,
    "dispute_growth": _growth,
    "dispute_outcomes": _outcomes,
}
