"""The best mixture of patterns, and with it a bound that no plan passes: column generation with smoothed prices.

Prices that jump from step to step cost many steps; half-way to those of the best bound so far they jump less
(Wentges 1997, https://doi.org/10.1111/1475-3995.00008). Each step's prices give a
bound (Lagrange), and the lowest counts.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.optimize import linprog

from matcher.cover import Floats
from matcher.workforce.kinds import Fits
from matcher.workforce.pattern_master import NOTHING, Master, Wish, master_of, price
from matcher.workforce.pattern_world import Column, World
from matcher.workforce.pricing import Priced, priced
from matcher.workforce.time_left import Remaining

SMOOTHING = 0.5
CLOSE = 1e-5
"""Of SCALE: a hundredth of a unit. So near to its bound the mixture is the best."""
NODES = 2_000
"""Of one pricing; beyond, its bound is taken, and the best that it found."""
ROUNDS = 150
FEW = 3
"""Patterns of a kind that join in one round."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mixture:
    columns: tuple[Column, ...]
    cuts: frozenset[tuple[int, int]]
    values: Floats
    """(columns of the master,): how much of each."""
    bound: float
    """Of the wish; no plan passes it."""
    prices: Floats
    """(rows of the master,): those that gave the bound."""
    met: bool
    """Whether the mixture meets its bound."""


def generated(  # noqa: PLR0913, PLR0917
    world: World,
    fits: Fits,
    columns: Sequence[Column],
    wish: Wish,
    cuts: Collection[tuple[int, int]],
    remaining: Remaining,
    *,
    pinned: Mapping[int, Sequence[int]] = NOTHING,
    rounds: int = ROUNDS,
) -> Mixture | None:
    """None where nothing keeps the wish's floor, as far as the columns go, or time is over before it begins.

    With `pinned` its bound is of those only.
    """
    known = dict.fromkeys(columns)
    bound, centre, values = np.inf, None, None
    for _ in range(rounds):
        trial_master = master_of(world, tuple(known), wish, cuts, pinned)
        solved = relaxed(trial_master, remaining)
        if solved is None:
            break
        master = trial_master
        worth, values, exact = solved
        prices = exact if centre is None else SMOOTHING * centre + (1 - SMOOTHING) * exact
        for trial in (prices, exact):
            answers = all_priced(world, fits, master, trial, remaining)
            own = bound_at(world, master, trial, answers)
            if own < bound:
                bound, centre = own, trial
            new = [one for one in newest(answers) if one not in known]
            if new or bound - worth <= CLOSE:
                break
        if bound - worth <= CLOSE or not new or remaining() <= 0:
            break
        known.update(dict.fromkeys(new))
    if values is None or centre is None:
        return None
    return Mixture(
        columns=tuple(known)[: len(master.columns)],
        cuts=frozenset(cuts),
        values=values,
        bound=bound,
        prices=centre,
        met=bound - worth <= CLOSE,
    )


def relaxed(master: Master, remaining: Remaining) -> tuple[float, Floats, Floats] | None:
    """(worth, how much of each column, price of each row); None where there is no solution, or none in time."""
    if (seconds := remaining()) <= 0:
        return None
    equal = master.lows == master.highs
    under = ~equal & np.isfinite(master.highs)
    over = ~equal & ~under
    signs = np.where(over, -1.0, 1.0)
    bounded = np.flatnonzero(~equal)
    limits = np.where(under, master.highs, -master.lows)
    result = linprog(
        -master.wish,
        A_ub=master.rows[bounded].multiply(signs[bounded, np.newaxis]).tocsr() if len(bounded) else None,
        b_ub=limits[bounded] if len(bounded) else None,
        A_eq=master.rows[np.flatnonzero(equal)] if equal.any() else None,
        b_eq=master.highs[equal] if equal.any() else None,
        bounds=np.column_stack((master.least, master.most)),
        method="highs",
        options={"time_limit": seconds},
    )
    if result.status != 0:
        return None
    prices = np.zeros(len(master.lows))
    prices[bounded] = np.maximum(-result.ineqlin.marginals, 0.0) * signs[bounded]
    if equal.any():
        prices[equal] = -result.eqlin.marginals
    return float(-result.fun), result.x, prices


@dataclass(frozen=True, slots=True, eq=False)
class _Prices:
    """Of all places of all kinds."""

    closes: Sequence[Sequence[tuple[int, float]]]
    costs: Floats
    alone: Floats
    """What each is worth without others."""


