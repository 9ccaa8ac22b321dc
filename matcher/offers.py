"""What a stack is made of and held to: offers with their stated facts, and limits. A missing fact is never zero."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np

from matcher.cover import Cover, cover_of
from matcher.errors import InvalidInput

MAX_ITEMS = 8
"""Nobody follows a longer plan."""
CENTS = 100
MINUTES = 60
ROUNDING = 1e-6
"""Minutes: what binary fractions of an hour may be off."""
MOST_STATED = 1_000_000_000
"""No offer costs as much or takes so many hours: a slip of the keyboard, and too much for whole-number sums."""


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
    after: frozenset[str] = frozenset()
    """Ids of offers that must be taken before it."""

    def __post_init__(self) -> None:
        if not all(0 < coverage <= 1 for coverage in self.closes.values()):
            raise InvalidInput(f"offer {self.id!r}, closes", "each coverage must be above 0 and at most 1")
        _check_amount(f"offer {self.id!r}, cost", self.cost, MOST_STATED)
        _check_amount(f"offer {self.id!r}, hours", self.hours, MOST_STATED)


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
class LeftOut:
    """Ids of offers that would close something but lack a fact that a limit needs; an offer may lack two."""

    unpriced: tuple[str, ...] = ()
    untimed: tuple[str, ...] = ()
    other_currency: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    """They need one that is not on offer, or not within the limits."""
    cyclic: tuple[str, ...] = ()
    """What they need leads back to themselves."""

    @property
    def ids(self) -> frozenset[str]:
        return frozenset((*self.unpriced, *self.untimed, *self.other_currency, *self.lacking, *self.cyclic))


def closers(gap: Iterable[str], instead: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """Need -> the skills of which any one closes it: its own, and what does instead of that."""
    return {need: frozenset((need, *instead.get(need, ()))) for need in gap}


def by_id(offers: Iterable[Offer]) -> dict[str, Offer]:
    """Raises InvalidInput where an id comes twice."""
    found: dict[str, Offer] = {}
    for offer in offers:
        if offer.id in found:
            raise InvalidInput("offers", f"{offer.id!r} comes twice")
        found[offer.id] = offer
    return found


def useful(needs: Mapping[str, Collection[str]], offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """Those that close some of the needs (need -> closers), by id."""
    wanted = frozenset(skill for closing in needs.values() for skill in closing)
    return tuple(sorted((o for o in offers if o.closes.keys() & wanted), key=lambda offer: offer.id))


def only_currency(offers: Sequence[Offer]) -> str | None:
    """The one currency of all stated prices; None where there are several, or none."""
    stated = {offer.currency for offer in offers if offer.cost}
    return stated.pop() if len(stated) == 1 else None


def price_in(offer: Offer, currency: str | None) -> Decimal | None:
    """None where no price is stated in that currency: amounts of different currencies are never compared."""
    comparable = offer.cost == 0 or (currency is not None and offer.currency == currency)
    return offer.cost if comparable else None


def left_out(offers: Sequence[Offer], limits: StackLimits, currency: str | None) -> LeftOut:
    stated = [o for o in offers if o.cost is not None and (o.cost == 0 or o.currency is not None)]
    unpriced = frozenset(o.id for o in offers) - frozenset(o.id for o in stated)
    foreign = [o.id for o in stated if price_in(o, currency) is None]
    return LeftOut(
        unpriced=tuple(sorted(unpriced)) if limits.budget is not None else (),
        untimed=tuple(o.id for o in offers if o.hours is None) if limits.hours is not None else (),
        other_currency=tuple(foreign) if limits.budget is not None else (),
    )


def cover_by(
    offers: Sequence[Offer],
    gap: Mapping[str, float],
    needs: Mapping[str, Collection[str]],
    limits: StackLimits,
    currency: str | None,
) -> Cover:
    """One row for each offer, with all that they need among them; needs in their own order.

    Used are: no price, cents, no hours, minutes, items.

    An offer closes a need (need -> closers) as far as the best of its closers.
    """
    columns: defaultdict[str, list[int]] = defaultdict(list)
    for column, need in enumerate(sorted(gap)):
        for skill in needs[need]:
            columns[skill].append(column)
    worth = np.array([gap[need] for need in sorted(gap)]) / (math.fsum(gap.values()) or 1)
    gains = np.zeros((len(offers), len(worth)))
    uses = np.zeros((len(offers), 5), dtype=np.int64)
    for row, offer in enumerate(offers):
        for skill in offer.closes.keys() & columns.keys():
            for column in columns[skill]:
                gains[row, column] = max(gains[row, column], worth[column] * offer.closes[skill])
        price = price_in(offer, currency)
        uses[row] = (price is None, _cents(price), offer.hours is None, _minutes(offer.hours), 1)
    most = uses.sum(axis=0)
    if limits.budget is not None:
        most[1] = min(most[1], _cents_within(limits.budget))
    if limits.hours is not None:
        most[3] = min(most[3], _minutes_within(limits.hours))
    most[4] = min(most[4], limits.max_items)
    place = {offer.id: row for row, offer in enumerate(offers)}
    after = tuple((place[o.id], place[one]) for o in offers for one in sorted(o.after))
    return cover_of(gains, uses, most, after)


def fits(chosen: Collection[Offer], limits: StackLimits, currency: str | None) -> bool:
    """Whether all may be taken together, as `cover_by` counts; not where one lacks a fact that a limit needs."""
    prices, hours = [price_in(offer, currency) for offer in chosen], [offer.hours for offer in chosen]
    if limits.budget is not None and (None in prices or sum(map(_cents, prices)) > _cents_within(limits.budget)):
        return False
    if limits.hours is not None and (None in hours or sum(map(_minutes, hours)) > _minutes_within(limits.hours)):
        return False
    return len(chosen) <= limits.max_items


def _cents_within(budget: Decimal) -> int:
    return int((budget * CENTS).to_integral_value(ROUND_FLOOR))


def _minutes_within(hours: float) -> int:
    return math.floor(hours * MINUTES + ROUNDING)


def _cents(price: Decimal | None) -> int:
    return 0 if price is None else int((price * CENTS).to_integral_value(ROUND_CEILING))


def _minutes(hours: float | None) -> int:
    return 0 if hours is None else math.ceil(hours * MINUTES - ROUNDING)


def _check_amount(field: str, amount: Decimal | float | None, most: float = math.inf) -> None:
    if amount is not None and not (math.isfinite(amount) and 0 <= amount < most):
        raise InvalidInput(field, "must not be negative, and must be a number below " + (f"{most:,}"))
