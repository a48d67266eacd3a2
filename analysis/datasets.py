"""Tidy tables from the facts of one report, of several, or of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis import store
from analysis.audit import audit
from analysis.errors import unknown
from analysis.forms import load_form
from analysis.measures import growth_pct, implied_base

ALL = "all"
_EVIDENCE = ("printed", "label", "section", "place", "start", "end", "indicator")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One tidy table that `load` gives.

    `indicators` is a regular expression over the ids of indicators; its named groups become columns, and with
    `level` they are the key. `total` is the indicator that the rows are parts of, where there is one: `{}` in it stands
    for the first group.
    """

    name: str
    row: str
    key: tuple[str, ...]
    caveats: str
    indicators: str = ""
    total: str = ""
    units: str = "as printed (column unit)"


_CLOSED_NOTE = "Carried-over requests are not stated in prose reports, so closed and received need not agree."
DATASETS = {
    dataset.name: dataset
    for dataset in (
        Dataset(
            "proactive_channels",
            "One row for each channel of publication and level of government.",
            ("report", "channel", "level"),
            "Channels overlap: an item published in three of them counts once in disclosure.total, so they do not "
            "add up to it.",
            r"disclosure\.channel\.(?P<channel>\w+)",
        ),
        Dataset(
            "normative_documents",
            "One row for each figure on normative documents: published, issued, and the share published.",
            ("report", "measure", "level"),
            "The number issued is often not printed; the printed share implies it (measures.implied_whole).",
            r"(?P<measure>disclosure\.normative(?:\.share)?|normative\.\w+)",
        ),
        Dataset(
            "request_channels",
            "One row for each way in which requests came in.",
            ("report", "channel", "level"),
            "Prose reports only; from 2019 requests are split by applicant (dataset applications).",
            r"requests\.channel\.(?P<channel>\w+)",
            "requests.received",
        ),
        Dataset(
            "request_timeliness",
            "One row for each way of keeping the time limit: on time, or after an extension.",
            ("report", "timeliness", "level"),
            "No report states how many days answers took. " + _CLOSED_NOTE,
            r"requests\.closed\.(?P<timeliness>\w+)",
            "requests.closed",
        ),
        Dataset(
            "request_outcomes",
            "One row for each kind of answer to a request.",
            ("report", "outcome", "level"),
            "The total is of requests closed. " + _CLOSED_NOTE,
            r"requests\.outcome\.(?P<outcome>\w+)",
            "requests.closed",
        ),
        Dataset(
            "refusal_reasons",
            "One row for each reason for which disclosure was refused.",
            ("report", "reason", "level"),
            "The reasons of prose reports and of the statutory tables are not comparable.",
            r"requests\.refusal\.(?P<reason>\w+)",
            "requests.outcome.refused",
        ),
        Dataset(
            "dispute_outcomes",
            "One row for each result of administrative reviews and of lawsuits.",
            ("report", "dispute", "result", "level"),
            "Results may contradict the printed total (dataset audit); from 2019 cases not yet closed are a result of "
            "their own.",
            r"(?P<dispute>review|lawsuit)\.(?P<result>upheld|corrected|other|pending)",
            "{}.total",
        ),
        Dataset(
            "dispute_growth",
            "One row for each kind of dispute whose growth is printed.",
            ("report", "dispute", "level"),
            "Prior-year figures are implied by the printed rate, not printed: an interval from its rounding, and the "
            "whole number in it where there is exactly one. Growth from 0 is undefined.",
            r"(?P<dispute>review|lawsuit)\.total\.growth",
            "{}.total",
            "cases; rates in per cent",
        ),
        Dataset(
            "outreach",
            "One row for each figure on explaining policies and answering the public.",
            ("report", "indicator", "level"),
            "Many figures are approximate (column qualifier).",
            r"outreach\.[\w.]+",
        ),
        Dataset(
            "new_media",
            "One row for each figure on the portal and on new media.",
            ("report", "indicator", "level"),
            "Posts are not items of government information; many figures are approximate (column qualifier).",
            r"(?:new_media|website)\.[\w.]+",
        ),
        Dataset(
            "organisation",
            "One row for each figure on meetings, training, staff and reading points.",
            ("report", "indicator", "level"),
            "Many figures are approximate (column qualifier).",
            r"organisation\.[\w.]+",
        ),
        Dataset(
            "priority_areas",
            "One row for each figure on the priority areas of disclosure.",
            ("report", "indicator", "level"),
            "Figures of unlike units: compare within a unit only.",
            r"priority\.[\w.]+",
        ),
        Dataset(
            "facts",
            "One row for each printed figure of the report, in the order of the text.",
            ("report", "place", "start"),
            "A figure that the report states twice has two rows; indicator is blank where the edition has none for it.",
        ),
        Dataset(
            "audit",
            "One row for each arithmetic relation that the report states or implies.",
            ("report", "code", "level", "applicant", "members", "places"),
            "Undecided means that something is blank, absent or too approximate, not that it is wrong.",
        ),
    )
}


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
        One row for each dataset: `name`, `row` (what a row is), `key` columns, `units`, `source`, `caveats`.
    """
    rows = [
        (
            entry.name,
            entry.row,
            ", ".join(entry.key),
            entry.units,
            "facts of the report, each with its place",
            entry.caveats,
        )
        for entry in DATASETS.values()
    ]
    return pd.DataFrame(rows, columns=["name", "row", "key", "units", "source", "caveats"])


def load(name: str, report: str | Sequence[str] = "hebei-2016") -> pd.DataFrame:
    """Load one dataset of one report, of several, or of all.

    Parameters
    ----------
    name
        One of `proactive_channels`, `normative_documents`, `request_channels`, `request_timeliness`,
        `request_outcomes`, `refusal_reasons`, `dispute_outcomes`, `dispute_growth`, `outreach`, `new_media`,
        `organisation`, `priority_areas`, `facts`, `audit`; `catalog()` describes each.
    report
        Id of a report, several ids, or ``"all"``; `reports()` lists them.

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
    if name not in DATASETS:
        raise unknown("dataset", name, DATASETS)
    listed = reports()
    known = listed["id"].tolist()
    ids = known if report == ALL else [report] if isinstance(report, str) else list(report)
    for one in ids:
        if one not in known:
            raise unknown("report", one, known)
    build = _BUILDERS.get(name, _figures)
    tables = [_of_report(build(DATASETS[name], one), listed, one) for one in ids]
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def _of_report(table: pd.DataFrame, listed: pd.DataFrame, report: str) -> pd.DataFrame:
    row = listed.set_index("id").loc[report]
    for position, (column, value) in enumerate({"report": report, "organ": row["organ"], "year": row["year"]}.items()):
        table.insert(position, column, value)
    return table.astype({"year": "Int64"})


