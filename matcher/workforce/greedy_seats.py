"""The named fallback: the next best seat, or the next best group, until nothing fits. In quarters from the start."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from matcher.cover import Floats, Whole
from matcher.workforce.seating import Seating
from matcher.workforce.seats import Seat

NO_GAIN = 1e-12
FREE = 1e-3
"""Steps that a seat without a price counts as, so that the best gainer among those comes first."""
THRIFT = (1.0, 0.5)
"""A run for each: gain by price to this power (1: the most for the money; 0: the most)."""


@dataclass(slots=True, eq=False)
class _Draft:
    """A plan that grows."""

    seating: Seating
    begun: dict[int, int] = field(default_factory=dict)
    """Pair -> quarter."""
    groups: defaultdict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    """(offer, quarter) -> seats."""
    spent: defaultdict[tuple[int, int], int] = field(default_factory=lambda: defaultdict(int))
    """(learner, quarter) -> spells."""
    worked: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    """Learner -> spells."""
    paid: defaultdict[int, int] = field(default_factory=lambda: defaultdict(int))
    """Quarter -> steps."""
    before: dict[int, list[int]] = field(default_factory=dict)
    """Pair -> pairs that it comes after."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Cells:
    """What each pair closes, flat: one cell for each (pair, need)."""

    pair: Whole
    need: Whole
    share: Floats
    slot: Whole
    """Of the (learner, need)."""
    slots: int


def greedy_seats(seating: Seating) -> tuple[Seat, ...]:
    """The best of a few runs, by what they close; empty where nobody can be sent anywhere."""
    if not seating.pairs:
        return ()
    cells = _cells(seating)
    runs = [_run(seating, cells, thrift) for thrift in THRIFT]
    _, best = max(runs, key=lambda run: run[0])
    return tuple(
        sorted(
            Seat(quarter=quarter, offer=seating.offers[offer].id, learner=seating.learners[learner].id)
            for pair, quarter in best.items()
            for learner, offer in (seating.pairs[pair],)
        )
    )


def _cells(seating: Seating) -> _Cells:
    rows = [(pair, need, share) for pair, own in enumerate(seating.closes) for need, share in own]
    pair, need, share = (np.array(column) for column in zip(*rows, strict=True)) if rows else (np.zeros(0),) * 3
    learner = np.array([seating.pairs[one][0] for one, _, _ in rows], dtype=np.int64)
    own = learner * len(seating.weights) + need.astype(np.int64)
    distinct, slot = np.unique(own, return_inverse=True)
    return _Cells(
        pair=pair.astype(np.int64),
        need=need.astype(np.int64),
        share=share.astype(float),
        slot=slot,
        slots=len(distinct),
    )


def _run(seating: Seating, cells: _Cells, thrift: float) -> tuple[float, dict[int, int]]:
    """(closed weight, pair -> quarter)."""
    draft = _Draft(seating)
    for pair, needed in seating.after:
        draft.before.setdefault(pair, []).append(needed)
    offers = np.array([offer for _, offer in seating.pairs], dtype=np.int64)
    learners = np.array([learner for learner, _ in seating.pairs], dtype=np.int64)
    by_offer = [np.flatnonzero(offers == offer) for offer in range(len(seating.offers))]
    best, open_ = np.zeros(cells.slots), seating.people.copy()
    dead = np.zeros(len(offers), dtype=bool)
    hopeless: set[int] = set()
    while True:
        adds = (
            np.minimum(open_[cells.need], np.maximum(cells.share - best[cells.slot], 0)) * seating.weights[cells.need]
        )
        gains = np.bincount(cells.pair, adds, minlength=len(offers)).astype(np.float64)
        gains[dead | ~_within_reach(draft, offers, learners)] = 0.0
        move = _best_move(draft, gains, offers, by_offer, thrift, hopeless)
        if move is None:
            return float((seating.weights * (seating.people - open_)).sum()), draft.begun
        before = set(draft.begun)
        taken = _take(draft, move[0]) if len(move) == 1 else _open_group(draft, move)
        if not taken:
            if len(move) == 1:
                dead[move[0]] = True
            else:
                hopeless.add(int(offers[move[0]]))
            continue
        for pair in sorted(draft.begun.keys() - before):
            dead[pair] = True
            rows = np.arange(*np.searchsorted(cells.pair, (pair, pair + 1)))
            more = np.maximum(cells.share[rows] - best[cells.slot[rows]], 0)
            best[cells.slot[rows]] += more
            open_[cells.need[rows]] = np.maximum(open_[cells.need[rows]] - more, 0)


def _within_reach(draft: _Draft, offers: Whole, learners: Whole) -> npt.NDArray[np.bool_]:
    """(pairs,): whether time and money are left for one more seat, as far as can be seen at a glance."""
    seating = draft.seating
    time = np.array([np.inf if own is None else own - draft.worked[i] for i, own in enumerate(seating.time)])
    left = np.inf if seating.budget is None else seating.budget - sum(draft.paid.values())
    cheapest = np.array([min(band.each for band in bands) for bands in seating.bands])
    reach: npt.NDArray[np.bool_] = (np.array(seating.spells)[offers] <= time[learners]) & (cheapest[offers] <= left)
    return reach


