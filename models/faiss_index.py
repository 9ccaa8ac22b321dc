"""VectorIndex on FAISS: exact inner product over unit vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt
import orjson

from matcher.errors import IncompatibleVectors
from matcher.index import Neighbour
from matcher.vectors import Vectors

AT_ONCE = 16
"""Queries: FAISS reads up to 20 one by one, so that a query's neighbours don't depend on what is asked beside it."""
SPARE = 8
"""Neighbours fetched beyond k, so that ties at the edge come out in the order of positions; more where they go on."""


@dataclass(frozen=True, slots=True, eq=False)
class FaissIndex:
    ids: Sequence[str]
    index: faiss.Index
    """Flat, by inner product."""

    @property
    def dim(self) -> int:
        return int(self.index.d)

    def nearest(self, queries: Vectors, k: int) -> list[list[Neighbour]]:
        if queries.shape[1] != self.dim:
            raise IncompatibleVectors(expected=self.dim, got=queries.shape[1])
        most, wanted = len(self.ids), min(k + SPARE, len(self.ids))
        if wanted == 0 or k == 0 or len(queries) == 0:
            return [[] for _ in queries]
        rows = np.ascontiguousarray(queries, dtype=np.float32)
        similarities, positions = self.index.search(rows, wanted)
        while wanted < most and (similarities[:, -1] == similarities[:, min(k, wanted) - 1]).any():
            wanted = min(2 * wanted, most)
            similarities, positions = self.index.search(rows, wanted)
        order = np.lexsort((positions, -similarities), axis=1)[:, :k]
        similarities = np.take_along_axis(similarities, order, axis=1)
        positions = np.take_along_axis(positions, order, axis=1)
        return [
            [Neighbour(self.ids[p], s) for p, s in zip(where, how, strict=True)]
            for where, how in zip(positions.tolist(), similarities.tolist(), strict=True)
        ]

    def nearest_positions(self, queries: Vectors, k: int) -> npt.NDArray[np.intp]:
        if queries.shape[1] != self.dim:
            raise IncompatibleVectors(expected=self.dim, got=queries.shape[1])
        wanted = min(k, len(self.ids))
        if wanted == 0 or len(queries) == 0:
            return np.zeros((len(queries), wanted), dtype=np.intp)
        rows = np.ascontiguousarray(queries, dtype=np.float32)
        found = [self.index.search(rows[i : i + AT_ONCE], wanted)[1] for i in range(0, len(rows), AT_ONCE)]
        return np.concatenate(found).astype(np.intp)

    def vectors(self, positions: Sequence[int]) -> Vectors:
        if not len(positions):
            return np.zeros((0, self.dim), dtype=np.float32)
        stored: Vectors = self.index.reconstruct_batch(np.asarray(positions, dtype=np.int64))
        return stored


def build_index(ids: Sequence[str], vectors: Vectors) -> FaissIndex:
    """Index (n, dim) unit vectors under their ids, in this order."""
    index = faiss.IndexFlatIP(int(vectors.shape[1]))
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return FaissIndex(tuple(ids), index)


def save_index(index: FaissIndex, folder: Path, name: str) -> None:
    """Writes `name`.faiss and `name`.ids.json."""
    faiss.write_index(index.index, str(folder / f"{name}.faiss"))
    (folder / f"{name}.ids.json").write_bytes(orjson.dumps(list(index.ids)))


def load_index(folder: Path, name: str) -> FaissIndex:
    return FaissIndex(
        tuple(orjson.loads((folder / f"{name}.ids.json").read_bytes())),
        faiss.read_index(str(folder / f"{name}.faiss")),
    )
