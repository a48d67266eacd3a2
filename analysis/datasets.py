"""Tidy tables from the facts of one report, of several, or of all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache

import pandas as pd

from analysis import store
from analysis.audit import audit
from analysis.errors import UserError, unknown
from analysis.forms import load_form
from analysis.home import ALL, DATA
from analysis.measures import growth_pct, implied_base

TOTAL = "total"  # the applicant of a statutory table's last column
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
    listed = reports()
    ids = _chosen(report, listed["id"].tolist())
    build = _BUILDERS.get(name, _figures)
    # Where none is chosen, one of them still gives the columns and their types.
    tables = [_of_report(build(datasets()[name], one), listed, one) for one in ids or listed["id"][:1]]
    whole = pd.concat(tables, ignore_index=True)
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


def _of_report(table: pd.DataFrame, listed: pd.DataFrame, report: str) -> pd.DataFrame:
    row = listed.set_index("id").loc[report]
    for position, (column, value) in enumerate({"report": report, "organ": row["organ"], "year": row["year"]}.items()):
        table.insert(position, column, value)
    return table.astype({"year": "Int64"})


def _facts(_dataset: Dataset, report: str) -> pd.DataFrame:
    return store.read_facts(report)


def _audit(_dataset: Dataset, report: str) -> pd.DataFrame:
    form = store.read_reports().set_index("id").loc[report, "form"]
    return audit(store.read_facts(report), load_form(form).identities, store.read_year_before(report))


def _figures(dataset: Dataset, report: str) -> pd.DataFrame:
    facts = store.read_facts(report)
    groups = list(re.compile(dataset.indicators).groupindex)
    applicants = facts["applicant"].ne("") if dataset.by_applicant else facts["applicant"].isin(["", TOTAL])
    facts = _one_each(facts[applicants], dataset.by_applicant)
    chosen = facts[facts["indicator"].str.fullmatch(dataset.indicators)].reset_index(drop=True)
    for group in groups:
        chosen[group] = chosen["indicator"].str.extract(f"^{dataset.indicators}$")[group].fillna("").astype("str")
    columns = [*groups, *(["applicant"] if dataset.by_applicant else []), "level", "value", "unit", "qualifier"]
    if dataset.total:
        totals = chosen[groups[0]].map(dataset.total.format) if len(chosen) else pd.Series(dtype="str")
        chosen["total"] = _lookup(facts, totals, chosen["level"])
        chosen["share_printed_pct"] = _lookup(facts, chosen["indicator"] + ".share", chosen["level"])
        columns += ["total", "share_printed_pct"]
    names = store.read_indicators().rename(columns={"id": "indicator", "zh": "name_zh", "en": "name_en"})
    names = names[["indicator", "name_zh", "name_en", "theme"]]
    named = chosen.merge(names, on="indicator", how="left", validate="m:1")
    return named[[*columns, "name_zh", "name_en", "theme", *(c for c in _EVIDENCE if c not in columns)]]


def _growth(dataset: Dataset, report: str) -> pd.DataFrame:
    table = _figures(dataset, report).rename(columns={"value": "growth_printed_pct", "total": "current"})
    bases = [
        implied_base(current, growth, printed) if pd.notna(current) and pd.notna(growth) else None
        for current, growth, printed in zip(
            table["current"], table["growth_printed_pct"], table["printed"], strict=True
        )
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
    order = facts.assign(
        prose=facts["applicant"].eq(""),
        rounded=facts["qualifier"].ne("exact") | facts["printed"].str.contains("[万亿]"),
    )
    key = ["indicator", "level", *(["applicant"] if by_applicant else [])]
    kept = order.sort_values(["prose", "rounded"], kind="stable").drop_duplicates(key)
    return kept.sort_index().drop(columns=["prose", "rounded"]).reset_index(drop=True)


def _lookup(facts: pd.DataFrame, indicators: pd.Series, levels: pd.Series) -> pd.Series:
    values = facts.set_index(["indicator", "level"])["value"]
    keys = pd.MultiIndex.from_arrays([indicators, levels])
    return pd.Series(values.reindex(keys).to_numpy(), index=indicators.index, dtype="float64")


_BUILDERS: dict[str, Callable[[Dataset, str], pd.DataFrame]] = {
    "facts": _facts,
    "audit": _audit,
    "dispute_growth": _growth,
}