def _best_move(  # noqa: PLR0913, PLR0917
    draft: _Draft, gains: Floats, offers: Whole, by_offer: Sequence[Whole], thrift: float, hopeless: set[int]
) -> list[int] | None:
    """One pair, or those that open a group, best gainers first."""
    seating = draft.seating
    running = {offer for offer, _ in draft.groups}
    alone = np.array([bands[0].fewest == 1 or offer in running for offer, bands in enumerate(seating.bands)])
    prices = np.array([max(bands[0].each, FREE) for bands in seating.bands], dtype=float) ** thrift
    rates = np.where((gains > NO_GAIN) & alone[offers], gains / prices[offers], 0.0)
    single = int(rates.argmax())
    best, group = rates[single], [single]
    for offer in np.flatnonzero(~alone).tolist():
        own = by_offer[offer][gains[by_offer[offer]] > NO_GAIN]
        if offer in hopeless or not len(own):
            continue
        many = seating.bands[offer][0].fewest
        top = own[np.argsort(-gains[own], kind="stable")]
        worth = float(gains[top[:many]].sum()) / many / prices[offer]
        if worth > best:
            best, group = worth, [*top.tolist(), -1]
    return group if best > 0 else None


def _take(draft: _Draft, pair: int) -> bool:
    """One more seat, after what it comes after; nothing changes where that does not fit."""
    if pair not in draft.before:
        return _placed(draft, pair)
    kept = _state(draft)
    if all(_placed(draft, one) for one in _in_order(draft, pair)):
        return True
    _restore(draft, kept)
    return False


def _open_group(draft: _Draft, move: Sequence[int]) -> bool:
    seating = draft.seating
    pairs = [pair for pair in move if pair >= 0]
    offer = seating.pairs[pairs[0]][1]
    fewest = seating.bands[offer][0].fewest
    for quarter in seating.begins[offer]:
        kept = _state(draft)
        seats = 0
        for pair in pairs:
            alone = _state(draft) if pair in draft.before else None
            ready = all(_placed(draft, one) for one in _in_order(draft, pair)[:-1])
            if ready and _fits_learner(draft, pair, quarter):
                _seat(draft, pair, quarter)
                seats += 1
            elif alone is not None:
                _restore(draft, alone)
            if seats == fewest:
                break
        if seats == fewest and _affordable(draft, offer, quarter, 0, seats):
            _pay(draft, offer, quarter, 0, seats)
            return True
        _restore(draft, kept)
    return False


def _placed(draft: _Draft, pair: int) -> bool:
    """In the first quarter that fits: a group that runs, or one that one seat opens."""
    if pair in draft.begun:
        return True
    seating, offer = draft.seating, draft.seating.pairs[pair][1]
    for quarter in sorted(seating.begins[offer], key=lambda q: ((offer, q) not in draft.groups, q)):
        seats = draft.groups.get((offer, quarter), 0)
        if _each(seating, offer, seats + 1) is None or not _affordable(draft, offer, quarter, seats, seats + 1):
            continue
        if _fits_learner(draft, pair, quarter):
            _seat(draft, pair, quarter)
            _pay(draft, offer, quarter, seats, seats + 1)
            return True
    return False


def _in_order(draft: _Draft, pair: int) -> list[int]:
    """What it comes after, then itself."""

    def all_before(one: int) -> Iterator[int]:
        for needed in draft.before.get(one, ()):
            yield from all_before(needed)
        yield one

    return list(dict.fromkeys(all_before(pair)))


def _fits_learner(draft: _Draft, pair: int, quarter: int) -> bool:
    seating = draft.seating
    learner, offer = seating.pairs[pair]
    time = seating.time[learner]
    if time is not None and draft.worked[learner] + seating.spells[offer] > time:
        return False
    for needed in draft.before.get(pair, ()):
        begun = draft.begun.get(needed)
        if begun is None or begun + seating.long[seating.pairs[needed][1]] - 1 > quarter:
            return False
    per = seating.quarter_time
    return per is None or all(
        draft.spent[learner, quarter + place] + spells <= per for place, spells in enumerate(seating.spent_in(offer))
    )


def _seat(draft: _Draft, pair: int, quarter: int) -> None:
    seating = draft.seating
    learner, offer = seating.pairs[pair]
    draft.begun[pair] = quarter
    draft.worked[learner] += seating.spells[offer]
    for place, spells in enumerate(seating.spent_in(offer)):
        draft.spent[learner, quarter + place] += spells


def _each(seating: Seating, offer: int, seats: int) -> int | None:
    if not seats:
        return 0
    return next((band.each for band in seating.bands[offer] if band.fewest <= seats <= band.most), None)


def _affordable(draft: _Draft, offer: int, quarter: int, seats: int, more: int) -> bool:
    seating = draft.seating
    cost = more * (_each(seating, offer, more) or 0) - seats * (_each(seating, offer, seats) or 0)
    whole = seating.budget is None or sum(draft.paid.values()) + cost <= seating.budget
    return whole and (seating.quarter_budget is None or draft.paid[quarter] + cost <= seating.quarter_budget)


def _pay(draft: _Draft, offer: int, quarter: int, seats: int, more: int) -> None:
    seating = draft.seating
    draft.paid[quarter] += more * (_each(seating, offer, more) or 0) - seats * (_each(seating, offer, seats) or 0)
    draft.groups[offer, quarter] = more


def _state(draft: _Draft) -> _Draft:
    return replace(
        draft,
        begun=dict(draft.begun),
        groups=draft.groups.copy(),
        spent=draft.spent.copy(),
        worked=draft.worked.copy(),
        paid=draft.paid.copy(),
    )


def _restore(draft: _Draft, kept: _Draft) -> None:
    draft.begun, draft.groups, draft.spent = kept.begun, kept.groups, kept.spent
    draft.worked, draft.paid = kept.worked, kept.paid
