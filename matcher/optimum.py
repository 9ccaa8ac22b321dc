"""The best choice of a Cover: most closed, then least used column by column, then first ids."""

from collections.abc import Callable, Iterator

import numpy as np

from matcher.branch_and_bound import bound_of, promising, rest_of, root
from matcher.cover import UNITS, Choice, Cover, Unproven, Whole, restricted, without_redundant
from matcher.zero_one import settling

SLACK = 1e-10
"""Share of the gap by which a bound must miss its goal: far above rounding error, far below one unit."""
MANY_TIES = 40
"""So many choices that close equally much mean that listing them may never end."""
NODES_PER_PAIR = 2
"""After so many nodes for each (offer, skill) pair HiGHS is likelier to finish, but for the largest gaps."""
LEAST_NODES = 100
"""So many are looked at in any case: they take no longer than HiGHS over the smallest program."""


class Unlisted(Exception):
    """There are too many choices that close as much as the best."""


def improving(cover: Cover, start: Choice, remaining: Callable[[], float]) -> Iterator[Choice]:
    """Yield ever better choices than `start`; once it ends, the last one (or `start`) is proven best.

    Where coverages differ, few choices close as much as the best: our branch and bound lists them all, sooner than
    HiGHS finds one (benchmarks/stacking). Where many tie, HiGHS settles criterion after criterion.
    Raises Unproven when `remaining()` seconds run out.
    """
    best = start
    if not cover.gains.any() or not cover.limits[-1]:
        return
    try:
        for better in listing(cover, start, remaining):
            yield (best := better)
    except Unlisted:
        yield from reaching(cover, best, remaining)


def reaching(cover: Cover, best: Choice, remaining: Callable[[], float]) -> Iterator[Choice]:
    """The same by HiGHS alone, over the rows that a choice may hold which is better than `best`. Raises Unproven."""
    rows = within_reach(cover, best, remaining)
    start = tuple(np.searchsorted(rows, best).tolist())
    for better in settling(restricted(cover, rows), start, remaining):
        yield tuple(rows[list(better)].tolist())


def listing(cover: Cover, start: Choice, remaining: Callable[[], float]) -> Iterator[Choice]:
    """Go through every choice that closes as much as the best. Raises Unlisted where they are many; Unproven."""
    best = start
    ties = set[Choice]()

    for found in promising(cover, root(cover, remaining), lambda: _goal(cover, best), _ticking(cover, remaining)):
        choice = without_redundant(cover, found)
        if cover.closes(choice) > cover.closes(best):
            ties.clear()
        ties.add(choice)
        if cover.key(choice) < cover.key(best):
            yield (best := choice)
        if len(ties) > MANY_TIES:
            raise Unlisted


def within_reach(cover: Cover, best: Choice, remaining: Callable[[], float]) -> Whole:
    """Rows that a choice may hold which closes as much as `best`, and all they need, ascending. Raises Unproven."""
    start, goal = root(cover, remaining), _goal(cover, best)
    rest = rest_of(cover, start)
    bound = bound_of(rest, start.prices, goal)
    found = rest.rows[bound.most + np.minimum(bound.worth, 0) >= goal] if bound else rest.rows[:0]
    return np.array(cover.with_needed((*best, *found.tolist())), dtype=np.int64)


def _goal(cover: Cover, best: Choice) -> float:
    """The least share of the gap that counts as much as `best` closes."""
    return (cover.closes(best) - 0.5) / UNITS - SLACK


def _ticking(cover: Cover, remaining: Callable[[], float]) -> Callable[[], None]:
    nodes, many = 0, max(LEAST_NODES, NODES_PER_PAIR * int(np.count_nonzero(cover.gains)))

    def tick() -> None:
        nonlocal nodes
        nodes += 1
        if remaining() <= 0:
            raise Unproven
        if nodes > many:
            raise Unlisted

    return tick
