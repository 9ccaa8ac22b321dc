"""The stack: the offers that together close most of a gap within a budget, hours and a number of items.

One order over all stacks that fit decides: most closed weight; then fewest offers without a stated price, least
cost, fewest without stated hours, fewest hours, fewest items; then ids. A need counts as closed as far as the
best chosen offer covers its skill, or one that does instead, so overlaps and alternatives count once.
"""

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from time import monotonic
from types import MappingProxyType
from typing import TypeVar

from matcher.cover import Choice, Cover, Unproven, restricted, undominated
from matcher.errors import InvalidInput
from matcher.greedy import greedy_cover
from matcher.offers import (
    LeftOut,
    Offer,
    StackLimits,
    by_id,
    closers,
    cover_by,
    left_out,
    only_currency,
    price_in,
    useful,
)
from matcher.optimum import improving
from matcher.prerequisites import takeable

__all__ = ["Method", "Offer", "StackLimits", "StackResult", "best_stack"]

TIME_LIMIT_S = 2.0
"""After this the best stack so far is given, marked as not proven optimal."""

NOTHING: Mapping[str, Collection[str]] = MappingProxyType({})

Amount = TypeVar("Amount", Decimal, float)


class Method(StrEnum):
    EXACT = "exact"
    GREEDY = "greedy"


@dataclass(frozen=True, slots=True, kw_only=True)
class StackResult:
    chosen: tuple[str, ...]
    """By id."""
    closed_by: Mapping[str, tuple[str, float]]
    """Skill -> the chosen offer that covers it best (ties by id), and how far; by skill. Only what is taught: where
    one skill does instead of another, the other is closed too but has no entry."""
    closed_weight: float
    total_weight: float
    cost: Decimal | None
    """None where a chosen offer states no price in `currency`."""
    currency: str | None
    hours: float | None
    """None where a chosen offer states no hours."""
    optimal: bool
    """Proven best."""
    method: Method
    """What found it: greedy only where time ran out before anything better was found."""
    left_out: LeftOut

    @property
    def unpriced(self) -> tuple[str, ...]:
        """Left out under a budget: they would close something, but state no price."""
        return self.left_out.unpriced

    @property
    def untimed(self) -> tuple[str, ...]:
        """Left out under a limit of hours: they would close something, but state no hours."""
        return self.left_out.untimed

    @property
    def other_currency(self) -> tuple[str, ...]:
        """Left out under a budget: they would close something, but cost another currency."""
        return self.left_out.other_currency


def best_stack(  # noqa: PLR0913 - the last two let tests stop the clock
    gap: Mapping[str, float],
    offers: Iterable[Offer],
    limits: StackLimits,
    *,
    instead: Mapping[str, Collection[str]] = NOTHING,
    seconds: float = TIME_LIMIT_S,
    clock: Callable[[], float] = monotonic,
) -> StackResult:
    """The best stack for the gap (need, as a skill -> weight above 0); empty where nothing fits or nothing is open.

    `instead`: need -> other skills that close it as well as its own; they weigh nothing by themselves.
    Coverage counts to a millionth of the gap, prices to the cent and hours to the minute, both rounded up. The
    order of the offers changes nothing, nor, where the result is `optimal`, does the time. What an offer must come
    after is taken with it, or it is left out. Raises InvalidInput.
    """
    deadline = clock() + seconds
    if not all(0 < weight < math.inf for weight in gap.values()):
        raise InvalidInput("gap", "each weight must be above 0 and finite")
    needs = closers(gap, instead)
    on_offer = by_id(offers)
    able, lacking, currency = _able(useful(needs, on_offer.values()), on_offer, limits)
    cover = cover_by(able, gap, needs, limits, currency)
    rows = undominated(cover)
    choice, method, optimal = _solved(restricted(cover, rows), lambda: deadline - clock())
    chosen = [able[rows[row]] for row in choice]
    closed_by = _closed_by(frozenset().union(*needs.values()), chosen)
    return StackResult(
        chosen=tuple(offer.id for offer in chosen),
        closed_by=closed_by,
        closed_weight=math.fsum(weight * _best_of(needs[need], closed_by) for need, weight in gap.items()),
        total_weight=math.fsum(gap.values()),
        cost=_total([price_in(offer, currency) for offer in chosen], Decimal(0)),
        currency=currency,
        hours=_total([offer.hours for offer in chosen], 0.0),
        optimal=optimal,
        method=method,
        left_out=lacking,
    )


def _able(
    closing: Sequence[Offer], on_offer: Mapping[str, Offer], limits: StackLimits
) -> tuple[tuple[Offer, ...], LeftOut, str | None]:
    """(what can be taken, with all that it needs; what can't, and why; the currency that counts)."""
    whole = takeable(closing, on_offer)
    currency = limits.currency or only_currency(whole.offers)
    out = left_out(whole.offers, limits, currency)
    stated = {offer.id: offer for offer in whole.offers if offer.id not in out.ids}
    able = takeable([offer for offer in closing if offer.id in stated], stated)
    lacking = tuple(sorted({*whole.lacking, *able.lacking}))
    return able.offers, replace(out, lacking=lacking, cyclic=whole.cyclic), currency


def _solved(cover: Cover, remaining: Callable[[], float]) -> tuple[Choice, Method, bool]:
    """The best choice found in time, what found it, and whether it is proven best."""
    greedy = best = greedy_cover(cover)
    try:
        for best in improving(cover, greedy, remaining):  # noqa: B007 - the last one counts
            pass
    except Unproven:
        return best, Method.GREEDY if best == greedy else Method.EXACT, False
    return best, Method.EXACT, True


def _closed_by(skills: Collection[str], chosen: Sequence[Offer]) -> dict[str, tuple[str, float]]:
    closed: dict[str, tuple[str, float]] = {}
    for offer in chosen:
        for skill in offer.closes.keys() & skills:
            if skill not in closed or offer.closes[skill] > closed[skill][1]:
                closed[skill] = (offer.id, offer.closes[skill])
    return dict(sorted(closed.items()))


def _best_of(skills: Iterable[str], closed_by: Mapping[str, tuple[str, float]]) -> float:
    return max((closed_by[skill][1] for skill in skills if skill in closed_by), default=0.0)


def _total(amounts: Sequence[Amount | None], nothing: Amount) -> Amount | None:
    known = [amount for amount in amounts if amount is not None]
    return sum(known, nothing) if len(known) == len(amounts) else None
