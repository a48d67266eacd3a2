"""The description of a data folder for other programs: `datapackage.json`, Data Package version 2."""

import json
from collections.abc import Iterable

from xxgk.reading.base.records import Fact
from xxgk.reading.base.rows import IndicatorRow, ReportRow, TermRow
from xxgk.reading.base.sheet import columns_of


def describe(reports: Iterable[str], dictionary: bool) -> str:
    """Describe a data folder.

    Parameters
    ----------
    reports
        Ids of the reports whose facts lie in ``facts/``.
    dictionary
        True where the folder holds ``indicators.csv`` and ``terms.csv`` as well.

    Returns
    -------
    str
        The text of ``datapackage.json``; the same folder gives the same bytes.
    """
    resources = [_resource("reports", "reports.csv", ReportRow, "id")]
    if dictionary:
        resources.append(_resource("indicators", "indicators.csv", IndicatorRow, "id"))
        resources.append(_resource("terms", "terms.csv", TermRow, "kind", "id"))
    resources += [_resource(f"facts-{report}", f"facts/{report}.csv", Fact) for report in reports]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "xxgk",
        "title": "Facts of government-information disclosure reports",
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str, path: str, model: type, *key: str) -> dict[str, object]:
    schema: dict[str, object] = {
        "fields": [
            {"name": name, "type": column.type, **({"description": column.description} if column.description else {})}
            for name, column in columns_of(model).items()
        ],
        "missingValues": [""],
    }
    if key:
        schema["primaryKey"] = list(key)
    return {
        "name": name.lower(),
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
