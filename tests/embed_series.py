"""Embed the years of one zone, and give its built-in reports names that tell county and zone apart.

usage: python tests/embed_series.py REPORTS

REPORTS is the folder of real reports; the ten further years lie in its folder ``series``. The built-in data change:
facts are added by the project's own command, and four reports get their new ids. Afterwards tests and pages that name
the old ids are to be changed (``git grep -nE "pingtan-20(13|14|19|21)"``). Run it once, on a clean checkout.
"""

import csv
import sys
from pathlib import Path

from xxgk.cli import main
from xxgk.reading.base.datapackage import describe
from xxgk.reading.base.paths import DATA

YEARS = (2011, 2012, 2013, 2015, 2016, 2017, 2018, 2020, 2022, 2023)
ORGAN = "平潭综合实验区管理委员会"
ORGAN_EN = "Pingtan Comprehensive Pilot Zone Administrative Committee"


def embed(reports: Path) -> None:
    """Add each further year to the built-in data."""
    for year in YEARS:
        source = reports / "series" / f"pingtan-{year}-excerpt.txt"
        options = {
            "id": f"pingtan-zone-{year}",
            "organ": ORGAN,
            "organ-en": ORGAN_EN,
            "region-code": "350128",
            "level": "county",
            "year": str(year),
            "title": f"平潭综合实验区{year}年政府信息公开工作年度报告（摘录）",
        }
        if main(["add", str(source), *(text for name, value in options.items() for text in (f"--{name}", value))]):
            sys.exit(f"{source} was not added")


def rename() -> None:
    """Give the built-in reports their new ids, and say of the further years where their files lie."""
    with (DATA / "renamed.csv").open(encoding="utf-8", newline="") as file:
        new = {row["old"]: row["new"] for row in csv.DictReader(file)}
    path = DATA / "reports.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    further = {f"pingtan-zone-{year}" for year in YEARS}
    for row in rows:
        if row["id"] in further:
            row["source_file"] = f"series/{Path(row['source_file']).name}"
        if row["id"] in new:
            (DATA / "facts" / f"{row['id']}.csv").rename(DATA / "facts" / f"{new[row['id']]}.csv")
            row["id"] = new[row["id"]]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(sorted(rows, key=lambda row: row["id"]))
    ids = sorted(row["id"] for row in rows)
    (DATA / "datapackage.json").write_text(describe(ids, dictionary=True), "utf-8")


if __name__ == "__main__":
    embed(Path(sys.argv[1]))
    rename()
