"""Every kind of rule holds, breaks and stays undecided where it should, and nothing makes the audit raise."""

import random
from dataclasses import fields, replace
from decimal import Decimal, localcontext

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxgk.reading.audit import (
    Member,
    Relation,
    Witness,
    audit,
    combine,
    explain_reason,
    faults,
    findings,
    format_finding,
    judge_all,
    relations_table,
)
from xxgk.reading.audit.figures import Key, operand
from xxgk.reading.audit.lines import REASONS
from xxgk.reading.audit.rules import Rule, Term
from xxgk.reading.audit.table import COLUMNS
from xxgk.reading.base.folders import stored_facts
from xxgk.reading.base.records import Fact
from xxgk.reading.base.tables import table_facts
from xxgk.reading.forms import load_form
from xxgk.reading.forms.identities import KINDS, Identity


def fact(
    indicator,
    printed,
    value=None,
    *,
    qualifier="exact",
    unit="件",
    level="all",
    applicant="",
    place="p1",
    start=0,
):
    """One fact; a plain number stands for itself, a `printed` of None is a blank cell."""
    number = "" if printed is None else str(value if value is not None else str(printed).rstrip("%"))
    text = "" if printed is None else str(printed)
    unit = "%" if text.endswith("%") else unit
    return Fact(indicator, level, applicant, number, unit, qualifier, text, "", "", place, start, start + len(text))


def relations(facts, *identities, previous=None):
    return audit(facts, identities, previous).relations


def identity(kind, total=(), parts=(), severity="definition", code="T-1", **rest):
    return Identity(code, kind, severity, tuple(total), tuple(parts), zh="核对", en="check", **rest)


SUM = identity("sum", ["t"], ["a", "b"])
DIFFERENCE = identity("difference", ["done"], ["every", "-secret"])
BALANCE = identity("balance", ["new", "old"], ["closed", "open"])
SHARE = identity("share", ["whole"], ["part", "rate"])
GROWTH = identity("growth", ["cases"], ["growth"], severity="warning")
BOUND = identity("bound", ["whole"], ["part"], severity="inequality")
RESTATEMENT = identity("restatement", severity="inequality")
CARRY = identity("carry", ["carried_in"], ["previous:carried_out"])
COUNT = identity("count", indicators=("a", "b"), severity="inequality")

OUTCOMES = [
    (SUM, "holds", [fact("t", 10), fact("a", 7), fact("b", 3)], "10 = 7 + 3"),
    (SUM, "broken", [fact("t", 10), fact("a", 7), fact("b", 4)], "10 = 7 + 4"),
    (SUM, "undecided", [fact("t", 10), fact("a", 7)], "10 = 7 + ?"),
    (DIFFERENCE, "holds", [fact("done", 112), fact("every", 127), fact("secret", 15)], "112 = 127 - 15"),
    (DIFFERENCE, "broken", [fact("done", 112), fact("every", 127), fact("secret", 5)], "112 = 127 - 5"),
    (DIFFERENCE, "undecided", [fact("done", 112), fact("every", 127)], "112 = 127 - ?"),
    (BALANCE, "holds", [fact("new", 8), fact("old", 2), fact("closed", 9), fact("open", 1)], "8 + 2 = 9 + 1"),
    (
        BALANCE,
        "broken",
        [fact("new", 8), fact("old", 2), fact("closed", 9), fact("open", 3)],
        "8 + 2 = 9 + 3",
    ),
    (BALANCE, "undecided", [fact("new", 8), fact("old", 2), fact("closed", 9)], "8 + 2 = 9 + ?"),
    (SHARE, "holds", [fact("part", 1), fact("whole", 3), fact("rate", "33.3%")], "1 / 3 = 33.3%"),
    (SHARE, "broken", [fact("part", 1), fact("whole", 3), fact("rate", "33.4%")], "1 / 3 = 33.4%"),
    (SHARE, "undecided", [fact("part", 1), fact("rate", "33.3%")], "1 / ? = 33.3%"),
    (SHARE, "holds", [fact("part", 310), fact("whole", 200), fact("rate", 1.5, unit="倍")], "310 / 200 = 1.5倍"),
    (SHARE, "holds", [fact("part", 430), fact("whole", 200), fact("rate", 2, unit="倍")], "430 / 200 = 2倍"),
    (SHARE, "broken", [fact("part", 312), fact("whole", 200), fact("rate", 1.5, unit="倍")], "312 / 200 = 1.5倍"),
    (GROWTH, "undecided", [fact("cases", 466), fact("growth", 2, unit="倍")], "? × (1 + 2倍) = 466"),
    (GROWTH, "holds", [fact("cases", 466), fact("growth", "38.28%")], "337 × (1 + 38.28%) = 466"),
    (GROWTH, "broken", [fact("cases", 471), fact("growth", "38.28%")], "? × (1 + 38.28%) = 471"),
    (GROWTH, "undecided", [fact("cases", 90210), fact("growth", "5%")], "? × (1 + 5%) = 90210"),
    (BOUND, "holds", [fact("whole", 5), fact("part", 5)], "5 ≤ 5"),
    (BOUND, "broken", [fact("whole", 5), fact("part", 6)], "6 ≤ 5"),
    (BOUND, "undecided", [fact("whole", 5), fact("part", None)], "? ≤ 5"),
    (RESTATEMENT, "holds", [fact("t", "2万多", 20000, qualifier="over"), fact("t", 24352)], "2万多 ≈ 24352"),
    (
        RESTATEMENT,
        "broken",
        [fact("t", "75万余", 750000, qualifier="over"), fact("t", 744951)],
        "75万余 ≈ 744951",
    ),
    (RESTATEMENT, "undecided", [fact("t", 5), fact("t", "5%")], "5% ≈ 5"),
    (CARRY, "holds", [fact("carried_in", 4)], "4 = 4"),
    (CARRY, "broken", [fact("carried_in", 3)], "3 = 4"),
    (CARRY, "undecided", [fact("carried_in", None)], "? = 4"),
    (COUNT, "holds", [fact("a", 0), fact("b", "2万", 20000), fact("c", -1)], "0, 1, 2 …"),
    (COUNT, "broken", [fact("a", -3), fact("b", 1)], "-3 ≠ 0, 1, 2 …"),
    (COUNT, "undecided", [fact("a", None), fact("b", 1)], "? = 0, 1, 2 …"),
]
LAST_YEAR = [fact("carried_out", 4), fact("carried_in", 9)]


