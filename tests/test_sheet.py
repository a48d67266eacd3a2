"""Tables as people and spreadsheets save them: read as they are meant, or refused with file, row, column and value."""

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xxgk.cli import main
from xxgk.reading.base import folders, store
from xxgk.reading.base.cells import is_report_id, iso_day, plain_number
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.fit import misfit
from xxgk.reading.base.paths import DATA
from xxgk.reading.base.records import COLUMNS, Fact

FACT = Fact("requests.received", "all", "", "1711", "件", "exact", "1711", "收到申请", "一", "p1", 5, 9)
ROW = {"id": "nanhu-2015", "organ": "南湖县人民政府", "year": 2015, "form": "prose-2008"}


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A user's data folder with one report of one fact."""
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    store.add_report(ROW, [FACT])
    return tmp_path


def rows_of(path):
    return [*csv.reader(path.read_text("utf-8").splitlines())]


def save(path, rows, **how):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", **how).writerows(rows)
    path.write_text(out.getvalue(), "utf-8")


def put(path, column, cell, row=1):
    """Write a cell as a person would."""
    rows = rows_of(path)
    rows[row][rows[0].index(column)] = cell
    save(path, rows)


FACTS, REPORTS = "facts/nanhu-2015.csv", "reports.csv"


# ---- read as it is meant


@pytest.mark.parametrize(
    "cell", ["1,711", "1711", " 1711 ", "　1711", "１７１１", "１，７１１", "1711.0", "\u200b1711", "1,711.00"]
)
def test_a_number_may_be_written_as_spreadsheets_write_it(own, cell):
    put(own / FACTS, "value", cell)
    (fact,) = folders.stored_facts("nanhu-2015")
    assert float(fact.value) == 1711


@pytest.mark.parametrize("cell", ["2015", "２０１５", "2015.0", " 2015", "2,015"])
def test_a_year_may_be_written_as_spreadsheets_write_it(own, cell):
    put(own / REPORTS, "year", cell)
    assert folders.report_row("nanhu-2015")["year"] == 2015


@pytest.mark.parametrize("cell", ["2017-03-28", "2017/3/28", "2017.3.28", "2017年3月28日", "2017-3-28", ""])
def test_a_day_whose_year_stands_first_is_read(own, cell):
    put(own / REPORTS, "published", cell)
    assert folders.report_row("nanhu-2015")["published"] == ("2017-03-28" if cell else "")


def test_blanks_around_an_id_or_a_heading_are_none(own):
    put(own / REPORTS, "id", "nanhu-2015　")
    put(own / REPORTS, "form", " prose-2008 ")
    put(own / FACTS, "level", " all ")
    put(own / FACTS, "value", " value ", row=0)
    assert "nanhu-2015" in folders.report_rows()
    assert folders.report_row("nanhu-2015")["form"] == "prose-2008"
    assert folders.stored_facts("nanhu-2015") == (FACT,)


def test_a_quotation_stays_as_it_was_printed(own):
    put(own / FACTS, "label", " 收到 申请 ")
    assert folders.stored_facts("nanhu-2015")[0].label == " 收到 申请 "


def test_rows_that_are_empty_throughout_are_none(own):
    path = own / FACTS
    rows = rows_of(path)
    save(path, [[""] * 12, rows[0], [" "] * 12, rows[1], [""] * 12, []])
    assert folders.stored_facts("nanhu-2015") == (FACT,)


def test_a_mark_of_the_encoding_and_empty_columns_to_the_right_are_nothing(own):
    path = own / FACTS
    path.write_text("\ufeff" + "\r\n".join(f"{line},," for line in path.read_text("utf-8").splitlines()), "utf-8")
    assert folders.stored_facts("nanhu-2015") == (FACT,)


def test_columns_that_nobody_asked_for_are_passed_over(own):
    path = own / FACTS
    save(path, [[*row, "seen"] for row in rows_of(path)])
    assert folders.stored_facts("nanhu-2015") == (FACT,)


def test_an_offset_that_is_left_blank_is_not_known_and_stays_blank(own):
    put(own / FACTS, "start", "")
    put(own / FACTS, "end", "")
    facts = folders.stored_facts("nanhu-2015")
    assert facts[0].start == facts[0].end == -1
    assert store.read_facts("nanhu-2015")["start"].isna().all()
    assert store.facts_csv(facts).splitlines()[1].endswith(",p1" + "," * 8)


# ---- refused, with the place


