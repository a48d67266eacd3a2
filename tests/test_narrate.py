"""Sentences follow the values, keep hedges and denominators, and show data as text."""

from itertools import product

import pandas as pd
import pytest
from xxgk import load
from xxgk import reports as load_reports
from xxgk.reading.audit.figures import Key
from xxgk.reading.base.errors import UserError
from xxgk.show.numbers import amount, count, percent, points, short
from xxgk.show.places import where
from xxgk.show.sentences import Sentence, bullets, plain, write
from xxgk.topics import comparison, disclosure, disputes, integrity, overview, requests

FACTS = ["report", "organ", "year", "indicator", "level", "applicant", "value", "unit", "qualifier", "printed"]
FACTS += ["label", "section", "place", "start", "end"]


def facts(*figures: tuple, year: int = 2016) -> pd.DataFrame:
    """Make facts of (indicator, value), (indicator, value, qualifier) or (indicator, value, qualifier, printed)."""
    rows = []
    for indicator, value, *rest in figures:
        qualifier = rest[0] if rest else "exact"
        printed = rest[1] if len(rest) > 1 else f"{value:g}"
        row = [
            "r",
            "某机关",
            year,
            indicator,
            "all",
            "",
            float(value),
            "件",
            qualifier,
            printed,
            "甲",
            "四",
            "p3",
            0,
            1,
        ]
        rows.append(row)
    table = pd.DataFrame(rows, columns=FACTS)
    return table.astype({"value": "float64", "year": "Int64", "indicator": "str", "printed": "str"})


def parts(*figures: tuple, total: float = float("nan"), unit: str = "件") -> pd.DataFrame:
    """Make a table of parts of (indicator, name, value) or (indicator, name, value, qualifier)."""
    rows = []
    for indicator, name, value, *rest in figures:
        row = {"indicator": indicator, "name_zh": name, "name_en": name, "value": float(value), "total": total}
        row |= {"level": "all", "unit": unit, "qualifier": rest[0] if rest else "exact", "printed": f"{value:g}"}
        row |= {"label": name, "section": "四", "place": "p3", "start": 0, "end": 1, "year": 2016}
        row[indicator.split(".")[1]] = indicator.split(".")[-1]
        rows.append(row)
    return pd.DataFrame(rows)


GROWTH = pd.DataFrame(
    {
        "dispute": ["review"],
        "level": "all",
        "year": pd.array([2016], "Int64"),
        "current": [466.0],
        "growth_printed_pct": [38.28],
        "printed": ["38.28%"],
        "prior": pd.array([337], "Int64"),
        "prior_low": [336.985],
        "prior_high": [337.0096],
    }
)


# ---- Numbers


def test_numbers_are_written_as_readers_of_each_language_expect():
    assert (count(1050175, "zh"), short(1050175, "zh"), short(1050175, "en")) == (
        "1,050,175",
        "105.02万",
        "1.05 million",
    )
    assert (percent(32.7151), points(34.04, "en", 1)) == ("32.72%", "+34.0 percentage points")
    assert amount(9.35e9, "元", "exact", "zh", brief=True) == "93.5亿元"


def test_a_round_number_is_short_and_any_other_keeps_its_digits():
    assert amount(260000, "条", "over", "zh") == "超过26万条"
    assert amount(744951, "条", "exact", "zh") == "744,951条"
    assert (amount(2e9, "", "exact", "en"), amount(260000, "", "exact", "en")) == ("2 billion", "260,000")


@pytest.mark.parametrize(
    ("qualifier", "zh", "en"),
    [
        ("exact", "3万人", "30,000 people"),
        ("over", "超过3万人", "more than 30,000 people"),
        ("nearly", "近3万人", "nearly 30,000 people"),
        ("about", "约3万人", "about 30,000 people"),
        ("at_least", "至少3万人", "at least 30,000 people"),
        ("at_most", "不超过3万人", "at most 30,000 people"),
    ],
)
def test_a_hedge_stays_with_its_figure(qualifier, zh, en):
    assert amount(30000, "人", qualifier, "zh", brief=True) == zh
    assert amount(30000, "人", qualifier, "en", brief=True) == en


@pytest.mark.parametrize("value", [None, float("nan"), float("inf"), pd.NA])
def test_what_is_not_known_is_a_dash_and_not_0(value):
    assert count(value, "zh") == short(value, "en") == "—"


