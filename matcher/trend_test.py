"""Is there a trend in short series that are alike from one period to the next and may have seasons? Many at once."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri

from matcher.autocorrelation import STEPS, autocorrelation_of, inflation
from matcher.intervals import CONFIDENCE
from matcher.kendall import Array, Places, deviates, kendall, pairs_of, slope_bounds

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


def trend_test(series: Array, times: Places, per_year: int) -> TrendTest:
    """Of series (rows, n) observed at times (n,), ascending, of which `per_year` make a year.

    Mann-Kendall over all pairs. From SEASONAL_YEARS in which every season was observed on also seasonal Kendall: p is
    then twice the smaller of both (Bonferroni), and the rest is that one's. Both variances allow for autocorrelation.
    """
    size = max(1, BLOCK // len(times) ** 2)
    blocks = [_block(series[start : start + size], times, per_year) for start in range(0, max(1, len(series)), size)]
    return _joined(blocks)


def _block(series: Array, times: Places, per_year: int) -> TrendTest:
    plain = _compared(series, times, np.zeros_like(times), by_season=False)
    seasons = times % per_year
    if per_year == 1 or np.bincount(seasons, minlength=per_year).min() < SEASONAL_YEARS:
        return plain
    seasonal = _compared(series, times, seasons, by_season=True)
    surer = seasonal.p < plain.p
    columns = (np.where(surer, *both) for both in zip(_columns(seasonal), _columns(plain), strict=True))
    p, *others = columns
    return TrendTest(np.minimum(1.0, 2 * p), *others)


def _compared(series: Array, times: Places, groups: Places, *, by_season: bool) -> TrendTest:
    """By the pairs of each group alone."""
    pairs = pairs_of(times, groups)
    found = kendall(series, pairs)
    alike = autocorrelation_of(times, groups).of(series)
    variance = found.variance * np.interp(alike, STEPS, inflation(pairs))
    low, high = slope_bounds(found.slopes, variance, float(ndtri((1 + CONFIDENCE) / 2)))
    return TrendTest(
        p=2 * ndtr(-np.abs(deviates(found.sum, variance))),
        sign=np.sign(found.sum),
        slope=np.median(found.slopes, axis=1),
        low=low,
        high=high,
        by_season=np.full(len(series), by_season),
    )


def _columns(test: TrendTest) -> tuple[npt.NDArray[np.generic], ...]:
    return test.p, test.sign, test.slope, test.low, test.high, test.by_season


def _joined(blocks: list[TrendTest]) -> TrendTest:
    return TrendTest(*map(np.concatenate, zip(*map(_columns, blocks), strict=True)))
