"""Making pgvector's index of the ads' vectors by one encoder, while everybody goes on reading and writing."""

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DBAPIError

from corpora.store import tables
from corpora.store.database import Database
from corpora.store.names import Kind, number_of_name
from corpora.store.near import Near, index_name, near_indexes
from matcher.errors import StoreLacksVectors

MAKER_LOCK = 730_580_152
"""Of PostgreSQL's advisory locks, beside the schema: one process makes an index at a time, and no other waits."""


def make_near_index(database: Database, near: Near) -> bool:
    """Whether it was made: it was missing, there are enough vectors, and nobody else is at it.

    One that was broken off is made anew; those of encoders without vectors go. Raises StoreLacksVectors where the
    database refuses, and what `Database.told` raises.
    """
    with (
        database.told(),
        database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        lock = {"maker": MAKER_LOCK}
        held = text("SELECT pg_try_advisory_lock(:maker, hashtext(current_schema()))")
        if not connection.execute(held, lock).scalar_one():
            return False
        try:
            return _made(connection, near)
        except DBAPIError as error:
            said = str(error.orig).strip().splitlines()[0]
            raise StoreLacksVectors(database.name, f"no index of vectors can be made ({said})") from error
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:maker, hashtext(current_schema()))"), lock)


def _made(connection: Connection, near: Near) -> bool:
    encoder = number_of_name(connection, Kind.ENCODER, near.encoder)
    name, policy = index_name(encoder, near.dim), near.policy
    for other in sorted(near_indexes(connection, valid=False) | _idle(connection)):
        connection.execute(text(f"DROP INDEX CONCURRENTLY IF EXISTS {other}"))
    if name in near_indexes(connection, valid=True) or _count(connection, encoder) < policy.indexed_from:
        return False
    column = f"(vector::halfvec({near.dim})) halfvec_ip_ops"
    made_with = f"m = {policy.links}, ef_construction = {policy.searched_when_made}"
    connection.execute(text(f"SET maintenance_work_mem = '{policy.memory}'"))
    try:
        connection.execute(
            text(
                f"CREATE INDEX CONCURRENTLY {name} ON vectors USING hnsw ({column}) WITH ({made_with}) "
                f"WHERE encoder = {encoder}"
            )
        )
    finally:
        connection.execute(text("RESET maintenance_work_mem"))
    return True


def _count(connection: Connection, encoder: int) -> int:
    own = select(func.count()).select_from(tables.vectors).where(tables.vectors.c.encoder == encoder)
    return connection.execute(own).scalar_one()


def _idle(connection: Connection) -> set[str]:
    """Indexes of encoders that made no vector which is still kept."""
    found = near_indexes(connection, valid=True)
    used = {name for name in found if _count(connection, int(name.split("_")[2]))}
    return found - used
