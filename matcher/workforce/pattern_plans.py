"""Large questions by patterns: the best mixture bounds, its patterns are made whole, then put into quarters.

Price-and-branch, and where the bound and the plan are near enough, every pattern that a better plan could hold is
listed by its reduced cost, which makes the whole exact (Baldacci, Christofides, Mingozzi 2008,
https://doi.org/10.1007/s10107-007-0178-5, for routes).
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.workforce.column_generation import Mixture, all_near, all_priced, bound_at, generated
from matcher.workforce.diving import dived
from matcher.workforce.dominated import undominated
from matcher.workforce.drawing import Drawn, broken_cuts, drawn, pairs_of
from matcher.workforce.kinds import Fits, fitting, kinds_of
from matcher.workforce.pattern_master import Wish, master_of
from matcher.workforce.pattern_world import Column, World, world_of
from matcher.workforce.pricing import TINY, priced
from matcher.workforce.scheduling import scheduled
from matcher.workforce.seat_plans import UNITS
from matcher.workforce.seat_program import SCALE
from matcher.workforce.seating import Seating
from matcher.workforce.seats import Seat
from matcher.workforce.settling_seats import Aim, Settled, key, measure
from matcher.workforce.time_left import Remaining, within

MOST_COLUMNS = 8_000
"""Above, listing all patterns that could matter is given up."""
LISTING_NODES = 40_000
"""For all kinds together."""
CUT_ROUNDS = 8
HALF_UNIT = SCALE / UNITS / 2
STARTS = (0.2, 0.5, 0.8)
"""Quantiles of worth by price among single seats: at these prices of money the first patterns are made."""
FIRST_PLACES, FIRST_NODES = 12, 12
NEAR = 0.005
"""Of the bound; where a first plan is farther from it, groups are settled one by one, and of a fifth of it, plans are
sought among all patterns that are known."""
FAR = 0.015
"""From here on all patterns that could matter are too many to list, and the time goes to seeking plans."""
BEFORE_QUARTERS, MIXING, DRAWING, LISTING, PLACING = 0.8, 0.6, 0.5, 0.5, 0.6
"""Shares of the time that is left: for all before the quarters, of that for the bound, then for each whole plan, then
for a list of all patterns that could matter; for putting the first plan into quarters, before a cheaper is sought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterned:
    """The best choice of patterns under a wish, before quarters."""

    drawn: Drawn
    bound: float
    """Of the wish."""
    columns: tuple[Column, ...]
    """Where `whole`, all that can be in a choice as good as the drawn one."""
    cuts: frozenset[tuple[int, int]]
    whole: bool


def settled_by_patterns(
    seating: Seating, aims: Sequence[Aim], at_least: float, seeds: Collection[int], remaining: Remaining
) -> Settled:
    """As `settle`; `seeds` are pairs of a plan that closes at least so much."""
    kinds = kinds_of(seating, sorted({*undominated(seating), *seeds}))
    world, fits = world_of(seating, kinds), fitting(seating)
    columns = [*first_columns(world, fits, remaining), *seeded(world, seeds)]
    wish = wish_of(world, aims[0], at_least, seeds)
    found = patterned(world, fits, columns, wish, within(remaining, BEFORE_QUARTERS))
    if found is None:
        return Settled(seats=None, proven=0, bound=None)
    exact = found.bound - found.drawn.worth <= step_of(wish)
    second = math.inf
    cheapening = aims[0] is Aim.CLOSED and bool(found.drawn.chosen)
    placed = [placed_seats(world, found.drawn, within(remaining, PLACING if cheapening else 1.0))]
    if cheapening:
        cheaper = drawn_cheaper(world, found, remaining)
        if cheaper.chosen:
            second = -cheaper.bound if found.whole and exact else math.inf
            placed.append(placed_seats(world, cheaper, remaining))
    bound = natural(world, aims[0], wish, found.bound)
    able = [seats for seats in placed if seats is not None and reaches(seating, seats, at_least)]
    if not able:
        return Settled(seats=None, proven=0, bound=bound)
    seats = min(able, key=lambda one: key(seating.question, aims, one))
    first = float(measure(seating.question, aims[0], seats))
    if aims[0] is Aim.CLOSED:
        met = exact and -first >= (found.drawn.worth - HALF_UNIT) * UNITS / SCALE - 0.5
        cost = float(measure(seating.question, Aim.COST, seats) / seating.step)
        return Settled(
            seats=seats, proven=int(met) + int(met and second < math.inf and cost <= second + 0.5), bound=bound
        )
    met = first <= bound + 0.5 * float(seating.step if aims[0] is Aim.COST else 1)
    return Settled(seats=seats, proven=int(met) * (2 if aims[0] is Aim.COST else 1), bound=bound)


