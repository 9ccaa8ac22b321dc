"""CatalogueStore in a database, beside the ads."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from corpora.courses.lines import achievement_in, alignments_in, line_of, line_of_alignments
from corpora.store import tables
from corpora.store.database import Database
from corpora.store.names import some
from corpora.store.writing import bump, version_of
from matcher.achievements import Achievement, AchievementId, Alignment
from matcher.ad_store import NEVER_USED
from matcher.catalogue_store import KeptCatalogue, KeptCourse

VERSIONS = tables.catalogue_versions


@dataclass(frozen=True, slots=True, eq=False)
class SqlCatalogueStore:
    """Raises what `Database.told` raises, and ArtefactMismatch where a document can't be read."""

    database: Database

    def version(self) -> str:
        with self.database.reading() as connection:
            return version_of(connection, VERSIONS)

    def kept(self, reading: str | None = None) -> KeptCatalogue:
        own, read = tables.achievements, tables.courses_read
        said = read.c.fingerprint == own.c.fingerprint
        joined = own.outerjoin(read, said if reading is None else said & (read.c.reading == reading))
        wanted = select(own.c.id, own.c.source, own.c.document, read.c.reading, read.c.alignments)
        with self.database.reading() as connection:
            rows = connection.execute(wanted.select_from(joined).order_by(read.c.number)).all()
            version = version_of(connection, VERSIONS)
        last = {row.id: row for row in rows}
        courses = (
            KeptCourse(
                stated=achievement_in(bytes(row.document)),
                source=row.source,
                read=None if row.alignments is None else alignments_in(bytes(row.alignments)),
                reading=row.reading,
            )
            for row in last.values()
        )
        return KeptCatalogue(version=version, courses=tuple(sorted(courses, key=lambda one: one.stated.id)))

    def readings(self, courses: Sequence[Achievement], reading: str) -> Mapping[AchievementId, tuple[Alignment, ...]]:
        said = {fingerprint(line_of(course)): course.id for course in courses}
        read, found = tables.courses_read, dict[AchievementId, tuple[Alignment, ...]]()
        with self.database.reading() as connection:
            for portion in some(said):
                wanted = select(read).where(read.c.fingerprint.in_(portion), read.c.reading == reading)
                for row in connection.execute(wanted):
                    found[said[bytes(row.fingerprint)]] = alignments_in(bytes(row.alignments))
        return found

    def keep_readings(self, read: Sequence[tuple[Achievement, Sequence[Alignment]]], reading: str) -> None:
        own = tables.courses_read
        rows = {fingerprint(line_of(course)): line_of_alignments(found) for course, found in read}
        with self.database.writing() as connection:
            for portion in some(rows):
                connection.execute(delete(own).where(own.c.fingerprint.in_(portion), own.c.reading == reading))
            new = [{"fingerprint": said, "reading": reading, "alignments": document} for said, document in rows.items()]
            if new:
                connection.execute(own.insert(), new)

    def retire(self, reading: str) -> int:
        own = tables.courses_read
        with self.database.writing() as connection:
            return connection.execute(delete(own).where(own.c.reading != reading)).rowcount

    def offer(self, courses: Sequence[Achievement], source: str | None, *, replace: bool) -> str:
        rows = {str(course.id): _row(course, source) for course in courses}
        with self.database.writing() as connection:
            former = _fingerprints(connection)
            gone = former.keys() - rows.keys() if replace else set[str]()
            fresh = {key: row for key, row in rows.items() if former.get(key) != row["fingerprint"]}
            if gone or fresh or version_of(connection, VERSIONS) == NEVER_USED:
                _remove(connection, gone)
                _write(connection, fresh, former)
                _forget_readings(connection)
                said = (key.encode() + row["fingerprint"] for key, row in sorted(fresh.items()))
                bump(connection, "offer", (*said, *(key.encode() for key in sorted(gone))), VERSIONS)
            return version_of(connection, VERSIONS)


def fingerprint(line: bytes) -> bytes:
    """16 bytes: equal for courses that say the same."""
    return hashlib.sha256(line).digest()[:16]


def _row(course: Achievement, source: str | None) -> dict[str, Any]:
    line = line_of(course)
    return {
        "id": course.id,
        "source": source,
        "kind": course.kind.value,
        "provider": course.opportunity.provider,
        "sample": course.sample,
        "fingerprint": fingerprint(line),
        "document": line,
    }


def _fingerprints(connection: Connection) -> dict[str, bytes]:
    own = tables.achievements.c
    return {row.id: bytes(row.fingerprint) for row in connection.execute(select(own.id, own.fingerprint))}


def _remove(connection: Connection, gone: Iterable[str]) -> None:
    for portion in some(gone):
        connection.execute(delete(tables.achievements).where(tables.achievements.c.id.in_(portion)))


def _write(connection: Connection, rows: Mapping[str, Mapping[str, Any]], former: Collection[str]) -> None:
    own = tables.achievements
    new = [dict(row) for key, row in rows.items() if key not in former]
    if new:
        connection.execute(own.insert(), new)
    for key, row in rows.items():
        if key in former:
            connection.execute(update(own).where(own.c.id == key).values(**row))


def _forget_readings(connection: Connection) -> None:
    """Of courses that say what none that is offered says."""
    read, said = tables.courses_read, select(tables.achievements.c.fingerprint)
    connection.execute(delete(read).where(read.c.fingerprint.not_in(said)))
