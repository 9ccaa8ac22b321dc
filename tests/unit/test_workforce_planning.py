"""Plans at the edges: no money, no time, nobody, nothing, groups that can't run, orders that lead back."""

import math
from dataclasses import replace
from decimal import Decimal

import pytest

from matcher.errors import InvalidInput
from matcher.workforce.fewer_offers import fewer_offers
from matcher.workforce.goals import Goal, Unreached
from matcher.workforce.plan_alternatives import alternatives, more_budget
from matcher.workforce.planning import best_plan
from matcher.workforce.seat_plans import breaches
from matcher.workforce.seats import Learner, PlanQuestion, Seat, SeatOffer, SeatPlan, TeamLimits, TeamNeed, Tier


def offer(key: str, price: str = "100", hours: float = 10.0, **rest: object) -> SeatOffer:
    return replace(SeatOffer(id=key, hours=hours, tiers=(Tier(1, Decimal(price)),)), **rest)  # type: ignore[arg-type]


def learner(key: str, *offers: str, hours: float = 40.0, need: str = "n") -> Learner:
    return Learner(id=key, hours=hours, closes={one: {need: 1.0} for one in offers})


def question(*offers: SeatOffer, learners: tuple[Learner, ...], people: int = 9, **limits: object) -> PlanQuestion:
    return PlanQuestion(
        offers=offers,
        learners=learners,
        needs=(TeamNeed(id="n", weight=2.0, people=people),),
        limits=TeamLimits(**limits),  # type: ignore[arg-type]
    )


def seats(*who: tuple[int, str, str]) -> tuple[Seat, ...]:
    return tuple(Seat(quarter=quarter, offer=one, learner=key) for quarter, one, key in who)


def test_without_money_only_what_is_free_is_planned() -> None:
    asked = question(offer("paid"), offer("free", "0"), learners=(learner("p", "paid", "free"),), budget=Decimal(0))
    assert best_plan(asked).seats == seats((0, "free", "p"))


def test_a_budget_below_the_cheapest_course_closes_nothing_and_that_is_proven() -> None:
    found = best_plan(question(offer("o"), learners=(learner("p", "o"),), budget=Decimal("99.99")))
    assert (found.seats, found.closed_weight, found.bound, found.optimal, found.total_weight) == (
        (),
        0.0,
        0.0,
        True,
        18.0,
    )


def test_without_learners_needs_or_offers_the_plan_is_empty() -> None:
    for asked in (
        question(offer("o"), learners=()),
        question(learners=(Learner(id="p", hours=1.0, closes={}),)),
        PlanQuestion(offers=(), learners=(), needs=()),
    ):
        found = best_plan(asked)
        assert (found.seats, found.cost, found.closed, found.bound, found.optimal) == ((), Decimal(0), {}, 0.0, True)


def test_an_offer_that_nobody_needs_is_in_no_plan() -> None:
    asked = question(offer("a"), offer("b", "0"), learners=(learner("p", "a"),))
    assert best_plan(asked).offers == ("a",)


def test_a_group_larger_than_the_team_never_runs() -> None:
    group = replace(offer("g"), tiers=(Tier(3, Decimal(1)),))
    assert best_plan(question(group, learners=(learner("p", "g"), learner("q", "g")))).seats == ()


def test_one_more_seat_may_make_all_cheaper() -> None:
    group = replace(offer("g"), tiers=(Tier(1, Decimal(100)), Tier(3, Decimal(40))))
    team = tuple(learner(key, "g") for key in "pqr")
    found = best_plan(question(group, learners=team, people=2))
    assert (found.cost, found.closed) == (Decimal(120), {"n": 2.0})


def test_hours_that_no_course_fits_close_nothing() -> None:
    assert best_plan(question(offer("o", hours=10.5), learners=(learner("p", "o", hours=10.4),))).seats == ()


