"""Whatever the counts, trends and forecasts are what such things can be, and the scale of the ads changes nothing."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from matcher.forecasting import Unforeseen, forecast_shares
from matcher.periods import Grain
from matcher.trends import Direction, Untested, find_trends


@st.composite
def counted(draw: st.DrawFn) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Asking ads of up to three skills, and ads of up to forty periods, some without any."""
    ads = draw(arrays.arrays(np.int64, st.integers(0, 40), elements=st.sampled_from([0, 1, 7, 50, 1000])))
    asked = draw(arrays.arrays(np.float64, (draw(st.integers(0, 3)), len(ads)), elements=st.floats(0, 1)))
    return (asked * ads).astype(np.int64), ads


@given(counts=counted(), grain=st.sampled_from(Grain))
def test_a_trend_is_tested_or_says_why_not(
    counts: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]], grain: Grain
) -> None:
    asking, ads = counts
    found = find_trends(asking, ads, grain)
    assert len(found) == len(asking)
    for one in found:
        assert (one.direction is Direction.UNTESTED) == (one.untested is not None) == (one.p is None)
        assert one.untested is None or one.untested in set(Untested)
        if one.p is not None:
            assert one.q is not None
            assert one.slope is not None
            assert one.slope_interval is not None
            assert 0 <= one.p <= one.q <= 1
            assert one.slope_interval.low <= one.slope <= one.slope_interval.high


@given(counts=counted())
def test_backwards_in_time_a_rise_is_a_fall(counts: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]) -> None:
    asking, ads = counts
    forwards = find_trends(asking, ads, Grain.YEAR)
    backwards = find_trends(asking[:, ::-1], ads[::-1], Grain.YEAR)
    for one, other in zip(forwards, backwards, strict=True):
        assert one.p is None or one.p == pytest.approx(other.p)
        assert one.slope is None or other.slope is None or one.slope == pytest.approx(-other.slope)


@given(counts=counted(), grain=st.sampled_from([Grain.MONTH, Grain.QUARTER]), horizon=st.integers(1, 6))
def test_what_is_foreseen_is_a_share_within_its_intervals(
    counts: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]], grain: Grain, horizon: int
) -> None:
    asking, ads = counts
    found = forecast_shares(asking, ads, grain, horizon)
    assert len(found) == len(asking)
    for forecast in found:
        assert len(forecast.expected) == (0 if forecast.unforeseen in set(Unforeseen) else horizon)
        for one in forecast.expected:
            assert 0 <= one.almost_sure.low <= one.likely.low <= one.share
            assert one.share <= one.likely.high <= one.almost_sure.high <= 1
