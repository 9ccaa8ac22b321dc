"""Making and bringing up to date the tables, by Alembic; and refusing a database whose tables are others."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateSchema

from corpora.store.database import Database
from corpora.store.tables import usable_by
from matcher.errors import StoreLacksVectors, StoreOutdated, StoreTooNew, StoreUnreachable

MIGRATIONS = Path(__file__).parent / "migrations"
OLDEST_POSTGRESQL = 160_000
OLDEST_PGVECTOR = (0, 8)
CONNECTION = "connection"


def migrate(database: Database) -> None:
    """Bring the tables to what this version uses; whole or not at all. Later ones that it may use stay as they are.

    Raises StoreTooNew, StoreLacksVectors, and what `Database.told` raises.
    """
    if not database.is_postgresql:
        _make_file(Path(database.name))
    with database.writing() as connection:
        _make_schema(database, connection)
        if _is_later(database, connection):
            return
        if database.is_postgresql:
            _require_vectors(database, connection)
        config = _config()
        config.attributes[CONNECTION] = connection
        command.upgrade(config, "head")


def _make_file(path: Path) -> None:
    """Empty, where there is none: nothing else makes one, so that one that has gone is missed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch()


def require_schema(database: Database) -> None:
    """Tables that this version can use are there.

    Raises StoreOutdated where `migrate` has something to do, StoreTooNew where it can't help, and as above.
    """
    if not database.is_postgresql and not Path(database.name).is_file():
        raise StoreOutdated(database.name, None, newest())
    with database.reading() as connection:
        found = _schema_of(connection)
        if found != newest() and not _is_later(database, connection):
            raise StoreOutdated(database.name, found, newest())


def newest() -> str:
    """The schema that this version uses."""
    head = _scripts().get_current_head()
    if head is None:
        raise FileNotFoundError(MIGRATIONS)
    return head


def _make_schema(database: Database, connection: Connection) -> None:
    """That which a tenant's tables are in, where it is missing. Raises StoreUnreachable where we may not make it."""
    if database.schema is None:
        return
    there = text("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = :schema")
    if connection.execute(there, {"schema": database.schema}).scalar() is not None:
        return
    try:
        connection.execute(CreateSchema(database.schema))
    except DBAPIError as error:
        said = str(error.orig).strip().splitlines()[0]
        raise StoreUnreachable(database.name, f"the schema {database.schema} can't be made: {said}") from error


def _schema_of(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _is_later(database: Database, connection: Connection) -> bool:
    """Whether the tables are of a later version, which says that this one may use them. Raises StoreTooNew."""
    found = _schema_of(connection)
    if found is None or found in {script.revision for script in _scripts().walk_revisions()}:
        return False
    told = inspect(connection).has_table(usable_by.name)
    own = select(usable_by).where(usable_by.c.schema == newest())
    if not told or connection.execute(own).one_or_none() is None:
        raise StoreTooNew(database.name, found)
    return True


def _require_vectors(database: Database, connection: Connection) -> None:
    """PostgreSQL and pgvector are new enough, and the extension is there; it is made where we may."""
    server = int(connection.execute(text("SHOW server_version_num")).scalar_one())
    if server < OLDEST_POSTGRESQL:
        raise StoreLacksVectors(database.name, f"this is PostgreSQL {server // 10_000}")
    wanted = text("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
    if connection.execute(wanted).scalar() is None:
        _make_extension(database, connection)
    found = str(connection.execute(wanted).scalar_one())
    if tuple(int(part) for part in found.split(".")[:2]) < OLDEST_PGVECTOR:
        raise StoreLacksVectors(database.name, f"its pgvector is {found}")


def _make_extension(database: Database, connection: Connection) -> None:
    """Never in the schema of a tenant: the vectors of all others would go with it."""
    if database.schema is not None:
        raise StoreLacksVectors(database.name, "the extension pgvector is not there")
    try:
        connection.execute(text("CREATE EXTENSION vector"))
    except DBAPIError as error:
        said = str(error.orig).strip().splitlines()[0]
        raise StoreLacksVectors(database.name, f"the extension pgvector is not there ({said})") from error


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())
