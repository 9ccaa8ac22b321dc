"""From what was measured to what more would cost: each a line, fitted or carried on, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What a quantity costs by the number of ads."""

    fixed: float
    each: float

    def at(self, ads: int) -> float:
        return self.fixed + self.each * ads


def line_through(points: Mapping[int, float]) -> Line:
    """Least squares; through nothing where there is one point. Raises ValueError for none."""
    if not points:
        raise ValueError("a line needs a point")
    if len(points) == 1:
        [(ads, cost)] = points.items()
        return Line(fixed=0.0, each=cost / ads)
    mean_x, mean_y = (sum(values) / len(points) for values in (points.keys(), points.values()))
    spread = sum((ads - mean_x) ** 2 for ads in points)
    each = sum((ads - mean_x) * (cost - mean_y) for ads, cost in points.items()) / spread
    return Line(fixed=mean_y - each * mean_x, each=each)


def of_engine(record: Mapping[str, Any], engine: str, what: str) -> dict[int, float]:
    return {int(size): float(found[what]) for size, found in record[engine].items()}


def per_kept_ad(record: Mapping[str, Any]) -> dict[str, float]:
    """Bytes, by what keeps them; at the largest size that was measured."""
    store = record["quoted"]["store"]
    size, sqlite = _largest(store["sqlite"])
    rows, postgresql = _largest(store["postgresql"])
    _, reading = _largest(record["embedded"])
    return {
        "SQLite, measured here": float(record["kept"]["bytes_per_ad"]),
        "SQLite": 1e6 * sqlite["disk_mb"] / size,
        "PostgreSQL, without the index of vectors": 1e6 * postgresql["disk_mb"] / rows,
        "HNSW over half-precision vectors, on disk": 1e6 * postgresql["pgvector"]["disk_mb"] / rows,
        "IVF and exact vectors, on disk": 1e6 * sqlite["many"]["disk_mb"] / size,
        "Parquet of what was read": reading["output_bytes"] / reading["answered"],
    }


def facts_in_memory(record: Mapping[str, Any]) -> Line:
    """Bytes of a process that has loaded the facts, at its peak."""
    found = record["quoted"]["store"]["sqlite"].items()
    return line_through({int(size): 1e6 * own["facts"]["peak_mb"] for size, own in found})


def facts_loading(record: Mapping[str, Any]) -> Line:
    """Seconds."""
    found = record["quoted"]["store"]["sqlite"].items()
    return line_through({int(size): float(own["facts"]["load_s"]) for size, own in found})


def index_building(record: Mapping[str, Any]) -> Line:
    """Seconds, of the index of many ads."""
    found = record["quoted"]["store"]["sqlite"].items()
    return line_through({int(size): float(own["many"]["build_s"]) for size, own in found})


def demand_questions(record: Mapping[str, Any]) -> dict[str, dict[int, float]]:
    """Median ms by the number of ads, of what was asked of both sizes."""
    market = record["quoted"]["market"]
    small, large = market["data"]["read ads"], market["a million"]
    return {
        name: {small: own["median ms"], large["ads"]: large["questions"][name]["median ms"]}
        for name, own in market["questions"].items()
        if name in large["questions"]
    }


def nearest(record: Mapping[str, Any]) -> dict[int, float]:
    """Median ms to find the ten ads between two, by the number of ads: exact, then by the index of many."""
    return {
        int(size): own["kept"]["between two ads"]["median_ms"]
        for size, own in record["quoted"]["store"]["sqlite"].items()
    }


def _largest(by_size: Mapping[str, Any]) -> tuple[int, Any]:
    size = max(by_size, key=int)
    return int(size), by_size[size]
