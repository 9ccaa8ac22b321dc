"""What a store of up to a million read ads costs: `python -m benchmarks.store_run --ads 10000 100000 1000000`.

The ads are synthetic: drawn from the real read ads in the store of MATCHER_HOME (`drawn_ads` says how). The store grows
from size to size in a temporary home, which is removed afterwards: a million ads want 20 GB of disk and half an hour.
Writes benchmarks/store/latest.json, .md and .svg as it goes, so that a run that is cut off leaves what it has measured.
"""

import argparse
import datetime
import gc
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from api.settings import read_settings
from benchmarks.drawn_ads import READ_WITH, RealAds, read_real_ads
from benchmarks.measures.pgvector import nearest_in_postgresql
from benchmarks.measures.store import peak_mb
from benchmarks.store_report import plot, table
from corpora.store.ads import SqlAdStore
from corpora.store.database import Database, open_database
from corpora.store.schema import migrate
from tests.postgresql import serving

TARGET = Path(__file__).parent / "store"
BATCH = 5_000
"""Ads in one transaction."""
SIZES = (10_000, 100_000, 1_000_000)
POSTGRESQL_SIZES = (10_000, 100_000)


def main() -> None:
    asked = _arguments()
    record: dict[str, Any] = {
        "command": "python -m benchmarks.store_run " + " ".join(sys.argv[1:]),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load_before": round(os.getloadavg()[0], 1),
    }
    with closing(open_database(read_settings().home, read_settings().database_url)) as database:
        real = read_real_ads(SqlAdStore(database))
    gc.collect()
    gc.freeze()  # the real ads are of the benchmark: what saves others need not look through them again and again
    record["real_ads"], record["batch"] = len(real.read), BATCH
    record["demands_per_ad"] = round(sum(len(one.demands) for one in real.read) / len(real.read), 1)
    record["sqlite"], record["postgresql"] = {}, {}
    _write(record)
    _grow_sqlite(real, sorted(asked.ads), record)
    _grow_postgresql(real, sorted(asked.postgresql), record)
    print(table(record))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store_run", description=__doc__)
    parser.add_argument("--ads", type=int, nargs="+", default=SIZES, help="sizes of the store in SQLite")
    parser.add_argument("--postgresql", type=int, nargs="*", default=POSTGRESQL_SIZES, help="sizes in PostgreSQL")
    return parser.parse_args()


def _grow_sqlite(real: RealAds, sizes: list[int], record: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory(prefix="matcher-store-") as name:
        home = Path(name)
        with closing(open_database(home)) as database:
            migrate(database)
            for former, size in zip([0, *sizes], sizes, strict=False):
                told = record["sqlite"][str(size)] = _ingest(database, real, range(former, size))
                database.close()  # which puts what is in the log into the file
                told["disk_mb"] = round(sum(path.stat().st_size for path in home.glob("store.db*")) / 1e6)
                for measure in ("facts", "many", "kept"):
                    told[measure] = _measured(measure, home)
                    _write(record)
                told["exact"] = _measured("exact", read_settings().home, str(size))
                _write(record)
                shutil.rmtree(home / "ad_index")


def _grow_postgresql(real: RealAds, sizes: list[int], record: dict[str, Any]) -> None:
    """Without fsync, in a server of its own."""
    if not sizes:
        return
    with serving() as address, closing(open_database(Path(), address)) as database:
        migrate(database)
        store = SqlAdStore(database)
        dim = real.read[0].vector.shape[1]
        for former, size in zip([0, *sizes], sizes, strict=False):
            told = record["postgresql"][str(size)] = _ingest(database, real, range(former, size))
            with database.reading() as connection:
                bytes_ = connection.exec_driver_sql("SELECT pg_database_size(current_database())").scalar_one()
            told["disk_mb"] = round(bytes_ / 1e6)
            start = time.perf_counter()
            told["facts"] = {"demands": len(store.facts().ad_of), "load_s": round(time.perf_counter() - start, 2)}
            told["pgvector"] = nearest_in_postgresql(store, READ_WITH.encoder, dim)
            _write(record)


def _ingest(database: Database, real: RealAds, numbers: range) -> dict[str, Any]:
    """Only what saving takes is counted; drawing is not."""
    store, seconds, processor = SqlAdStore(database), 0.0, 0.0
    for batch in real.drawn(numbers, BATCH):
        start, used = time.perf_counter(), time.process_time()
        store.save(batch, [])
        seconds += time.perf_counter() - start
        processor += time.process_time() - used
        if batch[-1].ad.id.endswith("9999"):
            print(f"{batch[-1].ad.id}: {len(numbers)} ads, {seconds:.0f} s so far", file=sys.stderr)
    count = len(numbers)
    return {
        "ingested": count,
        "ads_per_s": round(count / seconds),
        "ads_per_cpu_s": round(count / processor),
        "peak_mb": peak_mb(),
    }


def _measured(name: str, home: Path, *count: str) -> dict[str, Any]:
    run = [sys.executable, "-m", "benchmarks.measures.store", name, str(home), *count]
    told: dict[str, Any] = json.loads(subprocess.check_output(run, text=True))
    return told


def _write(record: dict[str, Any]) -> None:
    TARGET.mkdir(exist_ok=True)
    (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
    (TARGET / "latest.md").write_text(table(record))
    if record["sqlite"]:
        (TARGET / "latest.svg").write_text(plot(record))


if __name__ == "__main__":
    main()
