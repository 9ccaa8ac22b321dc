"""Where plots put things: ticks are round and hold the highest value; missing periods break the line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.demand_schemas import CourseOut, IntervalOut, PointOut, TrendOut
from api.web.drawing import over_time, ticks
from api.web.sheets import NARROW, WIDE


@pytest.mark.parametrize(
    ("highest", "expected"),
    [
        (1.0, (0, 0.25, 0.5, 0.75, 1.0)),
        (0.072, (0, 0.02, 0.04, 0.06, 0.08)),
        (12, (0, 5, 10, 15)),
        (1, (0, 0.25, 0.5, 0.75, 1)),
    ],
)
def test_ticks_are_round(highest: float, expected: tuple[float, ...]) -> None:
    assert ticks(highest) == expected


@given(st.floats(0.0001, 100_000))
def test_ticks_begin_at_0_and_hold_the_highest_value(highest: float) -> None:
    found = ticks(highest)
    assert found[0] == 0
    assert found[-1] >= highest * (1 - 1e-5)
    assert len(found) <= 7


def point(period: str, share: float | None) -> PointOut:
    interval = None if share is None else IntervalOut(low=share / 2, high=min(share * 2, 1))
    return PointOut(period=period, ads=10, asking=1, share=share, interval=interval, partly=False)


def course(*points: PointOut) -> CourseOut:
    trend = TrendOut(
        direction="not tested",
        untested=None,
        unclear=None,
        slope=None,
        interval=None,
        p=None,
        q=None,
        compared=None,
        periods=2,
    )
    return CourseOut(grain="quarter", trend=trend, points=list(points), forecast=[], unforeseen=None)


def test_a_period_without_ads_breaks_the_line() -> None:
    drawn = over_time(course(point("1", 0.1), point("2", 0.2), point("3", None), point("4", 0.1), point("5", 0.1)))
    assert [(len(own.lines), len(own.dots)) for own in drawn] == [(2, 4), (2, 4)]


def test_one_period_is_no_line() -> None:
    assert over_time(course(point("1", 0.1))) == ()


def test_each_sheet_holds_the_same_points_within_its_own_edges() -> None:
    wide, narrow = over_time(course(*(point(f"{year}", 0.1 * n) for n, year in enumerate(range(2014, 2024)))))
    assert [own.sheet for own in (wide, narrow)] == [WIDE, NARROW]
    assert (wide.dots[0], wide.dots[-1]) == ((46.0, 206.0), (410.0, 31.4))
    assert (narrow.dots[0], narrow.dots[-1]) == ((46.0, 254.0), (274.0, 36.2))
    assert [period for _, period in wide.periods] == ["2014", "2016", "2018", "2020", "2022"]
    assert [period for _, period in narrow.periods] == ["2014", "2018", "2022"]
