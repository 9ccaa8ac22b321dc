"""Chosen seats put into quarters."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace

from matcher.workforce.fitting_quarters import fitting_quarters
from matcher.workforce.seat_plans import breaches
from matcher.workforce.seat_program import seat_program
from matcher.workforce.seating import Seating
from matcher.workforce.seats import Seat
from matcher.workforce.settling_seats import Aim, Settled, key, settle
from matcher.workforce.time_left import Remaining

AIMS = (Aim.CLOSED, Aim.COST, Aim.LATENESS)


def scheduled(seating: Seating, pairs: Collection[int], remaining: Remaining) -> Settled:
    """All of the pairs where that is possible, otherwise what closes most of them; earliest where all else is equal.

    Where time runs out, as many as fit one after the other.
    """
    seats = first_quarters(seating, pairs)
    if seats is not None and not breaches(seating.question, seats):
        return Settled(seats=seats, proven=1, bound=None)
    soon = fitting_quarters(seating, pairs)
    if remaining() <= 0:
        return Settled(seats=soon, proven=0, bound=None)
    found = settle(seat_program(seating, pairs), AIMS, 0.0, remaining)
    if found.proven:
        return found
    better = found.seats is None or key(seating.question, AIMS, soon) < key(seating.question, AIMS, found.seats)
    return replace(found, seats=soon) if better else found


def first_quarters(seating: Seating, pairs: Collection[int]) -> tuple[Seat, ...] | None:
    """Each course in the first quarter that suits all who take it, the longest first; None where there is none."""
    if seating.after and any(len(own) > 1 for own in seating.begins):
        return None
    own: defaultdict[int, list[int]] = defaultdict(list)
    for pair in pairs:
        own[seating.pairs[pair][1]].append(seating.pairs[pair][0])
    spent: defaultdict[tuple[int, int], int] = defaultdict(int)
    found = []
    for offer in sorted(own, key=lambda one: (len(seating.begins[one]), -seating.spells[one], one)):
        parts = [[learner] for learner in own[offer]] if seating.flat(offer) else [own[offer]]
        for learners in parts:
            quarter = _first_that_suits(seating, offer, learners, spent)
            if quarter is None:
                return None
            for learner in learners:
                found.append(_seat(seating, offer, learner, quarter))
                for place, spells in enumerate(seating.spent_in(offer)):
                    spent[learner, quarter + place] += spells
    return tuple(sorted(found))


def _first_that_suits(
    seating: Seating, offer: int, learners: Collection[int], spent: Mapping[tuple[int, int], int]
) -> int | None:
    time = seating.quarter_time
    for quarter in seating.begins[offer]:
        added = list(enumerate(seating.spent_in(offer), start=quarter))
        if time is None or all(spent.get((one, q), 0) + spells <= time for one in learners for q, spells in added):
            return quarter
    return None


def _seat(seating: Seating, offer: int, learner: int, quarter: int) -> Seat:
    return Seat(quarter=quarter, offer=seating.offers[offer].id, learner=seating.learners[learner].id)
