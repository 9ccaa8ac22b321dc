"""The linear relaxation of a Cover, solved by HiGHS: what each skill and each limit is worth at the optimum."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csc_array

from matcher.cover import Cover, Floats, Unproven, Whole

FIRST_COLUMNS = 150
"""Offers that the first linear program holds; the others join where its prices make them worth having."""
MORE_COLUMNS = 100
WORTH_HAVING = 1e-9
OPTIMAL = 0
"""Of scipy's result.status."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prices:
    """Multipliers that bound a Cover from above, whatever they are; at the relaxation's optimum, most tightly."""

    skills: Floats
    """(m,), never negative: what closing the whole skill is worth."""
    limits: Floats
    """(r,), never negative: what the whole of a limit is worth."""


def worth(gains: Floats, shares: Floats, prices: Prices) -> Floats:
    """(n,): what each row closes above the skills' prices, minus the price of what it uses."""
    value: Floats = np.maximum(gains - prices.skills, 0).sum(axis=1) - shares @ prices.limits
    return value


def relaxed_prices(cover: Cover, remaining: Callable[[], float]) -> Prices:
    """The optimal dual of the relaxation, by column generation: a few small programs instead of one large.

    Raises Unproven when `remaining()` seconds run out.
    """
    shares = cover.shares(cover.uses)
    density = cover.gains.sum(axis=1) / (shares.mean(axis=1) + 1e-3)
    columns = np.argsort(-density, kind="stable")[:FIRST_COLUMNS]
    while True:
        prices = solved(cover.gains[columns], shares[columns], np.minimum(cover.limits, 1), seconds=remaining())
        value = worth(cover.gains, shares, prices)
        value[columns] = 0
        joining = np.argsort(-value, kind="stable")[:MORE_COLUMNS]
        joining = joining[value[joining] > WORTH_HAVING]
        if not len(joining):
            return prices
        columns = np.concatenate((columns, joining))


def solved(gains: Floats, shares: Floats, whole: Whole, *, seconds: float) -> Prices:
    """Maximise the gains of (offer, skill) pairs: each pair needs its offer, each skill counts once, within the limits.

    Columns: offers, then pairs. Rows: pairs, then skills, then limits.

    Raises Unproven after so many seconds.
    """
    if seconds <= 0:
        raise Unproven
    offers, skills = np.nonzero(gains)
    pairs, (n, m) = np.arange(len(offers)), gains.shape
    ones, (user, limit) = np.ones(len(pairs)), np.nonzero(shares)
    rows = np.concatenate((pairs, pairs, len(pairs) + skills, len(pairs) + m + limit))
    columns = np.concatenate((offers, n + pairs, n + pairs, user))
    values = np.concatenate((-ones, ones, ones, shares[user, limit]))
    result = linprog(
        np.concatenate((np.zeros(n), -gains[offers, skills])),
        A_ub=csc_array((values, (rows, columns)), shape=(len(pairs) + m + shares.shape[1], n + len(pairs))),
        b_ub=np.concatenate((np.zeros(len(pairs)), np.ones(m), whole)),
        bounds=(0, 1),
        method="highs-ds",
        options={"time_limit": seconds},
    )
    if result.status != OPTIMAL:
        raise Unproven
    duals = np.maximum(-result.ineqlin.marginals[len(pairs) :], 0)
    return Prices(skills=duals[:m], limits=duals[m:])
