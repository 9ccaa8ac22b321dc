"""Words that many rows share, as whole numbers: organisations, places, sources, versions, concepts."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import islice
from typing import Any, TypeVar

import orjson
from sqlalchemy import Connection, Row, Table, select, tuple_
from sqlalchemy.dialects import postgresql, sqlite

from corpora.store import tables

AT_ONCE = 400
"""Values in one statement: both databases take some thousands."""
T = TypeVar("T")


class Kind(StrEnum):
    SOURCE = "source"
    ORGANISATION = "organisation"
    LOCATION = "location"
    REGION = "region"
    SECTOR = "sector"
    READING = "reading"
    ENCODER = "encoder"


FACETS = (Kind.SOURCE, Kind.ORGANISATION, Kind.LOCATION, Kind.REGION, Kind.SECTOR)
"""Fields of an ad."""


def some(values: Iterable[T], at_once: int = AT_ONCE) -> Iterator[list[T]]:
    """The values in portions."""
    left = iter(values)
    while portion := list(islice(left, at_once)):
        yield portion


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """The rows that are not there yet."""
    make = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    if rows:
        connection.execute(make(table).on_conflict_do_nothing(), list(rows))


def rows_among(connection: Connection, query: str, values: Sequence[str] | Sequence[int]) -> Sequence[Row[Any]]:
    """The rows of a query in which `{among}` stands for "is one of these values": many at once, and soon compiled."""
    if not values:
        return ()
    if connection.dialect.name == "postgresql":
        return connection.exec_driver_sql(query.format(among="= ANY(%s)"), (list(values),)).all()
    listed = orjson.dumps(values).decode()
    return connection.exec_driver_sql(query.format(among="IN (SELECT value FROM json_each(?))"), (listed,)).all()


def insert_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """New rows, each with every column as the driver takes it: the fast way in."""
    if not rows:
        return
    columns = ", ".join(column.name for column in table.columns)
    if connection.dialect.name != "postgresql":
        marks = ", ".join("?" for _ in table.columns)
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", list(rows))
        return
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {table.name} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def new_numbers(connection: Connection, table: Table, count: int) -> list[int]:
    """As many as rows are to be inserted, after all that the table ever had; the caller is the only writer."""
    key = next(iter(table.primary_key.columns)).name
    if connection.dialect.name == "postgresql":
        sequence = f"pg_get_serial_sequence('{table.name}', '{key}')"
        rows = connection.exec_driver_sql(f"SELECT nextval({sequence}) FROM generate_series(1, {count})")
        return [row[0] for row in rows]
    last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar() or 0
    return list(range(last + 1, last + 1 + count))


def numbers_of_names(
    connection: Connection, wanted: Iterable[tuple[Kind, str]], *, make: bool = True
) -> dict[tuple[Kind, str], int]:
    """With `make` every one has a number afterwards; without it those that have one already."""
    digests = {(kind.value, _digest(text)): (kind, text) for kind, text in wanted}
    found = _named(connection, digests)
    missing = [
        {"kind": kind, "digest": digest, "text": digests[kind, digest][1]}
        for kind, digest in sorted(digests)
        if digests[kind, digest] not in found
    ]
    if not make or not missing:
        return found
    insert_new(connection, tables.names, missing)
    return _named(connection, digests)


def number_of_name(connection: Connection, kind: Kind, text: str) -> int:
    """Zero, which no name has, where it is not known."""
    return numbers_of_names(connection, [(kind, text)], make=False).get((kind, text), 0)


def _named(
    connection: Connection, digests: Mapping[tuple[str, bytes], tuple[Kind, str]]
) -> dict[tuple[Kind, str], int]:
    names = tables.names.c
    found: dict[tuple[Kind, str], int] = {}
    for portion in some(digests):
        rows = connection.execute(
            select(names.name, names.kind, names.digest).where(tuple_(names.kind, names.digest).in_(portion))
        )
        found.update((digests[row.kind, bytes(row.digest)], row.name) for row in rows)
    return found


def numbers_of_concepts(connection: Connection, uris: Iterable[str]) -> dict[str, int]:
    """Every one has a number afterwards."""
    wanted = sorted(set(uris))
    found = _known_concepts(connection, wanted)
    missing = [{"uri": uri} for uri in wanted if uri not in found]
    insert_new(connection, tables.concepts, missing)
    return _known_concepts(connection, wanted) if missing else found


def _known_concepts(connection: Connection, uris: Sequence[str]) -> dict[str, int]:
    rows = rows_among(connection, "SELECT uri, concept FROM concepts WHERE uri {among}", uris)
    return {row.uri: row.concept for row in rows}


def uris_of(connection: Connection, numbers: Iterable[int]) -> dict[int, str]:
    concepts = tables.concepts.c
    found: dict[int, str] = {}
    for portion in some(sorted(set(numbers))):
        rows = connection.execute(select(concepts.uri, concepts.concept).where(concepts.concept.in_(portion)))
        found.update((row.concept, row.uri) for row in rows)
    return found


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
