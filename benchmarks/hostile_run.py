"""Hostile input, in numbers: `python -m benchmarks.hostile_run`. Writes benchmarks/hostile/latest.json and .md.

Mutated files to every reader, in processes of their own; then the OpenAPI document. What is done is kept in
progress.jsonl beside them: a run that was broken off goes on from there, unless `--anew` is given. `--document` asks
the document alone and leaves what the record says of the readers.
"""

import argparse
import datetime
import faulthandler
import json
import os
import platform
import shutil
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, fields
from functools import cache
from pathlib import Path
from typing import Any

from tests.hostile.targets import Target, targets
from tests.hostile.watched import MOST_BYTES, MOST_SECONDS, Watch, limit_memory, watched

TARGET = Path(__file__).parent / "hostile"
PROGRESS = TARGET / "progress.jsonl"
COMMAND = "python -m benchmarks.hostile_run"
INPUTS, WORKERS, SEED, BLOCK = 200_000, 2, 1, 500
EXAMPLES = 200
"""Of each operation in the fuzzing phase."""
HANGS_AFTER_SECONDS = 600
"""Of one block, by the wall: a reader that never comes back to Python ends its process, with its stack told."""


@cache
def known() -> Mapping[str, Target]:
    """Those of this process, which has a folder of its own."""
    return targets(Path(tempfile.mkdtemp(prefix="hostile-")))


def begin() -> None:
    limit_memory()
    known()


def run_block(name: str, seed: int, start: int, stop: int) -> dict[str, Any]:
    faulthandler.dump_traceback_later(HANGS_AFTER_SECONDS, exit=True)
    watch = watched(known()[name], seed, range(start, stop))
    faulthandler.cancel_dump_traceback_later()
    return {"target": name, "seed": seed, "start": start, "stop": stop, **counted(watch)}


def counted(watch: Watch) -> dict[str, Any]:
    return {**{each.name: getattr(watch, each.name) for each in fields(watch)}, "outcomes": dict(watch.outcomes)}


def blocks(inputs: int, seed: int) -> Iterator[tuple[str, int, int, int]]:
    """Of each target its share, in blocks; those with less to do are not the last to be begun."""
    shares = sum(target.share for target in known().values())
    each = {name: round(inputs * target.share / shares) + 1 for name, target in known().items()}
    for start in range(0, max(each.values()), BLOCK):
        for name, count in each.items():
            if start < count:
                yield name, seed, start, min(start + BLOCK, count)


def readers(inputs: int, workers: int, seed: int) -> list[dict[str, Any]]:
    done = [json.loads(line) for line in PROGRESS.read_text().splitlines()] if PROGRESS.exists() else []
    finished = {(one["target"], one["seed"], one["start"], one["stop"]) for one in done}
    wanted = list(blocks(inputs, seed))
    with PROGRESS.open("a") as file, ProcessPoolExecutor(workers, initializer=begin) as pool:
        waiting = [pool.submit(run_block, *block) for block in wanted if block not in finished]
        for at, future in enumerate(as_completed(waiting), start=1):
            done.append(future.result())
            file.write(json.dumps(done[-1]) + "\n")
            file.flush()
            if at % 20 == 0:
                print(f"{at} of {len(waiting)} blocks", flush=True)
    return [one for one in done if (one["target"], one["seed"], one["start"], one["stop"]) in set(wanted)]


