"""Which groups run is settled one after the other, as the mixture leans: a whole plan that is found soon, not the best.

A mixture opens a twentieth of a group, at the price of a full one; whole groups are what plain rounding breaks on.
Diving with column generation: Joncour, Michel, Sadykov, Sverdlov, Vanderbeck 2010
(https://doi.org/10.1016/j.endm.2010.05.087).
"""

import numpy as np

from matcher.workforce.column_generation import Mixture, generated
from matcher.workforce.drawing import NOTHING_DRAWN, Drawn, drawn
from matcher.workforce.kinds import Fits
from matcher.workforce.pattern_master import Wish, master_of
from matcher.workforce.pattern_world import World
from matcher.workforce.time_left import Remaining

DIVES = 25
LOW, HIGH = 0.25, 0.75
"""Groups that are open by less are closed, by more are opened; where there are none, the most open one is opened."""
ROUNDS = 2
"""Of column generation after each."""


def dived(world: World, fits: Fits, mixture: Mixture, wish: Wish, remaining: Remaining) -> tuple[Drawn, Mixture]:
    """What was found, and the mixture with the columns that came up on the way, its bound as it was.

    Nothing where time ended while most was open still.
    """
    pinned: dict[int, tuple[int, ...]] = {}
    now, whole = mixture, remaining()
    for _ in range(DIVES):
        open_ = open_groups(world, now, wish, pinned)
        leaning = {offer: own for offer, own in open_.items() if not LOW < sum(own) < HIGH}
        if not open_ or remaining() <= whole / 2:
            break
        if not leaning:
            most = max(open_, key=lambda offer: (sum(open_[offer]), -offer))
            leaning = {most: open_[most]}
        trial = {**pinned, **{offer: rounded(own) for offer, own in leaning.items()}}
        found = generated(world, fits, now.columns, wish, now.cuts, remaining, pinned=trial, rounds=ROUNDS)
        if found is None:
            trial = {**pinned, **{offer: (0,) * len(own) for offer, own in leaning.items()}}
            found = generated(world, fits, now.columns, wish, now.cuts, remaining, pinned=trial, rounds=ROUNDS)
        if found is None:
            break
        pinned, now = trial, found
    best = NOTHING_DRAWN if len(pinned) < len(open_) else _drawn(world, now, wish, pinned, remaining)
    return best, Mixture(
        columns=now.columns,
        cuts=mixture.cuts,
        values=mixture.values,
        bound=mixture.bound,
        prices=mixture.prices,
        met=mixture.met,
    )


def _drawn(
    world: World, mixture: Mixture, wish: Wish, pinned: dict[int, tuple[int, ...]], remaining: Remaining
) -> Drawn:
    master = master_of(world, mixture.columns, wish, mixture.cuts, pinned)
    best = drawn(master, remaining() / 2, kept=mixture.values)
    return best if best.chosen else drawn(master, remaining())


def open_groups(
    world: World, mixture: Mixture, wish: Wish, pinned: dict[int, tuple[int, ...]]
) -> dict[int, list[float]]:
    """Offer -> how many groups of each band, of those that are not settled and not all whole."""
    master = master_of(world, mixture.columns, wish, mixture.cuts, pinned)
    found = {}
    for offer in sorted(world.grouped - pinned.keys()):
        own = [float(mixture.values[column]) for column in master.opened[offer]]
        if any(abs(one - round(one)) > 1e-6 for one in own):
            found[offer] = own
    return found


def rounded(own: list[float]) -> tuple[int, ...]:
    """In all as many as nearest, at least one of the fullest band where they are not nearly none."""
    counts = np.floor(np.array(own) + 1e-6).astype(int)
    if sum(own) - counts.sum() > LOW:
        counts[int(np.argmax(np.array(own) - counts))] += 1
    return tuple(counts.tolist())
