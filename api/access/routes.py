"""/v1/keys and /v1/audit: for who holds a key of scope admin, about that tenant's own."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request

from api.access.schemas import AuditPage, KeyOut, KeysOut, NewKeyOut, NewKeyRequest, deed_out, key_out, new_key_out
from api.serving import Serving
from corpora.store.desk import Desk
from matcher.access import Caller, Scope
from matcher.errors import InvalidInput

REFUSED: dict[int | str, dict[str, object]] = {
    status: {"description": what, "content": {"application/problem+json": {}}}
    for status, what in ((401, "No key, or none that is known"), (403, "Not with this key"))
}
LAST_NUMBER = 2**53
KeyId = Annotated[str, Path(max_length=100, description="id of the key, as the list has it")]
Limit = Annotated[int, Query(ge=1, le=1_000, description="how many at most")]
Cursor = Annotated[str | None, Query(max_length=20, description="`next_cursor` of the page before")]


def access_routes(router: APIRouter, serving: Serving) -> None:
    desk = serving.service.desk
    _keys(router, desk)

    @router.get("/v1/audit", responses=REFUSED)
    def audit(request: Request, limit: Limit = 100, cursor: Cursor = None) -> AuditPage:
        """What was done to what this tenant keeps, by which key; the last first."""
        _admin(request, desk)
        found = desk.entries(_before(cursor), limit + 1)
        more = str(found[limit - 1].number) if len(found) > limit else None
        return AuditPage(items=[deed_out(one) for one in found[:limit]], next_cursor=more)


def _keys(router: APIRouter, desk: Desk) -> None:
    @router.get("/v1/keys", responses=REFUSED)
    def keys(request: Request) -> KeysOut:
        """All keys of this tenant, also such as are expired or revoked; none of their secrets."""
        _admin(request, desk)
        return KeysOut(items=[key_out(key) for key in desk.kept_keys()])

    @router.post("/v1/keys", status_code=201, responses=REFUSED)
    def make_key(request: Request, wanted: NewKeyRequest) -> NewKeyOut:
        """A new key for this tenant. It is shown in this answer and never again."""
        by = _admin(request, desk)
        return new_key_out(*desk.make(wanted.name, frozenset(wanted.scopes), wanted.days, by))

    @router.delete("/v1/keys/{key_id}", responses=REFUSED)
    def revoke_key(request: Request, key_id: KeyId) -> KeyOut:
        """Revoke a key, for good; it opens nothing any more within some seconds."""
        return key_out(desk.revoke(key_id, _admin(request, desk)))


def _admin(request: Request, desk: Desk) -> str:
    """Id of the key that asks. Raises HTTPException: an app that stands behind no `Doorman` lets nobody do this."""
    caller: Caller | None = getattr(request.state, "caller", None)
    if caller is None or caller.key is None:
        raise HTTPException(403, "keys are managed over HTTP with a key of scope admin; `matcher keys add` makes one")
    if caller.tenant != desk.tenant or not caller.may(Scope.ADMIN):
        raise HTTPException(403, "this needs a key of this tenant with scope admin")
    return caller.key


def _before(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit() and int(cursor) <= LAST_NUMBER):
        raise InvalidInput("cursor", "is none that this service gave")
    return int(cursor)
