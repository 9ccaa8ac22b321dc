"""The stack: the offers that together close most of a gap within a budget, hours and a number of items.

Exactly, as one order over all stacks that fit: most closed weight; then fewest offers without a stated price,
least cost, fewest without stated hours, fewest hours, fewest items; then ids. A skill counts as closed as far as
the best chosen offer covers it, so overlaps count once. A missing fact is never taken for zero.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from time import monotonic

import numpy as np

from matcher.cover import Choice, Cover, Unproven, restricted, undominated
from matcher.errors import InvalidInput
from matcher.greedy import greedy_cover
from matcher.optimum import improving

TIME_LIMIT_S = 2.0
"""After this the best stack so far is given, marked as not proven optimal."""
MAX_ITEMS = 8
"""Nobody follows a longer plan."""
CENTS = 100
MINUTES = 60


class Method(StrEnum):
    EXACT = "exact"
    GREEDY = "greedy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something that can be taken. Raises InvalidInput."""

    id: str
    closes: Mapping[str, float]
    """Skill -> how surely it is closed, in (0, 1]."""
    cost: Decimal | None = None
    """None: not stated. Zero is free in any currency."""
    currency: str | None = None
    """ISO 4217, upper case."""
    hours: float | None = None

    def __post_init__(self) -> None:
        if not all(0 < coverage <= 1 for coverage in self.closes.values()):
            raise InvalidInput(f"offer {self.id!r}, closes", "each coverage must be above 0 and at most 1")
        _check_amount(f"offer {self.id!r}, cost", self.cost)
        _check_amount(f"offer {self.id!r}, hours", self.hours)


@dataclass(frozen=True, slots=True, kw_only=True)
class StackLimits:
    """What may be spent; None is no limit. Raises InvalidInput."""

    budget: Decimal | None = None
    currency: str | None = None
    """Needed with a budget. Without both, prices count where all offers state one and the same currency."""
    hours: float | None = None
    max_items: int = MAX_ITEMS

    def __post_init__(self) -> None:
        _check_amount("budget", self.budget)
        _check_amount("hours", self.hours)
        if self.budget is not None and self.currency is None:
            raise InvalidInput("currency", "a budget needs a currency")
        if self.max_items < 0:
            raise InvalidInput("max_items", "must not be negative")


@dataclass(frozen=True, slots=True, kw_only=True)
class StackResult:
    chosen: tuple[str, ...]
    """By id."""
    closed_by: Mapping[str, tuple[str, float]]
    """Skill -> the chosen offer that covers it best (ties by id), and how far."""
    closed_weight: float
    total_weight: float
    cost: Decimal | None
    """None where a chosen offer states no price in the currency."""
    currency: str | None
    hours: float | None
    """None where a chosen offer states no hours."""
    optimal: bool
    """Proven best."""
    method: Method
    unpriced: tuple[str, ...] = ()
    """Left out under a budget: they would close something, but state no price."""
    untimed: tuple[str, ...] = ()
    """Left out under a limit of hours: they would close something, but state none."""
    other_currency: tuple[str, ...] = ()
    """Left out under a budget: priced in another currency."""


def best_stack(
    gap: Mapping[str, float],
    offers: Iterable[Offer],
    limits: StackLimits,
    *,
    seconds: float = TIME_LIMIT_S,
    clock: Callable[[], float] = monotonic,
) -> StackResult:
    """The best stack for the gap (skill -> weight above 0); empty where nothing fits or nothing is open.

    Coverage counts to a millionth of the gap, prices to the cent, hours to the minute, both rounded up. The
    result does not depend on the order of the offers, nor, where `optimal`, on the time. Raises InvalidInput.
    """
    if not all(0 < weight < math.inf for weight in gap.values()):
        raise InvalidInput("gap", "each weight must be above 0 and finite")
    useful = _by_id(offers, gap)
    currency = limits.currency or _only_currency(useful)
    priced = [offer for offer in useful if _price(offer, currency) is not None]
    timed = [offer for offer in useful if offer.hours is not None]
    able = [
        offer
        for offer in useful
        if (limits.budget is None or offer in priced) and (limits.hours is None or offer in timed)
    ]
    ...
