"""VectorIndex over many vectors: cells of like ones name candidates in a byte a component, the exact vectors rank them.

An inverted file over a coarse quantizer (Jégou, Douze, Schmid 2011), as FAISS has it. The exact vectors stay on the
disk, where only those of candidates are looked at.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faiss
import numpy as np
import numpy.typing as npt
import orjson

from matcher.errors import IncompatibleVectors
from matcher.index import Neighbour
from matcher.vectors import Vectors
from models.faiss_index import write_faiss

MANY = 100_000
"""Vectors from which on this takes the place of the exact index, which needs 15 to 30 ms for so many."""
PROBED = 64
"""Cells that are looked through for a query."""
CANDIDATES = 100
"""That are ranked by the exact vectors; more where more neighbours are asked for."""
CANDIDATES_PER_NEIGHBOUR = 4
LEAST_IN_A_CELL = 39
"""What FAISS wants to learn a cell from."""
LEARNT_FROM = 50
"""Vectors a cell, drawn at random."""
AT_ONCE = 50_000
SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class ManyIndex:
    ids: Sequence[str]
    cells: faiss.IndexIVF
    exact: Vectors
    """(n, dim), perhaps mapped from a file."""

    @property
    def dim(self) -> int:
        return int(self.exact.shape[1])

    def nearest(self, queries: Vectors, k: int) -> list[list[Neighbour]]:
        """As the protocol says, but for neighbours in cells that were not looked through."""
        return [[Neighbour(self.ids[p], s) for p, s in self._ranked(query, k)] for query in self._fitting(queries)]

    def nearest_positions(self, queries: Vectors, k: int) -> npt.NDArray[np.intp]:
        """Where the cells hold fewer than k, all vectors are looked through."""
        wanted = min(k, len(self.ids))
        found = [[p for p, _ in self._ranked(query, wanted)] for query in self._fitting(queries)]
        return np.array(found, dtype=np.intp).reshape(len(queries), wanted)

    def vectors(self, positions: Sequence[int]) -> Vectors:
        chosen: Vectors = np.array(self.exact[np.asarray(positions, dtype=np.intp)])
        return chosen

    def _fitting(self, queries: Vectors) -> Vectors:
        if queries.shape[1] != self.dim:
            raise IncompatibleVectors(expected=self.dim, got=queries.shape[1])
        return np.ascontiguousarray(queries, dtype=np.float32)

    def _ranked(self, query: Vectors, k: int) -> list[tuple[int, float]]:
        wanted = min(k, len(self.ids))
        if wanted == 0:
            return []
        rows = self._candidates(query, min(max(CANDIDATES, CANDIDATES_PER_NEIGHBOUR * wanted), len(self.ids)))
        if len(rows) < wanted:
            rows = np.arange(len(self.ids))
        similarities = self.exact[rows] @ query
        best = np.argsort(-similarities, kind="stable")[:wanted]
        return list(zip(rows[best].tolist(), similarities[best].tolist(), strict=True))

    def _candidates(self, query: Vectors, count: int) -> npt.NDArray[np.int64]:
        """In the order of positions, so that equals stay in it."""
        positions = self.cells.search(query[None], count)[1][0]
        return np.sort(positions[positions >= 0])


def build_many_index(ids: Sequence[str], vectors: Vectors) -> ManyIndex:
    """Index (n, dim) unit vectors under their ids, in this order; the vectors themselves are kept, not copied."""
    count, dim = vectors.shape
    cells = max(1, min(math.isqrt(count), count // LEAST_IN_A_CELL))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dim), dim, cells, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.nprobe = PROBED
    if count:
        chosen = np.random.default_rng(SEED).permutation(count)[: cells * LEARNT_FROM]
        index.train(np.ascontiguousarray(vectors[np.sort(chosen)]))
    for start in range(0, count, AT_ONCE):
        index.add(np.ascontiguousarray(vectors[start : start + AT_ONCE], dtype=np.float32))
    return ManyIndex(tuple(ids), index, vectors)


def save_many_index(index: ManyIndex, folder: Path, name: str) -> None:
    """Writes `name`.cells.faiss, `name`.npy and `name`.ids.json."""
    write_faiss(index.cells, folder / f"{name}.cells.faiss")
    np.save(folder / f"{name}.npy", index.exact)
    (folder / f"{name}.ids.json").write_bytes(orjson.dumps(list(index.ids)))


def load_many_index(folder: Path, name: str) -> ManyIndex:
    """The exact vectors are mapped: they take memory only as far as they are looked at."""
    index: Any = faiss.read_index(str(folder / f"{name}.cells.faiss"))
    index.nprobe = PROBED
    ids = tuple(orjson.loads((folder / f"{name}.ids.json").read_bytes()))
    return ManyIndex(ids, index, np.load(folder / f"{name}.npy", mmap_mode="r"))