@pytest.mark.parametrize(("rule", "outcome", "facts", "statement"), OUTCOMES)
def test_each_kind_holds_breaks_and_stays_undecided(rule, outcome, facts, statement):
    (row,) = relations(facts, rule, previous=LAST_YEAR)
    assert (row.outcome, row.statement) == (outcome, statement)
    assert bool(row.reason) == (outcome == "undecided")


def test_every_kind_is_tested_with_every_outcome():
    tested = {(rule.kind, outcome) for rule, outcome, *_ in OUTCOMES}
    assert tested == {(kind, outcome) for kind in KINDS for outcome in ("holds", "broken", "undecided")}


def test_every_figure_that_can_be_no_count_is_named_and_rates_and_money_are_none():
    facts = [fact("a", -3), fact("b", 1.5), fact("b", "33.5%", level="own")]
    assert [one.statement for one in relations(facts, COUNT)] == ["-3 ≠ 0, 1, 2 …", "1.5 ≠ 0, 1, 2 …"]


def test_a_member_may_count_several_times():
    times = identity("bound", ["20", "5*whole"], ["part"], severity="warning")
    assert only([fact("whole", 4), fact("part", 41)], times).statement == "41 ≤ 20 + 5 × 4"
    assert only([fact("whole", 4), fact("part", 41)], times).outcome == "broken"
    assert only([fact("whole", 4), fact("part", 40)], times).outcome == "holds"


def test_an_optional_member_counts_only_where_it_is_printed():
    rule = identity("sum", ["a"], ["b", "c?"])
    assert only([fact("a", 5), fact("b", 5)], rule).outcome == "holds"
    assert only([fact("a", 5), fact("b", 3), fact("c", 2)], rule).outcome == "holds"
    assert only([fact("a", 5), fact("b", 5), fact("c", 2)], rule).outcome == "broken"
    across = identity("sum", ["all"], ["city", "own?"], across="level", indicators=("a",))
    levels = [fact("a", 5, level="all"), fact("a", 3, level="city"), fact("a", 2, level="own")]
    assert only(levels, across).outcome == "holds"


def test_a_star_stands_for_every_applicant_of_a_table_and_never_for_prose():
    rule = identity("sum", ["t/*"], ["a/*", "b/*"])
    facts = [fact(name, 1, applicant="research") for name in "tab"] + [fact(name, 9) for name in "tab"]
    assert only(facts, rule).applicant == "research"


def only(facts, *identities, previous=None):
    """The audit's only relation."""
    (one,) = relations(facts, *identities, previous=previous)
    return one


def keys(relation):
    return [str(member) for member in relation.members]


# ---- what a relation tells


def test_difference_is_printed_minus_expected():
    row = only([fact("t", 466), fact("a", 285), fact("b", 186)], SUM)
    assert (row.expected, row.printed, row.difference) == (471, 466, -5)


def test_first_member_and_place_are_those_of_the_printed_figure():
    facts = [fact("part", 1, start=10), fact("whole", 3, start=20), fact("rate", "33.4%", place="t2 r1 c3")]
    row = only(facts, SHARE)
    assert keys(row) == ["rate@all", "whole@all", "part@all"]
    assert [member.place for member in row.members] == ["t2 r1 c3", "p1:20-21", "p1:10-11"]
    assert [member.printed for member in row.members] == ["33.4%", "3", "1"]


