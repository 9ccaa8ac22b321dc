"""The stack is the best one there is: equal to trying every subset, criterion by criterion."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from random import Random
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.stacking import Method, Offer, StackLimits, best_stack

INSTANCES = 240


class Instance(NamedTuple):
    gap: Mapping[str, float]
    offers: tuple[Offer, ...]
    limits: StackLimits


def instance(seed: int) -> Instance:
    """Every other one on a coarse grid, so that ties are common; every third with missing facts."""
    random = Random(seed)
    coarse, gaps = seed % 2 == 0, seed % 3 == 0
    skills = [f"s{i}" for i in range(random.randint(1, 5))]

    def degree() -> float:
        return random.choice([0.5, 1.0]) if coarse else random.uniform(0.05, 1)

    def offer(key: int) -> Offer:
        closes = {s: degree() for s in random.sample([*skills, "other"], random.randint(1, min(3, len(skills))))}
        cost = None if gaps and random.random() < 0.3 else Decimal(random.randint(0, 6) * (50 if coarse else 37)) / 2
        hours = (
            None if gaps and random.random() < 0.3 else random.choice([2.0, 4.0, 7.5] if coarse else [1.1, 2.3, 9.7])
        )
        return Offer(id=f"o{key}", closes=closes, cost=cost, currency=None if cost is None else "AUD", hours=hours)

    return Instance(
        {skill: degree() for skill in skills},
        tuple(offer(key) for key in range(random.randint(1, 9))),
        StackLimits(
            budget=random.choice([None, Decimal(0), Decimal(60), Decimal(150)]),
            currency="AUD",
            hours=random.choice([None, 0.0, 6.0, 12.0]),
            max_items=random.choice([1, 2, 3, 8]),
        ),
    )


def fitting(given_instance: Instance) -> Iterator[Sequence[Offer]]:
    """Every subset that keeps every limit, an offer without a fact that a limit needs in none."""
    limits = given_instance.limits
    able = [
        offer
        for offer in sorted(given_instance.offers, key=lambda offer: offer.id)
        if not (limits.budget is not None and offer.cost is None)
        and not (limits.hours is not None and offer.hours is None)
    ]
    for size in range(min(limits.max_items, len(able)) + 1):
        for chosen in combinations(able, size):
            dear = limits.budget is not None and sum(o.cost or 0 for o in chosen) > limits.budget
            long = limits.hours is not None and sum(o.hours or 0 for o in chosen) > limits.hours + 1e-9
            if not dear and not long:
                yield chosen


def closed(gap: Mapping[str, float], chosen: Sequence[Offer]) -> float:
    return sum(weight * max((o.closes.get(skill, 0.0) for o in chosen), default=0.0) for skill, weight in gap.items())


def rank(gap: Mapping[str, float], chosen: Sequence[Offer]) -> tuple[object, ...]:
    """The order of matcher.stacking, smaller is better; money in cents and hours in minutes, rounded up."""
    return (
        -round(closed(gap, chosen) / sum(gap.values()) * 1_000_000),
        sum(o.cost is None for o in chosen),
        sum(o.cost or 0 for o in chosen),
        sum(o.hours is None for o in chosen),
        round(sum((o.hours or 0) for o in chosen) * 60),
        len(chosen),
        tuple(o.id for o in chosen),
    )


@pytest.mark.parametrize("start", range(0, INSTANCES, 24))
def test_no_subset_is_better_than_the_stack(start: int) -> None:
    for seed in range(start, start + 24):
        gap, offers, limits = given_instance = instance(seed)
        found = best_stack(gap, offers, limits)
        best = min(fitting(given_instance), key=lambda chosen: rank(gap, chosen))
        assert (seed, found.chosen) == (seed, tuple(offer.id for offer in best))
        assert found.closed_weight == pytest.approx(closed(gap, best), abs=1e-6)
        assert (found.optimal, found.method) == (True, Method.EXACT)


seeds = st.integers(INSTANCES, INSTANCES + 100_000)


@settings(max_examples=40, deadline=None)
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_the_offers_does_not_matter(seed: int, random: Random) -> None:
    gap, offers, limits = instance(seed)
    shuffled = list(offers)
    random.shuffle(shuffled)
    assert best_stack(gap, shuffled, limits) == best_stack(gap, offers, limits)


@settings(max_examples=60, deadline=None)
@given(seeds, st.sampled_from([0.0, 10.0]))
def test_no_limit_is_exceeded_and_the_totals_are_those_of_the_chosen(seed: int, seconds: float) -> None:
    gap, offers, limits = instance(seed)
    found = best_stack(gap, offers, limits, seconds=seconds)
    chosen = [offer for offer in offers if offer.id in found.chosen]
    assert len(found.chosen) == len(set(found.chosen)) == len(chosen) <= limits.max_items
    if limits.budget is not None:
        assert found.cost is not None
        assert found.cost <= limits.budget
    if limits.hours is not None:
        assert found.hours is not None
        assert found.hours <= limits.hours + 1e-9
    if all(offer.cost is not None for offer in chosen):
        assert found.cost == sum(offer.cost or 0 for offer in chosen)
    else:
        assert found.cost is None
    assert found.closed_weight == pytest.approx(closed(gap, chosen), abs=1e-9)
    assert found.total_weight == pytest.approx(sum(gap.values()))


@settings(max_examples=30, deadline=None)
@given(seeds)
def test_more_budget_never_closes_less(seed: int) -> None:
    gap, offers, _ = instance(seed)
    steps = [StackLimits(budget=Decimal(budget), currency="AUD") for budget in (0, 40, 90, 1000)]
    weights = [best_stack(gap, offers, limits).closed_weight for limits in steps]
    assert all(more >= less - 1e-6 * sum(gap.values()) for less, more in pairwise(weights))
