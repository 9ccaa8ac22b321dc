"""API keys in a database: made, found, listed, revoked. Their secrets are seen once, by whoever makes them."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from corpora.store import tables
from corpora.store.audit import in_utc, utc_now, write_down
from corpora.store.database import Database
from matcher.access import MAIN, ApiKey, Caller, Scope, Tenant, key_named
from matcher.audit import Action, Deed, Result
from matcher.errors import InvalidInput, NameErased, UnknownKey

PREFIX = "sdm"
"""So that whoever scans files for secrets that were left there finds ours."""
ID_BYTES = 6
SECRET_BYTES = 32
_KEY = re.compile(rf"{PREFIX}_([0-9a-f]{{{2 * ID_BYTES}}})_([0-9a-f]{{{2 * SECRET_BYTES}}})")
EVER = (Action.KEY_MADE, Action.TENANT_ERASED)
"""In the audit log they tell that there were keys, though none is left."""
NO_DIGEST = bytes(32)
"""No secret is known that has it. It is compared with where there is no key, so that this takes no less time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewKey:
    """What a key is to be."""

    tenant: Tenant
    name: str
    scopes: frozenset[Scope]
    expires: datetime | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Keys:
    """Of the installation's own store, for all tenants. Raises what `Database.told` raises."""

    database: Database
    now: Callable[[], datetime] = field(default=utc_now)

    def require_allowed(self, new: NewKey) -> None:
        """Raises as `make` does, and changes nothing."""
        key_named(new.name)
        _scopes(new.scopes)
        with self.database.reading() as connection:
            _require_not_erased(connection, new.tenant)

    def make(self, new: NewKey, by: str | None = None) -> tuple[ApiKey, str]:
        """The key as it is listed, and the whole of it, which nobody can ask for again. `by`: id of a key, or None.

        Raises InvalidInput, and NameErased for the name of a tenant that was erased.
        """
        name, scopes = key_named(new.name), _scopes(new.scopes)
        key_id, secret, now = secrets.token_hex(ID_BYTES), secrets.token_hex(SECRET_BYTES), self.now()
        row = {"id": key_id, "tenant": new.tenant, "name": name, "scopes": scopes, "digest": digest_of(secret)}
        with self.database.writing() as connection:
            _require_not_erased(connection, new.tenant)
            if new.tenant != MAIN and not _has_keys(connection, new.tenant):
                _write(connection, new.tenant, by, Action.TENANT_MADE, now)
            connection.execute(insert(tables.api_keys).values(**row, created=now, expires=new.expires))
            _write(connection, new.tenant, by, Action.KEY_MADE, now)
            made = connection.execute(select(tables.api_keys).where(tables.api_keys.c.id == key_id)).one()
        return _key(made), f"{PREFIX}_{key_id}_{secret}"

    def caller(self, given: str) -> Caller | None:
        """Whose key this is; None where it is none, or none any more."""
        parts = _KEY.fullmatch(given)
        if parts is None:
            return None
        with self.database.reading() as connection:
            row = connection.execute(select(tables.api_keys).where(tables.api_keys.c.id == parts[1])).one_or_none()
        said = NO_DIGEST if row is None else bytes(row.digest)
        if not hmac.compare_digest(said, digest_of(parts[2])) or row is None:
            return None
        key = _key(row)
        return Caller(tenant=key.tenant, key=key.id, scopes=key.scopes) if key.is_active(self.now()) else None

    def all(self, tenant: Tenant | None = None) -> Sequence[ApiKey]:
        """In the order in which they were made; of all tenants where none is named."""
        own = tables.api_keys.c
        wanted = select(tables.api_keys).order_by(own.created, own.id)
        with self.database.reading() as connection:
            rows = connection.execute(wanted if tenant is None else wanted.where(own.tenant == tenant))
            return [_key(row) for row in rows]

    def revoke(self, key_id: str, tenant: Tenant | None = None, by: str | None = None) -> ApiKey:
        """Where it is revoked already, nothing changes. `tenant`: whose it must be. A whole key does, too.

        Raises UnknownKey; InvalidInput for what may hold a secret and is no key here, which it does not repeat.
        """
        own, now = tables.api_keys.c, self.now()
        with self.database.writing() as connection:
            key_id = _id_in(connection, key_id)
            chosen = [own.id == key_id, *([] if tenant is None else [own.tenant == tenant])]
            row = connection.execute(select(tables.api_keys).where(*chosen)).one_or_none()
            if row is None:
                raise UnknownKey(key_id)
            if row.revoked is None:
                connection.execute(update(tables.api_keys).where(*chosen).values(revoked=now))
                _write(connection, Tenant(row.tenant), by, Action.KEY_REVOKED, now)
            return _key(connection.execute(select(tables.api_keys).where(*chosen)).one())

    def any_made(self) -> bool:
        """Ever, also such as are expired, revoked, or went with the tenant that they were of."""
        with self.database.reading() as connection:
            return has_any_key(connection) or tells_of_keys(connection)

    def used(self, key_id: str) -> None:
        """Today; a day is all that is kept of it."""
        own, today = tables.api_keys.c, self.now().date()
        with self.database.reading() as connection:
            last = connection.execute(select(own.last_used).where(own.id == key_id)).scalar()
        if last != today:
            with self.database.writing() as connection:
                connection.execute(update(tables.api_keys).where(own.id == key_id).values(last_used=today))


