"""docs/scaling/figures.md: what a million and a hundred million would cost, with the arithmetic, from the records."""

from collections.abc import Mapping
from typing import Any

from benchmarks.scaling_costs import (
    MILLION,
    demand_questions,
    facts_in_memory,
    facts_loading,
    index_building,
    line_through,
    nearest,
    of_engine,
    per_kept_ad,
)

MANY = 100 * MILLION
CORES = 64
"""Of the cluster that is reckoned with."""
HOUR, DAY = 3_600, 86_400
GB = 1e9


def figures(record: Mapping[str, Any]) -> str:
    store, market = (record["quoted"][name] for name in ("store", "market"))
    lines = [
        "# Figures of cost and growth",
        "",
        f"Written by `{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}, load "
        f"{record['load_before']} when it began; do not edit. What the store and the market cost is quoted from "
        f"their own records: store of {store['date']}, commit {store['commit']}; market of {market['date']}, commit "
        f"{market['commit']}.",
        "",
        *_reading(record),
        *_keeping(record),
        *_asking(record),
        *_counting(record),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _reading(record: Mapping[str, Any]) -> list[str]:
    embedded = of_engine(record, "embedded", "cpu_s")
    cpu = line_through(embedded).each
    hours = cpu * MILLION / HOUR
    days = cpu * MANY / CORES / DAY
    peak = max(found["peak_mb"] for found in record["embedded"].values()) / record["data"]["workers"]
    most, answer = max(embedded), per_kept_ad(record)["Parquet of what was read"]
    lines = [
        "## Reading",
        "",
        f"- An ad: {cpu:.3f} CPU seconds, measured from {min(embedded):,} to {most:,} ads, start-up apart.",
        f"- A million ads: {cpu:.3f} s * 1,000,000 / 3,600 = **{hours:,.1f} CPU hours** (carried on in a line).",
        f"- 100 million: {100 * hours:,.0f} CPU hours; on {CORES} such cores {cpu:.3f} s * 100,000,000 / {CORES} / "
        f"86,400 = **{days:,.1f} days**. Paper: no cluster of that size was there to measure.",
        f"- A worker: {peak:,.0f} MB at the peak, so {CORES} of them {CORES * peak / 1000:,.0f} GB.",
        f"- Answers as Parquet: {answer:,.0f} bytes an ad, {answer * MANY / GB:,.0f} GB for 100 million.",
    ]
    for size, own in record["ray"].items():
        if size in record["embedded"]:
            other = record["embedded"][size]
            lines.append(
                f"- Ray with as many actors over {int(size):,} ads: {own['cpu_s']:,} CPU seconds against "
                f"{other['cpu_s']:,}, {own['seconds']:,} s against {other['seconds']:,} s, start-up of Ray included."
            )
    return [*lines, ""]


def _keeping(record: Mapping[str, Any]) -> list[str]:
    lines = [
        "## Keeping",
        "",
        "| what | bytes an ad | a million ads | 100 million, carried on |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {size:,.0f} | {size * MILLION / GB:,.1f} GB | {size * MANY / GB:,.0f} GB |"
        for name, size in per_kept_ad(record).items()
    ]
    return [*lines, ""]


def _asking(record: Mapping[str, Any]) -> list[str]:
    lines = [
        "## Asking",
        "",
        "| request | CPU ms | a million requests |",
        "| --- | ---: | ---: |",
    ]
    lines += [
        f"| {name} ({own['words']:,} words) | {own['mean_cpu_ms']:,} | "
        f"{own['mean_cpu_ms'] * MILLION / 1000 / HOUR:,.0f} CPU hours |"
        for name, own in record["requests"]["requests"].items()
    ]
    lines += [
        "",
        "These do not grow with the store. What does, in ms at the median; one thread, so as much CPU:",
        "",
        "| question | ads | ms | a million questions | 100 million ads, carried on |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, by_ads in {"similar ads": nearest(record), **demand_questions(record)}.items():
        most = max(by_ads)
        ms = by_ads[most]
        ahead = line_through(by_ads).at(MANY) / 1000
        said = f"{ahead:,.1f} s" if name != "similar ads" else "see the text"
        lines.append(f"| {name} | {most:,} | {ms:,} | {ms * MILLION / 1000 / HOUR:,.1f} CPU hours | {said} |")
    return [*lines, ""]


def _counting(record: Mapping[str, Any]) -> list[str]:
    memory, loading, building = facts_in_memory(record), facts_loading(record), index_building(record)
    return [
        "## Counting demand in memory",
        "",
        f"- Facts: {memory.each:,.0f} bytes an ad at the peak of loading, in each serving process; 100 million: "
        f"{memory.at(MANY) / GB:,.0f} GB.",
        f"- Loading them: {1e6 * loading.each:,.1f} s a million; 100 million: {loading.at(MANY) / 60:,.0f} minutes.",
        f"- Building the index of similar ads: {1e6 * building.each:,.0f} s a million; 100 million: "
        f"{building.at(MANY) / HOUR:,.1f} hours.",
    ]
