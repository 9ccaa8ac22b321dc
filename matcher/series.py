"""Demand over time: who asks for what in each period, with its trend and what comes next."""

from dataclasses import dataclass

import numpy as np

from matcher.ad_store import AdFacts
from matcher.askings import Askings, Ints, count_by
from matcher.forecasting import FEWEST_PERIODS, Forecast, forecast_shares
from matcher.intervals import Interval, wilson
from matcher.periods import Grain, Period, consecutive, ordinals, partly_observed
from matcher.slices import Mask
from matcher.trends import Trend, find_trends


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Series:
    """Dated ads of a slice, by period; undated ones are in none."""

    grain: Grain
    periods: tuple[Period, ...]
    """Consecutive; none where no ad is dated."""
    partly: tuple[bool, ...]
    """Whether a period was only partly observed: the first and the last may be."""
    asking: Ints
    """(things, periods)"""
    ads: Ints
    """(periods,)"""

    def trends(self) -> tuple[Trend, ...]:
        """One a thing, in order."""
        return find_trends(self.asking, self.ads, self.grain) if self.periods else ()

    def points(self, thing: int) -> tuple["Point", ...]:
        bounds = wilson(self.asking[thing], self.ads)
        return tuple(
            Point(
                period=period,
                ads=int(self.ads[at]),
                asking=int(self.asking[thing, at]),
                interval=bounds.at(at),
                partly=self.partly[at],
            )
            for at, period in enumerate(self.periods)
        )

    def forecast(self, thing: int, horizon: int) -> Forecast | None:
        """None where nothing is foreseen at this grain, or no ad is dated."""
        if self.grain not in FEWEST_PERIODS or not self.periods:
            return None
        return forecast_shares(self.asking, self.ads, self.grain, horizon)[thing]

    def following(self, horizon: int) -> tuple[Period, ...]:
        """The next periods."""
        last = self.periods[-1].ordinal
        return tuple(Period(self.grain, last + ahead) for ahead in range(1, horizon + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One period of one thing."""

    period: Period
    ads: int
    """Of the slice."""
    asking: int
    interval: Interval | None
    """Of the share, Wilson's at 95 %, of ads taken for independent; None where there are no ads."""
    partly: bool

    @property
    def share(self) -> float | None:
        return self.asking / self.ads if self.ads else None


def series(facts: AdFacts, own: Askings, within: Mask, grain: Grain) -> Series:
    """Raises InvalidInput where the dates lie too far apart."""
    dated = within & ~np.isnat(facts.posted)
    if not dated.any():
        none = np.zeros((own.things, 0), dtype=np.int64)
        return Series(grain=grain, periods=(), partly=(), asking=none, ads=none[0] if own.things else none.sum(axis=0))
    days = facts.posted[dated]
    first, last = days.min().item(), days.max().item()
    periods = consecutive(first, last, grain)
    bins = np.full(len(within), -1, dtype=np.int32)
    bins[dated] = ordinals(days, grain) - periods[0].ordinal
    return Series(
        grain=grain,
        periods=periods,
        partly=tuple(partly_observed(period, first, last) for period in periods),
        asking=count_by(own, bins, len(periods)),
        ads=np.bincount(bins[dated], minlength=len(periods)),
    )