def all_priced(world: World, fits: Fits, master: Master, prices: Floats, remaining: Remaining) -> list[Priced]:
    """Of each kind its best patterns, as far as time reaches; their bounds hold where it does not."""
    made = _prices(world, master, prices)
    found = []
    for which, (kind, start) in enumerate(zip(world.kinds, world.starts, strict=True)):
        own = slice(start, start + len(kind.offers))
        least = max(0.0, price(master, prices, master.kind_rows[which]))
        places = np.flatnonzero(made.alone[own] > 0).tolist()
        costs = made.costs[own].tolist()
        best = priced(
            kind, made.closes[own], costs, fits, places, least=least, every=False, nodes=NODES, remaining=remaining
        )
        found.append(best)
    return found


def _prices(world: World, master: Master, prices: Floats) -> _Prices:
    """What a need is worth hangs on the offer where groups of it are counted."""
    table = np.repeat(np.array(need_prices(world, master, prices))[:, np.newaxis], len(world.seating.offers), axis=1)
    for (need, offer), row in master.shared_rows.items():
        table[need, offer] = price(master, prices, row)
    shares, rows = world.shares, np.repeat(np.arange(len(world.offers)), np.diff(world.shares.indptr))
    values = table[shares.indices, world.offers[rows]] * shares.data
    cells = list(zip(shares.indices.tolist(), values.tolist(), strict=True))
    ends = shares.indptr.tolist()
    costs = seat_costs(world, master, prices)
    return _Prices(
        closes=[cells[start:end] for start, end in pairwise(ends)],
        costs=costs,
        alone=np.bincount(rows, values, minlength=len(world.offers)) - costs,
    )


def all_near(  # noqa: PLR0913, PLR0917
    world: World,
    fits: Fits,
    master: Master,
    prices: Floats,
    answers: Sequence[Priced],
    spare: float,
    *,
    nodes: int,
    remaining: Remaining,
) -> list[Column] | None:
    """All patterns that miss the best of their kind by no more than `spare`; None where nodes or time run out."""
    made = _prices(world, master, prices)
    found: list[Column] = []
    for which, (kind, start) in enumerate(zip(world.kinds, world.starts, strict=True)):
        own = slice(start, start + len(kind.offers))
        places = np.flatnonzero(made.alone[own] > -spare).tolist()
        least = answers[which].most - spare
        costs = made.costs[own].tolist()
        near = priced(
            kind, made.closes[own], costs, fits, places, least=least, every=True, nodes=nodes, remaining=remaining
        )
        nodes -= near.nodes
        if not near.whole or remaining() <= 0:
            return None
        found += [(which, pattern) for _, pattern in near.patterns]
    return found


def seat_costs(world: World, master: Master, prices: Floats) -> Floats:
    """(all places of all kinds,)."""
    costs = np.array(seat_prices(world, master, prices))[world.offers]
    for (which, offer), row in master.cut_rows.items():
        costs[world.starts[which] + world.kinds[which].offers.index(offer)] += price(master, prices, row)
    return costs


def need_prices(world: World, master: Master, prices: Floats) -> list[float]:
    base = closing_price(master, prices)
    return [
        price(master, prices, master.need_rows[need]) if need in master.need_rows else base * worth
        for need, worth in enumerate(world.worths)
    ]


def closing_price(master: Master, prices: Floats) -> float:
    return master.closing + (0.0 if master.floor_row is None else price(master, prices, master.floor_row))


def seat_prices(world: World, master: Master, prices: Floats) -> list[float]:
    """Of each offer."""
    money = master.paying + sum(price(master, prices, row) for row in master.money_rows)
    return [
        price(master, prices, master.seat_rows[offer])
        if offer in master.seat_rows
        else money * world.seating.bands[offer][0].each
        for offer in range(len(world.seating.offers))
    ]


def bound_at(world: World, master: Master, prices: Floats, answers: Sequence[Priced]) -> float:
    """Lagrange: what the rows are worth, and what each kind and each other column makes beyond their prices."""
    others = np.ones(len(prices), dtype=bool)
    others[list(master.kind_rows)] = False
    limits = np.where(prices > 0, master.highs, master.lows)
    rows = float(
        np.where(prices[others] != 0, prices[others] * np.where(prices[others] != 0, limits[others], 0), 0).sum()
    )
    left = master.wish - master.rows.T @ np.where(others, prices, 0)
    fixed = slice(len(master.columns), None)
    columns = float((np.maximum(left[fixed], 0) * master.most[fixed]).sum())
    own = sum(len(kind.learners) * one.most for kind, one in zip(world.kinds, answers, strict=True))
    return rows + columns + own


def newest(answers: Sequence[Priced]) -> list[Column]:
    """The best few of each kind; those found last are best."""
    return [(which, pattern) for which, one in enumerate(answers) for _, pattern in one.patterns[-FEW:]]
