"""Empty databases for tests, each with our tables: a file, or one of a PostgreSQL that all tests share."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, text

from corpora.store.database import Database, open_database
from corpora.store.schema import migrate

_NUMBERS = count(1)


@contextmanager
def fresh_sqlite(folder: Path) -> Iterator[Database]:
    database = open_database(folder)
    migrate(database)
    yield database
    database.close()


@contextmanager
def fresh_postgresql(server: str) -> Iterator[Database]:
    """`server`: address of its database `postgres`."""
    with fresh_address(server) as address:
        database = open_database(Path(), address)
        migrate(database)
        yield database
        database.close()


@contextmanager
def fresh_address(server: str) -> Iterator[str]:
    """The address of a database without tables."""
    name = f"test_{next(_NUMBERS)}"
    engine = create_engine(
        server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT", pool_pre_ping=True
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.replace("/postgres?", f"/{name}?")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()