def test_expected_share_is_computed_again():
    row = only([fact("part", 1), fact("whole", 4), fact("rate", "26%")], SHARE)
    assert (row.expected, row.printed, row.difference) == (25, 26, 1)


def test_expected_growth_is_the_nearest_that_whole_numbers_allow():
    row = only([fact("cases", 10), fact("growth", "5%")], GROWTH)
    assert row.expected == 0  # from 10; from 9 it would be 11.1%


def test_columns_and_types_are_the_same_without_any_row():
    empty = relations_table(relations([], SUM))
    assert list(empty.columns) == list(COLUMNS)
    filled = relations_table(relations([fact("t", 1), fact("a", 1), fact("b", 0)], SUM))
    assert empty.dtypes.equals(filled.dtypes)


def test_reasons_are_explained_in_both_languages():
    row = only([fact("t", 10), fact("a", 7)], SUM)
    assert explain_reason(row.reason, row.missing) == "报告未列出：b@all"
    assert explain_reason(row.reason, row.missing, "en") == "the report does not print b@all"
    assert only([fact("t", 1), fact("a", 1), fact("b", 0)], SUM).reason == ""
    assert explain_reason("") == ""


# ---- what is missing, blank or approximate


def test_blank_is_neither_zero_nor_missing():
    row = only([fact("t", 10), fact("a", 10), fact("b", None)], SUM)
    assert (row.outcome, row.reason, row.missing) == ("undecided", "blank", (Key("b", "all"),))


def test_blank_total_is_undecided():
    row = only([fact("t", None), fact("a", 10), fact("b", 1)], SUM)
    assert (row.outcome, row.reason) == ("undecided", "blank")
    assert row.printed is None
    assert row.expected == 11


def test_parts_that_exceed_the_total_are_wrong_whatever_is_missing():
    row = only([fact("t", 10), fact("a", 12)], SUM)
    assert (row.outcome, row.expected, row.difference) == ("broken", 12, -2)


def test_what_is_missing_may_be_negative_beside_negative_figures():
    assert only([fact("t", -10), fact("a", 12)], SUM).outcome == "undecided"


def test_one_member_alone_relates_nothing():
    assert not relations([fact("t", 10)], SUM, SHARE, GROWTH)


def test_a_form_left_blank_is_undecided_throughout():
    row = only([fact("t", None), fact("a", None), fact("b", None)], SUM)
    assert (row.outcome, row.reason) == ("undecided", "blank")


def test_rounded_figures_need_only_meet():
    facts = [fact("t", "8.45万", 84500), fact("a", 84000), fact("b", 460)]
    assert only(facts, SUM).outcome == "holds"
    assert only([*facts[:2], fact("b", 560)], SUM).outcome == "broken"


def test_a_hedge_too_wide_to_show_a_missing_part_decides_nothing():
    row = only([fact("t", "5000多", 5000, qualifier="over"), fact("a", 4997), fact("b", 164)], SUM)
    assert (row.outcome, row.reason) == ("undecided", "approximate")


def test_a_wide_hedge_still_contradicts_what_lies_outside_it():
    facts = [fact("t", "5000多", 5000, qualifier="over"), fact("a", 4000), fact("b", 164)]
    assert only(facts, SUM).outcome == "broken"


def test_an_open_bound_decides_only_what_contradicts_it():
    part = fact("part", "100以上", 100, qualifier="at_least")
    assert only([part, fact("whole", 50)], BOUND).outcome == "broken"
    assert only([part, fact("whole", 500)], BOUND).reason == "approximate"
    assert only([part, fact("whole", 500), fact("rate", "20%")], SHARE).reason == "approximate"


def test_shares_add_to_100_within_their_rounding():
    shares = identity("sum", ["100"], ["a", "b", "c"])
    thirds = [fact("a", "33.3%"), fact("b", "33.3%"), fact("c", "33.3%")]
    assert only(thirds, shares).outcome == "holds"
    assert only([*thirds[:2], fact("c", "33.1%")], shares).outcome == "broken"


def test_a_share_of_nothing_has_no_meaning():
    row = only([fact("part", 0), fact("whole", 0), fact("rate", "0%")], SHARE)
    assert (row.outcome, row.reason) == ("undecided", "zero_whole")


@pytest.mark.parametrize(
    ("cases", "rate", "outcome"),
    [
        (366, "144%", "holds"),
        (50, "-50%", "undecided"),  # 99.01 to 101.01 allow 100 and 101
        (50, "-50.0%", "holds"),
        (0, "-100%", "undecided"),
        (5, "-100%", "undecided"),  # a fall by 99.5% is printed so, too
        (5, "-120%", "broken"),
        (0, "20%", "broken"),
        (366, "0.00%", "holds"),
    ],
)
def test_growth_needs_one_whole_base(cases, rate, outcome):
    assert only([fact("cases", cases), fact("growth", rate)], GROWTH).outcome == outcome


def test_growth_in_times_counts_as_hundreds_of_per_cent():
    facts = [fact("cases", 6), fact("growth", "2.0", unit="倍")]
    assert only(facts, GROWTH).statement == "2 × (1 + 2.0倍) = 6"


