"""Stacks as the wire format says them: what they come to, when what is begun, what else there is."""

from dataclasses import asdict

from api.asking import Answered
from api.schemas import (
    AlternativeOut,
    ChoicesOut,
    CostOut,
    MarginalOut,
    MoreOut,
    PlainStackOut,
    PriceOut,
    SlotOut,
    StackOut,
    TimetableOut,
    TotalsOut,
    WayOut,
    WorkloadOut,
)
from matcher.achievements import AchievementId
from matcher.choices import Choices, More
from matcher.levels import Framework, Level, corresponding
from matcher.marginals import Marginal
from matcher.opportunities import LearningOpportunity, Money, Workload
from matcher.stacking import StackResult
from matcher.timetable import Timetable, Totals, timetable, totals

DIGITS = 4


def stack_out(found: Answered) -> StackOut:
    """The stack of an answer, with its timetable and the choices beside it where they were asked for."""
    advice, wanted = found.advice, found.wanted
    taken = advice.taken
    question = advice.question
    ways = {one.achievement.id: one.way for one in taken}
    after = {AchievementId(o.id): [AchievementId(key) for key in o.after] for o in question.offers if o.id in ways}
    return StackOut(
        **_plain(advice.stack).model_dump(),
        totals=_totals(totals([(one.achievement, question.ways[one.achievement.id]) for one in taken])),
        timetable=_timetable(timetable(ways, after, wanted.hours_per_week)) if wanted.hours_per_week else None,
        marginals=[_marginal(one) for one in question.marginals(advice.stack)],
        choices=_choices(question.choices(advice.stack)) if wanted.alternatives else None,
    )


def way_out(way: LearningOpportunity) -> WayOut:
    return WayOut(
        mode=way.mode.value if way.mode else None,
        workload=workload_out(way.workload),
        price=price_out(way.price),
        language=way.language,
        start=way.start,
        url=way.url,
    )


def workload_out(workload: Workload | None) -> WorkloadOut | None:
    return WorkloadOut(**asdict(workload)) if workload else None


def price_out(price: Money | None) -> PriceOut | None:
    if price is None:
        return None
    as_of = price.as_of.isoformat() if price.as_of else None
    return PriceOut(amount=price.amount, currency=price.currency, as_of=as_of)


def _plain(stack: StackResult) -> PlainStackOut:
    return PlainStackOut(
        achievements=list(stack.chosen),
        cost=stack.cost,
        currency=stack.currency,
        hours=stack.hours,
        closed_weight=round(stack.closed_weight, DIGITS),
        total_weight=round(stack.total_weight, DIGITS),
        proven_optimal=stack.optimal,
        method=stack.method.value,
        left_out={
            **dict.fromkeys(stack.unpriced, "no price stated"),
            **dict.fromkeys(stack.other_currency, "priced in another currency"),
            **dict.fromkeys(stack.untimed, "no hours stated"),
            **dict.fromkeys(stack.left_out.lacking, "needs what is not on offer within these limits"),
            **dict.fromkeys(stack.left_out.cyclic, "its prerequisites lead back to itself"),
        },
    )


def _totals(found: Totals) -> TotalsOut:
    return TotalsOut(
        hours_min=found.hours[0],
        hours_max=found.hours[1],
        without_hours=list(found.without_hours),
        cost={currency: CostOut(least=least, most=most) for currency, (least, most) in found.cost.items()},
        without_price=list(found.without_price),
        credits={system.value: points for system, points in found.credits.items()},
        without_credits=list(found.without_credits),
        levels=[str(level) for level in found.levels],
        other_levels=list(found.other_levels),
        without_level=list(found.without_level),
        levels_indicative={str(level): _elsewhere(level) for level in found.levels},
    )


def _elsewhere(level: Level) -> list[str]:
    return [str(one) for other in Framework if other is not level.framework for one in corresponding(level, other)]


def _timetable(found: Timetable) -> TimetableOut:
    return TimetableOut(
        slots=[SlotOut(**asdict(slot)) for slot in found.slots], weeks=found.weeks, untimed=list(found.untimed)
    )


def _marginal(found: Marginal) -> MarginalOut:
    return MarginalOut(
        achievement=found.offer,
        worth=round(found.worth, DIGITS),
        per_hour=None if found.per_hour is None else round(found.per_hour, DIGITS),
        per_money=None if found.per_money is None else round(found.per_money, DIGITS),
    )


def _choices(found: Choices) -> ChoicesOut:
    return ChoicesOut(
        alternatives=[
            AlternativeOut(choices=[one.value for one in own.choices], stack=_plain(own.stack))
            for own in found.alternatives
        ],
        more_money=_more(found.more_money),
        more_hours=_more(found.more_hours),
    )


def _more(found: More | None) -> MoreOut | None:
    if found is None:
        return None
    return MoreOut(amount=found.amount, adds=round(found.adds, DIGITS), stack=_plain(found.stack))
