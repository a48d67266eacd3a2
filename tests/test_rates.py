"""Rates with their numerators, denominators and intervals, and growth broken down into its parts."""

import math
import re

import pandas as pd
import pytest
from organs import add
from xxgk import evidence, load
from xxgk.datasets.formulas import rate_entries, wholes, work_out
from xxgk.reading.base.folders import indicator_rows
from xxgk.reading.measures import poisson_interval, share_interval
from xxgk.topics import disclosure, requests


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    monkeypatch.setenv("XXGK_DATA", str(tmp_path / "own"))


def rate(report: str, measure: str) -> pd.Series:
    return load("rates", report).set_index("measure").loc[measure]


def test_hebei_2016_has_the_rates_that_its_figures_give():
    table = load("rates", "hebei-2016").set_index("measure")["value"].round(1)
    assert table["reviews_per_1000_requests"] == 89.1
    assert table["lawsuits_per_1000_requests"] == 70.0
    assert table["lawsuits_per_100_reviews"] == 78.5
    assert table[["granted", "granted_or_partial", "granted_partial_or_public"]].tolist() == [48.8, 54.7, 71.4]


def test_a_share_has_wilsons_interval_and_a_rate_the_exact_one():
    report = add("宁溪县", 2016, {"requests.received": "200", "requests.closed": "190", "review.total": "12",
                                  "requests.outcome.refused": "19"})  # fmt: skip
    refused, reviews = rate(report, "refused"), rate(report, "reviews_per_1000_requests")
    assert (refused["cases"], refused["base"], refused["value"]) == (19, 190, 10)
    assert (refused["low"], refused["high"]) == share_interval(19, 190)
    assert reviews["value"] == 60
    assert (reviews["low"], reviews["high"]) == pytest.approx([5 * bound for bound in poisson_interval(12)])


def test_of_few_cases_no_rate_is_written_but_the_cases_are():
    report = add("宁溪县", 2016, {"review.total": "2", "review.corrected": "1", "requests.received": "9"})
    for row in (rate(report, "reviews_corrected"), rate(report, "reviews_per_1000_requests")):
        assert row["few"]
        assert row[["value", "low", "high", "range_low"]].isna().all()
    assert (rate(report, "reviews_corrected")["cases"], rate(report, "reviews_corrected")["base"]) == (1, 2)


def test_the_correction_rate_is_of_the_cases_closed_and_lawsuits_are_of_both_kinds():
    kinds = {f"lawsuit.{kind}.{name}": number for kind in ("direct", "after_review")
             for name, number in (("total", "12"), ("pending", "2"), ("corrected", "3"))}  # fmt: skip
    found = rate(add("宁溪县", 2022, kinds, "statutory-2021"), "lawsuits_corrected")
    assert (found["cases"], found["base"], found["value"]) == (6, 20, 30)


def test_a_contradicted_total_gives_a_range_and_an_agreeing_one_none():
    figures = {"review.total": "50", "review.upheld": "30", "review.corrected": "10", "review.other": "15"}
    found = rate(add("宁溪县", 2016, figures), "reviews_corrected")
    assert (found["value"], found["range_high"]) == (20, 20)
    assert found["range_low"] == 10
    assert math.isnan(rate(add("平安县", 2016, figures | {"review.other": "10"}), "reviews_corrected")["range_low"])


def test_a_hedged_figure_leaves_no_interval():
    found = rate(add("宁溪县", 2016, {"review.total": "20", "requests.received": "约500"}), "reviews_per_1000_requests")
    assert (found["value"], found["qualifier"]) == (40, "about")
    assert math.isnan(found["low"])


def test_what_is_not_printed_whole_gives_no_row():
    report = add("宁溪县", 2016, {"requests.outcome.granted": "5", "review.total": "3"})
    assert load("rates", report).empty


def test_levels_are_not_mixed():
    report = add("宁溪县", 2016, {"requests.received@own": "50", "review.total": "3"})
    assert load("rates", report).empty


def test_a_rate_leads_to_every_figure_behind_it():
    found = evidence(load("rates", "hebei-2016").iloc[0])
    assert [found.printed, *(one.printed for one in found.others)] == ["466", "5230"]


def test_every_measure_names_indicators_that_there_are():
    known = {**indicator_rows()}.__contains__
    ways = [way for entry in rate_entries().values() for way in (*entry.cases, *entry.base, *entry.results)]
    ways += [way for whole in wholes().values() for part in whole.parts for way in part.figure]
    asked: list[str] = []
    for way in ways:
        work_out([way], lambda name: asked.append(name) or 1.0)
    assert not [name for name in asked if not known(name)]
    assert {entry.kind for entry in rate_entries().values()} == {"rate", "share"}