def placed_seats(world: World, choice: Drawn, remaining: Remaining) -> tuple[Seat, ...] | None:
    """In quarters."""
    return scheduled(world.seating, pairs_of(world, choice.chosen), remaining).seats


def natural(world: World, aim: Aim, wish: Wish, bound: float) -> float:
    """In the aim's own unit: weight, money, offers."""
    if aim is Aim.CLOSED:
        return bound * world.seating.total / SCALE
    return -bound / wish.paying * float(world.seating.step) if aim is Aim.COST else -bound


def reaches(seating: Seating, seats: Sequence[Seat], at_least: float) -> bool:
    closed = -float(measure(seating.question, Aim.CLOSED, seats))
    return closed >= at_least / seating.total * UNITS - 0.5


def first_columns(world: World, fits: Fits, remaining: Remaining) -> list[Column]:
    """The best patterns of each kind at a few prices of money, where a group has the price of its largest size."""
    cheapest = np.array([min(band.each for band in bands) for bands in world.seating.bands], dtype=float)[world.offers]
    worths = world.shares @ np.array(world.worths)
    rates = (worths / np.maximum(cheapest, TINY))[cheapest > 0]
    closes = [
        [(need, world.worths[need] * share) for need, share in own] for kind in world.kinds for own in kind.closes
    ]
    found: dict[Column, None] = {}
    for rate in sorted({0.0, *(np.quantile(rates, STARTS).tolist() if len(rates) else [])}):
        alone = worths - rate * cheapest
        for which, (kind, start) in enumerate(zip(world.kinds, world.starts, strict=True)):
            own = slice(start, start + len(kind.offers))
            ranked = np.argsort(-alone[own], kind="stable")[:FIRST_PLACES]
            places = ranked[alone[own][ranked] > 0].tolist()
            costs = (rate * cheapest[own]).tolist()
            best = priced(
                kind, closes[own], costs, fits, places, least=0.0, every=False, nodes=FIRST_NODES, remaining=remaining
            )
            found.update(((which, pattern), None) for _, pattern in best.patterns[-1:])
    return list(found)


def seeded(world: World, seeds: Collection[int]) -> list[Column]:
    """The patterns that the pairs are, learner by learner."""
    own: dict[int, list[int]] = {}
    for pair in sorted(seeds):
        learner, offer = world.seating.pairs[pair]
        own.setdefault(learner, []).append(offer)
    return [
        (which, tuple(sorted(kind.offers.index(offer) for offer in own[learner])))
        for which, kind in enumerate(world.kinds)
        for learner in kind.learners
        if learner in own
    ]


def wish_of(world: World, aim: Aim, at_least: float, seeds: Collection[int]) -> Wish:
    floor = SCALE * at_least / world.seating.total - HALF_UNIT
    if aim is Aim.CLOSED:
        return Wish(floor=floor if at_least > 0 else None)
    if aim is Aim.COST:
        dearest = sum(max(band.each for band in world.seating.bands[world.seating.pairs[pair][1]]) for pair in seeds)
        return Wish(closing=0.0, paying=SCALE / max(dearest, 1), floor=floor)
    return Wish(closing=0.0, spreading=1.0, floor=floor)


