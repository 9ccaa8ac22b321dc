"""The patterns of a kind that are worth most at given prices: depth first, with a bound at each node.

This is the pricing problem of column generation (Gilmore, Gomory 1961, https://doi.org/10.1287/opre.9.6.849): cover
under a knapsack. What an offer adds to those chosen only shrinks as more are chosen, so that filling the hours left
with the best of what each adds now, the last one in part, bounds all that can follow (Dantzig 1957).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from matcher.workforce.kinds import Fits, Kind, Pattern
from matcher.workforce.time_left import Remaining

TINY = 1e-9
LOOKS = 64
"""Nodes between two looks at the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    patterns: tuple[tuple[float, Pattern], ...]
    """(worth, pattern), each worth more than what was asked for."""
    most: float
    """No pattern is worth more."""
    nodes: int
    """Gone into."""
    whole: bool
    """Whether all was gone through."""


@dataclass(slots=True)
class _Search:
    kind: Kind
    closes: Sequence[Sequence[tuple[int, float]]]
    seats: Sequence[float]
    fits: Fits
    least: float
    every: bool
    """All above `least`; otherwise only ever better ones."""
    nodes: int
    """That may still be gone into; none where time is over."""
    remaining: Remaining
    found: dict[Pattern, float] = field(default_factory=dict)
    cut: float = 0.0
    """The largest bound among those left out for want of nodes."""


def priced(  # noqa: PLR0913
    kind: Kind,
    closes: Sequence[Sequence[tuple[int, float]]],
    seats: Sequence[float],
    fits: Fits,
    places: Sequence[int],
    *,
    least: float,
    every: bool,
    nodes: int,
    remaining: Remaining,
) -> Priced:
    """`closes`: by place, (need, what closing it is worth). `seats`: what a seat costs, by place.

    `places` are those that may be chosen, and what they come after is chosen with them. The empty pattern is not given.
    """
    search = _Search(
        kind=kind,
        closes=closes,
        seats=seats,
        fits=fits,
        least=least,
        every=every,
        nodes=nodes,
        remaining=remaining,
    )
    best: dict[int, float] = {}
    _visit(search, frozenset(), best, 0.0, kind.time, places)
    patterns = tuple((worth, pattern) for pattern, worth in search.found.items())
    most = max([0.0, search.cut, *(worth for worth, _ in patterns)])
    return Priced(
        patterns=patterns, most=most if every else max(most, least), nodes=nodes - search.nodes, whole=search.nodes > 0
    )


def _visit(  # noqa: PLR0913, PLR0917 - runs a hundred thousand times
    search: _Search, chosen: frozenset[int], best: dict[int, float], worth: float, left: float, places: Sequence[int]
) -> None:
    kind = search.kind
    open_to = _open_to(search, chosen, best, worth, left, places)
    if search.nodes % LOOKS == 0 and search.remaining() <= 0:
        search.nodes = 0
    if search.nodes <= 0:
        search.cut = max(search.cut, worth + _bound(open_to, left))
        return
    search.nodes -= 1
    for index, (_, place, adds, _) in enumerate(open_to):
        rest = open_to[index:]
        if worth + min(adds, 0.0) + _bound(rest, left) <= search.least + TINY:
            return
        added = kind.needed[place] - chosen
        spells = sum(kind.spells[one] for one in added)
        together = chosen | added
        if spells > left or not search.fits(frozenset(kind.offers[one] for one in together)):
            continue
        now, gain = _added(search, best, added)
        if worth + gain > search.least + TINY:
            _keep(search, together, worth + gain)
        _visit(search, together, now, worth + gain, left - spells, [one for _, one, _, _ in rest[1:]])


def _added(search: _Search, best: dict[int, float], added: Collection[int]) -> tuple[dict[int, float], float]:
    """(what is closed then, what that adds)."""
    now, gain = dict(best), 0.0
    for one in added:
        gain -= search.seats[one]
        for need, value in search.closes[one]:
            held = now.get(need, 0.0)
            if value > held:
                gain += value - held
                now[need] = value
    return now, gain


def _keep(search: _Search, chosen: frozenset[int], worth: float) -> None:
    search.found[tuple(sorted(chosen))] = worth
    if not search.every:
        search.least = worth


def _open_to(  # noqa: PLR0913, PLR0917 - as often
    search: _Search, chosen: frozenset[int], best: dict[int, float], worth: float, left: float, places: Sequence[int]
) -> list[tuple[float, int, float, int]]:
    """(worth a spell, place, worth, spells) of what may still be added, best first."""
    kind, closes = search.kind, search.closes
    found = []
    for place in places:
        spells = kind.spells[place]
        if spells > left or place in chosen:
            continue
        gain = -search.seats[place]
        for need, value in closes[place]:
            held = best.get(need, 0.0)
            if value > held:
                gain += value - held
        if gain > TINY or search.every:
            found.append((gain / spells, place, gain, spells))
    found.sort(key=lambda one: (-one[0], one[1]))
    if not search.every:
        return found
    spare = worth + _bound(found, left) - search.least - TINY
    return [one for one in found if one[2] + spare > 0]


def _bound(open_to: Sequence[tuple[float, int, float, int]], left: float) -> float:
    total = 0.0
    for rate, _, worth, spells in open_to:
        if worth <= 0:
            break
        if spells > left:
            return total + rate * left
        total += worth
        left -= spells
    return total
