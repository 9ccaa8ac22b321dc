"""Seats that another seat of the same learner makes superfluous."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from matcher.cover import Floats
from matcher.workforce.seating import Seating


def undominated(seating: Seating) -> tuple[int, ...]:
    """Pairs that a best plan may need, ascending.

    A seat does instead of another wherever it closes at least as much of every need, takes no more time and money, and
    may begin whenever the other may. Where the price hangs on how many come, or one comes after the other, both stay.
    """
    bound = {pair for both in seating.after for pair in both}
    flat = [seating.flat(offer) for offer in range(len(seating.offers))]
    first = [learner for learner, _ in seating.pairs]
    counts = Counter(first)
    kept: list[int] = []
    start = 0
    for learner in sorted(counts):
        pairs = range(start, start + counts[learner])
        start += counts[learner]
        free = [pair for pair in pairs if pair not in bound and flat[seating.pairs[pair][1]]]
        gone = _superfluous(seating, free)
        kept += [pair for pair in pairs if pair not in gone]
    return tuple(kept)


def _superfluous(seating: Seating, pairs: Sequence[int]) -> set[int]:
    shares = _dense(seating, pairs)
    offers = [seating.pairs[pair][1] for pair in pairs]
    uses = np.array([[seating.spells[offer], seating.bands[offer][0].each] for offer in offers], dtype=float)
    begins = np.array([[q in seating.begins[offer] for q in range(seating.quarters)] for offer in offers])
    order: list[int] = np.lexsort((np.arange(len(pairs)), *uses.T)).tolist() if len(pairs) else []
    kept: list[int] = []
    gone: set[int] = set()
    for row in order:
        rivals = np.array(kept, dtype=int)
        better = (shares[rivals] >= shares[row]).all(axis=1) & (uses[rivals] <= uses[row]).all(axis=1)
        if (better & (begins[rivals] >= begins[row]).all(axis=1)).any():
            gone.add(pairs[row])
        else:
            kept.append(row)
    return gone


def _dense(seating: Seating, pairs: Sequence[int]) -> Floats:
    """(pairs, the needs that they close)."""
    needs = sorted({need for pair in pairs for need, _ in seating.closes[pair]})
    column = {need: i for i, need in enumerate(needs)}
    made = np.zeros((len(pairs), len(needs)))
    for row, pair in enumerate(pairs):
        for need, share in seating.closes[pair]:
            made[row, column[need]] = share
    return made
