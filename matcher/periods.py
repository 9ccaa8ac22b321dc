"""Months, quarters, half-years and years: which one a day lies in, and all from one day to another."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matcher.errors import InvalidInput

Days: TypeAlias = npt.NDArray[np.datetime64]
Ordinals: TypeAlias = npt.NDArray[np.int64]

MAX_PERIODS = 600
"""In a row: fifty years of months. More come of a wrong date, and are refused."""
SLACK_DAYS = 3
"""That may lack at an end of a period which still counts as wholly observed: a weekend and a holiday without ads."""
_YEAR_ZERO_TO_1970 = 1970 * 12


class Grain(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF_YEAR: 6, Grain.YEAR: 12}[self]

    @property
    def per_year(self) -> int:
        """Periods of a year."""
        return 12 // self.months


@dataclass(frozen=True, slots=True)
class Period:
    """One period of the calendar; those of one grain are ordered by, and consecutive in, their ordinals."""

    grain: Grain
    ordinal: int
    """Periods of this grain from January of the year 0 to this one."""

    @property
    def label(self) -> str:
        """2018-03, 2018-Q1, 2018-H1 or 2018."""
        year, place = divmod(self.ordinal, self.grain.per_year)
        marks = {Grain.MONTH: f"-{place + 1:02d}", Grain.QUARTER: f"-Q{place + 1}", Grain.HALF_YEAR: f"-H{place + 1}"}
        return f"{year:04d}{marks.get(self.grain, '')}"

    @property
    def first_day(self) -> date:
        year, month = divmod(self.ordinal * self.grain.months, 12)
        return date(year, month + 1, 1)

    @property
    def last_day(self) -> date:
        year, month = divmod((self.ordinal + 1) * self.grain.months - 1, 12)
        return date.max if (year, month) == (9999, 11) else _next_month(year, month) - timedelta(days=1)


def _next_month(year: int, month: int) -> date:
    """Its first day; `month` counts from 0."""
    return date(year + (month == 11), (month + 1) % 12 + 1, 1)


def period_of(day: date, grain: Grain) -> Period:
    """The period that the day lies in."""
    return Period(grain, (day.year * 12 + day.month - 1) // grain.months)


def ordinals(days: Days, grain: Grain) -> Ordinals:
    """The ordinal of each day's period, `period_of` for arrays. Raises InvalidInput where a day is not a time."""
    if np.isnat(days).any():
        raise InvalidInput("days", f"no date at {int(np.flatnonzero(np.isnat(days))[0])}")
    months = days.astype("datetime64[M]").astype(np.int64) + _YEAR_ZERO_TO_1970
    result: Ordinals = months // grain.months
    return result


def consecutive(first: date, last: date, grain: Grain) -> tuple[Period, ...]:
    """Every period from the first day's to the last day's, those without ads too.

    Raises InvalidInput where the last day lies before the first, or there would be more than MAX_PERIODS.
    """
    start, end = period_of(first, grain).ordinal, period_of(last, grain).ordinal
    if last < first:
        raise InvalidInput("last", f"{last} lies before {first}")
    if end - start >= MAX_PERIODS:
        raise InvalidInput(
            "periods",
            f"from {first} to {last} there are {end - start + 1:,} periods of a {grain}; at most {MAX_PERIODS} are "
            "counted: take a longer grain, or leave out ads with a wrong date",
        )
    return tuple(Period(grain, ordinal) for ordinal in range(start, end + 1))


def partly_observed(period: Period, first: date, last: date) -> bool:
    """Whether observing from `first` to `last` misses more than SLACK_DAYS of the period at either end.

    Counts of such a period are too small; shares in it are not, only less sure.
    """
    slack = timedelta(days=SLACK_DAYS)
    return first - period.first_day > slack or period.last_day - last > slack
