"""The overview across organs: a row for each organ, a column for each year, made from small records of the reports.

A record is written beside a report's pages when these are; the overview reads the records alone, so its time grows with
their number and not with what the reports hold.
"""

import hashlib
import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from shutil import copyfileobj

from xxgk.reading.base.files import write_text
from xxgk.reading.base.folders import report_rows
from xxgk.reading.base.rows import ReportRow
from xxgk.show.words import LANGUAGES, pick, term

RECORD = "record.json"
TIDY = "all-facts.csv"
_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Record:
    """What the overview says of a report: how many figures it prints, and what became of its relations."""

    report: str
    figures: int
    errors: int
    warnings: int
    undecided: int
    # Requests received, reviews, lawsuits: value and qualifier, nothing where not printed.
    received: tuple[float, str] | None = None
    reviews: tuple[float, str] | None = None
    lawsuits: tuple[float, str] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One organ in one year: ``clean``, ``warnings``, ``errors``, ``unread`` (no page was made) or ``missing``."""

    status: str
    text: str
    title: str
    href: str = ""


def write_record(record: Record, folder: Path) -> None:
    """Keep the record of a report beside its pages."""
    write_text(folder / RECORD, json.dumps(asdict(record)) + "\n")


def read_records(out: Path) -> dict[str, Record]:
    """Read the records of all reports whose pages are there, by id; one that cannot be read counts as none."""
    found = {}
    for report in report_rows():
        try:
            found[report] = Record(**json.loads((out / report / RECORD).read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            continue
    return found


def write_overview(out: Path) -> list[Path]:
    """Write the overview in both languages, and one tidy file of the figures of all reports.

    Returns
    -------
    list of Path
        ``overview.html`` in Chinese, ``overview.en.html`` in English, and the file of all figures.
    """
    records = read_records(out)
    pages = []
    for lang in LANGUAGES:
        page = out / ("overview.html" if lang == LANGUAGES[0] else f"overview.{lang}.html")
        write_text(page, _page(report_rows(), records, lang))
        pages.append(page)
    return [*pages, write_tidy(out, records)]


def write_tidy(out: Path, reports: Iterable[str]) -> Path:
    """Put the figures of reports, as their downloads have them, into one file, without reading what they hold."""
    path, part = out / TIDY, out / f".{TIDY}.part"
    with part.open("wb") as whole:
        first = True
        for report in reports:
            try:
                source = (out / report / "tables" / "facts.csv").open("rb")
            except OSError:
                continue
            with source:
                head = source.readline()
                if first:
                    whole.write(head)
                first = False
                copyfileobj(source, whole)
    part.replace(path)
    return path


def _page(rows: Mapping[str, ReportRow], records: Mapping[str, Record], lang: str) -> str:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = FileSystemLoader(_FOLDER)
    environment = Environment(
        loader=folder, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    organs = {rows[report]["organ"] for report in records if report in rows}
    printed = [row["year"] for row in rows.values() if row["organ"] in organs]
    years = [*range(min(printed), max(printed) + 1)] if printed else []
    style, script = ((_FOLDER / name).read_text("utf-8") for name in ("overview.css", "overview.js"))
    hashes = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return environment.get_template("overview.html.j2").render(
        lang=pick(lang, "zh-CN", "en"),
        pick=lambda zh, en: pick(lang, zh, en),
        style=style,
        script=script,
        style_hash=hashes[0],
        script_hash=hashes[1],
        years=years,
        organs=_organs(rows, records, years, lang),
        reports=sum(report in rows for report in records),
        tidy=TIDY,
        home=pick(lang, "index.html", "index.en.html"),
        other=pick(lang, "overview.en.html", "overview.html"),
    )


def _organs(
    rows: Mapping[str, ReportRow], records: Mapping[str, Record], years: list[int], lang: str
) -> list[dict[str, object]]:
    """Put the reports of each organ into the columns of their years."""
    by_organ: dict[str, dict[int, ReportRow]] = {}
    for row in rows.values():
        by_organ.setdefault(row["organ"], {})[row["year"]] = row
    found = []
    for organ, reports in sorted(by_organ.items()):
        if not any(row["id"] in records for row in reports.values()):
            continue  # nothing of it was built
        one = next(iter(reports.values()))
        cells = [_cell(reports.get(year), records, lang) for year in years]
        found.append(
            {
                "name": pick(lang, organ, one["organ_en"] or organ),
                "level": term("level", one["level"], lang) if one["level"] else "",
                "cells": cells,
                "errors": sum(records[row["id"]].errors for row in reports.values() if row["id"] in records),
            }
        )
    return found


def _cell(row: ReportRow | None, records: Mapping[str, Record], lang: str) -> Cell:
    if row is None:
        return Cell("missing", "", pick(lang, "没有这一年的报告", "no report for this year"))
    record = records.get(row["id"])
    if record is None:
        return Cell("unread", "?", pick(lang, "还没有生成页面，或没有读成", "has no pages yet, or could not be read"))
    status = "errors" if record.errors else "warnings" if record.warnings else "clean"
    title = pick(
        lang,
        f"{record.figures} 个数字，错误 {record.errors}，提示 {record.warnings}，无法判定 {record.undecided}",
        f"{record.figures} figures: {record.errors} errors, {record.warnings} warnings, {record.undecided} undecided",
    )
    text = str(record.errors or record.warnings or pick(lang, "无", "none"))
    return Cell(status, text, title, f"{row['id']}/{lang}/index.html")
