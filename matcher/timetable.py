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
    """What the parts state, added up, from the least to the most that it comes to; which parts state nothing."""

    hours: tuple[float, float]
    without_hours: tuple[AchievementId, ...]
    cost: Mapping[str, tuple[Decimal, Decimal]]
    """By currency."""
    without_price: tuple[AchievementId, ...]
    credits: Mapping[CreditSystem, Decimal]
    without_credits: tuple[AchievementId, ...]
    levels: tuple[Level, ...]
    """Those stated with a framework, lowest first, each once."""
    other_levels: tuple[str, ...]
    """As stated, without a framework that we know, each once."""
    without_level: tuple[AchievementId, ...]


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


def totals(taken: Sequence[tuple[Achievement, Sequence[LearningOpportunity]]]) -> Totals:
    """`taken`: each part with the ways in which it can be taken, the one that is counted first.

    A part adds the least and the most of its ways. Prices of a way in another currency than the first one's are
    another bill, and add nothing.
    """
    hours = {one.id: spent for one, ways in taken if (spent := _hours(ways))}
    prices = {one.id: price for one, ways in taken if (price := _price(ways))}
    points = {one.id: given for one, _ in taken if (given := one.credential.credit_points)}
    levels = {one.id: one.credential.framework_level or one.credential.level for one, _ in taken}
    ids = [one.id for one, _ in taken]
    return Totals(
        hours=(sum(least for least, _ in hours.values()), sum(most for _, most in hours.values())),
        without_hours=_lacking(ids, hours),
        cost=_by_currency(prices.values()),
        without_price=_lacking(ids, prices),
        credits={
            system: sum((one.points for one in points.values() if one.system is system), Decimal(0))
            for system in sorted({one.system for one in points.values()})
        },
        without_credits=_lacking(ids, points),
        levels=tuple(sorted({one for one in levels.values() if isinstance(one, Level)})),
        other_levels=tuple(sorted({one for one in levels.values() if isinstance(one, str) and one})),
        without_level=tuple(key for key in ids if not levels[key]),
    )


def _hours(ways: Sequence[LearningOpportunity]) -> tuple[float, float] | None:
    stated = [way.workload for way in ways if way.workload]
    return (min(one.hours_min for one in stated), max(one.hours_max for one in stated)) if stated else None


def _price(ways: Sequence[LearningOpportunity]) -> tuple[str, Decimal, Decimal] | None:
    """(currency, least, most), by the currency of the first way that states a price."""
    stated = [way.price for way in ways if way.price]
    same = [one.amount for one in stated if one.currency == stated[0].currency]
    return (stated[0].currency, min(same), max(same)) if stated else None


def _by_currency(prices: Collection[tuple[str, Decimal, Decimal]]) -> dict[str, tuple[Decimal, Decimal]]:
    return {
        currency: (
            sum((least for own, least, _ in prices if own == currency), Decimal(0)),
            sum((most for own, _, most in prices if own == currency), Decimal(0)),
        )
        for currency in sorted({own for own, _, _ in prices})
    }


def _lacking(ids: Sequence[AchievementId], stated: Collection[AchievementId]) -> tuple[AchievementId, ...]:
    return tuple(key for key in ids if key not in stated)
