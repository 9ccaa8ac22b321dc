"""Plans by patterns, as large teams get them: never out of bounds, and best wherever they say so."""

import math
from itertools import combinations

import pytest

from matcher.workforce.dominated import undominated
from matcher.workforce.goals import Goal
from matcher.workforce.greedy_seats import greedy_seats
from matcher.workforce.kinds import Kind, fitting, kinds_of
from matcher.workforce.pattern_plans import settled_by_patterns
from matcher.workforce.planning import AIMS, best_plan
from matcher.workforce.pricing import priced
from matcher.workforce.seat_plans import breaches, closed_by, weight_of
from matcher.workforce.seating import seating_of
from matcher.workforce.time_left import endless
from tests.seat_oracle import every_plan, feasible, units
from tests.seat_oracle import weight_of as weight_by_words
from tests.seat_questions import small_question

PLENTY = 60.0


@pytest.mark.parametrize("start", range(0, 80, 20))
def test_patterns_bound_every_plan_and_are_best_where_they_say_so(start: int) -> None:
    proven = 0
    for seed in range(start, start + 20):
        question = small_question(seed)
        seating = seating_of(question)
        if not seating.pairs:
            continue
        found = settled_by_patterns(seating, AIMS[Goal.MOST], 0.0, (), lambda: PLENTY)
        best = min((-units(question, weight_by_words(question, seats)), cost) for seats, cost in every_plan(question))
        assert found.bound is not None
        assert units(question, found.bound) >= -best[0]
        seats = found.seats or ()
        assert (seed, feasible(question, seats), breaches(question, seats)) == (seed, True, ())
        closed = units(question, weight_of(question, closed_by(question, seats)))
        assert closed <= -best[0]
        if found.proven:
            assert (seed, closed) == (seed, -best[0])
            proven += 1
    assert proven > 0


def test_a_greedy_plan_keeps_every_limit_and_closes_no_more_than_the_best() -> None:
    for seed in range(60):
        question = small_question(seed)
        seats = greedy_seats(seating_of(question))
        assert (seed, feasible(question, seats), breaches(question, seats)) == (seed, True, ())
        assert weight_by_words(question, seats) <= best_plan(question).closed_weight + 1e-9


def test_pricing_finds_the_patterns_that_trying_all_of_them_finds() -> None:
    for seed in range(60):
        seating = seating_of(small_question(seed))
        fits = fitting(seating)
        for kind in kinds_of(seating, range(len(seating.pairs))):
            values = [[(need, share * (1 + need)) for need, share in own] for own in kind.closes]
            costs = [0.3 * (offer % 3) for offer in kind.offers]
            every = {
                pattern: worth
                for size in range(1, len(kind.offers) + 1)
                for pattern in combinations(range(len(kind.offers)), size)
                if takeable(kind, pattern) and fits(frozenset(kind.offers[place] for place in pattern))
                for worth in (worth_of(values, costs, pattern),)
            }
            places = range(len(kind.offers))
            best = priced(kind, values, costs, fits, places, least=0.0, every=False, nodes=10_000, remaining=endless)
            assert best.most == pytest.approx(max([0.0, *every.values()]))
            near = priced(
                kind, values, costs, fits, places, least=best.most - 0.4, every=True, nodes=10_000, remaining=endless
            )
            assert near.whole
            assert {pattern for _, pattern in near.patterns} == {
                pattern for pattern, worth in every.items() if worth > best.most - 0.4 + 1e-9
            }


def takeable(kind: Kind, pattern: tuple[int, ...]) -> bool:
    return sum(kind.spells[place] for place in pattern) <= kind.time and all(
        kind.needed[place] <= set(pattern) for place in pattern
    )


def worth_of(values: list[list[tuple[int, float]]], costs: list[float], pattern: tuple[int, ...]) -> float:
    needs = {need for place in pattern for need, _ in values[place]}
    best = [max(value for place in pattern for own, value in values[place] if own == need) for need in sorted(needs)]
    return math.fsum(best) - sum(costs[place] for place in pattern)


def test_what_is_left_out_as_superfluous_makes_no_plan_worse() -> None:
    for seed in range(40):
        question = small_question(seed)
        seating = seating_of(question)
        kept = {seating.pairs[pair] for pair in undominated(seating)}
        gone = {(seating.learners[who].id, seating.offers[what].id) for who, what in set(seating.pairs) - kept}
        best = min((-units(question, weight_by_words(question, seats)), cost) for seats, cost in every_plan(question))
        without = min(
            (-units(question, weight_by_words(question, seats)), cost)
            for seats, cost in every_plan(question)
            if not any((seat.learner, seat.offer) in gone for seat in seats)
        )
        assert (seed, without) == (seed, best)
