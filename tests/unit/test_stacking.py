"""The stack: what it promises about facts, money, hours, ties and time."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count

import pytest

from matcher.errors import InvalidInput
from matcher.stacking import Method, Offer, StackLimits, best_stack


def offer(name: str, cost: str | None = None, hours: float | None = None, **closes: float) -> Offer:
    return Offer(id=name, closes=closes, cost=None if cost is None else Decimal(cost), currency="AUD", hours=hours)


def aud(budget: str, *, hours: float | None = None, max_items: int = 8) -> StackLimits:
    return StackLimits(budget=Decimal(budget), currency="AUD", hours=hours, max_items=max_items)


def test_an_empty_gap_needs_nothing() -> None:
    result = best_stack({}, [offer("a", "5", sql=1.0)], aud("100"))
    assert (result.chosen, result.cost, result.hours, result.optimal) == ((), Decimal(0), 0.0, True)
    assert (result.closed_weight, result.total_weight) == (0, 0)


def test_without_offers_everything_stays_open() -> None:
    result = best_stack({"sql": 2.0}, [], aud("100"))
    assert (result.chosen, result.closed_weight, result.total_weight, result.optimal) == ((), 0, 2, True)


def test_a_budget_of_zero_buys_only_what_is_free() -> None:
    result = best_stack({"sql": 1.0}, [offer("free", "0", sql=0.4), offer("paid", "0.01", sql=1.0)], aud("0"))
    assert result.chosen == ("free",)
    assert result.closed_weight == pytest.approx(0.4)


def test_no_hours_or_no_items_leave_an_empty_stack() -> None:
    offers = [offer("a", "5", 1.0, sql=1.0)]
    assert best_stack({"sql": 1.0}, offers, StackLimits(hours=0)).chosen == ()
    assert best_stack({"sql": 1.0}, offers, StackLimits(max_items=0)).chosen == ()


def test_an_overlap_counts_once_as_the_better_of_the_two() -> None:
    result = best_stack({"sql": 2.0, "r": 1.0}, [offer("a", sql=0.5, r=1.0), offer("b", sql=0.75)], StackLimits())
    assert result.chosen == ("a", "b")
    assert result.closed_weight == pytest.approx(2 * 0.75 + 1)
    assert result.closed_by == {"r": ("a", 1.0), "sql": ("b", 0.75)}


def test_what_does_instead_closes_a_need_once_as_far_as_the_best_of_it() -> None:
    offers = [offer("a", "5", java=0.5), offer("b", "5", python=0.75), offer("c", "5", sql=0.7)]
    result = best_stack({"java": 2.0}, offers, aud("100"), instead={"java": {"python", "sql"}})
    assert (result.chosen, result.closed_by) == (("b",), {"python": ("b", 0.75)})
    assert (result.closed_weight, result.total_weight) == pytest.approx((1.5, 2.0))


def test_every_way_in_which_the_chosen_close_a_need_is_named_but_weighs_once() -> None:
    gap = {"java": 1.0, "r": 1.0, "excel": 1.0}
    offers = [offer("a", "5", java=0.5, r=1.0), offer("b", "5", python=1.0, excel=1.0)]
    result = best_stack(gap, offers, aud("100"), instead={"java": ["python"]})
    assert result.closed_by == {"excel": ("b", 1.0), "java": ("a", 0.5), "python": ("b", 1.0), "r": ("a", 1.0)}
    assert result.closed_weight == pytest.approx(3.0)


def test_one_skill_may_close_several_needs() -> None:
    result = best_stack(
        {"python": 1.0, "java": 1.0}, [offer("a", java=0.5)], StackLimits(), instead={"python": ["java"]}
    )
    assert (result.closed_by, result.closed_weight) == ({"java": ("a", 0.5)}, 1.0)


def test_without_time_greed_closes_a_need_once_too() -> None:
    offers = [offer("a", "5", java=1.0), offer("b", "5", python=1.0)]
    result = best_stack({"java": 1.0}, offers, aud("9"), instead={"java": ["python"]}, seconds=0, clock=lambda: 0.0)
    assert (result.chosen, result.method) == (("a",), Method.GREEDY)


def test_an_offer_of_what_does_instead_is_named_where_it_is_left_out() -> None:
    result = best_stack({"java": 1.0}, [offer("a", None, python=1.0)], aud("9"), instead={"java": ["python"]})
    assert result.unpriced == ("a",)


def test_two_cheap_ones_beat_the_one_that_greed_takes() -> None:
    gap = {"sql": 1.0, "r": 1.0, "excel": 1.0, "maths": 1.0}
    wide = offer("wide", "60", sql=1.0, r=1.0, excel=0.9)
    halves = [offer("left", "50", sql=1.0, r=1.0), offer("right", "50", excel=1.0, maths=1.0)]
    result = best_stack(gap, [wide, *halves], aud("100"))
    assert (result.chosen, result.cost, result.method) == (("left", "right"), Decimal(100), Method.EXACT)


def test_of_equal_closings_the_cheapest_wins_then_the_shortest_then_the_fewest_then_the_first_id() -> None:
    gap = {"sql": 1.0, "r": 1.0}
    dear = offer("a", "20", 5.0, sql=1.0, r=1.0)
    long = offer("b", "10", 9.0, sql=1.0, r=1.0)
    parts = [offer("c", "4", 4.0, sql=1.0), offer("d", "6", 4.0, r=1.0)]
    short, same = offer("f", "10", 8.0, sql=1.0, r=1.0), offer("e", "10", 8.0, sql=1.0, r=1.0)
    assert best_stack(gap, [dear, long], StackLimits()).chosen == ("b",)
    assert best_stack(gap, [dear, long, *parts], StackLimits()).chosen == ("c", "d")
    assert best_stack(gap, [dear, long, *parts, short], StackLimits()).chosen == ("f",)
    assert best_stack(gap, [dear, long, *parts, short, same], StackLimits()).chosen == ("e",)


def test_a_surplus_that_another_closes_anyway_is_no_reason_to_pass_over_the_first_id() -> None:
    both, rest = offer("b", "10", 1.0, sql=1.0, r=1.0), offer("c", "10", 1.0, r=1.0, excel=1.0)
    only = offer("a", "10", 1.0, sql=1.0)
    assert best_stack({"sql": 1.0, "r": 1.0, "excel": 1.0}, [both, rest, only], aud("20")).chosen == ("a", "c")


def test_what_adds_nothing_is_not_taken_even_if_free() -> None:
    free = offer("a", "0", 0.0, sql=0.5)
    assert best_stack({"sql": 1.0}, [free, offer("b", "0", 0.0, sql=1.0)], StackLimits()).chosen == ("b",)


def test_an_unstated_price_is_left_out_of_a_budget_and_said_so() -> None:
    result = best_stack({"sql": 1.0}, [offer("a", None, sql=1.0), offer("b", "50", sql=0.5)], aud("100"))
    assert (result.chosen, result.unpriced, result.cost) == (("b",), ("a",), Decimal(50))


def test_unstated_hours_are_left_out_of_a_limit_of_hours_and_said_so() -> None:
    offers = [offer("a", "1", None, sql=1.0), offer("b", "1", 3.0, sql=0.5)]
    result = best_stack({"sql": 1.0}, offers, StackLimits(hours=10))
    assert (result.chosen, result.untimed, result.hours) == (("b",), ("a",), 3.0)


def test_a_price_in_another_currency_is_left_out_of_a_budget_and_said_so() -> None:
    foreign = Offer(id="usd", closes={"sql": 1.0}, cost=Decimal(1), currency="USD")
    free = Offer(id="free", closes={"sql": 0.5}, cost=Decimal(0), currency="USD")
    nowhere = Offer(id="bare", closes={"sql": 1.0}, cost=Decimal(1))
    result = best_stack({"sql": 1.0}, [foreign, free, nowhere], aud("100"))
    assert (result.chosen, result.other_currency, result.unpriced) == (("free",), ("usd",), ("bare",))


def test_what_closes_nothing_of_the_gap_is_not_mentioned() -> None:
    assert best_stack({"sql": 1.0}, [offer("a", None, r=1.0)], aud("100")).unpriced == ()


def test_without_a_budget_a_stated_price_is_preferred_and_an_unstated_one_makes_the_total_unknown() -> None:
    gap = {"sql": 1.0, "r": 1.0}
    stated, unstated = offer("b", "900", sql=1.0), offer("a", None, sql=1.0)
    assert best_stack(gap, [stated, unstated], StackLimits()).chosen == ("b",)
    result = best_stack(gap, [stated, offer("c", None, r=1.0)], StackLimits())
    assert (result.chosen, result.cost, result.hours) == (("b", "c"), None, None)


def test_without_a_budget_prices_of_several_currencies_are_not_added() -> None:
    offers = [
        Offer(id="a", closes={"sql": 1.0}, cost=Decimal(5), currency="USD"),
        Offer(id="b", closes={"r": 1.0}, cost=Decimal(5), currency="AUD"),
    ]
    result = best_stack({"sql": 1.0, "r": 1.0}, offers, StackLimits())
    assert (result.chosen, result.cost, result.currency) == (("a", "b"), None, None)


def test_a_fraction_of_a_cent_or_a_minute_never_slips_under_a_limit() -> None:
    offers = [offer("a", "50.001", 1.0, sql=1.0), offer("b", "50", 1.0, r=1.0)]
    assert best_stack({"sql": 1.0, "r": 1.0}, offers, aud("100")).chosen in [("a",), ("b",)]
    offers = [offer("a", "1", 0.1, sql=1.0), offer("b", "1", 0.2, r=1.0)]
    assert best_stack({"sql": 1.0, "r": 1.0}, offers, aud("9", hours=0.3)).chosen == ("a", "b")


def test_ten_copies_of_a_course_do_not_hinder_one_another() -> None:
    copies = [offer(f"copy-{i}", "10", 2.0, sql=1.0) for i in range(10)]
    assert best_stack({"sql": 1.0}, copies, aud("100")).chosen == ("copy-0",)


def hurried(after: int) -> Iterator[float]:
    """A clock that stands still for so many readings and then says that time is up."""
    return (0.0 if i < after else 9.0 for i in count())


@pytest.mark.parametrize("readings", [1, 2])
def test_out_of_time_the_best_so_far_is_given_as_unproven(readings: int) -> None:
    gap = {f"s{j}": 1.0 + j for j in range(6)}
    offers = [offer(f"o{i}", str(10 + i), 1.0, **{f"s{i % 6}": 0.5, f"s{i * 5 % 6}": 0.9}) for i in range(12)]
    ticks = hurried(readings)
    result = best_stack(gap, offers, aud("45"), clock=lambda: next(ticks))
    assert not result.optimal
    assert result.closed_weight > 0
    assert result.cost is not None
    assert result.cost <= 45


def test_with_no_time_at_all_the_greedy_stack_is_named_as_such() -> None:
    result = best_stack({"sql": 1.0}, [offer("a", "1", sql=1.0)], aud("5"), seconds=0, clock=lambda: 0.0)
    assert (result.chosen, result.method, result.optimal) == (("a",), Method.GREEDY, False)


@pytest.mark.parametrize("coverage", [0.0, -0.1, 1.01, float("nan")])
def test_a_coverage_outside_0_to_1_is_refused(coverage: float) -> None:
    with pytest.raises(InvalidInput, match="offer 'a', closes"):
        Offer(id="a", closes={"sql": coverage})


@pytest.mark.parametrize("cost", ["-1", "NaN", "Infinity", "1e12"])
def test_an_impossible_price_is_refused(cost: str) -> None:
    with pytest.raises(InvalidInput, match="offer 'a', cost"):
        offer("a", cost)


@pytest.mark.parametrize("hours", [-1.0, float("nan"), float("inf"), 1e12])
def test_impossible_hours_are_refused(hours: float) -> None:
    with pytest.raises(InvalidInput, match="offer 'a', hours"):
        offer("a", "1", hours)


def test_limits_below_zero_are_refused_by_name() -> None:
    with pytest.raises(InvalidInput, match="budget"):
        aud("-1")
    with pytest.raises(InvalidInput, match="hours"):
        StackLimits(hours=-1)
    with pytest.raises(InvalidInput, match="max_items"):
        StackLimits(max_items=-1)


def test_a_budget_without_a_currency_is_refused() -> None:
    with pytest.raises(InvalidInput, match="currency"):
        StackLimits(budget=Decimal(5))


def test_a_boundless_budget_is_no_limit() -> None:
    assert best_stack({"sql": 1.0}, [offer("a", "5", sql=1.0)], aud("1e30")).chosen == ("a",)


def test_an_id_that_comes_twice_is_refused() -> None:
    with pytest.raises(InvalidInput, match="'a' comes twice"):
        best_stack({"sql": 1.0}, [offer("a", "1", sql=1.0), offer("a", "2", sql=1.0)], StackLimits())


@pytest.mark.parametrize("weight", [0.0, -1.0, float("inf"), float("nan")])
def test_a_weight_that_is_not_above_zero_is_refused(weight: float) -> None:
    with pytest.raises(InvalidInput, match="gap"):
        best_stack({"sql": weight}, [], StackLimits())
