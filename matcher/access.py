"""Who may do what: tenants, scopes, callers, and keys as they are kept, which is without their secrets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from matcher.errors import InvalidInput

Tenant = NewType("Tenant", str)
"""The name of those who share ads and courses: what one tenant keeps no other sees. Made by `tenant_named`."""
MAIN = Tenant("main")
"""Where nobody named any: whose store is that of the installation."""
TENANT_CHARACTERS = 40
_TENANT = re.compile(rf"[a-z0-9-]{{1,{TENANT_CHARACTERS}}}")
NAME_CHARACTERS = 80
"""Of a key's name."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Scope(StrEnum):
    """What a key is for."""

    READ = "read"
    INGEST = "ingest"
    """Put ads in. It reads nothing: a feed of ads needs no more."""
    ADMIN = "admin"
    """Keys, audit and metrics of the tenant; and all that the others may."""


def allows(scopes: Iterable[Scope], wanted: Scope) -> bool:
    held = frozenset(scopes)
    return wanted in held or Scope.ADMIN in held


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks."""

    tenant: Tenant
    key: str | None
    """Id of the key; None where the server is open, or a command asks."""
    scopes: frozenset[Scope]

    def may(self, wanted: Scope) -> bool:
        return allows(self.scopes, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """A key as it is listed."""

    id: str
    tenant: Tenant
    name: str
    """As whoever made it calls it."""
    scopes: frozenset[Scope]
    created: datetime
    """In UTC, as all moments here."""
    expires: datetime | None
    revoked: datetime | None
    last_used: date | None

    def is_active(self, now: datetime) -> bool:
        return self.revoked is None and (self.expires is None or now < self.expires)


def tenant_named(text: str, field: str = "tenant") -> Tenant:
    """Raises InvalidInput. The name is part of paths and of names in databases, so that little is allowed in it."""
    if not _TENANT.fullmatch(text):
        shown = repr(text[:TENANT_CHARACTERS])
        raise InvalidInput(
            field, f"{shown} is no name of a tenant: small letters, digits and hyphens, {TENANT_CHARACTERS} at most"
        )
    return Tenant(text)


def key_named(text: str) -> str:
    """In one line. Raises InvalidInput."""
    name = " ".join(_CONTROL.sub(" ", text).split())
    if not name:
        raise InvalidInput("name", "is empty; say whose key it is, or what for")
    if len(name) > NAME_CHARACTERS:
        raise InvalidInput("name", f"has {len(name):,} characters; at most {NAME_CHARACTERS} are kept")
    return name