def step_of(wish: Wish) -> float:
    """Below half of the least difference that counts."""
    return HALF_UNIT if wish.closing else 0.5 * (wish.paying or wish.spreading)


def patterned(
    world: World, fits: Fits, columns: Sequence[Column], wish: Wish, remaining: Remaining
) -> Patterned | None:
    mixture = mixed(world, fits, columns, wish, within(remaining, MIXING))
    if mixture is None:
        return None
    master = master_of(world, mixture.columns, wish, mixture.cuts)
    best = drawn(master, DRAWING * remaining(), kept=mixture.values)
    if mixture.bound - best.worth > NEAR * abs(mixture.bound) and not wish.spreading:
        other, mixture = dived(world, fits, mixture, wish, within(remaining, DRAWING))
        best = max(best, other, key=lambda one: one.worth)
    missed = (mixture.bound - best.worth) / (abs(mixture.bound) or 1.0)
    if missed > NEAR / 5:
        master = master_of(world, mixture.columns, wish, mixture.cuts)
        share = DRAWING if missed <= FAR else 1.0
        best = max(best, drawn(master, share * remaining()), key=lambda one: one.worth)
    listed = listing(world, fits, mixture, wish, best.worth - step_of(wish), within(remaining, LISTING))
    if listed is None:
        return Patterned(drawn=best, bound=mixture.bound, columns=mixture.columns, cuts=mixture.cuts, whole=False)
    bound = mixture.bound
    if bound - best.worth > step_of(wish):
        again = drawn(master_of(world, listed, wish, mixture.cuts), remaining())
        best = max(best, again, key=lambda one: one.worth)
        bound = min(bound, max(again.bound, best.worth))
    return Patterned(drawn=best, bound=bound, columns=listed, cuts=mixture.cuts, whole=True)


def mixed(world: World, fits: Fits, columns: Sequence[Column], wish: Wish, remaining: Remaining) -> Mixture | None:
    """With the cuts that the mixture would break, some rounds of them."""
    cuts = frozenset[tuple[int, int]]()
    mixture = generated(world, fits, columns, wish, cuts, remaining)
    for _ in range(CUT_ROUNDS):
        if mixture is None or not mixture.met or remaining() <= 0:
            break
        broken = broken_cuts(world, master_of(world, mixture.columns, wish, cuts), mixture.values) - cuts
        if not broken:
            break
        cuts |= broken
        again = generated(world, fits, mixture.columns, wish, cuts, remaining)
        if again is None or again.bound > mixture.bound:
            break
        mixture = again
    return mixture


def listing(  # noqa: PLR0913, PLR0917
    world: World, fits: Fits, mixture: Mixture, wish: Wish, least: float, remaining: Remaining
) -> tuple[Column, ...] | None:
    """All that can be in a choice that is worth at least so much; None where they are too many, or time is over."""
    if least == -math.inf or remaining() <= 0:
        return None
    master = master_of(world, mixture.columns, wish, mixture.cuts)
    answers = all_priced(world, fits, master, mixture.prices, remaining)
    spare = bound_at(world, master, mixture.prices, answers) - least
    found = all_near(world, fits, master, mixture.prices, answers, spare, nodes=LISTING_NODES, remaining=remaining)
    if found is None or len(found) > MOST_COLUMNS:
        return None
    return tuple({**dict.fromkeys(mixture.columns), **dict.fromkeys(found)})


def drawn_cheaper(world: World, found: Patterned, remaining: Remaining) -> Drawn:
    """Of the choices that close as much, the one of least cost; its worth is that, below 0, in steps."""
    floor = found.drawn.worth - HALF_UNIT
    wish = Wish(closing=0.0, paying=1.0, floor=floor)
    return drawn(master_of(world, found.columns, wish, found.cuts), DRAWING * remaining())
