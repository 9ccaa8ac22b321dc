"""What the linker remembers of sentences linked by hand: where one is like them, their concepts are likely."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.vectors import Vectors

NEAREST = 30
"""Remembered sentences that are looked at."""
SHARPNESS = 10.0
"""Of the weights of the nearest by their cosines."""


@dataclass(frozen=True, slots=True)
class Recalled:
    concepts: Mapping[int, float]
    """Position -> cosine of the nearest sentence that names it, among the nearest."""
    asking: float
    """Share of the nearest, by weight, that name any concept; 0 where nothing is remembered."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Memory:
    """Positions are those of the linker's concepts. The sentences themselves are not kept."""

    vectors: Vectors
    """(sentences, dim)"""
    concepts: Sequence[Collection[int]]
    """For each sentence the positions of the concepts that it was given; those that ask for nothing have none."""
    asks: npt.NDArray[np.bool_]
    """(sentences,): whether it was given any concept, be it one that this linker does not know."""
    log_named: npt.NDArray[np.float32]
    """(concepts,): log(1 + how many of the synthetic training sentences name it)."""
    log_ads: npt.NDArray[np.float32]
    """(concepts,): log(1 + how many of the ads, and of occupations by their tasks, name it)."""

    def recalled(self, vector: Vectors) -> Recalled:
        """`vector` is (dim,)."""
        if not len(self.vectors):
            return Recalled({}, 0.0)
        similarity = self.vectors @ vector
        nearest = _highest(similarity, NEAREST)
        found: dict[int, float] = {}
        for row in nearest.tolist():
            for position in self.concepts[row]:
                found.setdefault(position, float(similarity[row]))
        weights = np.exp(SHARPNESS * (similarity[nearest] - similarity[nearest[0]]))
        return Recalled(found, float(weights[self.asks[nearest]].sum() / weights.sum()))


def _highest(similarity: Vectors, most: int) -> npt.NDArray[np.intp]:
    """Rows of the highest, highest first, equal ones in their order."""
    if len(similarity) > most:
        edge = np.partition(similarity, -most)[-most]
        among = np.flatnonzero(similarity >= edge)
    else:
        among = np.arange(len(similarity))
    return among[np.argsort(-similarity[among], kind="stable")[:most]]


def no_memory(concepts: int, dim: int) -> Memory:
    none = np.zeros(concepts, dtype=np.float32)
    vectors, asks = np.zeros((0, dim), dtype=np.float32), np.zeros(0, dtype=np.bool_)
    return Memory(vectors=vectors, concepts=(), asks=asks, log_named=none, log_ads=none)
