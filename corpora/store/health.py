"""Whether a database is whole: its pages, its references, and each ad and course against its fingerprint."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select, text

from corpora.courses.lines import achievement_in
from corpora.store import tables
from corpora.store.courses import fingerprint as course_fingerprint
from corpora.store.database import Database
from corpora.store.rows import ad_of_row, select_ads
from corpora.store.sqlite_file import LOG
from matcher.ad_store import fingerprint
from matcher.errors import ArtefactMismatch, StoreDamaged

TOLD_FAULTS = 20
"""Of the pages: a damaged file may have thousands."""
THOROUGH_BELOW_BYTES = 500_000_000
"""A larger file is checked without comparing every index with its table, which takes minutes."""
ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Changed:
    """What does not say any more what it said when it was kept."""

    ads: tuple[str, ...]
    courses: tuple[str, ...]


def page_faults(database: Database) -> tuple[str, ...]:
    """What SQLite finds wrong in its file; nothing where it is whole. Raises no StoreDamaged: that is a fault, too."""
    path = Path(database.name)
    check = "integrity_check" if path.stat().st_size < THOROUGH_BELOW_BYTES else "quick_check"
    try:
        with database.reading() as connection:
            found = [str(row[0]) for row in connection.exec_driver_sql(f"PRAGMA {check}({TOLD_FAULTS})")]
    except StoreDamaged as damage:
        return (damage.reason,)
    return tuple(line for said in found if said != "ok" for line in said.splitlines())


def loose_rows(database: Database) -> int:
    """Rows of a SQLite file that point at one which is not there."""
    with database.reading() as connection:
        return len(connection.exec_driver_sql("PRAGMA foreign_key_check").all())


def log_bytes(database: Database) -> int:
    """Of changes that SQLite has not put into its file yet."""
    path = Path(database.name)
    log = path.with_name(path.name + LOG)
    return log.stat().st_size if log.is_file() else 0


def changed_in(database: Database) -> Changed:
    """Each ad and course read and compared: some seconds for 10,000. Raises StoreDamaged where a row can't be read."""
    with database.reading() as connection:
        return Changed(tuple(_changed_ads(connection)), tuple(_changed_courses(connection)))


def _changed_ads(connection: Connection) -> Iterator[str]:
    wanted = select_ads().add_columns(tables.ad_texts.c.fingerprint).order_by(tables.ads.c.ad)
    for row in connection.execution_options(yield_per=ROWS_AT_ONCE).execute(wanted):
        if fingerprint(ad_of_row(row)) != _bytes(row.fingerprint):
            yield row.id


def _changed_courses(connection: Connection) -> Iterator[str]:
    own = tables.achievements.c
    for row in connection.execute(select(own.id, own.fingerprint, own.document).order_by(own.id)):
        said = _bytes(row.document)
        if course_fingerprint(said) != _bytes(row.fingerprint) or not _is_course(said):
            yield row.id


def _bytes(cell: object) -> bytes:
    """SQLite gives what stands there: where its kind was changed too, it is not what it was."""
    return cell if isinstance(cell, bytes) else str(cell).encode()


def _is_course(document: bytes) -> bool:
    try:
        achievement_in(document)
    except ArtefactMismatch:
        return False
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class PostgreSQL:
    server: str
    pgvector: str | None


def postgresql_of(database: Database) -> PostgreSQL:
    """Its versions. Raises what `Database.told` raises."""
    with database.reading() as connection:
        server = str(connection.execute(text("SHOW server_version")).scalar_one())
        extension = text("SELECT extversion FROM pg_extension WHERE extname = 'vector'")
        return PostgreSQL(server=server, pgvector=connection.execute(extension).scalar())
