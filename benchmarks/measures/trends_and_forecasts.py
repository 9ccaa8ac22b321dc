"""The time side of demand: what trend tests find, what intervals of shares hold, and how far forecasts are off."""

from collections.abc import Mapping
from typing import Any

from api.wiring import Reading
from benchmarks.measures import forecast_intervals, interval_coverage, real_trends, rolling_forecasts, simulated_trends
from benchmarks.measures.forecast_slices import read_slices

OWN_COMMAND = 'python -m benchmarks.quality_run "trends and forecasts"'


def measure(_: Reading) -> dict[str, Any]:
    """No model takes part."""
    slices = read_slices()
    return {
        "trends": simulated_trends.measure(),
        "real trends": real_trends.measure(),
        "intervals": interval_coverage.measure(),
        "forecasts": rolling_forecasts.measure(slices),
        "forecast intervals": forecast_intervals.measure(slices),
    }


def report(figures: Mapping[str, Any]) -> list[str]:
    return [
        "## Trends and forecasts",
        "",
        f"`{OWN_COMMAND}`. The demand is that of 2,335 anonymous skills over 36 months, as it is, thinned by chance, "
        "and in some fields; all else is simulated with fixed seeds.",
        "",
        *simulated_trends.report(figures["trends"]),
        "",
        *real_trends.report(figures["real trends"]),
        "",
        *interval_coverage.report(figures["intervals"]),
        "",
        *rolling_forecasts.report(figures["forecasts"]),
        "",
        *forecast_intervals.report(figures["forecast intervals"]),
    ]
