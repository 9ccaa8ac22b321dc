"""Chosen seats put into quarters one course after the other, and those left out that fit in none: soon found."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from matcher.workforce.seat_plans import breaches
from matcher.workforce.seating import Seating
from matcher.workforce.seats import Seat


@dataclass(slots=True)
class _Calendar:
    """Of time and money."""

    seating: Seating
    spent: defaultdict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    """(learner, quarter) -> spells."""
    paid: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    """Quarter -> steps."""

    def able(self, offer: int, quarter: int, learners: Sequence[int]) -> list[int]:
        """Whoever has the time, as many as make a group that can be paid for; nobody where there is none."""
        seating, time = self.seating, self.seating.quarter_time
        added = list(enumerate(seating.spent_in(offer), start=quarter))
        free = [
            one for one in learners if time is None or all(self.spent[one, q] + spells <= time for q, spells in added)
        ]
        return next((free[:many] for many in range(len(free), 0, -1) if self._affordable(offer, quarter, many)), [])

    def _affordable(self, offer: int, quarter: int, seats: int) -> bool:
        each = self.seating.each(offer, seats)
        if each is None:
            return False
        budget, of_quarter = self.seating.budget, self.seating.quarter_budget
        cost = seats * each
        return (budget is None or sum(self.paid.values()) + cost <= budget) and (
            of_quarter is None or self.paid[quarter] + cost <= of_quarter
        )

    def seat(self, offer: int, quarter: int, learners: Sequence[int]) -> None:
        self.paid[quarter] += len(learners) * (self.seating.each(offer, len(learners)) or 0)
        for place, spells in enumerate(self.seating.spent_in(offer)):
            for one in learners:
                self.spent[one, quarter + place] += spells


def fitting_quarters(seating: Seating, pairs: Collection[int]) -> tuple[Seat, ...]:
    """Each group in the quarter that suits most of those who are left, the longest courses first.

    Empty where courses come after others.
    """
    own: defaultdict[int, list[int]] = defaultdict(list)
    for pair in sorted(pairs):
        own[seating.pairs[pair][1]].append(seating.pairs[pair][0])
    calendar = _Calendar(seating)
    found: list[Seat] = []
    for offer in sorted(own, key=lambda one: (len(seating.begins[one]), -seating.spells[one], one)):
        waiting, open_ = own[offer], list(seating.begins[offer])
        while waiting and open_:
            able = {quarter: calendar.able(offer, quarter, waiting) for quarter in open_}
            quarter = max(open_, key=lambda one: (len(able[one]), -one))
            calendar.seat(offer, quarter, able[quarter])
            found += [_seat(seating, offer, learner, quarter) for learner in able[quarter]]
            waiting = [learner for learner in waiting if learner not in able[quarter]]
            open_.remove(quarter)
    return () if breaches(seating.question, found) else tuple(sorted(found))


def _seat(seating: Seating, offer: int, learner: int, quarter: int) -> Seat:
    return Seat(quarter=quarter, offer=seating.offers[offer].id, learner=seating.learners[learner].id)
