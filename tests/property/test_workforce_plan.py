"""The plan is the best one there is: equal to trying every plan, in what it closes and in what it costs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest

from matcher.workforce.goals import Goal, Unreached
from matcher.workforce.planning import best_plan
from matcher.workforce.seat_plans import breaches
from matcher.workforce.seats import PlanQuestion, Seat, SeatPlan
from tests.seat_oracle import distinct, every_plan, feasible, last_quarter, units, weight_of
from tests.seat_questions import small_question

INSTANCES = 120


@cache
def best_of(seed: int) -> SeatPlan:
    """Of a question that several tests ask."""
    return best_plan(small_question(seed))


Rank = Callable[[PlanQuestion, Sequence[Seat], Decimal], tuple[object, ...]]


@pytest.mark.parametrize("start", range(0, INSTANCES, 20))
def test_no_plan_closes_more_none_as_good_costs_less_and_none_of_those_has_fewer_courses(start: int) -> None:
    for seed in range(start, start + 20):
        question, found = small_question(seed), best_of(seed)
        best = min(
            (-units(question, weight_of(question, seats)), cost, distinct(seats))
            for seats, cost in every_plan(question)
        )
        assert (seed, -units(question, found.closed_weight), found.cost, len(found.offers)) == (seed, *best)
        assert found.closed_weight == pytest.approx(weight_of(question, found.seats), abs=1e-9)
        assert (found.optimal, found.bound) == (True, found.closed_weight)


@pytest.mark.parametrize("start", range(INSTANCES, 2 * INSTANCES, 20))
def test_every_plan_keeps_every_limit(start: int) -> None:
    for seed in range(start, start + 20):
        question = small_question(seed)
        found = best_plan(question)
        assert (seed, feasible(question, found.seats), breaches(question, found.seats)) == (seed, True, ())
        assert found.bound >= found.closed_weight


RANKS: dict[Goal, Rank] = {
    Goal.CHEAPEST: lambda _, seats, cost: (cost,),  # noqa: ARG005
    Goal.FASTEST: lambda question, seats, cost: (last_quarter(question, seats), cost),
    Goal.FEWEST: lambda _, seats, cost: (distinct(seats), cost),
}


@pytest.mark.parametrize("goal", RANKS)
@pytest.mark.parametrize("share", [0.5, 0.8])
def test_no_plan_that_closes_enough_is_better_by_the_goal(goal: Goal, share: float) -> None:
    for seed in range(40):
        question = small_question(seed)
        at_least = share * best_of(seed).total_weight
        enough = [
            RANKS[goal](question, seats, cost)
            for seats, cost in every_plan(question)
            if units(question, weight_of(question, seats)) >= units(question, at_least)
        ]
        found = best_plan(question, goal=goal, at_least=at_least)
        if isinstance(found, Unreached):
            assert (seed, enough, found.proven) == (seed, [], True)
            continue
        assert (seed, feasible(question, found.seats)) == (seed, True)
        assert (seed, RANKS[goal](question, found.seats, found.cost)) == (seed, min(enough))


def test_more_budget_never_closes_less() -> None:
    for seed in range(30):
        question = small_question(seed)
        weights = [
            best_plan(replace(question, limits=replace(question.limits, budget=Decimal(budget)))).closed_weight
            for budget in (0, 80, 200, 500, 2000)
        ]
        assert all(more >= less - 1e-6 for less, more in pairwise(weights))


def test_the_order_of_offers_learners_and_needs_does_not_matter() -> None:
    for seed in range(30):
        question = small_question(seed)
        turned = replace(
            question, offers=question.offers[::-1], learners=question.learners[::-1], needs=question.needs[::-1]
        )
        assert best_plan(turned) == best_of(seed)
