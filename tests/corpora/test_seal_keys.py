"""The keys of what travels in forms: one for all servers of a store, and the former one for a while."""

import multiprocessing
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from corpora.store.database import Database, open_database
from corpora.store.seal_keys import KEPT_FOR, KEY_BYTES, SealKeys
from tests.databases import fresh_postgresql, fresh_sqlite


@dataclass(slots=True)
class Clock:
    now: datetime = datetime(2026, 5, 4, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with ExitStack() as opened:
        if request.param == "sqlite":
            yield opened.enter_context(fresh_sqlite(tmp_path))
        else:
            yield opened.enter_context(fresh_postgresql(request.getfixturevalue("postgresql")))


def kept(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute(text("SELECT count(*) FROM seal_keys")).scalar_one())


def test_the_first_key_is_made_once_and_stays(database: Database) -> None:
    [key] = SealKeys(database).keys()
    assert len(key) == KEY_BYTES
    assert SealKeys(database).keys() == (key,)
    assert kept(database) == 1


def test_after_a_new_key_the_former_one_opens_for_a_day(database: Database) -> None:
    clock = Clock()
    keys = SealKeys(database, clock)
    [first] = keys.keys()
    clock.now += timedelta(days=30)
    keys.rotate()
    second, former = keys.keys()
    assert (former, second == first) == (first, False)
    clock.now += KEPT_FOR - timedelta(seconds=1)
    assert keys.keys() == (second, first)
    clock.now += timedelta(seconds=2)
    assert keys.keys() == (second,)


def test_a_key_that_opens_nothing_any_more_goes_with_the_next_rotation(database: Database) -> None:
    clock = Clock()
    keys = SealKeys(database, clock)
    keys.keys()
    keys.rotate()
    clock.now += 2 * KEPT_FOR
    [second] = keys.keys()
    keys.rotate()
    assert keys.keys()[1:] == (second,)
    assert kept(database) == 2


def _first(home: Path, found: "multiprocessing.Queue[tuple[bytes, ...]]") -> None:
    database = open_database(home)
    found.put(SealKeys(database).keys())
    database.close()


def test_processes_that_need_the_first_key_at_the_same_time_get_the_same(tmp_path: Path) -> None:
    spawned = multiprocessing.get_context("spawn")
    found: multiprocessing.Queue[tuple[bytes, ...]] = spawned.Queue()
    with fresh_sqlite(tmp_path) as database:
        processes = [spawned.Process(target=_first, args=(tmp_path, found)) for _ in range(2)]
        for process in processes:
            process.start()
        assert found.get() == found.get() == SealKeys(database).keys()
        for process in processes:
            process.join()
    found.close()
    found.join_thread()
