"""Kendall's test for trend and the Theil-Sen slope, over all pairs or those of the same season, for many series."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]
Places: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Which observations are compared: every two of one group, the earlier first."""

    times: Places
    """(n,) of the observations, ascending; holes are allowed."""
    groups: Places
    """(n,) the season of each; all alike where none is told apart."""
    earlier: Places
    later: Places
    """(pairs,) places in `times`."""

    @property
    def weights(self) -> Array:
        """(n,) how many of its group lie before an observation, less how many after: its weight in Kendall's sum."""
        n = len(self.times)
        before, after = np.bincount(self.later, minlength=n), np.bincount(self.earlier, minlength=n)
        return (before - after).astype(np.float64)


@dataclass(frozen=True, slots=True, eq=False)
class Kendall:
    """Of each series (rows,): Kendall's sum, its variance for independent observations, and the slopes of its pairs."""

    sum: Array
    variance: Array
    slopes: Array
    """(rows, pairs) ascending, a period."""

    @property
    def slope(self) -> Array:
        """(rows,) the median slope."""
        pairs = self.slopes.shape[1]
        result: Array = (self.slopes[:, (pairs - 1) // 2] + self.slopes[:, pairs // 2]) / 2
        return result


def pairs_of(times: Places, groups: Places) -> Pairs:
    """Every two observations of one group."""
    earlier, later = np.triu_indices(len(times), 1)
    alike = groups[earlier] == groups[later]
    return Pairs(times, groups, earlier[alike], later[alike])


def kendall(series: Array, pairs: Pairs) -> Kendall:
    """Of each row of (rows, n): Mann (1945) and Kendall (1975), or with seasons as groups Hirsch, Slack, Smith (1982).

    S = Σ sign(x_j - x_i) over the pairs i < j; var S = Σ_groups [n(n-1)(2n+5) - Σ_ties t(t-1)(2t+5)] / 18; the slopes
    are (x_j - x_i) / (j - i) (Theil 1950, Sen 1968).
    """
    rises = series[:, pairs.later] - series[:, pairs.earlier]
    slopes = rises / (pairs.times[pairs.later] - pairs.times[pairs.earlier])
    sums = np.sign(rises).sum(axis=1)
    return Kendall(sums, _variance(series, pairs.groups), np.sort(slopes, axis=1))


def _variance(series: Array, groups: Places) -> Array:
    """An observation in a tie of t stands for (t-1)(2t+5) of what the tie takes off."""
    alike = groups[:, None] == groups
    tie = ((series[:, :, None] == series[:, None, :]) & alike).sum(axis=2)
    _, n = np.unique(groups, return_counts=True)
    untied = (n * (n - 1) * (2 * n + 5)).sum()
    result: Array = (untied - ((tie - 1) * (2 * tie + 5)).sum(axis=1)) / 18
    return result


def deviates(sums: Array, variance: Array) -> Array:
    """The standard normal deviate of each sum, with its sign; moved one towards 0, for the sum is discrete."""
    spread = np.sqrt(np.where(variance > 0, variance, 1.0))
    result: Array = np.where(variance > 0, np.sign(sums) * np.maximum(np.abs(sums) - 1, 0) / spread, 0.0)
    return result


def slope_bounds(slopes: Array, variance: Array, quantile: float) -> tuple[Array, Array]:
    """Of Sen (1968): the N ascending slopes before place (N - z √var S) / 2 and after place (N + z √var S) / 2."""
    pairs, reach = slopes.shape[1], quantile * np.sqrt(variance)
    low = np.clip(np.round((pairs - reach) / 2).astype(int) - 1, 0, pairs - 1)
    high = np.clip(np.round((pairs + reach) / 2).astype(int), 0, pairs - 1)
    rows = np.arange(len(slopes))
    return slopes[rows, low], slopes[rows, high]
