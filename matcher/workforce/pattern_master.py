"""The master of column generation: how many learners of each kind take which pattern (Dantzig, Wolfe 1960).

In quarters only as far as totals go: so many hours a quarter are so many in all, so much money a quarter is so much in
all, and a course has at most as many groups as quarters in which it can begin. Whatever can be planned is therefore in
it, and its optimum bounds every plan (https://doi.org/10.1287/opre.8.1.101).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from matcher.cover import Floats, Whole
from matcher.workforce.kinds import Kind, Pattern
from matcher.workforce.linear_rows import LinearRows
from matcher.workforce.seat_program import SCALE
from matcher.workforce.seating import Seating

Column = tuple[int, Pattern]
"""(kind, pattern)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the master maximises: `closing` x closed (of SCALE) - `paying` x cost (in steps) - `spreading` x offers."""

    closing: float = 1.0
    paying: float = 0.0
    spreading: float = 0.0
    floor: float | None = None
    """The least to close, of SCALE."""
    ceiling: float | None = None
    """The most to pay, in steps, besides the budgets."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """What stays the same while columns come."""

    seating: Seating
    kinds: tuple[Kind, ...]
    capped: frozenset[int]
    """Needs of which more could be closed than counts."""
    grouped: frozenset[int]
    """Offers of which the price of a seat depends on how many there are."""
    budget: float | None
    worths: tuple[float, ...]
    """Of each need, for one person, of SCALE."""
    starts: tuple[int, ...]
    """Of each kind, where its places begin among all places of all kinds."""
    offers: Whole
    """(all places,)."""
    shares: csr_array
    """(all places, needs)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Master:
    columns: tuple[Column, ...]
    """They are its first columns, in this order."""
    rows: csr_array
    scales: Floats
    """(rows,): what each was divided by."""
    lows: Floats
    highs: Floats
    most: Floats
    whole: Floats
    wish: Floats
    """(columns,): to be maximised."""
    kind_rows: tuple[int, ...]
    need_rows: Mapping[int, int]
    seat_rows: Mapping[int, int]
    opened: Mapping[int, Sequence[int]]
    """Grouped offer -> the columns that count its groups."""
    cut_rows: Mapping[tuple[int, int], int]
    """(kind, offer) -> that each of them sits in an open group, or an offer that is counted."""
    money_rows: tuple[int, ...]
    floor_row: int | None
    closing: float
    paying: float
    """Of the wish."""


def price(master: Master, prices: Floats, row: int) -> float:
    """Of the row as it was before it was divided."""
    return float(prices[row] / master.scales[row])


def world_of(seating: Seating, kinds: tuple[Kind, ...]) -> World:
    most: defaultdict[int, float] = defaultdict(float)
    for kind in kinds:
        own: defaultdict[int, float] = defaultdict(float)
        for closes in kind.closes:
            for need, share in closes:
                own[need] = max(own[need], share)
        for need, share in own.items():
            most[need] += share * len(kind.learners)
    quarterly = None if seating.quarter_budget is None else seating.quarter_budget * seating.quarters
    budgets = [float(one) for one in (seating.budget, quarterly) if one is not None]
    return World(
        seating=seating,
        kinds=kinds,
        capped=frozenset(need for need, sum_ in most.items() if sum_ > seating.people[need] + 1e-9),
        grouped=frozenset(offer for offer in range(len(seating.offers)) if not seating.flat(offer)),
        budget=min(budgets, default=None),
        worths=tuple((SCALE * seating.weights / seating.total).tolist()),
        starts=tuple(np.cumsum([0, *(len(kind.offers) for kind in kinds)])[:-1].tolist()),
        offers=np.array([offer for kind in kinds for offer in kind.offers], dtype=np.int64),
        shares=_shares(kinds, len(seating.weights)),
    )


def _shares(kinds: Sequence[Kind], needs: int) -> csr_array:
    closes = [own for kind in kinds for own in kind.closes]
    cells = [(row, need, share) for row, own in enumerate(closes) for need, share in own]
    rows, columns, values = zip(*cells, strict=True) if cells else ((), (), ())
    return csr_array((values, (rows, columns)), shape=(len(closes), needs), dtype=float)


def covers(kind: Kind, pattern: Pattern) -> dict[int, float]:
    """Need -> share of one person."""
    best: dict[int, float] = {}
    for place in pattern:
        for need, share in kind.closes[place]:
            best[need] = max(share, best.get(need, 0.0))
    return best


