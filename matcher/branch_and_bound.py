"""Every choice of a Cover that closes at least so much: branch and bound with Lagrangian bounds.

Give every skill and every limit a price. An offer is then worth what it closes above the skills' prices minus
the price of what it uses, and the prices plus all offers worth having bound every choice from above
(Cornuejols, Fisher, Nemhauser 1977, https://doi.org/10.1287/mnsc.23.8.789). A few subgradient steps at each node
lower the bound. Where coverages differ, HiGHS alone takes 4 to 11 times as long: see benchmarks/stacking.

A row is held with all that it needs, and given up with all that need it; bounds leave that out of account.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matcher.cover import NO_GAIN, Choice, Cover, Floats, Whole
from matcher.relaxation import Prices, relaxed_prices, worth

STEPS = 10
"""Price steps at a node. This and the next four were set by hand; benchmarks/stacking shows how fast they are."""
STEP_SHRINK = 0.6
"""Steps grow shorter by this factor each time that STALLED of them brought nothing."""
STALLED = 4
PULL = 5.0
"""Branches are made on the offer of most gain + PULL x worth."""
TRY_ROWS = 10
"""A node is completed greedily from this many of its worthiest rows, which finds good choices early."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """Every choice that holds `chosen` and otherwise only rows of `free`, and what those need."""

    chosen: Choice
    free: Whole
    prices: Prices


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rest:
    """What is left to decide at a node."""

    rows: Whole
    gains: Floats
    """(rows, m): beyond what the chosen close."""
    shares: Floats
    """(rows, r): of each limit."""
    left: Floats
    """(r,): share of each limit that the chosen leave."""
    closed: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bound:
    most: float
    """No choice of the node closes more."""
    worth: Floats
    """(rows,): holding a row costs the bound min(worth, 0), doing without it max(worth, 0)."""
    prices: Prices


def root(cover: Cover, remaining: Callable[[], float]) -> Node:
    """Raises Unproven when `remaining()` seconds run out."""
    return Node(chosen=(), free=np.arange(len(cover.gains)), prices=relaxed_prices(cover, remaining))


def promising(cover: Cover, start: Node, goal: Callable[[], float], tick: Callable[[], None]) -> Iterator[Choice]:
    """Yield choices under `start` that close at least `goal()`; once it ends, no other meets the last goal.

    Some come twice; those with a superfluous row may be left out. `goal` may rise in between. `tick` is called
    at every node and may raise to stop the search.
    """
    nodes = [start]
    while nodes:
        tick()
        node = nodes.pop()
        if not cover.fits(node.chosen):
            continue
        rest = rest_of(cover, node)
        if rest.closed >= goal():
            yield node.chosen
        bound = bound_of(rest, node.prices, goal())
        if bound is None:
            continue
        attempt = completed(cover, node.chosen, rest.rows[np.argsort(-bound.worth, kind="stable")[:TRY_ROWS]])
        if float(cover.closed(attempt).sum()) >= goal():
            yield attempt
        nodes.extend(branches(cover, node, rest, bound, goal()))


def rest_of(cover: Cover, node: Node) -> Rest:
    """Only the rows that still fit and still add something."""
    closed = cover.closed(node.chosen)
    left = cover.limits - cover.used(node.chosen)
    rows = node.free[(cover.uses[node.free] <= left).all(axis=1)]
    gains = np.maximum(cover.gains[rows] - closed, 0)
    adds = gains.sum(axis=1) > NO_GAIN
    return Rest(
        rows=rows[adds],
        gains=gains[adds],
        shares=cover.shares(cover.uses[rows[adds]]),
        left=cover.shares(left),
        closed=float(closed.sum()),
    )


def bound_of(rest: Rest, prices: Prices, goal: float) -> Bound | None:
    """The lowest bound that STEPS steps find; None as soon as it falls below the goal, or nothing is left."""
    best: Bound | None = None
    shrink, stalled = 1.0, 0
    for _ in range(STEPS if len(rest.rows) else 0):
        value = worth(rest.gains, rest.shares, prices)
        wanted = value > 0
        most = rest.closed + prices.skills.sum() + prices.limits @ rest.left + value[wanted].sum()
        if most < goal:
            return None
        if best is None or most < best.most - NO_GAIN:
            best, stalled = Bound(most=float(most), worth=value, prices=prices), 0
        elif (stalled := stalled + 1) == STALLED:
            shrink, stalled = shrink * STEP_SHRINK, 0
        lower = step_down(rest, wanted, prices, drop=shrink * (most - goal))
        if lower is None:
            break
        prices = lower
    return best


def step_down(rest: Rest, wanted: npt.NDArray[np.bool_], prices: Prices, *, drop: float) -> Prices | None:
    """Prices one subgradient step on, as far as would lower a linear bound by `drop`; None at a minimum."""
    skills = 1.0 - (rest.gains[wanted] > prices.skills).sum(axis=0)
    limits = rest.left - rest.shares[wanted].sum(axis=0)
    skills[(prices.skills <= 0) & (skills > 0)] = 0
    limits[(prices.limits <= 0) & (limits > 0)] = 0
    steepness = float(skills @ skills + limits @ limits)
    if steepness < NO_GAIN:
        return None
    stride = drop / steepness
    return Prices(
        skills=np.maximum(prices.skills - stride * skills, 0),
        limits=np.maximum(prices.limits - stride * limits, 0),
    )


def branches(cover: Cover, node: Node, rest: Rest, bound: Bound, goal: float) -> list[Node]:
    """The node cut down to what may still reach the goal, then split on one row; the last is looked at first."""
    possible = bound.most + np.minimum(bound.worth, 0) >= goal
    needed = bound.most - np.maximum(bound.worth, 0) < goal
    if needed.any():
        return [holding(cover, node, rest.rows[needed], rest.rows[possible & ~needed], bound.prices)]
    rows = rest.rows[possible]
    if not len(rows):
        return []
    pick = int((rest.gains.sum(axis=1) + PULL * bound.worth)[possible].argmax())
    others = np.delete(rows, pick)
    without = Node(
        chosen=node.chosen, free=np.setdiff1d(others, cover.with_needing(int(rows[pick]))), prices=bound.prices
    )
    return [without, holding(cover, node, rows[pick : pick + 1], others, bound.prices)]


def holding(cover: Cover, node: Node, added: Whole, free: Whole, prices: Prices) -> Node:
    """The choices of the node that hold the added rows; a skill's price falls by what those close of it."""
    chosen = cover.with_needed((*node.chosen, *added.tolist()))
    newly = cover.closed(chosen) - cover.closed(node.chosen)
    return Node(chosen=chosen, free=free, prices=replace(prices, skills=np.maximum(prices.skills - newly, 0)))


def completed(cover: Cover, chosen: Choice, rows: Whole) -> Choice:
    """The choice with every row, in this order, that still fits, adds something, and has what it needs."""
    closed, left = cover.closed(chosen), cover.limits - cover.used(chosen)
    more = list(chosen)
    for row in rows.tolist():
        fits = (cover.uses[row] <= left).all() and cover.allows((*more, row))
        if fits and np.maximum(cover.gains[row] - closed, 0).sum() > NO_GAIN:
            more.append(row)
            closed, left = np.maximum(closed, cover.gains[row]), left - cover.uses[row]
    return tuple(sorted(more))
