"""How the manual is built, and what it makes from the data: the dictionary of indicators, the datasets, the terms."""

import csv
import re
import sys
import tomllib
from collections.abc import Callable
from importlib import metadata
from itertools import groupby
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "data"
sys.path.insert(0, str(ROOT / "analysis"))

project = "xxgk"
author = "The authors of xxgk"
version = release = metadata.version("xxgk")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
html_theme = "furo"
html_title = f"xxgk {release}"
html_show_copyright = False
html_copy_source = False
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3
napoleon_google_docstring = False
autodoc_typehints = "description"
autodoc_member_order = "bysource"


def setup(app: Sphinx) -> None:
    """Have the tables put in when a page is read."""
    app.connect("source-read", _put_tables)


def _put_tables(_app: Sphinx, _page: str, source: list[str]) -> None:
    """Put the tables that a page names, ``<!-- table: indicators -->``, where it names them."""
    source[0] = re.sub(r"<!-- table: (\w+) -->", lambda match: TABLES[match[1]](), source[0])


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    cells = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in cells)


def _indicators() -> str:
    parts = []
    for theme, rows in groupby(sorted(_rows("indicators.csv"), key=lambda row: row["theme"]), lambda row: row["theme"]):
        entries = [
            (
                f"`{row['id']}`",
                f"{row['zh']}<br>{row['en']}",
                row["unit"],
                f"{row['definition']} {row['comparability']}{_years(row)}",
            )
            for row in rows
        ]
        parts.append(f"## {theme.replace('_', ' ').capitalize()}\n\n")
        parts.append(_table(("indicator", "name", "unit", "definition"), entries) + "\n\n")
    return "".join(parts)


def _years(row: dict[str, str]) -> str:
    return f" ({row['since']} to {row['until'] or 'now'})" if row["since"] else ""


def _datasets() -> str:
    described = tomllib.loads((DATA / "datasets.toml").read_text("utf-8"))
    rows = [
        (f"`{name}`", entry["row_en"], ", ".join(f"`{key}`" for key in entry["key"]), entry.get("caveats_en", ""))
        for name, entry in described.items()
    ]
    return _table(("dataset", "rows", "key", "caveats"), rows)


def _terms() -> str:
    rows = [(row["kind"], f"`{row['id']}`", row["zh"], row["en"]) for row in _rows("terms.csv")]
    return _table(("kind", "id", "中文", "English"), rows)


def _reports() -> str:
    rows = [(f"`{row['id']}`", row["organ"], row["year"], row["form"], row["title"]) for row in _rows("reports.csv")]
    return _table(("report", "organ", "year", "edition", "title"), rows)


TABLES: dict[str, Callable[[], str]] = {
    "datasets": _datasets,
    "indicators": _indicators,
    "reports": _reports,
    "terms": _terms,
}
