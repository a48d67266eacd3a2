"""Datasets: one row for each thing their catalogue entry names, with evidence, for any choice of reports."""

import openpyxl
import pandas as pd
import pytest
from xxgk.cli import main
from xxgk.datasets import catalog, datasets, load, reports
from xxgk.publishing.downloads import write_downloads
from xxgk.reading.base import store
from xxgk.reading.base.errors import UserError
from xxgk.reading.extract import Fact
from xxgk.topics import disputes


@pytest.mark.parametrize("name", datasets())
def test_every_dataset_is_keyed_as_its_catalogue_says(name):
    table = load(name, "hebei-2016")
    assert list(table.columns[:3]) == ["report", "organ", "year"]
    assert not table.duplicated(list(datasets()[name].key)).any()


@pytest.mark.parametrize("name", datasets())
def test_every_dataset_is_described(name):
    entry = catalog().set_index("name").loc[name]
    assert entry["row_en"].startswith("One row for each")
    assert entry[["row_zh", "caveats_zh", "caveats_en"]].ne("").all()
    assert f"`{name}`" in (load.__doc__ or "")


@pytest.mark.parametrize("name", [name for name in datasets() if datasets()[name].indicators])
def test_every_figure_carries_its_name_and_evidence(name):
    table = load(name, "hebei-2016", evidence=True)
    # A row that several figures make names them all.
    own = ["members", "places"] if "places" in table else ["printed", "place", "indicator"]
    assert table[["name_zh", "name_en", *own]].ne("").all(axis=None)
    assert table[["name_zh", "name_en"]].notna().all(axis=None)


def test_request_channels_stand_beside_their_total_and_printed_share():
    table = load("request_channels").set_index("channel")
    assert table["value"].sum() == table["total"].iloc[0]
    assert table["share_printed_pct"].sum() == pytest.approx(100)


def test_an_exact_figure_is_preferred_to_a_rounded_restatement():
    table = load("proactive_channels").query("channel == 'website' and level == 'all'")
    assert table["qualifier"].tolist() == ["exact"]


def test_growth_gives_the_implied_base_and_the_growth_from_it():
    table = load("dispute_growth").set_index("dispute")
    bases = table["prior"]
    assert bases.notna().all()
    recomputed = 100 * (table["current"] - bases) / bases
    assert table["growth_recomputed_pct"].tolist() == pytest.approx(recomputed.tolist())
    assert (table["growth_recomputed_pct"] - table["growth_printed_pct"]).abs().max() < 0.5


def test_unknown_names_are_answered_with_the_likely_ones():
    with pytest.raises(UserError, match=r"Unknown dataset 'request_chanels'.*Did you mean request_channels\?"):
        load("request_chanels")
    with pytest.raises(UserError, match="Unknown report 'nowhere-1999'"):
        load("facts", ["hebei-2016", "nowhere-1999"])
    with pytest.raises(UserError, match=r"Unknown report 'al'\. Known: .*, all\. Did you mean all\?"):
        load("facts", "al")


def test_several_reports_come_in_the_order_asked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    fact = Fact("review.total", "all", "", "5", "件", "exact", "5", "复议", "", "p0", 0, 1)
    store.add_report({"id": "b-2012", "organ": "乙", "year": 2012, "form": "prose-2008"}, [fact])
    table = load("facts", ["b-2012", "hebei-2016"])
    assert table["report"].unique().tolist() == ["b-2012", "hebei-2016"]
    assert set(load("facts", "all")["report"]) == set(reports()["id"])


def test_a_report_named_twice_is_loaded_once():
    assert len(load("facts", ["hebei-2016", "hebei-2016"])) == len(load("facts", "hebei-2016"))


def test_no_report_gives_no_rows_but_all_columns_with_their_types():
    table = load("request_channels", [])
    assert table.empty
    assert table.dtypes.equals(load("request_channels").dtypes)


def test_what_is_no_id_is_refused():
    with pytest.raises(UserError, match=r"cannot be used\. An id is expected"):
        load("facts", object())
    with pytest.raises(UserError, match=r"Unknown report '2016'\. Known: .*hebei-2016"):
        load("facts", 2016)


