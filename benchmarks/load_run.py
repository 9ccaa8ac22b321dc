"""A server that is asked twice what it can do, for ten minutes: `python -m benchmarks.load_run`.

Writes benchmarks/load/latest.json and .md. A fresh `matcher serve` with the home that is set; traffic comes from a
process of its own on the same machine, so it takes a part of the same cores. `--seconds 60` for a short one; below
240 it writes nothing.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any

from benchmarks.load_report import table
from benchmarks.load_traffic import MIX, Answered, Asked, ask
from benchmarks.served import served_process
from matcher.ads import JobAd

TARGET = Path(__file__).parent / "load"
COMMAND = "python -m benchmarks.load_run"
SECONDS = 600
LEAST_RECORDED_SECONDS = 240
ALONE = 300
CAPACITY_SECONDS = 60
TIMES = 2
"""What is asked, in what is sustained."""
PROBE_SECONDS = 0.5
MEMORY_EACH_SECONDS = 5
RECOVERY_TRIES_SECONDS = 0.25
RECOVERED_IN_A_ROW = 4
RECOVERY_LIMIT_SECONDS = 60
ADS = 200
REAL = ("metro_library_jobs_2016_2019H1.jsonl.gz", "nhs_jobs_2020.jsonl.gz")
AD_CHARACTERS = 6_000
MAX_CHARACTERS = 400_000
UNLIMITED = "1000000"
P95 = 0.95
AIMS = {"p95_ratio": 3.0, "recovery_seconds": 5.0}


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of traffic beyond what is sustained")
    seconds = parser.parse_args(arguments).seconds
    os.environ["MATCHER_RATE_PER_MINUTE"] = UNLIMITED
    with tempfile.TemporaryDirectory() as folder, served_process() as (process, site):
        ads = Path(folder) / "ads.json"
        ads.write_text(json.dumps(_ads()))
        record = _record(process.pid, site, ads, seconds)
    if seconds >= LEAST_RECORDED_SECONDS:
        TARGET.mkdir(exist_ok=True)
        (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
        (TARGET / "latest.md").write_text(table(record))
    print(table(record))


def _record(pid: int, site: str, ads: Path, seconds: int) -> dict[str, Any]:
    load = [round(load, 1) for load in os.getloadavg()]
    list(_traffic(site, ads, "alone", 40))  # until everything is warm
    alone = list(_traffic(site, ads, "alone", ALONE))
    sustained = list(_traffic(site, ads, "closed", len(os.sched_getaffinity(0)), min(CAPACITY_SECONDS, seconds)))
    rate = len(sustained) / (max(one.began + one.seconds for one in sustained) - sustained[0].began)
    with _memory(pid) as memory, _probes(site) as probes:
        beyond = list(_traffic(site, ads, "open", TIMES * rate, seconds))
    recovery = asyncio.run(_recovery(site, _p95(_accepted(alone)), max(one.began for one in beyond)))
    return {
        "command": COMMAND if seconds == SECONDS else f"{COMMAND} --seconds {seconds}",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": load,
        "mix": MIX,
        "ads": "real library and health ads beside the project" if _real() else "the sample ads",
        "sustained_per_second": round(rate, 2),
        "asked_per_second": round(TIMES * rate, 2),
        "seconds": seconds,
        "alone": _told(alone),
        "sustained": _told(sustained),
        "beyond": _told(beyond),
        "answered_per_second": round(len(_accepted(beyond)) / seconds, 2),
        "without_retry_after": sum(one.status == 503 and one.retry_after is None for one in beyond),
        "health": {name: _milliseconds([one.seconds for one in found]) for name, found in probes.items()},
        "health_refused": sum(one.status != 200 for found in probes.values() for one in found),
        "memory_mb": memory,
        "memory_growth": _growth(memory),
        "recovery_seconds": round(recovery, 2),
        "aims": AIMS,
    }


def _ads() -> list[str]:
    from corpora.ads.files import read_ads, read_sample_ads  # noqa: PLC0415 - slow to import, and not for --help

    paths = _real()
    if not paths:
        return [ad.text for ad in read_sample_ads()]
    found = (read_ads(path, max_characters=MAX_CHARACTERS) for path in paths)
    some = chain.from_iterable(islice((ad for ad in ads if isinstance(ad, JobAd)), ADS) for ads in found)
    return [ad.text[:AD_CHARACTERS] for ad in some]


def _real() -> list[Path]:
    root = os.environ.get("MATCHER_SHARED_DATA")
    folder = (Path(root) if root else Path(__file__).parents[2] / "shared" / "data") / "ads"
    return [path for name in REAL if (path := folder / name).is_file()]


def _traffic(site: str, ads: Path, phase: str, *numbers: float) -> Iterator[Answered]:
    command = [sys.executable, "-m", "benchmarks.load_client", site, str(ads), phase, *map(str, numbers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as client:
        for line in client.stdout or ():
            yield Answered(**json.loads(line))
    if client.returncode:
        raise SystemExit(f"the client of {phase!r} ended with {client.returncode}")


@contextmanager
def _memory(pid: int) -> Iterator[list[float]]:
    """Resident megabytes, every few seconds of the block."""
    found, ended = list[float](), threading.Event()

    def watch() -> None:
        while not ended.wait(MEMORY_EACH_SECONDS):
            pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
            found.append(round(pages * os.sysconf("SC_PAGE_SIZE") / 1e6, 1))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield found
    finally:
        ended.set()
        watching.join()


@contextmanager
def _probes(site: str) -> Iterator[Mapping[str, list[Answered]]]:
    """What the two checks answered meanwhile."""
    found: dict[str, list[Answered]] = {"/healthz": [], "/readyz": []}
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(PROBE_SECONDS):
            for path, answers in found.items():
                answers.append(asyncio.run(ask(site, Asked(path, "GET", path))))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield found
    finally:
        ended.set()
        watching.join()


async def _recovery(site: str, usual_seconds: float, ended: float) -> float:
    """Seconds from `ended`, when the last of the traffic was sent, until answers come as if nothing else were asked."""
    began, in_a_row = time.monotonic(), 0
    asked = Asked("role", "POST", "/v1/gap", json.dumps({"role": "teacher"}).encode())
    first_good = began
    while in_a_row < RECOVERED_IN_A_ROW:
        if time.monotonic() - began > RECOVERY_LIMIT_SECONDS:
            return float("inf")
        answer = await ask(site, asked)
        good = answer.status == 200 and answer.seconds <= usual_seconds
        first_good = answer.began if good and not in_a_row else first_good
        in_a_row = in_a_row + 1 if good else 0
        await asyncio.sleep(RECOVERY_TRIES_SECONDS)
    return first_good - ended


def _accepted(answers: Sequence[Answered]) -> list[Answered]:
    return [one for one in answers if one.status == 200]


def _p95(answers: Sequence[Answered]) -> float:
    return statistics.quantiles([one.seconds for one in answers], n=20, method="inclusive")[18]


def _told(answers: Sequence[Answered]) -> dict[str, Any]:
    kinds = {kind: [one.seconds for one in _accepted(answers) if one.kind == kind] for kind in MIX}
    return {
        "statuses": dict(sorted(Counter(one.status for one in answers).items())),
        "accepted": _milliseconds([one.seconds for one in _accepted(answers)]),
        "p95_as_asked": round(1000 * p95_as_asked([(one.kind, one.seconds) for one in _accepted(answers)]), 1),
        "answered_of_asked": _answered(answers),
        "kinds": {kind: _milliseconds(seconds) for kind, seconds in kinds.items() if len(seconds) > 1},
        "refused": _milliseconds([one.seconds for one in answers if one.status == 503]),
    }


def p95_as_asked(answered: Sequence[tuple[str, float]]) -> float:
    """Seconds, as if of each kind as much had been answered as is asked: light ones are refused more rarely."""
    counts = Counter(kind for kind, _ in answered)
    whole, reached = sum(MIX[kind] for kind in counts), 0.0
    for kind, seconds in sorted(answered, key=lambda one: one[1]):
        reached += MIX[kind] / counts[kind]
        if reached >= P95 * whole:
            return seconds
    return float("nan")


def _answered(answers: Sequence[Answered]) -> dict[str, float]:
    asked, accepted = Counter(one.kind for one in answers), Counter(one.kind for one in _accepted(answers))
    return {kind: round(accepted[kind] / count, 3) for kind, count in sorted(asked.items())}


def _milliseconds(seconds: Sequence[float]) -> dict[str, float] | None:
    if len(seconds) < 2:
        return None
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    figures = {"median": cuts[49], "p95": cuts[94], "p99": cuts[98], "worst": max(seconds)}
    return {"n": len(seconds), **{name: round(1000 * value, 1) for name, value in figures.items()}}


def _growth(memory: Sequence[float]) -> float | None:
    """Of the median of the last fifth over that of the second fifth: the first one still fills caches."""
    fifth = len(memory) // 5
    if not fifth:
        return None
    return round(statistics.median(memory[-fifth:]) / statistics.median(memory[fifth : 2 * fifth]) - 1, 4)


if __name__ == "__main__":
    main(sys.argv[1:])
