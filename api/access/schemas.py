"""What /v1/keys and /v1/audit take and give."""

import datetime as dt
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from matcher.access import NAME_CHARACTERS, ApiKey, Scope
from matcher.audit import Action, Entry, Result

MOST_DAYS = 3_650


class NewKeyRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=NAME_CHARACTERS, description="whose it is, or what for")
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(Scope))]
    days: int | None = Field(default=None, ge=1, le=MOST_DAYS, description="after which it expires; null: never")


class KeyOut(BaseModel):
    id: str
    name: str
    scopes: list[Scope]
    created: dt.datetime
    expires: dt.datetime | None
    revoked: dt.datetime | None
    last_used: dt.date | None


class NewKeyOut(KeyOut):
    key: str = Field(description="the whole of it, shown this once")


class KeysOut(BaseModel):
    items: list[KeyOut]


class DeedOut(BaseModel):
    number: int
    when: dt.datetime
    tenant: str
    key: str | None = Field(description="id of the key; null for a command of the operator")
    action: Action
    things: int
    result: Result


class AuditPage(BaseModel):
    items: list[DeedOut]
    next_cursor: str | None


def key_out(key: ApiKey) -> KeyOut:
    return KeyOut(**_said(key))


def new_key_out(key: ApiKey, whole: str) -> NewKeyOut:
    return NewKeyOut(key=whole, **_said(key))


def deed_out(entry: Entry) -> DeedOut:
    deed = entry.deed
    return DeedOut(
        number=entry.number,
        when=entry.when,
        tenant=deed.tenant,
        key=deed.key,
        action=deed.action,
        things=deed.things,
        result=deed.result,
    )


def _said(key: ApiKey) -> dict[str, Any]:
    return {
        "id": key.id,
        "name": key.name,
        "scopes": sorted(key.scopes),
        "created": key.created,
        "expires": key.expires,
        "revoked": key.revoked,
        "last_used": key.last_used,
    }
