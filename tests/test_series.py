"""The years of an organ as data: bases, growth, breaks, and what is not computed."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from organs import add, fact
from xxgk import evidence, load
from xxgk.reading.base import store
from xxgk.reading.base.errors import UserError
from xxgk.reading.breaks import breaks, breaks_between
from xxgk.topics import years


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    monkeypatch.setenv("XXGK_DATA", str(tmp_path / "own"))


def rows(organ: str, indicator: str = "requests.received") -> pd.DataFrame:
    table = load("series", organ=organ, evidence=True)
    return table[table["indicator"] == indicator].set_index("year")


def test_growth_is_from_the_figure_of_last_years_report():
    add("宁溪县", 2015, {"requests.received": "40"})
    add("宁溪县", 2016, {"requests.received": "50"})
    found = rows("宁溪县").loc[2016]
    assert (found["base"], found["base_source"], found["growth_recomputed_pct"]) == (40, "previous_report", 25)
    assert (found["place"], found["break_before"]) == ("p0", "")


def test_without_last_years_report_the_printed_growth_implies_the_base():
    add("宁溪县", 2016, {"requests.received": "50", "requests.received.growth": "25%"})
    found = rows("宁溪县").loc[2016]
    assert (found["base"], found["base_source"], found["growth_printed_pct"]) == (40, "implied", 25)
    assert pd.isna(found["bases_agree"])


@pytest.mark.parametrize(("growth", "agree"), [("25%", True), ("26%", False), ("0.25倍", True)])
def test_bases_that_are_known_twice_agree_or_not(growth, agree):
    add("宁溪县", 2015, {"requests.received": "40"})
    add("宁溪县", 2016, {"requests.received": "50", "requests.received.growth": growth})
    found = rows("宁溪县").loc[2016]
    assert found["bases_agree"] == agree
    assert found["base"] == 40


@pytest.mark.parametrize(("last", "first"), [(2018, 2019), (2020, 2021)])
def test_no_growth_is_computed_across_a_change_of_the_form(last, first):
    add("宁溪县", last, {"review.total": "40"}, "prose-2008")
    add("宁溪县", first, {"review.total": "50"}, "prose-2008")
    found = rows("宁溪县", "review.total").loc[first]
    assert found["break_before"] == f"{last}/{first % 100}"
    assert found[["base", "base_previous", "growth_recomputed_pct"]].isna().all()


def test_a_break_is_seen_across_a_gap_of_years():
    add("宁溪县", 2017, {"review.total": "40"})
    add("宁溪县", 2022, {"review.total": "50"}, "statutory-2021")
    assert rows("宁溪县", "review.total").loc[2022, "break_before"] == "2018/19, 2020/21"


def test_a_changed_definition_breaks_the_series_of_what_it_concerns_alone():
    for year, form in ((2013, "fujian-2013"), (2014, "fujian-2014")):
        add("宁溪县", year, {"disclosure.total": "40", "requests.received": "4"}, form)
    assert rows("宁溪县", "disclosure.total").loc[2014, "break_before"] == "2013/14"
    assert rows("宁溪县").loc[2014, "base"] == 4
    assert not breaks_between(2013, 2014, "disclosure.total", "prose-2008")


def test_a_gap_between_years_gives_no_growth():
    add("宁溪县", 2014, {"requests.received": "40"})
    add("宁溪县", 2016, {"requests.received": "50"})
    assert math.isnan(rows("宁溪县").loc[2016, "base"])


@pytest.mark.parametrize(
    ("before", "now"), [("requests.received@own", "requests.received"), ("requests.closed", "requests.received")]
)
def test_what_is_not_the_same_series_is_no_base(before, now):
    add("宁溪县", 2015, {before: "40"})
    add("宁溪县", 2016, {now: "50"})
    assert math.isnan(rows("宁溪县").loc[2016, "base"])


def test_another_organ_of_the_same_year_is_no_base():
    add("平安县", 2015, {"requests.received": "40"})
    add("宁溪县", 2016, {"requests.received": "50"})
    assert math.isnan(rows("宁溪县").loc[2016, "base"])


def test_from_zero_there_is_no_growth():
    add("宁溪县", 2015, {"requests.received": "0"})
    add("宁溪县", 2016, {"requests.received": "50"})
    found = rows("宁溪县").loc[2016]
    assert found["base"] == 0
    assert math.isnan(found["growth_recomputed_pct"])


def test_of_a_figure_that_is_about_something_no_growth_is_computed():
    add("宁溪县", 2015, {"requests.received": "约40"})
    add("宁溪县", 2016, {"requests.received": "50"})
    assert math.isnan(rows("宁溪县").loc[2016, "growth_recomputed_pct"])


def test_a_rate_changes_in_points():
    name = "requests.channel.online.share"
    add("宁溪县", 2015, {name: "40%"})
    add("宁溪县", 2016, {name: "50%"})
    found = rows("宁溪县", name).loc[2016]
    assert found["change_points"] == 10
    assert math.isnan(found["growth_recomputed_pct"])


def test_all_years_so_far_without_this_one_are_held_against_last_years_report():
    name = "disclosure.total"
    for year, total, so_far in ((2015, "30", "100"), (2016, "20", "120"), (2017, "25", "90")):
        add("宁溪县", year, {name: total, f"{name}.cumulative": so_far})
    found = rows("宁溪县", f"{name}.cumulative")
    assert found["base_implied"].tolist() == [70, 100, 65]
    assert found["bases_agree"].tolist()[1:] == [True, False]
    assert found["growth_recomputed_pct"].isna().all()


def test_the_growth_of_a_figure_is_no_row_of_its_own():
    add("宁溪县", 2016, {"requests.received": "50", "requests.received.growth": "25%"})
    assert load("series", organ="宁溪县")["indicator"].tolist() == ["requests.received"]


def test_years_of_an_organ_come_in_order_and_by_either_name():
    for year in (2016, 2014, 2015):
        add("宁溪县", year, {"requests.received": "40"})
    assert load("series", organ="宁溪县")["year"].tolist() == [2014, 2015, 2016]
    assert load("facts", organ="Hebei Provincial People's Government")["report"].unique() == ["hebei-2016"]


def test_a_row_leads_to_its_evidence():
    add("宁溪县", 2016, {"requests.received": "50"})
    assert evidence(load("series", organ="宁溪县").iloc[0]).printed == "50"


def test_an_organ_that_is_not_there_is_answered_with_the_likely_one():
    add("宁溪县", 2016, {"requests.received": "50"})
    with pytest.raises(UserError, match=r"Unknown organ '宁溪区'.*Did you mean 宁溪县\?"):
        load("series", organ="宁溪区")
    with pytest.raises(UserError, match="Leave one out"):
        load("series", "hebei-2016", organ="宁溪县")


def test_every_break_says_why_in_both_languages():
    assert [one.name for one in breaks()] == ["2013/14", "2018/19", "2020/21"]
    assert all(one.zh and one.en and one.authority for one in breaks())


def test_all_years_so_far_imply_the_year_before_by_the_figure_of_their_own_row():
    add("宁溪县", 2015, {"disclosure.total.cumulative": "500"})
    text, year, so_far = (
        fact(place, name, printed)
        for place, (name, printed) in enumerate(
            [("disclosure.total", "95"), ("disclosure.total", "80"), ("disclosure.total.cumulative", "600")]
        )
    )
    cells = [replace(year, place="p7 r0 c0"), replace(so_far, place="p7 r0 c1")]
    row = {"id": "b", "organ": "宁溪县", "year": 2016, "form": "fujian-2014", "source_sha256": f"{1:064}"}
    store.add_report(row, [text, *cells])
    assert rows("宁溪县", "disclosure.total").loc[2016, ["value", "printed_also"]].tolist() == [95, "80"]
    found = rows("宁溪县", "disclosure.total.cumulative").loc[2016]
    assert (found["base_previous"], found["base_implied"], found["bases_agree"]) == (500, 520, False)


def test_the_zones_series_has_every_year_and_what_its_reports_contradict(monkeypatch):
    monkeypatch.delenv("XXGK_DATA")
    organ = "平潭综合实验区管理委员会"
    assert sorted(set(load("series", organ=organ)["year"])) == [*range(2011, 2024)]
    so_far = rows(organ, "disclosure.total.cumulative")
    assert so_far.loc[2013, ["base_previous", "base_implied"]].tolist() == [4359, 3620]
    assert so_far.loc[2017, ["value", "base_previous", "base_implied"]].tolist() == [10037, 85376, 7915]
    total = rows(organ, "disclosure.total").query("level == 'all'")
    assert total.loc[[2012, 2013, 2014], "printed_also"].tolist() == ["739", "72804", ""]
    said = years.read_series(load("series", organ=organ, evidence=True), "disclosure.total", "zh")
    assert "2013年的报告另印作 72804" in said
    assert "（+1,069.4%）" not in said


BOTH = {"lawsuit.direct.total": "5", "lawsuit.after_review.total": "2"}


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        (BOTH, "7*"),
        ({"lawsuit.direct.total": "0", "lawsuit.after_review.total": "0"}, "0*"),
        ({"lawsuit.direct.total": "约5", "lawsuit.after_review.total": "2"}, "about 7*"),
        ({**BOTH, "lawsuit.total": "9"}, "9"),
        ({"lawsuit.direct.total": "5"}, "—"),
        ({"lawsuit.direct.total": "5", "lawsuit.after_review.total": ""}, "—"),
        ({"lawsuit.direct.total": "5", "lawsuit.after_review.total@own": "2"}, "—"),
    ],
)
def test_lawsuits_that_are_printed_in_two_kinds_are_added_up_and_marked(figures, shown):
    add("宁溪县", 2020, {"lawsuit.total": "3"})
    add("宁溪县", 2021, {"requests.received": "9", **figures})
    series = load("series", organ="宁溪县", evidence=True)
    assert years.years_table(series, "en")["Lawsuits"].tolist() == ["3", shown]
    assert ("*" in years.read_added(series, "en")) == shown.endswith("*")
