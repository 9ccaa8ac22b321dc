"""The level follows what is sure, passes over what is chance, and knows how far off it may be."""

import numpy as np
import pytest

from matcher.local_level import LocalLevel

RNG = np.random.default_rng(4)


def test_a_share_that_stays_is_found_better_than_any_one_period_shows_it() -> None:
    ads = np.full(36, 400.0)
    asking = RNG.binomial(400, 0.1, (500, 36)).astype(float)
    level = LocalLevel().outlook(asking, ads, 1).level
    assert np.abs(level - 0.1).mean() < np.abs(asking[:, -1] / 400 - 0.1).mean() / 1.5
    assert level.mean() == pytest.approx(0.1, rel=0.02)


def test_with_many_ads_the_last_periods_count_more_than_with_few() -> None:
    shares = np.r_[np.full(24, 0.1), np.full(3, 0.2)]
    few, many = (LocalLevel().outlook(shares[None] * n, np.full(27, n), 1).level[0] for n in (50.0, 50_000.0))
    assert 0.1 < few < 0.14
    assert 0.17 < many < 0.2


def test_without_drift_and_noise_the_level_is_the_share_of_all_periods() -> None:
    ads = np.array([100.0, 200, 50, 400, 100, 300])
    asking = np.array([[12.0, 18, 6, 44, 8, 31]])
    found = LocalLevel(drift=0, noise=0).outlook(asking, ads, 1).level[0]
    assert found == pytest.approx(asking.sum() / ads.sum(), rel=0.02)


def test_farther_ahead_and_after_a_hole_it_is_less_sure() -> None:
    ads = np.full(30, 500.0)
    asking = RNG.binomial(500, 0.1, (1, 30)).astype(float)
    whole = LocalLevel().outlook(asking, ads, 6).spread[0]
    ads[-6:] = asking[:, -6:] = 0
    after = LocalLevel().outlook(asking, ads, 6).spread[0]
    assert (np.diff(whole) > 0).all()
    assert (after > whole).all()


def test_a_skill_that_jumps_about_has_the_wider_spread() -> None:
    ads = np.full(36, 1000.0)
    calm, wild = np.full(36, 100.0), np.tile([40.0, 160.0], 18)
    spread = LocalLevel().outlook(np.array([calm, wild]), ads, 1).spread[:, 0]
    assert spread[1] > 2.5 * spread[0]


def test_periods_without_ads_before_the_first_change_nothing() -> None:
    ads, asking = np.full(20, 100.0), RNG.binomial(100, 0.2, (3, 20)).astype(float)
    plain, padded = (LocalLevel().outlook(np.pad(asking, ((0, 0), (k, 0))), np.pad(ads, (k, 0)), 3) for k in (0, 5))
    assert padded.level == pytest.approx(plain.level)
    assert padded.spread == pytest.approx(plain.spread)


def test_none_and_all_stay_within_what_a_share_can_be() -> None:
    found = LocalLevel().outlook(np.array([np.zeros(20), np.full(20, 50.0)]), np.full(20, 50.0), 2)
    assert 0 < found.level[0] < 0.01
    assert 0.99 < found.level[1] <= 1
    assert (found.spread > 0).all()
