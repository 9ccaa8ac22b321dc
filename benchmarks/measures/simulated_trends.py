"""How often trend tests find a trend where there is none, and where there is one: simulated shares of known kind.

Series are normal with autocorrelation r from month to month (AR(1)), with or without a season (a sine of 1.5 standard
deviations, its phase by chance), and with a trend that rises by so many standard deviations from first to last month.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import perf_counter
from typing import Any, TypeAlias

import numpy as np
import pymannkendall
from scipy.special import ndtr

from matcher.intervals import Array
from matcher.kendall import deviates, kendall, pairs_of
from matcher.periods import Grain
from matcher.trend_test import trend_test
from matcher.trends import Direction, find_trends

Test: TypeAlias = Callable[[Array], Array]
"""(series, months) -> p (series,)"""

SEED = 11
SERIES = 1000
SLOW_SERIES = 100
"""For tests that take one series at a time."""
MONTHS = (18, 24, 36, 42, 60)
ALIKE = (0.0, 0.2, 0.4, 0.6, 0.8)
SEASON = 1.5
RISES = (1.5, 3.0)
LEVEL = 0.05
DRAWS = 5
GROWTH = 20


@dataclass(frozen=True, slots=True)
class Kind:
    """Of simulated series."""

    alike: float
    season: float = 0.0
    rise: float = 0.0

    def __str__(self) -> str:
        return f"{'trend' if self.rise else 'none'}, r {self.alike}{', season' if self.season else ''}"


def measure() -> dict[str, Any]:
    rng = np.random.default_rng(SEED)
    return {
        "series": SERIES,
        "false positives": {str(n): _over(rng, n, 0.0) for n in MONTHS},
        "power": {str(n): {str(rise): _over(rng, n, rise) for rise in RISES} for n in MONTHS},
        "tests at 36 months": _tests_compared(rng),
        "discoveries": _discoveries(rng),
        "flat, more and more ads": {str(asking): _more_ads(rng, asking) for asking in (1, 3, 5, 10)},
        "seconds": _seconds(rng),
    }


def simulated(rng: np.random.Generator, rows: int, months: int, kind: Kind) -> Array:
    values = rng.normal(size=(rows, months + 50))
    for month in range(1, months + 50):
        values[:, month] = kind.alike * values[:, month - 1] + (1 - kind.alike**2) ** 0.5 * values[:, month]
    time, phase = np.arange(months), rng.uniform(0, 2 * np.pi, (rows, 1))
    return values[:, 50:] + kind.season * np.sin(2 * np.pi * time / 12 + phase) + kind.rise * time / (months - 1)


def _ours(series: Array) -> Array:
    return trend_test(series, np.arange(series.shape[1]), 12).p


def _over(rng: np.random.Generator, months: int, rise: float) -> dict[str, list[float]]:
    """For no season and a season, the share found at each of ALIKE."""
    return {
        name: [_share(_ours(simulated(rng, SERIES, months, Kind(alike, season, rise)))) for alike in ALIKE]
        for name, season in (("no season", 0.0), ("season", SEASON))
    }


def _share(p: Array) -> float:
    return round(float((p < LEVEL).mean()), 3)


def _plain(series: Array) -> Array:
    return _kendall(series, 1)


def _seasonal(series: Array) -> Array:
    return _kendall(series, 12)


def _kendall(series: Array, seasons: int) -> Array:
    times = np.arange(series.shape[1])
    found = kendall(series, pairs_of(times, times % seasons))
    result: Array = 2 * ndtr(-np.abs(deviates(found.sum, found.variance)))
    return result


def _one_by_one(test: Callable[[Array], Any]) -> Test:
    """A variance that comes out below 0 gives no p, and so no trend."""

    def tested(series: Array) -> Array:
        with np.errstate(invalid="ignore"):
            return np.array([test(row).p for row in series[:SLOW_SERIES]])

    return tested


TESTS: Mapping[str, Test] = {
    "ours": _ours,
    "Mann-Kendall": _plain,
    "seasonal Kendall (Hirsch, Slack, Smith 1982)": _seasonal,
    "with covariances (Hirsch, Slack 1984)": _one_by_one(
        lambda row: pymannkendall.correlated_seasonal_test(row, period=12)
    ),
    "Hamed and Rao 1998": _one_by_one(pymannkendall.hamed_rao_modification_test),
    "prewhitened (Yue, Wang 2002)": _one_by_one(pymannkendall.pre_whitening_modification_test),
    "trend-free prewhitened": _one_by_one(pymannkendall.trend_free_pre_whitening_modification_test),
}


def _tests_compared(rng: np.random.Generator) -> dict[str, dict[str, float]]:
    kinds = {
        str(kind): simulated(rng, SERIES, 36, kind)
        for rise in (0.0, 3.0)
        for alike in (0.0, 0.4, 0.6)
        for kind in (Kind(alike, 0.0, rise), Kind(alike, SEASON, rise))
    }
    return {name: {kind: _share(test(series)) for kind, series in kinds.items()} for name, test in TESTS.items()}


def _discoveries(rng: np.random.Generator) -> dict[str, float]:
    """Of 2,000 skills among 1,000 ads a month over 42 months, of which one in ten rises by half; over DRAWS."""
    skills, months = 2000, 42
    rises = np.arange(skills) % 10 == 0
    called = np.zeros((DRAWS, skills), dtype=bool)
    for draw in range(DRAWS):
        start = np.exp(rng.uniform(np.log(0.01), np.log(0.3), (skills, 1)))
        drift = 0.1 * simulated(rng, skills, months, Kind(0.4))
        shares = start * np.exp(drift) * (1 + 0.5 * rises[:, None] * np.linspace(0, 1, months))
        found = find_trends(rng.binomial(1000, np.minimum(shares, 1)), np.full(months, 1000), Grain.MONTH)
        called[draw] = [one.direction in (Direction.RISING, Direction.FALLING) for one in found]
    return {
        "called a trend": round(float(called.sum(axis=1).mean()), 1),
        "of them none": round(float(called[:, ~rises].sum() / called.sum()), 3),
        "found of those that rise": round(float(called[:, rises].mean()), 3),
    }


def _more_ads(rng: np.random.Generator, asking: float) -> dict[str, float]:
    """The false positives at flat shares and so many asking ads a month, where ads become GROWTH times as many."""
    found = {}
    for months in (18, 36):
        ads = np.round(np.linspace(100, 100 * GROWTH, months))
        counts = rng.binomial(ads.astype(np.int64), asking / ads.mean(), (SERIES, months))
        found[str(months)] = _share(_ours(counts / ads))
    return found


def _seconds(rng: np.random.Generator) -> float:
    """For 3,000 skills over 42 months, the best of three."""
    asking = rng.binomial(1000, rng.uniform(0.01, 0.3, (3000, 1)), (3000, 42))
    taken = []
    for _ in range(3):
        start = perf_counter()
        find_trends(asking, np.full(42, 1000), Grain.MONTH)
        taken.append(perf_counter() - start)
    return round(min(taken), 2)


def report(figures: Mapping[str, Any]) -> list[str]:
    kinds = list(next(iter(figures["tests at 36 months"].values())))
    found = figures["discoveries"]
    sparse = ", ".join(
        f"{asking} asking ads a month {rates['18']:.1%} and {rates['36']:.1%}"
        for asking, rates in figures["flat, more and more ads"].items()
    )
    return [
        f"Trend test, p < {LEVEL}, {figures['series']} simulated series each; r is the autocorrelation from month to "
        f"month; a season is a sine of {SEASON} standard deviations. A trend rises by so many standard deviations from "
        "the first month to the last; 0 is no trend, and what is found there is false.",
        "",
        f"| months | rise | season | {' | '.join(f'r {alike}' for alike in ALIKE)} |",
        f"| ---: | ---: | --- |{' ---: |' * len(ALIKE)}",
        *(
            f"| {n} | {rise} | {name} | {' | '.join(f'{value:.3f}' for value in row)} |"
            for n in figures["false positives"]
            for rise, rows in (("0", figures["false positives"][n]), *figures["power"][n].items())
            for name, row in rows.items()
        ),
        "",
        f"The same for other tests at 36 months (those of pymannkendall on {SLOW_SERIES} series); a trend rises by 3.",
        "",
        f"| test | {' | '.join(kinds)} |",
        f"| --- |{' ---: |' * len(kinds)}",
        *(
            f"| {name} | {' | '.join(f'{row[kind]:.3f}' for kind in kinds)} |"
            for name, row in figures["tests at 36 months"].items()
        ),
        "",
        f"Of 2,000 skills among 1,000 ads a month over 42 months, of which 200 rise by half (r 0.4, {DRAWS} draws): "
        f"{found['called a trend']:.0f} called a trend, {found['of them none']:.1%} of them wrongly; "
        f"{found['found of those that rise']:.1%} of the 200 found. Where ads become {GROWTH} times as many, of flat "
        f"shares with {sparse} are called trends in 18 and 36 months. 3,000 skills over 42 months take "
        f"{figures['seconds']} s.",
    ]