def _facts(_dataset: Dataset, report: str) -> pd.DataFrame:
    return store.read_facts(report)


def _audit(_dataset: Dataset, report: str) -> pd.DataFrame:
    form = store.read_reports().set_index("id").loc[report, "form"]
    return audit(store.read_facts(report), load_form(form).identities)


def _figures(dataset: Dataset, report: str) -> pd.DataFrame:
    facts = store.read_facts(report)
    groups = list(re.compile(dataset.indicators).groupindex)
    chosen = _one_each(facts[facts["indicator"].str.fullmatch(dataset.indicators)])
    for group in groups:
        chosen[group] = chosen["indicator"].str.extract(f"^{dataset.indicators}$")[group].astype("str")
    columns = [*groups, "level", "value", "unit", "qualifier"]
    if dataset.total:
        chosen["total"] = _beside(facts, chosen, dataset, groups)
        chosen["share_printed_pct"] = _lookup(facts, chosen["indicator"] + ".share", chosen["level"])
        columns += ["total", "share_printed_pct"]
    names = store.read_indicators().rename(columns={"id": "indicator", "zh": "name_zh", "en": "name_en"})
    named = chosen.merge(
        names[["indicator", "name_zh", "name_en", "theme"]], on="indicator", how="left", validate="m:1"
    )
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


def _one_each(facts: pd.DataFrame) -> pd.DataFrame:
    """Keep one fact for each indicator, level and applicant: the exact one before a rounded one, else the first."""
    order = facts.assign(rounded=facts["qualifier"].ne("exact") | facts["printed"].str.contains("[万亿]"))
    kept = order.sort_values("rounded", kind="stable").drop_duplicates(["indicator", "level", "applicant"])
    return kept.sort_index().drop(columns="rounded").reset_index(drop=True)


def _beside(facts: pd.DataFrame, chosen: pd.DataFrame, dataset: Dataset, groups: list[str]) -> pd.Series:
    """Look up the printed total that stands beside each row, at the row's level."""
    totals = chosen[groups[0]].map(dataset.total.format) if len(chosen) else pd.Series(dtype="str")
    return _lookup(facts, totals, chosen["level"])


def _lookup(facts: pd.DataFrame, indicators: pd.Series, levels: pd.Series) -> pd.Series:
    values = _one_each(facts).set_index(["indicator", "level"])["value"]
    values = values[~values.index.duplicated()]
    keys = pd.MultiIndex.from_arrays([indicators, levels])
    return pd.Series(values.reindex(keys).to_numpy(), index=indicators.index, dtype="float64")


_BUILDERS: dict[str, Callable[[Dataset, str], pd.DataFrame]] = {
    "facts": _facts,
    "audit": _audit,
    "dispute_growth": _growth,
}
