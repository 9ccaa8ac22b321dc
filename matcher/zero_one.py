"""A Cover as a 0/1 program for HiGHS, settled one criterion after the other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack

from matcher.cover import UNITS, Choice, Cover, Floats, Unproven, Whole, without_redundant

SCALE = 1_000.0
"""Closed shares times this: half a unit is then hundreds of times HiGHS's tolerance of 1e-6."""
OPTIMAL, INFEASIBLE = 0, 2
"""Of scipy's result.status."""

Remaining = Callable[[], float]
"""Seconds left."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Program:
    """Columns: n offers (taken or not), then one for each (offer, skill) pair (this offer counts for this skill).

    Rows: a pair needs its offer, a skill counts once, one for each limit, minus what is closed, and what needs what.
    """

    cover: Cover
    rows: csr_array
    closes: Floats
    """(columns,): what each adds to the closed share, times SCALE."""
    least: Floats
    """(columns,): 1 for what must be taken."""
    most: Floats
    """(columns,): 0 for what must not."""

    def over_offers(self, values: Whole) -> Floats:
        """(columns,): a value for each offer, 0 for each pair."""
        return np.concatenate((values, np.zeros(len(self.closes) - len(values))))


def program(cover: Cover) -> Program:
    offers, skills = np.nonzero(cover.gains)
    count, (n, m) = len(offers), cover.gains.shape
    ones, pairs = np.ones(count), np.arange(count)
    closes = np.concatenate((np.zeros(n), SCALE * cover.gains[offers, skills]))
    needs_offer = hstack((csr_array((-ones, (pairs, offers)), shape=(count, n)), eye_array(count)))
    once = hstack((csr_array((m, n)), csr_array((ones, (skills, pairs)), shape=(m, count))))
    within = hstack((csr_array(cover.uses.T.astype(float)), csr_array((len(cover.limits), count))))
    needed = _needed(cover, n + count)
    rows = vstack((needs_offer, once, within, csr_array(-closes[np.newaxis]), needed)).tocsr()
    return Program(cover=cover, rows=rows, closes=closes, least=np.zeros(n + count), most=np.ones(n + count))


def _needed(cover: Cover, columns: int) -> csr_array:
    """(pairs of `after`, columns): a row no more than the one that it needs."""
    made = csr_array((len(cover.after), columns)).tolil()
    for i, (row, needed) in enumerate(cover.after):
        made[i, row], made[i, needed] = 1.0, -1.0
    return made.tocsr()


def settling(cover: Cover, best: Choice, remaining: Remaining) -> Iterator[Choice]:
    """Yield ever better choices than `best`; once it ends, the last is proven best.

    First the most that can be closed, then the least of each column with those before it held, then the ids.
    Raises Unproven when `remaining()` runs out.
    """
    made = program(cover)
    criteria = [
        -made.closes,
        *(made.over_offers(cover.uses[:, column]) for column in range(len(cover.limits))),
    ]
    limits, closes = cover.limits.copy(), 0
    for place, criterion in enumerate(criteria):
        if place == 0 or cover.used(best)[place - 1] > 0:
            for better in _better(made, criterion, _ceiling(made, limits, closes), best, remaining):
                best = better
                yield best
        closes = cover.closes(best)
        limits[:place] = cover.used(best)[:place]
    yield from _preferring_ids(made, _ceiling(made, limits, closes), best, remaining)


def _preferring_ids(made: Program, ceiling: Floats, best: Choice, remaining: Remaining) -> Iterator[Choice]:
    """Unless `best` is the only one as good: place by place, take the first row with which it can be made as good."""
    n = len(made.cover.uses)
    ranks = made.over_offers(np.arange(n))
    chosen = made.over_offers(np.isin(np.arange(n), best).astype(np.int64))
    other = _with_row(made, chosen)
    if _solved(other, ranks, np.append(ceiling, len(best) - 1.0), remaining) is None:
        return
    for place in range(len(best)):
        while True:
            first = best[place - 1] + 1 if place else 0
            between = made.over_offers(((np.arange(n) >= first) & (np.arange(n) < best[place])).astype(np.int64))
            least, most = made.least.copy(), made.most.copy()
            least[list(best[:place])] = 1
            most[:first] = least[:first]
            held = _with_row(made, -between, least=least, most=most)
            earlier = _solved(held, ranks * between, np.append(ceiling, -1.0), remaining)
            if earlier is None:
                break
            best = earlier
            yield best


def _better(made: Program, criterion: Floats, ceiling: Floats, best: Choice, remaining: Remaining) -> Iterator[Choice]:
    found = _solved(made, criterion, ceiling, remaining)
    if found is not None and made.cover.key(found) < made.cover.key(best):
        yield found


def _solved(made: Program, objective: Floats, ceiling: Floats, remaining: Remaining) -> Choice | None:
    """The choice of least objective; None if there is none. Raises Unproven."""
    seconds = remaining()
    if seconds <= 0:
        raise Unproven
    n = len(made.cover.uses)
    result = milp(
        objective,
        constraints=LinearConstraint(made.rows, -np.inf, ceiling),
        bounds=Bounds(made.least, made.most),
        integrality=made.over_offers(np.ones(n, dtype=np.int64)),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    if result.status == INFEASIBLE:
        return None
    if result.status != OPTIMAL:
        raise Unproven
    choice = without_redundant(made.cover, tuple(np.flatnonzero(result.x[:n] > 0.5).tolist()))
    if not (made.cover.fits(choice) and made.cover.allows(choice)):
        raise Unproven
    return choice


def _ceiling(made: Program, limits: Whole, closes: int) -> Floats:
    """(rows,): the right-hand sides, with at least so many units closed."""
    pairs, m = len(made.closes) - len(made.cover.uses), made.cover.gains.shape[1]
    floor = SCALE * (closes - 0.5) / UNITS
    return np.concatenate((np.zeros(pairs), np.ones(m), limits, [-floor], np.zeros(len(made.cover.after))))


def _with_row(made: Program, row: Floats, *, least: Floats | None = None, most: Floats | None = None) -> Program:
    return Program(
        cover=made.cover,
        rows=vstack((made.rows, csr_array(row[np.newaxis]))).tocsr(),
        closes=made.closes,
        least=made.least if least is None else least,
        most=made.most if most is None else most,
    )
