"""Days find their periods, periods follow each other without a hole, and no wrong date makes too many of them."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InvalidInput
from matcher.periods import MAX_PERIODS, Grain, Period, consecutive, ordinals, partly_observed, period_of

DAYS = st.dates()
GRAINS = st.sampled_from(Grain)


@pytest.mark.parametrize(
    ("grain", "label", "first", "last"),
    [
        (Grain.MONTH, "2018-03", date(2018, 3, 1), date(2018, 3, 31)),
        (Grain.QUARTER, "2018-Q1", date(2018, 1, 1), date(2018, 3, 31)),
        (Grain.HALF_YEAR, "2018-H1", date(2018, 1, 1), date(2018, 6, 30)),
        (Grain.YEAR, "2018", date(2018, 1, 1), date(2018, 12, 31)),
    ],
)
def test_a_period_is_called_as_people_write_it_and_knows_its_days(
    grain: Grain, label: str, first: date, last: date
) -> None:
    period = period_of(date(2018, 3, 17), grain)
    assert (period.label, period.first_day, period.last_day) == (label, first, last)


@given(day=DAYS, grain=GRAINS)
def test_a_day_lies_in_its_period_and_the_days_around_it_do_not(day: date, grain: Grain) -> None:
    period = period_of(day, grain)
    assert period.first_day <= day <= period.last_day
    assert period_of(period.first_day, grain) == period_of(period.last_day, grain) == period
    if period.last_day < date.max:
        assert Period(grain, period.ordinal + 1).first_day.toordinal() == period.last_day.toordinal() + 1


@given(days=st.lists(DAYS, max_size=5), grain=GRAINS)
def test_arrays_of_days_have_the_same_ordinals(days: list[date], grain: Grain) -> None:
    found = ordinals(np.array(days, dtype="datetime64[D]"), grain)
    assert found.tolist() == [period_of(day, grain).ordinal for day in days]


def test_dated_ads_are_counted_into_every_period_from_the_first_to_the_last() -> None:
    dates = [date(2020, 5, 1), date(2020, 2, 29), date(2020, 5, 31), date(2020, 2, 1)]
    periods = consecutive(min(dates), max(dates), Grain.MONTH)
    places = ordinals(np.array(dates, dtype="datetime64[D]"), Grain.MONTH) - periods[0].ordinal
    assert [period.label for period in periods] == ["2020-02", "2020-03", "2020-04", "2020-05"]
    assert np.bincount(places, minlength=len(periods)).tolist() == [2, 0, 0, 2]


def test_labels_sort_as_time_does() -> None:
    labels = [period.label for period in consecutive(date(2019, 8, 31), date(2021, 2, 1), Grain.QUARTER)]
    assert labels == ["2019-Q3", "2019-Q4", "2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1"] == sorted(labels)


def test_one_day_makes_one_period() -> None:
    assert consecutive(date(2020, 2, 29), date(2020, 2, 29), Grain.HALF_YEAR) == (Period(Grain.HALF_YEAR, 4040),)


def test_a_last_day_before_the_first_is_refused() -> None:
    with pytest.raises(InvalidInput, match="last: 2020-01-01 lies before 2020-01-02"):
        consecutive(date(2020, 1, 2), date(2020, 1, 1), Grain.YEAR)


def test_a_thousand_years_are_refused_and_the_limit_itself_is_not() -> None:
    with pytest.raises(InvalidInput, match="from 1020-01-01 to 2020-01-01 there are 12,001 periods of a month"):
        consecutive(date(1020, 1, 1), date(2020, 1, 1), Grain.MONTH)
    assert len(consecutive(date(1971, 1, 1), date(2020, 12, 31), Grain.MONTH)) == MAX_PERIODS
    with pytest.raises(InvalidInput, match="601 periods"):
        consecutive(date(1971, 1, 1), date(2021, 1, 1), Grain.MONTH)


def test_what_is_no_date_is_named_by_its_place() -> None:
    with pytest.raises(InvalidInput, match="days: no date at 1"):
        ordinals(np.array(["2020-01-01", "NaT"], dtype="datetime64[D]"), Grain.MONTH)


@pytest.mark.parametrize(
    ("first", "last", "partly"),
    [
        (date(2020, 1, 1), date(2020, 1, 31), False),
        (date(2019, 5, 1), date(2021, 5, 1), False),
        (date(2020, 1, 4), date(2020, 1, 28), False),
        (date(2020, 1, 5), date(2020, 1, 31), True),
        (date(2020, 1, 1), date(2020, 1, 27), True),
    ],
)
def test_a_period_is_partly_observed_where_more_than_a_long_weekend_lacks_at_an_end(
    first: date, last: date, partly: bool
) -> None:
    assert partly_observed(period_of(date(2020, 1, 15), Grain.MONTH), first, last) is partly
