"""The figures of a run beyond what is sustained, as a page."""

from collections.abc import Mapping
from typing import Any


def table(record: Mapping[str, Any]) -> str:
    rows = [*_traffic(record), *_beside(record)]
    lines = [
        "# A server that is asked twice what it can do",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}; load "
        f"{record['load'][0]} when it began. Traffic from a process of its own on the same cores.",
        f"Ads: {record['ads']}. Clients have no limit of their own here, so that the places are what holds.",
        "",
        "| what | figure | aim |",
        "| --- | ---: | ---: |",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
        "| kind of request | share | alone, median (p95) ms | beyond, median (p95) ms | answered |",
        "| --- | ---: | ---: | ---: | ---: |",
        *(f"| {' | '.join(row)} |" for row in _kinds(record)),
        "",
    ]
    return "\n".join(lines)


def _traffic(record: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    alone, beyond = record["alone"]["accepted"], record["beyond"]["accepted"]
    statuses, refused = record["beyond"]["statuses"], record["beyond"]["refused"]
    asked = sum(statuses.values())
    usual, then = record["alone"]["p95_as_asked"], record["beyond"]["p95_as_asked"]
    ratio, others = beyond["p95"] / alone["p95"], asked - statuses.get(200, 0) - statuses.get(503, 0)
    return [
        ("sustained: as many at a time as there are cores", f"{record['sustained_per_second']} requests/s", ""),
        (f"asked, for {record['seconds']} s", f"{record['asked_per_second']} requests/s, {asked:,} in all", "twice"),
        ("answered meanwhile", f"{record['answered_per_second']} requests/s", ""),
        ("told to come again (503)", f"{statuses.get(503, 0):,}", ""),
        ("... without `Retry-After`", str(record["without_retry_after"]), "0"),
        ("... told so after, median (p95)", f"{_cell(refused)} ms", ""),
        ("any other status, or no answer", str(others), "0"),
        (
            "p95 of what was answered, alone and then",
            f"{alone['p95']:,} and {beyond['p95']:,} ms: {ratio:.2f} times",
            f"{record['aims']['p95_ratio']:g} times",
        ),
        (
            "... as if of each kind as much had been answered as was asked",
            f"{usual:,} and {then:,} ms: {then / usual:.2f} times",
            "",
        ),
        ("median, alone and then", f"{alone['median']:,} and {beyond['median']:,} ms", ""),
        ("worst, alone and then", f"{alone['worst']:,} and {beyond['worst']:,} ms", ""),
    ]


def _beside(record: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    health, memory, growth = record["health"], record["memory_mb"], record["memory_growth"]
    return [
        ("`/healthz` meanwhile, median (p95)", f"{_cell(health['/healthz'])} ms", "answers"),
        ("`/readyz` meanwhile, median (p95)", f"{_cell(health['/readyz'])} ms", "answers"),
        ("checks that failed meanwhile", str(record["health_refused"]), "0"),
        ("memory at the end", f"{memory[-1]:,} MB" if memory else "-", ""),
        (
            "... last fifth of the time against the second",
            "-" if growth is None else f"{100 * growth:+.1f} %",
            "flat",
        ),
        (
            "as quick as alone again after",
            f"{record['recovery_seconds']} s",
            f"{record['aims']['recovery_seconds']:g} s",
        ),
    ]


def _kinds(record: Mapping[str, Any]) -> list[tuple[str, str, str, str, str]]:
    alone, beyond = record["alone"]["kinds"], record["beyond"]["kinds"]
    answered = record["beyond"]["answered_of_asked"]
    return [
        (kind, f"{share} %", _cell(alone.get(kind)), _cell(beyond.get(kind)), f"{100 * answered.get(kind, 0):.0f} %")
        for kind, share in record["mix"].items()
    ]


def _cell(figures: Mapping[str, float] | None) -> str:
    return f"{figures['median']:,} ({figures['p95']:,})" if figures else "-"
