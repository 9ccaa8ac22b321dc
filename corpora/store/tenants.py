"""Where the things of a tenant are: a folder and, on PostgreSQL, a schema of its own; made, and erased for good."""

import shutil
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Table, delete, func, select, text
from sqlalchemy.schema import DropSchema

from corpora.store import tables
from corpora.store.ads import SqlAdStore
from corpora.store.audit import utc_now, write_down
from corpora.store.courses import VERSIONS, SqlCatalogueStore
from corpora.store.database import Database, open_database
from corpora.store.recovery import set_aside
from corpora.store.schema import migrate
from corpora.store.writing import bump, version_of
from corpora.tenants import folder_of, schema_of
from matcher.access import MAIN, Tenant
from matcher.ad_store import NEVER_USED, Forgetting
from matcher.audit import Action, Deed, Result
from matcher.errors import MatcherError, StoreOutdated, UnknownTenant

GONE = ".erased-"
"""What the name of a folder begins with while it is being erased: no tenant's does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What went."""

    ads: int | None
    """None where its store could not be asked; it went all the same."""
    courses: int | None
    keys: int
    audited: int
    """Entries of the audit log."""
    files: int
    """Of indexes, and on SQLite those of the store."""
    still: Sequence[Path] = ()
    """Damaged files of the installation's own store that were set aside: they may hold names of its keys."""


def tenant_database(home: Path, url: str | None, tenant: Tenant) -> Database:
    """Nothing is connected or made yet."""
    return open_database(folder_of(home, tenant), url, schema=schema_of(tenant))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tenants:
    """All of an installation. Raises what `Database.told` raises."""

    main: Database
    """That which holds keys and audit."""
    home: Path
    url: str | None
    caches: Sequence[str]
    """Folders in that of a tenant which hold what was made from its store."""

    def all(self) -> Sequence[Tenant]:
        """Those that ever had a key, and the installation's own, which is first."""
        own = tables.api_keys.c
        with self.main.reading() as connection:
            named = connection.execute(select(own.tenant).distinct().order_by(own.tenant)).scalars().all()
        return (MAIN, *(Tenant(name) for name in named if name != MAIN))

    def require(self, tenant: Tenant) -> None:
        """Raises UnknownTenant."""
        if tenant not in self.all():
            raise UnknownTenant(tenant)

    def database(self, tenant: Tenant) -> Database:
        """To be closed by the caller."""
        return tenant_database(self.home, self.url, tenant)

    def make(self, tenant: Tenant) -> None:
        """Its store, with nothing in it; where there is one, that is brought up to date and keeps what it holds."""
        with closing(self.database(tenant)) as database:
            migrate(database)
            if tenant == MAIN:
                return
            with database.writing() as connection:
                for versions, change in ((tables.versions, "made"), (VERSIONS, "offer")):
                    if version_of(connection, versions) == NEVER_USED:
                        bump(connection, change, versions=versions)

    def erase(self, tenant: Tenant, by: str | None = None) -> Erased:
        """Its keys first, so that nobody gets at what goes after them; cut off, the same again takes the rest.

        A store of its own that is damaged or not there keeps nothing from going. Raises UnknownTenant where there is
        nothing of it.
        """
        if tenant not in self.all() and not self._left(tenant):
            raise UnknownTenant(tenant)
        ads, courses = self._counted(tenant)
        with self.main.writing() as connection:
            keys = _delete_of(connection, tables.api_keys, tenant)
            audited = _delete_of(connection, tables.audit, tenant)
            things = (ads or 0) + (courses or 0)
            deed = Deed(tenant=tenant, key=by, action=Action.TENANT_ERASED, things=things, result=Result.DONE)
            write_down(connection, deed, utc_now())
        files = self._erase_store(tenant)
        self.main.settle()
        return Erased(ads=ads, courses=courses, keys=keys, audited=audited, files=files, still=self._set_aside())

    def _left(self, tenant: Tenant) -> bool:
        """Whether a folder or a schema is there, though no key is."""
        folder = folder_of(self.home, tenant)
        return folder.exists() or folder.with_name(GONE + tenant).exists() or self._has_schema(tenant)

    def _has_schema(self, tenant: Tenant) -> bool:
        if not self.main.is_postgresql:
            return False
        wanted = text("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = :schema")
        with self.main.reading() as connection:
            return connection.execute(wanted, {"schema": schema_of(tenant)}).scalar() is not None

    def _set_aside(self) -> Sequence[Path]:
        """Of the installation's own store."""
        return () if self.main.is_postgresql else tuple(set_aside(Path(self.main.name)))

    def _counted(self, tenant: Tenant) -> tuple[int | None, int | None]:
        """Ads and courses; none where there is no store, and nobody knows where it can't be asked."""
        if tenant != MAIN and not self.main.is_postgresql and not folder_of(self.home, tenant).exists():
            return 0, 0
        with closing(self.database(tenant)) as database:
            try:
                return count_kept(database)
            except StoreOutdated:
                return 0, 0
            except MatcherError:
                return None, None

    def _erase_store(self, tenant: Tenant) -> int:
        if tenant == MAIN:
            self._empty_main()
            aside = self._set_aside()
            for file in aside:
                file.unlink(missing_ok=True)
            return sum(_remove(self.home / name) for name in self.caches) + len(aside)
        if self._has_schema(tenant):
            with self.main.writing() as connection:
                connection.execute(DropSchema(schema_of(tenant) or "", cascade=True))
        folder = folder_of(self.home, tenant)
        gone = folder.with_name(GONE + tenant)
        files = _remove(gone)
        if folder.exists():
            folder.rename(gone)  # in one moment: nobody finds half of it
        return files + _remove(gone)

    def _empty_main(self) -> None:
        """The installation itself goes on, and holds keys and audit of all others."""
        SqlAdStore(self.main).forget(Forgetting())
        SqlCatalogueStore(self.main).offer((), None, replace=True)
        with self.main.writing() as connection:
            connection.execute(delete(tables.batches))


def count_kept(database: Database) -> tuple[int, int]:
    """Ads and courses."""
    with database.reading() as connection:
        ads, courses = (
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (tables.ads, tables.achievements)
        )
        return ads, courses


def _delete_of(connection: Connection, table: Table, tenant: Tenant) -> int:
    return connection.execute(delete(table).where(table.c.tenant == tenant)).rowcount


def _remove(folder: Path) -> int:
    """The folder with all in it; how many files that were."""
    files = _files(folder.rglob("*"))
    if folder.exists():
        shutil.rmtree(folder)
    return files


def _files(found: Iterable[Path]) -> int:
    return sum(path.is_file() for path in found)