@pytest.mark.parametrize("name", datasets())
def test_a_report_that_prints_none_of_a_datasets_figures_gives_no_rows_but_all_columns(name, tmp_path, monkeypatch):
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    store.add_report({"id": "empty-2012", "organ": "丙", "year": 2012, "form": "prose-2008"}, [])
    table = load(name, "empty-2012")
    assert isinstance(table, pd.DataFrame)
    assert table.empty
    assert list(table.columns) == list(load(name, "hebei-2016").columns)


def test_the_audit_holds_a_report_against_the_year_before(tmp_path, monkeypatch):
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    for year, indicator, value in ((2021, "requests.carried_out", "7"), (2022, "requests.carried_in", "9")):
        fact = Fact(indicator, "all", "total", value, "件", "exact", value, "结转", "三", "t1 r2 c9", 0, 1)
        store.add_report({"id": f"nan-{year}", "organ": "己", "year": year, "form": "statutory-2021"}, [fact])
    carried = load("audit", "nan-2022").query("kind == 'carry'")
    assert carried["outcome"].tolist() == ["broken"]
    assert load("audit", "nan-2021").query("kind == 'carry'").empty


def test_growth_in_times_is_a_growth_of_hundreds_of_per_cent(tmp_path, monkeypatch):
    text = "一、复议和诉讼\n2016年受理政府信息公开行政复议申请6件，同比增长2倍；提起行政诉讼9件，同比增长50%。"
    (tmp_path / "report.txt").write_text(text, "utf-8")
    assert main(["add", str(tmp_path / "report.txt"), "--id", "a-2016", "--year", "2016", "--data", str(tmp_path)]) == 0
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    table = load("dispute_growth", "a-2016", evidence=True).set_index("dispute")
    assert table["growth_printed_pct"].tolist() == [200, 50]
    assert table["prior"].tolist() == [2, 6]
    assert table["printed"].tolist() == ["2倍", "50%"]


def test_results_that_are_printed_by_kind_are_their_sums(tmp_path, monkeypatch):
    text = (
        "一、复议和诉讼\n2016年受理政府信息公开行政复议87件，其中维持60件、驳回12件、其他7件，"
        "撤销5件，确认违法3件。行政诉讼12件，其中维持8件、纠错2件、撤诉1件。"
    )
    (tmp_path / "report.txt").write_text(text, "utf-8")
    assert main(["add", str(tmp_path / "report.txt"), "--id", "b-2016", "--year", "2016", "--data", str(tmp_path)]) == 0
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    table = load("dispute_outcomes", "b-2016", evidence=True).set_index(["dispute", "result"])
    assert table["value"].to_dict() == {
        ("review", "upheld"): 72,
        ("review", "other"): 7,
        ("review", "corrected"): 8,
        ("lawsuit", "upheld"): 8,
        ("lawsuit", "corrected"): 2,
        ("lawsuit", "other"): 1,
    }
    assert table.loc[("review", "upheld"), "printed"] == "60 + 12"
    assert table.loc[("review", "corrected"), "indicator"] == "review.corrected"
    assert table.loc[("review", "corrected"), "name_zh"] == table.loc[("lawsuit", "corrected"), "name_zh"]
    assert table["total"].tolist() == [87, 87, 87, 12, 12, 12]
    assert table["qualifier"].tolist() == ["exact"] * 5 + ["at_least"]


def test_growth_to_nothing_implies_no_base_and_points_are_no_growth_of_a_count(tmp_path, monkeypatch):
    text = "一、复议和诉讼\n2016年受理政府信息公开行政复议申请0件，同比下降100%；提起行政诉讼5件，同比增长25个百分点。"
    (tmp_path / "report.txt").write_text(text, "utf-8")
    assert main(["add", str(tmp_path / "report.txt"), "--id", "c-2016", "--year", "2016", "--data", str(tmp_path)]) == 0
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    table = load("dispute_growth", "c-2016", evidence=True).set_index("dispute")
    assert table["prior"].isna().all()
    assert table.index.tolist() == ["review"]
    said = disputes.read_growth(table.reset_index(), "zh")
    assert said == "- 行政复议：0 件和增长率 −100% 与2015年的任何件数都相符。"
    write_downloads("c-2016", tmp_path / "tables")
    assert "dispute_growth" in openpyxl.load_workbook(tmp_path / "tables" / "c-2016.en.xlsx").sheetnames
