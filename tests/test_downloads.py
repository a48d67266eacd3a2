"""Downloads: spreadsheets open them right, other programs can read them, and text in them stays text."""

import csv
import json

import frictionless
import openpyxl
import pytest
from xxgk.datasets import load
from xxgk.publishing.downloads import write_downloads
from xxgk.reading.base import store
from xxgk.reading.extract import Fact

HOSTILE = ["=cmd()|' /C calc'!A0", "+1", "-1+2", "@SUM(A1)", "\tx", "https://example.org/", "<b>x</b>", "“引号”"]


@pytest.fixture(scope="module")
def hebei(tmp_path_factory):
    folder = tmp_path_factory.mktemp("downloads")
    write_downloads("hebei-2016", folder)
    return folder


@pytest.fixture
def hostile(tmp_path, monkeypatch):
    monkeypatch.setenv("XXGK_DATA", str(tmp_path / "data"))
    facts = [
        Fact("review.total", "all", "", "5", "件", "exact", "5", text, "一", "p0", n, n + 1)
        for n, text in enumerate([*HOSTILE, "长" * 40_000])
    ]
    store.add_report({"id": "hostile", "organ": "=1+1", "year": 2012, "form": "prose-2008", "title": "=2+2"}, facts)
    write_downloads("hostile", tmp_path / "tables")
    return tmp_path / "tables"


def test_csv_opens_as_utf8_in_a_spreadsheet(hebei):
    content = (hebei / "request_channels.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert [row["name_zh"] for row in rows] == load("request_channels")["name_zh"].tolist()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_workbook_has_notes_and_a_sheet_for_each_dataset(hebei, lang):
    book = openpyxl.load_workbook(hebei / f"hebei-2016.{lang}.xlsx")
    tables = {path.stem for path in hebei.glob("*.csv")}
    assert set(book.sheetnames[1:]) == tables
    notes = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
    assert tables <= notes
    header, *rows = book["request_channels"].iter_rows(values_only=True)
    values = [row[header.index("value")] for row in rows]
    assert values == load("request_channels")["value"].tolist()


def test_the_description_is_valid_and_fits_the_files(hebei):
    report = frictionless.validate(str(hebei / "datapackage.json"))
    assert report.valid, report.flatten(["path", "note"])
    described = {entry["path"] for entry in json.loads((hebei / "datapackage.json").read_text("utf-8"))["resources"]}
    assert described == {path.name for path in hebei.glob("*.csv")}


def test_no_text_becomes_a_formula_or_a_link(hostile):
    book = openpyxl.load_workbook(hostile / "hostile.zh.xlsx")
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink and cell.hyperlink.target]
    labels = {cell.value for cell in cells}
    assert set(HOSTILE) <= labels
    with (hostile / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        written = [field for row in csv.reader(file) for field in row]
    assert not [field for field in written if field.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_same_report_gives_the_same_bytes(hebei, tmp_path):
    again = {path.name: path.read_bytes() for path in write_downloads("hebei-2016", tmp_path)}
    assert again == {path.name: path.read_bytes() for path in hebei.iterdir()}


def test_a_blank_figure_stays_blank(tmp_path, monkeypatch):
    monkeypatch.setenv("XXGK_DATA", str(tmp_path / "data"))
    fact = Fact("review.total", "all", "", "", "", "exact", "", "总计", "四", "t2 r3 c4", 0, 0)
    store.add_report({"id": "blank", "organ": "丁", "year": 2020, "form": "prose-2008"}, [fact])
    write_downloads("blank", tmp_path / "tables")
    sheet = openpyxl.load_workbook(tmp_path / "tables" / "blank.en.xlsx")["facts"]
    header = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, header.index("value") + 1).value is None
