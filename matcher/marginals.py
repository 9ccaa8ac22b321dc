"""What each course of a stack is worth in it, for its hours and its price."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from matcher.offers import Offer, closers
from matcher.prerequisites import takeable
from matcher.stacking import StackResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Marginal:
    offer: str
    worth: float
    """Weight that would stay open without it, and without what needs it."""
    per_hour: float | None
    """None where it states no hours, or takes none."""
    per_money: float | None
    """Per unit of its own currency; None where it states no price, or is free."""


def marginals(
    gap: Mapping[str, float], instead: Mapping[str, Collection[str]], stack: StackResult, offers: Sequence[Offer]
) -> tuple[Marginal, ...]:
    """Of each chosen offer, in the order of the stack; `gap` and `instead` as best_stack was asked."""
    chosen = {offer.id: offer for offer in offers if offer.id in stack.chosen}
    needs = closers(gap, instead)
    whole = _closed(gap, needs, chosen.values())
    found: list[Marginal] = []
    for key in stack.chosen:
        rest = {one: offer for one, offer in chosen.items() if one != key}
        worth = whole - _closed(gap, needs, takeable(rest.values(), rest).offers)
        hours, cost = chosen[key].hours, chosen[key].cost
        found.append(
            Marginal(
                offer=key,
                worth=worth,
                per_hour=worth / hours if hours else None,
                per_money=worth / float(cost) if cost else None,
            )
        )
    return tuple(found)


def _closed(gap: Mapping[str, float], needs: Mapping[str, Collection[str]], chosen: Collection[Offer]) -> float:
    return math.fsum(
        weight * max((offer.closes.get(skill, 0.0) for offer in chosen for skill in needs[need]), default=0.0)
        for need, weight in gap.items()
    )
