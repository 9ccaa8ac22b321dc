"""Autocorrelation is found without the bias that short series have, and widens Kendall's variance as the papers say."""

import numpy as np
import pytest

from matcher.autocorrelation import STEPS, autocorrelation_of, inflation
from matcher.kendall import Array, kendall, pairs_of


def alike(rows: int, n: int, r: float, seed: int = 1) -> Array:
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(rows, n + 60))
    for place in range(1, n + 60):
        values[:, place] = r * values[:, place - 1] + (1 - r * r) ** 0.5 * values[:, place]
    return values[:, 60:]


@pytest.mark.parametrize("r", [0.3, 0.5, 0.7])
@pytest.mark.parametrize("seasons", [1, 12])
def test_what_was_put_in_is_found_whatever_trend_and_season_lie_over_it(r: float, seasons: int) -> None:
    times = np.arange(60)
    groups = times % seasons
    series = alike(3000, 60, r) + 0.1 * times + np.sin(groups)
    found = autocorrelation_of(times, groups).of(series)
    assert np.median(found) == pytest.approx(r, abs=0.04)


def test_none_is_found_in_what_does_not_vary_and_in_what_alternates() -> None:
    times, groups = np.arange(20), np.zeros(20, dtype=np.int64)
    found = autocorrelation_of(times, groups).of(np.array([np.zeros(20), np.full(20, 0.3), times % 2.0]))
    assert found.tolist() == [0.0, 0.0, 0.0]


def test_only_periods_that_touch_are_neighbours() -> None:
    times = np.array([0, 1, 2, 3, 10, 11, 12, 13, 14, 15, 30, 31, 32, 33, 34, 35])
    whole = alike(3000, 36, 0.5)
    found = autocorrelation_of(times, np.zeros_like(times)).of(whole[:, times])
    assert np.mean(found) == pytest.approx(0.5, abs=0.1)


def test_over_all_pairs_the_variance_grows_as_hamed_and_rao_say() -> None:
    n = 40
    grown = inflation(pairs_of(np.arange(n), np.zeros(n, dtype=np.int64)))
    lag, r = np.arange(1, n), STEPS[16]
    expected = 1 + 2 / (n * (n - 1) * (n - 2)) * ((n - lag) * (n - lag - 1) * (n - lag - 2) * r**lag).sum()
    assert r == pytest.approx(0.4)
    assert grown[16] == pytest.approx(expected, rel=0.03)
    assert grown[0] == pytest.approx(1)


@pytest.mark.parametrize(("n", "seasons", "r"), [(36, 1, 0.4), (36, 1, 0.6), (120, 12, 0.4), (120, 12, 0.6)])
def test_the_grown_variance_is_that_of_simulated_sums(n: int, seasons: int, r: float) -> None:
    assert _grown(n, seasons, r) == pytest.approx(1, abs=0.12)


@pytest.mark.parametrize("r", [0.4, 0.6])
def test_with_three_years_of_seasons_it_is_rather_too_large(r: float) -> None:
    assert 1.1 < _grown(36, 12, r) < 1.3


def _grown(n: int, seasons: int, r: float) -> float:
    """Over the variance of simulated sums."""
    times = np.arange(n)
    pairs = pairs_of(times, times % seasons)
    found = kendall(alike(3000, n, r), pairs)
    return float(found.variance[0] * np.interp(r, STEPS, inflation(pairs)) / np.var(found.sum))
