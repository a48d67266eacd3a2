"""The front door: five names, imported when asked for, that answer as users of pandas expect."""

import importlib
import subprocess
import sys

import pandas as pd
import pytest
import xxgk
from xxgk import catalog, evidence, load, read, reports
from xxgk.datasets import EVIDENCE, datasets
from xxgk.reading.base import folders, store
from xxgk.reading.base.errors import UserError
from xxgk.reading.base.records import Fact, address

NAMES = ["catalog", "evidence", "load", "read", "reports"]
# Tables whose rows are made of several figures each, with all their places.
MADE_OF_SEVERAL = ("rates", "growth_parts")
TABLES = [name for name in datasets() if name not in ("facts", "audit", *MADE_OF_SEVERAL)]
DRAFT = (
    "南湖县2016年政府信息公开工作年度报告\n"
    "一、复议和诉讼\n"
    "2016年因政府信息公开申请引起行政复议30件，其中维持具体行政行为20件、被依法纠错5件、其他情形4件。\n"
)


@pytest.fixture
def draft(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, "utf-8")
    return path


def run(code, folder=None):
    command = [sys.executable, "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder).stdout.split()


# ---- five names


def test_the_front_door_has_exactly_five_names():
    assert dir(xxgk) == sorted(xxgk.__all__) == NAMES
    assert all(getattr(xxgk, name).__doc__ for name in NAMES)


def test_help_shows_the_five_names():
    page = run("import pydoc, xxgk; print(pydoc.plaintext.document(xxgk))")
    assert all(any(word.startswith(f"{name}(") for word in page) for name in NAMES)


def test_completion_offers_the_five_names():
    from IPython.core.completer import IPCompleter, provisionalcompleter

    with provisionalcompleter():
        found = {one.text.rpartition(".")[2] for one in IPCompleter(namespace={"xxgk": xxgk}).completions("xxgk.", 5)}
    assert {name for name in found if not name.startswith("_")} == set(NAMES)


def test_the_package_is_imported_without_pandas():
    assert run("import sys, xxgk; dir(xxgk); print('pandas' in sys.modules, 'msgspec' in sys.modules)") == [
        "False",
        "False",
    ]


def test_the_data_folders_editions_and_evidence_need_no_pandas():
    code = "import sys; from xxgk import evidence; from xxgk.reading.base import folders; "
    code += "from xxgk.reading.forms import forms; forms(); fact = folders.stored_facts('hebei-2016')[9]"
    code += "; evidence({'report': 'hebei-2016', 'place': fact.place, 'start': fact.start})"
    assert run(f"{code}; print('pandas' in sys.modules)") == ["False"]


def test_a_name_that_is_none_is_no_attribute():
    with pytest.raises(AttributeError, match="laod"):
        _ = xxgk.laod


def test_the_old_import_name_is_gone(tmp_path):
    # A mere folder of that name, which Python takes for a namespace, has nothing to import.
    code = "import importlib.util as u; s = u.find_spec('analysis'); print(s is None or s.origin is None)"
    assert run(code, tmp_path) == ["True"]
    with pytest.raises(ImportError):
        importlib.import_module("analysis.datasets")


# ---- load


@pytest.mark.parametrize("name", TABLES)
def test_the_default_view_leaves_out_exactly_the_evidence(name):
    short, whole = load(name, "all"), load(name, "all", evidence=True)
    assert set(whole.columns) - set(short.columns) == set(EVIDENCE) & set(whole.columns)
    pd.testing.assert_frame_equal(short, whole.drop(columns=[*EVIDENCE], errors="ignore"))


@pytest.mark.parametrize("name", ["facts", "audit"])
def test_what_is_about_the_figures_themselves_is_always_whole(name):
    pd.testing.assert_frame_equal(load(name), load(name, evidence=True))


def test_the_evidence_is_six_columns():
    assert set(EVIDENCE) == {"place", "start", "end", "section", "label", "printed"}


@pytest.mark.parametrize("name", TABLES)
def test_the_type_of_a_column_does_not_depend_on_the_report(name):
    types = {tuple(load(name, report).dtypes.astype(str)) for report in reports()["id"]}
    assert len(types) == 1


@pytest.mark.parametrize("name", ["request_channels", "applications", "reviews", "proactive_channels", "new_media"])
def test_counts_are_whole_numbers(name):
    assert load(name, "all")["value"].dtype == "Int64"


@pytest.mark.parametrize("name", ["priority_areas", "normative_documents", "disclosures"])
def test_rates_and_money_keep_their_decimals(name):
    assert load(name, "all")["value"].dtype == "float64"


def test_a_blank_cell_is_missing_and_not_zero():
    values = load("applications", "shanghai-office-2019")["value"]
    assert values.dtype == "Int64"
    assert values.isna().sum() > 0


def test_a_count_that_is_none_stays_as_it_is_printed(tmp_path, monkeypatch):
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    fact = Fact("requests.channel.fax", "all", "", "1.5", "件", "exact", "1.5", "传真", "", "p0", 0, 3)
    store.add_report({"id": "half-2012", "organ": "丁", "year": 2012, "form": "prose-2008"}, [fact])
    assert load("request_channels", "half-2012")["value"].tolist() == [1.5]


@pytest.mark.parametrize("name", datasets())
def test_a_table_says_what_it_is(name):
    attrs = load(name, ["hebei-2016", "hongze-2024"]).attrs
    entry = catalog().set_index("name").loc[name]
    assert attrs["title"] == entry["title_en"]
    assert attrs["title_zh"] == entry["title_zh"]
    assert attrs["caveats"] == entry["caveats_en"]
    assert attrs["unit"]
    assert len(attrs["source"]) == 2
    assert "hebei-2016.txt" in attrs["source"][0]


def test_a_table_of_one_unit_names_it():
    assert load("request_channels").attrs["unit"] == "件"


# ---- evidence


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_the_short_view_leads_to_its_evidence(name):
    for short, whole in zip(load(name, "all").itertuples(), load(name, "all", evidence=True).itertuples(), strict=True):
        found = evidence(short)
        assert (found.report, found.section) == (whole.report, whole.section)
        printed = " + ".join(one.printed for one in (found, *found.others))
        assert printed in (whole.printed, whole.printed.removesuffix("倍"))
        assert (found.place, found.start, found.end, found.label) == (whole.place, whole.start, whole.end, whole.label)


@pytest.mark.parametrize("name", MADE_OF_SEVERAL)
def test_every_row_of_several_figures_leads_to_each_of_them(name):
    for row in load(name, "hebei-2016", evidence=True).itertuples():
        found = evidence(row)
        assert tuple(address(one.place, one.start, one.end) for one in (found, *found.others)) == row.places


def test_a_row_may_be_a_series_a_tuple_or_a_mapping():
    table = load("request_channels")
    rows = (
        table.iloc[0],
        next(table.itertuples()),
        table.iloc[0].to_dict(),
        load("request_channels", evidence=True).iloc[0],
    )
    assert len({evidence(row) for row in rows}) == 1


def test_a_fact_leads_to_itself_though_it_is_stated_twice():
    for fact in load("facts").itertuples():
        found = evidence(fact)
        assert (found.place, found.start, found.printed) == (fact.place, fact.start, fact.printed)


def test_a_relation_leads_to_its_members():
    audited = load("audit")
    broken = audited[audited["outcome"] == "broken"]
    for _, row in broken.iterrows():
        found = evidence(row)
        by_address = {fact.address: fact for fact in folders.stored_facts("hebei-2016")}
        expected = [by_address[place].printed for place in row["places"] if place]
        assert [one.printed for one in (found, *found.others)] == expected


def test_the_sentence_is_quoted_where_the_file_is_named(shared_reports):
    source = shared_reports / "hebei-2016.txt"
    for row in load("request_channels").itertuples():
        found = evidence(row, source)
        assert found.printed in found.sentence
        assert found.sentence in source.read_text("utf-8")


def test_the_file_is_found_beside_the_data_and_known_by_its_hash(draft, tmp_path, monkeypatch):
    from xxgk.cli import main

    assert main(["add", str(draft), "--id", "nanhu-2016", "--data", str(tmp_path / "data")]) == 0
    monkeypatch.setenv("XXGK_DATA", str(tmp_path / "data"))
    row = load("dispute_outcomes", "nanhu-2016").iloc[0]
    assert "引起行政复议30件" in evidence(row).sentence
    assert "引起行政复议30件" in str(evidence(row))
    draft.write_text(DRAFT.replace("20", "21"), "utf-8")
    assert evidence(row).sentence == ""
    with pytest.raises(UserError, match="is not the file that nanhu-2016 was read from"):
        evidence(row, draft)


@pytest.mark.parametrize("row", [None, 3, "hebei-2016", {}, {"report": 3}, ("hebei-2016",), pd.Series({"value": 3})])
def test_what_is_no_row_is_refused(row):
    with pytest.raises(UserError, match="is not a row of a dataset"):
        evidence(row)


def test_a_table_is_no_row():
    with pytest.raises(UserError, match="is not a row of a dataset"):
        evidence(load("request_channels"))


def test_a_row_of_data_that_have_changed_is_said():
    row = load("request_channels").iloc[0].to_dict() | {"indicator": "requests.channel.pigeon"}
    with pytest.raises(UserError, match="the data have changed"):
        evidence(row)


# ---- read


def test_my_own_report_in_three_lines(draft):
    report = read(draft)
    assert report.facts["value"].tolist() == [30, 20, 5, 4]
    assert [finding.code for finding in report.findings] == ["P-006"]
    assert report.audit.query("code == 'P-006'")["outcome"].tolist() == ["broken"]
    assert report.notices == ()
    assert report.form == "prose-2008"


def test_a_report_is_shown_with_a_line_a_finding(draft):
    report = read(str(draft))
    head, line = repr(report).splitlines()
    assert head.startswith("draft.txt: 4 figures, read as prose-2008")
    assert "expected 29, printed 30, 1 too high" in line
    assert report._repr_html_().count("<li>") == 1


def test_a_reports_markup_is_text(tmp_path):
    path = tmp_path / "<script>.txt"
    path.write_text(DRAFT, "utf-8")
    assert "<script>" not in read(path)._repr_html_()


def test_a_report_changes_for_nobody(draft):
    with pytest.raises(AttributeError):
        read(draft).audited = None


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    with pytest.raises(UserError, match=r"gone\.txt"):
        read(tmp_path / "gone.txt")


# ---- another data folder in the same process


def test_nothing_of_one_data_folder_is_left_in_the_next(tmp_path, monkeypatch):
    head = "id,zh,en,unit,theme,definition,since,until,comparability\n"
    for name, value, unit in (("one", "3", "件"), ("two", "4", "元"), ("one", "3", "件")):
        folder = tmp_path / name
        monkeypatch.setenv("XXGK_DATA", str(folder))
        if not folder.exists():
            fact = Fact("requests.channel.fax", "all", "", value, "件", "exact", value, "传真", "", "p0", 0, 1)
            store.add_report({"id": "same-2012", "organ": name, "year": 2012, "form": "prose-2008"}, [fact])
            (folder / "indicators.csv").write_text(
                f"{head}requests.channel.fax,{name},{name},{unit},requests,,,,\n", "utf-8"
            )
        table = load("request_channels", "same-2012")
        assert table[["organ", "value", "name_en"]].to_numpy().tolist() == [[name, int(value), name]]
        assert table["value"].dtype == ("Int64" if unit == "件" else "float64")
        assert evidence(table.iloc[0]).printed == value


def test_a_relative_data_folder_is_of_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XXGK_DATA", "data")
    for name, value in (("one", "3"), ("two", "4")):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        fact = Fact("requests.channel.fax", "all", "", value, "件", "exact", value, "传真", "", "p0", 0, 1)
        store.add_report({"id": "same-2012", "organ": "丁", "year": 2012, "form": "prose-2008"}, [fact])
        assert load("request_channels", "same-2012")["value"].tolist() == [int(value)]


def test_a_fact_of_a_file_of_one_s_own_leads_to_its_sentence(tmp_path):
    path = tmp_path / "draft.txt"
    path.write_text("2016年政府信息公开工作年度报告\n全年收到申请12件，办结11件。", "utf-8")
    facts = xxgk.read(path).facts
    received = facts[facts["indicator"] == "requests.received"].iloc[0]
    found = xxgk.evidence(received)
    assert (found.printed, found.sentence) == ("12", "全年收到申请12件，办结11件")
    assert xxgk.evidence(received.to_dict()).sentence == ""  # names no file
    assert xxgk.evidence(received.to_dict(), source=path).sentence == found.sentence
    path.write_text("2016年政府信息公开工作年度报告\n全年收到申请34件，办结11件。", "utf-8")
    assert xxgk.evidence(received).sentence == ""  # the figure is no longer there