def test_growth_in_percentage_points_is_of_a_rate_and_decides_nothing():
    assert only([fact("cases", 6), fact("growth", "2", unit="个百分点")], GROWTH).reason == "units"


# ---- levels, applicants, restatements


def test_a_rule_applies_to_each_level_that_has_figures():
    facts = [fact(name, 1 + (name == "t"), level=level) for level in ("all", "provincial") for name in ("t", "a", "b")]
    assert [one.level for one in relations(facts, SUM)] == ["all", "provincial"]


def test_a_rule_across_levels_applies_to_each_indicator_named():
    across = identity("sum", ["all"], ["provincial", "local"], across="level", indicators=("channel.*",))
    facts = [
        *[fact("channel.web", count, level=level) for level, count in (("all", 9), ("provincial", 4), ("local", 5))],
        *[fact("channel.fax", count, level=level) for level, count in (("all", 9), ("provincial", 4), ("local", 6))],
        *[fact("other", count, level=level) for level, count in (("all", 9), ("provincial", 1), ("local", 1))],
    ]
    web, fax = relations(facts, across)
    assert [web.indicator, fax.indicator] == ["channel.web", "channel.fax"]
    assert [web.outcome, fax.outcome] == ["holds", "broken"]
    assert keys(fax) == ["channel.fax@all", "channel.fax@provincial", "channel.fax@local"]


def test_a_rule_across_applicants_applies_to_each_row():
    across = identity("sum", ["total"], ["person", "business"], across="applicant", indicators=("*",))
    facts = [
        fact(row, count, applicant=applicant)
        for row, counts in {"new": (3, 1, 2), "old": (3, 1, 1)}.items()
        for applicant, count in zip(("total", "person", "business"), counts, strict=True)
    ]
    assert [one.outcome for one in relations(facts, across)] == ["holds", "broken"]


def test_members_may_name_their_level_and_applicant():
    pinned = identity("bound", ["t@all/total"], ["t@provincial/total"])
    facts = [fact("t", 5, applicant="total"), fact("t", 6, applicant="total", level="provincial")]
    row = only(facts, pinned)
    assert (row.outcome, keys(row)) == ("broken", ["t@provincial/total", "t@all/total"])


def test_a_star_takes_each_applicant_of_a_table_and_leaves_prose_out():
    starred = identity("sum", ["t/*"], ["a/*"])
    facts = [fact(name, 5, applicant=applicant) for applicant in ("", "person", "total") for name in ("t", "a")]
    assert [one.applicant for one in relations(facts, starred)] == ["person", "total"]


def test_a_rate_that_the_report_does_not_state_is_no_claim():
    assert not relations([fact("part", 1), fact("whole", 3)], SHARE)


STATED = identity("restatement", ["new/total", "old/total"], ["handled/"], severity="warning")
CELLS = [fact("new", 7, applicant="total", place="t1 r1 c1"), fact("old", 2, applicant="total", place="t1 r2 c1")]


@pytest.mark.parametrize(
    ("facts", "outcome", "statement"),
    [
        ([*CELLS, fact("handled", 9)], "holds", "9 ≈ 7 + 2"),
        ([*CELLS, fact("handled", "近10", 10, qualifier="nearly")], "holds", "近10 ≈ 7 + 2"),
        ([*CELLS, fact("handled", 8)], "broken", "8 ≈ 7 + 2"),
        ([CELLS[0], fact("handled", 9)], "undecided", "9 ≈ 7 + ?"),
        ([CELLS[0], fact("handled", 6)], "broken", "6 ≈ 7 + ?"),
        ([*CELLS, fact("handled", "9%")], "undecided", "9% ≈ 7 + 2"),
    ],
)
def test_prose_may_restate_a_sum_of_cells(facts, outcome, statement):
    row = only(facts, STATED)
    assert (row.outcome, row.statement) == (outcome, statement)
    assert keys(row)[0] == "handled@all"


def test_the_exact_printing_of_a_figure_is_the_one_that_counts():
    facts = [fact("t", "1万多", 10000, qualifier="over"), fact("t", 10010), fact("a", 10000), fact("b", 10)]
    assert only(facts, SUM).statement == "10010 = 10000 + 10"


def test_a_table_cell_counts_before_prose():
    facts = [fact("t", 9), fact("t", None, place="t1 r1 c1"), fact("a", 5), fact("b", 5)]
    assert only(facts, SUM).reason == "blank"


def test_every_restatement_is_compared_with_the_most_exact():
    facts = [
        fact("t", "75万余", 750000, qualifier="over"),
        fact("t", 744951),
        fact("t", "74万多", 740000, qualifier="over"),
    ]
    assert {one.statement: one.outcome for one in relations(facts, RESTATEMENT)} == {
        "75万余 ≈ 744951": "broken",
        "74万多 ≈ 744951": "holds",
    }


