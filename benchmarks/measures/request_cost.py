"""CPU and wall time of single requests, one after the other, in process: `python -m benchmarks.measures.request_cost`.

Reads texts from standard input as JSON, by kind; prints JSON.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings
from api.wiring import load_service
from benchmarks.measures.store import peak_mb

WARM = 3


def main() -> None:
    texts: dict[str, list[str]] = json.load(sys.stdin)
    with TestClient(create_app(load_service(read_settings()))) as client:
        told = {f"extract, {kind} ad": timed(texts[kind], asking(client, "/v1/extract")) for kind in texts}
        told["gap, middling ad"] = timed(texts["middling"], asking_gap(client))
    print(json.dumps({"requests": told, "peak_mb": peak_mb()}))


def asking(client: TestClient, path: str) -> Callable[[str], None]:
    return lambda text: _done(client.post(path, json={"text": text}))


def asking_gap(client: TestClient) -> Callable[[str], None]:
    return lambda text: _done(client.post("/v1/gap", json={"ad": {"text": text}, "budget": 500, "hours": 60}))


def _done(response: Any) -> None:  # noqa: ANN401 - of the test client
    response.raise_for_status()


def timed(texts: list[str], ask: Callable[[str], None]) -> dict[str, Any]:
    for text in texts[:WARM]:
        ask(text)
    walls, cpus = [], []
    for text in texts:
        start, used = time.perf_counter(), time.process_time()
        ask(text)
        walls.append(1000 * (time.perf_counter() - start))
        cpus.append(1000 * (time.process_time() - used))
    words = statistics.fmean(len(text.split()) for text in texts)
    return {
        "words": round(words),
        "median_ms": round(statistics.median(walls), 1),
        "mean_cpu_ms": round(statistics.fmean(cpus), 1),
        "n": len(texts),
    }


if __name__ == "__main__":
    main()
