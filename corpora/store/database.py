"""A database to keep things in: a file by SQLite, or a PostgreSQL; its transactions, and its errors in our words."""

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, DisconnectionError
from sqlalchemy.exc import TimeoutError as NoneFree

from corpora.store.sqlite_file import Opening, connect, identity, meaning, opening_of
from matcher.errors import (
    InvalidInput,
    StoreDamaged,
    StoreFull,
    StoreLocked,
    StoreOutdated,
    StoreReadOnly,
    StoreUnreachable,
    TooBusy,
)

FILE = "store.db"
BUSY_SECONDS = 30
"""Patience with another writer; a batch is written in far less."""
CONNECT_SECONDS = 10
CACHE_KIBIBYTES = 64_000
WRITER_CACHE_KIBIBYTES = 400_000
"""Of the one that writes: in a store of a million ads the buckets that rows go into lie all over 130 MB."""
WRITES = "writes"
WRITER_LOCK = 7_305_801_523
"""Of PostgreSQL's advisory locks: one process writes at a time, as in SQLite."""
LOCK_BYTES = 8
POSTGRESQL = ("postgresql", "postgres")
NO_TABLE = ("42P01", "3F000")
"""No such table, and no such schema to make one in."""
LOCK_NOT_AVAILABLE = "55P03"
DISK_FULL = "53100"
READ_ONLY = "25006"
OPENED = "opened"
"""Which file a connection has open."""


