"""Batches under a key: begun once, answered again, taken up where their server died."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpora.store.batches import BROKEN_OFF_AFTER, KEPT_FOR, Batches
from corpora.store.database import Database
from matcher.errors import BatchInProgress, BatchKeyReused
from tests.databases import fresh_postgresql, fresh_sqlite

START = datetime(2026, 5, 4, 12, tzinfo=UTC)
ONE, OTHER = b"1" * 32, b"2" * 32


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with ExitStack() as opened:
        if request.param == "sqlite":
            yield opened.enter_context(fresh_sqlite(tmp_path))
        else:
            yield opened.enter_context(fresh_postgresql(request.getfixturevalue("postgresql")))


def at(database: Database, after: timedelta) -> Batches:
    return Batches(database, lambda: START + after)


def test_a_batch_is_begun_once_and_its_answer_given_again_for_a_day(database: Database) -> None:
    soon, later = at(database, timedelta()), at(database, KEPT_FOR - timedelta(seconds=1))
    assert soon.begin("key", ONE) is None
    soon.finish("key", b"answer\n")
    assert later.begin("key", ONE) == b"answer\n"
    with pytest.raises(BatchKeyReused, match="'key' came with another body"):
        later.begin("key", OTHER)
    assert at(database, KEPT_FOR + timedelta(seconds=1)).begin("key", OTHER) is None


def test_one_that_is_being_worked_on_is_not_begun_until_its_server_must_have_died(database: Database) -> None:
    assert at(database, timedelta()).begin("key", ONE) is None
    with pytest.raises(BatchInProgress, match="'key' is still being worked on"):
        at(database, BROKEN_OFF_AFTER - timedelta(seconds=1)).begin("key", ONE)
    again = at(database, BROKEN_OFF_AFTER)
    assert again.begin("key", ONE) is None
    with pytest.raises(BatchInProgress):
        again.begin("key", ONE)


def test_one_that_could_not_be_answered_may_be_sent_again_at_once(database: Database) -> None:
    batches = at(database, timedelta())
    batches.begin("key", ONE)
    batches.drop("key")
    assert batches.begin("key", OTHER) is None
    batches.finish("key", b"answer")
    batches.drop("key")
    assert batches.begin("key", OTHER) == b"answer"
