"""What more would cost is carried on from what was measured, with the arithmetic shown."""

from typing import Any

import pytest

from benchmarks.scaling_costs import Line, line_through
from benchmarks.scaling_figures import figures
from benchmarks.scaling_report import plot, table

HEAD = {"date": "2026-01-01", "commit": "abc", "machine": "one", "command": "python -m benchmarks.scaling_run"}
READ = {"peak_mb": 1400, "shards": 2, "input_bytes": 100_000}
NEAREST = {"between two ads": {"median_ms": 2.0}}
STORED = {
    "disk_mb": 10,
    "facts": {"load_s": 1.0, "peak_mb": 100},
    "many": {"build_s": 5.0, "disk_mb": 4},
    "kept": NEAREST,
}
MORE = {
    "disk_mb": 100,
    "facts": {"load_s": 10.0, "peak_mb": 280},
    "many": {"build_s": 50.0, "disk_mb": 40},
    "kept": NEAREST,
}
RECORD: dict[str, Any] = {
    **HEAD,
    "load_before": 0.1,
    "data": {"ads": 500, "seed": 7, "ads_per_shard": 125, "workers": 2},
    "embedded": {
        "100": {**READ, "seconds": 15.0, "cpu_s": 30.0, "answered": 100, "output_bytes": 60_000},
        "300": {**READ, "seconds": 25.0, "cpu_s": 50.0, "answered": 300, "output_bytes": 180_000},
    },
    "ray": {"100": {**READ, "seconds": 25.0, "cpu_s": 45.0, "answered": 100, "output_bytes": 60_000}},
    "same_output": {"100": True},
    "kept": {
        "real_ads": 5,
        "kept": 10,
        "text_bytes": 2_000,
        "demands": 9.0,
        "bytes_per_ad": 9_000,
        "parts": {"ad_texts": 5_000, "demands": 4_000},
    },
    "requests": {
        "peak_mb": 700,
        "requests": {"extract, short ad": {"words": 90, "median_ms": 40.0, "mean_cpu_ms": 36.0, "n": 20}},
    },
    "quoted": {
        "store": {
            **HEAD,
            "sqlite": {"1000": STORED, "10000": MORE},
            "postgresql": {"1000": {"disk_mb": 8, "pgvector": {"disk_mb": 1}}},
        },
        "market": {
            **HEAD,
            "data": {"read ads": 1_000},
            "questions": {"skills": {"median ms": 10.0}, "emerging needs": {"median ms": 5.0}},
            "a million": {"ads": 1_000_000, "questions": {"skills": {"median ms": 1009.0}}},
        },
    },
}


def test_a_line_goes_through_points_that_lie_on_one_and_through_nothing_with_one_point() -> None:
    assert line_through({100: 30.0, 300: 50.0, 500: 70.0}) == Line(fixed=20.0, each=0.1)
    assert line_through({200: 50.0}) == Line(fixed=0.0, each=0.25)
    with pytest.raises(ValueError, match="a line needs a point"):
        line_through({})


def test_what_more_would_cost_stands_with_its_arithmetic() -> None:
    told = figures(RECORD)
    assert "0.100 s * 1,000,000 / 3,600 = **27.8 CPU hours**" in told
    assert "0.100 s * 100,000,000 / 64 / 86,400 = **1.8 days**" in told
    assert "- A worker: 700 MB at the peak" in told
    assert "45.0 CPU seconds against 30.0, 25.0 s against 15.0 s" in told
    assert "| SQLite | 10,000 | 10.0 GB | 1,000 GB |" in told
    assert "| HNSW over half-precision vectors, on disk | 1,000 | 1.0 GB | 100 GB |" in told
    assert "| extract, short ad (90 words) | 36.0 | 10 CPU hours |" in told
    assert "| skills | 1,000,000 | 1,009.0 | 280.3 CPU hours | 100.0 s |" in told
    assert "- Facts: 20,000 bytes an ad at the peak of loading, in each serving process; 100 million: 2,000 GB." in told
    assert "emerging needs" not in told, "of which nothing is known at another size"


def test_the_tables_say_what_was_read_and_whether_both_engines_agreed() -> None:
    told = table(RECORD)
    assert "| embedded | 300 | 25.0 | 50.0 | 0.167 | 1,400 | 333 | 600 |" in told
    assert "Embedded, fitted: 20.0 CPU seconds to start, 0.1000 an ad." in told
    assert "Output of both engines over 100 ads: the same, byte by byte." in told
    assert "NOT the same" in table({**RECORD, "same_output": {"100": False}})
    assert "without replacement from 500 of all files" in told


def test_how_cost_grows_is_drawn() -> None:
    drawn = plot(RECORD)
    assert drawn.startswith("<svg")
    assert "CPU seconds to read" in drawn
    assert "ms a question, median" in drawn
