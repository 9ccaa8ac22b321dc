"""A plan with whole offers left out, as long as it closes enough: the named fallback for the fewest courses."""

from collections.abc import Sequence

from matcher.workforce.seat_plans import closed_by, weight_of
from matcher.workforce.seats import PlanQuestion, Seat
from matcher.workforce.time_left import Remaining


def fewer_offers(
    question: PlanQuestion, seats: Sequence[Seat], at_least: float, remaining: Remaining
) -> tuple[Seat, ...]:
    """Again and again without the offer that is missed least, and what comes after it; ties by id."""
    kept = tuple(seats)
    while remaining() > 0:
        trials = [_without(question, kept, offer) for offer in sorted({seat.offer for seat in kept})]
        best = max(trials, key=lambda trial: weight_of(question, closed_by(question, trial)), default=())
        if not kept or weight_of(question, closed_by(question, best)) < at_least:
            break
        kept = best
    return kept


def _without(question: PlanQuestion, seats: Sequence[Seat], offer: str) -> tuple[Seat, ...]:
    gone = {offer}
    while more := {one.id for one in question.offers if one.after & gone} - gone:
        gone |= more
    return tuple(seat for seat in seats if seat.offer not in gone)
