"""Our reader beside an open peer over the same real ads: speed, memory, and agreement with annotators."""

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.readers_run import READERS
from matcher.evaluation import cluster_agreement, merged
from models.training.data import LabelledAd, read_labelled_ads


def compared(texts: Sequence[str]) -> dict[str, Any]:
    """Reader -> figures over these ads, and the F1 of whole annotated ads. Raises SourceUnavailable without those."""
    ads = read_labelled_ads()
    return {name: _figures(name, texts, ads) for name in READERS}


def _figures(name: str, texts: Sequence[str], ads: Sequence[LabelledAd]) -> dict[str, float]:
    read = _run(name, texts)
    cuts = statistics.quantiles(read["seconds"], n=20)
    found = _run(name, ["\n".join(ad.sentences) for ad in ads])["found"]
    clusters = [merged(cluster for sentence in ad.clusters for cluster in sentence) for ad in ads]
    agreed = cluster_agreement((set(own), wanted) for own, wanted in zip(found, clusters, strict=True))
    return {
        "ads_per_s": round(len(texts) / sum(read["seconds"]), 1),
        "median_ms": round(1000 * statistics.median(read["seconds"])),
        "p95_ms": round(1000 * cuts[18]),
        "ready_s": round(read["ready_s"], 1),
        "peak_memory_mb": round(read["peak_memory_mb"]),
        "precision": round(agreed.precision, 3),
        "recall": round(agreed.recall, 3),
        "F1": round(agreed.f1, 3),
    }


def _run(name: str, texts: Sequence[str]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "ads.json"
        file.write_text(json.dumps(list(texts)), encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.readers_run", name, str(file)]
        told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    record: dict[str, Any] = json.loads(told.splitlines()[-1])
    return record
