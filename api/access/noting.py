"""Into the audit log: a handler tells what it did, and who stands at the door writes down whose key that was."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.types import Scope

from corpora.store.audit import AuditLog
from matcher.access import Caller
from matcher.audit import Action, Deed, Result
from matcher.errors import MatcherError

TOLD = "deed"


def tell(request: Request, action: Action, things: int, result: Result) -> None:
    """What was done for this request, or refused. The last telling counts."""
    setattr(request.state, TOLD, (action, things, result))


def deed_of(scope: Scope, caller: Caller) -> Deed | None:
    """What was told; None where nothing was."""
    told = scope.get("state", {}).get(TOLD)
    if told is None:
        return None
    action, things, result = told
    return Deed(tenant=caller.tenant, key=caller.key, action=action, things=things, result=result)


def noting(log: AuditLog, say: Callable[[str], None]) -> Callable[[Deed], None]:
    """What writes down; what can't be written is said, since the deed itself is done and can't be taken back."""

    def note(deed: Deed) -> None:
        try:
            log.note(deed)
        except MatcherError as error:
            what = f"{deed.action.value} of {deed.things:,} by key {deed.key} of tenant {deed.tenant}"
            say(f"matcher: the audit log lacks {what}: {error}")

    return note
