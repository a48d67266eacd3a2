"""What totals are made of: the datasets, from stored facts and from a file; tables, charts and words of any report."""

import json
import math
from pathlib import Path

import pandas as pd
import pytest
from xxgk import load, read
from xxgk.cli import main
from xxgk.datasets.breakdowns import breakdowns_table
from xxgk.reading.base import folders, store
from xxgk.reading.base.records import Fact
from xxgk.reading.report import audit_report
from xxgk.show.sentences import Sentence
from xxgk.topics import breakdowns, disclosure, overview

TOWN = """青石镇人民政府2015年政府信息公开工作年度报告
一、主动公开情况
2015年，我镇主动公开政府信息58条，其中惠农补贴类22条，占37.93%；账目类20条，占34.48%；文体活动类16条，占27.59%。
二、重点领域信息公开情况
（一）惠农资金公开。
一是公开补贴发放。发放种粮补贴36.5万元，涉及农户1204户。
二是公开救助，按月张榜。救助困难群众85人次，其中低保47人次，临时救助38人次。
三、依申请公开情况
全年未收到政府信息公开申请。
"""
BUREAU = """松岭县水务局2014年政府信息公开工作年度报告
一、基本情况
接待群众来访240人次，其中灌溉问题150人次、饮水问题90人次。
巡查水库36座，其中大坝渗漏9座。
"""
PLAIN = """白塔乡人民政府2016年政府信息公开工作年度报告
一、基本情况
订阅报刊12份。
"""
TEXTS = {"town-2015": TOWN, "bureau-2014": BUREAU, "plain-2016": PLAIN}


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Add the small reports to a data folder."""
    made = tmp_path_factory.mktemp("small")
    for name, text in TEXTS.items():
        (made / f"{name}.txt").write_text(text, "utf-8")
        year = name.rpartition("-")[2]
        assert main(["add", str(made / f"{name}.txt"), "--id", name, "--year", year, "--data", str(made)]) == 0
    return made


@pytest.fixture
def small(folder, monkeypatch) -> Path:
    monkeypatch.setenv("XXGK_DATA", str(folder))
    return folder


def tables(report: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    return load("breakdowns", report, evidence=True), load("priority_areas", report, evidence=True)


# ---- The datasets


def test_each_part_stands_beside_its_whole_with_both_shares(small):
    table = load("breakdowns", "town-2015")
    kinds = table[table["breakdown"].eq(1)]
    assert kinds[["whole", "whole_value", "whole_unit", "whole_indicator"]].drop_duplicates().values.tolist() == [
        ["主动公开政府信息", 58.0, "条", "disclosure.total"]
    ]
    assert kinds[["number", "part", "value", "unit"]].values.tolist() == [
        [1, "惠农补贴类", 22.0, "条"],
        [2, "账目类", 20.0, "条"],
        [3, "文体活动类", 16.0, "条"],
    ]
    assert kinds["share_pct"].tolist() == pytest.approx([2200 / 58, 2000 / 58, 1600 / 58])
    assert kinds["share_printed_pct"].tolist() == [37.93, 34.48, 27.59]
    assert kinds["complete"].all()
    assert kinds["indicator"].eq("").all()


def test_a_list_that_is_not_all_says_so(small):
    table = load("breakdowns", "bureau-2014")
    assert table.groupby("whole")["complete"].all().to_dict() == {"接待群众来访": True, "巡查水库": False}


def test_the_places_of_a_whole_lead_to_its_figure(small):
    table, facts = load("breakdowns", "town-2015"), folders.stored_facts("town-2015")
    printed = {fact.address: fact.value for fact in facts}
    for places, value in zip(table["whole_places"], table["whole_value"], strict=True):
        assert [float(printed[place]) for place in places] == [value]


def test_a_file_gives_the_same_breakdowns_as_the_stored_report(small):
    stored = load("breakdowns", "town-2015", evidence=True).drop(columns=["report", "organ", "year"])
    pd.testing.assert_frame_equal(read(small / "town-2015.txt").breakdowns, stored)


def test_a_share_of_another_whole_is_none_of_the_list_s():
    table = load("breakdowns", "hebei-2016").query("indicator == 'disclosure.normative'")
    assert math.isnan(table["share_printed_pct"].item())
    assert table["share_pct"].item() == pytest.approx(100 * 24352 / 1050175)


def test_several_figures_may_be_one_whole_and_shares_alone_are_parts_too():
    whole = [fact("12", 0, label="甲", unit="件"), fact("8", 10, label="乙", unit="件")]
    of = " ".join(one.address for one in whole)
    parts = [
        fact("15", 20, label="丙", of=of, relation="part", tie="list:1"),
        fact("5", 30, of=of, relation="part", tie="list:1"),
    ]
    shares = [
        fact("60", 40 + 10 * n, unit="%", label=name, relation="share", tie="list:2 opener:shares")
        for n, name in enumerate("丁戊")
    ]
    table = breakdowns_table([*whole, *parts, *shares])
    assert table["whole"].tolist() == ["甲 + 乙", "甲 + 乙", "", ""]
    assert table["whole_value"].tolist()[:2] == [20, 20]
    assert table["share_pct"].tolist()[:2] == [75, 25]
    assert table["share_printed_pct"].tolist()[2:] == [60, 60]
    assert table["value"].isna().tolist() == [False, False, True, True]
    assert isinstance(breakdowns.list_breakdowns(table, "zh"), pd.DataFrame)


def fact(value: str, start: int, unit: str = "件", **columns: str) -> Fact:
    cells = {"label": "", "of": "", "relation": "", "tie": ""} | columns
    label = cells.pop("label")
    return Fact("", "all", "", value, unit, "exact", value, label, "", "p1", start, start + len(value), **cells)


def test_priority_areas_are_what_stands_under_such_a_heading_in_its_own_words(small):
    table = load("priority_areas", "town-2015")
    assert table[["theme", "value", "unit"]].values.tolist() == [
        ["公开补贴发放", 365000.0, "元"],
        ["公开补贴发放", 1204.0, "户"],
        ["公开救助", 85.0, "人次"],
        ["公开救助", 47.0, "人次"],
        ["公开救助", 38.0, "人次"],
    ]
    assert table["name_zh"].tolist()[2:] == ["救助困难群众", "低保", "临时救助"]
    assert load("priority_areas", "bureau-2014").empty


def test_the_figures_of_hebei_s_priority_areas_keep_their_labels():
    table = load("priority_areas", "hebei-2016", evidence=True)
    assert len(table) == 58
    assert table["theme"].nunique() == 12
    assert table["printed"].ne("").all()


def test_headings_are_cut_to_what_they_say_first(small):
    facts = load("facts", "town-2015").set_index("printed")
    assert facts.loc["47", "heading"] == "重点领域信息公开情况/惠农资金公开/公开救助"
    assert facts.loc["58", "heading"] == "主动公开情况"


# ---- Facts of before


@pytest.fixture
def older(tmp_path, monkeypatch) -> str:
    """Store facts with an indicator that the dictionary no longer has, and without the columns that came later."""
    monkeypatch.setenv("XXGK_DATA", str(tmp_path))
    figures = [
        Fact("priority.metro.surveys", "all", "", "12", "次", "exact", "12", "民意调查", "二", "p3", 5, 7),
        Fact("requests.received", "all", "", "30", "件", "exact", "30", "收到申请", "三", "p4", 5, 7),
    ]
    store.add_report({"id": "older-2016", "organ": "辛", "year": 2016, "form": "prose-2008"}, figures)
    path = tmp_path / "facts" / "older-2016.csv"
    rows = [",".join(line.split(",")[:12]) for line in path.read_text("utf-8").splitlines()]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return "older-2016"


def test_an_indicator_that_is_gone_is_blank_and_the_figure_keeps_its_label(older):
    facts = load("facts", older)
    assert facts["indicator"].tolist() == ["", "requests.received"]
    assert facts["label"].tolist() == ["民意调查", "收到申请"]
    assert load("breakdowns", older).empty


def test_a_notice_says_which_indicators_are_gone(older, capsys):
    (notice,) = audit_report(older).notices
    assert notice.code == "indicator_unknown"
    assert "priority.metro.surveys" in notice.en
    assert load("facts", older).attrs["notices"] == (notice.en,)
    assert main(["check", older]) == 0
    assert "priority.metro.surveys" in capsys.readouterr().out


def test_facts_whose_indicators_are_all_known_give_no_notice():
    assert audit_report("hebei-2016").notices == ()
    assert load("facts", "hebei-2016").attrs["notices"] == ()


# ---- The page of breakdowns


def test_the_answer_names_the_largest_part_of_what_other_pages_do_not_show(small):
    told = breakdowns.answer(*tables("town-2015"), "zh")
    assert "“救助困难群众”共 85人次，其中“低保”占 **55.3%**。" in told
    assert "“惠农补贴类”占 **37.9%**。" in told
    assert told.endswith("重点领域的数字按原文的标题列成表：“公开补贴发放”和“公开救助”。")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_without_any_says_so_and_shows_nothing_else(small, lang):
    parts, areas = tables("plain-2016")
    assert breakdowns.answer(parts, areas, lang)
    shown = [
        breakdowns.plot_breakdowns(parts, lang),
        breakdowns.read_breakdowns(parts, lang),
        breakdowns.list_areas(areas, lang),
    ]
    assert shown == [Sentence()] * 3
    assert breakdowns.key_figures(parts, lang).tiles == ()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_parts_are_drawn_under_their_whole_on_one_scale(small, lang):
    spec = breakdowns.plot_breakdowns(tables("town-2015")[0], lang).to_dict()
    domain = spec["encoding"]["y"]["scale"]["domain"]
    assert [key.partition("#")[2].startswith("#") for key in domain] == [True, False, False, False, True, False, False]
    assert domain[1:4] == ["1.1#惠农补贴类", "1.2#账目类", "1.3#文体活动类"]
    scale = next(layer["encoding"]["x"]["scale"] for layer in spec["layer"] if "scale" in layer["encoding"]["x"])
    assert scale["domain"] == [0, 100]
    assert "facet" not in spec
    assert "55.3%" in json.dumps(spec["title"], ensure_ascii=False)


def test_a_part_above_its_whole_widens_the_scale():
    table = load("breakdowns", "hebei-2016", evidence=True).head(2).assign(share_pct=[250.0, 10.0])
    spec = breakdowns.plot_breakdowns(table, "zh").to_dict()
    scale = next(layer["encoding"]["x"]["scale"] for layer in spec["layer"] if "scale" in layer["encoding"]["x"])
    assert scale["domain"] == [0, 250]


def test_a_chart_of_very_many_parts_ends_with_a_whole_list_and_says_so():
    row = load("breakdowns", "hebei-2016", evidence=True).head(1)
    lists = [row.assign(breakdown=number // 7 + 1, number=number % 7 + 1) for number in range(70)]
    spec = breakdowns.plot_breakdowns(pd.concat(lists, ignore_index=True), "en").to_dict()
    domain = spec["encoding"]["y"]["scale"]["domain"]
    assert len(domain) == 8 * (1 + 7)
    assert spec["title"]["subtitle"] == ["Shares of the whole as printed; the first 8 of 10 wholes"]


def test_levels_are_what_parts_of_one_name_are_told_apart_by():
    table = load("breakdowns", "hebei-2016", evidence=True).query("whole_indicator == 'disclosure.channel.website'")
    listed = breakdowns.list_breakdowns(table, "en")
    assert listed["Indicator"].tolist() == ["Provincial organs", "City and county organs"]
    assert listed["Whole"].unique().tolist() == ["Government websites"]


def test_sums_that_differ_from_their_whole_are_told_and_lists_that_are_open(small):
    table = load("breakdowns", "hebei-2016", evidence=True)
    told = breakdowns.read_breakdowns(table, "en")
    assert "Administrative reviews: the parts add up to 471, more than the printed 466." in told
    assert (
        breakdowns.read_breakdowns(tables("bureau-2014")[0], "zh") == "- 没有写明全部组成部分的总数：巡查水库（36座）。"
    )


def test_areas_are_tables_under_the_report_s_own_headings_with_a_citation_each(small):
    shown = breakdowns.list_areas(tables("town-2015")[1], "zh")
    heads = [line for line in shown.splitlines() if line.startswith("### ")]
    assert heads == ["### 公开补贴发放", "### 公开救助"]
    rows = [line for line in shown.splitlines() if line.startswith("| ") and "[p" in line]
    assert len(rows) == 5
    assert "| 36.5万元 | [p5:" in rows[0]


def test_what_a_heading_says_is_no_markup():
    table = load("priority_areas", "hebei-2016", evidence=True).head(1).assign(theme="# a | <b>", name_zh="x | y")
    shown = breakdowns.list_areas(table, "zh")
    assert r"### \# a \| \<b\>" in shown
    assert r"| x \| y |" in shown


# ---- Reports without statutory figures


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_overview_of_a_report_without_basic_figures_speaks_of_what_it_divides(small, lang):
    facts, audited = load("facts", "bureau-2014"), load("audit", "bureau-2014")
    told = overview.answer(facts, lang)
    assert "接待群众来访" in told
    assert "**62.5%**" in told
    tiles = overview.key_figures(facts, audited, lang).tiles
    assert (tiles[0].label, tiles[0].value) == ("接待群众来访", "240")
    assert "62.5%" in tiles[0].note


def test_a_total_that_is_printed_by_kind_is_told_by_kind(small):
    facts, audited = load("facts", "town-2015"), load("audit", "town-2015")
    first, second, *_ = overview.key_figures(facts, audited, "zh").tiles
    assert (first.label, first.value, first.note) == ("主动公开信息", "58", "惠农补贴类 37.9%")
    assert second.label in ("收到申请", "救助困难群众")
    assert "“惠农补贴类”占 **37.9%**。" in disclosure.answer(facts, "zh")
    assert disclosure.key_figures(facts, "zh").tiles[0].note == "惠农补贴类 37.9%"
    spec = disclosure.plot_kinds(load("breakdowns", "town-2015", evidence=True), "zh").to_dict()
    assert spec["encoding"]["y"]["scale"]["domain"][1:] == ["1.1#惠农补贴类", "1.2#账目类", "1.3#文体活动类"]


def test_disclosure_without_a_total_speaks_of_other_breakdowns_only_where_there_are_some(small):
    assert "接待群众来访" in disclosure.answer(load("facts", "bureau-2014"), "zh")
    assert disclosure.key_figures(load("facts", "bureau-2014"), "zh").tiles[0].value == "240"
    plain = load("facts", "plain-2016")
    assert disclosure.answer(plain, "zh").endswith("不再要求。")
    assert disclosure.key_figures(plain, "zh").tiles == ()


def test_a_report_with_its_basic_figures_is_told_by_them():
    facts, audited = load("facts", "hebei-2016"), load("audit", "hebei-2016")
    assert [tile.label for tile in overview.key_figures(facts, audited, "zh").tiles][:2] == ["主动公开信息", "收到申请"]
    assert "项目审批" not in overview.answer(facts, "zh")


def test_what_only_the_figures_say_is_said_to_be_so_and_is_no_key_figure():
    table = load("breakdowns", "shanghai-office-2019", evidence=True)
    guessed = table[table["by_arithmetic"]]
    assert len(guessed) > 1
    assert breakdowns.read_leading(guessed, "zh").endswith("（原文没有写明，仅由数字推定）。")
    assert " (inferred from the figures" in breakdowns.read_leading(guessed, "en")
    assert breakdowns.key_figures(guessed, "zh").tiles == ()
