"""What share of the ads will ask for a skill in the next periods, and how far off that may be."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matcher.counts import checked_counts
from matcher.errors import InvalidInput
from matcher.intervals import Array, Interval
from matcher.local_level import LocalLevel
from matcher.periods import Grain

MAX_HORIZON = 6
FEWEST_PERIODS = {Grain.MONTH: 12, Grain.QUARTER: 6}
"""With ads, for a forecast. Of longer grains no history was long enough to measure one on."""
MIN_ASKING_LATELY = 3.0
"""Asking ads a period, over the last year on average."""
SCORES = {
    0.80: ((-1.07, -1.11, -1.12, -1.13, -1.15, -1.16), (1.42, 1.52, 1.57, 1.60, 1.60, 1.57)),
    0.95: ((-1.55, -1.58, -1.58, -1.58, -1.57, -1.57), (2.92, 3.14, 3.36, 3.54, 3.58, 3.62)),
}
"""How many spreads the shares of half of 2,335 skills fell below and rose above what was expected, one to MAX_HORIZON
periods ahead, so that this share of them fell between. What that holds on the other half is measured with the rest."""


class Forecaster(Protocol):
    def expected(self, asking: Array, ads: Array, horizon: int) -> Array:
        """(skills, horizon) shares after (skills, periods) asking ads among (periods,) ads, not all of them 0."""
        ...


@dataclass(frozen=True, slots=True)
class Naive:
    """All stays as it was in the last period with ads."""

    def expected(self, asking: Array, ads: Array, horizon: int) -> Array:
        """As `Forecaster` has it."""
        last = int(np.flatnonzero(ads)[-1])
        return np.repeat(asking[:, last, None] / ads[last], horizon, axis=1)


@dataclass(frozen=True, slots=True)
class SeasonalNaive:
    """All comes as it was a year before; where that was not observed, as it was in the last period with ads."""

    per_year: int

    def expected(self, asking: Array, ads: Array, horizon: int) -> Array:
        """As `Forecaster` has it."""
        seen = np.flatnonzero(ads)
        places = [self._before(len(ads) + ahead, seen) for ahead in range(horizon)]
        result: Array = asking[:, places] / ads[places]
        return result

    def _before(self, period: int, seen: npt.NDArray[np.int64]) -> int:
        same = seen[(period - seen) % self.per_year == 0]
        return int(same[-1]) if len(same) else int(seen[-1])


class Unforeseen(StrEnum):
    """Why nothing is said of the next periods."""

    TOO_SHORT = "too few periods with ads"
    TOO_SPARSE = f"asked for by fewer than {MIN_ASKING_LATELY:g} ads a period of the last year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """Of one period to come; shares in [0, 1]."""

    share: float
    likely: Interval
    """Holds the share four times in five."""
    almost_sure: Interval
    """Holds it 19 times in 20."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    expected: tuple[Expected, ...]
    """The next periods, in order; empty where nothing is said of them."""
    unforeseen: Unforeseen | None


def forecast_shares(asking: npt.ArrayLike, ads: npt.ArrayLike, grain: Grain, horizon: int) -> tuple[Forecast, ...]:
    """One forecast for each skill of a slice, in order, by the forecaster that erred least.

    `asking` (skills, periods) and `ads` (periods,) as for `find_trends`. The share of a period is what is foreseen, as
    it will be counted, not the demand behind it: with few ads it is less sure.
    Raises InvalidInput for what are no counts, a horizon beyond 1 to MAX_HORIZON, and half-years and years.
    """
    wanted, total = checked_counts(asking, ads)
    if not 1 <= horizon <= MAX_HORIZON:
        raise InvalidInput("horizon", f"{horizon}; from 1 to {MAX_HORIZON} periods ahead are foreseen")
    if grain not in FEWEST_PERIODS:
        raise InvalidInput("grain", f"forecasts are made for months and quarters, not for a {grain}")
    if np.count_nonzero(total) < FEWEST_PERIODS[grain]:
        return (Forecast(expected=(), unforeseen=Unforeseen.TOO_SHORT),) * len(wanted)
    dense = foreseeable(wanted, total, grain)
    outlook = LocalLevel().outlook(wanted[dense], total, horizon, grain.per_year)
    foreseen = (_forecast(level, spread) for level, spread in zip(outlook.level, outlook.spread, strict=True))
    sparse = Forecast(expected=(), unforeseen=Unforeseen.TOO_SPARSE)
    return tuple(next(foreseen) if enough else sparse for enough in dense)


def foreseeable(asking: Array, ads: Array, grain: Grain) -> npt.NDArray[np.bool_]:
    """(skills,) whether enough ads of the last year ask for each."""
    lately = int(np.count_nonzero(ads[-grain.per_year :]))
    result: npt.NDArray[np.bool_] = asking[:, -grain.per_year :].sum(axis=1) >= MIN_ASKING_LATELY * max(1, lately)
    return result


def _forecast(level: float, spread: Array) -> Forecast:
    expected = tuple(
        Expected(
            share=float(level),
            likely=_interval(0.80, level, float(one), ahead),
            almost_sure=_interval(0.95, level, float(one), ahead),
        )
        for ahead, one in enumerate(spread)
    )
    return Forecast(expected=expected, unforeseen=None)


def _interval(confidence: float, level: float, spread: float, ahead: int) -> Interval:
    low, high = (scores[ahead] for scores in SCORES[confidence])
    return Interval(float(max(0.0, level + low * spread)), float(min(1.0, level + high * spread)))
