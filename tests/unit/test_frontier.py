"""What each amount closes at best: no point is dearer than another that closes as much."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations
from random import Random

import pytest

from matcher.frontier import STEPS, Along, frontier
from matcher.offers import Offer, StackLimits, fits
from matcher.questions import StackQuestion
from matcher.stacking import StackResult
from tests.unit.test_choices import GAP, OFFERS, offer


def question(offers: list[Offer], limits: StackLimits | None = None) -> StackQuestion:
    held = limits or StackLimits(currency="AUD")
    return StackQuestion(gap=GAP, instead={skill: {skill} for skill in GAP}, offers=tuple(offers), limits=held, ways={})


def told(stacks: tuple[StackResult, ...]) -> list[tuple[tuple[str, ...], str, float]]:
    return [(own.chosen, str(own.cost), own.closed_weight) for own in stacks]


def test_more_money_closes_more_or_is_no_point() -> None:
    asked = question(OFFERS)
    found = frontier(asked, asked.best())
    assert found is not None
    assert (found.along, found.currency) == (Along.MONEY, "AUD")
    assert told(found.stacks) == [(("four-slow",), "100", 4.0), (("all",), "500", 5.0)]


def test_every_point_is_the_best_that_its_money_can_buy() -> None:
    offers = [offer("a", "30", 5, "sql"), offer("b", "50", 5, "r", "excel"), offer("c", "90", 9, "sql", "r", "go")]
    found = frontier(question(offers), question(offers).best())
    assert found is not None
    for stack in found.stacks:
        buyable = (
            len({skill for own in several for skill in own.closes})
            for n in range(len(offers) + 1)
            for several in combinations(offers, n)
            if sum(own.cost or 0 for own in several) <= (stack.cost or 0)
        )
        assert stack.closed_weight == max(buyable)
    assert [own.cost for own in found.stacks] == [Decimal(30), Decimal(50), Decimal(80), Decimal(140)]


def test_it_goes_beyond_the_budget_and_holds_what_the_budget_buys() -> None:
    asked = question(OFFERS, StackLimits(budget=Decimal(150), currency="AUD"))
    found = frontier(asked, asked.best())
    assert found is not None
    assert told(found.stacks) == [(("four-slow",), "100", 4.0), (("all",), "500", 5.0)]


def test_the_other_limits_hold_along_the_line() -> None:
    asked = question(OFFERS, StackLimits(currency="AUD", hours=20))
    found = frontier(asked, asked.best())
    assert found is not None
    assert told(found.stacks)[-1] == (("other-quick", "two-quick"), "600", 4.0)
    assert all((own.hours or 0) <= 20 for own in found.stacks)


def test_without_prices_the_line_runs_along_the_hours() -> None:
    free = [replace(own, cost=None, currency=None) for own in OFFERS]
    asked = question(free, StackLimits())
    found = frontier(asked, asked.best())
    assert found is not None
    assert found.along is Along.HOURS
    assert [own.hours for own in found.stacks] == [9, 18, 50]


def test_what_takes_nothing_has_no_line() -> None:
    free = [Offer(id="free", closes={"sql": 1.0})]
    assert frontier(question(free, StackLimits()), question(free, StackLimits()).best()) is None


def some_offers(rng: Random) -> list[Offer]:
    """Some without a price, or without hours; some after others."""
    return [
        Offer(
            id=f"o{n:02}",
            closes={skill: rng.choice([0.5, 0.8, 1.0]) for skill in rng.sample(sorted(GAP), rng.randint(1, 3))},
            cost=rng.choice([None, Decimal(0), Decimal(rng.randint(1, 90)), Decimal(rng.randint(1, 9_000)) / 100]),
            currency="AUD",
            hours=rng.choice([None, rng.randint(1, 60) / 7]),
            after=frozenset([f"o{n - 1:02}"] if n and rng.random() < 0.2 else []),
        )
        for n in range(12)
    ]


def anew(asked: StackQuestion, best: StackResult) -> list[tuple[str, ...]]:
    """Every step of the line sought for itself, and of these the ones that close more than what costs less."""

    def within(budget: Decimal | None, hours: float | None) -> StackResult:
        return replace(asked, limits=replace(asked.limits, budget=budget, hours=hours)).best()

    if best.cost:
        most = within(None, asked.limits.hours)
        ends = best.cost if most.cost is None else most.cost
        budgets = [(ends * step / STEPS).quantize(Decimal("0.01")) for step in range(STEPS)]
        steps = [within(budget, asked.limits.hours) for budget in budgets]
        taken = [(float(own.cost), own) for own in (*steps, best, most) if own.cost is not None]
    else:
        most = within(asked.limits.budget, None)
        longest = (best.hours if most.hours is None else most.hours) or 0.0
        steps = [within(asked.limits.budget, longest * step / STEPS) for step in range(STEPS)]
        taken = [(own.hours, own) for own in (*steps, best, most) if own.hours is not None]
    kept: list[StackResult] = []
    for _, own in sorted(taken, key=lambda one: (one[0], -one[1].closed_weight)):
        if own.chosen and (not kept or own.closed_weight > kept[-1].closed_weight + 1e-6):
            kept.append(own)
    return [own.chosen for own in kept]


@pytest.mark.parametrize("seed", range(25))
def test_the_line_holds_what_is_found_where_every_step_is_sought_for_itself(seed: int) -> None:
    rng = Random(seed)
    limits = StackLimits(budget=rng.choice([None, Decimal(40)]), currency="AUD", hours=rng.choice([None, 12.0]))
    asked = question(some_offers(rng), limits)
    best = asked.best()
    found = frontier(asked, best)
    if best.cost or best.hours:
        assert found is not None
        assert [own.chosen for own in found.stacks] == anew(asked, best)
    else:
        assert found is None


def test_what_lacks_a_fact_that_a_limit_needs_does_not_fit_and_cents_and_minutes_are_rounded_up() -> None:
    known, unpriced = offer("a", "10.001", 0.51, "sql"), replace(offer("b", "1", 1, "sql"), cost=None)
    assert fits([known], StackLimits(budget=Decimal("10.01"), currency="AUD", hours=31 / 60), "AUD")
    assert not fits([known], StackLimits(budget=Decimal(10), currency="AUD"), "AUD")
    assert not fits([known], StackLimits(hours=30.5 / 60), "AUD")
    assert not fits([known], StackLimits(budget=Decimal(99), currency="EUR"), "EUR")
    assert not fits([known, unpriced], StackLimits(budget=Decimal(99), currency="AUD"), "AUD")
    assert fits([known, unpriced], StackLimits(), "AUD")
    assert not fits([known, unpriced], StackLimits(max_items=1), "AUD")
