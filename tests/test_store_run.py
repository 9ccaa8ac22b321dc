"""The report of the benchmark of the store is written from what has been measured so far."""

from typing import Any

from benchmarks.store_report import plot, table

RECORD: dict[str, Any] = {
    "command": "python -m benchmarks.store_run --ads 10 20",
    "date": "2026-01-01",
    "commit": "abc",
    "machine": "one",
    "load_before": 0.1,
    "real_ads": 5,
    "demands_per_ad": 1.5,
    "batch": 2,
    "sqlite": {
        "10": {"ads_per_s": 1234, "facts": {"load_s": 0.5}, "kept": {"between two ads": {"recall_at_10": 0.97}}},
        "20": {"ads_per_s": 1000},
    },
    "postgresql": {},
}


def test_a_run_that_was_cut_off_tells_what_it_has_measured_and_that_the_ads_are_synthetic() -> None:
    told = table(RECORD)
    assert "The ads are synthetic: drawn from 5 real read ads" in told
    [first, second] = [line for line in told.splitlines() if line.startswith(("| 10 ", "| 20 "))]
    assert first.startswith("| 10 | 1,234 |")
    assert "| 0.5 |" in first
    assert "| 0.97 |" in first
    assert second.replace("|", "").split() == ["20", "1,000"]
    assert "PostgreSQL" not in told


def test_how_cost_grows_is_drawn() -> None:
    drawn = plot(RECORD)
    assert drawn.startswith("<svg")
    assert "ads ingested a second" in drawn
    assert "seconds to load facts()" in drawn
