"""What a store of many ads costs to use: each measure in a process of its own, so that its peak memory is its own.

`python -m benchmarks.measures.store facts|many|kept HOME` prints one JSON object, `exact HOME COUNT` too.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.drawn_ads import READ_WITH, encoder_of, turned
from corpora.store.ads import SqlAdStore
from corpora.store.database import open_database
from matcher.index import VectorIndex
from matcher.vectors import Vectors, unit
from models.ad_index import AdIndexing
from models.faiss_index import build_index

EXACT = "exact"
SEED, AT_ONCE = 3, 50_000
QUERIES = 200
"""Of each kind: like one kept ad, and half way between two."""
NEIGHBOURS = 10
WARM = 20
THREADS = 1
"""Of linear algebra, as in the service."""


def main() -> None:
    name, home, *count = sys.argv[1:]
    threadpool_limits(THREADS)
    with closing(open_database(Path(home))) as database:
        store = SqlAdStore(database)
        told = exact(store, int(count[0])) if name == EXACT else MEASURES[name](store, Path(home))
    print(json.dumps({"peak_mb": peak_mb(), **told}))


def facts(store: SqlAdStore, _: Path) -> dict[str, Any]:
    before, start = peak_mb(), time.perf_counter()
    found = store.facts()
    return {
        "demands": len(found.ad_of),
        "load_s": seconds_since(start),
        "peak_mb": peak_mb(),
        "of_which_python_mb": before,
    }


def exact(store: SqlAdStore, count: int) -> dict[str, Any]:
    """All vectors in memory, each compared: `count` of them, drawn from those of a store of real ads."""
    real, rng = store.vectors(*encoder_of(store)).vectors, np.random.default_rng(SEED)
    index = build_index([str(number) for number in range(count)], np.zeros((0, real.shape[1]), dtype=np.float32))
    for start in range(0, count, AT_ONCE):
        chosen = real[rng.integers(0, len(real), min(AT_ONCE, count - start))]
        index.index.add(turned(chosen, rng))
    return {
        name: timed(lambda query: index.nearest(query, NEIGHBOURS), asked)[1] for name, asked in queries(index).items()
    }


def many(store: SqlAdStore, home: Path) -> dict[str, Any]:
    """The approximate index: built and kept, then loaded as a server does that starts."""
    own = AdIndexing(store=store, encoder=READ_WITH.encoder, dim=encoder_of(store)[1], home=home, many=1)
    start = time.perf_counter()
    built = own.build()
    built_in, peak = seconds_since(start), peak_mb()
    del built
    files = [path for path in (home / "ad_index").rglob("*") if path.is_file()]
    return {"build_s": built_in, "build_peak_mb": peak, "disk_mb": round(sum(f.stat().st_size for f in files) / 1e6)}


def kept(store: SqlAdStore, home: Path) -> dict[str, Any]:
    """The approximate index as a server finds it that starts."""
    return _searched(AdIndexing(store=store, encoder=READ_WITH.encoder, dim=encoder_of(store)[1], home=home, many=1))


def _searched(indexing: AdIndexing) -> dict[str, Any]:
    start = time.perf_counter()
    index = indexing.ready().index
    ready_in = seconds_since(start)
    told: dict[str, Any] = {"load_s": ready_in}
    kinds = queries(index)
    for name, asked in kinds.items():
        found, times = timed(lambda query: [n.id for n in index.nearest(query, NEIGHBOURS)[0]], asked)
        told[name] = {**times, "found": found}
    told["peak_mb"] = peak_mb()
    for name, asked in kinds.items():
        told[name]["recall_at_10"] = recall(told[name].pop("found"), truth(index, asked))
    return told


def queries(index: VectorIndex) -> dict[str, Vectors]:
    """(QUERIES, dim) each."""
    rng = np.random.default_rng(2)
    one, other = (index.vectors(rng.integers(0, len(index.ids), QUERIES).tolist()) for _ in range(2))
    return {"like one ad": turned(one, rng), "between two ads": unit(one + other)}


def timed(ask: Callable[[Vectors], Any], asked: Vectors) -> tuple[list[Any], dict[str, float]]:
    for query in asked[:WARM]:
        ask(query[None])
    found, times = [], []
    for query in asked:
        start = time.perf_counter()
        found.append(ask(query[None]))
        times.append(1000 * (time.perf_counter() - start))
    cuts = statistics.quantiles(times, n=20)
    return found, {"median_ms": round(statistics.median(times), 2), "p95_ms": round(cuts[18], 2)}


def truth(index: VectorIndex, asked: Vectors) -> list[list[str]]:
    """The ids of the nearest, by comparing with all, a part of them at a time."""
    size, part = len(index.ids), 100_000
    best: list[tuple[Any, Any]] = []
    for start in range(0, size, part):
        flat = faiss.IndexFlatIP(index.dim)
        flat.add(np.ascontiguousarray(index.vectors(range(start, min(start + part, size)))))
        similarities, places = flat.search(asked, min(NEIGHBOURS, flat.ntotal))
        best.append((similarities, places + start))
    similarities, places = (np.concatenate(parts, axis=1) for parts in zip(*best, strict=True))
    order = np.argsort(-similarities, axis=1, kind="stable")[:, :NEIGHBOURS]
    return [[index.ids[place] for place in row] for row in np.take_along_axis(places, order, axis=1).tolist()]


def recall(found: Sequence[Sequence[str]], expected: Sequence[Sequence[str]]) -> float:
    shared = [len(set(own) & set(best)) / len(best) for own, best in zip(found, expected, strict=True)]
    return round(statistics.fmean(shared), 4)


def peak_mb(process: int | str = "self") -> int:
    """VmHWM."""
    status = Path(f"/proc/{process}/status").read_text()
    return round(next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024)


def seconds_since(start: float) -> float:
    return round(time.perf_counter() - start, 2)


MEASURES: dict[str, Callable[[SqlAdStore, Path], dict[str, Any]]] = {
    "facts": facts,
    "many": many,
    "kept": kept,
}

if __name__ == "__main__":
    main()
