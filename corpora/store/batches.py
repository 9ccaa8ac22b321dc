"""Batches that came with an Idempotency-Key: what was answered is answered again, and nothing is done twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from corpora.store import tables
from corpora.store.database import Database, in_utc
from matcher.errors import BatchInProgress, BatchKeyReused

KEPT_FOR = timedelta(days=1)
"""How long an answer can be had again."""
BROKEN_OFF_AFTER = timedelta(minutes=10)
"""From when on a batch without an answer is taken for one whose server died: it may be sent again.

Also where it seems to have begun so far in the future: a clock was wrong, and nobody is to wait until it is right."""


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, eq=False)
class Batches:
    database: Database
    now: Callable[[], datetime] = field(default=_now)

    def begin(self, key: str, digest: bytes) -> bytes | None:
        """The answer where there is one; None where the batch is the caller's to answer, and to `finish` or `drop`.

        `digest`: 32 bytes, of the body. Raises BatchKeyReused, BatchInProgress.
        """
        batches, now = tables.batches.c, self.now()
        with self.database.writing() as connection:
            out_of_time = (batches.begun < now - KEPT_FOR) | (batches.begun > now + KEPT_FOR)
            connection.execute(delete(tables.batches).where(out_of_time))
            row = connection.execute(select(tables.batches).where(batches.key == key)).one_or_none()
            if row is None:
                connection.execute(insert(tables.batches).values(key=key, digest=digest, begun=now))
                return None
            if bytes(row.digest) != digest:
                raise BatchKeyReused(key)
            if row.answer is not None:
                return bytes(row.answer)
            if abs(in_utc(row.begun) - now) < BROKEN_OFF_AFTER:
                raise BatchInProgress(key)
            connection.execute(update(tables.batches).where(batches.key == key).values(begun=now))
            return None

    def finish(self, key: str, answer: bytes) -> None:
        with self.database.writing() as connection:
            connection.execute(update(tables.batches).where(tables.batches.c.key == key).values(answer=answer))

    def drop(self, key: str) -> None:
        """Where it could not be answered: it may be sent again at once."""
        unanswered = tables.batches.c.key == key, tables.batches.c.answer.is_(None)
        with self.database.writing() as connection:
            connection.execute(delete(tables.batches).where(*unanswered))
