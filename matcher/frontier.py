"""What each sum, or each number of hours, can close at best: the stacks of which none is dearer and closes no more."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from matcher.offers import CENTS, StackLimits
from matcher.questions import StackQuestion
from matcher.stacking import StackResult

NOTICED = 1e-6
"""Less weight more is nothing."""
STEPS = 8
"""Amounts that are tried between nothing and what the best stack takes."""


class Along(StrEnum):
    MONEY = "money"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Frontier:
    along: Along
    currency: str | None
    """None along hours."""
    stacks: tuple[StackResult, ...]
    """The least amount first; each closes more than the one before."""

    def amount(self, stack: StackResult) -> float:
        return float(stack.cost or 0) if self.along is Along.MONEY else stack.hours or 0.0


def frontier(question: StackQuestion, best: StackResult) -> Frontier | None:
    """By money where the best stack costs any, else by hours; beyond the limit of it too, within all others.

    None where the best takes neither.
    """
    if best.cost and best.currency:
        open_ = replace(question.limits, budget=None, currency=best.currency)
        most = best if question.limits.budget is None else replace(question, limits=open_).best()
        ends = most.cost if most.cost is not None else best.cost
        budgets = [(ends * step / STEPS).quantize(1 / Decimal(CENTS)) for step in range(STEPS)]
        limits = [replace(open_, budget=budget) for budget in budgets]
        found = Frontier(Along.MONEY, best.currency, ())
    elif best.hours:
        open_ = replace(question.limits, hours=None)
        most = best if question.limits.hours is None else replace(question, limits=open_).best()
        longest = most.hours if most.hours is not None else best.hours
        limits = [replace(open_, hours=longest * step / STEPS) for step in range(STEPS)]
        found = Frontier(Along.HOURS, None, ())
    else:
        return None
    stacks = [best, *_falling(question, most, limits[::-1])]
    known = [own for own in stacks if (own.cost if found.along is Along.MONEY else own.hours) is not None]
    return replace(found, stacks=_rising(sorted(known, key=lambda own: (found.amount(own), -own.closed_weight))))


def _falling(question: StackQuestion, most: StackResult, limits: Iterable[StackLimits]) -> list[StackResult]:
    """`most` and the best within each of the limits, of which each is tighter than the one before it.

    What is proven best within wider limits and keeps to tighter ones is best within those too: it is not sought again.
    """
    found = [most]
    for own in limits:
        if not (found[-1].optimal and question.fits(found[-1], own)):
            found.append(replace(question, limits=own).best())
    return found


def _rising(stacks: list[StackResult]) -> tuple[StackResult, ...]:
    kept: list[StackResult] = []
    for stack in stacks:
        if stack.chosen and (not kept or stack.closed_weight > kept[-1].closed_weight + NOTICED):
            kept.append(stack)
    return tuple(kept)
