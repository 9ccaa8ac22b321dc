"""What trend tests find in real series: by all pairs of months, by those of a season, and by both as we do."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr
from scipy.stats import false_discovery_control

from matcher.autocorrelation import STEPS, autocorrelation_of, inflation
from matcher.intervals import Array
from matcher.kendall import deviates, kendall, pairs_of
from matcher.trend_test import trend_test
from matcher.trends import FALSE_DISCOVERIES, MIN_ASKING
from models.training.forecasting import read_demand

MONTHS = (24, 36)


def measure() -> dict[str, Any]:
    _, counts = read_demand()
    shares = (counts / counts.sum(axis=0))[counts.mean(axis=1) >= MIN_ASKING]
    times = np.arange(shares.shape[1])
    alike = autocorrelation_of(times, np.zeros_like(times)).of(shares)
    return {
        "skills": len(shares),
        "autocorrelation": [round(float(part), 2) for part in np.quantile(alike, (0.25, 0.5, 0.75))],
        "called trends": {str(months): _called(shares[:, :months]) for months in MONTHS},
    }


def _called(shares: Array) -> dict[str, int]:
    times = np.arange(shares.shape[1])
    p = {
        "ours": trend_test(shares, times, 12).p,
        "all pairs alone": _alone(shares, times, np.zeros_like(times)),
        "seasons alone": _alone(shares, times, times % 12),
    }
    return {name: int((false_discovery_control(own) <= FALSE_DISCOVERIES).sum()) for name, own in p.items()}


def _alone(shares: Array, times: npt.NDArray[np.int64], groups: npt.NDArray[np.int64]) -> Array:
    pairs = pairs_of(times, groups)
    found = kendall(shares, pairs)
    alike = autocorrelation_of(times, groups).of(shares)
    variance = found.variance * np.interp(alike, STEPS, inflation(pairs))
    result: Array = 2 * ndtr(-np.abs(deviates(found.sum, variance)))
    return result


def report(figures: Mapping[str, Any]) -> list[str]:
    low, middle, high = figures["autocorrelation"]
    called = "; ".join(
        f"over {months} months " + ", ".join(f"{count} ({name})" for name, count in own.items())
        for months, own in figures["called trends"].items()
    )
    return [
        f"In {figures['skills']:,} real series the autocorrelation from month to month is {middle:.2f} in the middle "
        f"({low:.2f} and {high:.2f} at the quarters). Called trends at q <= {FALSE_DISCOVERIES}: {called}."
    ]
