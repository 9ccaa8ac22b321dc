"""Other stacks beside the best one: cheaper, faster, different ones, and what a little more money or time would add.

Every one of them is the best of all stacks under limits of its own, so each is as good as `best_stack` proves it.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from time import monotonic

from matcher.offers import CENTS, Offer, StackLimits
from matcher.stacking import NOTHING, StackResult, best_stack

ENOUGH = 0.8
"""Of what the best stack closes: as much the cheapest and the fastest must close."""
MORE = 0.5
"""Share of a limit by which it is widened at most to see what more would add."""
NOTICED = 1e-6
"""Share of the gap: less more is nothing."""
SOLVE_S = 0.5
"""For each of the stacks; there are some forty of them."""
ALL_S = 4.0
"""For all: what was not looked for by then is left out."""


class Choice(StrEnum):
    MOST_COMPLETE = "most complete"
    CHEAPEST = "cheapest"
    FASTEST = "fastest"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Alternative:
    choices: tuple[Choice, ...]
    """What it is: one stack may be several."""
    stack: StackResult


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """The least more of a limit that closes more."""

    amount: float
    """Hours, or units of the currency, beyond the limit."""
    adds: float
    """Weight closed beyond what the best stack closes."""
    stack: StackResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    alternatives: tuple[Alternative, ...]
    """The best first; none twice."""
    more_money: More | None
    more_hours: More | None
    """None where there is no such limit, half as much again adds nothing, or it could not be proven in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question: a gap, what is on offer, the limits, and the time for an answer."""

    gap: Mapping[str, float]
    offers: Sequence[Offer]
    limits: StackLimits
    instead: Mapping[str, Collection[str]]
    deadline: float
    clock: Callable[[], float]

    def best(self, limits: StackLimits, without: Collection[str] = ()) -> StackResult:
        offers = [offer for offer in self.offers if offer.id not in without]
        return best_stack(self.gap, offers, limits, instead=self.instead, seconds=SOLVE_S, clock=self.clock)

    @property
    def out_of_time(self) -> bool:
        return self.clock() > self.deadline


def choices(  # noqa: PLR0913 - as best_stack, and its result
    gap: Mapping[str, float],
    offers: Sequence[Offer],
    limits: StackLimits,
    best: StackResult,
    *,
    instead: Mapping[str, Collection[str]] = NOTHING,
    clock: Callable[[], float] = monotonic,
) -> Choices:
    """The stacks beside `best`, which is best_stack's answer to the same question. Raises InvalidInput."""
    asked = Asked(gap=gap, offers=offers, limits=limits, instead=instead, deadline=clock() + ALL_S, clock=clock)
    priced = replace(limits, currency=limits.currency or best.currency)
    found: list[tuple[Choice, StackResult]] = [(Choice.MOST_COMPLETE, best)]
    if best.chosen:
        enough = ENOUGH * best.closed_weight
        if priced.currency is not None and best.cost:
            cheaper = _least(asked, enough, 0, _cents(best.cost), lambda n: replace(priced, budget=Decimal(n) / CENTS))
            found += [(Choice.CHEAPEST, cheaper)] if cheaper else []
        if best.hours:
            faster = _least(asked, enough, 0, math.ceil(best.hours), lambda n: replace(limits, hours=float(n)))
            found += [(Choice.FASTEST, faster)] if faster else []
        found += [(Choice.DIFFERENT, other) for other in _different(asked, best)]
    return Choices(
        alternatives=_each_once(found),
        more_money=_more(asked, best, limits.budget, CENTS, lambda n: replace(limits, budget=Decimal(n) / CENTS)),
        more_hours=_more(asked, best, limits.hours, 1, lambda n: replace(limits, hours=float(n))),
    )


def _least(
    asked: Asked, enough: float, low: int, high: int, within: Callable[[int], StackLimits]
) -> StackResult | None:
    """The stack of the least whole amount in [low, high] that closes enough; None where none does.

    What is closed grows with the amount, so the least is found by halving. None too where time ran out, or a step was
    not proven: what was found by then need not be the least.
    """
    found: StackResult | None = None
    while low <= high:
        middle = (low + high) // 2
        if asked.out_of_time or not (stack := asked.best(within(middle))).optimal:
            return None
        if stack.closed_weight >= enough:
            found, high = stack, middle - 1
        else:
            low = middle + 1
    return found


def _different(asked: Asked, best: StackResult) -> list[StackResult]:
    """The best without any offer of the best, and the best without any of either."""
    found: list[StackResult] = []
    without = set(best.chosen)
    for _ in range(2):
        if asked.out_of_time:
            break
        stack = asked.best(asked.limits, without)
        if not stack.chosen:
            break
        found.append(stack)
        without |= set(stack.chosen)
    return found


def _more(
    asked: Asked, best: StackResult, limit: Decimal | float | None, unit: int, within: Callable[[int], StackLimits]
) -> More | None:
    """`unit`: steps to one of the limit's own units."""
    if limit is None or asked.out_of_time:
        return None
    steps = math.ceil(limit * unit)
    enough = best.closed_weight + NOTICED * best.total_weight
    stack = _least(asked, enough, steps + 1, math.ceil(steps * (1 + MORE)), within)
    if stack is None:
        return None
    needed = stack.cost if unit == CENTS else stack.hours
    more = math.ceil((needed or 0) * unit) - steps
    return More(amount=max(more, 1) / unit, adds=stack.closed_weight - best.closed_weight, stack=stack)


def _each_once(found: Sequence[tuple[Choice, StackResult]]) -> tuple[Alternative, ...]:
    by_chosen: dict[tuple[str, ...], list[tuple[Choice, StackResult]]] = {}
    for choice, stack in found:
        by_chosen.setdefault(stack.chosen, []).append((choice, stack))
    return tuple(Alternative(tuple(choice for choice, _ in own), own[0][1]) for own in by_chosen.values())


def _cents(amount: Decimal) -> int:
    return int((amount * CENTS).to_integral_value(ROUND_CEILING))