def test_infinite_hours_take_everything_that_closes() -> None:
    asked = PlanQuestion(
        offers=(offer("a"), offer("b")),
        learners=(Learner(id="p", hours=math.inf, closes={"a": {"x": 1.0}, "b": {"y": 0.5}}),),
        needs=(TeamNeed(id="x", weight=1.0, people=1), TeamNeed(id="y", weight=1.0, people=1)),
    )
    assert best_plan(asked).closed == {"x": 1.0, "y": 0.5}


def test_thirds_of_an_hour_add_up_to_whole_hours() -> None:
    asked = PlanQuestion(
        offers=tuple(offer(key, hours=40 / 3) for key in "abc"),
        learners=(Learner(id="p", hours=40.0, closes={key: {key: 1.0} for key in "abc"}),),
        needs=tuple(TeamNeed(id=key, weight=1.0, people=1) for key in "abc"),
    )
    assert best_plan(asked).offers == ("a", "b", "c")


def test_courses_that_wait_for_each_other_are_never_taken() -> None:
    asked = question(
        offer("a", after=frozenset({"b"})), offer("b", after=frozenset({"a"})), learners=(learner("p", "a", "b"),)
    )
    assert best_plan(asked).seats == ()


def test_what_comes_after_a_course_that_is_not_theirs_is_not_open_to_them() -> None:
    asked = question(
        offer("a"), offer("b", after=frozenset({"a"})), learners=(learner("p", "b"), learner("q", "a", "b"))
    )
    assert {seat.learner for seat in best_plan(asked).seats} == {"q"}


def test_a_course_is_taken_for_what_comes_after_it() -> None:
    asked = question(
        offer("a", hours=30.0),
        offer("b", after=frozenset({"a"})),
        learners=(Learner(id="p", hours=40.0, closes={"a": {}, "b": {"n": 1.0}}),),
        hours_per_quarter=20.0,
    )
    assert best_plan(asked).seats == seats((0, "a", "p"), (1, "b", "p"))


def test_a_long_course_must_end_within_the_plan() -> None:
    asked = question(
        offer("a", hours=50.0), learners=(learner("p", "a", hours=99.0),), hours_per_quarter=20.0, quarters=2
    )
    assert best_plan(asked).seats == ()
    assert best_plan(replace(asked, limits=replace(asked.limits, quarters=3))).seats == seats((0, "a", "p"))


def test_more_than_fit_a_group_begin_in_another_quarter() -> None:
    asked = question(offer("a", most_seats=1), learners=(learner("p", "a"), learner("q", "a")), quarters=2)
    assert [(group.quarter, group.seats) for group in best_plan(asked).groups] == [(0, 1), (1, 1)]


def test_a_group_is_paid_for_in_its_quarter() -> None:
    team = tuple(learner(key, "a") for key in "pqr")
    found = best_plan(question(offer("a"), learners=team, quarters=2, budget_per_quarter=Decimal(100)))
    assert [(group.quarter, group.cost) for group in found.groups] == [(0, Decimal(100)), (1, Decimal(100))]


def test_cents_add_up_exactly() -> None:
    team = tuple(learner(f"p{key}", "a") for key in range(3))
    asked = question(offer("a", "0.10"), learners=team)
    assert best_plan(replace(asked, limits=TeamLimits(budget=Decimal("0.30")))).cost == Decimal("0.30")
    assert best_plan(replace(asked, limits=TeamLimits(budget=Decimal("0.29")))).cost == Decimal("0.20")


def test_huge_prices_are_kept_within_the_budget() -> None:
    team = (learner("p", "a"), learner("q", "a"))
    asked = question(offer("a", "999999999.99"), learners=team, budget=Decimal("1999999999.97"))
    assert best_plan(asked).cost == Decimal("999999999.99")


def test_a_cap_is_filled_by_the_cheapest_and_no_more_are_sent() -> None:
    team = (learner("p", "a", "b"), learner("q", "a", "b"))
    found = best_plan(question(offer("a", "90"), offer("b", "80"), learners=team, people=1))
    assert (len(found.seats), found.cost, found.closed) == (1, Decimal(80), {"n": 1.0})


