"""A database to keep things in: a file by SQLite, or a PostgreSQL; its transactions, and its errors in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from matcher.errors import InvalidInput, StoreDamaged, StoreLocked, StoreOutdated, StoreUnreachable, TooBusy

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
POSTGRESQL = ("postgresql", "postgres")
UNDEFINED_TABLE = "42P01"
LOCK_NOT_AVAILABLE = "55P03"


@dataclass(frozen=True, slots=True, eq=False)
class Database:
    engine: Engine
    name: str
    """As messages call it: without a password."""
    busy_seconds: int
    """How long a writer waits for another."""

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
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITER_LOCK})
            yield connection

    @contextmanager
    def told(self) -> Iterator[None]:
        """Raises StoreUnreachable, StoreLocked, StoreOutdated and StoreDamaged for what the driver raises.

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

    def close(self) -> None:
        self.engine.dispose()

    @property
    def driver(self) -> Any:  # noqa: ANN401 - a module, as PEP 249 describes it
        return self.engine.dialect.loaded_dbapi

    def _meant(self, error: BaseException) -> BaseException:
        said = str(error).strip().splitlines()
        reason = said[0] if said else type(error).__name__
        state = getattr(error, "sqlstate", None)
        if state == LOCK_NOT_AVAILABLE or (not self.is_postgresql and "locked" in reason):
            return StoreLocked(self.name, self.busy_seconds)
        if state == UNDEFINED_TABLE or reason.startswith("no such table"):
            return StoreOutdated(self.name, None, "")
        if self.is_postgresql and isinstance(error, self.driver.OperationalError):
            return StoreUnreachable(self.name, reason)
        ours: bool = isinstance(error, self.driver.ProgrammingError)
        if ours:
            return error
        return StoreDamaged(self.name, reason)


def open_database(home: Path, url: str | None = None, busy_seconds: int = BUSY_SECONDS) -> Database:
    """The PostgreSQL that `url` names, else the file in `home`; nothing is connected or made yet.

    Raises InvalidInput where the address is none of PostgreSQL.
    """
    if url is None:
        return _sqlite(home / FILE, busy_seconds)
    address = postgresql_address(url)
    engine = create_engine(address, connect_args={"connect_timeout": CONNECT_SECONDS}, pool_pre_ping=True)
    name = address.set(drivername="postgresql").render_as_string(hide_password=True)
    return Database(engine, name, busy_seconds)


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
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return Database(engine, str(path), busy_seconds)


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions are begun by us, below
    for setting in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {setting}").close()


def _begin(connection: Connection) -> None:
    options: dict[str, Any] = dict(connection.get_execution_options())
    writes = bool(options.get(WRITES))
    connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITER_CACHE_KIBIBYTES if writes else CACHE_KIBIBYTES}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def in_utc(moment: datetime) -> datetime:
    """As it was kept: SQLite keeps no zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
