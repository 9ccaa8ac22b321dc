"""From seats to the plan that they are: groups, costs and what they close, and which limits they break."""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

from matcher.workforce.seat_units import minutes_given, minutes_taken
from matcher.workforce.seats import Group, PlanQuestion, Seat, SeatOffer, SeatPlan

UNITS = 1_000_000
"""Closed weight is compared in millionths of the total: a smaller difference is no reason to pay more."""


def plan_of(question: PlanQuestion, seats: Collection[Seat], *, bound: float | None, optimal: bool) -> SeatPlan:
    """`bound`: of closed weight; None where what these seats close is proven to be the most."""
    closed = closed_by(question, seats)
    weight = weight_of(question, closed)
    return SeatPlan(
        seats=tuple(sorted(seats)),
        groups=tuple(groups_of(question, seats)),
        closed=closed,
        closed_weight=weight,
        total_weight=total_weight(question),
        bound=weight if bound is None else max(bound, weight),
        optimal=optimal,
    )


def total_weight(question: PlanQuestion) -> float:
    return math.fsum(need.weight * need.people for need in question.needs)


def weight_of(question: PlanQuestion, closed: Mapping[str, float]) -> float:
    return math.fsum(need.weight * closed[need.id] for need in question.needs if need.id in closed)


def closed_by(question: PlanQuestion, seats: Collection[Seat]) -> dict[str, float]:
    """Need -> people's worth, by need; without those of which nothing is closed."""
    taken = offers_by_learner(seats)
    sums: defaultdict[str, list[float]] = defaultdict(list)
    for learner in question.learners:
        best: dict[str, float] = {}
        for offer in taken.get(learner.id, {}):
            for need, share in learner.closes[offer].items():
                best[need] = max(share, best.get(need, 0.0))
        for need, share in best.items():
            sums[need].append(share)
    people = {need.id: need.people for need in question.needs}
    return {need: min(float(people[need]), math.fsum(sums[need])) for need in sorted(sums)}


def groups_of(question: PlanQuestion, seats: Collection[Seat]) -> Iterator[Group]:
    """By quarter, then offer. A group that can't run costs nothing here: see `breaches`."""
    offers = {offer.id: offer for offer in question.offers}
    for (quarter, offer), count in sorted(Counter((seat.quarter, seat.offer) for seat in seats).items()):
        yield Group(quarter=quarter, offer=offer, seats=count, each=offers[offer].each(count) or Decimal(0))


def offers_by_learner(seats: Collection[Seat]) -> dict[str, dict[str, int]]:
    """Learner -> offer -> the quarter in which it begins."""
    taken: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for seat in seats:
        taken[seat.learner][seat.offer] = seat.quarter
    return dict(taken)


def quarters_long(minutes: int, per_quarter: int | None) -> int:
    """In how many quarters a course of so many minutes runs; 0 where it never ends."""
    if per_quarter is None:
        return 1
    return -(-minutes // per_quarter) if per_quarter else 0


def breaches(question: PlanQuestion, seats: Sequence[Seat]) -> tuple[str, ...]:
    """What the seats break, in words; empty where they keep every limit."""
    return (*_broken_groups(question, seats), *_broken_money(question, seats), *_broken_times(question, seats))


def _broken_groups(question: PlanQuestion, seats: Sequence[Seat]) -> Iterator[str]:
    offers = {offer.id: offer for offer in question.offers}
    if len({(seat.offer, seat.learner) for seat in seats}) < len(seats):
        yield "a learner has two seats of one offer"
    for group in groups_of(question, seats):
        offer = offers[group.offer]
        if offer.each(group.seats) is None:
            yield f"{group.seats} seats of {group.offer!r} are no group"
        if offer.quarters is not None and group.quarter not in offer.quarters:
            yield f"{group.offer!r} does not begin in quarter {group.quarter}"


def _broken_money(question: PlanQuestion, seats: Sequence[Seat]) -> Iterator[str]:
    limits = question.limits
    spent: defaultdict[int, Decimal] = defaultdict(Decimal)
    for group in groups_of(question, seats):
        spent[group.quarter] += group.cost
    if limits.budget is not None and sum(spent.values(), Decimal(0)) > limits.budget:
        yield "the budget is exceeded"
    for quarter, cost in spent.items():
        if limits.budget_per_quarter is not None and cost > limits.budget_per_quarter:
            yield f"the budget of quarter {quarter} is exceeded"


def _broken_times(question: PlanQuestion, seats: Sequence[Seat]) -> Iterator[str]:
    offers = {offer.id: offer for offer in question.offers}
    taken, learners = offers_by_learner(seats), {learner.id: learner for learner in question.learners}
    for key, begins in taken.items():
        if begins.keys() - learners[key].closes.keys():
            yield f"{key!r} has a seat that is not theirs"
        time = minutes_given(learners[key].hours)
        if time is not None and sum(minutes_taken(offers[offer].hours) for offer in begins) > time:
            yield f"the hours of {key!r} are exceeded"
        yield from _broken_quarters(question, {offers[offer]: quarter for offer, quarter in begins.items()})


def _broken_quarters(question: PlanQuestion, begins: Mapping[SeatOffer, int]) -> Iterator[str]:
    limits = question.limits
    per_quarter = minutes_given(limits.hours_per_quarter)
    ends: dict[str, int] = {}
    spent: defaultdict[int, int] = defaultdict(int)
    for offer, quarter in begins.items():
        minutes = minutes_taken(offer.hours)
        long = quarters_long(minutes, per_quarter)
        ends[offer.id] = quarter + long - 1
        if not long or quarter < 0 or ends[offer.id] >= limits.quarters:
            yield f"{offer.id!r} does not end within the plan"
        for place in range(long):
            spent[quarter + place] += (
                minutes if per_quarter is None else min(per_quarter, minutes - place * per_quarter)
            )
    if per_quarter is not None and any(used > per_quarter for used in spent.values()):
        yield "the hours of a quarter are exceeded"
    for offer, quarter in begins.items():
        if any(needed not in ends or ends[needed] > quarter for needed in offer.after):
            yield f"{offer.id!r} begins before what it comes after has ended"
