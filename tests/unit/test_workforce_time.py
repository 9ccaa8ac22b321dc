"""Limits of time hold: long steps look at the clock on their way, and what they then know is still true."""

import time
from collections.abc import Callable
from itertools import count

import pytest

from benchmarks.team_instances import drawn_question
from matcher.workforce.goals import Goal
from matcher.workforce.greedy_seats import greedy_seats
from matcher.workforce.kinds import fitting, kinds_of
from matcher.workforce.pattern_plans import settled_by_patterns
from matcher.workforce.planned import FEW, MANY, planned_seats, seconds_for
from matcher.workforce.planning import AIMS, best_plan
from matcher.workforce.pricing import LOOKS, priced
from matcher.workforce.seat_plans import breaches
from matcher.workforce.seating import Seating, seating_of
from matcher.workforce.seats import PlanQuestion
from matcher.workforce.time_left import endless, until, within

OVERRUN = 2.5
"""Times the limit: what HiGHS may take beyond it, on a machine that others use too."""


def over_after(looks: int) -> Callable[[], float]:
    """Seconds left: some, for so many looks."""
    seen = count(1)
    return lambda: 1.0 if next(seen) <= looks else -1.0


@pytest.fixture(scope="module")
def large() -> PlanQuestion:
    return drawn_question(40, 300, "moves", 1, quarterly=True)


@pytest.fixture(scope="module")
def seating(large: PlanQuestion) -> Seating:
    return seating_of(large)


def test_a_share_of_the_time_ends_before_the_time() -> None:
    now = [0.0]
    whole = until(10.0, lambda: now[0])
    part = within(whole, 0.3)
    assert (whole(), part()) == (10.0, 3.0)
    now[0] = 4.0
    assert (whole(), part()) == (6.0, -1.0)


def test_a_search_that_time_cuts_off_still_bounds_the_best(seating: Seating) -> None:
    fits = fitting(seating)
    kind = kinds_of(seating, range(len(seating.pairs)))[0]
    places, costs = range(len(kind.offers)), [0.2] * len(kind.offers)
    best = priced(kind, kind.closes, costs, fits, places, least=0.0, every=False, nodes=10**6, remaining=endless)
    cut = priced(kind, kind.closes, costs, fits, places, least=0.0, every=False, nodes=10**6, remaining=over_after(1))
    assert best.whole
    assert (cut.whole, cut.most >= best.most) == (False, True)
    assert best.nodes > LOOKS, "otherwise this shows nothing"


def test_a_greedy_plan_that_time_cuts_off_keeps_every_limit(large: PlanQuestion, seating: Seating) -> None:
    assert greedy_seats(seating, over_after(0)) == ()
    some, all_ = greedy_seats(seating, over_after(20)), greedy_seats(seating)
    assert 0 < len(some) < len(all_)
    assert breaches(large, some) == ()


def test_without_time_patterns_claim_nothing(seating: Seating) -> None:
    found = settled_by_patterns(seating, AIMS[Goal.MOST], 0.0, (), over_after(0))
    assert (found.seats, found.proven, found.bound) == (None, 0, None)


def test_without_time_a_plan_is_empty_and_its_bound_holds(large: PlanQuestion) -> None:
    found = best_plan(large, seconds=0.0)
    assert (found.seats, found.optimal) == ((), False)
    assert found.bound >= best_plan(large, seconds=2.0, clock=time.process_time).closed_weight > 0


def test_a_plan_takes_no_more_time_than_it_is_given(large: PlanQuestion) -> None:
    start = time.process_time()
    found = planned_seats(large, 1.0, time.process_time)
    assert time.process_time() - start < OVERRUN
    assert breaches(large, found.seats) == ()


def test_a_large_team_waits_for_a_minute_at_most() -> None:
    assert (seconds_for(40), seconds_for(500)) == (FEW, MANY)
    assert FEW.plan == 5
    assert MANY.plan + 2 * MANY.beside < 60
