"""What a kept ad takes in SQLite, and which part of it what takes.

Real ads are read, and kept many times over under other ids, places and dates (`benchmarks.drawn_ads` says how), so that
pages and indexes are filled as in a large store.
"""

import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from api.ad_reading import reading_each
from api.settings import read_settings
from api.wiring import finder, load_reading
from benchmarks.drawn_ads import RealAds
from corpora.store.ads import SqlAdStore
from corpora.store.database import open_database
from corpora.store.schema import migrate
from matcher.ad_store import ReadAd
from matcher.ads import JobAd

KEPT = 10_000
BATCH = 5_000
BY_TABLE = """
    SELECT schema.tbl_name, SUM(pages.pgsize) FROM dbstat AS pages
    JOIN sqlite_schema AS schema ON schema.name = pages.name GROUP BY schema.tbl_name ORDER BY 2 DESC
"""


def kept_bytes(ads: Sequence[JobAd]) -> dict[str, Any]:
    reading = load_reading(read_settings())
    read = reading_each(reading.ads, finder(reading), reading.encoder, reading.version)(ads)
    real = RealAds([one for one in read if isinstance(one, ReadAd)])
    with tempfile.TemporaryDirectory(prefix="matcher-kept-") as name:
        with closing(open_database(Path(name))) as database:
            migrate(database)
            for batch in real.drawn(range(KEPT), BATCH):
                SqlAdStore(database).save(batch, [])
        [path] = Path(name).glob("store.db")
        with closing(sqlite3.connect(path)) as connection:
            parts = {table: size / KEPT for table, size in connection.execute(BY_TABLE)}
    return {
        "real_ads": len(real.read),
        "kept": KEPT,
        "text_bytes": round(sum(len(one.ad.text.encode()) for one in real.read) / len(real.read)),
        "demands": round(sum(len(one.demands) for one in real.read) / len(real.read), 1),
        "bytes_per_ad": round(sum(parts.values())),
        "parts": {table: round(size) for table, size in parts.items() if size >= 1},
    }
