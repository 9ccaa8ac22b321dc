"""How cost grows with the number of ads: `python -m benchmarks.scaling_run`. Some 8 minutes on two quiet cores.

Reads real ads in shards with the embedded engine and with Ray, keeps some, and asks single requests; what grows with
the store is taken from the records of `store_run` and `market_run`.
Writes benchmarks/scaling/latest.json, .md and .svg, and docs/scaling/figures.md.
"""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.measures.kept_bytes import kept_bytes
from benchmarks.measures.reading_shards import SEED, SHARD_ADS, WORKERS, drawn_ads, read_by, same_output
from benchmarks.scaling_figures import figures
from benchmarks.scaling_report import plot, table
from matcher.ads import JobAd

HERE = Path(__file__).parent
TARGET = HERE / "scaling"
FIGURES = HERE.parent / "docs" / "scaling" / "figures.md"
SIZES, RAY_SIZES = (250, 1_000, 4_000), (250,)
KEPT_FROM = 150
WORDS = {"short": (0, 150), "middling": (400, 600), "long": (800, 10**6)}
"""Ads of so many words are asked about."""
ASKED = 20
RECORDS = ("store", "market")
"""Of other runs, which are quoted."""


def main() -> None:
    asked = _arguments()
    ads = drawn_ads(10**6)
    record: dict[str, Any] = {
        "command": " ".join(["python -m benchmarks.scaling_run", *sys.argv[1:]]),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_before": round(os.getloadavg()[0], 1),
        "data": {"ads": len(ads), "seed": SEED, "ads_per_shard": SHARD_ADS, "workers": WORKERS},
    }
    with tempfile.TemporaryDirectory(prefix="matcher-scaling-") as name:
        record |= _read(ads, sorted(asked.ads), sorted(asked.ray), Path(name))
    record["kept"] = kept_bytes(ads[: asked.kept_from])
    record["requests"] = _requests(ads)
    record["quoted"] = {name: json.loads((HERE / name / "latest.json").read_text()) for name in RECORDS}
    _write(record)
    print(table(record))


def _read(ads: Sequence[JobAd], sizes: Sequence[int], ray_sizes: Sequence[int], folder: Path) -> dict[str, Any]:
    """By both engines; without Ray where it does not start, which is told."""
    record: dict[str, Any] = {"embedded": {}, "ray": {}, "same_output": {}}
    for size in sizes:
        record["embedded"][str(size)] = read_by("embedded", ads[:size], folder)
    for size in ray_sizes:
        try:
            record["ray"][str(size)] = read_by("ray", ads[:size], folder)
        except SystemExit as error:
            print(f"without Ray: {error}", file=sys.stderr)
            continue
        if size in sizes:
            record["same_output"][str(size)] = same_output(folder / f"out-embedded-{size}", folder / f"out-ray-{size}")
    return record


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling_run", description=__doc__)
    parser.add_argument("--ads", type=int, nargs="+", default=SIZES, help="read by the embedded engine")
    parser.add_argument("--ray", type=int, nargs="*", default=RAY_SIZES, help="read by Ray")
    parser.add_argument("--kept-from", type=int, default=KEPT_FROM, help="real ads that a store is filled from")
    return parser.parse_args()


def _requests(ads: Sequence[JobAd]) -> dict[str, Any]:
    """In a process of its own, so that its memory is its own."""
    texts = {
        kind: [ad.text for ad in ads if least <= len(ad.text.split()) <= most][:ASKED]
        for kind, (least, most) in WORDS.items()
    }
    command = [sys.executable, "-m", "benchmarks.measures.request_cost"]
    told: dict[str, Any] = json.loads(
        subprocess.run(command, input=json.dumps(texts), text=True, check=True, capture_output=True).stdout
    )
    return told


def _write(record: dict[str, Any]) -> None:
    TARGET.mkdir(exist_ok=True)
    FIGURES.parent.mkdir(exist_ok=True)
    (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
    (TARGET / "latest.md").write_text(table(record))
    (TARGET / "latest.svg").write_text(plot(record))
    FIGURES.write_text(figures(record))


if __name__ == "__main__":
    main()
