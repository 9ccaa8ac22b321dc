"""Time to the plan of a team, and how near it is proven to the best: `python -m benchmarks.team_run`.

Writes benchmarks/team/latest.json and .md. Teams and courses are synthetic: see `benchmarks/team_instances.py`.
"""

import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import scipy

from benchmarks.team_instances import drawn_question
from matcher.workforce.greedy_seats import greedy_seats
from matcher.workforce.planned import planned_seats, seconds_for
from matcher.workforce.seat_plans import breaches, plan_of
from matcher.workforce.seating import seating_of

TARGET = Path(__file__).parent / "team"
COMMAND = "python -m benchmarks.team_run"
SEEDS = {12: 5, 40: 5, 100: 3, 500: 2}
"""By people."""
SIZES = {
    (people, offers): seconds_for(people).plan for people, offers in ((12, 100), (40, 300), (100, 300), (500, 300))
}
"""People and offers -> seconds that the plan may take in the product, in CPU time (HiGHS counts by the wall)."""
WORKERS = 2
"""Plans made at the same time; each has one thread."""
SHAPES = (("moves", False), ("moves", True), ("together", False))
"""Shape, and whether quarters have limits of their own."""


class Run(NamedTuple):
    seconds: float
    gap: float
    """(bound - closed) / bound."""
    proven: bool
    """In closed weight and in cost."""
    above_greedy: float
    """(closed - greedy's) / greedy's."""


def run(people: int, offers: int, shape: tuple[str, bool], seed: int) -> Run:
    question = drawn_question(people, offers, shape[0], seed, quarterly=shape[1])
    start = time.process_time()
    plan = planned_seats(question, SIZES[people, offers], time.process_time)
    seconds = time.process_time() - start
    if broken := breaches(question, plan.seats):
        raise SystemExit(f"{people}, {shape}, seed {seed}: {broken}")
    greedy = plan_of(question, greedy_seats(seating_of(question)), bound=plan.bound, optimal=False)
    return Run(
        seconds=seconds,
        gap=1 - plan.closed_weight / plan.bound if plan.bound else 0.0,
        proven=plan.optimal,
        above_greedy=plan.closed_weight / greedy.closed_weight - 1 if greedy.closed_weight else 0.0,
    )


def main() -> None:
    sizes = [size for size in SIZES if len(sys.argv) < 2 or str(size[0]) in sys.argv[1:]]
    asked = [(*size, shape, seed) for size in sizes for shape in SHAPES for seed in range(SEEDS[size[0]])]
    with ProcessPoolExecutor(WORKERS) as pool:
        runs = dict(zip(asked, pool.map(run, *zip(*asked, strict=True)), strict=True))
    rows = [
        row(size, shape, [runs[*size, shape, seed] for seed in range(SEEDS[size[0]])])
        for size in sizes
        for shape in SHAPES
    ]
    record = {
        "command": " ".join([COMMAND, *sys.argv[1:]]),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"scipy {scipy.__version__}",
        "load": [round(load, 1) for load in os.getloadavg()],
        "workers": WORKERS,
        "rows": rows,
    }
    TARGET.mkdir(exist_ok=True)
    (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
    (TARGET / "latest.md").write_text(table(record))
    print(table(record))


def row(size: tuple[int, int], shape: tuple[str, bool], runs: Sequence[Run]) -> dict[str, Any]:
    return {
        "people": size[0],
        "offers": size[1],
        "shape": shape[0],
        "quarterly": shape[1],
        "limit_s": SIZES[size],
        "median_cpu_s": round(statistics.median(one.seconds for one in runs), 2),
        "worst_cpu_s": round(max(one.seconds for one in runs), 2),
        "median_gap": round(statistics.median(one.gap for one in runs), 5),
        "worst_gap": round(max(one.gap for one in runs), 5),
        "seeds": len(runs),
        "proven": sum(one.proven for one in runs),
        "above_greedy": round(statistics.median(one.above_greedy for one in runs), 4),
    }


def table(record: Mapping[str, Any]) -> str:
    lines = [
        "# Time to the plan of a team",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}, load "
        f"{record['load'][0]}, of which {record['workers']} are this run's own: others used the machine too.",
        "",
        "Synthetic teams, roles and courses, drawn by seed: see `benchmarks/team_instances.py`. 60 skills, 6 roles, "
        "four quarters.",
        "Seconds are CPU seconds, and so is the limit; what HiGHS gets of it is counted by the wall, so that on a busy "
        "machine it gets less. *Gap*: by how much the plan may miss the best, (bound - closed) / bound. *Proven*: best "
        "in closed weight, and of those in cost. *Above greedy*: closed weight, median.",
        "",
        "| people x offers | shape | limits by quarter | limit s | median s | worst s | median gap | worst gap "
        "| proven | above greedy |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {r['people']} x {r['offers']} | {r['shape']} | {'yes' if r['quarterly'] else 'no'} | {r['limit_s']:g} | "
        f"{r['median_cpu_s']:.2f} | {r['worst_cpu_s']:.2f} | {r['median_gap']:.2%} | {r['worst_gap']:.2%} | "
        f"{r['proven']} of {r['seeds']} | {r['above_greedy']:+.1%} |"
        for r in record["rows"]
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
