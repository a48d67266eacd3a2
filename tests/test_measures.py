"""Shares, growth, implied bases and correction rates: exact inside, honest about rounding and contradictions."""

import doctest
import math
import sys
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxgk.reading.measures import (
    correction_rate,
    growth_pct,
    implied_base,
    implied_whole,
    percentage_points,
    share,
    share_bounds,
    shares,
)
from xxgk.reading.measures import ratios as measures

# ---- shares


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (None, 5), (5, None), (float("nan"), 5), (5, pd.NA)])
def test_a_share_of_nothing_or_of_what_is_not_known_is_nan(part, whole):
    assert math.isnan(share(part, whole))


def test_a_share_is_exact_before_it_is_rounded_once():
    assert share(Decimal("0.1") + Decimal("0.2"), Decimal("0.3")) == 100
    assert share(0.3, 3) == 10


CHANNELS = pd.DataFrame({"channel": ["web", "fax", "web", "fax"], "level": list("aabb"), "value": [3, 1, 5, 5]})


def test_shares_have_both_denominators():
    table = shares(CHANNELS, printed_total=20)
    assert table.parts_total.tolist() == [14.0] * 4
    assert table.share_of_printed_pct.tolist() == [15, 5, 25, 25]
    assert table.share_of_parts_pct.sum() == pytest.approx(100)


def test_shares_within_groups():
    table = shares(CHANNELS, by="level", printed_total={"a": 5})
    assert table.share_of_parts_pct.tolist() == [75, 25, 50, 50]
    assert table.share_of_printed_pct.tolist()[:2] == [60, 20]
    assert table.printed_total.isna().tolist() == [False, False, True, True]


def test_shares_within_groups_of_two_columns():
    table = shares(CHANNELS, by=["channel", "level"], printed_total={("web", "a"): 6})
    assert table.share_of_printed_pct.tolist()[0] == 50
    assert (table.share_of_parts_pct == 100).all()


def test_rows_without_a_group_are_a_group():
    table = shares(CHANNELS.assign(level=["a", "a", None, None]), by="level")
    assert table.share_of_parts_pct.tolist() == [75, 25, 50, 50]


def test_a_blank_part_leaves_the_sum_of_parts_unknown():
    table = shares(pd.DataFrame({"value": pd.array([3, None], dtype="Int64")}), printed_total=4)
    assert table.share_of_parts_pct.isna().all()
    assert table.share_of_printed_pct.tolist()[0] == 75


def test_shares_leave_the_table_given_alone():
    before = CHANNELS.copy()
    shares(CHANNELS)
    pd.testing.assert_frame_equal(CHANNELS, before)


def test_shares_of_an_empty_table_are_empty():
    assert shares(CHANNELS.head(0), by="level").empty


def test_share_bounds_are_the_extremes_and_none_where_the_whole_can_be_0():
    assert share_bounds((Decimal(1), Decimal(2)), (Decimal(4), Decimal(5))) == (20, 50)
    assert share_bounds((Decimal(1), Decimal(2)), (Decimal(0), Decimal(5))) is None
    assert share_bounds((Decimal(1), Decimal(2)), (Decimal(4), Decimal("Infinity"))) == (0, 50)


# ---- growth


def test_growth_from_nothing_has_no_rate():
    assert math.isnan(growth_pct(5, 0))
    assert math.isnan(growth_pct(5, None))
    assert growth_pct(0, 5) == -100


def test_growth_of_a_rate_is_in_percentage_points():
    assert percentage_points(Decimal("13.2"), Decimal("10.1")) == pytest.approx(3.1)
    assert percentage_points(13.2, 10.1) == 3.1
    assert math.isnan(percentage_points(None, 1))


# ---- the base that a rate implies


