"""Nearest by cosine similarity. ExactIndex is the definition; others must agree with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from matcher.errors import IncompatibleVectors
from matcher.vectors import Vectors


@dataclass(frozen=True, slots=True)
class Neighbour:
    id: str
    similarity: float
    """Cosine, in [-1, 1]; higher is nearer."""


class VectorIndex(Protocol):
    """Vectors under string ids: concepts, achievement passages, ads."""

    @property
    def ids(self) -> Sequence[str]: ...

    @property
    def dim(self) -> int: ...

    def nearest(self, queries: Vectors, k: int) -> list[list[Neighbour]]:
        """The k nearest of each (n, dim) query, nearest first, ties by position; fewer if the index is smaller.

        Raises IncompatibleVectors.
        """
        ...

    def nearest_positions(self, queries: Vectors, k: int) -> npt.NDArray[np.intp]:
        """(n, min(k, size)): positions in `ids` of the k nearest, in no certain order; ties at the edge by chance."""
        ...

    def vectors(self, positions: Sequence[int]) -> Vectors:
        """(len(positions), dim): the vectors stored at these positions of `ids`."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class ExactIndex:
    """Brute force over a numpy matrix: right by construction."""

    ids: Sequence[str]
    matrix: Vectors

    @property
    def dim(self) -> int:
        return int(self.matrix.shape[1])

    def nearest(self, queries: Vectors, k: int) -> list[list[Neighbour]]:
        if queries.shape[1] != self.dim:
            raise IncompatibleVectors(expected=self.dim, got=queries.shape[1])
        similarities = queries @ self.matrix.T
        order = np.argsort(-similarities, axis=1, kind="stable")[:, :k]
        return [
            [Neighbour(self.ids[column], float(row[column])) for column in columns]
            for row, columns in zip(similarities, order, strict=True)
        ]

    def nearest_positions(self, queries: Vectors, k: int) -> npt.NDArray[np.intp]:
        if queries.shape[1] != self.dim:
            raise IncompatibleVectors(expected=self.dim, got=queries.shape[1])
        order: npt.NDArray[np.intp] = np.argsort(-(queries @ self.matrix.T), axis=1, kind="stable")[:, :k]
        return order

    def vectors(self, positions: Sequence[int]) -> Vectors:
        chosen: Vectors = self.matrix[np.asarray(positions, dtype=np.intp)]
        return chosen
