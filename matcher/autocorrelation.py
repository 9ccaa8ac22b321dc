"""How far the neighbouring periods of a series are alike, and how much surer Kendall's test is than it may be."""

from dataclasses import dataclass

import numpy as np

from matcher.kendall import Array, Pairs, Places

STEPS = np.linspace(0, 0.95, 39)
"""Autocorrelations that are told apart. Below 0 nothing is gained: a test never becomes surer by it."""


@dataclass(frozen=True, slots=True, eq=False)
class Autocorrelation:
    """What estimating the autocorrelation of series with observations at these times takes."""

    times: Places
    residual: Array
    """(n, n) takes the means of the groups and the linear trend off a series."""
    expected: Array
    """(steps,) what a series of that autocorrelation shows of it, ascending."""

    def of(self, series: Array) -> Array:
        """(rows, n) -> (rows,) in [0, 0.95]; 0 for series that do not vary.

        What a short series shows is too small, all the more after the trend is taken off (Kendall 1954), so the value
        is the one that would be expected to show as much.
        """
        rest = series @ self.residual
        whole = (rest**2).sum(axis=1)
        neighbours = np.flatnonzero(np.diff(self.times) == 1)
        both = (rest[:, neighbours] * rest[:, neighbours + 1]).sum(axis=1)
        varies = whole > 1e-12 * (series**2).sum(axis=1)
        shown = np.divide(both, whole, out=np.full(len(series), -1.0), where=varies)
        return np.asarray(np.interp(shown, self.expected, STEPS), dtype=np.float64)


def autocorrelation_of(times: Places, groups: Places) -> Autocorrelation:
    """Observations at these times (n,) that have a mean for each group and a linear trend in common."""
    means = (groups[:, None] == np.unique(groups)).astype(np.float64)
    known = np.column_stack([means, times - times.mean()])
    residual = np.eye(len(times)) - known @ np.linalg.pinv(known)
    beside = (np.subtract.outer(times, times) == -1).astype(np.float64)
    shown = _expected(residual @ beside @ residual, times) / _expected(residual @ residual, times)
    return Autocorrelation(times, residual, np.maximum.accumulate(shown))


def inflation(pairs: Pairs) -> Array:
    """(steps,) by what the variance of Kendall's sum grows where the series has that autocorrelation.

    w'Rw / w'w for R = (r^|i-j|) and the weights w of the observations in the sum. Over all pairs that is what Hamed and
    Rao (1998) have; over those of a season it stands for the covariances between seasons of Hirsch and Slack (1984),
    which can't be estimated one by one from a few years. Three years make it a fifth too large, ten a tenth.
    """
    weights = pairs.weights
    return _expected(np.outer(weights, weights), pairs.times) / float(weights @ weights)


def _expected(form: Array, times: Places) -> Array:
    """(steps,) the expectation of x'Fx for a series x of variance 1 and autocorrelation r^lag."""
    lags = np.abs(np.subtract.outer(times, times))
    by_lag = np.bincount(lags.ravel(), weights=form.ravel())
    return np.asarray(np.polynomial.polynomial.polyval(STEPS, by_lag), dtype=np.float64)
