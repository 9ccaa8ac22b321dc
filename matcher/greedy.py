"""The named fallback where there is no time for the optimum: take the best next offer until nothing fits."""

import numpy as np

from matcher.cover import NO_GAIN, Choice, Cover, Floats, without_redundant


def greedy_cover(cover: Cover) -> Choice:
    """The best of several greedy runs: by plain gain, and by gain per share of each limit.

    Budgeted cover has no constant guarantee for either run alone; the better of both is never below
    (1 - 1/e) / 2 under one budget (Khuller, Moss, Naor 1999, https://doi.org/10.1016/S0020-0190(99)00031-9).
    """
    scarce = cover.shares(cover.uses)
    plain = np.ones(len(scarce))
    runs = [greedy_run(cover, weight) for weight in (plain, *(scarce[:, c] for c in range(scarce.shape[1] - 1)))]
    return min(runs, key=cover.key)


def greedy_run(cover: Cover, weight: Floats) -> Choice:
    """Repeatedly the row of most gain per `weight` (n,) among those that still fit, ties by row."""
    chosen: list[int] = []
    closed = np.zeros(cover.gains.shape[1])
    left = cover.limits.copy()
    alone = ~np.isin(np.arange(len(cover.gains)), [row for row, _ in cover.after])
    while True:
        gain = np.maximum(cover.gains - closed, 0).sum(axis=1)
        open_to = alone & (gain > NO_GAIN) & (cover.uses <= left).all(axis=1)
        if not open_to.any():
            return without_redundant(cover, tuple(sorted(chosen)))
        row = int(np.where(open_to, gain / (weight + NO_GAIN), -1).argmax())
        chosen.append(row)
        closed = np.maximum(closed, cover.gains[row])
        left -= cover.uses[row]
