"""Whether the share of ads that ask for a skill rises or falls, by how much a year, and how sure that is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.stats import false_discovery_control

from matcher.counts import checked_counts
from matcher.intervals import Array, Interval
from matcher.periods import Grain
from matcher.trend_test import TrendTest, trend_test

FALSE_DISCOVERIES = 0.05
"""Of the trends that are called rising or falling, the share that may be none."""
MIN_PERIODS = 8
"""With ads, for a trend to be tested."""
MIN_YEARS = 1.5
"""From the first of them to the last: in less a season looks like a trend."""
MIN_ASKING = 5.0
"""Asking ads a period, on average: with fewer, and ads that become more, shares seem to rise by their steps alone."""
PERCENT = 100.0


class Direction(StrEnum):
    RISING = "rising"
    FALLING = "falling"
    UNCLEAR = "no clear trend"
    UNTESTED = "not tested"


class Untested(StrEnum):
    """Why no trend was looked for."""

    TOO_SHORT = f"fewer than {MIN_PERIODS} periods with ads, or less than {MIN_YEARS:g} years of them"
    TOO_SPARSE = f"asked for by fewer than {MIN_ASKING:g} ads a period"


class Unclear(StrEnum):
    """Why nothing is called a trend although the interval of its slope leaves out 0."""

    BY_TESTS = (
        "the interval leaves out 0, but rests on one comparison of periods; the tests decide (from two years on two "
        f"together), and by them this may be chance: p is above {FALSE_DISCOVERIES:g}"
    )
    AMONG_OTHERS = (
        "the interval leaves out 0, but regards this alone; of so many that were tested together some look like trends "
        f"by chance, and with that allowed for q is above {FALSE_DISCOVERIES:g}"
    )


class Compared(StrEnum):
    """Which periods the slope rests on."""

    ALL = "every two periods"
    SEASONS = "every two of the same season"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    direction: Direction
    untested: Untested | None
    """None where it was tested; the next five are None where it was not."""
    slope: float | None
    """Percentage points of share a year."""
    slope_interval: Interval | None
    """Of 95 %; it regards this skill alone, whereas the direction regards all of the slice."""
    p: float | None
    q: float | None
    """The least share of false discoveries among the trends called such, if this one is."""
    compared: Compared | None
    periods: int
    """With ads."""
    ads: int
    """Of the slice, in those periods."""
    asking: int
    """Of the ads, for this skill."""

    @property
    def unclear(self) -> Unclear | None:
        """None where the direction says what the interval seems to say."""
        own = self.slope_interval
        if self.direction is not Direction.UNCLEAR or self.p is None or own is None or own.low <= 0 <= own.high:
            return None
        return Unclear.BY_TESTS if self.p > FALSE_DISCOVERIES else Unclear.AMONG_OTHERS


def find_trends(asking: npt.ArrayLike, ads: npt.ArrayLike, grain: Grain) -> tuple[Trend, ...]:
    """One trend for each skill of a slice, in order.

    `asking` (skills, periods) are the ads that ask for each, `ads` (periods,) all of the slice, in consecutive periods.
    Periods without ads are missing. The test is `trend_test`; q is Benjamini and Hochberg's (1995), over the skills of
    the slice that were tested.
    Raises InvalidInput for what are no counts, and for more than MAX_PERIODS periods.
    """
    wanted, total = checked_counts(asking, ads)
    times = np.flatnonzero(total)
    sums = wanted.sum(axis=1)
    facts = {"periods": len(times), "ads": int(total.sum())}
    if len(times) < MIN_PERIODS or times[-1] - times[0] + 1 < MIN_YEARS * grain.per_year:
        return tuple(_untested(Untested.TOO_SHORT, int(asked), **facts) for asked in sums)
    dense = sums >= MIN_ASKING * len(times)
    test = trend_test(wanted[np.ix_(dense, times)] / total[times], times, grain.per_year)
    tested = _judged(test, sums[dense], grain, **facts)
    sparse = (_untested(Untested.TOO_SPARSE, int(asked), **facts) for asked in sums[~dense])
    return tuple(next(tested) if enough else next(sparse) for enough in dense)


def _untested(reason: Untested, asking: int, *, periods: int, ads: int) -> Trend:
    return Trend(
        direction=Direction.UNTESTED,
        untested=reason,
        slope=None,
        slope_interval=None,
        p=None,
        q=None,
        compared=None,
        periods=periods,
        ads=ads,
        asking=asking,
    )


def _judged(test: TrendTest, asking: Array, grain: Grain, *, periods: int, ads: int) -> Iterator[Trend]:
    """One trend a row of the test."""
    points = grain.per_year * PERCENT
    q = false_discovery_control(test.p) if len(test.p) else test.p
    for row in range(len(test.p)):
        yield Trend(
            direction=_direction(float(test.sign[row]), float(q[row])),
            untested=None,
            slope=float(test.slope[row]) * points,
            slope_interval=Interval(float(test.low[row]) * points, float(test.high[row]) * points),
            p=float(test.p[row]),
            q=float(q[row]),
            compared=Compared.SEASONS if test.by_season[row] else Compared.ALL,
            periods=periods,
            ads=ads,
            asking=int(asking[row]),
        )


def _direction(sign: float, q: float) -> Direction:
    if q > FALSE_DISCOVERIES:
        return Direction.UNCLEAR
    return Direction.RISING if sign > 0 else Direction.FALLING
