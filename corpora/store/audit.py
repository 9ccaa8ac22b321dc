"""The audit log in a database: written to, read, and otherwise only erased with a tenant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from corpora.store import tables
from corpora.store.database import Database
from matcher.access import Tenant
from matcher.audit import Action, Deed, Entry, Result


def utc_now() -> datetime:
    """To the second."""
    return datetime.now(UTC).replace(microsecond=0)


def in_utc(moment: datetime) -> datetime:
    """SQLite keeps no zone."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, eq=False)
class AuditLog:
    """Of the installation's own store. Raises what `Database.told` raises."""

    database: Database
    now: Callable[[], datetime] = field(default=utc_now)

    def note(self, deed: Deed) -> None:
        with self.database.writing() as connection:
            write_down(connection, deed, self.now())

    def entries(self, tenant: Tenant | None, before: int | None, limit: int) -> Sequence[Entry]:
        """The last ones first; of all tenants where none is named. `before`: only those with a smaller number."""
        own = tables.audit.c
        wanted = select(tables.audit).order_by(own.number.desc()).limit(limit)
        if tenant is not None:
            wanted = wanted.where(own.tenant == tenant)
        if before is not None:
            wanted = wanted.where(own.number < before)
        with self.database.reading() as connection:
            return [_entry(row) for row in connection.execute(wanted)]


def write_down(connection: Connection, deed: Deed, when: datetime) -> None:
    """In the transaction that it is given."""
    connection.execute(
        insert(tables.audit).values(
            at=when,
            tenant=deed.tenant,
            key_id=deed.key,
            action=deed.action.value,
            things=deed.things,
            result=deed.result.value,
        )
    )


def _entry(row: Row[Any]) -> Entry:
    deed = Deed(
        tenant=Tenant(row.tenant),
        key=row.key_id,
        action=Action(row.action),
        things=row.things,
        result=Result(row.result),
    )
    return Entry(number=row.number, when=in_utc(row.at), deed=deed)