def test_restatement_can_be_kept_to_some_indicators():
    facts = [fact("t", 1), fact("t", 2), fact("u", 1), fact("u", 2)]
    assert only(facts, identity("restatement", indicators=("u*",))).indicator == "u"


def test_carry_needs_the_report_of_the_year_before():
    assert not relations([fact("carried_in", 3)], CARRY)


def test_the_year_before_does_not_mix_with_this_year():
    row = only([fact("carried_in", 4)], CARRY, RESTATEMENT, previous=LAST_YEAR)
    assert keys(row) == ["carried_in@all", "previous:carried_out@all"]


# ---- which side is right


REVIEWS = [fact("t", 466), fact("a", 285), fact("b", 186), fact("t.growth", "38.28%")]
REVIEW_GROWTH = identity("growth", ["t"], ["t.growth"], severity="warning", code="T-2")


def witness(facts, *identities):
    row = relations(facts, *identities)[0]
    assert row.outcome == "broken"
    return row.testimony.supports, *(witness.code for witness in row.testimony.witnesses)


def test_growth_supports_the_total_that_has_a_whole_base():
    assert witness(REVIEWS, SUM, REVIEW_GROWTH) == ("total", "T-2")
    told = Witness("T-2", "337 × (1 + 38.28%) = 466", "? × (1 + 38.28%) = 471")
    assert relations(REVIEWS, SUM, REVIEW_GROWTH)[0].testimony.witnesses == (told,)


def test_growth_supports_the_parts_where_they_have_a_whole_base():
    parts = [fact("a", 280), fact("b", 186), fact("t.growth", "38.28%")]
    assert witness([fact("t", 471), *parts], SUM, REVIEW_GROWTH) == ("parts", "T-2")


def test_growth_may_support_neither():
    facts = [fact("t", 471), fact("a", 285), fact("b", 184), fact("t.growth", "38.28%")]
    assert witness(facts, SUM, REVIEW_GROWTH) == ("neither", "T-2")


def test_growth_with_several_bases_tells_nothing():
    facts = [fact("t", 466), fact("a", 285), fact("b", 186), fact("t.growth", "38%")]
    assert witness(facts, SUM, REVIEW_GROWTH) == ("",)


def test_witnesses_may_contradict_each_other():
    facts = [*REVIEWS, fact("t", "470多", 470, qualifier="over")]
    restated = identity("restatement", code="T-3")
    assert witness(facts, SUM, REVIEW_GROWTH, restated) == ("both", "T-2", "T-3")


def test_a_sum_supports_the_exact_printing_against_the_loose_one():
    facts = [
        fact("t", "75万余", 750000, qualifier="over"),
        fact("t", 744951),
        fact("a", 87084),
        fact("b", 657867),
    ]
    assert witness(facts, RESTATEMENT, SUM) == ("total", "T-1")


def test_what_is_no_identity_is_no_witness():
    channels = identity("sum", ["t"], ["c"], severity="not_an_identity", code="T-9")
    facts = [fact("t", 5), fact("a", 3), fact("b", 3), fact("c", 6)]
    assert witness(facts, SUM, channels) == ("",)


# ---- findings


def test_findings_are_errors_before_warnings_and_never_what_is_no_identity():
    facts = [fact("t", 5), fact("a", 3), fact("b", 3)]
    severities = ("warning", "not_an_identity", "inequality", "definition")
    identities = [identity("sum", ["t"], ["a", "b"], severity=name, code=name) for name in severities]
    assert [one.code for one in audit(facts, identities).findings] == ["inequality", "definition", "warning"]


def test_a_finding_is_one_line_that_an_editor_can_open():
    row = only([fact("t", 466, start=120), fact("a", 285), fact("b", "1\n86", 186)], SUM)
    assert format_finding(row, "draft.docx") == (
        "draft.docx:p1:120-123: T-1: 核对 [t@all]: 应为 471，印作 466，少 5 (466 = 285 + 1 86)"
    )
    assert format_finding(row, "draft.docx", "en", {"t": "Reviews"}) == (
        "draft.docx:p1:120-123: T-1: check [Reviews@all]: expected 471, printed 466, 5 too low (466 = 285 + 1 86)"
    )


def test_a_finding_of_a_bound_says_at_most():
    row = only([fact("whole", 5), fact("part", 6)], BOUND)
    assert "expected at most 5, printed 6, 1 too high" in format_finding(row, "r", "en")


@pytest.mark.parametrize(
    ("row", "claimed", "true"),
    [
        (only([fact("t", 12), fact("a", 4), fact("b", 5)], SUM), "(12 = 4 + 5)", "(12 ≠ 4 + 5)"),
        (only([fact("whole", 5), fact("part", 6)], BOUND), "(6 ≤ 5)", "(6 > 5)"),
    ],
    ids=["sum", "bound"],
)
def test_a_finding_can_say_what_is_true_in_place_of_what_should_be(row, claimed, true):
    assert format_finding(row, "r", "en").endswith(claimed)
    assert format_finding(row, "r", "en", refuted=True).endswith(true)