def test_a_place_is_told_as_people_count():
    assert "第44段" in where("四", "p43", "zh")
    assert where("", "t3 r5 c2", "en") == "table 4, row 6, column 3"


# ---- Text from data


@pytest.mark.parametrize(
    "hostile",
    [
        "**粗**",
        "[点](javascript:alert)",
        "<script>x</script>",
        "`代码`",
        "a|b",
        "$x$",
        "http://host.invalid",
        "# 题",
        "!图",
    ],
)
def test_markup_in_data_is_only_text(hostile):
    safe = plain(hostile)
    assert safe != hostile
    assert safe.replace("\\", "") == hostile


def test_control_characters_and_line_breaks_in_data_do_not_reach_the_reader():
    assert plain("前\u202e后\n- 条\x00") == "前后 - 条"


def test_endless_text_in_data_is_cut():
    assert len(plain("长" * 10_000)) < 400


def test_a_template_fills_in_the_reader_s_language_and_escapes_only_data():
    said = write("en", "收到 {n} 件{name}", "{n} *{name}*", n=5230.0, name="a*b")
    assert said == "5,230 *a\\*b*"
    assert said._repr_markdown_() == said


def test_an_unknown_language_is_named():
    with pytest.raises(UserError, match=r"Unknown language 'fr'\. Known: zh, en\."):
        write("fr", "甲", "a")


def test_the_empty_sentence_shows_nothing_and_no_bullet():
    assert Sentence()._ipython_display_() is None
    assert bullets("甲", "", "乙") == "- 甲\n- 乙"
    with pytest.raises(NotImplementedError):
        Sentence("甲")._ipython_display_()


# ---- Requests


def test_the_answer_on_requests_follows_the_figures():
    figures = [("requests.received", 100), ("requests.closed", 80), ("requests.closed.on_time", 60)]
    figures += [("requests.channel.online", 70), ("requests.channel.fax", 30), ("requests.outcome.granted", 40)]
    said = requests.answer(facts(*figures), "en")
    for words in (
        "**100** requests",
        "Most came online: 70, or 70.00%",
        "closed **80**, 75.00%",
        "**50.00%**",
        "exceeds the number closed by 20",
    ):
        assert words in said
    by_fax = [("requests.channel.fax", 90), ("requests.channel.online", 10)]
    changed = requests.answer(facts(*figures[:3], *by_fax), "zh")
    assert "传真" in changed
    assert "90.00%" in changed


def test_channels_that_exceed_the_total_have_no_most_used_one():
    said = requests.answer(
        facts(("requests.received", 7), ("requests.channel.letter", 4), ("requests.channel.email", 4)), "zh"
    )
    assert "最多" not in said
    assert "4" not in said


def test_shares_of_approximate_figures_are_approximate():
    said = requests.answer(
        facts(("requests.received", 5000, "over", "5000多"), ("requests.channel.online", 2500, "exact")), "zh"
    )
    assert "超过5,000" in said
    assert "约50.00%" in said


def test_a_report_without_requests_says_so():
    assert "neither" in requests.answer(facts(("review.total", 3)), "en")


@pytest.mark.parametrize(
    ("received", "closed", "words"), [(100, 80, "多 20 件"), (80, 100, "办结数比收到数多 20 件"), (80, 80, "相等")]
)
def test_the_gap_between_received_and_closed_is_told_either_way(received, closed, words):
    assert words in requests.read_open(facts(("requests.received", received), ("requests.closed", closed)), "zh")


def test_requests_carried_over_are_told_where_they_are_printed():
    said = requests.read_open(
        facts(
            ("requests.received", 9),
            ("requests.closed", 8),
            ("requests.carried_in", 1),
            ("requests.carried_out", 2),
        ),
        "en",
    )
    assert said == "Carried over from the year before: 1; into the next year: 2."


CHANNELS = (("requests.channel.letter", "信函申请", 60), ("requests.channel.fax", "传真申请", 40))


def test_channels_that_make_the_total_are_said_to():
    assert "各项之和等于总数 100 件" in requests.read_channels(parts(*CHANNELS, total=100), "zh")


def test_channels_that_miss_the_total_are_said_to_by_how_much():
    assert "90" in requests.read_channels(parts(*CHANNELS, total=190), "en")


def test_channels_that_exceed_the_total_get_no_share_above_the_whole():
    said = requests.read_channels(parts(*CHANNELS, total=90), "zh")
    assert "可能重叠" in said
    assert "%" not in said


