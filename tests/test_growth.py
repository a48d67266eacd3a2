"""What a growth is made of."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from xxgk.reading.measures import Change, contributions

NUMBERS = st.integers(0, 500)


def parts(*pairs):
    return contributions({str(place): Change([before], [now]) for place, (before, now) in enumerate(pairs)})


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5))
def test_points_add_up_to_the_growth_and_cases_to_the_change(pairs):
    found = parts(*pairs).values()
    before, now = (sum(column) for column in zip(*pairs, strict=True))
    assert sum(one.change for one in found) == now - before
    assert sum(one.points for one in found) == pytest.approx(100 * (now - before) / before) if before else True


def test_growth_from_nothing_has_cases_but_no_points():
    (one,) = parts((0, 7)).values()
    assert one.change == 7
    assert math.isnan(one.points)
    assert one.share_pct == 100


def test_parts_that_move_against_one_another_have_no_share_of_the_change():
    up, down = parts((10, 20), (10, 4)).values()
    assert (up.points, down.points) == (50, -30)
    assert math.isnan(up.share_pct)
    assert math.isnan(down.share_low_pct)


def test_where_nothing_changed_there_is_nothing_to_share():
    one, _ = parts((5, 5), (3, 3)).values()
    assert (one.change, one.points) == (0, 0)
    assert math.isnan(one.share_pct)


def test_contradicting_figures_give_bounds_round_what_the_printed_ones_give():
    found = contributions({"a": Change([100], [120, 130]), "b": Change([100, 90], [110])})
    a = found["a"]
    assert a.points == 10
    assert (a.points_low, a.points_high) == (10, pytest.approx(30 / 190 * 100))
    assert a.share_low_pct == pytest.approx(50)
    assert a.share_high_pct == pytest.approx(75)


def test_without_contradiction_the_bounds_meet():
    for one in parts((10, 20), (10, 30)).values():
        assert one.points_low == one.points == one.points_high
        assert one.share_low_pct == one.share_pct == one.share_high_pct
