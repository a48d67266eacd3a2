"""What chance leaves open: intervals against published tables, and whether rates differ."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxgk.reading.measures import poisson_interval, rate_interval, rates_differ, share_interval, shares_differ

COUNTS = st.integers(0, 3000)


# Garwood 1936, and tables of the chi-square distribution; three decimals.
@pytest.mark.parametrize(
    ("cases", "low", "high"),
    [(0, 0, 3.689), (1, 0.025, 5.572), (2, 0.242, 7.225), (10, 4.795, 18.390), (100, 81.364, 121.627)],
)
def test_the_exact_interval_of_a_number_of_cases_is_the_published_one(cases, low, high):
    assert poisson_interval(cases) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


@given(COUNTS.filter(bool))
def test_the_bounds_leave_half_of_what_is_uncertain_on_either_side(cases):
    low, high = poisson_interval(cases)
    below = math.fsum(math.exp(k * math.log(high) - high - math.lgamma(k + 1)) for k in range(cases + 1))
    at_low = math.fsum(math.exp(k * math.log(low) - low - math.lgamma(k + 1)) for k in range(cases))
    assert below == pytest.approx(0.025, rel=1e-6)
    assert at_low == pytest.approx(0.975, rel=1e-6)


def test_a_large_number_of_cases_has_bounds_too():
    low, high = poisson_interval(136_437)
    assert low < 136_437 < high
    assert high - low == pytest.approx(2 * 1.96 * math.sqrt(136_437), rel=0.01)


# Wilson 1927 by hand: 1 of 2 is (0.5 + z²/4 ± z·sqrt(0.125 + z²/16)) / (1 + z²/2).
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"), [(1, 2, 9.453, 90.547), (0, 10, 0, 27.753), (10, 10, 72.247, 100)]
)
def test_the_interval_of_a_share_is_wilsons(part, whole, low, high):
    assert share_interval(part, whole) == (pytest.approx(low, abs=1e-3), pytest.approx(high, abs=1e-3))


@given(COUNTS, COUNTS)
def test_a_share_lies_within_its_interval_and_the_interval_within_all(part, rest):
    whole = part + rest
    low, high = share_interval(part, whole)
    assert math.isnan(low) if not whole else 0 <= low <= 100 * part / whole <= high <= 100


@pytest.mark.parametrize("pair", [(1, 0), (3, 2), (-1, 5), (math.nan, 5), (None, 5)])
def test_of_nothing_of_too_many_and_of_what_is_not_known_nothing_can_be_said(pair):
    assert all(map(math.isnan, share_interval(*pair)))
    assert not shares_differ(pair, (1, 100))
    assert not shares_differ((1, 100), pair)


@pytest.mark.parametrize("pair", [(1, 0), (-1, 5), (math.nan, 5), (2, math.inf)])
def test_a_rate_without_a_base_has_no_interval(pair):
    assert all(map(math.isnan, rate_interval(*pair)))
    assert not rates_differ(pair, (1, 100))


def test_a_rate_is_the_number_of_cases_over_its_base():
    low, high = rate_interval(10, 5000, 1000)
    assert (low, high) == (pytest.approx(0.959, abs=1e-3), pytest.approx(3.678, abs=1e-3))


@given(COUNTS, st.integers(1, 3000), COUNTS, st.integers(1, 3000))
def test_whether_rates_differ_does_not_depend_on_the_order(cases, base, others, other_base):
    assert rates_differ((cases, base), (others, other_base)) == rates_differ((others, other_base), (cases, base))


@given(COUNTS, st.integers(1, 3000))
def test_equal_rates_and_shares_never_differ(cases, base):
    assert not rates_differ((cases, base), (2 * cases, 2 * base))
    assert not shares_differ((cases, cases + base), (2 * cases, 2 * (cases + base)))


def test_what_is_far_apart_differs_and_few_cases_do_not():
    assert rates_differ((50, 1000), (100, 1000))
    assert not rates_differ((1, 20), (3, 20))
    assert shares_differ((50, 100), (80, 100))
    assert not shares_differ((1, 2), (2, 3))