def test_a_share_without_a_printed_total_names_the_sum_as_its_denominator():
    assert "各项之和的 100.00%" in requests.read_channels(parts(*CHANNELS), "zh")


def test_reasons_that_tie_are_all_named():
    tied = parts(("requests.refusal.privacy", "隐私", 2), ("requests.refusal.state_secret", "国密", 2), total=4)
    said = requests.read_refusals(tied, "zh")
    assert "隐私" in said
    assert "国密" in said
    assert "各项相同" in said


def test_no_refusals_at_all_is_no_division_by_0():
    assert "No request was refused" in requests.read_refusals(parts(("requests.refusal.privacy", "隐私", 0)), "en")


# ---- Reviews and lawsuits


def test_growth_names_the_implied_base_and_how_sure_it_is():
    said = disputes.read_growth(GROWTH, "zh")
    assert "**337**" in said
    assert "336.985 至 337.010" in said
    assert "增加 129 件" in said


def test_growth_without_a_single_base_gives_none():
    assert "没有整数，或不止一个整数" in disputes.read_growth(GROWTH.assign(prior=pd.array([None], "Int64")), "zh")


def test_a_fall_is_told_as_a_fall():
    fallen = GROWTH.assign(growth_printed_pct=-50.0, printed="-50%", prior=pd.array([932], "Int64"))
    said = disputes.answer(facts(("review.total", 466)), fallen, outcomes(466, 285, 81, 105), "en")
    assert "down **50%** from 932" in said


RESULTS = (("d.review.upheld", "维持", 285), ("d.review.corrected", "纠错", 81), ("d.review.other", "其他", 105))


def outcomes(total: float, *values: float) -> pd.DataFrame:
    table = parts(*((name, zh, value) for (name, zh, _), value in zip(RESULTS, values, strict=True)), total=total)
    return table.assign(dispute="review", result=["upheld", "corrected", "other"])


def test_results_that_contradict_the_total_are_said_to():
    assert "其他情形 105；与总数不符" in disputes.read_results(outcomes(466, 285, 81, 105), "zh")
    assert "they add up to the total of 471" in disputes.read_results(outcomes(471, 285, 81, 105), "en")


def test_a_correction_rate_is_certain_only_where_results_and_total_agree():
    assert "16.31%–17.38%" in disputes.read_correction_rates(outcomes(466, 285, 81, 105), "zh")
    assert "certain only" not in disputes.read_correction_rates(outcomes(471, 285, 81, 105), "en")


def test_no_cases_have_no_correction_rate():
    assert disputes.read_correction_rates(outcomes(0, 0, 0, 0), "zh") == ""


def test_the_ratio_of_lawsuits_to_reviews_changes_in_percentage_points():
    both = pd.concat([GROWTH, GROWTH.assign(dispute="lawsuit", current=366.0, prior=pd.array([150], "Int64"))])
    said = disputes.read_ratio(both, "en")
    assert "Lawsuits came to 78.5% of the number of reviews" in said
    assert "34.0 percentage points above" in said


# ---- Proactive disclosure


def test_channels_are_shares_of_two_denominators_and_both_are_named():
    table = parts(("d.channel.website", "网站", 80), ("d.channel.other", "其他", 40), unit="条")
    said = disclosure.read_channels(table, facts(("disclosure.total", 100)), "zh")
    assert "各渠道之和（120 条）的 66.67%" in said
    assert "总数 100 条为分母则占 80.00%" in said


def test_the_number_issued_is_an_interval_that_the_printed_share_implies():
    said = disclosure.read_normative(
        facts(("disclosure.normative", 24352), ("disclosure.normative.share", 76.72, "exact", "76.72%")), "en"
    )
    assert "implies 31,740 to 31,743" in said


def test_levels_that_miss_their_channel_s_total_are_named():
    table = parts(("d.channel.website", "网站", 100), unit="条").assign(channel="website")
    split = pd.concat([table, *(table.assign(level=level, value=40.0) for level in ("provincial", "municipal_county"))])
    said = disclosure.read_channel_levels(split, "zh")
    assert "各级合计 80 条" in said
    assert "相差 20 条" in said


# ---- The audit


