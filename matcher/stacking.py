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
from typing import NamedTuple, TypeVar

import numpy as np

from matcher.cover import Choice, Cover, Unproven, cover_of, restricted, undominated
from matcher.errors import InvalidInput
from matcher.greedy import greedy_cover
from matcher.optimum import improving

TIME_LIMIT_S = 2.0
"""After this the best stack so far is given, marked as not proven optimal."""
MAX_ITEMS = 8
"""Nobody follows a longer plan."""
CENTS = 100
MINUTES = 60
ROUNDING = 1e-6
"""Minutes: what binary fractions of an hour may be off."""

Number = TypeVar("Number", Decimal, float)


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
    deadline = clock() + seconds
    if not all(0 < weight < math.inf for weight in gap.values()):
        raise InvalidInput("gap", "each weight must be above 0 and finite")
    useful = _useful(gap, offers)
    currency = limits.currency or _only_currency(useful)
    out = _left_out(useful, limits, currency)
    able = [offer for offer in useful if offer.id not in frozenset().union(*out)]
    cover = _cover(gap, able, limits, currency)
    rows = undominated(cover)
    choice, method, optimal = _solved(restricted(cover, rows), lambda: deadline - clock())
    chosen = [able[rows[row]] for row in choice]
    closed_by = _closed_by(gap, chosen)
    return StackResult(
        chosen=tuple(offer.id for offer in chosen),
        closed_by=closed_by,
        closed_weight=sum(gap[skill] * coverage for skill, (_, coverage) in closed_by.items()),
        total_weight=sum(gap.values()),
        cost=_total([_price(offer, currency) for offer in chosen], Decimal(0)),
        currency=currency,
        hours=_total([offer.hours for offer in chosen], 0.0),
        optimal=optimal,
        method=method,
        unpriced=out.unpriced,
        untimed=out.untimed,
        other_currency=out.other_currency,
    )


class _LeftOut(NamedTuple):
    unpriced: tuple[str, ...]
    untimed: tuple[str, ...]
    other_currency: tuple[str, ...]


def _useful(gap: Mapping[str, float], offers: Iterable[Offer]) -> list[Offer]:
    """Those that close some of the gap, by id."""
    by_id: dict[str, Offer] = {}
    for offer in offers:
        if offer.id in by_id:
            raise InvalidInput("offers", f"{offer.id!r} comes twice")
        by_id[offer.id] = offer
    return [by_id[id_] for id_ in sorted(by_id) if by_id[id_].closes.keys() & gap.keys()]


def _only_currency(offers: Sequence[Offer]) -> str | None:
    stated = {offer.currency for offer in offers if offer.cost}
    return stated.pop() if len(stated) == 1 else None


def _price(offer: Offer, currency: str | None) -> Decimal | None:
    """None where it is not stated in that currency."""
    comparable = offer.cost == 0 or (currency is not None and offer.currency == currency)
    return offer.cost if comparable else None


def _left_out(offers: Sequence[Offer], limits: StackLimits, currency: str | None) -> _LeftOut:
    """Ids of the offers that lack a fact which a limit needs."""
    budget, hours = limits.budget is not None, limits.hours is not None
    unstated = [o.id for o in offers if o.cost is None or (o.cost > 0 and o.currency is None)]
    foreign = [o.id for o in offers if _price(o, currency) is None and o.id not in set(unstated)]
    return _LeftOut(
        unpriced=tuple(unstated) if budget else (),
        untimed=tuple(o.id for o in offers if o.hours is None) if hours else (),
        other_currency=tuple(foreign) if budget else (),
    )


def _cover(gap: Mapping[str, float], offers: Sequence[Offer], limits: StackLimits, currency: str | None) -> Cover:
    """Skills in their own order; what is used: no price, cents, no hours, minutes, items."""
    skills = {skill: column for column, skill in enumerate(sorted(gap))}
    total = sum(gap.values())
    gains = np.zeros((len(offers), len(skills)))
    uses = np.zeros((len(offers), 5), dtype=np.int64)
    for row, offer in enumerate(offers):
        for skill in offer.closes.keys() & gap.keys():
            gains[row, skills[skill]] = gap[skill] * offer.closes[skill] / total
        price = _price(offer, currency)
        uses[row] = (price is None, _cents(price), offer.hours is None, _minutes(offer.hours), 1)
    most = uses.sum(axis=0)
    if limits.budget is not None:
        most[1] = min(most[1], int((limits.budget * CENTS).to_integral_value(ROUND_FLOOR)))
    if limits.hours is not None:
        most[3] = min(most[3], math.floor(limits.hours * MINUTES + ROUNDING))
    most[4] = min(most[4], limits.max_items)
    return cover_of(gains, uses, most)


def _cents(price: Decimal | None) -> int:
    return int((price * CENTS).to_integral_value(ROUND_CEILING)) if price is not None else 0


def _minutes(hours: float | None) -> int:
    return math.ceil(hours * MINUTES - ROUNDING) if hours is not None else 0


def _solved(cover: Cover, remaining: Callable[[], float]) -> tuple[Choice, Method, bool]:
    if not cover.gains.any():
        return (), Method.EXACT, True
    greedy = best = greedy_cover(cover)
    try:
        for best in improving(cover, greedy, remaining):  # noqa: B007 - the last one counts
            pass
    except Unproven:
        return best, Method.GREEDY if best == greedy else Method.EXACT, False
    return best, Method.EXACT, True


def _closed_by(gap: Mapping[str, float], chosen: Sequence[Offer]) -> dict[str, tuple[str, float]]:
    closed: dict[str, tuple[str, float]] = {}
    for offer in chosen:
        for skill in offer.closes.keys() & gap.keys():
            if skill not in closed or offer.closes[skill] > closed[skill][1]:
                closed[skill] = (offer.id, offer.closes[skill])
    return dict(sorted(closed.items()))


def _total(amounts: Sequence[Number | None], nothing: Number) -> Number | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, nothing) if len(known) == len(amounts) else None


def _check_amount(field: str, amount: Decimal | float | None) -> None:
    if amount is not None and not 0 <= amount < math.inf:
        raise InvalidInput(field, "must be finite and not negative")