@dataclass(frozen=True, slots=True, eq=False)
class Database:
    engine: Engine
    name: str
    """As messages call it: without a password."""
    busy_seconds: int
    """How long a writer waits for another."""
    schema: str | None = None
    """Of PostgreSQL: the one that all tables are in; None where it is whatever its user's `search_path` says."""

    @property
    def is_postgresql(self) -> bool:
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of everything, whatever is written meanwhile. Raises the errors of `told`."""
        level = {"isolation_level": "REPEATABLE READ"} if self.is_postgresql else {}
        with self.told(), self.engine.connect().execution_options(**level) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Alone, and whole or not at all. Raises the errors of `told`."""
        options = {WRITES: True}
        with self.told(), self.engine.connect().execution_options(**options) as connection, connection.begin():
            if self.is_postgresql:
                connection.execute(text(f"SET LOCAL lock_timeout = '{self.busy_seconds}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": self.writer_lock})
            yield connection

    @property
    def writer_lock(self) -> int:
        """Of its own for each schema: advisory locks are one set a database, and tenants don't wait for each other."""
        if self.schema is None:
            return WRITER_LOCK
        return int.from_bytes(hashlib.sha256(self.schema.encode()).digest()[:LOCK_BYTES], signed=True)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Raises the errors of a store, such as StoreUnreachable, StoreFull or StoreDamaged, for the driver's.

        And TooBusy where all connections of this process have been in use for too long.
        """
        try:
            yield
        except NoneFree as error:
            raise TooBusy("questions to the store") from error
        except DBAPIError as error:
            raise self._meant(error.orig or error) from error
        except self.driver.Error as error:
            raise self._meant(error) from error
        except (JSONDecodeError, UnicodeDecodeError) as error:
            raise StoreDamaged(self.name, f"what is kept in a row can't be read: {error}") from error

    def close(self) -> None:
        self.engine.dispose()

    def settle(self) -> None:
        """Of a file: what was deleted is also gone from the log beside it, unless somebody is still reading there."""
        if self.is_postgresql:
            return
        with self.told():
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
            finally:
                connection.close()

    @property
    def driver(self) -> Any:  # noqa: ANN401 - a module, as PEP 249 describes it
        return self.engine.dialect.loaded_dbapi

    def _meant(self, error: BaseException) -> BaseException:
        if self.is_postgresql:
            return self._meant_by_postgresql(error)
        return meaning(Path(self.name), self.busy_seconds, error) or error

    def _meant_by_postgresql(self, error: BaseException) -> BaseException:
        said = str(error).strip().splitlines()
        reason = said[0] if said else type(error).__name__
        match getattr(error, "sqlstate", None):
            case str(state) if state == LOCK_NOT_AVAILABLE:
                return StoreLocked(self.name, self.busy_seconds)
            case str(state) if state in NO_TABLE:
                return StoreOutdated(self.name, None, "")
            case str(state) if state == DISK_FULL:
                return StoreFull(self.name)
            case str(state) if state == READ_ONLY:
                return StoreReadOnly(self.name)
        if isinstance(error, self.driver.OperationalError):
            return StoreUnreachable(self.name, reason)
        return error if isinstance(error, self.driver.ProgrammingError) else StoreDamaged(self.name, reason)


def open_database(
    home: Path, url: str | None = None, busy_seconds: int = BUSY_SECONDS, schema: str | None = None
) -> Database:
    """The PostgreSQL that `url` names, else the file in `home`; nothing is connected or made yet.

    With a `schema` every table is in that, and none of another one is in reach: not even the extension's types and
    operators are, which have to be named in full. Raises InvalidInput where the address is none of PostgreSQL.
    """
    if url is None:
        return _sqlite(home / FILE, busy_seconds)
    address = postgresql_address(url)
    engine = create_engine(address, connect_args=_connecting(address, schema), pool_pre_ping=True)
    name = address.set(drivername="postgresql").render_as_string(hide_password=True)
    if schema is None:
        return Database(engine, name, busy_seconds)
    named = f"{name} (schema {schema})"
    event.listen(engine, "connect", partial(require_path, named, schema))
    return Database(engine, named, busy_seconds, schema)


def _connecting(address: URL, schema: str | None) -> dict[str, object]:
    """The path is said as the connection is made, and not by SET.

    So it holds from the first statement on, in every transaction and outside of them, and nothing that rolls back or is
    reset takes it away.
    """
    said: dict[str, object] = {"connect_timeout": CONNECT_SECONDS}
    if schema is None:
        return said
    given = address.query.get("options", ())
    options = [given] if isinstance(given, str) else list(given)
    return {**said, "options": " ".join([*options, f"-csearch_path={schema}"])}


def require_path(name: str, schema: str, connection: Any, _: object) -> None:  # noqa: ANN401 - as psycopg types it
    """Raises StoreUnreachable where something between here and there, such as a pooler, lost the path on the way."""
    found = connection.execute("SHOW search_path").fetchone()[0]
    connection.rollback()
    if found != schema:
        raise StoreUnreachable(name, f"its search_path came to be {found!r}; a pooler must let `options` through")


def postgresql_address(url: str) -> URL:
    """Raises InvalidInput, which does not repeat what may hold a password."""
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise InvalidInput("database_url", "is no address such as postgresql://user:password@host/database") from None
    if address.get_backend_name() not in POSTGRESQL:
        kind = address.get_backend_name()
        raise InvalidInput("database_url", f"names a {kind} database; it must start with postgresql://")
    return address.set(drivername="postgresql+psycopg")


def _sqlite(path: Path, busy_seconds: int) -> Database:
    engine = create_engine(URL.create("sqlite", database=str(path)), creator=lambda: connect(path, busy_seconds))

    def prepare(connection: sqlite3.Connection, record: Any) -> None:  # noqa: ANN401 - as SQLAlchemy types it
        record.info[OPENED] = identity(path)
        _prepare(connection, opening_of(path))

    def require_the_same(_: object, record: Any, __: object) -> None:  # noqa: ANN401 - as above
        """Whoever goes on with a file that was removed or replaced would write into nothing."""
        if record.info[OPENED] != identity(path):
            raise DisconnectionError

    event.listen(engine, "connect", prepare)
    event.listen(engine, "checkout", require_the_same)
    event.listen(engine, "begin", _begin)
    return Database(engine, str(path), busy_seconds)


def _prepare(connection: sqlite3.Connection, opening: Opening) -> None:
    writing = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")
    for setting in ("foreign_keys = ON", *(writing if opening is Opening.TO_WRITE else ())):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    writes = bool(options.get(WRITES))
    connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITER_CACHE_KIBIBYTES if writes else CACHE_KIBIBYTES}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def in_utc(moment: datetime) -> datetime:
    """As it was kept: SQLite keeps no zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