def row(name: str, parts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    slowest = max(parts, key=lambda one: one["slowest_seconds"])
    greatest = max(parts, key=lambda one: one["most_bytes"])
    outcomes: Counter[str] = sum((Counter(one["outcomes"]) for one in parts), Counter())
    return {
        "target": name,
        "inputs": sum(one["inputs"] for one in parts),
        "read": outcomes["read"],
        "refused": outcomes.total() - outcomes["read"] - outcomes["fault"],
        "outcomes": dict(outcomes.most_common()),
        "slowest_s": round(slowest["slowest_seconds"], 3),
        "slowest": slowest["slowest"],
        "most_mb": round(greatest["most_bytes"] / 1e6, 1),
        "swelled": greatest["swelled"],
        "faults": {what: number for one in parts for what, number in one["faults"].items()},
    }


def document() -> dict[str, Any]:
    """Every operation, of the service as built, over a copy of its database: ads are kept in it."""
    from api.app import create_app  # noqa: PLC0415 - the readers need none of it
    from api.settings import read_settings  # noqa: PLC0415
    from api.wiring import load_service  # noqa: PLC0415
    from tests.hostile.openapi_probe import probe  # noqa: PLC0415

    settings, told = read_settings(), where(f"{COMMAND} --document")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(settings.home, home, ignore=shutil.ignore_patterns("downloads"))
        service = load_service(settings.model_copy(update={"home": home}))
        service.emerging.now(print)
        started = time.process_time()
        found = probe(create_app(service), examples=EXAMPLES, seed=SEED)
    return {
        **told,
        "requests": dict(sorted(found.calls.items())),
        "cpu_s": round(time.process_time() - started, 1),
        "faults": [asdict(fault) for fault in sorted(found.faults.values())],
    }


def where(command: str) -> dict[str, Any]:
    return {
        "command": command,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": [round(load, 1) for load in os.getloadavg()],
    }


def table(record: Mapping[str, Any]) -> str:
    rows, probed = record["rows"], record["openapi"]
    lines = [
        "# Hostile input",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}, load "
        f"{record['load'][0]}: others used the machine too.",
        "",
        f"Valid files of each kind, mutated by seed at their joints (`tests/hostile/mutations.py`), to every reader of "
        f"what others wrote (`tests/hostile/targets.py`). Each must give a value or one of our own errors, within "
        f"{MOST_SECONDS:g} s of processor time and {MOST_BYTES // 1_000_000} MB beyond what the process held.",
        "",
        "| reader | inputs | read | refused | slowest, s | most memory, MB | faults |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {one['target']} | {one['inputs']:,} | {one['read']:,} | {one['refused']:,} | {one['slowest_s']:.2f} "
            f"| {one['most_mb']:.0f} | {len(one['faults'])} |"
            for one in rows
        ),
        f"| together | {sum(one['inputs'] for one in rows):,} | {sum(one['read'] for one in rows):,} "
        f"| {sum(one['refused'] for one in rows):,} | {max(one['slowest_s'] for one in rows):.2f} "
        f"| {max(one['most_mb'] for one in rows):.0f} | {sum(len(one['faults']) for one in rows)} |",
    ]
    if probed is not None:
        lines += [
            "",
            f"The OpenAPI document, by schemathesis (`{probed['command']}`, {probed['date']}, commit "
            f"{probed['commit']}, load {probed['load'][0]}): {sum(probed['requests'].values()):,} requests to "
            f"{len(probed['requests'])} operations, {len(probed['faults'])} faults.",
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--inputs", type=int, default=INPUTS)
    asked.add_argument("--workers", type=int, default=WORKERS)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--anew", action="store_true", help="forget what an earlier run did")
    which = asked.add_mutually_exclusive_group()
    which.add_argument("--no-document", action="store_true", help="only the readers")
    which.add_argument("--document", action="store_true", help="only the document")
    given = asked.parse_args()
    TARGET.mkdir(exist_ok=True)
    if given.document:
        record = {**json.loads((TARGET / "latest.json").read_text()), "openapi": document()}
    else:
        record = whole(given)
    (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
    (TARGET / "latest.md").write_text(table(record))
    print(table(record))
    if not given.document:
        PROGRESS.unlink()
    if any(one["faults"] for one in record["rows"]) or (record["openapi"] or {}).get("faults"):
        raise SystemExit("there were faults")


def whole(given: argparse.Namespace) -> dict[str, Any]:
    if given.anew:
        PROGRESS.unlink(missing_ok=True)
    started = time.monotonic()
    found = readers(given.inputs, given.workers, given.seed)
    return {
        **where(f"{COMMAND} --inputs {given.inputs} --seed {given.seed}"),
        "rows": [row(name, [one for one in found if one["target"] == name]) for name in known()],
        "wall_s": round(time.monotonic() - started),
        "openapi": None if given.no_document else document(),
    }


if __name__ == "__main__":
    main()
