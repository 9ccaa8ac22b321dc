"""The master of column generation: how many learners of each kind take which pattern (Dantzig, Wolfe 1960).

In quarters only as far as totals go: so many hours a quarter are so many in all, so much money a quarter is so much in
all, and a course has at most as many groups as quarters in which it can begin. Whatever can be planned is therefore in
it, and its optimum bounds every plan (https://doi.org/10.1287/opre.8.1.101).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.sparse import csr_array

from matcher.cover import Floats, Whole
from matcher.workforce.kinds import Kind, Pattern
from matcher.workforce.linear_rows import LinearRows
from matcher.workforce.seat_program import SCALE
from matcher.workforce.seating import Seating

Column = tuple[int, Pattern]
"""(kind, pattern)."""
Term = tuple[int, float]
"""(column of a program, what one of it counts)."""
NOTHING: Mapping[int, Sequence[int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the master maximises: `closing` x closed (of SCALE) - `paying` x cost (in steps) - `spreading` x offers."""

    closing: float = 1.0
    paying: float = 0.0
    spreading: float = 0.0
    floor: float | None = None
    """The least to close, of SCALE."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """What stays the same while columns come."""

    seating: Seating
    kinds: tuple[Kind, ...]
    capped: frozenset[int]
    """Needs of which more could be closed than counts."""
    grouped: frozenset[int]
    """Offers of which the price of a seat depends on how many there are."""
    shared: frozenset[tuple[int, int]]
    """(capped need, grouped offer that closes some of it)."""
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
    least: Floats
    most: Floats
    whole: Floats
    wish: Floats
    """(columns,): to be maximised."""
    kind_rows: tuple[int, ...]
    need_rows: Mapping[int, int]
    shared_rows: Mapping[tuple[int, int], int]
    """(need, offer) -> what is closed of it through that offer's groups."""
    seat_rows: Mapping[int, int]
    opened: Mapping[int, Sequence[int]]
    """Offer -> the columns that count its groups."""
    counted: Mapping[int, Sequence[int]]
    """Offer -> the columns of which the cuts speak: its groups, or where offers are counted whether it is used."""
    spreading: bool
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
    capped = frozenset(need for need, sum_ in most.items() if sum_ > seating.people[need] + 1e-9)
    grouped = frozenset(offer for offer in range(len(seating.offers)) if not seating.flat(offer))
    both = {
        (need, offer) for kind in kinds for offer, own in zip(kind.offers, kind.closes, strict=True) for need, _ in own
    }
    return World(
        seating=seating,
        kinds=kinds,
        capped=capped,
        grouped=grouped,
        shared=frozenset((need, offer) for need, offer in both if need in capped and offer in grouped),
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


def covers(kind: Kind, pattern: Pattern) -> dict[int, tuple[float, int]]:
    """Need -> (share of one person, the offer that closes it; of several that close as much the first)."""
    best: dict[int, tuple[float, int]] = {}
    for place in pattern:
        for need, share in kind.closes[place]:
            if need not in best or share > best[need][0]:
                best[need] = (share, kind.offers[place])
    return best


def flat_cost(world: World, kind: Kind, pattern: Pattern) -> int:
    """In steps, of those whose price is flat."""
    bands = world.seating.bands
    return sum(bands[offer][0].each for place in pattern if (offer := kind.offers[place]) not in world.grouped)


@dataclass(slots=True, eq=False)
class _Terms:
    """What the columns put into each row, while a master is written."""

    rows: LinearRows
    closed: list[Term]
    paid: list[Term]
    of_kind: list[list[Term]]
    of_need: dict[int, list[Term]]
    of_shared: dict[tuple[int, int], list[Term]]
    of_offer: dict[int, list[Term]]
    of_cut: dict[tuple[int, int], list[Term]]


def master_of(
    world: World,
    columns: Sequence[Column],
    wish: Wish,
    cuts: Collection[tuple[int, int]],
    pinned: Mapping[int, Sequence[int]] = NOTHING,
) -> Master:
    """`pinned`: offer -> how many groups it has in each band, where that is settled."""
    terms = _terms(world, columns, cuts)
    rows = terms.rows
    kind_rows = tuple(
        rows.row(own, -np.inf, len(kind.learners)) for kind, own in zip(world.kinds, terms.of_kind, strict=True)
    )
    seat_rows, opened = {}, {}
    for offer, own in terms.of_offer.items():
        opened[offer], filled = _grouped(world, rows, offer, pinned.get(offer))
        terms.paid += filled
        seat_rows[offer] = rows.row([*own, *((column, -1.0) for column, _ in filled)], 0, 0)
    shared_rows = _shared_rows(world, terms, opened)
    need_rows = _need_rows(world, terms)
    used = (
        {offer: [rows.column(1, whole=True)] for offer in sorted({offer for _, offer in cuts})}
        if wish.spreading
        else {}
    )
    cut_rows = {
        (which, offer): rows.row([*own, *_seats_open(world, which, (used or opened)[offer])], -np.inf, 0)
        for (which, offer), own in terms.of_cut.items()
    }
    floor_rows = (
        [] if wish.floor is None else [rows.row([(one, -value) for one, value in terms.closed], -np.inf, -wish.floor)]
    )
    money_rows = tuple(rows.row(terms.paid, -np.inf, most) for most in (world.budget,) if most is not None)
    goal = [(one, wish.closing * value) for one, value in terms.closed]
    goal += [(one, -wish.paying * value) for one, value in terms.paid]
    goal += [(one, -wish.spreading) for own in used.values() for one in own]
    return Master(
        columns=tuple(columns),
        rows=rows.matrix(),
        scales=np.array(rows.scales),
        lows=np.array(rows.lows),
        highs=np.array(rows.highs),
        least=np.array(rows.least),
        most=np.array(rows.most),
        whole=np.array(rows.whole, dtype=float),
        wish=rows.dense(goal),
        kind_rows=kind_rows,
        need_rows=need_rows,
        shared_rows=shared_rows,
        seat_rows=seat_rows,
        opened=opened,
        counted=used if wish.spreading else opened,
        spreading=bool(wish.spreading),
        cut_rows=cut_rows,
        money_rows=money_rows,
        floor_row=floor_rows[0] if floor_rows else None,
        closing=wish.closing,
        paying=wish.paying,
    )


def _terms(world: World, columns: Sequence[Column], cuts: Collection[tuple[int, int]]) -> _Terms:
    """Of the patterns."""
    terms = _Terms(
        rows=LinearRows(),
        closed=[],
        paid=[],
        of_kind=[[] for _ in world.kinds],
        of_need={need: [] for need in sorted(world.capped)},
        of_shared={both: [] for both in sorted(world.shared)},
        of_offer={offer: [] for offer in sorted(world.grouped)},
        of_cut={cut: [] for cut in sorted(cuts)},
    )
    for which, pattern in columns:
        kind = world.kinds[which]
        column = terms.rows.column(len(kind.learners), whole=True)
        terms.of_kind[which].append((column, 1.0))
        terms.paid.append((column, float(flat_cost(world, kind, pattern))))
        own = 0.0
        for need, (share, offer) in covers(kind, pattern).items():
            if (need, offer) in world.shared:
                terms.of_shared[need, offer].append((column, -share))
            elif need in world.capped:
                terms.of_need[need].append((column, -share))
            else:
                own += share * world.worths[need]
        terms.closed.append((column, own))
        for offer in [kind.offers[place] for place in pattern]:
            if offer in terms.of_offer:
                terms.of_offer[offer].append((column, 1.0))
            if (which, offer) in terms.of_cut:
                terms.of_cut[which, offer].append((column, 1.0))
    return terms


def _shared_rows(world: World, terms: _Terms, opened: Mapping[int, Sequence[int]]) -> dict[tuple[int, int], int]:
    """A twentieth of a group closes no more than a twentieth of what counts of a need."""
    found = {}
    for (need, offer), own in terms.of_shared.items():
        people = float(world.seating.people[need])
        through = terms.rows.column(people * len(world.seating.begins[offer]))
        found[need, offer] = terms.rows.row([(through, 1.0), *own], -np.inf, 0)
        terms.rows.row([(through, 1.0), *((column, -people) for column in opened[offer])], -np.inf, 0)
        terms.of_need[need].append((through, -1.0))
    return found


def _need_rows(world: World, terms: _Terms) -> dict[int, int]:
    found = {}
    for need, own in terms.of_need.items():
        counted = terms.rows.column(float(world.seating.people[need]))
        found[need] = terms.rows.row([(counted, 1.0), *own], -np.inf, 0)
        terms.closed.append((counted, world.worths[need]))
    return found


def _seats_open(world: World, which: int, columns: Sequence[int]) -> list[Term]:
    return [(column, -float(len(world.kinds[which].learners))) for column in columns]


def _grouped(world: World, rows: LinearRows, offer: int, pinned: Sequence[int] | None) -> tuple[list[int], list[Term]]:
    """(columns that count its groups, columns that count its seats with what each costs)."""
    opened, filled = [], []
    many = len(world.seating.begins[offer])
    for place, band in enumerate(world.seating.bands[offer]):
        least, most = (0, many) if pinned is None else (pinned[place], pinned[place])
        groups = rows.column(most, whole=True, least=least)
        seats = rows.column(min(band.most * many, world.seating.able[offer]))
        rows.row([(seats, 1.0), (groups, -float(band.fewest))], 0, np.inf)
        rows.row([(seats, 1.0), (groups, -float(band.most))], -np.inf, 0)
        opened.append(groups)
        filled.append((seats, float(band.each)))
    rows.row([(one, 1.0) for one in opened], -np.inf, many)
    return opened, filled
