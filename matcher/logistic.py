"""The fitted logistic function, and what else gives the probability that a candidate is right."""

from dataclasses import dataclass
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

Probabilities: TypeAlias = npt.NDArray[np.float64]


class Scorer(Protocol):
    def probability(self, rows: npt.ArrayLike) -> Probabilities:
        """(n, features) -> (n,), each in (0, 1)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Logistic:
    """Fitted log-odds: bias + weights · (x - mean) / scale."""

    mean: npt.NDArray[np.float64]
    scale: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64]
    bias: float

    def logit(self, rows: npt.ArrayLike) -> Probabilities:
        """(n, features) -> (n,)"""
        scaled = (np.asarray(rows, dtype=np.float64) - self.mean) / self.scale
        result: Probabilities = scaled @ self.weights + self.bias
        return result

    def probability(self, rows: npt.ArrayLike) -> Probabilities:
        """(n, features) -> (n,), each in (0, 1)."""
        result: Probabilities = 1 / (1 + np.exp(-self.logit(rows)))
        return result


UNLIKELY = 0.01
"""Of the first scorer: below it the second is not asked. On 1,400 sentences where both were, the mean was never above
0.04 there, and two in three candidates are spared."""


@dataclass(frozen=True, slots=True, eq=False)
class Mean:
    """The mean of two scorers' probabilities; what the first takes for unlikely is left at that."""

    first: Scorer
    second: Scorer

    def probability(self, rows: npt.ArrayLike) -> Probabilities:
        given = np.asarray(rows, dtype=np.float64)
        result = self.first.probability(given)
        likely = result >= UNLIKELY
        if likely.any():
            result[likely] = (result[likely] + self.second.probability(given[likely])) / 2
        return result