def flat_cost(world: World, kind: Kind, pattern: Pattern) -> int:
    """In steps, of those whose price is flat."""
    bands = world.seating.bands
    return sum(bands[offer][0].each for place in pattern if (offer := kind.offers[place]) not in world.grouped)


def master_of(world: World, columns: Sequence[Column], wish: Wish, cuts: Collection[tuple[int, int]]) -> Master:
    rows, goal = LinearRows(), list[tuple[int, float]]()
    closed, paid = list[tuple[int, float]](), list[tuple[int, float]]()
    of_kind: list[list[tuple[int, float]]] = [[] for _ in world.kinds]
    of_need: dict[int, list[tuple[int, float]]] = {need: [] for need in sorted(world.capped)}
    of_offer: dict[int, list[tuple[int, float]]] = {offer: [] for offer in sorted(world.grouped)}
    of_cut: dict[tuple[int, int], list[tuple[int, float]]] = {cut: [] for cut in sorted(cuts)}
    for which, pattern in columns:
        kind = world.kinds[which]
        column = rows.column(len(kind.learners), whole=True)
        of_kind[which].append((column, 1.0))
        own = 0.0
        for need, share in covers(kind, pattern).items():
            if need in of_need:
                of_need[need].append((column, -share))
            else:
                own += share * world.worths[need]
        closed.append((column, own))
        paid.append((column, float(flat_cost(world, kind, pattern))))
        for place in pattern:
            offer = kind.offers[place]
            if offer in of_offer:
                of_offer[offer].append((column, 1.0))
            if (which, offer) in of_cut:
                of_cut[which, offer].append((column, 1.0))
    kind_rows = tuple(
        rows.row(terms, -np.inf, len(kind.learners)) for kind, terms in zip(world.kinds, of_kind, strict=True)
    )
    need_rows = {}
    for need, terms in of_need.items():
        counted = rows.column(float(world.seating.people[need]))
        need_rows[need] = rows.row([(counted, 1.0), *terms], -np.inf, 0)
        closed.append((counted, world.worths[need]))
    seat_rows, opened = {}, {}
    for offer, terms in of_offer.items():
        opened[offer], filled = _grouped(world, rows, offer)
        paid += filled
        seat_rows[offer] = rows.row([*terms, *((column, -1.0) for column, _ in filled)], 0, 0)
    used: dict[int, int] = {}
    cut_rows = {}
    for (which, offer), terms in of_cut.items():
        many = float(len(world.kinds[which].learners))
        if wish.spreading:
            if offer not in used:
                used[offer] = rows.column(1, whole=True)
            cut_rows[which, offer] = rows.row([*terms, (used[offer], -many)], -np.inf, 0)
        else:
            cut_rows[which, offer] = rows.row([*terms, *((one, -many) for one in opened[offer])], -np.inf, 0)
    money_rows = tuple(rows.row(paid, -np.inf, most) for most in (world.budget, wish.ceiling) if most is not None)
    floor_row = None if wish.floor is None else rows.row([(one, -value) for one, value in closed], -np.inf, -wish.floor)
    goal += [(one, wish.closing * value) for one, value in closed] + [
        (one, -wish.paying * value) for one, value in paid
    ]
    goal += [(one, -wish.spreading) for one in used.values()]
    return Master(
        columns=tuple(columns),
        rows=rows.matrix(),
        scales=np.array(rows.scales),
        lows=np.array(rows.lows),
        highs=np.array(rows.highs),
        most=np.array(rows.most),
        whole=np.array(rows.whole, dtype=float),
        wish=rows.dense(goal),
        kind_rows=kind_rows,
        need_rows=need_rows,
        seat_rows=seat_rows,
        opened=opened,
        cut_rows=cut_rows,
        money_rows=money_rows,
        floor_row=floor_row,
        closing=wish.closing,
        paying=wish.paying,
    )


def _grouped(world: World, rows: LinearRows, offer: int) -> tuple[list[int], list[tuple[int, float]]]:
    """(columns that count its groups, columns that count its seats with what each costs)."""
    opened, filled = [], []
    many = len(world.seating.begins[offer])
    for band in world.seating.bands[offer]:
        groups, seats = rows.column(many, whole=True), rows.column(min(band.most * many, world.seating.able[offer]))
        rows.row([(seats, 1.0), (groups, -float(band.fewest))], 0, np.inf)
        rows.row([(seats, 1.0), (groups, -float(band.most))], -np.inf, 0)
        opened.append(groups)
        filled.append((seats, float(band.each)))
    rows.row([(one, 1.0) for one in opened], -np.inf, many)
    return opened, filled
