"""What a plan comes to, as far as that may be told: seats, money and hours, by quarter and in all.

Prices and hours of courses are known, so that an exact sum over groups of which some are withheld would tell how many
seats those have. Then money is told as an upper end, and hours and the sums of such quarters are not told.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from matcher.offers import ROUNDING
from matcher.workforce.courses import Course
from matcher.workforce.discretion import FEWEST, Discretion
from matcher.workforce.lacking import Lack, Target
from matcher.workforce.picturing import learned
from matcher.workforce.report import QuarterLine, Totals
from matcher.workforce.seats import SeatPlan

COARSE = 20
"""Parts in which shares are told where seats are withheld: steps of five hundredths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """What any plan of a team is told against."""

    lacks: tuple[Lack, ...]
    courses: tuple[Course, ...]
    hours_per_quarter: float | None
    target: Target
    people: int
    """Who take part."""
    discretion: Discretion

    @property
    def missing_weight(self) -> float:
        """Of all that is missing, for as many people as it counts."""
        return math.fsum(lack.weight * lack.missing for lack in self.lacks)

    def runs(self, course: Course) -> int:
        """In how many quarters it goes on."""
        return 1 if not self.hours_per_quarter else math.ceil(course.offer.hours / self.hours_per_quarter - ROUNDING)

    def seats(self, plan: SeatPlan) -> tuple[int | None, ...]:
        """Of each group of the plan; None where that is withheld.

        A seat for whoever takes it is told, unless it tells how many hold a skill of which few do.
        """
        if self.target is not Target.TOGETHER:
            return self.discretion.listed([group.seats for group in plan.groups])
        few = [lack for lack in self.lacks if self.discretion.part(lack.holding, len(lack.levels)) is None]
        taught = learned(few, self.courses, plan)
        hidden = {one.course.offer.id for own in taught.values() for one in own.by.values()}
        return tuple(None if group.offer in hidden else group.seats for group in plan.groups)


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
    told = whole.discretion.may_tell(people)
    hidden = [g for g, seats in zip(plan.groups, whole.seats(plan), strict=True) if seats is None]
    timed = all(by_id[seat.offer].timed for seat in plan.seats)
    weight = whole.missing_weight or 1.0
    return Totals(
        people=whole.discretion.part(people, whole.people),
        seats=len(plan.seats) if told else None,
        courses=len(plan.offers),
        hours=sum(by_id[seat.offer].offer.hours for seat in plan.seats) if timed and told and not hidden else None,
        cost=_at_most(plan.cost, [group.each for group in hidden]) if told else None,
        cost_at_most=bool(hidden) and told,
        last_quarter=max((group.quarter + whole.runs(by_id[group.offer]) - 1 for group in plan.groups), default=None),
        closed=_coarse(plan.closed_weight / weight, coarse=bool(hidden)) if told else None,
        bound=_coarse(plan.bound / weight, coarse=bool(hidden)) if told else None,
        optimal=plan.optimal,
    )


def _at_most(cost: Decimal, hidden: Sequence[Decimal]) -> Decimal:
    """Rounded up to so many seats of the dearest group that is withheld as a group may have and be withheld for it."""
    step = (FEWEST - 1) * max(hidden, default=Decimal(0))
    return cost if not step else (cost / step).to_integral_value(ROUND_CEILING) * step


def _coarse(share: float, *, coarse: bool) -> float:
    return round(share * COARSE) / COARSE if coarse else share
