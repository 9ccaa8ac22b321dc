"""What else could be done: the cheapest, fastest and smallest plans that close enough; what more money would buy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from time import monotonic

from matcher.errors import InvalidInput
from matcher.workforce.goals import Goal, Unreached
from matcher.workforce.planning import RESERVE, least_plan, most_plan
from matcher.workforce.seating import seating_of
from matcher.workforce.seats import PlanQuestion, SeatPlan
from matcher.workforce.time_left import until, within

ENOUGH = 0.8
"""Of the whole gap's weight, that an alternative closes."""
MORE = Decimal("0.1")
"""Of the budget."""
TIME_LIMIT_S = 15.0
"""For all alternatives, or for more budget."""
OTHERS = (Goal.CHEAPEST, Goal.FASTEST, Goal.FEWEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternatives:
    at_least: float
    """Weight that each closes."""
    plans: Mapping[Goal, SeatPlan | Unreached]
    """Of CHEAPEST, FASTEST and FEWEST; Unreached says what most can be reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreBudget:
    extra: Decimal
    plan: SeatPlan
    """The best one that it allows; the given one where nothing better was found."""
    closes: Mapping[str, float]
    """Need -> people's worth closed beyond the given plan, below 0 where it is less; without those that stay."""
    weight: float
    """Closed beyond the given plan, never below 0."""
    cost: Decimal
    """Beyond the given plan's."""


def alternatives(
    question: PlanQuestion,
    plan: SeatPlan,
    *,
    share: float = ENOUGH,
    seconds: float = TIME_LIMIT_S,
    clock: Callable[[], float] = monotonic,
) -> Alternatives:
    """`plan`: the one of most closed weight. `share`: of the total weight. Each gets an equal part of the time left."""
    if not 0 <= share <= 1:
        raise InvalidInput("share", "must be between 0 and 1")
    remaining = until(clock() + seconds * (1 - RESERVE), clock)
    seating = seating_of(question)
    at_least = share * plan.total_weight
    plans: dict[Goal, SeatPlan | Unreached] = {}
    for place, goal in enumerate(OTHERS):
        plans[goal] = least_plan(seating, goal, at_least, plan, within(remaining, 1 / (len(OTHERS) - place)))
    return Alternatives(at_least=at_least, plans=plans)


def more_budget(
    question: PlanQuestion,
    plan: SeatPlan,
    *,
    share: Decimal = MORE,
    seconds: float = TIME_LIMIT_S,
    clock: Callable[[], float] = monotonic,
) -> MoreBudget | None:
    """What so much more of the budget would buy, of each quarter's budget too. None where no budget limits the plan."""
    limits = question.limits
    if limits.budget is None and limits.budget_per_quarter is None:
        return None
    grown = replace(
        limits, budget=_grown(limits.budget, share), budget_per_quarter=_grown(limits.budget_per_quarter, share)
    )
    remaining = until(clock() + seconds * (1 - RESERVE), clock)
    found = most_plan(seating_of(replace(question, limits=grown)), remaining)
    better = (
        found if found.closed_weight > plan.closed_weight else replace(plan, bound=found.bound, optimal=found.optimal)
    )
    closes = {
        need: better.closed.get(need, 0.0) - plan.closed.get(need, 0.0)
        for need in sorted(better.closed.keys() | plan.closed.keys())
    }
    return MoreBudget(
        extra=share
        * (limits.budget if limits.budget is not None else limits.quarters * (limits.budget_per_quarter or 0)),
        plan=better,
        closes={need: more for need, more in closes.items() if abs(more) > 1e-9},
        weight=better.closed_weight - plan.closed_weight,
        cost=better.cost - plan.cost,
    )


def _grown(budget: Decimal | None, share: Decimal) -> Decimal | None:
    return None if budget is None else budget * (1 + share)
