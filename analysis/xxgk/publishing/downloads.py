"""The downloads of a report: its datasets as CSV for spreadsheets, one Excel workbook, and their description."""

import io
import json
import math
from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd
import xlsxwriter

from xxgk.datasets import Dataset, datasets, load
from xxgk.reading.base.files import write_whole
from xxgk.reading.base.records import Several
from xxgk.reading.base.store import read_report
from xxgk.reading.base.text import columns_of, harmless

_LONGEST_CELL = 32_767
_WIDEST_COLUMN = 48
# Excel allows 31 characters in the name of a sheet; every dataset's name fits.
_NOTES = {
    "zh": {
        "cover": "说明",
        "dataset": "数据集",
        "row": "每行是什么",
        "key": "主键",
        "units": "单位",
        "caveats": "注意",
        "rows": "行数",
        "report": "报告",
        "organ": "机关",
        "year": "年度",
        "published": "发布日期",
        "source": "原文 SHA-256",
        "evidence": "每个数字都带出处：printed 为原文印法，place 为段落（p，从0起）或表格单元（t r c），"
        "start、end 为字符位置。",
        "blank": "空白表示原文空缺或未印出，不是0。",
    },
    "en": {
        "cover": "Notes",
        "dataset": "Dataset",
        "row": "Each row is",
        "key": "Key",
        "units": "Units",
        "caveats": "Note",
        "rows": "Rows",
        "report": "Report",
        "organ": "Organ",
        "year": "Year",
        "published": "Published",
        "source": "Source SHA-256",
        "evidence": "Every figure carries its place: printed is the figure as printed, place the paragraph (p, from 0) "
        "or the cell of a table (t r c), start and end are offsets in characters.",
        "blank": "Blank means that the report leaves the figure blank or does not print it, not 0.",
    },
}


def write_downloads(report: str, folder: Path) -> list[Path]:
    """Write every dataset of a report as CSV, two workbooks (Chinese and English) and `datapackage.json`.

    Parameters
    ----------
    report
        Id of the report.
    folder
        Where to write; made if need be. Each file is written in one step.

    Returns
    -------
    list of Path
        The files, the workbooks first. Datasets that the report has nothing for are left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = {name: table for name in datasets() if not (table := load(name, report, evidence=True)).empty}
    files = {f"{report}.{lang}.xlsx": workbook(report, tables, lang) for lang in _NOTES}
    files |= {f"{name}.csv": _csv(table) for name, table in tables.items()}
    files["datapackage.json"] = _package(report, tables)
    for name, content in files.items():
        write_whole(folder / name, content)
    return [folder / name for name in files]


def workbook(report: str, tables: dict[str, pd.DataFrame], lang: str) -> bytes:
    """Lay out a report's datasets as one workbook: a sheet of notes, then a sheet for each dataset.

    Text is written as text whatever it looks like, so that nothing in a report becomes a formula or a link.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        source = read_report(report)
        # A fixed date: the same report gives the same bytes.
        book.set_properties({"title": str(source["title"]), "created": pd.Timestamp(1980, 1, 1).to_pydatetime()})
        _notes_sheet(book, report, source, tables, lang)
        for name, table in tables.items():
            _table_sheet(book, name, table)
    return buffer.getvalue()


def _notes_sheet(
    book: xlsxwriter.Workbook, report: str, source: Mapping[str, object], tables: dict[str, pd.DataFrame], lang: str
) -> None:
    words = _NOTES[lang]
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(words["cover"])
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 4, 34, wrapped)
    organ = source["organ"] if lang == "zh" else source["organ_en"] or source["organ"]
    facts = {
        "report": source["title"] or report,
        "organ": organ,
        "year": source["year"],
        "published": source["published"],
        "source": source["source_sha256"],
    }
    for row, (key, value) in enumerate(facts.items()):
        sheet.write_string(row, 0, words[key], bold)
        sheet.write_string(row, 1, str(value))
    row = len(facts) + 1
    sheet.write_string(row, 0, words["evidence"])
    sheet.write_string(row + 1, 0, words["blank"])
    for column, key in enumerate(("dataset", "row", "key", "units", "caveats", "rows")):
        sheet.write_string(row + 3, column, words[key], bold)
    for line, (name, table) in enumerate(tables.items(), start=row + 4):
        sheet.write_url(line, 0, f"internal:'{name}'!A1", string=name)
        for column, text in enumerate(_described(datasets()[name], lang), start=1):
            sheet.write_string(line, column, text)
        sheet.write_number(line, 5, len(table))


def _described(dataset: Dataset, lang: str) -> tuple[str, str, str, str]:
    row, caveats = (dataset.row_zh, dataset.caveats_zh) if lang == "zh" else (dataset.row_en, dataset.caveats_en)
    return row, ", ".join(dataset.key), dataset.units, caveats


def _table_sheet(book: xlsxwriter.Workbook, name: str, table: pd.DataFrame) -> None:
    sheet = book.add_worksheet(name)
    heading = book.add_format({"bold": True, "bottom": 1})
    for column, title in enumerate(table.columns):
        cells = list(_cells(table[title]))
        sheet.write_string(0, column, title, heading)
        for row, cell in enumerate(cells, start=1):
            if isinstance(cell, str):
                sheet.write_string(row, column, cell[:_LONGEST_CELL])
            elif cell is not None and math.isfinite(cell):
                sheet.write_number(row, column, cell)
        widest = max((columns_of(str(cell)) for cell in [title, *cells] if cell is not None), default=0)
        sheet.set_column(column, column, min(widest + 2, _WIDEST_COLUMN))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _cells(column: pd.Series) -> Iterator[str | float | int | None]:
    for value in column.astype("object"):
        if isinstance(value, str):
            yield value or None
        elif isinstance(value, Several):
            yield str(value) or None
        else:
            yield None if pd.isna(value) else value


def _csv(table: pd.DataFrame) -> bytes:
    """Write CSV that Excel opens as UTF-8, in which no text begins like a formula."""
    texts = table.select_dtypes(["string", "object"]).columns
    safe = table.assign(**{name: table[name].map(_harmless) for name in texts})
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def _harmless(value: object) -> object:
    return harmless(str(value)) if isinstance(value, str | Several) else value


def _package(report: str, tables: dict[str, pd.DataFrame]) -> bytes:
    kinds = {"i": "integer", "f": "number", "b": "boolean"}
    resources = [
        {
            "name": name.replace("_", "-"),
            "type": "table",
            "path": f"{name}.csv",
            "description": datasets()[name].row_en,
            "encoding": "utf-8",
            "schema": {
                "fields": [
                    {"name": column, "type": kinds.get(getattr(kind, "kind", "O"), "string")}
                    for column, kind in table.dtypes.items()
                ],
                "missingValues": [""],
            },
        }
        for name, table in tables.items()
    ]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": report.lower(),
        "resources": resources,
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()
