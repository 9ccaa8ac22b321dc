"""Ads on their way into a store, by parts that load at once, in a process that kills itself at a chosen point.

Points are counted: every statement, and every commit, before the database sees it. So the same number is the same
moment, each time and on any machine.
"""

import json
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import event

from api.ingesting import FileIngestion, Ingestion, Tally
from corpora.store.ads import SqlAdStore
from corpora.store.database import open_database
from corpora.store.signatures import signature_of
from matcher.ad_store import ReadAd, ReadWith
from matcher.ads import JobAd

MAX_CHARACTERS = 10_000
MADE_WITH = ReadWith(reading="reading-1", encoder="encoder-1")


@dataclass(slots=True, weakref_slot=True, eq=False)
class Points:
    """Passed so far; at the last one the process dies."""

    last: int | None
    passed: int = 0

    def __call__(self, *_: object) -> None:
        self.passed += 1
        if self.passed == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def store_with(home: Path, points: Points) -> Iterator[SqlAdStore]:
    store = SqlAdStore(open_database(home))
    event.listen(store.database.engine, "before_cursor_execute", points)
    event.listen(store.database.engine, "commit", points)
    yield store
    store.close()


def ingest(home: Path, file: Path, last: int | None = None) -> tuple[Tally, int]:
    """What became of the ads of the file, and the number of points that were passed."""
    points, tally = Points(last), Tally()
    with store_with(home, points) as store:
        run = FileIngestion(
            ingestion=Ingestion(store=store, read=_read), max_characters=MAX_CHARACTERS, refuse=lambda _: None
        )
        for _ in run.run(file, tally):
            pass
    return tally, points.passed


def _read(ads: Sequence[JobAd]) -> Iterator[ReadAd]:
    """As if it had been: what is killed is the keeping."""
    for ad in ads:
        yield ReadAd(
            ad=ad,
            made_with=MADE_WITH,
            demands=(),
            unlinked=(),
            language="en",
            vector=np.ones((1, 3), dtype=np.float32),
            signature=signature_of(ad),
        )


def ingest_and_die(home: Path, file: Path, last: int) -> int:
    """The exit code of the process that did."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(target=ingest, args=(home, file, last))
    process.start()
    process.join()
    return process.exitcode or 0


def write_ads(path: Path, count: int) -> list[dict[str, str]]:
    rows = [
        {"id": f"new-{number:04}", "title": "Analyst", "text": f"You must know SQL.\nRoom {number} of {number}."}
        for number in range(count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return rows
