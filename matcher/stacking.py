"""The smallest stack that closes most of the gap: a 0/1 program, solved exactly by HiGHS.

Offer i closes skill j to the degree c_ij; a skill closed by several counts once, by the best of them. Maximise
the closed weight; among equals the cheapest, then the shortest, then the fewest, then the first by id. Each step
is a solve of its own with the former optimum as a constraint, so no weights between them can go wrong.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, hstack, vstack

from matcher.errors import InvalidInput

TIME_LIMIT_SECONDS = 2.0
"""For all steps together; past it the best stack found so far is given, and is said to be unproven."""
CLOSED_TOLERANCE = 1e-6
"""Closed weight, as a share of the gap, that is no reason to pay more."""
USE_TOLERANCE = 1e-6


class Method(StrEnum):
    EXACT = "exact"
    GREEDY = "greedy"
    """Only where the time ran out before any exact stack was found."""


class LeftOut(StrEnum):
    """Why an offer could not be counted under the limits. Missing facts are never taken as zero."""

    NO_PRICE = "no price stated"
    OTHER_CURRENCY = "priced in another currency"
    NO_HOURS = "no hours stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    id: str
    closes: Mapping[str, float]
    """Skill -> how surely, in (0, 1]."""
    cost: Decimal | None
    currency: str | None
    hours: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StackLimits:
    budget: Decimal | None = None
    currency: str | None = None
    """Of the budget, and the only one that costs are added in."""
    hours: float | None = None

    def __post_init__(self) -> None:
        if self.budget is not None and (not self.budget.is_finite() or self.budget < 0):
            raise InvalidInput("budget", f"must be 0 or more, not {self.budget}")
        if self.hours is not None and not self.hours >= 0:
            raise InvalidInput("hours", f"must be 0 or more, not {self.hours}")
        if self.budget is not None and self.currency is None:
            raise InvalidInput("currency", "is needed with a budget: amounts of different currencies are never mixed")


@dataclass(frozen=True, slots=True, kw_only=True)
class StackResult:
    chosen: tuple[str, ...]
    """By id; empty where nothing fits, which is an answer."""
    closed_weight: float
    total_weight: float
    """Of the whole gap, whatever is on offer."""
    cost: Decimal | None
    """Of the chosen; None where a chosen offer states no price or the prices are of several currencies."""
    currency: str | None
    hours: float | None
    """Of the chosen; None where one of them states none."""
    optimal: bool
    method: Method
    left_out: Mapping[str, LeftOut]
    """Offers that could not be counted -> why."""


def solve_stack(
    weights: Mapping[str, float],
    offers: Sequence[Offer],
    limits: StackLimits,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
) -> StackResult:
    """The best stack for a gap (skill -> weight above 0). The order of the offers does not matter."""
    left_out = {offer.id: why for offer in offers if (why := _uncountable(offer, limits))}
    usable = sorted(
        (o for o in offers if o.id not in left_out and _fits_alone(o, limits) and _worth(o, weights) > 0),
        key=lambda offer: offer.id,
    )
    if not usable:
        return _result((), weights, limits, left_out, optimal=True, method=Method.EXACT)
    chosen, optimal = _exact(weights, usable, limits, time_limit_seconds)
    if chosen is None:
        picked = _greedy(weights, usable, limits)
        return _result(picked, weights, limits, left_out, optimal=False, method=Method.GREEDY)
    picked = tuple(usable[i] for i in chosen)
    return _result(picked, weights, limits, left_out, optimal=optimal, method=Method.EXACT)


def closed_weight(weights: Mapping[str, float], chosen: Sequence[Offer]) -> float:
    """Sum over the gap of weight by the best degree among the chosen."""
    return sum(
        weight * max((offer.closes.get(skill, 0.0) for offer in chosen), default=0.0)
        for skill, weight in weights.items()
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """Variables: n offers (0/1), then one share in [0, 1] for each (offer, skill) pair."""

    offers: int
    gains: npt.NDArray[np.float64]
    """(pairs,): what each pair closes, as a share of the whole gap."""
    uses: npt.NDArray[np.float64]
    """(3, n): cost, hours and one for the offer itself."""
    base: tuple[LinearConstraint, ...]

    def objective(self, over_offers: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.concatenate([over_offers, np.zeros(len(self.gains))])

    @property
    def closing(self) -> npt.NDArray[np.float64]:
        return np.concatenate([np.zeros(self.offers), self.gains])


def _program(weights: Mapping[str, float], offers: Sequence[Offer], limits: StackLimits) -> Program:
    column = {skill: j for j, skill in enumerate(sorted(weights))}
    total = sum(weights.values())
    pairs = [(i, skill) for i, offer in enumerate(offers) for skill in sorted(offer.closes) if skill in column]
    gains = np.array([weights[skill] * offers[i].closes[skill] / total for i, skill in pairs])
    n, m = len(offers), len(pairs)
    row, owner = np.arange(m), np.array([i for i, _ in pairs])
    one_each = coo_array((np.ones(m), ([column[skill] for _, skill in pairs], row)), shape=(len(column), m))
    owned = coo_array((np.ones(m), (row, owner)), shape=(m, n))
    matrix = vstack(
        [hstack([coo_array((len(column), n)), one_each]), hstack([-owned, coo_array((np.ones(m), (row, row)))])]
    ).tocsr()
    upper = np.concatenate([np.ones(len(column)), np.zeros(m)])
    uses = np.array([[float(o.cost or 0) for o in offers], [o.hours or 0.0 for o in offers], [1.0] * n])
    constraints = [LinearConstraint(matrix, -np.inf, upper)]
    for used, limit in ((uses[0], limits.budget), (uses[1], limits.hours)):
        if limit is not None:
            constraints.append(LinearConstraint(np.concatenate([used, np.zeros(m)])[None], -np.inf, float(limit)))
    return Program(offers=n, gains=gains, uses=uses, base=tuple(constraints))


def _exact(
    weights: Mapping[str, float], offers: Sequence[Offer], limits: StackLimits, seconds: float
) -> tuple[tuple[int, ...] | None, bool]:
    """(positions of the best stack or None where the time ran out first, whether it is proven)."""
    program = _program(weights, offers, limits)
    deadline = time.monotonic() + seconds
    ranks = np.arange(1, program.offers + 1) / program.offers
    steps = [(-program.closing, CLOSED_TOLERANCE)]
    steps += [(program.objective(used), USE_TOLERANCE) for used in (*program.uses, ranks)]
    constraints = list(program.base)
    best: tuple[int, ...] | None = None
    for objective, tolerance in steps:
        if not objective.any():
            continue
        found = _solve(program, objective, constraints, deadline)
        if found is None:
            return best, False
        best, value, proven = found
        if not proven:
            return best, False
        slack = tolerance * max(1.0, abs(value))
        constraints.append(LinearConstraint(objective[None], -np.inf, value + slack))
    return best, True


def _solve(
    program: Program,
    objective: npt.NDArray[np.float64],
    constraints: Sequence[LinearConstraint],
    deadline: float,
) -> tuple[tuple[int, ...], float, bool] | None:
    """(chosen, objective value, proven optimal); None where the time ran out without any stack."""
    left = deadline - time.monotonic()
    if left <= 0:
        return None
    whole = np.concatenate([np.ones(program.offers), np.zeros(len(program.gains))])
    options = {"time_limit": left, "mip_rel_gap": 0.0}
    solved = milp(objective, constraints=constraints, integrality=whole, bounds=Bounds(0, 1), options=options)
    if solved.x is None:
        return None
    chosen = tuple(np.flatnonzero(solved.x[: program.offers] > 0.5).tolist())
    return chosen, float(solved.fun), solved.status == 0


def _greedy(weights: Mapping[str, float], offers: Sequence[Offer], limits: StackLimits) -> tuple[Offer, ...]:
    """Repeatedly the offer that adds most and still fits, ties by id."""
    chosen: list[Offer] = []
    while True:
        before = closed_weight(weights, chosen)
        gains = [
            (closed_weight(weights, [*chosen, offer]) - before, offer)
            for offer in offers
            if offer not in chosen and _fits_together([*chosen, offer], limits)
        ]
        gain, best = max(gains, key=lambda g: (g[0], [-ord(c) for c in g[1].id]), default=(0.0, None))
        if best is None or gain <= CLOSED_TOLERANCE:
            return tuple(chosen)
        chosen.append(best)


def _fits_together(chosen: Sequence[Offer], limits: StackLimits) -> bool:
    cost = sum((offer.cost or Decimal(0) for offer in chosen), Decimal(0))
    dear = limits.budget is not None and cost > limits.budget
    return not dear and not (limits.hours is not None and sum(o.hours or 0.0 for o in chosen) > limits.hours)


def _uncountable(offer: Offer, limits: StackLimits) -> LeftOut | None:
    if limits.budget is not None and offer.cost is None:
        return LeftOut.NO_PRICE
    if limits.budget is not None and offer.cost and offer.currency != limits.currency:
        return LeftOut.OTHER_CURRENCY
    if limits.hours is not None and offer.hours is None:
        return LeftOut.NO_HOURS
    return None


def _fits_alone(offer: Offer, limits: StackLimits) -> bool:
    dear = limits.budget is not None and (offer.cost or 0) > limits.budget
    return not dear and not (limits.hours is not None and (offer.hours or 0.0) > limits.hours)


def _worth(offer: Offer, weights: Mapping[str, float]) -> float:
    return sum(weights.get(skill, 0.0) * degree for skill, degree in offer.closes.items())


def _result(
    chosen: Sequence[Offer],
    weights: Mapping[str, float],
    limits: StackLimits,
    left_out: Mapping[str, LeftOut],
    *,
    optimal: bool,
    method: Method,
) -> StackResult:
    currencies = {offer.currency for offer in chosen if offer.cost} or {limits.currency}
    priced = all(offer.cost is not None for offer in chosen) and len(currencies) == 1
    timed = all(offer.hours is not None for offer in chosen)
    return StackResult(
        chosen=tuple(sorted(offer.id for offer in chosen)),
        closed_weight=closed_weight(weights, chosen),
        total_weight=sum(weights.values()),
        cost=sum((offer.cost or Decimal(0) for offer in chosen), Decimal(0)) if priced else None,
        currency=next(iter(currencies)) if priced else None,
        hours=sum(offer.hours or 0.0 for offer in chosen) if timed else None,
        optimal=optimal,
        method=method,
        left_out=dict(sorted(left_out.items())),
    )
