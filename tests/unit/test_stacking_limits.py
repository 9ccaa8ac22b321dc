"""Limits, currencies and missing facts of a stack, one small case each."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count

import pytest

from matcher.errors import InvalidInput
from matcher.stacking import Method, Offer, StackLimits, StackResult, best_stack

GAP = {"java": 0.4, "sql": 1.0}
FREE_OF_LIMITS = StackLimits()


def offer(
    key: str, *skills: str, cost: str | None = "10", currency: str | None = "AUD", hours: float | None = 5
) -> Offer:
    return Offer(
        id=key,
        closes=dict.fromkeys(skills, 1.0),
        cost=Decimal(cost) if cost is not None else None,
        currency=currency,
        hours=hours,
    )


def budget(amount: str, hours: float | None = None, max_items: int = 8) -> StackLimits:
    return StackLimits(budget=Decimal(amount), currency="AUD", hours=hours, max_items=max_items)


def stack(*offers: Offer, limits: StackLimits = FREE_OF_LIMITS) -> StackResult:
    return best_stack(GAP, offers, limits)


def test_the_result_says_what_is_closed_by_which_offer_and_what_it_takes() -> None:
    partly = Offer(id="part", closes={"java": 0.5, "tea": 1.0}, cost=Decimal("1.50"), currency="AUD", hours=2)
    found = stack(partly, offer("full", "sql"))
    assert found.chosen == ("full", "part")
    assert found.closed_by == {"java": ("part", 0.5), "sql": ("full", 1.0)}
    assert (found.closed_weight, found.total_weight) == pytest.approx((1.2, 1.4))
    assert (found.cost, found.currency, found.hours) == (Decimal("11.50"), "AUD", 7.0)
    assert (found.optimal, found.method) == (True, Method.EXACT)
    assert (found.unpriced, found.untimed, found.other_currency) == ((), (), ())


def test_closing_more_comes_before_costing_less() -> None:
    assert stack(offer("cheap", "java", cost="1"), offer("dear", "sql", cost="10"), limits=budget("10")).chosen == (
        "dear",
    )


def test_costing_less_comes_before_taking_less_time() -> None:
    assert stack(offer("cheap", "sql", cost="1", hours=90), offer("quick", "sql", cost="2", hours=1)).chosen == (
        "cheap",
    )


def test_taking_less_time_comes_before_fewer_items() -> None:
    both = offer("both", "sql", "java", cost="2", hours=9)
    single = [offer("a", "sql", cost="1", hours=4), offer("b", "java", cost="1", hours=4)]
    assert stack(both, *single).chosen == ("a", "b")
    assert stack(offer("both", "sql", "java", cost="2", hours=8), *single).chosen == ("both",)


def test_equal_stacks_are_chosen_by_id() -> None:
    assert stack(offer("b", "sql"), offer("ab", "sql"), offer("a", "sql")).chosen == ("a",)


def test_an_offer_that_adds_nothing_is_not_taken_even_for_free() -> None:
    assert stack(offer("a", "sql"), offer("b", "sql", cost="0", hours=0)).chosen == ("b",)
    assert stack(offer("a", "sql", "java", cost="0", hours=0), offer("b", "java", cost="0", hours=0)).chosen == ("a",)


def test_a_budget_leaves_out_what_states_no_price_and_says_so() -> None:
    found = stack(offer("none", "sql", cost=None), offer("some", "java"), limits=budget("100"))
    assert (found.chosen, found.unpriced) == (("some",), ("none",))


def test_a_price_without_a_currency_is_no_price() -> None:
    found = stack(offer("bare", "sql", currency=None), limits=budget("100"))
    assert (found.chosen, found.unpriced) == ((), ("bare",))


def test_a_budget_leaves_out_other_currencies_and_says_so_but_free_is_free_anywhere() -> None:
    euro, free = offer("euro", "sql", currency="EUR"), offer("free", "java", cost="0", currency="EUR")
    found = stack(euro, free, limits=budget("100"))
    assert (found.chosen, found.other_currency, found.cost) == (("free",), ("euro",), Decimal(0))


def test_amounts_of_several_currencies_are_never_added() -> None:
    found = stack(offer("aud", "sql"), offer("euro", "java", currency="EUR"))
    assert found.chosen == ("aud", "euro")
    assert (found.cost, found.currency) == (None, None)


def test_prices_of_one_currency_are_added_where_none_is_asked_for() -> None:
    found = stack(offer("a", "sql", currency="EUR"), offer("b", "java", currency="EUR"))
    assert (found.cost, found.currency) == (Decimal(20), "EUR")


def test_a_limit_of_hours_leaves_out_what_states_none_and_says_so() -> None:
    found = stack(offer("none", "sql", hours=None), offer("some", "java"), limits=StackLimits(hours=10))
    assert (found.chosen, found.untimed) == (("some",), ("none",))


def test_without_a_limit_a_missing_fact_is_no_hindrance_and_the_total_is_not_known() -> None:
    found = stack(offer("none", "sql", cost=None, hours=None))
    assert (found.chosen, found.cost, found.hours, found.unpriced, found.untimed) == (("none",), None, None, (), ())


def test_a_stated_price_is_preferred_to_none_however_high() -> None:
    assert stack(offer("none", "sql", cost=None), offer("dear", "sql", cost="9000")).chosen == ("dear",)


def test_what_lacks_a_fact_but_would_close_nothing_is_not_mentioned() -> None:
    found = stack(offer("tea", "tea", cost=None, hours=None), limits=budget("100", hours=5))
    assert (found.chosen, found.unpriced, found.untimed) == ((), (), ())


def test_an_offer_may_lack_two_facts() -> None:
    found = stack(offer("none", "sql", cost=None, hours=None), limits=budget("100", hours=5))
    assert (found.unpriced, found.untimed) == (("none",), ("none",))


def test_limits_are_kept_to_the_cent_and_to_the_minute() -> None:
    exact = offer("a", "sql", cost="10.10", hours=0.1), offer("b", "java", cost="0.20", hours=0.2)
    assert stack(*exact, limits=budget("10.30", hours=0.3)).chosen == ("a", "b")
    assert stack(*exact, limits=budget("10.29")).chosen == ("a",)
    assert stack(*exact, limits=StackLimits(hours=0.29)).chosen == ("a",)
    assert stack(offer("c", "sql", cost="10.001"), limits=budget("10")).chosen == ()


def test_a_budget_of_nothing_still_takes_what_is_free() -> None:
    assert stack(offer("free", "sql", cost="0", currency=None), offer("paid", "java"), limits=budget("0")).chosen == (
        "free",
    )
    assert stack(offer("paid", "sql"), limits=budget("0")).chosen == ()


def test_no_hours_take_only_what_takes_none() -> None:
    assert stack(offer("a", "sql", hours=0), offer("b", "java"), limits=StackLimits(hours=0)).chosen == ("a",)


def test_no_more_items_than_wanted() -> None:
    offers = [offer("a", "java"), offer("b", "sql")]
    assert stack(*offers, limits=StackLimits(max_items=1)).chosen == ("b",)
    assert stack(*offers, limits=StackLimits(max_items=0)).chosen == ()


def test_an_empty_gap_needs_nothing() -> None:
    found = best_stack({}, [offer("a", "sql", cost=None)], budget("100"))
    assert (found.chosen, found.closed_weight, found.total_weight, found.unpriced) == ((), 0, 0, ())
    assert (found.cost, found.hours, found.optimal) == (Decimal(0), 0.0, True)


def test_no_offers_leave_the_gap_open() -> None:
    found = stack(limits=budget("100"))
    assert (found.chosen, found.closed_weight) == ((), 0)
    assert found.total_weight == pytest.approx(1.4)


def test_where_every_offer_states_no_price_a_budget_leaves_nothing() -> None:
    found = stack(*(offer(key, "sql", cost=None) for key in "cab"), limits=budget("100"))
    assert (found.chosen, found.unpriced, found.optimal) == ((), ("a", "b", "c"), True)


@pytest.mark.parametrize("amount", ["-0.01", "NaN", "Infinity", "-Infinity"])
def test_a_budget_must_be_a_number_from_zero_on(amount: str) -> None:
    with pytest.raises(InvalidInput, match=r"^budget: ") as error:
        StackLimits(budget=Decimal(amount), currency="AUD")
    assert error.value.field == "budget"


@pytest.mark.parametrize("hours", [-0.5, float("nan"), float("inf")])
def test_hours_must_be_a_number_from_zero_on(hours: float) -> None:
    with pytest.raises(InvalidInput, match=r"^hours: ") as error:
        StackLimits(hours=hours)
    assert error.value.field == "hours"


def test_a_budget_needs_its_currency() -> None:
    with pytest.raises(InvalidInput, match=r"^currency: "):
        StackLimits(budget=Decimal(1))


def test_the_number_of_items_is_not_negative() -> None:
    with pytest.raises(InvalidInput, match=r"^max_items: "):
        StackLimits(max_items=-1)


@pytest.mark.parametrize("degree", [0.0, -0.1, 1.01, float("nan")])
def test_an_offer_closes_a_skill_to_a_degree_above_zero_and_at_most_one(degree: float) -> None:
    with pytest.raises(InvalidInput, match="offer 'a', closes"):
        Offer(id="a", closes={"sql": degree})


def test_an_offer_with_a_negative_price_or_time_is_refused() -> None:
    with pytest.raises(InvalidInput, match="offer 'a', cost"):
        offer("a", "sql", cost="-1")
    with pytest.raises(InvalidInput, match="offer 'a', hours"):
        offer("a", "sql", hours=-1)


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_what_a_gap_weighs_is_above_zero(weight: float) -> None:
    with pytest.raises(InvalidInput, match=r"^gap: "):
        best_stack({"sql": weight}, [], FREE_OF_LIMITS)


def test_an_id_that_comes_twice_is_refused() -> None:
    with pytest.raises(InvalidInput, match="'a' comes twice"):
        stack(offer("a", "sql"), offer("a", "java"))


def test_where_time_runs_out_the_greedy_stack_is_given_and_not_called_proven() -> None:
    ticks: Iterator[int] = count()
    found = best_stack(
        GAP, [offer("a", "sql"), offer("b", "java")], FREE_OF_LIMITS, seconds=0, clock=lambda: next(ticks)
    )
    assert found.chosen == ("a", "b")
    assert (found.optimal, found.method) == (False, Method.GREEDY)
