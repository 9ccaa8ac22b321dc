"""Keys and audit of one tenant, and of no other: what that tenant's own app gets to see of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from corpora.store.audit import AuditLog
from corpora.store.keys import Keys, NewKey
from matcher.access import ApiKey, Scope, Tenant
from matcher.audit import Entry


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Desk:
    tenant: Tenant
    all_keys: Keys
    log: AuditLog

    def kept_keys(self) -> Sequence[ApiKey]:
        return self.all_keys.all(self.tenant)

    def make(self, name: str, scopes: frozenset[Scope], days: int | None, by: str) -> tuple[ApiKey, str]:
        """As `Keys.make`. `days`: after which it expires."""
        expires = None if days is None else self.all_keys.now() + timedelta(days=days)
        return self.all_keys.make(NewKey(tenant=self.tenant, name=name, scopes=scopes, expires=expires), by)

    def revoke(self, key_id: str, by: str) -> ApiKey:
        """Raises UnknownKey, also for one of another tenant."""
        return self.all_keys.revoke(key_id, self.tenant, by)

    def entries(self, before: int | None, limit: int) -> Sequence[Entry]:
        """The last ones first."""
        return self.log.entries(self.tenant, before, limit)
