"""Speed and memory on real and sample ads: `make bench`. Writes benchmarks/speed/latest.json and .md.

Interactive: ads of about 600 words through POST /v1/gap in process, after warm-up, with and without a CV. Start-up
and peak memory are those of a fresh `matcher serve` process. Bulk: `matcher extract` over the first health ads,
start-up included. Then our reader beside an open peer, each alone, over the same ads.
"""

import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings
from api.wiring import load_service
from benchmarks.peers import compared
from benchmarks.real_ads import LIBRARIES, NHS, ads_of
from corpora.ads.files import read_sample_ads
from matcher.ads import JobAd
from matcher.errors import SourceUnavailable

TARGET = Path(__file__).parent / "speed"
WORDS = (540, 660)
"""An ad counts as one of about 600 words within these bounds."""
ROUNDS = 40
BULK = 2_000
"""Of the 11,679 health ads, in the order of the file; the more, the oftener sentences recur."""
COMPARED = 60
BESIDE = "beside a peer"
"""Of the record; left out where there are no annotated ads to compare over."""
PORT = 8123


def main() -> None:
    ads = _ads_of_600_words()
    profile = (Path(__file__).parents[1] / "corpora/sample/profiles/cv-librarian.txt").read_text()
    client = TestClient(create_app(load_service(read_settings())))
    figures = {
        "gap, ad of ~600 words": _timed(lambda i: _gap(client, ads[i % len(ads)])),
        "gap, ad of ~600 words and a CV": _timed(lambda i: _gap(client, ads[i % len(ads)], profile)),
        "gap, a role name": _timed(lambda _: _role(client)),
        "serve": _serve(),
        "extract, health ads": _bulk(),
    }
    record = {
        "command": "make bench",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "ads": f"{len(ads)} of {WORDS[0]}-{WORDS[1]} words",
        "figures": figures,
        **beside_a_peer([ad.text for ad in ads[:COMPARED]]),
    }
    TARGET.mkdir(exist_ok=True)
    (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
    (TARGET / "latest.md").write_text(table(record))
    print(table(record))


def _ads_of_600_words() -> list[JobAd]:
    near = [ad for ad in _ads_of(LIBRARIES) or read_sample_ads() if WORDS[0] <= len(ad.text.split()) <= WORDS[1]]
    return sorted(near, key=lambda ad: ad.id)[:ROUNDS] or list(read_sample_ads())


def beside_a_peer(texts: Sequence[str]) -> dict[str, Any]:
    """Nothing where the annotated ads are not there."""
    try:
        return {BESIDE: compared(texts)}
    except SourceUnavailable as error:
        print(f"without the comparison with a peer: {error}", file=sys.stderr)
        return {}


def _gap(client: TestClient, ad: JobAd, profile: str | None = None) -> None:
    asked = {
        "ad": {"text": ad.text},
        "budget": 500,
        "hours": 60,
        "profile": {"text": profile} if profile else {},
    }
    client.post("/v1/gap", json=asked).raise_for_status()


def _role(client: TestClient) -> None:
    client.post("/v1/gap", json={"role": "reference librarian", "budget": 500, "hours": 60}).raise_for_status()


def _timed(ask: Callable[[int], None]) -> dict[str, float]:
    for i in range(5):
        ask(i)
    times = []
    for i in range(ROUNDS):
        start = time.perf_counter()
        ask(i)
        times.append(1000 * (time.perf_counter() - start))
    cuts = statistics.quantiles(times, n=20)
    return {"median_ms": round(statistics.median(times)), "p95_ms": round(cuts[18]), "n": ROUNDS}


def _serve() -> dict[str, float]:
    """Start a server, wait until it is ready, ask it once, read its peak memory, stop it."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "api.command", "serve", "--port", str(PORT)])
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}/readyz", timeout=1)
                break
            except OSError:
                time.sleep(0.05)
        ready = time.perf_counter() - start
        body = json.dumps({"ad": {"text": read_sample_ads()[0].text}}).encode()
        headers = {"content-type": "application/json"}
        for _ in range(20):
            request = urllib.request.Request(f"http://127.0.0.1:{PORT}/v1/gap", body, headers)
            urllib.request.urlopen(request, timeout=60).read()
        status = Path(f"/proc/{process.pid}/status").read_text()
        peak = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))
    finally:
        process.terminate()
        process.wait(20)
    return {"ready_s": round(ready, 2), "peak_memory_mb": round(peak / 1024)}


def _bulk() -> dict[str, float]:
    ads = list(_ads_of(NHS, BULK) or read_sample_ads())
    folder = Path(os.environ.get("TMPDIR", "/tmp")) / f"matcher-bench-{os.getpid()}"
    folder.mkdir()
    source, target = folder / "ads.jsonl", folder / "skills.jsonl"
    source.write_text("".join(json.dumps({"id": ad.id, "text": ad.text}) + "\n" for ad in ads))
    start = time.perf_counter()
    command = [sys.executable, "-m", "api.command", "extract", "--in", str(source), "--out", str(target)]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - start
    for path in (source, target):
        path.unlink()
    folder.rmdir()
    return {
        "ads": len(ads),
        "ads_per_s_with_start_up": round(len(ads) / seconds, 1),
    }


def _ads_of(files: str, most: int | None = None) -> list[JobAd]:
    """Real ads; none where the data is not there."""
    try:
        return list(islice(ads_of(files), most))
    except SourceUnavailable:
        return []


def table(record: dict[str, Any]) -> str:
    lines = [
        "# Speed and memory",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}; {record['ads']}.",
        "",
        "| what | figures |",
        "| --- | --- |",
    ]
    lines += [
        f"| {name} | {', '.join(f'{key} {value}' for key, value in found.items())} |"
        for name, found in record["figures"].items()
    ]
    if BESIDE in record:
        lines += _table_of_peers(record[BESIDE])
    return "\n".join(lines) + "\n"


def _table_of_peers(readers: dict[str, Any]) -> list[str]:
    measures = list(readers["ours"])
    lines = [
        "",
        f"Each reader alone over the same {COMPARED} library ads, one after the other. Precision, recall and F1 are of "
        "the 27 annotated ads, on which ours was fitted: what it is worth on others stands in `../quality/latest.md`.",
        "",
        "| reader | " + " | ".join(measures) + " |",
        "| --- |" + " ---: |" * len(measures),
    ]
    return lines + [
        f"| {name} | " + " | ".join(str(found[measure]) for measure in measures) + " |"
        for name, found in readers.items()
    ]


if __name__ == "__main__":
    main()
