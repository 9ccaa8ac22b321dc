"""Seats that are chosen, put into as few groups as they can be: people learn together, and early."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from matcher.workforce.linear_rows import LinearRows
from matcher.workforce.seat_plans import breaches, groups_of
from matcher.workforce.seating import Seating, seating_of
from matcher.workforce.seats import PlanQuestion, Seat, SeatPlan

TIME_LIMIT_S = 5.0
"""After this the best found so far is taken, if it is better than the plan."""
Columns = Mapping[tuple[int, int], int]
"""(seat, quarter) -> column; a seat by its place in the plan."""


def joined_groups(question: PlanQuestion, plan: SeatPlan, seconds: float = TIME_LIMIT_S) -> SeatPlan:
    """The same seats at the same cost in fewer groups, then earlier; the plan itself where nothing better is found.

    Courses whose price hangs on the group stay in their quarters.
    """
    if len(plan.groups) == len(plan.offers):
        return plan
    seats = _best(seating_of(question), plan, seconds)
    groups = tuple(groups_of(question, seats))
    better = len(groups) < len(plan.groups) and not breaches(question, seats)
    same = sum(group.cost for group in groups) == plan.cost
    return replace(plan, seats=tuple(sorted(seats)), groups=groups) if better and same else plan


def _best(seating: Seating, plan: SeatPlan, seconds: float) -> tuple[Seat, ...]:
    rows = LinearRows()
    offers = {offer.id: place for place, offer in enumerate(seating.offers)}
    free = {
        place: seating.begins[offers[seat.offer]] if seating.flat(offers[seat.offer]) else (seat.quarter,)
        for place, seat in enumerate(plan.seats)
    }
    begun = {(place, quarter): rows.column(1, whole=True) for place, own in free.items() for quarter in own}
    for place, own in free.items():
        rows.row([(begun[place, quarter], 1.0) for quarter in own], 1, 1)
    opened = _opened(rows, plan.seats, begun)
    _within_time(rows, seating, plan.seats, offers, begun)
    _within_money(rows, seating, plan.seats, offers, begun)
    _in_order(rows, seating, plan.seats, offers, begun)
    late = 1.0 / (1 + sum(seating.quarters for _ in plan.seats))
    aim = rows.dense(
        [*((column, 1.0) for column in opened), *((column, late * quarter) for (_, quarter), column in begun.items())]
    )
    found = milp(
        aim,
        constraints=LinearConstraint(rows.matrix(), np.array(rows.lows), np.array(rows.highs)),
        bounds=Bounds(np.zeros(rows.columns), np.array(rows.most)),
        integrality=np.array(rows.whole),
        options={"time_limit": seconds},
    )
    if found.x is None:
        return plan.seats
    taken = {place: quarter for (place, quarter), column in begun.items() if found.x[column] > 0.5}
    return tuple(replace(seat, quarter=taken[place]) for place, seat in enumerate(plan.seats))


def _opened(rows: LinearRows, seats: Sequence[Seat], begun: Columns) -> list[int]:
    """A column for each group that there may be."""
    own: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for (place, quarter), column in begun.items():
        own[seats[place].offer, quarter].append(column)
    groups = {key: rows.column(1, whole=True) for key in sorted(own)}
    for key, columns in own.items():
        for column in columns:
            rows.row([(column, 1.0), (groups[key], -1.0)], -np.inf, 0)
    return list(groups.values())


def _within_time(
    rows: LinearRows, seating: Seating, seats: Sequence[Seat], offers: Mapping[str, int], begun: Columns
) -> None:
    if seating.quarter_time is None:
        return
    spent: defaultdict[tuple[str, int], list[tuple[int, float]]] = defaultdict(list)
    for (place, quarter), column in begun.items():
        for later, spells in enumerate(seating.spent_in(offers[seats[place].offer])):
            spent[seats[place].learner, quarter + later].append((column, float(spells)))
    for terms in spent.values():
        rows.row(terms, -np.inf, seating.quarter_time)


def _within_money(
    rows: LinearRows, seating: Seating, seats: Sequence[Seat], offers: Mapping[str, int], begun: Columns
) -> None:
    if seating.quarter_budget is None:
        return
    sizes = Counter((seat.offer, seat.quarter) for seat in seats)
    paid: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for (place, quarter), column in begun.items():
        seat = seats[place]
        bands = seating.bands[offers[seat.offer]]
        each = next(band.each for band in reversed(bands) if band.fewest <= max(sizes[seat.offer, seat.quarter], 1))
        paid[quarter].append((column, float(each)))
    for terms in paid.values():
        rows.row(terms, -np.inf, seating.quarter_budget)


def _in_order(
    rows: LinearRows, seating: Seating, seats: Sequence[Seat], offers: Mapping[str, int], begun: Columns
) -> None:
    """What comes after another begins, at the earliest, in the quarter in which that ends."""
    places = {(seat.learner, seat.offer): place for place, seat in enumerate(seats)}
    of: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    for (place, quarter), column in begun.items():
        of[place].append((quarter, column))
    for (place, quarter), column in begun.items():
        seat = seats[place]
        for needed in seating.offers[offers[seat.offer]].after:
            long = seating.long[offers[needed]]
            ended = [own for begin, own in of[places[seat.learner, needed]] if begin + long - 1 <= quarter]
            rows.row([(column, 1.0), *((own, -1.0) for own in ended)], -np.inf, 0)
