"""What the intervals of forecasts hold, and how wide they are beside those of naive forecasts.

Naive intervals are made as well as ours: the spread of a skill is the root mean square of its own changes so far, from
month to month or from year to year, and the scores are fitted on the same half of the skills. The interval score
(Gneiting and Raftery 2007) is the width plus 2 / (1 - confidence) times how far outside a share lies: less is better.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

import numpy as np

from benchmarks.measures.forecast_slices import Slice, read_fitted
from matcher.forecasting import MAX_HORIZON, SCORES, Forecaster, Naive, SeasonalNaive, foreseeable
from matcher.intervals import Array
from matcher.local_level import LocalLevel
from matcher.periods import Grain
from models.training.forecasting import errors_of

KNOWN = range(18, 31)
SURE = 0.95
Outlooks: TypeAlias = Callable[[Array, Array], tuple[Array, Array]]
"""Asking ads and ads so far -> what is expected and the spread, (skills, horizon) each."""


def measure(slices: Sequence[Slice]) -> dict[str, Any]:
    ways: Mapping[str, tuple[Outlooks, Array]] = {
        "ours": (_ours, np.array(SCORES[SURE])),
        "naive": (_by_changes(Naive(), 1), _fitted(_by_changes(Naive(), 1))),
        "seasonal naive": (_by_changes(SeasonalNaive(12), 12), _fitted(_by_changes(SeasonalNaive(12), 12))),
    }
    return {
        one.name: {
            "months": _coverage(one, Grain.MONTH, KNOWN),
            "a year known": _coverage(one, Grain.MONTH, range(12, 13)),
            "quarters": _coverage(one.quarters(), Grain.QUARTER, range(6, 10), 3),
            "ways": {name: _judged(one, *way) for name, way in ways.items()},
        }
        for one in slices
    }


def _coverage(one: Slice, grain: Grain, known: range, horizon: int = MAX_HORIZON) -> dict[str, dict[str, float]]:
    """Of the shares that came, how many our intervals held: over all origins, and at the worst and best of them."""
    errors = errors_of(one.asking, one.ads, grain, known, horizon)
    result = {}
    for confidence, (low, high) in SCORES.items():
        held = [(np.array(low[:horizon]) <= error) & (error <= np.array(high[:horizon])) for error in errors]
        each = [float(one.mean()) for one in held]
        result[f"{confidence:.0%}"] = {
            "mean": round(float(np.mean(each)), 3),
            "least": round(min(each), 3),
            "most": round(max(each), 3),
        }
    return result


def _ours(asking: Array, ads: Array) -> tuple[Array, Array]:
    outlook = LocalLevel().outlook(asking, ads, MAX_HORIZON)
    return np.repeat(outlook.level[:, None], MAX_HORIZON, axis=1), outlook.spread


def _by_changes(forecaster: Forecaster, lag: int) -> Outlooks:
    def outlook(asking: Array, ads: Array) -> tuple[Array, Array]:
        shares = asking / ads
        spread = np.sqrt(((shares[:, lag:] - shares[:, :-lag]) ** 2).mean(axis=1))
        spread = np.maximum(spread, 1 / ads.mean())
        return forecaster.expected(asking, ads, MAX_HORIZON), np.repeat(spread[:, None], MAX_HORIZON, axis=1)

    return outlook


def _fitted(outlook: Outlooks) -> Array:
    """(2, horizon) the scores that hold SURE of the skills that are fitted on."""
    errors = [(came - level) / spread for came, level, spread in _came(read_fitted(), outlook)]
    ends = ((1 - SURE) / 2, (1 + SURE) / 2)
    return np.asarray(np.quantile(np.concatenate(errors), ends, axis=0), dtype=np.float64)


def _came(one: Slice, outlook: Outlooks) -> list[tuple[Array, Array, Array]]:
    """For each origin the shares that came, what was expected and the spread."""
    found = []
    for known in KNOWN:
        enough = foreseeable(one.asking[:, :known], one.ads[:known], Grain.MONTH)
        later = slice(known, known + MAX_HORIZON)
        found.append(
            (one.asking[enough, later] / one.ads[later], *outlook(one.asking[enough, :known], one.ads[:known]))
        )
    return found


def _judged(one: Slice, outlook: Outlooks, scores: Array) -> dict[str, float]:
    """What the intervals of SURE hold, and the mean over skills of their score in that of the share itself."""
    held, scored = [], []
    for came, level, spread in _came(one, outlook):
        low, high = np.maximum(level + scores[0] * spread, 0), np.minimum(level + scores[1] * spread, 1)
        missed = np.maximum(low - came, 0) + np.maximum(came - high, 0)
        held.append(float((missed == 0).mean()))
        scored.append((high - low + 2 / (1 - SURE) * missed).mean(axis=1) / np.maximum(came.mean(axis=1), 1e-9))
    score = float(np.median(np.concatenate(scored)))
    return {"held": round(float(np.mean(held)), 3), "score": round(score, 3)}


def report(figures: Mapping[str, Any]) -> list[str]:
    first = next(iter(figures.values()))
    parts = ("months", "a year known", "quarters")
    return [
        "What our intervals hold of the shares that came; from least to most over origins:",
        "",
        f"| slice | {' | '.join(f'{part}: {sure}' for part in parts for sure in first[part])} |",
        f"| --- |{' ---: |' * (len(parts) * len(SCORES))}",
        *(
            f"| {name} | {' | '.join(_held(held) for part in parts for held in own[part].values())} |"
            for name, own in figures.items()
        ),
        "",
        f"Intervals of {SURE:.0%} beside naive ones: what they hold, and the median over skills of their score, over "
        "the share itself (less is better).",
        "",
        f"| slice | {' | '.join(first['ways'])} |",
        f"| --- |{' ---: |' * len(first['ways'])}",
        *(
            f"| {name} | " + " | ".join(f"{way['held']:.3f}, {way['score']:.2f}" for way in own["ways"].values()) + " |"
            for name, own in figures.items()
        ),
    ]


def _held(held: Mapping[str, float]) -> str:
    return f"{held['mean']:.3f} ({held['least']:.3f} to {held['most']:.3f})"
