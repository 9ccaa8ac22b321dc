"""A seat program settled by HiGHS, one aim after the other, each with those before it held."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array, vstack

from matcher.cover import Floats
from matcher.workforce.seat_plans import UNITS, breaches, closed_by, groups_of, weight_of
from matcher.workforce.seat_program import SCALE, SeatProgram
from matcher.workforce.seat_units import minutes_taken
from matcher.workforce.seats import PlanQuestion, Seat
from matcher.workforce.time_left import Remaining
from matcher.zero_one import INFEASIBLE, OPTIMAL


class Aim(StrEnum):
    """Each the less the better, but for what is closed."""

    CLOSED = "closed weight"
    COST = "cost"
    MINUTES = "minutes"
    LATENESS = "late and many groups"
    OFFERS = "distinct offers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    seats: tuple[Seat, ...] | None
    """The best found; None where none was."""
    proven: int
    """So many of the aims, from the first, are proven best."""
    bound: float | None
    """Of the first aim: no seats are better. None where nothing is known; infinite where there are no seats at all."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan, and by which aims no other may be worse."""

    aims: tuple[Aim, ...]
    seats: tuple[Seat, ...]


def settle(
    made: SeatProgram, aims: Sequence[Aim], floor: float, remaining: Remaining, kept: Kept | None = None
) -> Settled:
    """`floor`: the least weight to close. `kept`: what is settled before. Stops where time runs out."""
    question = made.seating.question
    best = kept.seats if kept else None
    held = [(-made.closes, -_floor(made, floor))] if floor > 0 else []
    held += [_held(made, aim, kept.seats) for aim in kept.aims] if kept else []
    every = (*kept.aims, *aims) if kept else tuple(aims)
    bound = None
    for place, aim in enumerate(aims):
        result = _solved(made, _objective(made, aim), held, remaining)
        if place == 0:
            bound = _bound(made, aim, result)
        found = _seats(made, result)
        if found is not None and (best is None or key(question, every, found) < key(question, every, best)):
            best = found
        if best is None or result is None or result.status != OPTIMAL:
            return Settled(seats=best, proven=place, bound=bound)
        held.append(_held(made, aim, best))
    return Settled(seats=best, proven=len(aims), bound=bound)


def key(question: PlanQuestion, aims: Sequence[Aim], seats: Sequence[Seat]) -> tuple[object, ...]:
    """Smaller is better; ties by id."""
    return (*(measure(question, aim, seats) for aim in aims), tuple(seats))


def measure(question: PlanQuestion, aim: Aim, seats: Sequence[Seat]) -> Fraction:
    """Exact; what is closed in UNITS of the whole, below 0."""
    groups = list(groups_of(question, seats))
    match aim:
        case Aim.CLOSED:
            total = sum(need.weight * need.people for need in question.needs) or 1.0
            return Fraction(-round(weight_of(question, closed_by(question, seats)) / total * UNITS))
        case Aim.COST:
            return sum((Fraction(group.cost) for group in groups), Fraction(0))
        case Aim.MINUTES:
            minutes = {offer.id: minutes_taken(offer.hours) for offer in question.offers}
            return Fraction(sum(minutes[seat.offer] for seat in seats))
        case Aim.LATENESS:
            return Fraction(sum(seat.quarter for seat in seats) + len(groups))
        case Aim.OFFERS:
            return Fraction(len({seat.offer for seat in seats}))


def _objective(made: SeatProgram, aim: Aim) -> Floats:
    return {
        Aim.CLOSED: -made.closes,
        Aim.COST: made.costs,
        Aim.MINUTES: made.spells,
        Aim.LATENESS: made.lateness,
        Aim.OFFERS: made.offers,
    }[aim]


def _held(made: SeatProgram, aim: Aim, seats: Sequence[Seat]) -> tuple[Floats, float]:
    """The row and the right-hand side that hold what was reached, with half of its least step."""
    value = measure(made.seating.question, aim, seats)
    if aim is Aim.CLOSED:
        return -made.closes, float(value + Fraction(1, 2)) * SCALE / UNITS
    if aim is Aim.COST:
        return made.costs, (float(value / made.seating.step) + 0.5) / made.price_scale
    if aim is Aim.MINUTES:
        return made.spells, float(value / made.seating.spell) + 0.5
    return _objective(made, aim), float(value) + 0.5


def _floor(made: SeatProgram, weight: float) -> float:
    """Of SCALE, half a unit less."""
    return SCALE * (weight / made.seating.total - 0.5 / UNITS)


def _solved(
    made: SeatProgram, objective: Floats, held: Sequence[tuple[Floats, float]], remaining: Remaining
) -> OptimizeResult | None:
    if remaining() <= 0:
        return None
    scales = [float(np.abs(row).max()) or 1.0 for row, _ in held]
    rows = vstack(
        (made.rows, *(csr_array(row[np.newaxis] / scale) for (row, _), scale in zip(held, scales, strict=True))),
        format="csr",
    )
    highs = np.concatenate((made.highs, [most / scale for (_, most), scale in zip(held, scales, strict=True)]))
    lows = np.concatenate((made.lows, np.full(len(held), -np.inf)))

    def solved(*, presolve: bool) -> OptimizeResult:
        return milp(
            objective,
            constraints=LinearConstraint(rows, lows, highs) if rows.shape[0] else None,
            bounds=Bounds(0, made.most),
            integrality=made.whole,
            options={"time_limit": max(remaining(), 0.0), "mip_rel_gap": 0.0, "presolve": presolve},
        )

    found = solved(presolve=True)
    # HiGHS now and then takes rows that are tight for a contradiction; without its simplifications it does not.
    return solved(presolve=False) if found.status == INFEASIBLE and remaining() > 0 else found


def _seats(made: SeatProgram, result: OptimizeResult | None) -> tuple[Seat, ...] | None:
    if result is None or result.x is None:
        return None
    seats = made.seats_in(result.x)
    return None if breaches(made.seating.question, seats) else seats


def _bound(made: SeatProgram, aim: Aim, result: OptimizeResult | None) -> float | None:
    """In the aim's own unit: weight, money, minutes, ..."""
    if result is None:
        return None
    if result.status == INFEASIBLE:
        return float("inf")
    dual = result.mip_dual_bound
    if dual is None or not np.isfinite(dual):
        return None
    if aim is Aim.CLOSED:
        return float(-dual) / SCALE * made.seating.total
    if aim is Aim.COST:
        return float(dual) * made.price_scale * float(made.seating.step)
    return float(dual)
