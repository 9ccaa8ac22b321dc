"""The figures of `store_run` as a table and as a plot of how cost grows."""

from collections.abc import Iterator
from typing import Any

import altair
import vl_convert

from models.many_index import MANY

SEARCH = "between two ads"
"""The harder kind of query."""


def table(record: dict[str, Any]) -> str:
    lines = [
        "# A store of many ads",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}, with a load of "
        f"{record['load_before']} from other work when it began.",
        "",
        f"The ads are synthetic: drawn from {record.get('real_ads', 0):,} real read ads with "
        f"{record.get('demands_per_ad', 0)} demands each, under new ids, with titles, employers, places and dates of "
        "others, and vectors turned a little (cosine 0.86). So texts, demands and sizes are real, and what lies near "
        "what is not: each ad has some dozens like it. Signatures are drawn too; one in fifty is a copy.",
        "",
        f"SQLite; ads that are read already go in, {record.get('batch', 0):,} a transaction. Each measure but that ran "
        "in a process of its own with one thread, as the service has it; memory is its peak (VmHWM).",
        "",
        "| " + " | ".join(["ads", *(name for name, _ in COLUMNS)]) + " |",
        "| ---: |" + " ---: |" * len(COLUMNS),
    ]
    lines += [_row(size, found, COLUMNS) for size, found in record["sqlite"].items()]
    lines += [
        "",
        "*near* asks for what is like one ad, *between* for what lies half way between two. *exact*: as many vectors "
        f"in memory, each compared; *many*: the index that serves from {MANY:,} ads on, loaded from its folder. Its "
        "memory counts what was looked at of the mapped file of exact vectors, which the system takes back at need.",
    ]
    if record["postgresql"]:
        lines += [
            "",
            "PostgreSQL without fsync, in a server of its own; HNSW of pgvector over half-precision vectors.",
            "",
            "| " + " | ".join(["ads", *(name for name, _ in IN_POSTGRESQL)]) + " |",
            "| ---: |" + " ---: |" * len(IN_POSTGRESQL),
        ]
        lines += [_row(size, found, IN_POSTGRESQL) for size, found in record["postgresql"].items()]
    return "\n".join(lines) + "\n"


def plot(record: dict[str, Any]) -> str:
    """SVG: each cost against the number of ads, both on logarithmic scales."""
    values = list(_points(record))
    chart = (
        altair.Chart(altair.InlineData(values=values))
        .mark_line(point=True)
        .encode(
            x=altair.X("ads:Q", scale=altair.Scale(type="log"), title="ads (synthetic)"),
            y=altair.Y("value:Q", scale=altair.Scale(type="log"), title=None),
            color=altair.Color("series:N", title=None),
        )
        .properties(width=260, height=180)
        .facet(facet=altair.Facet("cost:N", title=None), columns=2)
        .resolve_scale(y="independent", color="independent")
    )
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return svg


def _points(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for store in ("sqlite", "postgresql"):
        for size, found in record[store].items():
            for cost, series, path in PLOTTED:
                value = _at(found, path)
                if value is not None and value > 0:
                    yield {"ads": int(size), "cost": cost, "series": f"{series}, {store}", "value": value}


def _row(size: str, found: dict[str, Any], columns: tuple[tuple[str, str], ...]) -> str:
    told = (_at(found, path) for _, path in columns)
    return f"| {int(size):,} | " + " | ".join("" if value is None else f"{value:,}" for value in told) + " |"


def _at(found: dict[str, Any], path: str) -> float | None:
    value: Any = found
    for name in path.split("/"):
        value = value.get(name, {})
    return None if isinstance(value, dict) else float(value) if isinstance(value, float) else int(value)


COLUMNS = (
    ("ingested a second", "ads_per_s"),
    ("a CPU second", "ads_per_cpu_s"),
    ("MB on disk", "disk_mb"),
    ("facts(), s", "facts/load_s"),
    ("MB", "facts/peak_mb"),
    ("exact: near p95, ms", "exact/like one ad/p95_ms"),
    ("MB", "exact/peak_mb"),
    ("many: build, s", "many/build_s"),
    ("build MB", "many/build_peak_mb"),
    ("MB on disk", "many/disk_mb"),
    ("load, s", "kept/load_s"),
    ("near p95, ms", "kept/like one ad/p95_ms"),
    ("recall@10", "kept/like one ad/recall_at_10"),
    ("between p95, ms", "kept/between two ads/p95_ms"),
    ("recall@10", "kept/between two ads/recall_at_10"),
    ("MB", "kept/peak_mb"),
)
IN_POSTGRESQL = (
    ("ingested a second", "ads_per_s"),
    ("our CPU second", "ads_per_cpu_s"),
    ("MB on disk", "disk_mb"),
    ("facts(), s", "facts/load_s"),
    ("HNSW build, s", "pgvector/build_s"),
    ("MB", "pgvector/disk_mb"),
    ("near p95, ms", "pgvector/like one ad/p95_ms"),
    ("recall@10", "pgvector/like one ad/recall_at_10"),
    ("between p95, ms", "pgvector/between two ads/p95_ms"),
    ("recall@10", "pgvector/between two ads/recall_at_10"),
    ("backend MB", "pgvector/backend_peak_mb"),
)
PLOTTED = (
    ("ads ingested a second", "ads", "ads_per_s"),
    ("MB on disk", "store", "disk_mb"),
    ("seconds to load facts()", "facts", "facts/load_s"),
    ("ms to find the nearest ads, p95", "exact", f"exact/{SEARCH}/p95_ms"),
    ("ms to find the nearest ads, p95", "many", f"kept/{SEARCH}/p95_ms"),
    ("ms to find the nearest ads, p95", "HNSW", f"pgvector/{SEARCH}/p95_ms"),
    ("peak memory, MB", "facts", "facts/peak_mb"),
    ("peak memory, MB", "exact", "exact/peak_mb"),
    ("peak memory, MB", "many", "kept/peak_mb"),
)