AUDIT = pd.DataFrame(
    {
        "report": "r",
        "organ": "某机关",
        "year": 2016,
        "code": ["P-006"],
        "kind": "sum",
        "severity": "definition",
        "outcome": "broken",
        "level": "all",
        "applicant": "",
        "indicator": "review.total",
        "statement": "466 = 285 + 81 + 105",
        "expected": 471.0,
        "printed": 466.0,
        "difference": -5.0,
        "members": "review.total@all",
        "places": [("p3:0-3",)],
        "reason": "",
        "missing": [()],
        "witness": "total",
        "witness_code": "P-201",
        "witness_statement": [("337 × (1 + 38.28%) = 466", "? × (1 + 38.28%) = 471")],
        "zh": "复议数 = 各结果之和",
        "en": "Reviews = sum of results",
        "grade": "sum",
    }
)


def test_a_finding_says_what_was_expected_what_is_printed_and_which_side_a_witness_supports():
    said = integrity.read_findings(AUDIT, "zh")
    for words in (
        "466 = 285 + 81 + 105 不成立",
        "各项合计 471",
        "印作 466",
        "少 5",
        "增长率与**总数**相符",
        "若为471，则找不到与38.28%相符的上年整数件数",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("witness", "words"),
    [("parts", "**the sum of the parts**"), ("neither", "neither"), ("both", "disagree"), ("", "Nothing else")],
)
def test_a_finding_says_what_the_witness_says(witness, words):
    assert words in integrity.read_findings(AUDIT.assign(witness=witness), "en")


def test_a_figure_too_high_is_said_to_be():
    assert "5 more" in integrity.read_findings(AUDIT.assign(difference=5.0, expected=461.0), "en")


def test_a_clean_report_is_said_to_be_clean():
    held = AUDIT.assign(outcome="holds")
    assert integrity.answer(held, "zh") == "核对了 **1** 项关系，没有发现矛盾。"
    assert integrity.read_findings(held, "en") == ""


def test_a_figure_of_last_years_report_goes_by_its_name():
    undecided = AUDIT.assign(
        outcome="undecided", reason="missing", missing=[(Key("previous:requests.received", "all"),)]
    )
    assert "上年报告的收到信息公开申请数" in integrity.read_undecided(undecided, "zh")


def test_where_nothing_could_be_decided_nothing_is_said_to_hold():
    blank = AUDIT.assign(outcome="undecided", reason="blank")
    assert integrity.answer(blank, "en").startswith("Not one of the **1** relations between figures can be checked")
    assert integrity.answer(blank, "zh").endswith("都无法核对：所需的数字空白或没有列出。")
    open_base = AUDIT.assign(outcome="undecided", reason="several_bases")
    assert integrity.answer(open_base, "zh").endswith("都无法核对。")


def test_of_many_missing_figures_the_first_are_named_and_the_others_counted():
    blank = AUDIT.assign(outcome="undecided", reason="blank", missing=[(Key("review.upheld", "all"),) * 5])
    assert integrity.read_undecided(blank, "en").count("Upheld") == 3
    assert "and 2 more" in integrity.read_undecided(blank, "en")
    assert "等 5 个数字" in integrity.read_undecided(blank, "zh")


def test_an_undecided_relation_names_what_is_missing_by_its_name():
    blank = AUDIT.assign(
        outcome="undecided", reason="blank", missing=[(Key("review.upheld", "all"),)], statement="466 = ? + 81 + 105"
    )
    said = integrity.read_undecided(blank, "en")
    assert "left blank" in said
    assert "Upheld" in said


def test_what_is_no_identity_never_counts_as_broken():
    apart = AUDIT.assign(severity="not_an_identity")
    assert "没有可以核对的关系" in integrity.answer(apart, "zh")
    assert len(integrity.non_identities(apart, "zh")) == 1


# ---- Several reports


def test_a_comparison_flags_each_change_of_the_form_that_it_spans():
    spanning = pd.concat([facts(("requests.received", 5), year=year) for year in (2016, 2019, 2021)])
    said = comparison.read_breaks(spanning, "zh")
    assert all(change in said for change in ("2019年度起", "2021年度起"))
    assert "did not change" in comparison.read_breaks(spanning[spanning["year"] == 2016], "en")


def test_all_peers_are_all_other_reports():
    first, *others = comparison.choose_reports("hongze-2024", "all")
    assert (first, set(others)) == ("hongze-2024", set(load_reports()["id"]) - {"hongze-2024"})


