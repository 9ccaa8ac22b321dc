"""The keys that servers of one store seal forms with, so that one opens what another has sealed."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select

from corpora.store import tables
from corpora.store.database import Database, in_utc

KEY_BYTES = 32
KEPT_FOR = timedelta(days=1)
"""How long a key opens what it sealed, once there is a newer one: a page left open overnight is not read again."""


class Kept(NamedTuple):
    number: int
    key: bytes
    made: datetime


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, eq=False)
class SealKeys:
    """Raises what `Database.told` raises."""

    database: Database
    now: Callable[[], datetime] = field(default=_now)

    def keys(self) -> tuple[bytes, ...]:
        """That which seals, then those which still open; the first of all is made here."""
        with self.database.reading() as connection:
            rows = _newest_first(connection)
        return self._valid(rows) if rows else self._first()

    def rotate(self) -> None:
        """A new key; those that open nothing any more go."""
        with self.database.writing() as connection:
            self._add(connection)
            rows = _newest_first(connection)
            gone = [row.number for row in rows[len(self._valid(rows)) :]]
            connection.execute(delete(tables.seal_keys).where(tables.seal_keys.c.number.in_(gone)))

    def _first(self) -> tuple[bytes, ...]:
        """Made once, whoever else is at it."""
        with self.database.writing() as connection:
            if not _newest_first(connection):
                self._add(connection)
            return self._valid(_newest_first(connection))

    def _add(self, connection: Connection) -> None:
        connection.execute(insert(tables.seal_keys).values(key=secrets.token_bytes(KEY_BYTES), made=self.now()))

    def _valid(self, kept: Sequence[Kept]) -> tuple[bytes, ...]:
        """The newest, and those whose successor is young enough."""
        oldest = self.now() - KEPT_FOR
        former = [one for one, newer in zip(kept[1:], kept, strict=False) if newer.made > oldest]
        return tuple(one.key for one in (*kept[:1], *former))


def _newest_first(connection: Connection) -> list[Kept]:
    own = tables.seal_keys.c
    rows = connection.execute(select(own.number, own.key, own.made).order_by(own.number.desc()))
    return [Kept(row.number, bytes(row.key), in_utc(row.made)) for row in rows]
