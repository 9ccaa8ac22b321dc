"""The best plan of seats for a question: most closed, cheapest, fastest or of fewest courses."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from time import monotonic
from typing import Literal, overload

import numpy as np

from matcher.workforce.fewer_offers import fewer_offers
from matcher.workforce.goals import Goal, Unreached
from matcher.workforce.greedy_seats import greedy_seats
from matcher.workforce.pattern_plans import reaches, settled_by_patterns
from matcher.workforce.seat_plans import UNITS, plan_of
from matcher.workforce.seat_program import layers_of, seat_program
from matcher.workforce.seating import Seating, pairs_at, seating_of
from matcher.workforce.seats import PlanQuestion, Seat, SeatPlan
from matcher.workforce.settling_seats import Aim, Kept, Settled, key, settle
from matcher.workforce.time_left import Remaining, until, within

TIME_LIMIT_S = 30.0
"""After this the best plan so far is given, with the bound that is proven."""

MOST_IN_ONE = 600
"""Seats times quarters up to which all is one program; beyond, patterns are faster."""
RESERVE = 0.06
"""Of the time: HiGHS looks at the clock between its steps only, and what it found is still to be told."""
GREEDY = 0.15
"""Of the time, for the plan to fall back on."""
SHARE_OF_MOST = 0.5
"""Of the time, for what can be closed at all, before another goal is looked for."""
AIMS = {
    Goal.MOST: (Aim.CLOSED, Aim.COST),
    Goal.CHEAPEST: (Aim.COST, Aim.CLOSED),
    Goal.FASTEST: (Aim.COST, Aim.CLOSED),
    Goal.FEWEST: (Aim.OFFERS, Aim.COST, Aim.CLOSED, Aim.MINUTES, Aim.LATENESS),
}
TIE_BREAKERS = (Aim.OFFERS, Aim.MINUTES, Aim.LATENESS)
"""Of what is as good: few courses, that people learn together; few hours; early, in few groups."""
TIDYING = 0.3
"""Of the time that is left, for these."""


@overload
def best_plan(
    question: PlanQuestion,
    *,
    goal: Literal[Goal.MOST] = ...,
    seconds: float = ...,
    clock: Callable[[], float] = ...,
) -> SeatPlan: ...


@overload
def best_plan(
    question: PlanQuestion,
    *,
    goal: Goal,
    at_least: float = ...,
    seconds: float = ...,
    clock: Callable[[], float] = ...,
) -> SeatPlan | Unreached: ...


def best_plan(
    question: PlanQuestion,
    *,
    goal: Goal = Goal.MOST,
    at_least: float = 0.0,
    seconds: float = TIME_LIMIT_S,
    clock: Callable[[], float] = monotonic,
) -> SeatPlan | Unreached:
    """The best plan; of MOST it may hold no seats. `at_least`: weight that other goals must close.

    Weight counts to a millionth of the whole, hours to the minute, money exactly. Raises InvalidInput.
    """
    remaining = until(clock() + seconds * (1 - RESERVE), clock)
    seating = seating_of(question)
    if goal is Goal.MOST:
        return most_plan(seating, remaining)
    most = most_plan(seating, within(remaining, SHARE_OF_MOST))
    return least_plan(seating, goal, at_least, most, remaining)


def most_plan(seating: Seating, remaining: Remaining) -> SeatPlan:
    settled = solved(seating, AIMS[Goal.MOST], 0.0, (), remaining)
    bound = None if settled.proven else settled.bound if settled.bound is not None else reach(seating)
    return plan_of(seating.question, settled.seats or (), bound=bound, optimal=settled.proven >= 2)


def least_plan(
    seating: Seating, goal: Goal, at_least: float, most: SeatPlan, remaining: Remaining
) -> SeatPlan | Unreached:
    """The plan of any other goal; `most` is the one of most closed weight within the same limits."""
    needed = needed_of(at_least, most)
    if most.bound < needed:
        return Unreached(at_least=at_least, most=most.closed_weight, proven=True)
    if goal is Goal.FASTEST:
        return _fastest(seating, at_least, most, remaining)
    settled = solved(seating, AIMS[goal], at_least, most.seats, remaining)
    if settled.seats is None and most.closed_weight >= needed:
        return replace(most, optimal=False)
    if settled.seats is None:
        return Unreached(at_least=at_least, most=most.closed_weight, proven=settled.bound == math.inf)
    found = plan_of(seating.question, settled.seats, bound=most.bound, optimal=settled.proven >= 2)
    if goal is Goal.CHEAPEST and most.closed_weight >= needed and most.cost < found.cost:
        return replace(most, optimal=False)
    return found


def _fastest(seating: Seating, at_least: float, most: SeatPlan, remaining: Remaining) -> SeatPlan | Unreached:
    """By halving the quarters, then the cheapest within those that are left."""
    question, sure, best = seating.question, True, most
    few, enough = 0, question.limits.quarters
    while enough - few > 1:
        middle = (few + enough) // 2
        shorter = most_plan(seating_of(shortened(question, middle)), within(remaining, 0.5))
        if shorter.closed_weight >= needed_of(at_least, most):
            enough, best = middle, shorter
        else:
            few = middle
            sure = sure and shorter.bound < needed_of(at_least, most)
    found = least_plan(seating_of(shortened(question, enough)), Goal.CHEAPEST, at_least, best, remaining)
    return replace(found, optimal=found.optimal and sure, bound=most.bound) if isinstance(found, SeatPlan) else found


def needed_of(at_least: float, most: SeatPlan) -> float:
    """Half a unit less."""
    return at_least - most.total_weight / UNITS / 2


def shortened(question: PlanQuestion, quarters: int) -> PlanQuestion:
    return replace(question, limits=replace(question.limits, quarters=quarters))


def solved(
    seating: Seating, aims: Sequence[Aim], at_least: float, seeds: Sequence[Seat], remaining: Remaining
) -> Settled:
    """`seeds`: a plan that closes at least so much, if one is known; it is the answer where nothing better is found."""
    if not seating.pairs:
        reached = at_least <= seating.total / UNITS / 2
        return Settled(seats=() if reached else None, proven=len(aims), bound=0.0 if reached else math.inf)
    if sum(len(seating.begins[offer]) for _, offer in seating.pairs) <= MOST_IN_ONE:
        return _in_one(seating, aims, at_least, remaining)
    greedy = greedy_seats(seating, within(remaining, GREEDY))
    found = settled_by_patterns(seating, aims, at_least, sorted(pairs_at(seating, seeds)), remaining)
    if found.proven:
        return found
    fewer = fewer_offers(seating.question, seeds, at_least, remaining) if aims[0] is Aim.OFFERS else ()
    for known in (fewer, seeds, greedy):
        better = found.seats is None or key(seating.question, aims, known) < key(seating.question, aims, found.seats)
        if better and reaches(seating, known, at_least):
            found = replace(found, seats=tuple(known))
    return found


def _in_one(seating: Seating, aims: Sequence[Aim], at_least: float, remaining: Remaining) -> Settled:
    """By one program; what breaks ties comes after what is proven, and takes no time from it."""
    first = settle(seat_program(seating, distinct=Aim.OFFERS in aims), aims, at_least, remaining)
    if Aim.OFFERS in aims or first.seats is None or first.proven < len(aims):
        return first
    kept = Kept(tuple(aims), first.seats)
    made = seat_program(seating, distinct=True)
    tidy = settle(made, TIE_BREAKERS, at_least, within(remaining, TIDYING), kept)
    return replace(first, seats=tidy.seats)


def reach(seating: Seating) -> float:
    """What all seats together would close: no plan closes more."""
    most = np.zeros(len(seating.weights))
    for (_, need), layers in layers_of(seating, range(len(seating.pairs))).items():
        most[need] += layers[-1][0]
    return float((seating.weights * np.minimum(most, seating.people)).sum())
