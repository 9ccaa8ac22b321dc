"""Is there a trend in short series that are alike from one period to the next and may have seasons? Many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from matcher.autocorrelation import STEPS, Autocorrelation, autocorrelation_of, inflation
from matcher.intervals import CONFIDENCE
from matcher.kendall import Array, Pairs, Places, deviates, kendall, pairs_of, slope_bounds

SEASONAL_YEARS = 2
"""From which on each season is also compared with itself alone."""
BLOCK = 4_000_000
"""Pairs of periods that are held at once."""


@dataclass(frozen=True, slots=True, eq=False)
class TrendTest:
    """Of each series (rows,)."""

    p: Array
    """Of two sides."""
    sign: Array
    """-1, 0 or 1: whether later values are rather smaller or larger."""
    slope: Array
    """A period."""
    low: Array
    high: Array
    """The bounds of the slope, at CONFIDENCE."""
    by_season: npt.NDArray[np.bool_]
    """Whether slope and sign rest on pairs of the same season."""


@dataclass(frozen=True, slots=True, eq=False)
class _Comparison:
    """What the times of the observations alone decide."""

    pairs: Pairs
    autocorrelation: Autocorrelation
    inflation: Array
    by_season: bool


def trend_test(series: Array, times: Places, per_year: int) -> TrendTest:
    """Of series (rows, n) observed at times (n,), ascending, of which `per_year` make a year.

    Mann-Kendall over all pairs. From SEASONAL_YEARS in which every season was observed on also seasonal Kendall: p is
    then twice the smaller of both (Bonferroni), and the rest is that one's. Both variances allow for autocorrelation.
    """
    comparisons = [_comparison(times, np.zeros_like(times), by_season=False)]
    seasons = times % per_year
    if per_year > 1 and np.bincount(seasons, minlength=per_year).min() >= SEASONAL_YEARS:
        comparisons.append(_comparison(times, seasons, by_season=True))
    size = max(1, BLOCK // len(times) ** 2)
    blocks = (series[start : start + size] for start in range(0, max(1, len(series)), size))
    tests = [_surest([_compared(block, comparison) for comparison in comparisons]) for block in blocks]
    return TrendTest(*map(np.concatenate, zip(*map(_columns, tests), strict=True)))


def _comparison(times: Places, groups: Places, *, by_season: bool) -> _Comparison:
    pairs = pairs_of(times, groups)
    return _Comparison(pairs, autocorrelation_of(times, groups), inflation(pairs), by_season)


def _compared(series: Array, how: _Comparison) -> TrendTest:
    found = kendall(series, how.pairs)
    variance = found.variance * np.interp(how.autocorrelation.of(series), STEPS, how.inflation)
    low, high = slope_bounds(found.slopes, variance, float(ndtri((1 + CONFIDENCE) / 2)))
    return TrendTest(
        p=2 * ndtr(-np.abs(deviates(found.sum, variance))),
        sign=np.sign(found.sum),
        slope=found.slope,
        low=low,
        high=high,
        by_season=np.full(len(series), how.by_season),
    )


def _surest(tests: Sequence[TrendTest]) -> TrendTest:
    """Of each series the test with the smaller p, which then counts for as many as there are."""
    if len(tests) == 1:
        return tests[0]
    plain, seasonal = tests
    surer = seasonal.p < plain.p
    p, *others = (np.where(surer, *both) for both in zip(_columns(seasonal), _columns(plain), strict=True))
    return TrendTest(np.minimum(1.0, 2 * p), *others)


def _columns(test: TrendTest) -> tuple[npt.NDArray[np.generic], ...]:
    return test.p, test.sign, test.slope, test.low, test.high, test.by_season
