"""Beside the best stack: the cheapest and the fastest that close enough, different ones, and what more would add."""

from decimal import Decimal
from itertools import count

import pytest

from matcher.choices import ALL_S, Choice, Choices, choices
from matcher.marginals import marginals
from matcher.offers import Offer, StackLimits
from matcher.stacking import best_stack

GAP = {"sql": 1.0, "r": 1.0, "excel": 1.0, "maths": 1.0, "go": 1.0}


def offer(key: str, cost: str, hours: float, *closes: str) -> Offer:
    return Offer(id=key, closes=dict.fromkeys(closes, 1.0), cost=Decimal(cost), currency="AUD", hours=hours)


OFFERS = [
    offer("all", "500", 50, *GAP),
    offer("four-slow", "100", 90, "sql", "r", "excel", "maths"),
    offer("two-quick", "300", 9, "sql", "r"),
    offer("other-quick", "300", 9, "excel", "maths"),
]


def found(limits: StackLimits | None = None, offers: list[Offer] | None = None) -> Choices:
    held, own = limits or StackLimits(currency="AUD"), offers or OFFERS
    return choices(GAP, own, held, best_stack(GAP, own, held))


def named(result: Choices) -> dict[tuple[str, ...], tuple[Choice, ...]]:
    return {one.stack.chosen: one.choices for one in result.alternatives}


def test_the_best_comes_first_and_the_cheapest_and_fastest_close_enough_of_it() -> None:
    result = found()
    assert result.alternatives[0].stack.chosen == ("all",)
    assert named(result) == {
        ("all",): (Choice.MOST_COMPLETE,),
        ("four-slow",): (Choice.CHEAPEST, Choice.DIFFERENT),
        ("other-quick", "two-quick"): (Choice.FASTEST, Choice.DIFFERENT),
    }


def test_different_stacks_share_nothing_with_those_before_them() -> None:
    different = [one.stack.chosen for one in found().alternatives if Choice.DIFFERENT in one.choices]
    assert different == [("four-slow",), ("other-quick", "two-quick")]


def test_the_least_more_money_that_closes_more_is_named_to_the_cent_with_what_it_adds() -> None:
    result = found(StackLimits(budget=Decimal(400), currency="AUD"))
    assert result.alternatives[0].stack.chosen == ("four-slow",)
    assert result.more_money is not None
    assert (result.more_money.amount, result.more_money.adds) == pytest.approx((100.0, 1.0))
    assert result.more_money.stack.chosen == ("all",)
    assert result.more_hours is None


def test_the_least_more_hours_likewise() -> None:
    result = found(StackLimits(hours=40))
    assert result.more_hours is not None
    assert (result.more_hours.amount, result.more_hours.adds) == pytest.approx((10.0, 1.0))


def test_a_course_is_worth_what_would_stay_open_without_it_and_all_that_needs_it() -> None:
    offers = [
        Offer(id="basics", closes={"sql": 0.5}, cost=Decimal(10), currency="AUD", hours=2.0),
        Offer(id="next", closes={"sql": 1.0, "r": 1.0}, cost=Decimal(0), currency="AUD", after=frozenset({"basics"})),
        Offer(id="spare", closes={"r": 0.25, "go": 0.25}, hours=1.0),
    ]
    gap = {"sql": 1.0, "r": 1.0, "go": 1.0}
    basics, later, spare = marginals(gap, {}, best_stack(gap, offers, StackLimits()), offers)
    assert (basics.offer, basics.worth, basics.per_hour, basics.per_money) == ("basics", 1.75, 0.875, 0.175)
    assert (later.offer, later.worth, later.per_hour, later.per_money) == ("next", 1.25, None, None)
    assert (spare.worth, spare.per_hour, spare.per_money) == (0.25, 0.25, None)


def test_where_half_as_much_again_adds_nothing_nothing_is_said() -> None:
    assert found(StackLimits(budget=Decimal(200), currency="AUD")).more_money is None


def test_an_empty_best_has_no_alternatives() -> None:
    result = found(StackLimits(budget=Decimal(0), currency="AUD"))
    assert named(result) == {(): (Choice.MOST_COMPLETE,)}


def test_without_time_nothing_is_called_the_cheapest_or_the_fastest() -> None:
    ticks = count(0, ALL_S * 2)
    best = best_stack(GAP, OFFERS, StackLimits(hours=40))
    result = choices(GAP, OFFERS, StackLimits(hours=40), best, clock=lambda: float(next(ticks)))
    assert [(one.choices, one.stack) for one in result.alternatives] == [((Choice.MOST_COMPLETE,), best)]
    assert (result.more_money, result.more_hours) == (None, None)
