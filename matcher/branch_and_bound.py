"""The exact optimum of a Cover, proven by branch and bound with Lagrangian bounds.

Give every skill a price and every limit a price; an offer is worth what it closes above the skills' prices,
minus the price of what it uses. The prices plus the offers worth having bound every choice from above
(Cornuejols, Fisher, Nemhauser 1977, https://doi.org/10.1287/mnsc.23.8.789). Subgradient steps lower that bound.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from matcher.cover import NO_GAIN, Choice, Cover, Floats, Whole
from matcher.relaxation import Prices, relaxed_prices, worth

ROOT_STEPS = 10
NODE_STEPS = 8
STEP_SHRINK = 0.6
"""Steps grow shorter by this factor each time that STALLED of them brought nothing."""
STALLED = 3
MEMORY = 0.1
"""How fast `Bound.taken` forgets what earlier prices wanted."""
TIE_GAIN = 0.02
TRY_ROWS = 30
"""A node is completed greedily from this many of its worthiest rows, which finds good choices early."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """Every choice that holds `chosen` and otherwise only rows of `free`."""

    chosen: Choice
    free: Whole
    prices: Prices
    steps: int = NODE_STEPS
    """How many price steps to spend on it."""


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
    taken: Floats
    """(rows,): how often the prices wanted it, in [0, 1]; near one half a branch tells most."""
    prices: Prices


def root(cover: Cover) -> Node:
    """Every choice, with prices to start from."""
    return Node(chosen=(), free=np.arange(len(cover.gains)), prices=relaxed_prices(cover), steps=ROOT_STEPS)


def promising(cover: Cover, start: Node, goal: Callable[[], float], tick: Callable[[], None]) -> Iterator[Choice]:
    """Yield choices under `start` that close at least `goal()`; once it ends, no other would meet the last goal.

    Choices that hold a superfluous row are passed over. `goal` may rise in between. `tick` is called at every
    node and may raise to stop the search.
    """
    nodes = [start]
    while nodes:
        tick()
        node = nodes.pop()
        rest = rest_of(cover, node)
        if rest.left.min() < 0:
            continue
        if rest.closed >= goal():
            yield node.chosen
        bound = bound_of(rest, node, goal())
        if bound is None:
            continue
        attempt = completed(cover, node.chosen, rest.rows[np.argsort(-bound.worth, kind="stable")[:TRY_ROWS]])
        if float(cover.closed(attempt).sum()) >= goal():
            yield attempt
        nodes.extend(branches(cover, node, rest, bound, goal()))


def rest_of(cover: Cover, node: Node) -> Rest:
    """Only the rows that still fit and still add something."""
    closed = cover.closed(node.chosen)
    left = cover.limits - cover.uses[list(node.chosen)].sum(axis=0)
    rows = node.free[(cover.uses[node.free] <= left).all(axis=1)]
    gains = np.maximum(cover.gains[rows] - closed, 0)
    adds = gains.sum(axis=1) > NO_GAIN
    whole = np.maximum(cover.limits, 1)
    rows = rows[adds]
    return Rest(
        rows=rows, gains=gains[adds], shares=cover.uses[rows] / whole, left=left / whole, closed=float(closed.sum())
    )


def bound_of(rest: Rest, node: Node, goal: float) -> Bound | None:
    """The lowest bound that the node's steps find, or None as soon as it falls below the goal."""
    prices, found = node.prices, None
    taken = np.zeros(len(rest.rows))
    shrink, stalled = 1.0, 0
    for step in range(node.steps if len(rest.rows) else 0):
        value = worth(rest.gains, rest.shares, prices)
        wanted = value > 0
        most = rest.closed + prices.skills.sum() + prices.limits @ rest.left + value[wanted].sum()
        taken += max(MEMORY, 1 / (step + 1)) * (wanted - taken)
        if most < goal:
            return None
        if found is None or most < found.most - NO_GAIN:
            found, stalled = Bound(most=float(most), worth=value, taken=taken, prices=prices), 0
        elif (stalled := stalled + 1) == STALLED:
            shrink, stalled = shrink * STEP_SHRINK, 0
        stepped = step_down(prices, 1 - (rest.gains[wanted] > prices.skills).sum(axis=0), rest.left - rest.shares[wanted].sum(axis=0), shrink * (most - goal))
        if stepped is None:
            break
        prices = stepped
    return found


def step_down(prices: Prices, skill_slopes: Floats, limit_slopes: Floats, drop: float) -> Prices | None:
    """The prices one subgradient step on, as long as would lower a linear bound by `drop`; None at a minimum."""
    skill_slopes = np.where((prices.skills <= 0) & (skill_slopes > 0), 0, skill_slopes)
    limit_slopes = np.where((prices.limits <= 0) & (limit_slopes > 0), 0, limit_slopes)
    length = float(skill_slopes @ skill_slopes + limit_slopes @ limit_slopes)
    if length < NO_GAIN:
        return None
    stride = drop / length
    return Prices(
        skills=np.maximum(prices.skills - stride * skill_slopes, 0),
        limits=np.maximum(prices.limits - stride * limit_slopes, 0),
    )


def branches(cover: Cover, node: Node, rest: Rest, bound: Bound, goal: float) -> list[Node]:
    """The node cut down to what may still reach the goal; split on its most undecided row."""
    possible = bound.most + np.minimum(bound.worth, 0) >= goal
    needed = bound.most - np.maximum(bound.worth, 0) < goal
    if bound.most < goal or (needed & ~possible).any():
        return []
    if needed.any():
        return [narrowed(cover, node, rest.rows[needed], rest.rows[possible & ~needed], bound.prices)]
    rows = rest.rows[possible]
    if not len(rows):
        return []
    pick = PICK(bound, rest, possible)
    others = np.delete(rows, pick)
    without = Node(chosen=node.chosen, free=others, prices=bound.prices)
    return [without, narrowed(cover, node, rows[pick : pick + 1], others, bound.prices)]


def narrowed(cover: Cover, node: Node, added: Whole, free: Whole, prices: Prices) -> Node:
    """The part of the node whose choices hold the added rows; skills cost less by what those close."""
    chosen = tuple(sorted((*node.chosen, *added.tolist())))
    newly = cover.closed(chosen) - cover.closed(node.chosen)
    return Node(chosen=chosen, free=free, prices=replace(prices, skills=np.maximum(prices.skills - newly, 0)))


def completed(cover: Cover, chosen: Choice, rows: Whole) -> Choice:
    """The choice with every row, in this order, that still fits and adds something."""
    closed = cover.closed(chosen)
    left = cover.limits - cover.uses[list(chosen)].sum(axis=0)
    more = list(chosen)
    for row in rows.tolist():
        if (cover.uses[row] <= left).all() and np.maximum(cover.gains[row] - closed, 0).sum() > NO_GAIN:
            more.append(row)
            closed = np.maximum(closed, cover.gains[row])
            left = left - cover.uses[row]
    return tuple(sorted(more))
