"""Time to the proven best stack: `python -m benchmarks.stacking_run`. Writes benchmarks/stacking/latest.json and .md.

Three ways to the same answer on random gaps and catalogues: `best_stack`; HiGHS on the offers that its reductions
leave, criterion by criterion; and HiGHS alone on all offers, for the most closed weight only, without tie-breaks.
"""

import datetime
import json
import os
import platform
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import numpy as np
import scipy
from scipy.optimize import Bounds, LinearConstraint, milp

from matcher.cover import Cover, Unproven, restricted, undominated
from matcher.greedy import greedy_cover
from matcher.offers import Offer, StackLimits, closers, cover_by
from matcher.stacking import NOTHING, TIME_LIMIT_S, best_stack
from matcher.zero_one import OPTIMAL, program, settling

TARGET = Path(__file__).parent / "stacking"
COMMAND = "python -m benchmarks.stacking_run"
LIMIT_S = 10.0
"""For each way and instance, in CPU time (HiGHS counts by the wall): what takes longer is not proven."""
LIMITS = StackLimits(budget=Decimal(600), currency="AUD", hours=80)
SIZES = {(100, 10): (10, 3), (500, 20): (10, 3), (2_000, 40): (10, 2)}
"""Offers and skills -> instances for best_stack, and of those how many for HiGHS, which takes the time."""


class Instance(NamedTuple):
    gap: Mapping[str, float]
    offers: Sequence[Offer]


class Run(NamedTuple):
    seconds: float
    proven: bool
    closed: int | None
    """In millionths of the gap."""


def read_courses(draw: Random) -> float:
    """Coverages as the linker gives them: hardly two alike."""
    return round(draw.uniform(0.2, 1), 4)


def stated_courses(_: Random) -> float:
    """Coverages as providers state them: all alike, so that many stacks tie."""
    return 1.0


KINDS: Mapping[str, Callable[[Random], float]] = {"read": read_courses, "stated": stated_courses}


def instance(size: tuple[int, int], coverage: Callable[[Random], float], seed: int) -> Instance:
    draw = Random(seed)
    count, skills = size[0], [f"s{i:02}" for i in range(size[1])]

    def offer(key: int) -> Offer:
        taught = draw.sample(skills, draw.choice([1, 1, 2, 2, 3, 4]))
        return Offer(
            id=f"o{key:04}",
            closes={skill: coverage(draw) for skill in taught},
            cost=Decimal(draw.randrange(0, 500, 10)),
            currency="AUD",
            hours=float(draw.randint(2, 60)),
        )

    gap = {skill: draw.choice([1.0, 0.4]) * round(draw.uniform(0.2, 1), 4) for skill in skills}
    return Instance(gap, [offer(key) for key in range(count)])


def by_best_stack(given: Instance) -> Run:
    start = time.process_time()
    found = best_stack(given.gap, given.offers, LIMITS, seconds=LIMIT_S, clock=time.process_time)
    closed = round(found.closed_weight / found.total_weight * 1_000_000)
    return Run(time.process_time() - start, found.optimal, closed)


def by_highs_on_the_rest(given: Instance) -> Run:
    start = time.process_time()
    whole = cover_of(given)
    cover = restricted(whole, undominated(whole))
    first = greedy_cover(cover)
    try:
        *_, best = first, *settling(cover, first, lambda: LIMIT_S - (time.process_time() - start))
    except Unproven:
        return Run(time.process_time() - start, proven=False, closed=None)
    return Run(time.process_time() - start, proven=True, closed=cover.closes(best))


def by_highs_alone(given: Instance) -> Run:
    start = time.process_time()
    cover = cover_of(given)
    made = program(cover)
    pairs, skills = len(made.closes) - len(cover.uses), cover.gains.shape[1]
    result = milp(
        -made.closes,
        constraints=LinearConstraint(
            made.rows, -np.inf, np.concatenate((np.zeros(pairs), np.ones(skills), cover.limits, [np.inf]))
        ),
        bounds=Bounds(0, 1),
        integrality=made.over_offers(np.ones(len(cover.uses), dtype=np.int64)),
        options={"time_limit": LIMIT_S, "mip_rel_gap": 0.0},
    )
    seconds = time.process_time() - start
    if result.status != OPTIMAL:
        return Run(seconds, proven=False, closed=None)
    return Run(seconds, proven=True, closed=cover.closes(tuple(np.flatnonzero(result.x[: len(cover.uses)] > 0.5))))


def cover_of(given: Instance) -> Cover:
    return cover_by(given.offers, given.gap, closers(given.gap, NOTHING), LIMITS, LIMITS.currency)


WAYS = {
    "best_stack": by_best_stack,
    "HiGHS on the offers left": by_highs_on_the_rest,
    "HiGHS alone": by_highs_alone,
}


def main() -> None:
    rows = [row for size in SIZES for kind in KINDS for row in measured(size, kind)]
    record = {
        "command": COMMAND,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"scipy {scipy.__version__}",
        "load": [round(load, 1) for load in os.getloadavg()],
        "limit_cpu_s": LIMIT_S,
        "rows": rows,
    }
    TARGET.mkdir(exist_ok=True)
    (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
    (TARGET / "latest.md").write_text(table(record))
    print(table(record))


def measured(size: tuple[int, int], kind: str) -> list[dict[str, Any]]:
    """A row for each way; where two prove an answer for one instance, what they close must agree."""
    many, few = SIZES[size]
    given = [instance(size, KINDS[kind], seed) for seed in range(many)]
    runs = {
        way: [solve(one) for one in (given if solve is by_best_stack else given[:few])] for way, solve in WAYS.items()
    }
    for together in zip(*runs.values(), strict=False):
        closed = {run.closed for run in together if run.proven}
        if closed and max(closed) - min(closed) > 1:
            raise SystemExit(f"{size}, {kind}: the ways close differently: {closed}")
    return [row(size, kind, way, own) for way, own in runs.items()]


def row(size: tuple[int, int], kind: str, way: str, runs: Sequence[Run]) -> dict[str, Any]:
    seconds = [run.seconds for run in runs]
    return {
        "offers": size[0],
        "skills": size[1],
        "coverages": kind,
        "way": way,
        "instances": len(runs),
        "median_cpu_s": round(statistics.median(seconds), 3),
        "worst_cpu_s": round(max(seconds), 3),
        "proven": sum(run.proven for run in runs),
        "proven_in_time": sum(run.proven and run.seconds <= TIME_LIMIT_S for run in runs),
    }


def table(record: Mapping[str, Any]) -> str:
    lines = [
        "# Time to the proven best stack",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}, load "
        f"{record['load'][0]}. CPU seconds, on random instances: see `benchmarks/stacking_run.py`.",
        "",
        "Coverages: *read* differ, *stated* are all 1, so that many stacks tie. HiGHS alone only finds the most closed "
        "weight; the other two also settle cost, hours, items and ids.",
        f"A way is stopped after {record['limit_cpu_s']:g} s, which HiGHS counts by the wall; in service after "
        f"{TIME_LIMIT_S:g} s.",
        "",
        f"| offers x skills | coverages | way | median s | worst s | proven | proven in {TIME_LIMIT_S:g} s |",
        "| --- | --- | --- | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {r['offers']:,} x {r['skills']} | {r['coverages']} | {r['way']} | {r['median_cpu_s']:.2f} | "
        f"{r['worst_cpu_s']:.2f} | {r['proven']} of {r['instances']} | {r['proven_in_time']} of {r['instances']} |"
        for r in record["rows"]
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
