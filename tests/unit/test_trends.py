"""Trends that were put into shares are found, nothing is made of noise, and what can't be tested says why."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pymannkendall
import pytest

from matcher.errors import InvalidInput
from matcher.intervals import Interval
from matcher.periods import MAX_PERIODS, Grain
from matcher.trends import FALSE_DISCOVERIES, Compared, Direction, Trend, Unclear, Untested, find_trends

MONTHS = 42
ADS = np.full(MONTHS, 1000)


def drawn(shares: npt.ArrayLike, ads: npt.ArrayLike = ADS, seed: int = 5) -> npt.NDArray[np.int64]:
    return np.random.default_rng(seed).binomial(np.asarray(ads), np.asarray(shares))


def only(asking: npt.NDArray[np.generic], ads: npt.ArrayLike = ADS, grain: Grain = Grain.MONTH) -> Trend:
    [found] = find_trends(asking[None], ads, grain)
    return found


def test_a_share_that_doubles_is_rising_by_its_points_a_year() -> None:
    found = only(drawn(np.linspace(0.10, 0.20, MONTHS)))
    assert (found.direction, found.periods, found.ads) == (Direction.RISING, 42, 42_000)
    assert found.slope == pytest.approx(10 / 3.42, abs=0.3)
    assert found.slope_interval is not None
    assert found.slope_interval.low < 10 / 3.42 < found.slope_interval.high


def test_a_share_that_shrinks_is_falling_where_the_counts_rise_with_the_ads() -> None:
    ads = np.linspace(500, 3000, MONTHS).astype(int)
    asking = drawn(np.linspace(0.20, 0.10, MONTHS), ads)
    found = only(asking, ads)
    assert asking[-12:].sum() > asking[:12].sum()
    assert found.direction is Direction.FALLING


def test_a_season_is_no_trend_and_does_not_hide_one() -> None:
    season = 0.08 * np.sin(np.arange(MONTHS) * 2 * np.pi / 12)
    flat = only(drawn(0.2 + season))
    rising = only(drawn(0.2 + season + np.linspace(0, 0.08, MONTHS)))
    assert (flat.direction, rising.direction) == (Direction.UNCLEAR, Direction.RISING)
    assert rising.compared is Compared.SEASONS
    assert rising.slope == pytest.approx(8 / 3.42, abs=0.4)


def test_in_less_than_two_years_p_is_mann_kendalls_where_neighbours_are_not_alike() -> None:
    asking = np.array([31, 42, 28, 45, 30, 47, 33, 49, 32, 52, 35, 55, 36, 57, 38, 59, 41, 60])
    found = only(asking, np.full(18, 1000))
    expected = pymannkendall.original_test(asking)
    assert found.p == pytest.approx(expected.p)
    assert found.q == found.p
    assert found.compared is Compared.ALL
    assert found.slope == pytest.approx(expected.slope / 1000 * 12 * 100)


def test_of_three_thousand_skills_without_a_trend_none_is_called_one() -> None:
    shares = np.random.default_rng(1).uniform(0.01, 0.3, (3000, 1))
    found = find_trends(drawn(np.repeat(shares, MONTHS, axis=1)), ADS, Grain.MONTH)
    assert [one.direction for one in found].count(Direction.UNCLEAR) == 3000


def test_q_is_benjamini_and_hochbergs_over_what_was_tested() -> None:
    rates = np.array([np.linspace(0.10, end, MONTHS) for end in (0.2, 0.15, 0.11, 0.10)] + [np.full(MONTHS, 0.001)])
    found = find_trends(drawn(rates), ADS, Grain.MONTH)
    p = sorted(one.p for one in found if one.p is not None)
    expected = {p[rank]: min(p[later] * 4 / (later + 1) for later in range(rank, 4)) for rank in range(4)}
    assert [one.q for one in found[:4]] == [pytest.approx(expected[one.p or 0]) for one in found[:4]]
    assert [one.direction for one in found[:4]] == [
        Direction.RISING if (one.q or 0) <= FALSE_DISCOVERIES else Direction.UNCLEAR for one in found[:4]
    ]
    assert found[4].untested is Untested.TOO_SPARSE


def test_too_few_periods_are_not_tested_and_that_is_not_no_trend() -> None:
    found = only(np.array([400, 500, 600]), np.full(3, 1000), Grain.QUARTER)
    assert found == Trend(
        direction=Direction.UNTESTED,
        untested=Untested.TOO_SHORT,
        slope=None,
        slope_interval=None,
        p=None,
        q=None,
        compared=None,
        periods=3,
        ads=3000,
        asking=1500,
    )


def test_a_year_of_months_is_too_short_for_a_season_could_be_a_trend() -> None:
    assert only(np.arange(100, 117), np.full(17, 1000)).untested is Untested.TOO_SHORT
    assert only(np.arange(100, 118), np.full(18, 1000)).direction is Direction.RISING


def test_what_is_hardly_asked_for_is_not_tested() -> None:
    assert only(np.full(MONTHS, 4)).untested is Untested.TOO_SPARSE
    assert only(np.zeros(MONTHS)).untested is Untested.TOO_SPARSE
    assert only(np.full(MONTHS, 5)).untested is None


def test_a_share_that_never_changes_has_no_clear_trend() -> None:
    found = only(np.full(MONTHS, 200))
    assert (found.direction, found.p, found.q, found.slope) == (Direction.UNCLEAR, 1.0, 1.0, 0.0)
    assert found.slope_interval == Interval(0.0, 0.0)


def test_periods_without_ads_are_missing_and_no_share_of_zero() -> None:
    ads, shares = ADS.copy(), np.linspace(0.10, 0.20, MONTHS)
    ads[[3, 20, 21]] = 0
    found = only(drawn(shares, ads), ads)
    assert (found.direction, found.periods) == (Direction.RISING, 39)
    assert found.slope == pytest.approx(10 / 3.42, abs=0.3)


def test_periods_without_ads_before_and_after_change_nothing_but_the_place_of_the_seasons() -> None:
    asking = drawn(np.linspace(0.10, 0.20, MONTHS))
    padded = only(np.pad(asking, 12), np.pad(ADS, 12))
    assert padded == only(asking)


def test_years_have_no_seasons() -> None:
    found = only(np.arange(100, 110), np.full(10, 1000), Grain.YEAR)
    assert (found.direction, found.compared) == (Direction.RISING, Compared.ALL)
    assert found.slope == pytest.approx(0.1)


def test_a_skill_is_judged_alike_alone_and_in_blocks() -> None:
    long = drawn(np.repeat(np.linspace(0.1, 0.3, 300)[None], 60, axis=0), np.full(300, 1000))
    together = find_trends(long, np.full(300, 1000), Grain.MONTH)
    alone = [only(row, np.full(300, 1000)) for row in long]
    assert [replace(one, p=None, q=None) for one in together] == [replace(one, p=None, q=None) for one in alone]
    assert [one.p for one in together] == [pytest.approx(one.p, rel=1e-6) for one in alone]


def test_no_skills_no_trends_and_no_periods_too_short() -> None:
    assert find_trends(np.zeros((0, MONTHS)), ADS, Grain.MONTH) == ()
    assert find_trends(np.zeros((0, 0)), [], Grain.MONTH) == ()
    assert only(np.zeros(0), np.zeros(0)).untested is Untested.TOO_SHORT


@pytest.mark.parametrize(
    ("asking", "ads", "words"),
    [
        ([[1, 2], [1, 4]], [3, 3], "asking: skill 1, period 1: 4 of 3 ads, more than there are"),
        ([[0, 1]], [3, 0], "asking: skill 0, period 1: 1 of 0 ads"),
        ([[1, -1]], [3, 3], "asking: a count is a finite number from 0 on"),
        ([[1, 1]], [3, np.nan], "ads: a count is a finite number from 0 on"),
        ([1, 1], [3, 3], r"asking: of shape \(2,\), where ads of \(2,\) need \(skills, periods\)"),
        ([[1, 1, 1]], [3, 3], r"asking: of shape \(1, 3\)"),
    ],
)
def test_what_are_no_counts_is_named(asking: list[object], ads: list[float], words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        find_trends(np.array(asking, dtype=float), ads, Grain.MONTH)


def test_more_periods_than_can_be_compared_are_refused() -> None:
    with pytest.raises(InvalidInput, match="periods: 601; at most 600"):
        find_trends(np.ones((1, MAX_PERIODS + 1)), np.ones(MAX_PERIODS + 1), Grain.MONTH)


def test_what_is_unclear_beside_an_interval_without_0_says_which_of_the_tests_decided() -> None:
    slight = drawn(np.linspace(0.10, 0.115, MONTHS), seed=3)
    alone = only(slight)
    assert alone.p is not None
    assert alone.p <= FALSE_DISCOVERIES
    assert (alone.direction, alone.unclear) == (Direction.RISING, None)
    noise = [drawn(np.full(MONTHS, 0.10), seed=seed) for seed in range(100, 160)]
    among, *flat = find_trends(np.stack([slight, *noise]), ADS, Grain.MONTH)
    assert among.p == pytest.approx(alone.p)
    assert (among.direction, among.unclear) == (Direction.UNCLEAR, Unclear.AMONG_OTHERS)
    doubled = replace(among, p=0.06, q=0.2)
    assert doubled.unclear is Unclear.BY_TESTS
    straddling = [own for own in flat if own.slope_interval and own.slope_interval.low <= 0 <= own.slope_interval.high]
    assert len(straddling) > 50
    assert {own.unclear for own in straddling} == {None}


def test_why_a_trend_is_unclear_says_that_two_tests_or_the_many_that_were_tested_decide() -> None:
    assert "from two years on two together" in Unclear.BY_TESTS
    assert "of so many that were tested together" in Unclear.AMONG_OTHERS
