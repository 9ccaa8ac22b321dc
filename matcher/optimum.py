"""The best choice of a Cover: most closed, then least used column by column, then first ids."""

from collections.abc import Callable, Iterator

from matcher.branch_and_bound import promising, root
from matcher.cover import UNITS, Choice, Cover, Unproven, without_redundant
from matcher.zero_one import settling

SLACK = 1e-10
"""Share of the gap by which a bound must miss its goal: far above rounding error, far below one unit."""
FEW_PAIRS = 700
"""Up to so many (offer, skill) pairs HiGHS alone is quick."""
MANY_TIES = 40
"""So many choices that close equally much mean that listing them may never end."""
MANY_NODES = 2_500
"""More than a list without many ties takes."""


class Unlisted(Exception):
    """There are too many choices that close as much as the best."""


def improving(cover: Cover, start: Choice, remaining: Callable[[], float]) -> Iterator[Choice]:
    """Yield ever better choices than `start`; once it ends, the last one (or `start`) is proven best.

    Where coverages differ, few choices close as much as the best: our branch and bound lists them all, 5 to 20
    times faster than HiGHS finds the first. Where many tie, HiGHS settles criterion after criterion.
    Raises Unproven when `remaining()` seconds run out.
    """
    best = start
    if not cover.gains.any() or not cover.limits[-1]:
        return
    if (cover.gains > 0).sum() > FEW_PAIRS:
        try:
            for better in listing(cover, start, remaining):
                yield (best := better)
        except Unlisted:
            pass
        else:
            return
    yield from settling(cover, best, remaining)


def listing(cover: Cover, start: Choice, remaining: Callable[[], float]) -> Iterator[Choice]:
    """Go through every choice that closes as much as the best. Raises Unlisted where they are many; Unproven."""
    best = start
    ties = set[Choice]()

    def goal() -> float:
        return (cover.closes(best) - 0.5) / UNITS - SLACK

    for found in promising(cover, root(cover), goal, _ticking(remaining)):
        choice = without_redundant(cover, found)
        if cover.closes(choice) > cover.closes(best):
            ties.clear()
        ties.add(choice)
        if cover.key(choice) < cover.key(best):
            yield (best := choice)
        if len(ties) > MANY_TIES:
            raise Unlisted


def _ticking(remaining: Callable[[], float]) -> Callable[[], None]:
    nodes = 0

    def tick() -> None:
        nonlocal nodes
        nodes += 1
        if remaining() <= 0:
            raise Unproven
        if nodes > MANY_NODES:
            raise Unlisted

    return tick