@pytest.mark.parametrize(
    ("file", "column", "cell", "words"),
    [
        (FACTS, "value", "#######", "is what a spreadsheet shows in place of a value"),
        (FACTS, "value", "#REF!", "is what a spreadsheet shows in place of a value"),
        (FACTS, "printed", "####", "is what a spreadsheet shows in place of a value"),
        (FACTS, "value", "nan", "is not a plain decimal"),
        (FACTS, "value", "NaN", "is not a plain decimal"),
        (FACTS, "value", "inf", "is not a plain decimal"),
        (FACTS, "value", "2026/1/2", "is not a plain decimal"),
        (FACTS, "value", "1.7E+03", "is not a plain decimal"),
        (FACTS, "value", "1,7", "is not a plain decimal"),
        (FACTS, "value", "1 711", "is not a plain decimal"),
        (FACTS, "value", "(1711)", "is not a plain decimal"),
        (FACTS, "value", "１７１１件", "is not a plain decimal"),
        (FACTS, "value", "9999", "does not fit what is printed, '1711'"),
        (FACTS, "start", "5.5", "is not a whole number"),
        (FACTS, "start", "p5", "is not a whole number"),
        (FACTS, "qualifier", "roughly", "is not one of exact, over, nearly"),
        (REPORTS, "year", "", "is not a year of four digits"),
        (REPORTS, "year", "2017年", "is not a year of four digits"),
        (REPORTS, "year", "FY2017", "is not a year of four digits"),
        (REPORTS, "year", "2017.5", "is not a year of four digits"),
        (REPORTS, "year", "20170", "is not a year of four digits"),
        (REPORTS, "published", "28/3/2017", "is not a day"),
        (REPORTS, "published", "2017-02-30", "is not a day"),
        (REPORTS, "source_sha256", "1.2E+60", "is not a SHA-256"),
        (REPORTS, "id", "../../esc", "is not an id"),
        (REPORTS, "id", "a/b", "is not an id"),
        (REPORTS, "id", "", "is not an id"),
        (REPORTS, "id", "all", "is not an id"),
        (REPORTS, "id", "河" * 80, "is not an id"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(own, file, column, cell, words):
    put(own / file, column, cell)
    place = re.escape(f"{own / file}, row 2, column {column!r}")
    value = re.escape(repr("9999" if "fit" in words else cell))
    with pytest.raises(UserError, match=f"{place}: {value} {re.escape(words)}"):
        folders.stored_facts("nanhu-2015")


def test_rows_are_numbered_as_a_spreadsheet_numbers_them(own):
    path = own / FACTS
    heading, row = rows_of(path)
    other = ["第一行\n第二行" if name == "label" else cell for name, cell in zip(heading, row, strict=True)]
    bad = ["nan" if name == "value" else cell for name, cell in zip(heading, row, strict=True)]
    save(path, [heading, other, [""] * 12, bad])
    with pytest.raises(UserError, match="row 4, column 'value'"):
        folders.stored_facts("nanhu-2015")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: [*rows, rows[0]], "row 3: is the heading again"),
        (lambda rows: [*rows, rows[1]], "row 3: is row 2 again"),
        (lambda rows: [*rows, rows[1][:5]], "row 3: has 5 cells below 18 columns. Complete it"),
        (lambda rows: [*rows, [*rows[1], "x"]], "row 3: has 19 cells below 18 columns. Put a cell that holds a comma"),
        (lambda rows: [[*rows[0], "value"], [*rows[1], "3"]], "has the column 'value' twice"),
        (lambda rows: [rows[0][:11], rows[1][:11]], "lacks the column 'end'"),
    ],
    ids=["heading", "row", "short", "long", "column twice", "column gone"],
)
def test_rows_and_headings_out_of_place_are_named(own, change, words):
    path = own / FACTS
    save(path, change(rows_of(path)))
    with pytest.raises(UserError, match=re.escape(words)):
        folders.stored_facts("nanhu-2015")


@pytest.mark.parametrize("mark", [";", "\t", "|"])
@pytest.mark.parametrize("file", [FACTS, REPORTS])
def test_another_separator_is_said(own, file, mark):
    save(own / file, rows_of(own / file), delimiter=mark)
    with pytest.raises(UserError, match=r"its cells are separated by .*Save it as CSV with commas"):
        folders.stored_facts("nanhu-2015")


def test_an_id_that_stands_twice_is_named(own):
    path = own / REPORTS
    rows = rows_of(path)
    save(path, [*rows, [*rows[1][:1], "北湖县人民政府", *rows[1][2:]]])
    with pytest.raises(UserError, match=r"row 3, column 'id': 'nanhu-2015' stands in row 2, too"):
        folders.report_rows()


