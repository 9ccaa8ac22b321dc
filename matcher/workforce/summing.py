"""What a plan comes to, as far as that may be told: seats, money and hours, by quarter and in all.

Prices and hours of courses are known, so that an exact sum over groups of which some are withheld would tell how many
seats those have. Then money is told as an upper end, and hours, shares and the sums of such quarters are not told.
"""

import math
from dataclasses import dataclass, replace
from decimal import Decimal

from matcher.workforce.courses import Course
from matcher.workforce.discretion import Discretion
from matcher.workforce.lacking import Lack, Target
from matcher.workforce.picturing import learned
from matcher.workforce.report import QuarterLine, Totals
from matcher.workforce.seat_plans import quarters_long
from matcher.workforce.seat_units import minutes_given, minutes_taken
from matcher.workforce.seats import SeatPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What any plan of a team is told against."""

    lacks: tuple[Lack, ...]
    courses: tuple[Course, ...]
    hours_per_quarter: float | None
    target: Target
    people: int
    """Who take part."""
    budget: Decimal | None
    discretion: Discretion

    @property
    def missing_weight(self) -> float:
        """Of all that is missing, for as many people as it counts."""
        return math.fsum(lack.weight * lack.missing for lack in self.lacks)

    def runs(self, course: Course) -> int:
        """In how many quarters it goes on."""
        return quarters_long(minutes_taken(course.offer.hours), minutes_given(self.hours_per_quarter))

    def seats(self, plan: SeatPlan) -> tuple[int | None, ...]:
        """Of each group of the plan; None where that is withheld.

        A group is told where all that is told of the skills which it teaches is: who learns in it is of those who lack
        them. Where the roles are covered together, a seat is for whoever takes it.
        """
        closed = [lack for lack in self.lacks if not self.is_open(lack)]
        taught = learned(closed, self.courses, plan)
        hidden = {one.course.offer.id for own in taught.values() for one in own.by.values()}
        if self.target is Target.TOGETHER:
            return tuple(None if group.offer in hidden else group.seats for group in plan.groups)
        listed = self.discretion.listed([0 if group.offer in hidden else group.seats for group in plan.groups])
        pairs = zip(plan.groups, listed, strict=True)
        return tuple(None if group.offer in hidden else seats for group, seats in pairs)

    def is_open(self, lack: Lack) -> bool:
        """Whether it may be told how many hold it."""
        return self.discretion.part(lack.holding, len(lack.levels)) is not None


def quarter_lines(plan: SeatPlan, whole: Whole, number: int) -> tuple[QuarterLine, ...]:
    """One for each quarter; without sums where a group of it is withheld."""
    told = dict(zip(plan.groups, whole.seats(plan), strict=True))
    lines = []
    for quarter in range(number):
        own = [group for group in plan.groups if group.quarter == quarter]
        known = all(told[group] is not None for group in own)
        lines.append(
            QuarterLine(
                quarter=quarter,
                seats=sum(group.seats for group in own) if known else None,
                cost=sum((group.cost for group in own), Decimal(0)) if known else None,
            )
        )
    return tuple(lines)


def totals(plan: SeatPlan, whole: Whole) -> Totals:
    by_id = {course.offer.id: course for course in whole.courses}
    people = len({seat.learner for seat in plan.seats})
    hidden = [g for g, seats in zip(plan.groups, whole.seats(plan), strict=True) if seats is None]
    told = not hidden and whole.discretion.may_tell(people)
    timed = all(by_id[seat.offer].timed for seat in plan.seats)
    weight = whole.missing_weight or 1.0
    return Totals(
        people=whole.discretion.part(people, whole.people) if told else None,
        seats=len(plan.seats) if told else None,
        courses=len(plan.offers),
        hours=sum(by_id[seat.offer].offer.hours for seat in plan.seats) if timed and told else None,
        cost=plan.cost if told else _at_most(plan, whole),
        cost_at_most=not told,
        last_quarter=max((group.quarter + whole.runs(by_id[group.offer]) - 1 for group in plan.groups), default=None),
        closed=plan.closed_weight / weight if told else None,
        bound=plan.bound / weight if told else None,
        optimal=plan.optimal,
    )


def _at_most(plan: SeatPlan, whole: Whole) -> Decimal:
    """What it costs where each group that is withheld has everybody in it, at the price of the smallest group.

    It hangs on which courses there are, and on no count that is withheld.
    """
    tiers = {course.offer.id: course.offer.tiers for course in whole.courses}
    most = Decimal(0)
    for group, seats in zip(plan.groups, whole.seats(plan), strict=True):
        most += group.cost if seats is not None else max(tier.each for tier in tiers[group.offer]) * whole.people
    return most if whole.budget is None else min(most, whole.budget)


def unsaid(own: Totals, discretion: Discretion) -> Totals:
    """Of a plan beside the plan: without consent no counts, which would tell by how few people the two differ."""
    if discretion.consented:
        return own
    return replace(own, people=None, seats=None, hours=None, closed=None, bound=None)
