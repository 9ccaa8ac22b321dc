"""A Cover as a 0/1 program for HiGHS, settled one criterion after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from matcher.cover import UNITS, Choice, Cover, Floats, Whole, without_redundant

SCALE = 1_000.0
"""Closed shares times this, so that half a unit is hundreds of times HiGHS's tolerance of 1e-6."""
TIME_LIMIT_REACHED = 1
INFEASIBLE = 2


class Unproven(Exception):  # noqa: N818 - a signal between the solvers and their caller, not a fault
    """The search ended before it could prove its last answer best."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """Columns: n offers (taken or not), then one for each (offer, skill) pair (this offer counts for this skill)."""

    cover: Cover
    rows: csr_array
    upper: Floats
    """(rows,): the pairs' own rows, then one row a skill, then one a limit, then minus what is closed."""

    @property
    def offers(self) -> int:
        return len(self.cover.gains)


def program(cover: Cover) -> Program:
    offers, skills = np.nonzero(cover.gains)
    count, (n, m) = len(offers), cover.gains.shape
    ones, pairs = np.ones(count), np.arange(count)
    needs_offer = hstack((csr_array((-ones, (pairs, offers)), shape=(count, n)), eye_array(count)))
    once = hstack((csr_array((m, n)), csr_array((ones, (skills, pairs)), shape=(m, count))))
    within = hstack((csr_array(cover.uses.T.astype(float)), csr_array((len(cover.limits), count))))
    closes = hstack((csr_array((1, n)), csr_array(-SCALE * cover.gains[offers, skills][np.newaxis])))
    upper = np.concatenate((np.zeros(count), np.ones(m), cover.limits, [0.0]))
    return Program(cover=cover, rows=vstack((needs_offer, once, within, closes)).tocsr(), upper=upper)


def settling(cover: Cover, best: Choice, remaining: Callable[[], float]) -> Iterator[Choice]:
    """Yield ever better choices than `best`; once it ends, the last is proven best.

    First the most that can be closed, then the least of each column with all before it held, then the ids.
    Raises Unproven when `remaining()` seconds run out.
    """
    made = program(cover)
    most = np.zeros(made.rows.shape[1])
    most[made.offers :] = made.rows[[-1]].toarray()[0, made.offers :]
    found = solved(made, most, made.upper, remaining())
    if found is not None and cover.key(found) < cover.key(best):
        yield (best := found)
    held = made.upper.copy()
    held[-1] = -SCALE * (cover.closes(best) - 0.5) / UNITS
    first = len(held) - 1 - len(cover.limits)
    for column in range(len(cover.limits)):
        if cover.used(best)[column]:
            least = np.zeros(made.rows.shape[1])
            least[: made.offers] = cover.uses[:, column]
            found = solved(made, least, held, remaining())
            if found is not None and cover.key(found) < cover.key(best):
                yield (best := found)
        held[first + column] = cover.used(best)[column]
    yield from preferring_ids(replace(made, upper=held), best, remaining)


def preferring_ids(made: Program, best: Choice, remaining: Callable[[], float]) -> Iterator[Choice]:
    """Place by place, ask for a choice as good whose next row comes earlier, until there is none."""
    for place in range(len(best)):
        while True:
            first = best[place - 1] + 1 if place else 0
            between = np.arange(first, best[place])
            if not len(between):
                break
            earlier = solved(made, *_earlier(made, best[:place], between), remaining())
            if earlier is None:
                break
            if made.cover.key(earlier) >= made.cover.key(best):
                raise Unproven
            yield (best := earlier)


def _earlier(made: Program, prefix: Choice, between: Whole) -> ...:
    ...


def solved(made: Program, objective: Floats, upper: Floats, seconds: float) -> Choice | None:
    """The choice of least objective, or None if there is none. Raises Unproven."""
    if seconds <= 0:
        raise Unproven
    result = milp(
        objective,
        constraints=LinearConstraint(made.rows, -np.inf, upper),
        bounds=Bounds(0, 1),
        integrality=(np.arange(made.rows.shape[1]) < made.offers).astype(int),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if result.status == INFEASIBLE:
        return None
    if result.x is None: raise Unproven
    return without_redundant(made.cover, tuple(np.flatnonzero(result.x[: made.offers] > 0.5).tolist()))
