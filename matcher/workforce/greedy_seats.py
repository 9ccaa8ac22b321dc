"""The named fallback: the next best seat, or the next best group, until nothing fits. In quarters from the start."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from matcher.cover import Floats, Whole
from matcher.workforce.seat_draft import SeatDraft, empty_draft, open_group, take
from matcher.workforce.seat_gains import SeatGains, gains_of
from matcher.workforce.seating import Seating
from matcher.workforce.seats import Seat
from matcher.workforce.time_left import Remaining, endless

NO_GAIN = 1e-12
FREE = 1e-3
"""Steps that a seat without a price counts as, so that the best gainer among those comes first."""
THRIFT = (1.0, 0.5)
"""A run for each: gain by price to this power (1: the most for the money; 0: the most)."""


def greedy_seats(seating: Seating, remaining: Remaining = endless) -> tuple[Seat, ...]:
    """The best of a few runs, by what they close; what there is where time runs out. Empty where nobody can go."""
    if not seating.pairs:
        return ()
    runs = [_run_of(seating, thrift).made(remaining) for thrift in THRIFT]
    _, best = max(runs, key=lambda run: run[0])
    return tuple(
        sorted(
            Seat(quarter=quarter, offer=seating.offers[offer].id, learner=seating.learners[learner].id)
            for pair, quarter in best.items()
            for learner, offer in (seating.pairs[pair],)
        )
    )


@dataclass(frozen=True, slots=True)
class _Move:
    """The seat, or those who would learn most in a group that is to be opened, best gainers first."""

    pairs: Sequence[int]
    opens: bool


@dataclass(slots=True, kw_only=True, eq=False)
class _Run:
    """One way through. Of pairs, unless it says otherwise."""

    draft: SeatDraft
    gains: SeatGains
    learners: Whole
    offers: Whole
    spells: Whole
    cheapest: Whole
    """Steps, in the largest group."""
    prices: Floats
    """(offers,): to the power of thrift."""
    by_offer: Sequence[Whole]
    alone: npt.NDArray[np.bool_]
    """(offers,): whether one more seat can be had."""
    time: Floats
    """(learners,): spells left."""
    dead: npt.NDArray[np.bool_]
    """Taken, or tried in vain."""
    hopeless: set[int] = field(default_factory=set)
    """Offers of which no group can be opened."""

    def made(self, remaining: Remaining) -> tuple[float, dict[int, int]]:
        """(closed weight, pair -> quarter)."""
        while remaining() > 0 and (move := self._best_move()) is not None:
            before = set(self.draft.begun)
            if open_group(self.draft, move.pairs) if move.opens else take(self.draft, move.pairs[0]):
                self._seated(sorted(self.draft.begun.keys() - before))
            elif move.opens:
                self.hopeless.add(int(self.offers[move.pairs[0]]))
            else:
                self.dead[move.pairs[0]] = True
        return self.gains.closed, self.draft.begun

    def _seated(self, pairs: Sequence[int]) -> None:
        for pair in pairs:
            self.dead[pair] = True
            self.alone[self.offers[pair]] = True
            self.time[self.learners[pair]] -= self.spells[pair]
        self.gains.seated(pairs)

    def _best_move(self) -> _Move | None:
        gains = np.where(self._within_reach(), self.gains.of_pair, 0.0)
        rates = np.where((gains > NO_GAIN) & self.alone[self.offers], gains / self.prices[self.offers], 0.0)
        single = int(rates.argmax())
        best, move = rates[single], _Move((single,), opens=False)
        for offer in np.flatnonzero(~self.alone).tolist():
            own = self.by_offer[offer]
            if offer in self.hopeless or gains[own].max(initial=0.0) / self.prices[offer] <= best:
                continue
            able = own[gains[own] > NO_GAIN]
            many = self.draft.seating.bands[offer][0].fewest
            top = able[np.argsort(-gains[able], kind="stable")]
            worth = float(gains[top[:many]].sum()) / many / self.prices[offer]
            if worth > best:
                best, move = worth, _Move(top.tolist(), opens=True)
        return move if best > 0 else None

    def _within_reach(self) -> npt.NDArray[np.bool_]:
        """(pairs,): whether time and money are left for one more seat, as far as can be seen at a glance."""
        budget = self.draft.seating.budget
        left = np.inf if budget is None else budget - sum(self.draft.paid.values())
        reach: npt.NDArray[np.bool_] = (self.spells <= self.time[self.learners]) & (self.cheapest <= left) & ~self.dead
        return reach


def _run_of(seating: Seating, thrift: float) -> _Run:
    offers = np.array([offer for _, offer in seating.pairs], dtype=np.int64)
    return _Run(
        draft=empty_draft(seating),
        gains=gains_of(seating),
        learners=np.array([learner for learner, _ in seating.pairs], dtype=np.int64),
        offers=offers,
        spells=np.array(seating.spells)[offers],
        cheapest=np.array([min(band.each for band in bands) for bands in seating.bands])[offers],
        prices=np.array([max(bands[0].each, FREE) for bands in seating.bands], dtype=float) ** thrift,
        by_offer=[np.flatnonzero(offers == offer) for offer in range(len(seating.offers))],
        alone=np.array([bands[0].fewest == 1 for bands in seating.bands]),
        time=np.array([np.inf if own is None else float(own) for own in seating.time]),
        dead=np.zeros(len(offers), dtype=bool),
    )
