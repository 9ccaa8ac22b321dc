"""VectorIndex on FAISS: exact inner product over unit vectors."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import faiss
import numpy as np
import numpy.typing as npt
import orjson

from matcher.errors import IncompatibleVectors
from matcher.index import Neighbour
from matcher.vectors import Vectors

AT_ONCE = 64
"""Queries looked up by one product of matrices, which holds their cosines with every vector in memory."""
SPARE = 8
"""Neighbours fetched beyond k, so that ties at the edge come out in the order of positions; more where they go on."""
ROUNDING = 8
"""Neighbours looked at beyond k, so that what a product of matrices rounds otherwise beside other queries, 1e-7 or so,
doesn't choose between them."""


@dataclass(frozen=True, slots=True, eq=False)
class FaissIndex:
    ids: Sequence[str]
    index: faiss.IndexFlat
    """Flat, by inner product."""

    @property
    def dim(self) -> int:
        return int(self.index.d)

    def nearest(self, queries: Vectors, k: int) -> list[list[Neighbour]]:
        if queries.shape[1] != self.dim:
            raise IncompatibleVectors(expected=self.dim, got=queries.shape[1])
        if not self.ids or k == 0 or len(queries) == 0:
            return [[] for _ in queries]
        return self._nearest(np.ascontiguousarray(queries, dtype=np.float32), k, min(k + SPARE, len(self.ids)))

    def _nearest(self, rows: Vectors, k: int, wanted: int) -> list[list[Neighbour]]:
        """`wanted` are looked at; for those rows whose ties go on beyond, more: they alone are searched anew."""
        similarities, positions = self.index.search(rows, wanted)
        goes_on = (similarities[:, -1] == similarities[:, min(k, wanted) - 1]) & (wanted < len(self.ids))
        order = np.lexsort((positions, -similarities), axis=1)[:, :k]
        similarities = np.take_along_axis(similarities, order, axis=1)
        positions = np.take_along_axis(positions, order, axis=1)
        found = [
            [Neighbour(self.ids[p], s) for p, s in zip(where, how, strict=True)]
            for where, how in zip(positions.tolist(), similarities.tolist(), strict=True)
        ]
        cut = np.flatnonzero(goes_on)
        again = self._nearest(rows[cut], k, min(2 * wanted, len(self.ids))) if len(cut) else []
        for row, whole in zip(cut.tolist(), again, strict=True):
            found[row] = whole
        return found

    def nearest_positions(self, queries: Vectors, k: int) -> npt.NDArray[np.intp]:
        """By one product of matrices, six times as quick as FAISS, which reads all vectors anew for each query."""
        if queries.shape[1] != self.dim:
            raise IncompatibleVectors(expected=self.dim, got=queries.shape[1])
        stored, wanted = self._stored(), min(k, len(self.ids))
        found = [np.zeros((0, wanted), dtype=np.intp)]
        for start in range(0, len(queries) if wanted else 0, AT_ONCE):
            rows = queries[start : start + AT_ONCE]
            found += [_highest(stored, row, all_of, wanted) for row, all_of in zip(rows, rows @ stored.T, strict=True)]
        return np.concatenate(found) if wanted else np.zeros((len(queries), 0), dtype=np.intp)

    def _stored(self) -> Vectors:
        """(size, dim): the vectors where FAISS keeps them, not copied."""
        if not len(self.ids):
            return np.zeros((0, self.dim), dtype=np.float32)
        flat: Vectors = faiss.rev_swig_ptr(self.index.get_xb(), len(self.ids) * self.dim)
        return flat.reshape(-1, self.dim)

    def vectors(self, positions: Sequence[int]) -> Vectors:
        chosen: Vectors = self._stored()[np.asarray(positions, dtype=np.intp)]
        return chosen


def _highest(stored: Vectors, query: Vectors, cosines: Vectors, k: int) -> npt.NDArray[np.intp]:
    """(1, k): the nearest of the (size, dim) vectors to the (dim,) query, about as near as the (size,) cosines say."""
    looked_at = min(k + ROUNDING, len(cosines))
    near = np.argpartition(cosines, len(cosines) - looked_at)[len(cosines) - looked_at :]
    return near[None, np.argpartition(-(stored[near] @ query), k - 1)[:k]]


def build_index(ids: Sequence[str], vectors: Vectors) -> FaissIndex:
    """Index (n, dim) unit vectors under their ids, in this order."""
    index = faiss.IndexFlatIP(int(vectors.shape[1]))
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    return FaissIndex(tuple(ids), index)


def save_index(index: FaissIndex, folder: Path, name: str) -> None:
    """Writes `name`.faiss and `name`.ids.json."""
    write_faiss(index.index, folder / f"{name}.faiss")
    (folder / f"{name}.ids.json").write_bytes(orjson.dumps(list(index.ids)))


def write_faiss(index: faiss.Index, path: Path) -> None:
    """By Python's own file: FAISS's, on a full disk, may lose the end of an index and say nothing. Raises OSError."""
    with path.open("wb") as file:
        writer = faiss.PyCallbackIOWriter(file.write)  # type: ignore[attr-defined]  # SWIG makes it
        faiss.write_index(index, writer)


def load_index(folder: Path, name: str) -> FaissIndex:
    flat = cast("faiss.IndexFlat", faiss.read_index(str(folder / f"{name}.faiss")))
    return FaissIndex(tuple(orjson.loads((folder / f"{name}.ids.json").read_bytes())), flat)