def digest_of(secret: str) -> bytes:
    """32 bytes. Passwords need a slow hash, since few of them are likely; here 2**256 are equally so.

    Nobody gets from the digest to the secret by trying, and a slow hash would only slow down every request.
    """
    return hashlib.sha256(secret.encode()).digest()


def has_any_key(connection: Connection) -> bool:
    return connection.execute(select(tables.api_keys.c.id).limit(1)).first() is not None


def tells_of_keys(connection: Connection) -> bool:
    """Whether the audit log does."""
    own = tables.audit.c
    return connection.execute(select(own.number).where(own.action.in_(EVER)).limit(1)).first() is not None


def _scopes(scopes: Collection[Scope]) -> str:
    """Raises InvalidInput."""
    if not scopes:
        raise InvalidInput("scope", f"is missing; one or several of {', '.join(Scope)}")
    return " ".join(scope.value for scope in Scope if scope in scopes)


def _id_in(connection: Connection, given: str) -> str:
    """Of a key, or of what may be one as a whole. Raises InvalidInput, which repeats nothing of that."""
    if len(given) <= 2 * ID_BYTES and not given.lower().startswith(PREFIX):
        return given
    parts, own = _KEY.fullmatch(given.strip()), tables.api_keys.c
    if parts is not None:
        digest = connection.execute(select(own.digest).where(own.id == parts[1])).scalar()
        if digest is not None and hmac.compare_digest(bytes(digest), digest_of(parts[2])):
            return parts[1]
    raise InvalidInput("id", "is no id of a key, nor a key that is known; give the id, as `matcher keys list` has it")


def _has_keys(connection: Connection, tenant: Tenant) -> bool:
    own = tables.api_keys.c
    return connection.execute(select(own.id).where(own.tenant == tenant).limit(1)).first() is not None


def _require_not_erased(connection: Connection, tenant: Tenant) -> None:
    own = tables.audit.c
    erased = select(own.number).where(own.tenant == tenant, own.action == Action.TENANT_ERASED.value).limit(1)
    if tenant != MAIN and connection.execute(erased).first() is not None:
        raise NameErased(tenant)


def _write(connection: Connection, tenant: Tenant, by: str | None, action: Action, now: datetime) -> None:
    write_down(connection, Deed(tenant=tenant, key=by, action=action, things=1, result=Result.DONE), now)


def _key(row: Row[Any]) -> ApiKey:
    return ApiKey(
        id=row.id,
        tenant=Tenant(row.tenant),
        name=row.name,
        scopes=frozenset(Scope(scope) for scope in row.scopes.split()),
        created=in_utc(row.created),
        expires=None if row.expires is None else in_utc(row.expires),
        revoked=None if row.revoked is None else in_utc(row.revoked),
        last_used=row.last_used,
    )
