"""Kendall's sum, its variance and the slopes against scipy and pymannkendall, and by hand."""

import numpy as np
import pymannkendall
import pytest
from scipy.stats import kendalltau, theilslopes

from matcher.kendall import Array, deviates, kendall, pairs_of, slope_bounds

RNG = np.random.default_rng(3)
SMOOTH = RNG.normal(size=(4, 30)) + np.linspace(0, 1, 30)
TIED = np.round(RNG.normal(size=(4, 30)) * 1.5)
ONE = np.zeros(30, dtype=np.int64)
TIMES = np.arange(30)


def test_three_values_by_hand() -> None:
    found = kendall(np.array([[1.0, 3.0, 2.0]]), pairs_of(np.arange(3), np.zeros(3, dtype=np.int64)))
    assert found.sum.tolist() == [1.0]
    assert found.variance.tolist() == [pytest.approx(3 * 2 * 11 / 18)]
    assert found.slopes.tolist() == [[-1.0, 0.5, 2.0]]


@pytest.mark.parametrize("series", [SMOOTH, TIED])
def test_all_pairs_are_mann_and_kendalls(series: Array) -> None:
    found = kendall(series, pairs_of(TIMES, ONE))
    for row, expected in enumerate(map(pymannkendall.original_test, series)):
        assert found.sum[row] == expected.s
        assert found.variance[row] == pytest.approx(expected.var_s)
        assert deviates(found.sum, found.variance)[row] == pytest.approx(expected.z)
        assert found.slope[row] == pytest.approx(expected.slope)


def test_over_the_number_of_pairs_the_sum_is_kendalls_tau() -> None:
    found = kendall(SMOOTH, pairs_of(TIMES, ONE))
    assert found.sum[0] / (30 * 29 / 2) == pytest.approx(kendalltau(TIMES, SMOOTH[0]).statistic)


@pytest.mark.parametrize("series", [SMOOTH, TIED])
@pytest.mark.parametrize("period", [4, 12])
def test_pairs_of_a_season_are_hirsch_slack_and_smiths(series: Array, period: int) -> None:
    found = kendall(series, pairs_of(TIMES, TIMES % period))
    for row, values in enumerate(series):
        expected = pymannkendall.seasonal_test(values, period=period)
        assert found.sum[row] == expected.s
        assert found.variance[row] == pytest.approx(expected.var_s)
        assert found.slope[row] * period == pytest.approx(expected.slope)


@pytest.mark.parametrize("series", [SMOOTH, TIED])
def test_the_bounds_of_the_slope_are_those_of_scipy_and_holes_in_time_count(series: Array) -> None:
    times = np.delete(np.arange(32), [5, 17])
    found = kendall(series, pairs_of(times, ONE))
    low, high = slope_bounds(found.slopes, found.variance, 1.959963984540054)
    for row, values in enumerate(series):
        expected = theilslopes(values, times, alpha=0.95)
        assert (low[row], high[row]) == pytest.approx((expected.low_slope, expected.high_slope))
        assert found.slope[row] == pytest.approx(expected.slope)


def test_what_never_changes_has_no_deviate() -> None:
    found = kendall(np.full((1, 30), 0.25), pairs_of(TIMES, ONE))
    assert (found.sum[0], found.variance[0], deviates(found.sum, found.variance)[0]) == (0.0, 0.0, 0.0)


def test_an_observation_weighs_by_how_many_of_its_season_lie_before_and_after() -> None:
    assert pairs_of(np.arange(4), np.zeros(4, dtype=np.int64)).weights.tolist() == [-3, -1, 1, 3]
    assert pairs_of(np.arange(5), np.arange(5) % 2).weights.tolist() == [-2, -1, 0, 1, 2]
