"""Empty databases for tests, each with our tables: a file, or one of a PostgreSQL that all tests share.

The tables are made once and copied: making them takes several times as long.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, create_engine, text

from corpora.store.database import FILE, Database, open_database
from corpora.store.schema import migrate

_NUMBERS = count(1)


@contextmanager
def fresh_sqlite(folder: Path) -> Iterator[Database]:
    """What is there already stays."""
    if not (folder / FILE).exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(_empty_file())
    database = open_database(folder)
    yield database
    database.close()


@cache
def _empty_file() -> bytes:
    with TemporaryDirectory() as name:
        database = open_database(Path(name))
        migrate(database)
        database.close()
        return (Path(name) / FILE).read_bytes()


@contextmanager
def fresh_postgresql(server: str) -> Iterator[Database]:
    """`server`: address of its database `postgres`."""
    with _made(server, f"TEMPLATE {_template(server)}") as address:
        database = open_database(Path(), address)
        yield database
        database.close()


@contextmanager
def fresh_address(server: str) -> Iterator[str]:
    """The address of a database without tables."""
    with _made(server) as address:
        yield address


@cache
def _template(server: str) -> str:
    """The name of a database that is only copied."""
    name = f"template_{next(_NUMBERS)}"
    with _asking(server) as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    database = open_database(Path(), _address(server, name))
    migrate(database)
    database.close()
    return name


@contextmanager
def _made(server: str, more: str = "") -> Iterator[str]:
    """The address of a database that is gone afterwards. `more`: SQL of what it is made from."""
    name = f"test_{next(_NUMBERS)}"
    with _asking(server) as connection:
        connection.execute(text(f"CREATE DATABASE {name} {more}"))
    yield _address(server, name)
    with _asking(server) as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def _asking(server: str) -> Iterator[Connection]:
    engine = create_engine(server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _address(server: str, name: str) -> str:
    return server.replace("/postgres?", f"/{name}?")
