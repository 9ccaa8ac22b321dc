"""A stack as weeks: what can be begun when, at so many hours a week, and what it comes to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matcher.achievements import Achievement, AchievementId
from matcher.credits import CreditSystem
from matcher.errors import InvalidInput
from matcher.levels import Level
from matcher.opportunities import LearningOpportunity
from matcher.prerequisites import in_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    achievement: AchievementId
    first_week: int
    last_week: int
    """Counted from 1; by the upper end of the hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    slots: tuple[Slot, ...]
    """One after the other, each after what it needs."""
    weeks: int
    untimed: tuple[AchievementId, ...]
    """In the same order; they state no hours, so that they have no slot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What the parts state, added up; what they don't state is counted."""

    hours: tuple[float, float]
    """Least and most of those that state any."""
    without_hours: int
    cost: Mapping[str, Decimal]
    """By currency."""
    without_price: int
    credits: Mapping[CreditSystem, Decimal]
    without_credits: int
    levels: tuple[Level, ...]
    """Those stated with a framework, lowest first, each once."""


def timetable(
    ways: Mapping[AchievementId, LearningOpportunity], after: Mapping[AchievementId, Collection[str]], weekly: float
) -> Timetable:
    """`ways` are how each is taken, `after` what each needs. Raises InvalidInput for no hours a week."""
    if not weekly > 0:
        raise InvalidInput("hours_per_week", f"must be more than 0, not {weekly:g}")
    order = [AchievementId(key) for key in in_order({str(key): after.get(key, ()) for key in ways})]
    slots: list[Slot] = []
    spent = 0.0
    for key in order:
        workload = ways[key].workload
        if workload is not None:
            begins, spent = spent, spent + workload.hours
            slots.append(Slot(achievement=key, first_week=int(begins // weekly) + 1, last_week=_week(spent, weekly)))
    untimed = tuple(key for key in order if ways[key].workload is None)
    return Timetable(slots=tuple(slots), weeks=_week(spent, weekly) if spent else 0, untimed=untimed)


def _week(spent: float, weekly: float) -> int:
    """The week in which so many hours are done: the end of a week is still that week."""
    whole = int(spent // weekly)
    return whole if spent - whole * weekly <= 1e-9 else whole + 1


def totals(taken: Sequence[tuple[Achievement, LearningOpportunity]]) -> Totals:
    workloads = [way.workload for _, way in taken if way.workload]
    prices = [way.price for _, way in taken if way.price]
    points = [one.credential.credit_points for one, _ in taken]
    stated = [one for one in points if one]
    levels = {one.credential.framework_level for one, _ in taken}
    return Totals(
        hours=(sum(one.hours_min for one in workloads), sum(one.hours_max for one in workloads)),
        without_hours=len(taken) - len(workloads),
        cost={
            currency: sum((one.amount for one in prices if one.currency == currency), Decimal(0))
            for currency in sorted({one.currency for one in prices})
        },
        without_price=len(taken) - len(prices),
        credits={
            system: sum((one.points for one in stated if one.system is system), Decimal(0))
            for system in sorted({one.system for one in stated})
        },
        without_credits=len(taken) - len(stated),
        levels=tuple(sorted(level for level in levels if level)),
    )
