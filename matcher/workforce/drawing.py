"""Mixtures of patterns made whole, and handed to learners."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from matcher.cover import Floats
from matcher.workforce.pattern_master import Master
from matcher.workforce.pattern_world import Column, World

WHOLE = 1e-4
"""So near to a whole number is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Whole numbers of patterns, before quarters."""

    chosen: tuple[tuple[Column, int], ...]
    """With how many learners of the kind take it."""
    worth: float
    """Of the wish."""
    bound: float
    """No choice of these columns is worth more."""


NOTHING_DRAWN = Drawn(chosen=(), worth=-math.inf, bound=math.inf)


def drawn(master: Master, seconds: float, kept: Floats | None = None) -> Drawn:
    """Worth minus infinity where none was found in the time. `kept`: what a mixture has whole stays so."""
    if seconds <= 0:
        return NOTHING_DRAWN
    least = master.least.copy()
    if kept is not None:
        least[: len(master.columns)] = np.floor(kept[: len(master.columns)] + WHOLE)
    result = milp(
        -master.wish,
        constraints=LinearConstraint(master.rows, master.lows, master.highs),
        bounds=Bounds(least, master.most),
        integrality=master.whole,
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    dual = result.mip_dual_bound
    bound = math.inf if dual is None or not np.isfinite(dual) else float(-dual)
    if result.x is None:
        return Drawn(chosen=(), worth=-math.inf, bound=bound)
    counts = np.round(result.x[: len(master.columns)]).astype(int)
    chosen = tuple((master.columns[place], int(counts[place])) for place in np.flatnonzero(counts).tolist())
    return Drawn(chosen=chosen, worth=float(-result.fun), bound=bound)


def pairs_of(world: World, chosen: Sequence[tuple[Column, int]]) -> tuple[int, ...]:
    """The seats that the patterns are, handed to the learners of each kind in order."""
    at = {pair: row for row, pair in enumerate(world.seating.pairs)}
    waiting = {which: list(kind.learners) for which, kind in enumerate(world.kinds)}
    found = []
    for (which, pattern), count in chosen:
        for _ in range(count):
            learner = waiting[which].pop(0)
            found += [at[learner, world.kinds[which].offers[place]] for place in pattern]
    return tuple(sorted(found))


def broken_cuts(world: World, master: Master, values: Floats) -> frozenset[tuple[int, int]]:
    """(kind, offer) of which more sit, of a kind, than groups are open for, or than the offer is counted as used."""
    held: dict[tuple[int, int], float] = {}
    for (which, pattern), value in zip(master.columns, values.tolist(), strict=False):
        for place in pattern if value > 1e-9 else ():
            offer = world.kinds[which].offers[place]
            if master.spreading or offer in world.grouped:
                held[which, offer] = held.get((which, offer), 0.0) + value
    counted = {offer: float(sum(values[column] for column in own)) for offer, own in master.counted.items()}
    return frozenset(
        (which, offer)
        for (which, offer), value in held.items()
        if value > len(world.kinds[which].learners) * counted.get(offer, 0.0) + 1e-4
    )
