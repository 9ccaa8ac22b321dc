"""Seats that are chosen, put into as few groups as they can be: people learn together, and early."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from time import monotonic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from matcher.workforce.linear_rows import LinearRows
from matcher.workforce.seat_plans import breaches, groups_of
from matcher.workforce.seat_program import SeatColumns, in_order, paid_groups, within_budgets, within_hours
from matcher.workforce.seating import Seating, pairs_at, seating_of
from matcher.workforce.seats import PlanQuestion, Seat, SeatPlan
from matcher.workforce.time_left import Remaining, until, within

TIME_LIMIT_S = 5.0
"""After this the best found so far is taken, if it is better than the plan."""
SEARCHING = 0.8
"""Of the time that is left once the program is written: HiGHS looks at the clock between its steps only."""


def joined_groups(
    question: PlanQuestion,
    plan: SeatPlan,
    *,
    seconds: float = TIME_LIMIT_S,
    clock: Callable[[], float] = monotonic,
) -> SeatPlan:
    """The same seats at the same cost in fewer groups, then earlier; the plan itself where nothing better is found.

    Courses whose price hangs on the group stay in their quarters.
    """
    remaining = until(clock() + seconds, clock)
    if len(plan.groups) == len(plan.offers) or seconds <= 0:
        return plan
    seats = _best(seating_of(question), plan, within(remaining, SEARCHING))
    groups = tuple(groups_of(question, seats))
    better = len(groups) < len(plan.groups) and not breaches(question, seats)
    same = sum(group.cost for group in groups) == plan.cost
    return replace(plan, seats=tuple(sorted(seats)), groups=groups) if better and same else plan


def _best(seating: Seating, plan: SeatPlan, remaining: Remaining) -> tuple[Seat, ...]:
    rows = LinearRows()
    quarter_of = dict(zip(pairs_at(seating, plan.seats), (seat.quarter for seat in plan.seats), strict=True))
    seats = {
        (pair, quarter): rows.column(1, whole=True)
        for pair, now in sorted(quarter_of.items())
        for quarter in (seating.begins[seating.pairs[pair][1]] if seating.flat(seating.pairs[pair][1]) else (now,))
    }
    taken: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for (pair, _), column in seats.items():
        taken[pair].append((column, 1.0))
    for own in taken.values():
        rows.row(own, 1, 1)
    in_order(rows, seating, seats)
    bills, _ = paid_groups(rows, seating, seats)
    within_budgets(rows, seating, bills, max([1.0, *(each for _, _, each in bills)]))
    within_hours(rows, seating, seats, taken)
    opened = _opened(rows, seating, seats)
    late = 1.0 / (1 + seating.quarters * len(quarter_of))
    aim = rows.dense([*((own, 1.0) for own in opened), *((own, late * quarter) for (_, quarter), own in seats.items())])
    if (seconds := remaining()) <= 0:
        return plan.seats
    found = milp(
        aim,
        constraints=LinearConstraint(rows.matrix(), np.array(rows.lows), np.array(rows.highs)),
        bounds=Bounds(0, np.array(rows.most)),
        integrality=np.array(rows.whole),
        options={"time_limit": seconds},
    )
    if found.x is None:
        return plan.seats
    begun = [(pair, quarter) for (pair, quarter), column in seats.items() if found.x[column] > 0.5]
    return tuple(sorted(_seat(seating, pair, quarter) for pair, quarter in begun))


def _opened(rows: LinearRows, seating: Seating, seats: SeatColumns) -> list[int]:
    """A column for each group that there may be."""
    own: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for (pair, quarter), column in seats.items():
        own[seating.pairs[pair][1], quarter].append(column)
    groups = {key: rows.column(1, whole=True) for key in sorted(own)}
    for key, columns in own.items():
        for column in columns:
            rows.row([(column, 1.0), (groups[key], -1.0)], -np.inf, 0)
    return list(groups.values())


def _seat(seating: Seating, pair: int, quarter: int) -> Seat:
    learner, offer = seating.pairs[pair]
    return Seat(quarter=quarter, offer=seating.offers[offer].id, learner=seating.learners[learner].id)