@pytest.mark.parametrize(
    ("value", "rate", "printed", "base"),
    [
        (466, 38.28, "38.28%", 337),
        (366, 144.0, "144%", 150),
        (366, 144, "", 150),
        (471, 38.28, "38.28%", None),
        (372, 144, "144%", None),
        (50, -50, "50.0%", 100),
        (0, -50, "50%", None),
        (3, -100, "100.00%", None),
        (7, 0, "0.0%", 7),
        (1000001, 100000000, "100000000%", 1),
        (5, 400, "4倍", 1),
        (5, -120, "120%", None),
        (float("nan"), 5, "5%", None),
        (5, None, "", None),
    ],
)
def test_the_base_is_the_only_integer_within_rounding(value, rate, printed, base):
    assert implied_base(value, rate, printed).integer == base


def test_a_base_that_rounding_leaves_open_is_a_range():
    base = implied_base(90210, 5, "5%")
    assert base.integer is None
    assert base.candidates == range(85508, 86326)  # 90210 / 1.055 to 90210 / 1.045
    assert base.low < 85508 <= base.candidates[-1] < base.high


def test_rounding_is_that_of_the_printed_form():
    assert implied_base(466, 38, "38.00%").integer is None
    assert len(implied_base(466, 38, "38%").candidates) == 2


def test_a_hedged_rate_leaves_more_open():
    assert implied_base(466, 38, "38%多", "over").candidates == range(336, 338)
    assert implied_base(150, 50, "50%以上", "at_least").candidates == range(1, 101)


def test_after_a_fall_by_all_nothing_bounds_the_base():
    base = implied_base(0, -100, "100%")
    assert (base.low, base.high, base.integer) == (0, math.inf, None)
    assert (base.candidates.start, base.candidates.stop) == (1, sys.maxsize)


def test_no_base_gives_a_rate_that_contradicts_the_count():
    assert not implied_base(5, -120, "120%").candidates
    assert math.isnan(implied_base(5, -120, "120%").low)


@given(base=st.integers(1, 10**6), value=st.integers(0, 10**6), places=st.integers(0, 4))
def test_the_true_base_is_always_a_candidate(base, value, places):
    exact = Decimal(100 * (value - base)) / base
    rate = round(exact, places)
    assert base in implied_base(value, rate, f"{abs(rate):.{places}f}%").candidates


def test_a_share_implies_the_whole():
    assert implied_whole(24352, 76.72, "76.72%").candidates == range(31740, 31744)
    assert implied_whole(1, 33.3, "33.3%").integer == 3
    assert implied_whole(None, 5).integer is None


# ---- correction rates


def test_correction_rate_is_certain_where_results_and_total_agree():
    rate = correction_rate(2, 10, [7, 2, 1])
    assert rate.certain
    assert rate.low_pct == rate.high_pct == rate.of_total_pct == rate.of_parts_pct == 20


@pytest.mark.parametrize(
    ("corrected", "total", "parts", "low", "high"),
    [
        (81, 466, [285, 81, 105], 76 / 466, 81 / 466),
        (51, 366, [215, 51, 106], 45 / 366, 51 / 366),
        (2, 10, [5, 2, 1], 2 / 10, 4 / 10),  # two cases are without a result: they may be corrections
        (2, 10, [15, 2, 1], 0, 2 / 10),  # no correction can be taken away eight times
    ],
)
def test_correction_rate_has_bounds_whichever_figure_is_wrong(corrected, total, parts, low, high):
    rate = correction_rate(corrected, total, parts)
    assert not rate.certain
    assert (rate.low_pct, rate.high_pct) == (pytest.approx(100 * low), pytest.approx(100 * high))
    assert rate.low_pct <= rate.of_parts_pct <= rate.high_pct
    assert rate.low_pct <= rate.of_total_pct <= rate.high_pct


def test_correction_rate_of_no_case_or_of_a_blank_is_nan():
    assert math.isnan(correction_rate(0, 0, [0, 0, 0]).low_pct)
    blank = correction_rate(2, 10, [7, 2, None])
    assert blank.of_total_pct == 20
    assert math.isnan(blank.low_pct)
    assert not blank.certain


def test_examples_of_the_docstrings():
    assert doctest.testmod(measures).failed == 0
