"""What is foreseen is where shares come to lie as often as is said; what can't be foreseen says why."""

import numpy as np
import numpy.typing as npt
import pytest

from matcher.errors import InvalidInput
from matcher.forecasting import (
    MAX_HORIZON,
    Forecast,
    Forecaster,
    Naive,
    SeasonalNaive,
    Unforeseen,
    forecast_shares,
)
from matcher.local_level import LocalLevel
from matcher.periods import Grain

MONTHS = 36
ADS = np.full(MONTHS, 1000.0)


def only(asking: npt.ArrayLike, ads: npt.ArrayLike = ADS, grain: Grain = Grain.MONTH, horizon: int = 3) -> Forecast:
    [found] = forecast_shares(np.asarray(asking)[None], ads, grain, horizon)
    return found


@pytest.mark.parametrize("forecaster", [Naive(), SeasonalNaive(12), LocalLevel()])
def test_what_never_changes_is_foreseen_unchanged_by_all(forecaster: Forecaster) -> None:
    found = forecaster.expected(np.full((2, 24), 200.0), np.full(24, 1000.0), 4)
    assert found == pytest.approx(np.full((2, 4), 0.2), abs=1e-3)


def test_naive_repeats_the_last_period_with_ads() -> None:
    asking, ads = np.array([[1.0, 2.0, 3.0, 0.0]]), np.array([10.0, 10.0, 10.0, 0.0])
    assert Naive().expected(asking, ads, 2).tolist() == [[0.3, 0.3]]


def test_seasonal_naive_repeats_the_year_before_or_the_last_period_where_that_lacks() -> None:
    asking, ads = np.arange(16.0)[None], np.full(16, 100.0)
    assert SeasonalNaive(12).expected(asking, ads, 3).tolist() == [[0.04, 0.05, 0.06]]
    ads[4] = asking[0, 4] = 0.0
    assert SeasonalNaive(12).expected(asking, ads, 3).tolist() == [[0.15, 0.05, 0.06]]
    assert SeasonalNaive(4).expected(np.array([[1.0, 2.0]]), np.array([10.0, 10.0]), 3).tolist() == [[0.2, 0.2, 0.1]]


def test_a_forecast_holds_a_share_and_the_surer_interval_around_the_likely_one() -> None:
    found = only(np.random.default_rng(1).binomial(1000, 0.2, MONTHS), horizon=6)
    assert found.unforeseen is None
    assert len(found.expected) == 6
    for one in found.expected:
        assert one.share == pytest.approx(0.2, abs=0.01)
        assert 0 <= one.almost_sure.low < one.likely.low < one.share < one.likely.high < one.almost_sure.high <= 1
    widths = [one.likely.high - one.likely.low for one in found.expected]
    assert widths == sorted(widths)


def test_of_drifting_shares_as_many_fall_into_the_intervals_as_is_said() -> None:
    rng = np.random.default_rng(2)
    shares = np.minimum(0.05 * np.exp(np.cumsum(rng.normal(0, 0.08, (1500, MONTHS + 6)), axis=1)), 0.9)
    asking = rng.binomial(800, shares)
    found = forecast_shares(asking[:, :MONTHS], np.full(MONTHS, 800), Grain.MONTH, 6)
    came = asking[:, MONTHS:] / 800
    sure = [
        [one.almost_sure.low <= share <= one.almost_sure.high for one, share in zip(f.expected, row, strict=True)]
        for f, row in zip(found, came, strict=True)
        if f.expected
    ]
    assert len(sure) > 1400
    assert np.mean(sure) == pytest.approx(0.95, abs=0.03)


def test_too_few_periods_are_not_foreseen() -> None:
    assert only(np.full(11, 50), np.full(11, 500)) == Forecast(expected=(), unforeseen=Unforeseen.TOO_SHORT)
    assert only(np.full(5, 50), np.full(5, 500), Grain.QUARTER).unforeseen is Unforeseen.TOO_SHORT
    assert only(np.zeros(0), np.zeros(0)).unforeseen is Unforeseen.TOO_SHORT
    assert only(np.full(6, 50), np.full(6, 500), Grain.QUARTER).unforeseen is None


def test_what_hardly_anybody_asks_for_lately_is_not_foreseen() -> None:
    once = np.r_[np.full(24, 50), np.full(12, 2)]
    assert only(once).unforeseen is Unforeseen.TOO_SPARSE
    assert only(np.zeros(MONTHS)).unforeseen is Unforeseen.TOO_SPARSE
    assert only(np.full(MONTHS, 3)).unforeseen is None


def test_a_year_without_ads_leaves_nothing_to_foresee_from() -> None:
    ads, asking = ADS.copy(), np.full(MONTHS, 100.0)
    ads[-12:] = asking[-12:] = 0
    assert only(asking, ads).unforeseen is Unforeseen.TOO_SPARSE


def test_a_last_period_with_few_ads_moves_the_forecast_little() -> None:
    ads, asking = ADS.copy(), np.full(MONTHS, 100.0)
    ads[-1], asking[-1] = 10, 6
    assert only(asking, ads).expected[0].share == pytest.approx(0.1, abs=0.01)


def test_a_share_of_all_stays_all_and_no_interval_leaves_what_a_share_can_be() -> None:
    found = only(ADS).expected[2]
    assert found.share == pytest.approx(1, abs=1e-3)
    assert found.almost_sure.high == 1.0
    assert only(np.tile([0, 8], MONTHS // 2)).expected[0].almost_sure.low == 0.0


def test_no_skills_no_forecasts() -> None:
    assert forecast_shares(np.zeros((0, MONTHS)), ADS, Grain.MONTH, 3) == ()


@pytest.mark.parametrize(
    ("asking", "grain", "horizon", "words"),
    [
        (np.full(MONTHS, 1001), Grain.MONTH, 3, "asking: skill 0, period 0: 1001 of 1000 ads, more than there are"),
        (np.full(MONTHS, -1), Grain.MONTH, 3, "asking: a count is a finite number from 0 on"),
        (np.full(MONTHS, 5), Grain.MONTH, 0, "horizon: 0; from 1 to 6"),
        (np.full(MONTHS, 5), Grain.MONTH, MAX_HORIZON + 1, "horizon: 7; from 1 to 6"),
        (np.full(MONTHS, 5), Grain.YEAR, 3, "grain: forecasts are made for months and quarters, not for a year"),
    ],
)
def test_what_cannot_be_answered_is_named(
    asking: npt.NDArray[np.int64], grain: Grain, horizon: int, words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        only(asking, grain=grain, horizon=horizon)
