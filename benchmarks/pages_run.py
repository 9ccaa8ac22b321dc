"""How heavy and how quick the pages are in a browser: `make bench`. Writes benchmarks/pages/latest.json and .md.

A fresh `matcher serve` with the sample data, and the machine's Chromium. What is measured stands in `page_views.py`;
with `--dry` each thing is measured a few times, told, and nothing is written. Real ads are read where the data set
beside the project is.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measures.pages import SLOWER, first_page, waited, waited_once
from benchmarks.page_views import ANSWERED_WITHIN_MS, FIRST, INTERACTIONS, answer_to
from benchmarks.real_ads import LIBRARIES, NHS, ads_of, drawn
from benchmarks.served import served
from matcher.errors import SourceUnavailable
from tests.web.chromium import NoBrowser, started

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TARGET = Path(__file__).parent / "pages"
LOADS = 7
TRIES = 30
EACH = 5
"""Real ads, of the NHS and of libraries."""
DRY = 2
AIMS = {"transferred_bytes": 60_000, "largest_paint_ms": 1_000}
REAL = "answer to a real ad"
"""Of the record; left out where there are none."""


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages_run", description=__doc__)
    parser.add_argument("--dry", action="store_true", help="try it out and write nothing")
    dry = parser.parse_args(arguments).dry
    try:
        with started() as browser, served() as site:
            record = _record(browser, site, *((DRY, DRY, DRY) if dry else (LOADS, TRIES, EACH)))
    except NoBrowser as reason:
        print(f"without the pages: {reason}", file=sys.stderr)
        return
    if not dry:
        TARGET.mkdir(exist_ok=True)
        (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
        (TARGET / "latest.md").write_text(table(record))
    print(table(record))


def _record(browser: Browser, site: str, loads: int, tries: int, each: int) -> dict[str, Any]:
    return {
        "command": "make bench",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "browser": f"Chromium {browser.version}",
        "load": [round(load, 1) for load in os.getloadavg()],
        "aims": AIMS,
        "first": first_page(browser, site, FIRST, loads),
        "interactions": {one.name: waited(browser, site, one, tries) | {"aim_ms": one.aim_ms} for one in INTERACTIONS},
        **real_answers(browser, site, each),
    }


def real_answers(browser: Browser, site: str, each: int) -> dict[str, Any]:
    """Nothing where there are no real ads."""
    try:
        ads = [ad for files in (NHS, LIBRARIES) for ad in drawn(ads_of(files), each)]
    except SourceUnavailable as error:
        print(f"without answers to real ads: {error}", file=sys.stderr)
        return {}
    return {REAL: waited_once(browser, site, [answer_to(ad) for ad in ads]) | {"aim_ms": ANSWERED_WITHIN_MS}}


def table(record: Mapping[str, Any]) -> str:
    first, aims = record["first"], record["aims"]
    lines = [
        "# The pages in a browser",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}, "
        f"{record['browser']}; load {record['load'][0]} when it began.",
        "",
        "| what | figure | aim |",
        "| --- | ---: | ---: |",
        f"| first page with all its parts, over the wire | {_kb(first['transferred_bytes'])} | "
        f"{_kb(aims['transferred_bytes'])} |",
        f"| its largest paint, processor {SLOWER} times slower, median of {first['n']} | "
        f"{first['largest_paint_ms']:,} ms | {aims['largest_paint_ms']:,} ms |",
        f"| the slowest of them | {first['slowest_largest_paint_ms']:,} ms | |",
    ]
    for name, found in record["interactions"].items():
        lines += [
            f"| {name}: until the result is there, median of {found['n']} | {found['median_ms']:,} ms | "
            f"{found['aim_ms']:,} ms |",
            f"| {name}: 95 in 100 | {found['p95_ms']:,} ms | |",
        ]
    if found := record.get(REAL):
        lines += [
            f"| {REAL}, each read for the first time: until it is there, median of {found['n']} | "
            f"{found['median_ms']:,} ms | {found['aim_ms']:,} ms |",
            f"| {REAL}: the slowest of them | {found['worst_ms']:,} ms | {found['aim_ms']:,} ms |",
        ]
    lines += ["", "kB are 1,000 bytes. What the first page is made of:", "", "| part | bytes | compressed |"]
    lines += ["| --- | ---: | --- |"]
    lines += [f"| `{part['path']}` | {part['bytes']:,} | {part['encoding']} |" for part in first["parts"]]
    return "\n".join(lines) + "\n"


def _kb(count: int) -> str:
    return f"{count / 1000:.1f} kB"


if __name__ == "__main__":
    main(sys.argv[1:])