# ---- What growth is made of


def test_hebeis_growth_is_given_by_its_parts_whichever_total_is_right():
    table = load("growth_parts", "hebei-2016").set_index("part")
    lawsuit = table.loc["lawsuit"]
    assert (lawsuit["whole_before"], lawsuit["whole_now"], lawsuit["whole_change"]) == (487, 832, 345)
    assert round(lawsuit["whole_growth_pct"], 1) == 70.8
    assert (lawsuit["before"], lawsuit["now"], lawsuit["change"]) == (150, 366, 216)
    assert table["points"].sum() == pytest.approx(lawsuit["whole_growth_pct"])
    assert (lawsuit["whole_change_low"], lawsuit["whole_change_high"]) == (345, 356)
    assert lawsuit["share_low_pct"] < lawsuit["share_pct"] < lawsuit["share_high_pct"]


def test_every_pair_of_years_of_a_series_is_broken_down():
    for year, reviews, suits in ((2015, "20", "10"), (2016, "30", "10"), (2017, "30", "40")):
        add("宁溪县", year, {"review.total": reviews, "lawsuit.total": suits})
    table = load("growth_parts", organ="宁溪县").set_index(["year", "part"])
    assert table["change"].to_dict() == {
        (2016, "review"): 10,
        (2016, "lawsuit"): 0,
        (2017, "review"): 0,
        (2017, "lawsuit"): 30,
    }
    assert table["base_source"].unique() == ["previous_report"]


def test_growth_of_few_cases_is_told_in_cases():
    for year, reviews, suits in ((2015, "2", "1"), (2016, "3", "7")):
        add("宁溪县", year, {"review.total": reviews, "lawsuit.total": suits})
    table = load("growth_parts", organ="宁溪县")
    assert table["change"].tolist() == [1, 6]
    assert table[["points", "share_pct", "whole_growth_pct"]].isna().all(axis=None)


def test_a_part_that_is_known_for_one_year_only_leaves_the_whole_alone():
    add("宁溪县", 2015, {"review.total": "20"})
    add("宁溪县", 2016, {"review.total": "30", "lawsuit.total": "10"})
    assert load("growth_parts", organ="宁溪县").empty


def test_nothing_is_broken_down_across_a_break():
    for year in (2018, 2019):
        add("宁溪县", year, {"review.total": "20", "lawsuit.total": "10"})
    assert load("growth_parts", organ="宁溪县").empty


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_of_few_cases_no_chart_and_no_sentence_on_requests_or_publication_writes_a_percentage(lang):
    figures = {
        "disclosure.total": "7", "disclosure.channel.website": "4", "disclosure.channel.gazette": "2",
        "requests.received": "3", "requests.channel.in_person": "2", "requests.channel.letter": "1",
        "requests.closed": "3", "requests.closed.on_time": "2", "requests.outcome.granted": "1",
        "requests.outcome.refused": "2", "requests.refusal.privacy": "2", "requests.received/natural_person": "3",
    }  # fmt: skip
    report = add("宁溪县", 2016, figures)
    facts, tables = load("facts", report), {}
    for name in ("request_channels", "request_outcomes", "refusal_reasons", "request_timeliness", "applications"):
        tables[name] = load(name, report, evidence=True)
    channels = load("proactive_channels", report, evidence=True)
    charts = [
        requests.plot_channels(tables["request_channels"], lang),
        requests.plot_outcomes(tables["request_outcomes"], lang),
        requests.plot_refusals(tables["refusal_reasons"], lang),
        requests.plot_timeliness(tables["request_timeliness"], facts, lang),
        requests.plot_applicants(tables["applications"], lang),
        disclosure.plot_channels(channels, facts, lang),
    ]
    sentences = [
        requests.read_applicants(tables["applications"], lang),
        disclosure.read_channels(channels, facts, lang),
        disclosure.answer(facts, lang),
    ]
    titles = [chart.to_dict()["title"]["text"][0] for chart in charts]
    below = [line for chart in charts for line in chart.to_dict()["title"]["subtitle"]]
    assert not [said for said in [*titles, *below, *sentences] if "%" in said]
    assert not [one for chart in charts for one in re.findall(r"\d%", str(chart.to_dict()["datasets"]))]
    assert all(re.search(r"\d/\d" if lang == "zh" else r"\d of \d", title) for title in titles)
