"""The overview across organs: made from records, complete, linked, and in time that grows with their number."""

import re
from time import perf_counter

import pytest
from browser import WIDTHS, Reader, hindrances, is_as_wide_as_its_window
from organs import add
from xxgk.publishing.overview import RECORD, TIDY, Record, read_records, write_overview, write_record
from xxgk.reading.base import folders

ROWS = "id,organ,organ_en,region_code,level,year,form,title,published,source_file,source_sha256\n"


@pytest.fixture
def own(tmp_path, monkeypatch):
    folder = tmp_path / "own"
    folder.mkdir()
    monkeypatch.setenv("XXGK_DATA", str(folder))
    return folder


def keep(out, report, errors=0, warnings=0, facts=""):
    (out / report / "tables").mkdir(parents=True)
    write_record(Record(report, 12, errors, warnings, 3), out / report)
    if facts:
        (out / report / "tables" / "facts.csv").write_text(f"report,value\n{facts}\n", "utf-8")


def cells(page, organ):
    row = next(row for row in re.findall(r"<tr data-level.*?</tr>", page, re.S) if f">{organ}<" in row)
    found = re.findall(r'<td class="year (\w+)" data-year="(\d+)" title="([^"]*)">(?:<a href="([^"]*)">)?([^<]*)', row)
    return {int(year): (status, href, text) for status, year, _, href, text in found}


def test_each_year_of_an_organ_is_there_wrong_unread_or_missing(own, tmp_path):
    out = tmp_path / "out"
    for year in (2014, 2015, 2017, 2018):
        add("宁溪县", year, {"requests.received": "40"})
    keep(out, "宁溪县-2014")
    keep(out, "宁溪县-2015", errors=3, warnings=1)
    keep(out, "宁溪县-2017", warnings=2)
    add("远溪县", 2010, {"requests.received": "40"})
    write_overview(out)
    assert "远溪县" not in (out / "overview.html").read_text("utf-8")  # nothing of it was built
    found = cells((out / "overview.html").read_text("utf-8"), "宁溪县")
    assert found[2014][0] == "clean"
    assert found[2015][::2] == ("errors", "3")
    assert found[2017][::2] == ("warnings", "2")
    assert found[2018][::2] == ("unread", "?")
    assert found[2016][0] == "missing"
    assert found[2015][1].endswith("-2015/zh/index.html")
    assert "warnings, 3 undecided" in (out / "overview.en.html").read_text("utf-8")


@pytest.mark.parametrize("name", ["overview.html", "overview.en.html"])
def test_it_fits_every_window_and_hinders_nobody(own, tmp_path, reader: Reader, name):
    for year in range(2011, 2019):
        keep(tmp_path, add("宁溪县", year, {"requests.received": "40"}), errors=year % 3)
    write_overview(tmp_path)
    page = reader.open((tmp_path / name).as_uri(), charts=False)
    assert [width for width in WIDTHS if not is_as_wide_as_its_window(page, width)] == []
    assert hindrances(page) == ""


def test_a_record_that_is_damaged_counts_as_none(own, tmp_path):
    report = add("宁溪县", 2014, {"requests.received": "40"})
    keep(tmp_path, report)
    (tmp_path / report / RECORD).write_text('{"report": 1', "utf-8")
    assert report not in read_records(tmp_path)


def test_one_tidy_file_holds_the_figures_of_all_reports_under_one_head(own, tmp_path):
    out = tmp_path / "out"
    for year in (2014, 2015):
        keep(out, add("宁溪县", year, {"requests.received": "40"}), facts=f"宁溪县-{year},40")
    write_overview(out)
    assert (out / TIDY).read_text("utf-8") == "report,value\n宁溪县-2014,40\n宁溪县-2015,40\n"


def test_names_of_data_are_only_text(own, tmp_path):
    keep(tmp_path, add("<b>宁溪</b>县", 2014, {"requests.received": "40"}, report="hostile"))
    write_overview(tmp_path)
    page = (tmp_path / "overview.html").read_text("utf-8")
    assert "<b>宁溪" not in page
    assert "&lt;b&gt;宁溪" in page
    assert "default-src 'none'" in page


def test_a_thousand_reports_take_less_than_ten_seconds(own, tmp_path):
    out = tmp_path / "out"
    lines = [f"r{n},第{n // 10}局,,,county,{2010 + n % 10},prose-2008,,,,{'0' * 64}" for n in range(1000)]
    (own / "reports.csv").write_text(ROWS + "\n".join(lines) + "\n", "utf-8")
    for n in range(1000):
        keep(out, f"r{n}", errors=n % 3, facts=f"r{n},40")
    assert len(folders.report_rows()) >= 1000
    began = perf_counter()
    write_overview(out)
    assert perf_counter() - began < 10
    assert (out / TIDY).read_text("utf-8").count("\n") == 1001
