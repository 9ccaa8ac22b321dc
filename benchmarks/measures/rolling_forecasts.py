"""How far forecasts of shares are off, from rolling origins and against one another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.measures.forecast_slices import Slice
from matcher.forecasting import MAX_HORIZON, Forecaster, Naive, SeasonalNaive, foreseeable
from matcher.intervals import Array
from matcher.local_level import LocalLevel
from matcher.periods import Grain

KNOWN = range(18, 31)
SMOOTHED = 0.3


@dataclass(frozen=True, slots=True)
class Smoothing:
    """Simple exponential smoothing: a level that takes in `weight` of each error."""

    weight: float

    def expected(self, asking: Array, ads: Array, horizon: int) -> Array:
        return np.repeat(self.level(asking / ads)[:, None], horizon, axis=1)

    def level(self, shares: Array) -> Array:
        level: Array = shares[:, :3].mean(axis=1)
        for month in range(shares.shape[1]):
            level = level + self.weight * (shares[:, month] - level)
        return level


@dataclass(frozen=True, slots=True)
class Theta:
    """Assimakopoulos and Nikolopoulos (2000): smoothing, with half of the linear trend (Hyndman and Billah 2003)."""

    weight: float

    def expected(self, asking: Array, ads: Array, horizon: int) -> Array:
        shares = asking / ads
        n = shares.shape[1]
        time = np.arange(n) - (n - 1) / 2
        slope = (shares @ time / (time @ time))[:, None]
        drift = slope / 2 * (np.arange(horizon) + (1 - (1 - self.weight) ** n) / self.weight)
        result: Array = np.maximum(Smoothing(self.weight).level(shares)[:, None] + drift, 0)
        return result


@dataclass(frozen=True, slots=True)
class YearMean:
    """The share of the last twelve months together."""

    def expected(self, asking: Array, ads: Array, horizon: int) -> Array:
        return np.repeat((asking[:, -12:].sum(axis=1) / ads[-12:].sum())[:, None], horizon, axis=1)


OURS = "drifting level (ours)"
FORECASTERS: Mapping[str, Forecaster] = {
    OURS: LocalLevel(),
    "naive": Naive(),
    "seasonal naive": SeasonalNaive(12),
    "mean of a year": YearMean(),
    f"exponential smoothing, {SMOOTHED}": Smoothing(SMOOTHED),
    f"theta, {SMOOTHED}": Theta(SMOOTHED),
}


def measure(slices: Sequence[Slice]) -> dict[str, Any]:
    return {
        one.name: {"skills": len(one.asking), "a month": int(np.median(one.ads)), "errors": _errors(one)}
        for one in slices
    }


def _errors(one: Slice) -> dict[str, dict[str, float]]:
    """Of each forecaster, over the origins: MASE (Hyndman and Koehler 2006), also 1, 3 and 6 ahead, and WAPE."""
    found = {name: [_scaled(one, known, forecaster) for known in KNOWN] for name, forecaster in FORECASTERS.items()}
    naive = np.concatenate([scaled for scaled, _ in found["naive"]]).mean(axis=1)
    result = {}
    for name, origins in found.items():
        mase = [float(scaled.mean()) for scaled, _ in origins]
        ahead = np.mean([scaled.mean(axis=0) for scaled, _ in origins], axis=0)
        each = np.concatenate([scaled for scaled, _ in origins]).mean(axis=1)
        figures = {
            "MASE": np.mean(mase),
            "spread over origins": np.std(mase),
            **{f"{months} ahead": ahead[months - 1] for months in (1, 3, 6)},
            "WAPE": np.mean([wape for _, wape in origins]),
            "better than naive": (each < naive).mean(),
        }
        result[name] = {figure: round(float(value), 3) for figure, value in figures.items()}
    return result


def _scaled(one: Slice, known: int, forecaster: Forecaster) -> tuple[Array, float]:
    """The absolute errors (skills, horizon) in those of naive forecasts one month ahead so far; and WAPE."""
    shares = one.asking / one.ads
    enough = foreseeable(one.asking[:, :known], one.ads[:known], Grain.MONTH)
    expected = forecaster.expected(one.asking[enough, :known], one.ads[:known], MAX_HORIZON)
    came = shares[enough, known : known + MAX_HORIZON]
    scale = np.abs(np.diff(shares[enough, :known], axis=1)).mean(axis=1)
    missed = np.abs(expected - came)
    return missed / scale[:, None], float(missed.sum() / came.sum())


def report(figures: Mapping[str, Any]) -> list[str]:
    names = list(next(iter(figures.values()))["errors"])
    return [
        f"Forecasts from {KNOWN[0]} to {KNOWN[-1]} known months, 1 to {MAX_HORIZON} months ahead, of skills that "
        "nothing was fitted on. MASE: the error in those of naive forecasts one month ahead so far; in brackets the "
        "spread over origins, and how often a skill's error is less than the naive one's.",
        "",
        f"| slice | skills | counts a month | {' | '.join(names)} |",
        f"| --- | ---: | ---: |{' ---: |' * len(names)}",
        *(
            f"| {name} | {own['skills']} | {own['a month']:,} | "
            + " | ".join(map(_cell, own["errors"].values()))
            + " |"
            for name, own in figures.items()
        ),
        "",
        "| slice, ours and naive | 1 ahead | 3 | 6 | WAPE |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(_row(name, way, own["errors"][way]) for name, own in figures.items() for way in (OURS, "naive")),
    ]


def _cell(own: Mapping[str, float]) -> str:
    return f"{own['MASE']:.3f} (± {own['spread over origins']:.3f}, {own['better than naive']:.0%})"


def _row(name: str, way: str, own: Mapping[str, float]) -> str:
    cells = [f"{own[figure]:.3f}" for figure in ("1 ahead", "3 ahead", "6 ahead", "WAPE")]
    return f"| {name}, {way} | {' | '.join(cells)} |"
