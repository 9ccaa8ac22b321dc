"""What each seat would add to what a growing plan closes: kept up to date for those that a new seat touches."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from matcher.cover import Floats, Whole
from matcher.workforce.seating import Seating

WHOLE_SHARE = 1.0
"""No share is larger: while so much of a need is open, its end cuts nothing."""


@dataclass(slots=True, kw_only=True, eq=False)
class SeatGains:
    """Cells are (pair, need), by pair; slots are (learner, need)."""

    weights: Floats
    people: Floats
    cell_need: Whole
    cell_share: Floats
    cell_slot: Whole
    starts: Whole
    """(pairs + 1,): where the cells of each pair begin."""
    learner_pairs: tuple[Whole, ...]
    """Of each pair, all of its learner's."""
    need_pairs: tuple[Whole, ...]
    """Of each need."""
    best: Floats
    """(slots,): the share that is closed."""
    open: Floats
    """(needs,): people's worth that is not closed."""
    of_pair: Floats
    """(pairs,): weight that a seat would close."""

    @property
    def closed(self) -> float:
        """Weight."""
        return float((self.weights * (self.people - self.open)).sum())

    def seated(self, pairs: Iterable[int]) -> None:
        for pair in pairs:
            cells = np.arange(self.starts[pair], self.starts[pair + 1])
            needs = self.cell_need[cells]
            more = np.maximum(self.cell_share[cells] - self.best[self.cell_slot[cells]], 0)
            self.best[self.cell_slot[cells]] += more
            self.open[needs] = np.maximum(self.open[needs] - more, 0)
            self._reckon(self.learner_pairs[pair])
            for need in needs[self.open[needs] < WHOLE_SHARE].tolist():
                self._reckon(self.need_pairs[need])

    def _reckon(self, pairs: Whole) -> None:
        counts = self.starts[pairs + 1] - self.starts[pairs]
        ends = np.cumsum(counts)
        rows = np.repeat(np.arange(len(pairs)), counts)
        cells = np.arange(ends[-1] if len(ends) else 0) + np.repeat(self.starts[pairs] - (ends - counts), counts)
        needs = self.cell_need[cells]
        added = np.maximum(self.cell_share[cells] - self.best[self.cell_slot[cells]], 0)
        adds = np.minimum(self.open[needs], added) * self.weights[needs]
        self.of_pair[pairs] = np.bincount(rows, adds, minlength=len(pairs))


def gains_of(seating: Seating) -> SeatGains:
    """Of a plan without seats."""
    rows = [(pair, need, share) for pair, own in enumerate(seating.closes) for need, share in own]
    pair = np.array([one for one, _, _ in rows], dtype=np.int64)
    need = np.array([one for _, one, _ in rows], dtype=np.int64)
    learners = np.array([learner for learner, _ in seating.pairs], dtype=np.int64)
    _, slot = np.unique(learners[pair] * len(seating.weights) + need, return_inverse=True)
    own = {learner: np.flatnonzero(learners == learner) for learner in set(learners.tolist())}
    made = SeatGains(
        weights=seating.weights,
        people=seating.people,
        cell_need=need,
        cell_share=np.array([share for _, _, share in rows], dtype=float),
        cell_slot=slot,
        starts=np.searchsorted(pair, np.arange(len(seating.pairs) + 1)),
        learner_pairs=tuple(own[learner] for learner in learners.tolist()),
        need_pairs=tuple(np.unique(pair[need == one]) for one in range(len(seating.weights))),
        best=np.zeros(int(slot.max(initial=-1)) + 1),
        open=seating.people.copy(),
        of_pair=np.zeros(len(seating.pairs)),
    )
    made._reckon(np.arange(len(seating.pairs)))
    return made