@pytest.mark.parametrize("peers", ["nearest", ""])
def test_without_chosen_peers_a_report_is_compared_with_the_nearest_of_each_other_organ(peers, monkeypatch):
    monkeypatch.setenv("XXGK_DATA", "")
    assert comparison.choose_reports("hongze-2024", peers) == [
        "hongze-2024", "pingtan-zone-2023", "pingtan-county-2013", "shanghai-office-2019", "hebei-2016",
    ]  # fmt: skip


def test_the_nearest_peers_are_a_dozen_at_most_of_the_same_form_and_level_first(monkeypatch):
    listed = pd.DataFrame(
        [("own", "own", "county", 2022, "new")]
        + [
            (f"{form}-{level}-{year}-{at}", f"{form} {level} {at}", level, year, form)
            for form, level, at, year in product(("new", "old"), ("county", "provincial"), range(5), (2021, 2019))
        ],
        columns=["id", "organ", "level", "year", "form"],
    )
    monkeypatch.setattr(comparison.peers, "reports", lambda: listed)
    own, *others = comparison.choose_reports("own", "nearest")
    assert (own, len(others)) == ("own", 12)
    assert others[:5] == [f"new-county-2021-{at}" for at in range(5)]
    assert others[5:10] == [f"new-provincial-2021-{at}" for at in range(5)]
    assert others[10:] == ["old-county-2021-0", "old-county-2021-1"]


def test_peers_are_a_list_of_ids_and_each_report_is_compared_once():
    chosen = comparison.choose_reports("hebei-2016", "hongze-2024, hebei-2016")
    assert chosen == ["hebei-2016", "hongze-2024"]
    with pytest.raises(UserError, match="hebei-2061"):
        comparison.choose_reports("hebei-2016", "hebei-2061")


# ---- The first report


def test_hebei_2016_is_answered_from_its_own_figures():
    from xxgk import load

    loaded = {name: load(name, evidence=True) for name in ("facts", "audit", "dispute_growth", "dispute_outcomes")}
    said = disputes.answer(loaded["facts"], loaded["dispute_growth"], loaded["dispute_outcomes"], "en")
    assert "up **38.28%** from 337 in 2015" in said
    assert "up **144%** from 150 in 2015" in said
    found = integrity.read_findings(loaded["audit"], "zh")
    assert all(name in found for name in ("行政复议", "行政诉讼", "微博、微信", "政府网站"))
    assert len(found.splitlines()) == 4
    assert "exceeds the number closed by 69" in requests.answer(loaded["facts"], "en")


# ---- Other editions


def test_blank_cells_are_not_counted_among_the_printed_figures():
    said = overview.read_inventory(load("facts", "shanghai-office-2019"), "zh")
    assert said == "报告共列出 83 个数字，其中 81 个能对应到指标。法定表格另有 135 格空白。"


def test_a_report_of_blank_cells_is_said_to_print_no_figures():
    blank = facts(("review.total", 1)).assign(printed="")
    assert overview.read_inventory(blank, "zh") == "报告没有数字；法定表格的 1 格都是空白。"


def test_one_request_is_not_said_to_be_several():
    assert "**1** request in 2016" in requests.answer(facts(("requests.received", 1)), "en")


def test_lawsuits_of_one_kind_are_not_told_twice():
    report = "shanghai-office-2019"
    tables = (load(name, report, evidence=True) for name in ("facts", "dispute_growth", "dispute_outcomes"))
    said = disputes.answer(*tables, "zh")
    assert said == "行政复议 **7** 件。行政诉讼 **9** 件。"


def test_channels_that_make_less_than_the_total_are_not_said_to_overlap():
    report = "pingtan-county-2013"
    said = disclosure.read_channels(load("proactive_channels", report, evidence=True), load("facts", report), "zh")
    assert "可能有没有列出的渠道" in said
    assert "同一信息" not in said


def test_two_printings_of_one_figure_are_set_against_each_other():
    said = integrity.read_findings(load("audit"), "zh")
    assert "75万余 ≈ 744951 不成立：前后两处相差 5,049。报告的其他数字与**744,951**相符" in said


def test_inner_quotation_marks_are_of_the_inner_kind():
    said = requests.read_refusals(load("refusal_reasons", "hongze-2024", evidence=True), "zh")
    assert "“危及‘三安全一稳定’”" in said
    assert "不予公开：" not in said
