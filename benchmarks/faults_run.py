"""Commands killed at 200 moments, spoilt stores, full disks: `python -m benchmarks.faults_run`.

Writes benchmarks/faults/latest.json and .md. Every command runs in a small home of its own, copied for each kill, which
is removed afterwards. A kill is SIGKILL to the whole group of processes, at a moment drawn by seed from the time that
the command takes undisturbed. Full disks need a user who may mount one.
"""

import argparse
import datetime
import functools
import json
import os
import pickle
import platform
import random
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import models.parser
import models.splitter
from api.settings import Settings
from api.wiring import load_reading
from benchmarks.fault_homes import Task, make_tasks
from benchmarks.faults_report import row, table, wrong
from benchmarks.killing import Killing, wait
from benchmarks.spoiling import fill, spoil

TARGET = Path(__file__).parent / "faults"
SEED = 20_261
RUNNERS = 2
REAL = 6
"""Kills of a command that an operator's shell would start, a task; the others are of forked ones."""
LATEST = 0.98
"""Share of the undisturbed time at which a kill comes at the latest."""
SOONER = 0.9
"""Share of the time that is drawn from next, where the command had finished before its kill."""
READS_WITH_WHAT_IS_LOADED = "ads ingest"


class Asked(NamedTuple):
    kills: int
    until: float
    """By the monotonic clock: no kill is begun later."""


def main_run() -> None:
    asked, began = _arguments(), time.monotonic()
    until = Asked(asked.kills, began + 60 * asked.minutes)
    load_once()
    with tempfile.TemporaryDirectory(prefix="matcher-faults-") as name:
        folder = Path(name)
        tasks = _of_a_child(folder / "tasks", lambda: make_tasks(folder / "homes"))
        reading = load_reading(Settings(home=tasks[0].home))
        runs = [_runner(folder, number, tasks, reading, until) for number in range(RUNNERS)]
        for process, _ in runs:
            if wait(process):
                raise SystemExit("a runner broke; see above")
        told = [pickle.loads(path.read_bytes()) for _, path in runs]
        kills = [one for own in told for one in own["kills"]]
        expected = told[0]["expected"][READS_WITH_WHAT_IS_LOADED]
        full = _of_a_child(folder / "full", lambda: fill(tasks[0], folder, asked.disks, expected, reading))
        spoilt = _of_a_child(folder / "bad", lambda: spoil(tasks[2].home, folder, asked.spoilt, SEED))
    record = {
        "command": " ".join(["python -m benchmarks.faults_run", *sys.argv[1:]]),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": [round(load, 1) for load in os.getloadavg()],
        "minutes": round((time.monotonic() - began) / 60, 1),
        "seed": SEED,
        "tasks": [row(task.name, [one for one in kills if one["task"] == task.name], told) for task in tasks],
        "full_disk": full,
        "spoilt": spoilt,
        "kills": kills,
    }
    TARGET.mkdir(exist_ok=True)
    (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
    (TARGET / "latest.md").write_text(table(record))
    print(table(record))
    if wrong(record):
        raise SystemExit("promises were broken: " + "; ".join(wrong(record)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults_run", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--minutes", type=float, default=60, help="no kill is begun after so many")
    parser.add_argument("--spoilt", type=int, default=60, help="stores spoilt in each way")
    parser.add_argument("--disks", type=int, default=16, help="sizes of the disk")
    return parser.parse_args()


def load_once() -> None:
    """spaCy's pipelines, which no home decides: every child would take a second to load the same ones."""
    kept = functools.cache(lambda part, excluded: part(list(excluded)))
    for module in (models.parser, models.splitter):
        load = module.load_pipeline
        module.load_pipeline = functools.partial(lambda load, exclude: kept(load, tuple(exclude)), load)


def _of_a_child(path: Path, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever it gives
    """What it gives; this process, which others are forked from, gets no threads by it."""
    process = os.fork()
    if not process:
        code = 1
        try:
            path.write_bytes(pickle.dumps(work()))
            code = 0
        finally:
            _leave(code)
    if wait(process):
        raise SystemExit("a part of the run broke; see above")
    return pickle.loads(path.read_bytes())


def _runner(folder: Path, number: int, tasks: Sequence[Task], reading: Any, asked: Asked) -> tuple[int, Path]:  # noqa: ANN401
    """Its process, and where its share of the kills will be."""
    path = folder / f"runner-{number}"
    process = os.fork()
    if process:
        return process, path
    code = 1
    try:
        path.write_bytes(pickle.dumps(_kills(folder / f"of-{number}", tasks, reading, number, asked)))
        code = 0
    finally:
        _leave(code)


def _leave(code: int) -> NoReturn:
    """Of a child: nothing of its parent's is cleaned up by it."""
    if code:
        traceback.print_exc()
    sys.stderr.flush()
    os._exit(code)


def _kills(folder: Path, tasks: Sequence[Task], reading: Any, number: int, asked: Asked) -> dict[str, Any]:  # noqa: ANN401
    folder.mkdir()
    rng = random.Random(SEED + number)
    told: dict[str, Any] = {"kills": [], "expected": {}, "finished_first": Counter()}
    runs = [Killing(task, reading if task.name == READS_WITH_WHAT_IS_LOADED else None, folder) for task in tasks]
    ends = [_ends(run) for run in runs]
    told["expected"] = {run.task.name: forked for run, (forked, _) in zip(runs, ends, strict=True)}
    for nth in range(number, asked.kills, RUNNERS):
        if time.monotonic() > asked.until:
            break
        place, is_real = nth // RUNNERS % len(tasks), nth // (RUNNERS * len(tasks)) < REAL // RUNNERS
        forked, real = ends[place]
        span = (real if is_real else forked)["seconds"] * LATEST
        while (found := runs[place].kill(rng.uniform(0, span), forked, real=is_real)) is None:
            told["finished_first"][tasks[place].name] += 1
            span *= SOONER
        told["kills"].append(found)
        print(f"{number}: {tasks[place].name}, kill {nth + 1} at {found['moment_s']} s", file=sys.stderr)
    return told


def _ends(run: Killing) -> tuple[dict[str, Any], dict[str, Any]]:
    """Undisturbed: forked, and started by a shell; they end the same."""
    forked, real = (run.undisturbed(real=is_real) for is_real in (False, True))
    if {**forked, "seconds": 0} != {**real, "seconds": 0}:
        raise SystemExit(f"{run.task.name} does not end the same each time: {forked}, {real}")
    return forked, real


if __name__ == "__main__":
    main_run()
