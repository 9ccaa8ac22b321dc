"""Seats put into fewer groups: the same seats, the same cost, no limit broken."""

from decimal import Decimal

import pytest

from matcher.workforce.joining_groups import joined_groups
from matcher.workforce.planning import best_plan
from matcher.workforce.seat_plans import breaches, plan_of
from matcher.workforce.seats import Learner, PlanQuestion, Seat, SeatOffer, TeamLimits, TeamNeed, Tier
from tests.seat_questions import small_question


@pytest.mark.parametrize("seed", range(60))
def test_nothing_but_the_quarters_changes_and_no_limit_breaks(seed: int) -> None:
    question = small_question(seed)
    plan = best_plan(question)
    found = joined_groups(question, plan)
    assert sorted((s.learner, s.offer) for s in found.seats) == sorted((s.learner, s.offer) for s in plan.seats)
    assert (found.cost, found.closed) == (plan.cost, plan.closed)
    assert len(found.groups) <= len(plan.groups)
    assert breaches(question, found.seats) == ()


def test_two_who_take_the_same_two_courses_crosswise_learn_together() -> None:
    offers = tuple(SeatOffer(id=key, hours=10.0, tiers=(Tier(1, Decimal(100)),)) for key in ("a", "b"))
    learners = tuple(Learner(id=who, hours=20.0, closes={"a": {"n": 0.5}, "b": {"m": 0.5}}) for who in ("p", "q"))
    needs = (TeamNeed(id="m", weight=1.0, people=2), TeamNeed(id="n", weight=1.0, people=2))
    limits = TeamLimits(quarters=2, hours_per_quarter=10.0)
    question = PlanQuestion(offers=offers, learners=learners, needs=needs, limits=limits)
    crosswise = [
        Seat(quarter=0, offer="a", learner="p"),
        Seat(quarter=1, offer="b", learner="p"),
        Seat(quarter=0, offer="b", learner="q"),
        Seat(quarter=1, offer="a", learner="q"),
    ]
    plan = plan_of(question, crosswise, bound=None, optimal=True)
    assert len(plan.groups) == 4
    found = joined_groups(question, plan)
    assert len(found.groups) == 2
    assert {group.seats for group in found.groups} == {2}
    assert joined_groups(question, plan, seconds=0.0) == plan, "no time, no change"


def test_what_a_group_costs_by_its_size_stays_where_it_is() -> None:
    tiers = (Tier(1, Decimal(100)), Tier(2, Decimal(90)))
    offer = SeatOffer(id="a", hours=10.0, tiers=tiers)
    learners = tuple(Learner(id=who, hours=20.0, closes={"a": {"n": 0.5}}) for who in ("p", "q"))
    question = PlanQuestion(
        offers=(offer,),
        learners=learners,
        needs=(TeamNeed(id="n", weight=1.0, people=2),),
        limits=TeamLimits(quarters=2),
    )
    apart = [Seat(quarter=0, offer="a", learner="p"), Seat(quarter=1, offer="a", learner="q")]
    plan = plan_of(question, apart, bound=None, optimal=False)
    assert joined_groups(question, plan) == plan
