"""Tidy tables from the facts of one report, of several, or of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from numbers import Real
from typing import Any

import pandas as pd

from xxgk.datasets.breakdowns import areas, breakdowns
from xxgk.datasets.description import Dataset, datasets
from xxgk.datasets.disputes import growth, outcomes
from xxgk.datasets.figures import figures
from xxgk.datasets.growth import growth_parts
from xxgk.datasets.rates import rates
from xxgk.datasets.series import series
from xxgk.reading.audit import relations_table
from xxgk.reading.base import folders, store
from xxgk.reading.base.errors import UserError, unknown
from xxgk.reading.base.paths import ALL
from xxgk.reading.report import relations_of

# Where a figure was printed, and how: columns that most questions do not need.
EVIDENCE = ("place", "start", "end", "section", "label", "printed")
DEFAULT = "hebei-2016"
_WHOLE_VIEW = ("facts", "audit")  # their columns are what they are about
_SOURCE = "facts of the report, each with its place"


def reports() -> pd.DataFrame:
    """List the reports that can be loaded.

    Returns
    -------
    DataFrame
        One row for each report, embedded ones first: `id`, `organ`, `organ_en`, `region_code` (GB/T 2260), `level`,
        `year` reported on (Int64), `form` (edition), `title`, `published` (ISO 8601), `source_file`, `source_sha256`;
        text, blank where it is not known.

    Raises
    ------
    UserError
        The user's data folder does not exist, or its list of reports cannot be read; the sentence says where.

    Examples
    --------
    >>> from xxgk import reports
    >>> reports().set_index("id").loc["hebei-2016", "organ"]
    '河北省人民政府'
    """
    return store.read_reports()


def catalog() -> pd.DataFrame:
    """List the datasets that `load` gives.

    Returns
    -------
    DataFrame
        One row for each dataset: `name`, `row_zh` and `row_en` (what a row is), `key` columns, `units`, `source`,
        `caveats_zh`, `caveats_en`, `title_zh`, `title_en`; all text.

    Examples
    --------
    >>> from xxgk import catalog
    >>> catalog().set_index("name").loc["request_channels", "key"]
    'report, channel, level'
    """
    texts = ("row_zh", "row_en", "key", "units", "source", "caveats_zh", "caveats_en", "title_zh", "title_en")
    rows = [
        {"name": entry.name, "key": ", ".join(entry.key), "source": _SOURCE}
        | {name: getattr(entry, name) for name in texts if name not in ("key", "source")}
        for entry in datasets().values()
    ]
    return pd.DataFrame(rows, columns=["name", *texts])


def load(
    dataset: str, report: str | Sequence[str] | None = None, evidence: bool = False, *, organ: str = ""
) -> pd.DataFrame:
    """Load one dataset of one report, of several, of all, or of one organ's years.

    Parameters
    ----------
    dataset
        One of `proactive_channels`, `normative_documents`, `request_channels`, `request_timeliness`,
        `request_outcomes`, `refusal_reasons`, `dispute_outcomes`, `dispute_growth`, `outreach`, `new_media`,
        `organisation`, `priority_areas`, `disclosures`, `applications`, `reviews`, `breakdowns`, `rates`, `series`,
        `growth_parts`, `facts`, `audit`; `catalog()` describes each.
    report
        Id of a report, several ids (each is loaded once), or ``"all"``; `reports()` lists them. By default hebei-2016.
    evidence
        Whether to keep the columns that say how and where each figure was printed: `printed`, `label`, `section`,
        `place`, `start`, `end`. `facts` and `audit` always have theirs; `xxgk.evidence` leads there from any row.
    organ
        Name of an organ, in Chinese or English, in place of reports: all of its years, the earliest first.

    Returns
    -------
    DataFrame
        Tidy: one row for each thing that `catalog()` names, in reading order. All datasets begin with `report`,
        `organ`, `year`. Those drawn from single figures go on with the columns that tell the rows apart, then `level`,
        `value` (base unit: Int64 where the dataset only counts, float where it holds rates or money, too), `unit`,
        `qualifier`, `total` and `share_printed_pct` where the rows are parts of a printed total (missing where it is
        not printed), `name_zh`, `name_en`, `theme`, and `indicator`. A report that prints none of them gives no rows.
        `attrs` holds `title`, `unit`, `source` (a text for each report), `caveats` and `notices` (what to know about
        the stored facts); the first and the caveats are in Chinese as `title_zh` and `caveats_zh`.

    Raises
    ------
    UserError
        No such dataset, report or organ; the sentence names those that exist.

    Examples
    --------
    >>> from xxgk import load
    >>> channels = load("request_channels", "hebei-2016")
    >>> channels[["channel", "value", "unit"]].head(2)
         channel  value unit
    0  in_person   1711    件
    1        fax     57    件
    >>> channels.attrs["title"]
    'Requests by channel'
    """
    if dataset not in datasets():
        raise unknown("dataset", dataset, datasets())
    entry = datasets()[dataset]
    known = [*folders.report_rows()]
    ids = _of_organ(organ, report) if organ else _chosen(DEFAULT if report is None else report, known)
    build = _BUILDERS.get(dataset, figures)
    # Where none is chosen, one of them still gives the columns and their types.
    tables = [_of_report(build(entry, one), one) for one in ids or known[:1]]
    table = pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]
    if not evidence and dataset not in _WHOLE_VIEW:
        table = table.drop(columns=[name for name in EVIDENCE if name in table])
    table = table if ids else table.iloc[:0]
    table.attrs = _about(entry, ids, table)
    return table


def _chosen(report: str | Sequence[str], known: Sequence[str]) -> list[str]:
    """List the reports that are meant, each once: twice, their rows would no longer be told apart by the key."""
    allowed = [*known, ALL] if isinstance(report, str) else known
    if isinstance(report, str | Real):
        report = known if report == ALL else [report]
    elif not isinstance(report, Iterable):
        raise UserError(f"Report {report!r} cannot be used. An id is expected, several in a list, or {ALL!r}.")
    ids = list(dict.fromkeys(folders.report_id(one, known) for one in report))
    for one in ids:
        if one not in known:
            raise folders.unknown_report(one, allowed)
    return ids


def _of_organ(organ: str, report: object) -> list[str]:
    """List the reports of an organ, the earliest year first."""
    if report is not None:
        raise UserError(f"Both a report and the organ {organ!r} are given. Leave one out.")
    rows = folders.report_rows().values()
    names = {name: row["organ"] for row in rows for name in (row["organ"], row["organ_en"]) if name}
    if organ not in names:
        raise unknown("organ", organ, names)
    return [*folders.years_of(names[organ]).values()]


def _about(entry: Dataset, ids: Sequence[str], table: pd.DataFrame) -> dict[object, object]:
    """Say what a table is, for whoever is handed it alone."""
    units = [*table["unit"].unique()] if "unit" in table else []
    rows = [folders.report_row(report) for report in ids]
    return {
        "title": entry.title_en,
        "title_zh": entry.title_zh,
        "unit": str(units[0]) if len(units) == 1 else entry.units,
        "source": tuple(f"{row['title']} ({row['source_file']}, SHA-256 {row['source_sha256']})" for row in rows),
        "caveats": entry.caveats_en,
        "caveats_zh": entry.caveats_zh,
        "notices": tuple(notice.en for report in ids for notice in folders.stored_notices(report)),
    }


def _of_report(table: pd.DataFrame, report: str) -> pd.DataFrame:
    row = folders.report_row(report)
    year = pd.Series(row["year"], index=table.index, dtype="Int64")
    front: dict[str, Any] = {"report": report, "organ": row["organ"], "year": year}
    for position, (column, value) in enumerate(front.items()):
        table.insert(position, column, value)
    return table


def _facts(_dataset: Dataset, report: str) -> pd.DataFrame:
    return store.read_facts(report)


def _audit(_dataset: Dataset, report: str) -> pd.DataFrame:
    return relations_table(relations_of(report))


_BUILDERS: dict[str, Callable[[Dataset, str], pd.DataFrame]] = {
    "facts": _facts,
    "audit": _audit,
    "breakdowns": breakdowns,
    "dispute_growth": growth,
    "dispute_outcomes": outcomes,
    "rates": rates,
    "series": series,
    "growth_parts": growth_parts,
    "priority_areas": areas,
}
