"""Both solvers against every subset, in exact fractions; and against each other where there are too many."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from random import Random
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import optimum
from matcher.cover import Choice, Cover, restricted, undominated
from matcher.greedy import greedy_cover
from matcher.offers import closers, cover_by, left_out, useful
from matcher.prerequisites import in_order
from matcher.stacking import Offer, StackLimits, StackResult, best_stack
from matcher.zero_one import settling

SKILLS = "abcdef"
FOREVER = 1e9


@dataclass(frozen=True, slots=True)
class Problem:
    gap: Mapping[str, float]
    offers: tuple[Offer, ...]
    limits: StackLimits
    instead: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def closing(self, skill: str) -> frozenset[str]:
        return self.instead.get(skill, frozenset()) | {skill}


Rank: TypeAlias = tuple[Fraction, int, Decimal, int, Fraction, int, tuple[str, ...]]

amounts = st.none() | st.integers(0, 6)
offers = st.builds(
    lambda closes, cost, quarters, currency: Offer(
        id="",
        closes={skill: quarter / 4 for skill, quarter in closes.items()},
        cost=None if cost is None else Decimal(cost) * Decimal("9.95"),
        currency=currency,
        hours=None if quarters is None else quarters / 4,
    ),
    st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 4), min_size=1, max_size=4),
    amounts,
    amounts,
    st.sampled_from(["AUD", "AUD", "AUD", "USD"]),
)
limits = st.builds(
    lambda budget, quarters, items: StackLimits(
        budget=None if budget is None else Decimal(budget),
        currency="AUD",
        hours=None if quarters is None else quarters / 4,
        max_items=items,
    ),
    st.none() | st.integers(0, 90),
    st.none() | st.integers(0, 14),
    st.integers(0, 5),
)
problems = st.builds(
    lambda weights, found, held, instead: Problem(
        {skill: float(weight) for skill, weight in weights.items()},
        tuple(replace(offer, id=f"o{i}") for i, offer in enumerate(found)),
        held,
        instead,
    ),
    st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 3), max_size=6),
    st.lists(offers, max_size=10),
    limits,
    st.just({}) | st.dictionaries(st.sampled_from(SKILLS), st.frozensets(st.sampled_from(SKILLS)), max_size=4),
)

alike = st.builds(
    lambda closes, odd: Offer(
        id="", closes=dict.fromkeys(closes, 1.0), cost=Decimal(10 + odd), currency="AUD", hours=1.0
    ),
    st.sets(st.sampled_from(SKILLS), min_size=1, max_size=3),
    st.sampled_from([0, 0, 0, 5]),
)
tied = st.builds(
    lambda found, seed, budget: Problem(
        dict.fromkeys(SKILLS, 1.0),
        tuple(replace(offer, id=f"o{i}") for i, offer in zip(Random(seed).sample(range(10), 10), found, strict=False)),
        StackLimits(budget=Decimal(budget), currency="AUD"),
    ),
    st.lists(alike, min_size=6, max_size=10),
    st.integers(0, 1000),
    st.integers(20, 60),
)
"""Offers that differ in little but what they close: mostly several stacks are best, and the ids decide."""


def _needing(problem: Problem, pairs: Sequence[tuple[int, int]]) -> Problem:
    """Some offers after others; after itself is a circle, after the last place what is not on offer."""
    after: dict[str, set[str]] = {}
    for one, other in pairs:
        after.setdefault(f"o{one}", set()).add(f"o{other}")
    found = tuple(replace(offer, after=frozenset(after.get(offer.id, ()))) for offer in problem.offers)
    return replace(problem, offers=found)


ordered = st.builds(
    _needing,
    problems | tied,
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 10)), min_size=1, max_size=5),
)
"""Some offers need others, in chains, circles, or what is not on offer."""


def ranking(problem: Problem) -> Callable[[Sequence[Offer]], Rank | None]:
    """The order that the stack is defined by, smallest best; None for a stack that breaks a limit."""
    held = problem.limits
    closing = [(Fraction(weight), problem.closing(skill)) for skill, weight in problem.gap.items()]
    closes = {
        offer.id: [max(offer.closes.get(one, 0.0) for one in skills) for _, skills in closing]
        for offer in problem.offers
    }
    """Offer -> its coverage of each skill of the gap. They are quarters, so floats compare them exactly."""

    def rank(stack: Sequence[Offer]) -> Rank | None:
        prices = [o.cost if o.cost == 0 or o.currency == "AUD" else None for o in stack]
        cost, unpriced = sum((p for p in prices if p is not None), Decimal(0)), prices.count(None)
        times = [o.hours for o in stack]
        hours, untimed = sum((Fraction(t) for t in times if t is not None), Fraction(0)), times.count(None)
        if (
            (held.budget is not None and (unpriced or cost > held.budget))
            or (held.hours is not None and (untimed or hours > held.hours))
            or len(stack) > held.max_items
            or not all(offer.after <= {other.id for other in stack} for offer in stack)
            or len(in_order({offer.id: offer.after for offer in stack})) < len(stack)
        ):
            return None
        best = [max(each) for each in zip(*(closes[offer.id] for offer in stack), strict=True)]
        closed = sum((weight * Fraction(own) for (weight, _), own in zip(closing, best, strict=False)), Fraction(0))
        return (-closed, unpriced, cost, untimed, hours, len(stack), tuple(sorted(o.id for o in stack)))

    return rank


def stacked(problem: Problem, seconds: float = FOREVER) -> StackResult:
    """On a clock that stands still: no time, or as much as it takes."""
    return best_stack(
        problem.gap, problem.offers, problem.limits, instead=problem.instead, seconds=seconds, clock=lambda: 0.0
    )


def covered(problem: Problem) -> tuple[list[Offer], Cover]:
    needs = closers(problem.gap, problem.instead)
    found = useful(needs, problem.offers)
    able = [offer for offer in found if offer.id not in left_out(found, problem.limits, "AUD").ids]
    return able, cover_by(able, problem.gap, needs, problem.limits, "AUD")


def brute_force(problem: Problem) -> Rank:
    most = min(problem.limits.max_items, len(problem.offers))
    stacks = (stack for size in range(most + 1) for stack in combinations(problem.offers, size))
    rank = ranking(problem)
    return min(ranked for stack in stacks if (ranked := rank(stack)) is not None)


@settings(max_examples=300, deadline=None)
@given(problems | tied | ordered)
def test_the_stack_is_the_best_of_all_subsets_down_to_the_ids(problem: Problem) -> None:
    result = stacked(problem)
    chosen = [offer for offer in problem.offers if offer.id in result.chosen]
    best = brute_force(problem)
    assert result.optimal
    assert ranking(problem)(chosen) == best
    assert result.chosen == best[-1]
    assert result.closed_weight == pytest.approx(float(-best[0]))


@settings(max_examples=200, deadline=None)
@given(problems | tied)
def test_each_solver_alone_finds_the_same(problem: Problem) -> None:
    able, cover = covered(problem)
    if not cover.gains.any():
        return
    start = greedy_cover(cover)
    settled = [start, *settling(cover, start, lambda: FOREVER)]
    assert tuple(able[row].id for row in settled[-1]) == brute_force(problem)[-1]
    try:
        listed = [start, *optimum.listing(cover, start, lambda: FOREVER)]
    except optimum.Unlisted:
        return
    assert listed[-1] == settled[-1]


@settings(max_examples=100, deadline=None)
@given(problems | ordered)
def test_greed_keeps_the_limits_and_is_never_better_than_exact(problem: Problem) -> None:
    exact = stacked(problem)
    greedy = stacked(problem, seconds=0)
    chosen = [offer for offer in problem.offers if offer.id in greedy.chosen]
    ranked = ranking(problem)(chosen)
    assert ranked is not None
    assert ranked >= brute_force(problem)
    assert greedy.closed_weight <= exact.closed_weight + 1e-9


@settings(max_examples=100, deadline=None)
@given(problems | ordered, st.randoms(use_true_random=False))
def test_the_order_of_the_offers_changes_nothing(problem: Problem, random: Random) -> None:
    shuffled = list(problem.offers)
    random.shuffle(shuffled)
    as_given = stacked(problem)
    assert stacked(replace(problem, offers=tuple(shuffled))) == as_given


@settings(max_examples=200, deadline=None)
@given(problems | tied)
def test_leaving_out_dominated_offers_leaves_the_best_stack(problem: Problem) -> None:
    able, cover = covered(problem)
    rows = undominated(cover)
    choices = [
        c for size in range(min(problem.limits.max_items, len(able)) + 1) for c in combinations(range(len(able)), size)
    ]
    best = min((c for c in choices if cover.fits(c)), key=cover.key)
    assert set(best) <= set(rows.tolist())


def random_cover(seed: int) -> Cover:
    """60 offers, 12 skills, with coverages that differ: more than brute force can do, few ties."""
    draw = np.random.default_rng(seed)
    gains = np.where(draw.random((60, 12)) < 0.2, draw.uniform(0.4, 1, (60, 12)).round(3), 0) / 12
    uses = np.column_stack(
        (np.zeros(60), draw.integers(0, 40, 60), np.zeros(60), draw.integers(1, 60, 60), np.ones(60))
    ).astype(np.int64)
    cover = Cover(gains=gains, uses=uses, limits=np.array([0, 80, 0, 120, 6]))
    return restricted(cover, undominated(cover))


@pytest.mark.parametrize("seed", range(15))
def test_both_solvers_agree_where_brute_force_cannot_follow(seed: int) -> None:
    cover = random_cover(seed)
    start = greedy_cover(cover)
    listed: list[Choice] = [start, *optimum.listing(cover, start, lambda: FOREVER)]
    settled: list[Choice] = [start, *settling(cover, start, lambda: FOREVER)]
    assert cover.key(listed[-1]) == cover.key(settled[-1])
    assert all(cover.key(later) < cover.key(earlier) for earlier, later in pairwise(listed))


def with_needs(cover: Cover, seed: int) -> Cover:
    """Some rows need others, in chains of up to three; about every second best of all breaks that."""
    draw = np.random.default_rng(seed)
    rows = draw.permutation(len(cover.gains))[:12].tolist()
    after = tuple(pair for chain in (rows[:3], rows[3:6], rows[6:8], rows[8:10], rows[10:]) for pair in pairwise(chain))
    return replace(cover, after=after)


@pytest.mark.parametrize("seed", range(8))
def test_both_solvers_agree_where_rows_need_others(seed: int) -> None:
    cover = with_needs(random_cover(seed), seed)
    start = greedy_cover(cover)
    listed: list[Choice] = [start, *optimum.listing(cover, start, lambda: FOREVER)]
    reached: list[Choice] = [start, *optimum.reaching(cover, start, lambda: FOREVER)]
    assert cover.allows(listed[-1])
    assert cover.key(listed[-1]) == cover.key(reached[-1])