# ---- mutation: change a figure, and exactly the rules it takes part in fire


TREE = {"t": 30, "a": 17, "b": 13, "a1": 9, "a2": 8, "b1": 13, "b2": 0, "done": 25, "open": 5}
TREE_RULES = [
    identity("sum", ["t"], ["a", "b"], code="M-1"),
    identity("sum", ["a"], ["a1", "a2"], code="M-2"),
    identity("sum", ["b"], ["b1", "b2"], code="M-3"),
    identity("balance", ["t"], ["done", "open"], code="M-4"),
    identity("difference", ["open"], ["t", "-done"], code="M-5"),
]


@pytest.mark.parametrize("name", TREE)
@pytest.mark.parametrize("step", [1, 9, -1])
def test_changing_one_figure_fires_exactly_its_rules(name, step):
    mutated = TREE | {name: TREE[name] + step}
    audited = audit([fact(key, value) for key, value in mutated.items()], TREE_RULES)
    expected = {rule.code for rule in TREE_RULES if {name, f"-{name}"} & {*rule.total, *rule.parts}}
    assert {one.code for one in audited.findings} == expected


# ---- relations from elsewhere, and the table


def stated(*facts, statement="9 = 4 + 5", kind="sum", grade="sum"):
    """A relation that a report states of figures without names."""
    members = tuple(Member(Key("", copy=number), one) for number, one in enumerate(facts))
    return Relation(identity(kind, code="T-7"), "", "", "broken", statement, members, grade=grade)


def unnamed(printed, place, start=0):
    return replace(fact("", printed, place=place, start=start), label=f"第{place}段的数")


# How rules of a kind hold a figure of the text against others: of the text as well, or their copies in a table.
TWICE = {
    "sum": (["t/"], ["a{}", "b{}"]),
    "difference": (["t/"], ["a{}", "-b{}"]),
    "bound": (["a{}", "b{}"], ["t/"]),
    "restatement": (["a{}"], ["t/"]),
    "share": (["a{}"], ["b{}", "t/"]),
    "growth": (["a{}", "b{}"], ["t/"]),
}


@pytest.mark.parametrize("kind", TWICE)
@given(numbers=st.tuples(*[st.integers(1, 999)] * 2), copies=st.tuples(*[st.integers(0, 1)] * 2), off=st.integers(1, 9))
def test_a_fault_that_two_rules_state_is_one_fault_and_stays_two_relations(kind, numbers, copies, off):
    rules = [
        identity(kind, *([name.format(where) for name in side] for side in TWICE[kind]), code=code)
        for code, where in (("T-1", "/"), ("T-2", "/total"))
    ]
    most = "999999%" if kind in ("share", "growth") else sum(numbers) + sum(copies) + off
    printed = dict(zip("ab", numbers, strict=True))
    table = {name: number + more for (name, number), more in zip(printed.items(), copies, strict=True)}
    facts = [
        fact("t", most, place="p9"),
        *(fact(name, number, place=f"p{name}") for name, number in printed.items()),
        *(fact(name, number, applicant="total", place=f"t1 {name}") for name, number in table.items()),
    ]
    found = relations_table(relations(facts, *rules))
    once = faults(found)
    used = ["a"] if kind == "restatement" else ["a", "b"]
    same = all(table[name] == printed[name] for name in used)
    assert list(findings(found)["code"]) == ["T-1", "T-2"]
    assert [*map(tuple, once["codes"])] == ([("T-1", "T-2")] if same else [("T-1",), ("T-2",)])
    assert {place for places in once["places"] for place in places} == {
        place for places in findings(found)["places"] for place in places
    }


def test_of_rules_that_say_the_same_the_one_with_a_witness_speaks():
    found = relations_table(relations([fact("t", 5), fact("a", 1), fact("b", 1)], SUM, replace(SUM, code="T-9")))
    told = faults(found.assign(witness=["", "total"]))
    assert [tuple(row) for row in told[["code", "codes"]].itertuples(index=False)] == [("T-9", ("T-1", "T-9"))]


def test_relations_from_elsewhere_join_those_of_the_identities_as_findings():
    other = stated(unnamed(9, "p3"), unnamed(4, "p3", 5), unnamed(4, "p3", 9))
    audited = audit([fact("t", 5), fact("a", 3), fact("b", 2)], [SUM], others=[other])
    assert [one.code for one in audited.relations] == ["T-1", "T-7"]
    assert audited.findings == (other,)
    assert (audited.errors, audited.outcomes["holds"], other.grade) == (1, 1, "sum")


def test_what_is_said_of_the_same_figures_twice_counts_once():
    facts = [fact("t", 10, start=1), fact("a", 7, start=5), fact("b", 4, start=9)]
    again = stated(*facts, statement="10 = 7 + 4")
    assert [one.code for one in audit(facts, [SUM], others=[again]).findings] == ["T-1"]
    assert [one.code for one in combine([], [again, again])] == ["T-7"]
    bound = stated(*facts, kind="bound")
    assert len(audit(facts, [SUM], others=[bound]).findings) == 1