def test_the_cheapest_plan_closes_no_more_than_it_must() -> None:
    team = (learner("p", "a"), learner("q", "b"))
    asked = question(offer("a", "90"), offer("b", "80"), learners=team, people=2)
    found = best_plan(asked, goal=Goal.CHEAPEST, at_least=2.0)
    assert isinstance(found, SeatPlan)
    assert (found.offers, found.cost, found.optimal) == (("b",), Decimal(80), True)


def test_what_can_not_be_reached_says_what_can() -> None:
    asked = question(offer("a"), learners=(learner("p", "a"),), people=2)
    for goal in (Goal.CHEAPEST, Goal.FASTEST, Goal.FEWEST):
        assert best_plan(asked, goal=goal, at_least=3.0) == Unreached(at_least=3.0, most=2.0, proven=True)


def test_the_fastest_plan_may_cost_more() -> None:
    asked = question(
        offer("late", "10", quarters=frozenset({3})), offer("soon", "50"), learners=(learner("p", "late", "soon"),)
    )
    assert best_plan(asked).offers == ("late",)
    found = best_plan(asked, goal=Goal.FASTEST, at_least=2.0)
    assert isinstance(found, SeatPlan)
    assert (found.offers, found.optimal) == (("soon",), True)


def test_alternatives_close_enough_or_say_what_can_be_reached() -> None:
    team = tuple(learner(key, "a") for key in "pqr")
    asked = question(offer("a"), learners=team, people=3, budget=Decimal(200))
    found = alternatives(asked, best_plan(asked), share=0.6)
    assert {goal: plan.cost for goal, plan in found.plans.items() if isinstance(plan, SeatPlan)} == dict.fromkeys(
        (Goal.CHEAPEST, Goal.FASTEST, Goal.FEWEST), Decimal(200)
    )
    none = alternatives(asked, best_plan(asked), share=0.9)
    assert set(none.plans.values()) == {Unreached(at_least=none.at_least, most=4.0, proven=True)}


def test_more_budget_says_what_it_would_buy() -> None:
    team = tuple(learner(key, "a") for key in "pqr")
    asked = question(offer("a"), learners=team, people=3, budget=Decimal(190))
    found = more_budget(asked, best_plan(asked))
    assert found is not None
    assert (found.extra, found.cost, found.closes, found.weight) == (Decimal("19.0"), Decimal(100), {"n": 1.0}, 2.0)
    assert more_budget(replace(asked, limits=TeamLimits()), best_plan(asked)) is None


def test_ids_that_stand_twice_are_named() -> None:
    with pytest.raises(InvalidInput, match=r"offers.*'a' stands there twice"):
        best_plan(question(offer("a"), offer("a"), learners=()))


def test_offers_needs_and_shares_that_are_none_are_named() -> None:
    with pytest.raises(InvalidInput, match="'b' is none of the offers"):
        best_plan(question(offer("a"), learners=(learner("p", "b"),)))
    with pytest.raises(InvalidInput, match="'m' must be a need"):
        best_plan(question(offer("a"), learners=(learner("p", "a", need="m"),)))


def test_what_a_plan_breaks_is_said() -> None:
    asked = question(offer("a"), learners=(learner("p", "a", hours=5.0),), budget=Decimal(50), quarters=1)
    assert breaches(asked, seats((0, "a", "p"))) == ("the budget is exceeded", "the hours of 'p' are exceeded")
    assert breaches(asked, seats((1, "a", "p")))[-1] == "'a' does not end within the plan"


def test_offers_that_are_missed_least_are_left_out_while_enough_is_closed() -> None:
    team = (learner("p", "a"), learner("q", "a"), learner("r", "b"))
    asked = question(offer("a"), offer("b"), learners=team)
    plan = best_plan(asked)
    assert plan.offers == ("a", "b")
    assert {seat.offer for seat in fewer_offers(asked, plan.seats, 4.0, lambda: 1.0)} == {"a"}
    assert fewer_offers(asked, plan.seats, 4.5, lambda: 1.0) == plan.seats
