"""The Wilson interval against scipy's, a hand calculation, and what it is for."""

import numpy as np
import pytest
from scipy.stats import binomtest

from matcher.errors import InvalidInput
from matcher.intervals import Interval, wilson, wilson_interval


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95, 0.99])
def test_the_bounds_are_those_of_scipy(confidence: float) -> None:
    hits, n = np.array([0, 1, 3, 5, 10, 10, 400, 0]), np.array([1, 1, 7, 10, 10, 1000, 1000, 5000])
    found = wilson(hits, n, confidence)
    for place, (k, of) in enumerate(zip(hits.tolist(), n.tolist(), strict=True)):
        expected = binomtest(k, of).proportion_ci(confidence, method="wilson")
        assert found.low[place] == pytest.approx(expected.low, abs=1e-12)
        assert found.high[place] == pytest.approx(expected.high, abs=1e-12)


def test_five_of_ten_by_hand() -> None:
    found = wilson_interval(5, 10)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (0.2366, 0.7634)


def test_of_nothing_there_is_no_interval() -> None:
    assert wilson_interval(0, 0) is None
    found = wilson([0, 1, 0], [0, 2, np.nan])
    assert [found.at(place) is None for place in range(3)] == [True, False, True]
    assert np.isnan(found.high).tolist() == [True, False, True]


def test_none_and_all_touch_the_ends_and_no_bound_leaves_them() -> None:
    ends = wilson([0, 3], 3)
    assert ends.low.tolist() == [0.0, pytest.approx(0.4385, abs=1e-4)]
    assert ends.high.tolist() == [pytest.approx(0.5615, abs=1e-4), 1.0]
    assert ends.at(0) == Interval(0.0, float(ends.high[0]))
    found = wilson(np.arange(51), 50, 0.999)
    assert ((found.low >= 0) & (found.high <= 1) & (found.low < found.high)).all()


def test_fractions_of_an_ad_are_counts_too() -> None:
    between = wilson_interval(2.5, 5.0)
    wider, narrower = wilson_interval(2, 4), wilson_interval(3, 6)
    assert between is not None
    assert wider is not None
    assert narrower is not None
    assert wider.low < between.low < narrower.low < 0.5 < narrower.high < between.high < wider.high


def test_counts_of_any_shape_are_broadcast() -> None:
    found = wilson([[1, 2, 3], [4, 5, 6]], [10, 20, 30])
    assert found.low.shape == (2, 3)
    assert found.at((1, 2)) == wilson_interval(6, 30)


def test_no_counts_no_intervals() -> None:
    assert wilson([], []).low.tolist() == []


@pytest.mark.parametrize(
    ("hits", "n", "confidence", "field", "words"),
    [
        ([1, 3], [2, 2], 0.95, "successes", "3 of 2 at 1: more than there are"),
        ([-1], [2], 0.95, "successes", "from 0 on"),
        ([np.nan], [2], 0.95, "successes", "from 0 on"),
        ([1], [-2], 0.95, "n", "from 0 on"),
        ([1], [np.inf], 0.95, "n", "from 0 on"),
        ([1], [2], 1.0, "confidence", "between 0 and 1"),
        ([1], [2], np.nan, "confidence", "between 0 and 1"),
    ],
)
def test_what_is_no_count_is_named(
    hits: list[float], n: list[float], confidence: float, field: str, words: str
) -> None:
    with pytest.raises(InvalidInput, match=words) as refused:
        wilson(hits, n, confidence)
    assert refused.value.field == field
