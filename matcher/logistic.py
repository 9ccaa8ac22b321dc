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


@dataclass(frozen=True, slots=True, eq=False)
class Mean:
    """The mean of two scorers' probabilities."""

    first: Scorer
    second: Scorer

    def probability(self, rows: npt.ArrayLike) -> Probabilities:
        result: Probabilities = (self.first.probability(rows) + self.second.probability(rows)) / 2
        return result
