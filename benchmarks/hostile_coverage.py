"""Hostile input guided by what code it reaches: `python -m benchmarks.hostile_coverage`, with atheris (libFuzzer).

Needs `pip install 'skill-demand-matcher[fuzz]'`. Each reader of `tests/hostile/targets.py` for `--seconds` in a process
of its own, begun with its valid samples. A reader gives a value or one of our own errors; anything else, 5 s for one
input or too much memory ends its process and is told with the input. Writes coverage.json and .md
into the folder `hostile` beside this.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent / "hostile"
COMMAND = "python -m benchmarks.hostile_coverage"
SECONDS, WORKERS = 20, 2
MOST_SECONDS, MOST_MEGABYTES, MOST_BYTES = 5, 1_500, 100_000
"""Of one input; memory is that of the whole process, whose models and libraries take some of it before."""
OURS = ["api", "corpora", "matcher"]
STATISTIC = re.compile(r"stat::(\w+):\s+(\d+)")
TOLD_LINES = 30


def fuzz(name: str, seconds: int) -> None:
    """In this process, which libFuzzer ends."""
    import atheris  # noqa: PLC0415 - an extra

    with atheris.instrument_imports(include=OURS):
        from tests.hostile.targets import outcome, targets  # noqa: PLC0415 - to be instrumented

    folder = Path(tempfile.mkdtemp(prefix="hostile-"))
    target = targets(folder / "scratch" if (folder / "scratch").mkdir() is None else folder)[name]
    begin = folder / "begin"
    begin.mkdir()
    for number, sample in enumerate(target.samples):
        (begin / str(number)).write_bytes(sample.data)

    def one(data: bytes) -> None:
        outcome(target, data)

    options = [f"-max_total_time={seconds}", f"-timeout={MOST_SECONDS}", f"-rss_limit_mb={MOST_MEGABYTES}"]
    options += [f"-max_len={MOST_BYTES}", "-print_final_stats=1", f"-artifact_prefix={folder}/", "-seed=1"]
    atheris.Setup([sys.argv[0], *options, str(begin)], one)
    atheris.Fuzz()


def ran(name: str, seconds: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.hostile_coverage", "--one", name, "--seconds", str(seconds)]
    run = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    figures = {key: int(value) for key, value in STATISTIC.findall(run.stderr)}
    told = run.stderr.splitlines()[-TOLD_LINES:] if run.returncode else []
    return {
        "target": name,
        "inputs": figures.get("number_of_executed_units", 0),
        "new": figures.get("new_units_added", 0),
        "slowest_s": figures.get("slowest_unit_time_sec", 0),
        "peak_mb": figures.get("peak_rss_mb", 0),
        "ended": run.returncode,
        "told": told,
    }


def record(found: list[dict[str, Any]], seconds: int) -> dict[str, Any]:
    return {
        "command": f"{COMMAND} --seconds {seconds}",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "inputs": sum(one["inputs"] for one in found),
        "broken": [one["target"] for one in found if one["ended"]],
        "targets": found,
    }


def table(told: dict[str, Any]) -> str:
    lines = [
        "# Readers under input guided by coverage",
        "",
        f"`{told['command']}`, {told['date']}, commit {told['commit']}, {told['machine']}. {told['inputs']:,} inputs; "
        f"broken: {', '.join(told['broken']) or 'none'}.",
        "",
        "| reader | inputs | that reached something new | slowest, s | process at most, MB | |",
        "| --- | ---: | ---: | ---: | ---: | --- |",
        *(
            f"| {one['target']} | {one['inputs']:,} | {one['new']:,} | {one['slowest_s']} | {one['peak_mb']:,} "
            f"| {'broke' if one['ended'] else ''} |"
            for one in told["targets"]
        ),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog=COMMAND, description=__doc__)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each reader")
    parser.add_argument("--one", help="only this reader, in this process")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args()
    if asked.one is not None:
        fuzz(asked.one, asked.seconds)
        return
    from tests.hostile.targets import targets  # noqa: PLC0415 - slow, and not for --help

    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(WORKERS) as pool:
        names = list(targets(Path(folder)))
        found = list(pool.map(lambda name: ran(name, asked.seconds), names))
    told = record(found, asked.seconds)
    if not asked.dry:
        TARGET.mkdir(exist_ok=True)
        (TARGET / "coverage.json").write_text(json.dumps(told, indent=1) + "\n")
        (TARGET / "coverage.md").write_text(table(told))
    print(table(told))
    for one in found:
        if one["ended"]:
            print(f"\n{one['target']}:\n" + "\n".join(one["told"]))


if __name__ == "__main__":
    main()
