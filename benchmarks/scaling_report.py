"""The figures of `scaling_run` as tables and as a plot of how each cost grows."""

from collections.abc import Iterator, Mapping
from typing import Any

import altair
import vl_convert

from benchmarks.scaling_costs import demand_questions, line_through, nearest, of_engine

ASKED_MOST = "skills"
"""Of the questions about demand, the one that is drawn."""


def table(record: Mapping[str, Any]) -> str:
    lines = [
        "# How cost grows with the number of ads",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}, with a load of "
        f"{record['load_before']} from other work when it began.",
        "",
        *_reading(record),
        *_kept(record["kept"]),
        *_requests(record["requests"]),
    ]
    return "\n".join(lines) + "\n"


def _reading(record: Mapping[str, Any]) -> list[str]:
    data = record["data"]
    lines = [
        f"Real ads, drawn by seed without replacement from {data['ads']:,} of all files, each text once, in shards of "
        f"{data['ads_per_shard']} ads, read by {data['workers']} workers. Nothing is remembered from shard to shard, "
        "so sentences that recur are read anew in each; in larger shards, or in ads of one source in their order, more "
        "of them are remembered, and an ad costs less. Start-up is part of each run. Memory is that of all processes "
        "together at its peak, what they share counted once.",
        "",
        "| engine | ads | seconds | CPU seconds | CPU seconds an ad | peak MB | bytes in, an ad | bytes out, an ad |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for engine in ("embedded", "ray"):
        for size, found in record[engine].items():
            ads = found["answered"]
            lines.append(
                f"| {engine} | {int(size):,} | {found['seconds']:,} | {found['cpu_s']:,} | "
                f"{found['cpu_s'] / ads:.3f} | {found['peak_mb']:,} | {found['input_bytes'] / ads:,.0f} | "
                f"{found['output_bytes'] / ads:,.0f} |"
            )
    if len(record["embedded"]) > 1:
        fitted = line_through(of_engine(record, "embedded", "cpu_s"))
        lines += [
            "",
            f"Embedded, fitted: {fitted.fixed:.1f} CPU seconds to start, {fitted.each:.4f} an ad.",
        ]
    said = {True: "the same, byte by byte", False: "NOT the same"}
    lines += [
        f"Output of both engines over {int(size):,} ads: {said[same]}." for size, same in record["same_output"].items()
    ]
    return [*lines, ""]


def _kept(kept: Mapping[str, Any]) -> list[str]:
    lines = [
        f"A kept ad in SQLite: {kept['bytes_per_ad']:,} bytes. {kept['real_ads']:,} real ads ({kept['text_bytes']:,} "
        f"bytes of text and {kept['demands']} demands each) were drawn {kept['kept']:,} times, each time under another "
        "id, place and date.",
        "",
        "| table, with its indexes | bytes an ad |",
        "| --- | ---: |",
    ]
    lines += [f"| `{name}` | {size:,} |" for name, size in kept["parts"].items()]
    return [*lines, ""]


def _requests(requests: Mapping[str, Any]) -> list[str]:
    lines = [
        f"Single requests, one after the other, in process; its peak memory was {requests['peak_mb']:,} MB.",
        "",
        "| request | words | median ms | CPU ms, mean | n |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {own['words']:,} | {own['median_ms']:,} | {own['mean_cpu_ms']:,} | {own['n']} |"
        for name, own in requests["requests"].items()
    ]
    return lines


def plot(record: Mapping[str, Any]) -> str:
    """SVG: each cost against the number of ads, both on logarithmic scales."""
    chart = (
        altair.Chart(altair.InlineData(values=list(_points(record))))
        .mark_line(point=True)
        .encode(
            x=altair.X("ads:Q", scale=altair.Scale(type="log"), title="ads"),
            y=altair.Y("value:Q", scale=altair.Scale(type="log"), title=None),
            color=altair.Color("series:N", title=None),
        )
        .properties(width=260, height=180)
        .facet(facet=altair.Facet("cost:N", title=None), columns=2)
        .resolve_scale(x="independent", y="independent", color="independent")
    )
    svg: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return svg


def _points(record: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for engine in ("embedded", "ray"):
        for cost, what in (("CPU seconds to read", "cpu_s"), ("peak MB while reading", "peak_mb")):
            yield from _series(cost, engine, of_engine(record, engine, what))
    yield from _series("ms a question, median", "similar ads", nearest(record))
    yield from _series("ms a question, median", "demand for skills", demand_questions(record)[ASKED_MOST])
    stores = record["quoted"]["store"]
    for name in ("sqlite", "postgresql"):
        yield from _series("MB on disk", name, {int(n): own["disk_mb"] for n, own in stores[name].items()})
    facts = {int(n): own["facts"]["peak_mb"] for n, own in stores["sqlite"].items()}
    yield from _series("MB of memory to count demand", "facts", facts)


def _series(cost: str, series: str, by_ads: Mapping[int, float]) -> Iterator[dict[str, Any]]:
    for ads, value in by_ads.items():
        yield {"cost": cost, "series": series, "ads": ads, "value": value}
