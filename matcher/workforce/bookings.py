"""Seats under pseudonyms, in the order of the table: for a team that consented, where each moves toward a role."""

from collections import defaultdict
from collections.abc import Sequence

from matcher.workforce.discretion import Discretion
from matcher.workforce.held import Held
from matcher.workforce.lacking import Target
from matcher.workforce.report import Booking
from matcher.workforce.seats import Seat, SeatPlan


def bookings(people: Sequence[Held], plan: SeatPlan, target: Target, discretion: Discretion) -> tuple[Booking, ...]:
    """Of each the earliest first. Empty where the roles are covered together: who takes a seat is theirs to decide."""
    if target is Target.TOGETHER or not discretion.consented:
        return ()
    taken: defaultdict[str, list[Seat]] = defaultdict(list)
    for seat in plan.seats:
        taken[seat.learner].append(seat)
    return tuple(
        Booking(member=own.member, role=own.role, course=seat.offer, quarter=seat.quarter)
        for own in people
        if own.role is not None
        for seat in sorted(taken[own.member])
    )