def test_an_id_of_another_ones_folder_cannot_lead_out_of_it(monkeypatch, shared_reports):
    monkeypatch.setenv("XXGK_DATA", str(shared_reports.parent / "faults" / "hostile" / "traversal-data"))
    with pytest.raises(UserError, match=r"row 2, column 'id': '\.\./\.\./esc' is not an id"):
        folders.report_rows()


# ---- for any cell


CELLS = st.text(max_size=12) | st.decimals(allow_nan=True).map(str) | st.integers().map("{:,}".format)


@settings(max_examples=300, deadline=None)
@given(CELLS)
def test_a_cell_of_numbers_is_a_number_or_refused_and_never_blank(cell):
    read = plain_number(cell)
    if cell.strip().strip("\u200b\ufeff").strip():
        assert read


@given(st.integers(min_value=0), st.sampled_from(["{:,}", "{}", " {} ", "{}.0"]))
def test_however_a_whole_number_is_written_it_is_the_same(number, form):
    assert float(plain_number(form.format(number))) == float(number)


@given(st.dates())
def test_a_day_is_read_back(day):
    assert iso_day(day.isoformat()) == iso_day(f"{day.year:04}/{day.month}/{day.day}") == day.isoformat()


@given(st.text(max_size=100))
def test_an_id_is_always_one_plain_name_of_a_file(text):
    if is_report_id(text):
        assert not set(text) & set("/\\.:\0\n ")
        assert len(text.encode()) <= 120


# ---- a value and what is printed


@given(
    st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["", "万", "亿", "%", "余", "万多", "百万"])
)
def test_a_value_fits_what_it_was_read_from_and_no_other_number_does(number, tail):
    power = {"万": 4, "万多": 4, "亿": 8, "百万": 6}.get(tail, 0)
    value = number.scaleb(power)
    assert not misfit(f"{value:f}", f"{number}{tail}")
    assert not misfit(f"-{value:f}", f"{number}{tail}")
    assert misfit(f"{value + 3:f}", f"{number}{tail}")


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("3000000", "3 百万"),
        ("1000000", "100 多万"),
        ("5", "5千米以上"),
        ("25000", "2.5万件次以上"),
        ("3.5", "3年半"),
        ("3", "三"),
        ("", "12345"),
        ("32.72", "百分之32.72"),
        ("125000", "12.5"),
        ("9" * 40, "9" * 40),
        ("3000", "3，000"),
    ],
)
def test_ways_of_printing_a_value_all_fit(value, printed):
    assert not misfit(value, printed)


@pytest.mark.parametrize(
    ("value", "printed"),
    [("9999", "5230"), ("523", "5230"), ("85400", "8.45万"), ("9" * 39 + "8", "9" * 40), ("1", "0")],
)
def test_another_number_than_the_printed_one_does_not_fit(value, printed):
    assert misfit(value, printed)


@pytest.mark.parametrize("report", sorted(path.stem for path in (DATA / "facts").glob("*.csv")))
def test_every_value_of_the_embedded_data_fits(report):
    assert not [fact for fact in folders.stored_facts(report) if misfit(fact.value, fact.printed)]


def test_the_columns_of_facts_are_declared_in_one_place():
    heading = (DATA / "facts" / "hebei-2016.csv").read_text("utf-8").splitlines()[0]
    assert tuple(heading.split(",")) == COLUMNS


@pytest.mark.parametrize("command", [["list"], ["check", "nanhu-2015"], ["build", "nanhu-2015"]])
@pytest.mark.parametrize("year", ["", "2017年", "FY2017", "2017.5"])
def test_a_year_that_is_none_ends_a_command_with_a_sentence(own, year, command, capsys):
    put(own / REPORTS, "year", year)
    assert main(command) == 2
    err = capsys.readouterr().err
    assert err.startswith("xxgk: ")
    assert f"reports.csv, row 2, column 'year': {year!r} is not a year" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("report", ["河" * 41, "a" * 81, "a/b", "..", "all", "a b", "-x"])
def test_an_id_that_cannot_be_built_is_not_added(own, report, tmp_path, capsys):
    path = tmp_path / "draft.txt"
    path.write_text("南湖县2016年政府信息公开工作年度报告\n收到申请12件。", "utf-8")
    assert main(["add", str(path), f"--id={report}"]) == 2
    assert f"Report id {report!r} cannot be used" in capsys.readouterr().err
    assert [*folders.report_rows()].count(report) == 0
