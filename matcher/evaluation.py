"""Precision, recall, F1, RP@k, MRR, average precision, calibration error: pure functions of gold and found."""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Cluster: TypeAlias = AbstractSet[Hashable]


@dataclass(frozen=True, slots=True)
class Agreement:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def figures(self) -> dict[str, float]:
        """As records hold them: to four digits."""
        return {"precision": round(self.precision, 4), "recall": round(self.recall, 4), "F1": round(self.f1, 4)}


def r_precision_at(k: int, ranked: Sequence[Hashable], gold: AbstractSet[Hashable]) -> float:
    """Hits in the first k, over min(k, number of gold). Raises ValueError for empty gold."""
    if not gold:
        raise ValueError("R-precision of an empty gold set is undefined")
    return sum(item in gold for item in ranked[:k]) / min(k, len(gold))


def recall_at(k: int, ranked: Sequence[Hashable], gold: AbstractSet[Hashable]) -> float:
    """Share of gold among the first k. Raises ValueError for empty gold."""
    if not gold:
        raise ValueError("recall of an empty gold set is undefined")
    return sum(item in gold for item in ranked[:k]) / len(gold)


def reciprocal_rank(ranked: Sequence[Hashable], gold: AbstractSet[Hashable]) -> float:
    """One over the place of the first hit; 0 without one."""
    return next((1 / place for place, item in enumerate(ranked, 1) if item in gold), 0.0)


def average_precision(ranked: Sequence[Hashable], gold: AbstractSet[Hashable]) -> float:
    """Mean over gold of the precision at its place; 0 for gold that is not ranked. Raises ValueError for empty gold."""
    if not gold:
        raise ValueError("average precision of an empty gold set is undefined")
    hits, total = 0, 0.0
    for place, item in enumerate(ranked, 1):
        if item in gold:
            hits += 1
            total += hits / place
    return total / len(gold)


def ndcg_at(k: int, ranked: Sequence[str], gains: Mapping[str, float]) -> float:
    """Normalised discounted cumulative gain (Jarvelin, Kekalainen 2002) with gains from 0 on; 0 where nothing gains."""
    best = sorted(gains.values(), reverse=True)[:k]
    found = [gains.get(item, 0.0) for item in ranked[:k]]
    ideal = math.fsum(gain / math.log2(place + 2) for place, gain in enumerate(best))
    return math.fsum(gain / math.log2(place + 2) for place, gain in enumerate(found)) / ideal if ideal else 0.0


def merged(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Clusters that share a member become one."""
    result: list[Cluster] = []
    for cluster in clusters:
        joined = frozenset(cluster).union(*(other for other in result if other & cluster))
        result = [*(other for other in result if not other & cluster), joined]
    return result


def cluster_agreement(found: Iterable[tuple[AbstractSet[Hashable], Sequence[Cluster]]]) -> Agreement:
    """Micro precision and recall over (predicted, gold clusters) of many ads.

    A prediction is right if it stands in any cluster of its ad; a cluster is found if any member is predicted.
    """
    right = predicted = hit = wanted = 0
    for prediction, clusters in found:
        right += sum(any(item in cluster for cluster in clusters) for item in prediction)
        predicted += len(prediction)
        hit += sum(bool(cluster & prediction) for cluster in clusters)
        wanted += len(clusters)
    return Agreement(right / max(predicted, 1), hit / max(wanted, 1))


def binary_agreement(found: Sequence[bool], gold: Sequence[bool]) -> Agreement:
    """Precision and recall of the positive class."""
    both = sum(f and g for f, g in zip(found, gold, strict=True))
    return Agreement(both / max(sum(found), 1), both / max(sum(gold), 1))


def reliability(confidence: npt.ArrayLike, right: npt.ArrayLike, bins: int = 10) -> list[dict[str, float]]:
    """For each equal-width bin that is not empty: its edges, how many, mean confidence, share right."""
    sure, true = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    place = np.minimum((sure * bins).astype(int), bins - 1)
    return [
        {
            "from": b / bins,
            "to": (b + 1) / bins,
            "n": int((place == b).sum()),
            "confidence": round(float(sure[place == b].mean()), 4),
            "right": round(float(true[place == b].mean()), 4),
        }
        for b in sorted(set(place.tolist()))
    ]


def expected_calibration_error(confidence: npt.ArrayLike, right: npt.ArrayLike, bins: int = 10) -> float:
    """Mean gap between confidence and share right over equal-width bins, weighted by size (Naeini et al. 2015).

    Both (n,); n of at least one.
    """
    sure, true = np.asarray(confidence, dtype=np.float64), np.asarray(right, dtype=np.float64)
    place = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = (abs(sure[place == b].mean() - true[place == b].mean()) * (place == b).mean() for b in set(place.tolist()))
    return float(sum(gaps))
