"""Chosen seats put into quarters."""

from collections.abc import Collection

from matcher.workforce.seat_plans import breaches
from matcher.workforce.seat_program import seat_program
from matcher.workforce.seating import Seating
from matcher.workforce.seats import Seat
from matcher.workforce.settling_seats import Aim, Remaining, Settled, settle


def scheduled(seating: Seating, pairs: Collection[int], remaining: Remaining) -> Settled:
    """All of the pairs where that is possible, otherwise what closes most of them; earliest where all else is equal."""
    if all(len(seating.begins[seating.pairs[pair][1]]) == 1 for pair in pairs):
        seats = tuple(sorted(_seat(seating, pair) for pair in pairs))
        if not breaches(seating.question, seats):
            return Settled(seats=seats, proven=3, bound=None)
    return settle(seat_program(seating, pairs), (Aim.CLOSED, Aim.COST, Aim.LATENESS), 0.0, remaining)


def _seat(seating: Seating, pair: int) -> Seat:
    learner, offer = seating.pairs[pair]
    quarter = seating.begins[offer][0]
    return Seat(quarter=quarter, offer=seating.offers[offer].id, learner=seating.learners[learner].id)
