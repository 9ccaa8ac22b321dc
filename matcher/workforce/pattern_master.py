"""The master of column generation: how many learners of each kind take which pattern (Dantzig, Wolfe 1960).

In quarters only as far as totals go: so many hours a quarter are so many in all, so much money a quarter is so much in
all, and a course has at most as many groups as quarters in which it can begin. Whatever can be planned is therefore in
it, and its optimum bounds every plan (https://doi.org/10.1287/opre.8.1.101).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from scipy.sparse import csr_array

from matcher.cover import Floats
from matcher.workforce.linear_rows import LinearRows
from matcher.workforce.pattern_terms import Term, need_rows_of, shared_rows_of, terms_of
from matcher.workforce.pattern_world import Column, World

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


def master_of(
    world: World,
    columns: Sequence[Column],
    wish: Wish,
    cuts: Collection[tuple[int, int]],
    pinned: Mapping[int, Sequence[int]] = NOTHING,
) -> Master:
    """`pinned`: offer -> how many groups it has in each band, where that is settled."""
    terms = terms_of(world, columns, cuts)
    rows = terms.rows
    kind_rows = tuple(
        rows.row(own, -np.inf, len(kind.learners)) for kind, own in zip(world.kinds, terms.of_kind, strict=True)
    )
    seat_rows, opened = {}, {}
    for offer, own in terms.of_offer.items():
        opened[offer], filled = _grouped(world, rows, offer, pinned.get(offer))
        terms.paid += filled
        seat_rows[offer] = rows.row([*own, *((column, -1.0) for column, _ in filled)], 0, 0)
    shared_rows = shared_rows_of(world, terms, opened)
    need_rows = need_rows_of(world, terms)
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
