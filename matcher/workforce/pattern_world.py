"""What patterns are chosen in: the kinds of learners, the needs and the offers of a large question."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from matcher.cover import Whole
from matcher.workforce.kinds import Kind, Pattern
from matcher.workforce.seat_program import SCALE
from matcher.workforce.seating import Seating

Column = tuple[int, Pattern]
"""(kind, pattern)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """What stays the same while columns come."""

    seating: Seating
    kinds: tuple[Kind, ...]
    capped: frozenset[int]
    """Needs of which more could be closed than counts."""
    grouped: frozenset[int]
    """Offers of which the price of a seat depends on how many there are."""
    shared: frozenset[tuple[int, int]]
    """(capped need, grouped offer that closes some of it)."""
    budget: float | None
    worths: tuple[float, ...]
    """Of each need, for one person, of SCALE."""
    starts: tuple[int, ...]
    """Of each kind, where its places begin among all places of all kinds."""
    offers: Whole
    """(all places,)."""
    shares: csr_array
    """(all places, needs)."""


def world_of(seating: Seating, kinds: tuple[Kind, ...]) -> World:
    most: defaultdict[int, float] = defaultdict(float)
    for kind in kinds:
        own: defaultdict[int, float] = defaultdict(float)
        for closes in kind.closes:
            for need, share in closes:
                own[need] = max(own[need], share)
        for need, share in own.items():
            most[need] += share * len(kind.learners)
    quarterly = None if seating.quarter_budget is None else seating.quarter_budget * seating.quarters
    budgets = [float(one) for one in (seating.budget, quarterly) if one is not None]
    capped = frozenset(need for need, sum_ in most.items() if sum_ > seating.people[need] + 1e-9)
    grouped = frozenset(offer for offer in range(len(seating.offers)) if not seating.flat(offer))
    both = {
        (need, offer) for kind in kinds for offer, own in zip(kind.offers, kind.closes, strict=True) for need, _ in own
    }
    return World(
        seating=seating,
        kinds=kinds,
        capped=capped,
        grouped=grouped,
        shared=frozenset((need, offer) for need, offer in both if need in capped and offer in grouped),
        budget=min(budgets, default=None),
        worths=tuple((SCALE * seating.weights / seating.total).tolist()),
        starts=tuple(np.cumsum([0, *(len(kind.offers) for kind in kinds)])[:-1].tolist()),
        offers=np.array([offer for kind in kinds for offer in kind.offers], dtype=np.int64),
        shares=_shares(kinds, len(seating.weights)),
    )


def _shares(kinds: Sequence[Kind], needs: int) -> csr_array:
    closes = [own for kind in kinds for own in kind.closes]
    cells = [(row, need, share) for row, own in enumerate(closes) for need, share in own]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_array((values, (rows, columns)), shape=(len(closes), needs), dtype=float)


def covers(kind: Kind, pattern: Pattern) -> dict[int, tuple[float, int]]:
    """Need -> (share of one person, the offer that closes it; of several that close as much the first)."""
    best: dict[int, tuple[float, int]] = {}
    for place in pattern:
        for need, share in kind.closes[place]:
            if need not in best or share > best[need][0]:
                best[need] = (share, kind.offers[place])
    return best


def flat_cost(world: World, kind: Kind, pattern: Pattern) -> int:
    """In steps, of those whose price is flat."""
    bands = world.seating.bands
    return sum(bands[offer][0].each for place in pattern if (offer := kind.offers[place]) not in world.grouped)
