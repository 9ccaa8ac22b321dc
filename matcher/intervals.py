"""How sure a share is: the Wilson score interval of successes among n."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from matcher.errors import InvalidInput

Array: TypeAlias = npt.NDArray[np.float64]

CONFIDENCE = 0.95
"""Of an interval, unless another is asked for."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Two bounds, low <= high, in the unit of what lies between them."""

    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class Bounds:
    """The bounds of many intervals, both of one shape; nan in both where there is none."""

    low: Array
    high: Array

    def at(self, place: int | tuple[int, ...]) -> Interval | None:
        """The interval at this place; None where there is none."""
        low, high = float(self.low[place]), float(self.high[place])
        return None if np.isnan(low) else Interval(low, high)


def wilson(successes: npt.ArrayLike, n: npt.ArrayLike, confidence: float = CONFIDENCE) -> Bounds:
    """Intervals of the shares successes / n, within [0, 1] (Wilson 1927, JASA 22, 209-212).

    (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n), with p = successes / n and z the normal quantile of confidence.
    Counts may be fractions, as effective samples are; shapes are broadcast. No interval where n is 0 or nan.
    Raises InvalidInput where a count is negative, infinite or nan (but for n), or there are more successes than n.
    """
    hits, total = np.broadcast_arrays(np.asarray(successes, dtype=np.float64), np.asarray(n, dtype=np.float64))
    _check(hits, total, confidence)
    z2 = float(ndtri((1 + confidence) / 2)) ** 2
    some = total > 0
    n_, p = np.where(some, total, np.nan), np.divide(hits, total, out=np.full(hits.shape, np.nan), where=some)
    middle = (p + z2 / (2 * n_)) / (1 + z2 / n_)
    half = np.sqrt(z2 * (p * (1 - p) / n_ + z2 / (4 * n_**2))) / (1 + z2 / n_)
    return Bounds(
        np.where(p == 0, 0.0, np.maximum(middle - half, 0)), np.where(p == 1, 1.0, np.minimum(middle + half, 1))
    )


def wilson_interval(successes: float, n: float, confidence: float = CONFIDENCE) -> Interval | None:
    """`wilson` of one share; None where n is 0 or nan."""
    return wilson([successes], [n], confidence).at(0)


def _check(successes: Array, n: Array, confidence: float) -> None:
    if not 0 < confidence < 1:
        raise InvalidInput("confidence", f"{confidence} does not lie between 0 and 1")
    if not (np.isfinite(successes) & (successes >= 0)).all():
        raise InvalidInput("successes", "a count is a finite number from 0 on")
    if not (np.isnan(n) | (np.isfinite(n) & (n >= 0))).all():
        raise InvalidInput("n", "a count is a finite number from 0 on")
    if (successes > n).any():
        place = tuple(int(axis) for axis in np.argwhere(successes > n)[0])
        where = f" at {', '.join(map(str, place))}" if place else ""
        raise InvalidInput("successes", f"{successes[place]:g} of {n[place]:g}{where}: more than there are")