def test_rules_of_figures_without_names_are_judged_like_identities():
    facts = [unnamed(9, "p3"), unnamed(4, "p3", 5), unnamed(4, "p3", 9)]
    figures = {Key("", copy=number): operand(one) for number, one in enumerate(facts)}
    total, *parts = (Term(key) for key in figures)
    (found,) = judge_all([Rule(identity("sum", code="T-7"), "", "", (total,), tuple(parts))], figures)
    assert (found.outcome, found.statement, found.difference) == ("broken", "9 = 4 + 4", 1)
    assert [member.place for member in found.members] == ["p3:0-1", "p3:5-6", "p3:9-10"]


def test_a_figure_without_a_name_goes_by_its_label_and_place():
    other = stated(unnamed(9, "p3"), unnamed(4, "p4"))
    assert [str(member) for member in other.members] == ["第p3段的数", "第p4段的数"]
    assert format_finding(other, "r").startswith("r:p3:0-1: T-7: 核对 [第p3段的数]: ")
    assert str(relations_table([other]).loc[0, "members"]) == "第p3段的数; 第p4段的数"


def test_several_values_of_a_cell_are_a_tuple_that_csv_joins():
    table = relations_table(relations(REVIEWS, SUM, REVIEW_GROWTH))
    assert table.loc[0, "places"][0] == "p1:0-3"
    assert table.loc[0, "members"] == ("t@all", "a@all", "b@all")
    assert "t@all; a@all; b@all" in table.to_csv()


def test_digits_that_no_float_holds_are_told_apart():
    facts = [fact("t", "100000000000000.03"), fact("a", "100000000000000.01"), fact("b", "0.01")]
    assert float(facts[0].value) - float(facts[1].value) != pytest.approx(0.02, abs=1e-4)
    assert only(facts, identity("sum", ["t"], ["a", "b", "c?"])).difference == Decimal("0.01")


def test_an_audit_does_not_depend_on_the_callers_precision():
    facts = [fact("t", 466), fact("a", 285), fact("b", 186)]
    with localcontext(prec=2):
        assert only(facts, SUM).difference == -5


# ---- hostile tables


def table(*rows):
    """A table of facts as people may have changed it."""
    rows = list(rows)
    return pd.DataFrame(rows, columns=[field.name for field in fields(Fact)][: len(rows[0])])


HOSTILE_VALUES = [
    *(float("nan"), float("inf"), -float("inf"), 10.0**40, -(10.0**300), 1e-300, 0.1 + 0.2),
    *(None, "twelve", "12", "", Decimal("1e50"), 2**80, True, pd.NA, "=cmd()", "\u202e9"),
]


@pytest.mark.parametrize("value", HOSTILE_VALUES, ids=repr)
@pytest.mark.parametrize("printed", ["", "%", "万", "-", "9" * 40, "〇", "1.2.3", "12,3", "多", None])
def test_no_value_makes_the_audit_raise(value, printed):
    rows = [("a", "all", "", value, "%", "exact", printed, "", "", "p1", 0, 1)]
    rows += [(name, "all", "", 5.0, "件", "no such hedge", printed, "", "", None, pd.NA, "x") for name in "tbpwr"]
    rules = [
        SUM,
        identity("share", ["a"], ["t", "b"]),
        identity("growth", ["t"], ["a"]),
        identity("bound", ["a"], ["t"]),
    ]
    facts = table_facts(table(*rows, *rows))
    audited = audit(facts, [*rules, identity("growth", ["a"], ["t"]), RESTATEMENT])
    assert {one.outcome for one in audited.relations} <= {"holds", "broken", "undecided"}
    assert {one.reason for one in audited.undecided} <= set(REASONS)


def test_a_figure_of_40_digits_is_undecided_and_not_rounded_into_agreement():
    facts = [fact("t", "9" * 40), fact("a", "9" * 40), fact("b", 1)]
    assert only(facts, SUM).reason == "too_large"


def test_tables_without_columns_or_with_unknown_indicators_give_nothing():
    assert not relations(table_facts(pd.DataFrame()), SUM, RESTATEMENT)
    assert not relations(table_facts(pd.DataFrame({"indicator": ["t", "zz", None]})), SUM)
    assert not relations([fact("", 5), fact("", 6)], RESTATEMENT)


def test_duplicated_rows_agree_with_themselves():
    facts = [fact("t", 10), fact("a", 7), fact("b", 3)] * 3
    assert {one.outcome for one in relations(facts, SUM, RESTATEMENT)} == {"holds"}


def test_float_noise_breaks_no_sum():
    rows = [
        (name, "all", "", value, "", "", "", "", "", "", 0, 1)
        for name, value in (("t", 0.1 + 0.2), ("a", 0.1), ("b", 0.2))
    ]
    assert only(table_facts(table(*rows)), SUM).outcome == "holds"


