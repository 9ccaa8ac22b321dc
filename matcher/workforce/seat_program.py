"""A seating as a 0/1 program in quarters, exact in all that a plan must keep.

Columns: a seat that begins in a quarter; a group in a price band, and its seats; what a learner closes of a need at
each height of share (the layers of a maximum: of rising shares each adds its step once); what counts of a capped need.
That a seat needs its group open is stated seat by seat, which makes the relaxation far tighter than by the sum
(Cornuejols, Fisher, Nemhauser 1977, https://doi.org/10.1287/mnsc.23.8.789, for the same in locating facilities).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from matcher.cover import Floats
from matcher.workforce.linear_rows import LinearRows
from matcher.workforce.seating import Seating
from matcher.workforce.seats import Seat

SCALE = 1_000.0
"""Weight of all needs in the program: a millionth of it is a thousand times HiGHS's tolerance of 1e-6."""
DEAREST = 1e3
"""Largest price in the program."""

SeatColumns = Mapping[tuple[int, int], int]
"""(pair, quarter) -> column."""
Bill = tuple[int, int, int]
"""(column, quarter, what one of it costs in steps)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SeatProgram:
    seating: Seating
    seats: SeatColumns
    rows: csr_array
    lows: Floats
    highs: Floats
    most: Floats
    """(columns,): of each; the least is 0."""
    whole: Floats
    """(columns,): 1 where it must be a whole number."""
    closes: Floats
    """(columns,): of SCALE."""
    costs: Floats
    """(columns,): in `price_scale` steps."""
    price_scale: float
    spells: Floats
    lateness: Floats
    """(columns,): quarters in which seats begin, and groups."""
    offers: Floats
    """(columns,): 1 for each distinct offer; all 0 where they were not asked for."""

    def seats_in(self, values: Floats) -> tuple[Seat, ...]:
        own = self.seating
        return tuple(
            sorted(
                Seat(quarter=quarter, offer=own.offers[offer].id, learner=own.learners[learner].id)
                for (pair, quarter), column in self.seats.items()
                if values[column] > 0.5
                for learner, offer in (own.pairs[pair],)
            )
        )


def seat_program(seating: Seating, pairs: Collection[int] | None = None, *, distinct: bool = False) -> SeatProgram:
    """Over these pairs only, where they are given, with all that they come after. `distinct`: offers are counted."""
    kept = sorted(range(len(seating.pairs)) if pairs is None else with_before(seating, pairs))
    rows = LinearRows()
    begins = {pair: seating.begins[seating.pairs[pair][1]] for pair in kept}
    seats = {(pair, quarter): rows.column(1, whole=True) for pair in kept for quarter in begins[pair]}
    taken = {pair: [(seats[pair, quarter], 1.0) for quarter in begins[pair]] for pair in kept}
    for own in taken.values():
        rows.row(own, 0, 1)
    in_order(rows, seating, seats)
    bills, groups = paid_groups(rows, seating, seats)
    scale = max([1.0, *(each / DEAREST for _, _, each in bills)])
    within_budgets(rows, seating, bills, scale)
    within_hours(rows, seating, seats, taken)
    closes = list(_closing(rows, seating, taken))
    offers = list(_distinct(rows, seating, taken)) if distinct else []
    return SeatProgram(
        seating=seating,
        seats=seats,
        rows=rows.matrix(),
        lows=np.array(rows.lows),
        highs=np.array(rows.highs),
        most=np.array(rows.most),
        whole=np.array(rows.whole, dtype=float),
        closes=rows.dense(closes),
        costs=rows.dense((column, each / scale) for column, _, each in bills),
        price_scale=scale,
        spells=rows.dense((column, seating.spells[seating.pairs[pair][1]]) for (pair, _), column in seats.items()),
        lateness=rows.dense([*((column, quarter) for (_, quarter), column in seats.items()), *groups]),
        offers=rows.dense(offers),
    )


def with_before(seating: Seating, pairs: Collection[int]) -> set[int]:
    """The pairs, and all that they come after."""
    kept = set(pairs)
    while more := {needed for pair, needed in seating.after if pair in kept} - kept:
        kept |= more
    return kept


def in_order(rows: LinearRows, seating: Seating, seats: SeatColumns) -> None:
    """What comes after another begins, at the earliest, in the quarter in which that ends."""
    for pair, needed in seating.after:
        offer, before = seating.pairs[pair][1], seating.pairs[needed][1]
        for quarter in seating.begins[offer]:
            if (pair, quarter) in seats:
                ended = [q for q in seating.begins[before] if q + seating.long[before] - 1 <= quarter]
                rows.row([(seats[pair, quarter], 1.0), *((seats[needed, q], -1.0) for q in ended)], -np.inf, 0)


def paid_groups(rows: LinearRows, seating: Seating, seats: SeatColumns) -> tuple[list[Bill], list[tuple[int, float]]]:
    """What is to be paid, and the columns of groups that are counted: where the price is flat, none are."""
    bills: list[Bill] = []
    groups: list[tuple[int, float]] = []
    own: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for (pair, quarter), column in seats.items():
        own[seating.pairs[pair][1], quarter].append(column)
    for (offer, quarter), columns in sorted(own.items()):
        if seating.flat(offer):
            bills += [(column, quarter, seating.bands[offer][0].each) for column in columns]
            continue
        opened = []
        filled = []
        for band in seating.bands[offer]:
            is_open, count = rows.column(1, whole=True), rows.column(band.most)
            rows.row([(count, 1.0), (is_open, -float(band.fewest))], 0, np.inf)
            rows.row([(count, 1.0), (is_open, -float(band.most))], -np.inf, 0)
            bills.append((count, quarter, band.each))
            opened.append((is_open, -1.0))
            filled.append((count, -1.0))
        rows.row(opened, -1, 0)
        rows.row([*((column, 1.0) for column in columns), *filled], 0, 0)
        for column in columns:
            rows.row([(column, 1.0), *opened], -np.inf, 0)
        groups += [(column, 1.0) for column, _ in opened]
    return bills, groups


def within_budgets(rows: LinearRows, seating: Seating, bills: Collection[Bill], scale: float) -> None:
    if seating.budget is not None:
        rows.row([(column, each / scale) for column, _, each in bills], -np.inf, seating.budget / scale)
    if seating.quarter_budget is not None:
        for quarter in range(seating.quarters):
            paid = [(column, each / scale) for column, own, each in bills if own == quarter]
            rows.row(paid, -np.inf, seating.quarter_budget / scale)


def within_hours(
    rows: LinearRows, seating: Seating, seats: SeatColumns, taken: Mapping[int, Sequence[tuple[int, float]]]
) -> None:
    whole: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for pair, own in taken.items():
        learner, offer = seating.pairs[pair]
        whole[learner] += [(column, float(seating.spells[offer])) for column, _ in own]
    for learner, terms in whole.items():
        time = seating.time[learner]
        if time is not None:
            rows.row(terms, -np.inf, time)
    if seating.quarter_time is None:
        return
    spent: defaultdict[tuple[int, int], list[tuple[int, float]]] = defaultdict(list)
    for (pair, quarter), column in seats.items():
        learner, offer = seating.pairs[pair]
        for place, minutes in enumerate(seating.spent_in(offer)):
            spent[learner, quarter + place].append((column, float(minutes)))
    for terms in spent.values():
        rows.row(terms, -np.inf, seating.quarter_time)


def _closing(
    rows: LinearRows, seating: Seating, taken: Mapping[int, Sequence[tuple[int, float]]]
) -> Iterator[tuple[int, float]]:
    """(column, what it closes of SCALE)."""
    layers: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    most: defaultdict[int, float] = defaultdict(float)
    for (_, need), heights in layers_of(seating, taken).items():
        below = 0.0
        for height, pairs in heights:
            column = rows.column(1)
            rows.row([(column, 1.0), *((own, -1.0) for pair in pairs for own, _ in taken[pair])], -np.inf, 0)
            layers[need].append((column, height - below))
            below = height
        most[need] += below
    for need, terms in sorted(layers.items()):
        worth = SCALE * float(seating.weights[need]) / seating.total
        if most[need] <= seating.people[need]:
            yield from ((column, worth * step) for column, step in terms)
            continue
        counted = rows.column(float(seating.people[need]))
        rows.row([(counted, 1.0), *((column, -step) for column, step in terms)], -np.inf, 0)
        yield counted, worth


def layers_of(seating: Seating, pairs: Collection[int]) -> dict[tuple[int, int], list[tuple[float, list[int]]]]:
    """(learner, need) -> by rising share, which pairs close at least so much."""
    held: defaultdict[tuple[int, int], list[tuple[float, int]]] = defaultdict(list)
    for pair in pairs:
        for need, share in seating.closes[pair]:
            held[seating.pairs[pair][0], need].append((share, pair))
    return {
        key: [(height, [pair for share, pair in own if share >= height]) for height in sorted({one for one, _ in own})]
        for key, own in sorted(held.items())
    }


def _distinct(
    rows: LinearRows, seating: Seating, taken: Mapping[int, Sequence[tuple[int, float]]]
) -> Iterator[tuple[int, float]]:
    used: dict[int, int] = {}
    for pair, own in taken.items():
        offer = seating.pairs[pair][1]
        if offer not in used:
            used[offer] = rows.column(1, whole=True)
        rows.row([*own, (used[offer], -1.0)], -np.inf, 0)
    yield from ((column, 1.0) for column in used.values())
