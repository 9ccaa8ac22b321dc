"""What it costs to read N real ads in shards, by the command itself, with everything that it starts."""

import os
import random
import sys
from collections.abc import Sequence
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measures.descendants import measured
from corpora.ads.files import read_ads
from matcher.ads import JobAd
from models.training.data import shared_data

SHARD_ADS = 125
"""So that the smallest run has a shard for each of two workers. Nothing is remembered from shard to shard."""
WORKERS = 2
SEED = 7
ROOT = Path(__file__).parents[2]
LEAN = ROOT / "tests" / "lean"
"""What only developers install, and costs each process of Ray seconds, is left out, as users don't have it."""
SOME_REJECTED = 4


def drawn_ads(most: int) -> list[JobAd]:
    """Real ads of all files, in an order drawn by seed; each text once, so that no ad is read from memory."""
    found = (
        ad
        for path in sorted((shared_data() / "ads").glob("*.jsonl.gz"))
        for ad in read_ads(path)
        if isinstance(ad, JobAd)
    )
    once = {ad.text: ad for ad in found}
    ads = sorted(once.values(), key=lambda ad: ad.id)
    random.Random(SEED).shuffle(ads)
    return list(islice(ads, most))


def write_shards(ads: Sequence[JobAd], folder: Path) -> None:
    folder.mkdir()
    for number, start in enumerate(range(0, len(ads), SHARD_ADS)):
        rows = [{"id": ad.id, "text": ad.text} for ad in ads[start : start + SHARD_ADS]]
        pq.write_table(pa.Table.from_pylist(rows), folder / f"part-{number:05}.parquet", compression="zstd")


def read_by(engine: str, ads: Sequence[JobAd], folder: Path) -> dict[str, Any]:
    """With WORKERS workers, from start to end of the command."""
    source, target = folder / f"in-{engine}-{len(ads)}", folder / f"out-{engine}-{len(ads)}"
    write_shards(ads, source)
    command = [sys.executable, "-m", "api.command", "extract", "--engine", engine, "--workers", str(WORKERS)]
    command += ["--in", str(source), "--out", str(target)]
    paths = [str(LEAN), str(ROOT), os.environ.get("PYTHONPATH", "")]
    used = measured(command, {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}, (0, SOME_REJECTED))
    figures = {name: value for name, value in asdict(used).items() if name != "told"}
    return {
        **figures,
        "shards": len(list(source.iterdir())),
        "answered": sum(pq.read_metadata(path).num_rows for path in target.glob("*.parquet")),
        "input_bytes": _bytes(source),
        "output_bytes": _bytes(target),
    }


def same_output(one: Path, other: Path) -> bool:
    files = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.parquet")} for folder in (one, other)
    ]
    return files[0] == files[1]


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*.parquet"))
