"""The best choice of a Cover, settled criterion by criterion: most closed, least used, first ids."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np

from matcher.branch_and_bound import Node, promising, root
from matcher.cover import UNITS, Choice, Cover, Whole, without_redundant

SLACK = 1e-10
"""Share of the gap by which a bound must miss its goal: far above rounding error, far below one unit."""
MANY_TIES = 40
"""So many choices that close equally much mean that listing them may never end."""

Tick = Callable[[], None]


def improving(cover: Cover, start: Choice, tick: Tick) -> Iterator[Choice]:
    """Yield ever better choices than `start`; once it ends, the last one (or `start`) is proven best.

    Mostly one search lists everything that closes as much as the best. Where too many choices tie, the criteria
    are settled one after the other, each by searches that either find a better value or prove that there is none.
    """
    best, ties = start, set[Choice]()
    for choice in promising(cover, root(cover), lambda: _goal(cover.closes(best)), tick):
        better = without_redundant(cover, choice)
        if cover.closes(better) > cover.closes(best):
            ties.clear()
        ties.add(better)
        if cover.key(better) < cover.key(best):
            best = better
            yield best
        if len(ties) > MANY_TIES:
            yield from _settling(cover, best, tick)
            return


def _settling(cover: Cover, best: Choice, tick: Tick) -> Iterator[Choice]:
    for choice in promising(cover, root(cover), lambda: _goal(cover.closes(best) + 1), tick):
        if cover.closes(choice) > cover.closes(best):
            best = without_redundant(cover, choice)
            yield best
    for column in range(cover.uses.shape[1]):
        for best in _saving(cover, column, best, tick):
            yield best
    yield from _preferring_ids(replace(cover, limits=cover.used(best)), best, tick)


def _saving(cover: Cover, column: int, best: Choice, tick: Tick) -> Iterator[Choice]:
    """Halve what may be used of one column, with the columns before it no worse, until no choice is left between."""
    low = 0
    while low < (high := int(cover.used(best)[column])):
        limits = cover.limits.copy()
        limits[:column] = cover.used(best)[:column]
        limits[column] = (low + high) // 2
        tighter = replace(cover, limits=limits)
        found = _any_as_good(tighter, root(tighter), cover.closes(best), tick)
        if found is None:
            low = int(limits[column]) + 1
        else:
            best = without_redundant(cover, found)
            yield best


def _preferring_ids(cover: Cover, best: Choice, tick: Tick) -> Iterator[Choice]:
    """Place by place, the first row with which the rest can still be made as good; nothing else may change."""
    prices = root(cover).prices
    rows: Whole = np.arange(len(cover.gains))
    for place in range(len(best)):
        first = best[place - 1] + 1 if place else 0
        for row in range(first, best[place]):
            node = Node(chosen=(*best[:place], row), free=rows[row + 1 :], prices=prices)
            found = _any_as_good(cover, node, cover.closes(best), tick)
            if found is not None:
                best = found
                yield best
                break


def _any_as_good(cover: Cover, start: Node, closes: int, tick: Tick) -> Choice | None:
    found = promising(cover, start, lambda: _goal(closes), tick)
    return next((choice for choice in found if cover.closes(choice) >= closes), None)


def _goal(closes: int) -> float:
    """The least share of the gap that counts as so many units."""
    return (closes - 0.5) / UNITS - SLACK