def test_random_tables_never_raise():
    rng = random.Random(20161231)
    names = ["t", "a", "b", "whole", "part", "rate", "cases", "growth", "new", "old", "closed", "open"]
    for _ in range(200):
        rows = [
            fact(
                rng.choice(names),
                rng.choice(["3", "5%", "2.5万", "100多", None, "", "0"]) if rng.random() < 0.9 else "x",
                rng.choice([0, 1, 3, 5, 25000, -7, 0.5, "x", "1e3"]),
                qualifier=rng.choice(["exact", "over", "nearly", "about", "at_least", "at_most"]),
            )
            for _ in range(rng.randrange(12))
        ]
        audit(rows, [SUM, BALANCE, SHARE, GROWTH, BOUND, RESTATEMENT])


# ---- the embedded report


def test_hebei_2016_contradicts_itself_in_four_places_and_in_no_other():
    found = audit(stored_facts("hebei-2016"), load_form("prose-2008").identities).findings
    assert {one.statement: one.difference for one in found} == {
        "466 = 285 + 81 + 105": -5,
        "366 = 215 + 51 + 106": -6,
        "263818 = 45167 + 225651": -7000,
        "75万余 ≈ 744951": 5049,
    }
    # The growth rates have whole bases for the totals only; the split by level supports the exact figure.
    assert [one.testimony.supports for one in found] == ["total", "total", "", "total"]


def test_a_multiple_of_last_years_figure_is_held_against_last_years_report():
    form = load_form("prose-2008")
    facts = [fact("requests.received", 300), fact("requests.received.ratio", 1.5, unit="倍")]
    alone = only(facts, *form.identities)
    assert (alone.code, alone.outcome) == ("P-205", "undecided")
    assert [str(key) for key in alone.missing] == ["previous:requests.received@all"]
    for last_year, outcome, expected in ((200, "holds", 1.5), (150, "broken", 2)):
        row = only(facts, *form.identities, previous=[fact("requests.received", last_year)])
        assert (row.outcome, row.expected, row.printed) == (outcome, expected, 1.5)


@pytest.mark.parametrize(
    ("last_year", "outcome", "statement", "expected"),
    [
        (None, "holds", "77 × (1 - 9.1%) = 70", pytest.approx(-9.09, abs=0.01)),
        (77, "holds", "77 × (1 - 9.1%) = 70", pytest.approx(-9.09, abs=0.01)),
        (100, "broken", "100 × (1 - 9.1%) = 70", -30),
        (0, "undecided", "0 × (1 - 9.1%) = 70", None),
    ],
)
def test_a_growth_is_held_against_last_years_report_where_there_is_one(last_year, outcome, statement, expected):
    facts = [fact("review.total", 70), fact("review.total.growth", "9.1%", -9.1, unit="%")]
    previous = None if last_year is None else [fact("review.total", last_year)]
    row = only(facts, *load_form("prose-2008").identities, previous=previous)
    assert (row.code, row.outcome, row.statement) == ("P-201", outcome, statement)
    assert (row.expected if row.expected is None else float(row.expected)) == expected


def test_the_share_of_a_channel_of_publication_is_checked():
    facts = [
        fact("disclosure.total", 12400),
        fact("disclosure.channel.website", 8000),
        fact("disclosure.channel.website.share", "84.5%", 84.5, unit="%"),
    ]
    (found,) = audit(facts, load_form("prose-2008").identities).findings
    assert (found.code, found.indicator) == ("P-124", "disclosure.channel.website.share")


def test_a_finding_is_about_a_figure_that_is_printed():
    facts = [fact("b", 60), fact("c", 45)]
    found = only(facts, identity("sum", ["100"], ["a", "b", "c"]))
    assert (found.outcome, found.indicator) == ("broken", "b")


@pytest.mark.parametrize(("total", "outcome"), [(70, "broken"), (73, "undecided"), (75, "undecided")])
def test_cases_withdrawn_are_not_all_other_results(total, outcome):
    facts = [
        fact("review.total", total),
        fact("review.upheld", 64),
        fact("review.corrected.revoked", 6),
        fact("review.other.withdrawn", 3),
    ]
    row = only(facts, *load_form("prose-2008").identities)
    assert (row.code, row.outcome, row.statement) == ("P-006", outcome, f"{total} = 64 + 6 + 3 + ?")


@pytest.mark.parametrize(("dismissed", "outcome"), [(12, "holds"), (10, "broken")])
def test_kinds_of_a_result_that_are_printed_apart_add_up_in_its_place(dismissed, outcome):
    facts = [
        fact("review.total", 87),
        fact("review.upheld.affirmed", 60),
        fact("review.upheld.dismissed", dismissed),
        fact("review.corrected", 8),
        fact("review.other", 7),
    ]
    row = only(facts, *load_form("prose-2008").identities)
    assert (row.code, row.outcome, row.statement) == ("P-006", outcome, f"87 = 60 + {dismissed} + 8 + 7")
