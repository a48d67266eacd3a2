"""The data folders: what is read, what is refused, and that nothing is left half-written."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from xxgk.datasets import load
from xxgk.reading.base import store
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.files import write_text, write_whole
from xxgk.reading.base.paths import DATA
from xxgk.reading.extract import Fact
from xxgk.show.words import indicator_name
from xxgk.topics import comparison

FACT = Fact("requests.received", "all", "", "12", "件", "exact", "12", "收到申请", "一", "p1", 5, 7)


@pytest.fixture
def own(tmp_path, monkeypatch):
    folder = tmp_path / "data"
    monkeypatch.setenv("XXGK_DATA", str(folder))
    return folder


def row(report="nanhu-2015"):
    return {"id": report, "organ": "南湖县人民政府", "year": 2015, "form": "prose-2008"}


def test_an_added_report_can_be_read_beside_the_embedded_ones(own):
    path = store.add_report(row(), [FACT])
    assert path == own / "facts" / "nanhu-2015.csv"
    assert {"hebei-2016", "nanhu-2015"} <= set(store.read_reports()["id"])
    facts = store.read_facts("nanhu-2015")
    assert facts.loc[0, "value"] == 12
    assert facts.loc[0, "applicant"] == ""


def test_what_changed_on_disk_is_read_again(own):
    store.add_report(row(), [FACT])
    assert store.read_facts("nanhu-2015")["value"].tolist() == [12]
    store.add_report(row() | {"year": 2016}, [replace(FACT, value="345", printed="345")], replace=True)
    assert store.read_facts("nanhu-2015")["value"].tolist() == [345]
    assert store.read_reports().set_index("id").loc["nanhu-2015", "year"] == 2016


def test_who_changes_a_table_changes_it_for_nobody_else(own):
    store.add_report(row(), [FACT])
    facts, listed = store.read_facts("nanhu-2015"), store.read_reports()
    facts.loc[0, "value"] = 99
    listed.loc[:, "organ"] = ""
    assert store.read_facts("nanhu-2015")["value"].tolist() == [12]
    assert store.read_reports()["organ"].ne("").all()


def test_the_same_facts_give_the_same_bytes(own):
    first = store.add_report(row(), [FACT]).read_bytes()
    assert store.add_report(row(), [FACT], replace=True).read_bytes() == first


def test_a_value_keeps_all_its_digits(own):
    path = store.add_report(row(), [replace(FACT, value="9" * 40)])
    assert "9" * 40 in path.read_text("utf-8")


def test_an_existing_report_is_not_overwritten_without_asking(own):
    store.add_report(row(), [FACT])
    with pytest.raises(UserError, match=r"exists already.*--replace"):
        store.add_report(row(), [])
    assert len(store.read_facts("nanhu-2015")) == 1


@pytest.mark.parametrize("report", ["../escape", "a/b", "", ".hidden", "a b", "x" * 81, "a\n"])
def test_an_id_that_is_no_plain_name_is_refused(own, report):
    with pytest.raises(UserError, match="cannot be used"):
        store.add_report(row(report), [FACT])
    assert not own.exists()


def test_an_unknown_report_names_the_likely_one():
    with pytest.raises(UserError, match=r"Unknown report 'hebei-2061'.*Did you mean hebei-2016\?"):
        store.read_facts("hebei-2061")


@pytest.mark.parametrize(("given", "meant"), [(2016, "2016"), (2016.0, "2016"), ("2016", "2016"), (7, "007")])
def test_a_number_is_the_id_that_is_written_so(own, given, meant):
    """As papermill reads ``-p report 2016``."""
    for report in ("2016", "007"):
        store.add_report(row(report), [FACT])
    assert store.read_report(given)["id"] == meant
    assert store.read_facts(given)["value"].tolist() == [12]
    assert set(load("facts", given)["report"]) == set(load("facts", [given])["report"]) == {meant}
    assert comparison.choose_reports(given, given) == [meant]


def test_a_number_that_several_ids_are_is_refused(own):
    for report in ("7", "007"):
        store.add_report(row(report), [FACT])
    with pytest.raises(UserError, match=r"007 as well as 7\..*: -r report 007"):
        store.read_report(7)
    assert store.read_report("007")["id"] == "007"


def test_a_missing_data_folder_is_said(own):
    with pytest.raises(UserError, match="does not exist"):
        store.read_reports()


def test_a_half_written_file_of_facts_is_said_not_read(own):
    path = store.add_report(row(), [FACT])
    path.write_text("indicator,level\nrequests", "utf-8")
    with pytest.raises(UserError, match="lacks the column 'applicant'"):
        store.read_facts("nanhu-2015")


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "is empty"), (b"\xff", "is not UTF-8"), (b'a\n"', "is not a table")]
)
def test_a_damaged_list_of_reports_is_said_in_plain_words(content, words, own):
    own.mkdir()
    (own / "reports.csv").write_bytes(content)
    with pytest.raises(UserError, match=words):
        store.read_reports()


def test_a_damaged_dictionary_is_not_mended_by_adding_reports(own):
    own.mkdir()
    (own / "indicators.csv").write_text("id,zh\n", "utf-8")
    with pytest.raises(UserError, match=r"lacks the column 'en'.* Write it again, with the columns id, zh, en, unit,"):
        store.read_indicators()


def test_a_changed_dictionary_names_its_indicators_anew(own):
    store.add_report(row(), [FACT])
    head = "id,zh,en,unit,theme,definition,since,until,comparability\n"
    for name in ("来件", "全部来件"):
        (own / "indicators.csv").write_text(f"{head}nanhu.received,{name},Received,件,requests,,,,\n", "utf-8")
        assert indicator_name("nanhu.received", "zh") == name


def test_a_listed_report_without_facts_is_said(own):
    store.add_report(row(), [FACT]).unlink()
    with pytest.raises(UserError, match="its facts are missing"):
        store.read_facts("nanhu-2015")


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "table.csv"
    write_text(path, "old")
    with pytest.raises(TypeError):
        write_whole(path, "not bytes")
    assert path.read_text("utf-8") == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["table.csv"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setenv("XXGK_DATA", str(blocked / "data"))
    with pytest.raises(UserError, match="Cannot write to the data folder"):
        store.add_report(row(), [FACT])


def test_the_folder_describes_itself(own):
    store.add_report(row(), [FACT])
    package = json.loads((own / "datapackage.json").read_text("utf-8"))
    assert [resource["path"] for resource in package["resources"]] == ["reports.csv", "facts/nanhu-2015.csv"]


def test_reports_added_by_several_processes_at_once_are_all_listed(own):
    own.mkdir()
    code = "import sys; from tests.test_store import FACT, row; from xxgk.reading.base import store; "
    code += "store.add_report(row(sys.argv[1]), [FACT])"
    processes = [subprocess.Popen([sys.executable, "-c", code, f"many-{n}"]) for n in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    assert {f"many-{n}" for n in range(4)} <= set(store.read_reports()["id"])


def test_a_value_of_the_wrong_kind_is_said(own):
    path = store.add_report(row(), [FACT])
    path.write_text(path.read_text("utf-8").replace(",5,7", ",5.5,7"), "utf-8")
    with pytest.raises(UserError, match=r"nanhu-2015\.csv, row 2, column 'start': '5\.5' is not a whole number"):
        store.read_facts("nanhu-2015")


def test_a_report_that_was_renamed_is_refused_with_its_new_name(tmp_path, monkeypatch):
    from xxgk import load
    from xxgk.reading.base import folders
    from xxgk.reading.base.folders import unknown_report
    from xxgk.reading.report import audit_report

    monkeypatch.setattr(folders, "_renamed", lambda: {"anhe-2013": "anhe-county-2013"})
    said = "Report 'anhe-2013' is now called 'anhe-county-2013'. Write anhe-county-2013."
    assert str(unknown_report("anhe-2013", [])) == said
    for ask in (lambda: load("facts", "anhe-2013"), lambda: audit_report("anhe-2013")):
        with pytest.raises(UserError, match="is now called 'anhe-county-2013'"):
            ask()


def test_every_new_name_of_a_renamed_report_tells_county_and_zone_apart():
    rows = (DATA / "renamed.csv").read_text("utf-8").splitlines()[1:]
    assert all(new.split("-")[1] in ("county", "zone") for _, new in (row.split(",") for row in rows))
