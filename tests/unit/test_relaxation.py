"""The relaxation keeps to its time, and its prices bound every choice."""

from collections.abc import Callable
from itertools import count

import numpy as np
import pytest

from matcher.cover import Cover, Unproven
from matcher.relaxation import FIRST_COLUMNS, relaxed_prices, worth

FOREVER = 1e9


def large_cover(offers: int = 4 * FIRST_COLUMNS, skills: int = 30) -> Cover:
    draw = np.random.default_rng(7)
    gains = np.where(draw.random((offers, skills)) < 0.1, draw.uniform(0.4, 1, (offers, skills)), 0) / skills
    uses = np.column_stack((draw.integers(1, 400, offers), draw.integers(1, 60, offers), np.ones(offers)))
    return Cover(gains=gains, uses=uses.astype(np.int64), limits=np.array([900, 200, 8]))


def until(readings: int) -> Callable[[], float]:
    """There is time for so many looks at the clock, and then there is none."""
    looks = count()
    return lambda: FOREVER if next(looks) < readings else 0.0


def test_with_time_the_prices_bound_what_every_single_offer_closes() -> None:
    cover = large_cover()
    prices = relaxed_prices(cover, lambda: FOREVER)
    assert (prices.skills >= 0).all()
    assert (prices.limits >= 0).all()
    value = worth(cover.gains, cover.shares(cover.uses), prices)
    most = prices.skills.sum() + prices.limits.sum() + value[value > 0].sum()
    assert cover.gains.sum(axis=1).max() <= most <= 1 + 1e-9


@pytest.mark.parametrize("readings", [0, 1])
def test_out_of_time_no_further_program_is_solved(readings: int) -> None:
    with pytest.raises(Unproven):
        relaxed_prices(large_cover(), until(readings))


def test_a_program_that_takes_longer_than_the_time_left_is_given_up() -> None:
    with pytest.raises(Unproven):
        relaxed_prices(large_cover(), lambda: 1e-9)
