"""Every plan of a small question, one after the other: slow, and written from the words of matcher.workforce.seats."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import product

from matcher.workforce.seats import Learner, PlanQuestion, Seat, SeatOffer

OwnSeats = tuple[tuple[str, int], ...]
"""(offer, quarter in which it begins) of one learner."""
EPS = 1e-9


def own_choices(question: PlanQuestion, learner: Learner) -> list[OwnSeats]:
    """Everything that one learner can take, alone."""
    offers = [offer for offer in sorted(question.offers, key=lambda one: one.id) if offer.id in learner.closes]
    places = [
        [None, *(q for q in range(question.limits.quarters) if offer.quarters is None or q in offer.quarters)]
        for offer in offers
    ]
    found = []
    for begins in product(*places):
        taken = {offer: q for offer, q in zip(offers, begins, strict=True) if q is not None}
        if learner_can(question, learner, taken):
            found.append(tuple((offer.id, q) for offer, q in taken.items()))
    return found


def learner_can(question: PlanQuestion, learner: Learner, taken: Mapping[SeatOffer, int]) -> bool:
    limits = question.limits
    if sum(offer.hours for offer in taken) > learner.hours + EPS:
        return False
    spent = [0.0] * limits.quarters
    ends = {}
    for offer, begin in taken.items():
        left, quarter = offer.hours, begin
        if limits.hours_per_quarter is None:
            ends[offer.id] = begin
            continue
        while left > EPS:
            if quarter >= limits.quarters or limits.hours_per_quarter <= 0:
                return False
            part = min(left, limits.hours_per_quarter)
            spent[quarter] += part
            left -= part
            ends[offer.id] = quarter
            quarter += 1
    if limits.hours_per_quarter is not None and max(spent) > limits.hours_per_quarter + EPS:
        return False
    return not circular(taken) and all(
        needed in ends and ends[needed] <= begin for offer, begin in taken.items() for needed in offer.after
    )


def circular(taken: Mapping[SeatOffer, int]) -> bool:
    """Whether some of them wait for each other."""
    left = {offer.id: set(offer.after) for offer in taken}
    while ready := [key for key, after in left.items() if not after & left.keys()]:
        for key in ready:
            del left[key]
    return bool(left)


def cost_of(question: PlanQuestion, seats: Sequence[Seat]) -> Decimal | None:
    """None where a group can't run, or money does not suffice."""
    limits = question.limits
    offers = {offer.id: offer for offer in question.offers}
    paid = [Decimal(0)] * limits.quarters
    for (offer, quarter), count in Counter((seat.offer, seat.quarter) for seat in seats).items():
        tiers = [tier for tier in offers[offer].tiers if tier.seats <= count]
        most = offers[offer].most_seats
        if not tiers or (most is not None and count > most):
            return None
        paid[quarter] += tiers[-1].each * count
    dear = limits.budget_per_quarter is not None and max(paid) > limits.budget_per_quarter
    return None if dear or (limits.budget is not None and sum(paid) > limits.budget) else sum(paid, Decimal(0))


def weight_of(question: PlanQuestion, seats: Sequence[Seat]) -> float:
    total = 0.0
    for need in question.needs:
        parts = []
        for learner in question.learners:
            own = [
                learner.closes[seat.offer].get(need.id, 0.0)
                for seat in seats
                if seat.learner == learner.id and seat.offer in learner.closes
            ]
            parts.append(max(own, default=0.0))
        total += need.weight * min(need.people, math.fsum(parts))
    return total


def feasible(question: PlanQuestion, seats: Sequence[Seat]) -> bool:
    offers = {offer.id: offer for offer in question.offers}
    if len({(seat.learner, seat.offer) for seat in seats}) != len(seats):
        return False
    for learner in question.learners:
        own = [seat for seat in seats if seat.learner == learner.id]
        if any(seat.offer not in learner.closes for seat in own):
            return False
        if not learner_can(question, learner, {offers[seat.offer]: seat.quarter for seat in own}):
            return False
    in_time = all(offers[s.offer].quarters is None or s.quarter in (offers[s.offer].quarters or ()) for s in seats)
    return in_time and cost_of(question, seats) is not None


def every_plan(question: PlanQuestion) -> Iterator[tuple[tuple[Seat, ...], Decimal]]:
    """With its cost."""
    own = [
        [
            tuple(Seat(quarter=q, offer=offer, learner=learner.id) for offer, q in one)
            for one in own_choices(question, learner)
        ]
        for learner in question.learners
    ]
    for parts in product(*own):
        seats = tuple(seat for part in parts for seat in part)
        cost = cost_of(question, seats)
        if cost is not None:
            yield seats, cost


def units(question: PlanQuestion, weight: float) -> int:
    """Millionths of the whole, in which the planner compares."""
    return round(weight / (sum(need.weight * need.people for need in question.needs) or 1.0) * 1_000_000)


def distinct(seats: Sequence[Seat]) -> int:
    """Courses that somebody is sent to."""
    return len({seat.offer for seat in seats})


def last_quarter(question: PlanQuestion, seats: Sequence[Seat]) -> int:
    """In which something still runs; -1 where nothing does."""
    offers = {offer.id: offer for offer in question.offers}
    per_quarter = question.limits.hours_per_quarter
    return max(
        (
            seat.quarter
            + (0 if per_quarter is None else math.ceil(Fraction(offers[seat.offer].hours) / Fraction(per_quarter)) - 1)
            for seat in seats
        ),
        default=-1,
    )
