"""The description of a data folder for other programs: `datapackage.json`, Data Package version 2."""

import json
from collections.abc import Iterable

_TEXT = "string"
_FACTS = (
    ("indicator", _TEXT, "Id in indicators.csv; blank while a figure has no indicator"),
    ("level", _TEXT, "Whose figure: id of a level in terms.csv"),
    ("applicant", _TEXT, "Kind of applicant in the statutory tables: id in terms.csv; blank elsewhere"),
    ("value", "number", "Number in the base unit; a decline is negative; blank when the cell is blank"),
    ("unit", _TEXT, "Unit as printed, without 万 or 亿"),
    ("qualifier", _TEXT, "exact, over, nearly, about, at_least or at_most"),
    ("printed", _TEXT, "The figure exactly as printed"),
    ("label", _TEXT, "The noun phrase the figure belongs to, as printed"),
    ("section", _TEXT, "Heading path"),
    ("place", _TEXT, "p43: 0-based line of the text; t3 r5 c2: table, row, column"),
    ("start", "integer", "Code-point offset of the printed figure; in a table, within the cell"),
    ("end", "integer", "Code-point offset of its end"),
)
_REPORTS = (
    ("id", _TEXT, "Id of the report"),
    ("organ", _TEXT, "Organ that published it"),
    ("organ_en", _TEXT, "Organ in English"),
    ("region_code", _TEXT, "Administrative division code (GB/T 2260)"),
    ("level", _TEXT, "Level of the organ"),
    ("year", "integer", "Year reported on"),
    ("form", _TEXT, "Edition of the report: a file of forms/"),
    ("title", _TEXT, "Title of the report"),
    ("published", _TEXT, "Day of publication, ISO 8601"),
    ("source_file", _TEXT, "Name of the file that was read"),
    ("source_sha256", _TEXT, "SHA-256 of the file that was read"),
)
_INDICATORS = (
    ("id", _TEXT, "Id of the indicator"),
    ("zh", _TEXT, "Name in Chinese"),
    ("en", _TEXT, "Name in English"),
    ("unit", _TEXT, "Usual unit"),
    ("theme", _TEXT, "Theme: id in terms.csv"),
    ("definition", _TEXT, "What is counted"),
    ("since", "integer", "First year of the editions that ask for it"),
    ("until", "integer", "Last year; blank while it is asked for"),
    ("comparability", _TEXT, "What to mind when comparing years"),
)
_TERMS = tuple((name, _TEXT, "") for name in ("kind", "id", "zh", "en"))


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
    resources = [_resource("reports", "reports.csv", _REPORTS, "id")]
    if dictionary:
        resources.append(_resource("indicators", "indicators.csv", _INDICATORS, "id"))
        resources.append(_resource("terms", "terms.csv", _TERMS, ["kind", "id"]))
    resources += [_resource(f"facts-{report}", f"facts/{report}.csv", _FACTS, None) for report in reports]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "xxgk",
        "title": "Facts of government-information disclosure reports",
        "resources": resources,
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _resource(name: str, path: str, fields: tuple[tuple[str, str, str], ...], key: object) -> dict:
    schema: dict[str, object] = {
        "fields": [
            {"name": field, "type": kind, **({"description": text} if text else {})} for field, kind, text in fields
        ],
        "missingValues": [""],
    }
    if key:
        schema["primaryKey"] = [key] if isinstance(key, str) else key
    return {
        "name": name.lower(),
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
