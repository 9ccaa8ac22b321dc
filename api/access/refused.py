"""Why somebody is not let in, in words: for programs how a key is sent, for people what to do at the password box."""

from collections.abc import Sequence

from starlette.requests import Request

from api.access.rules import is_for_programs, takes_basic
from api.errors import Refusal
from matcher.access import MAIN, Caller, Scope

REALM = 'realm="matcher"'
BEARER, BASIC = f"Bearer {REALM}", f'Basic {REALM}, charset="UTF-8"'
NOT_FOR_THIS = "Not what this key is for"
BOX = "at the password box type any name, and the key as password."
MISSING = f"This server asks for a key. Ask whoever runs it for one; {BOX}"
UNKNOWN = f"This key is not known here, or is expired or revoked. Ask whoever runs this server for another one; {BOX}"
AS_NAME = f"The key is the password, not the name; {BOX}"
RIGHTS = {Scope.READ: "look things up", Scope.INGEST: "put ads in", Scope.ADMIN: "see to keys and the audit log"}
"""What each scope is for, as people say it."""


class Refused(Exception):
    """Whoever it is raised for is not let in."""

    def __init__(self, refusal: Refusal, challenges: Sequence[str] = ()) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal
        self.challenges = challenges
        """Each for a header of its own: browsers read no second one in the same."""


def path_of(request: Request) -> str:
    """As the app will look it up. `request.url` is put together from the Host header, which anybody can fill."""
    path: str = request.scope["path"]
    return path


def no_key(request: Request, detail: str, said: str) -> Refused:
    """`detail` for programs, `said` on a page."""
    path = path_of(request)
    basic = [BASIC] if takes_basic(request.method, path) else []
    told = detail if is_for_programs(path) else said
    return Refused(Refusal(status=401, title="No key that opens this", detail=told), [BEARER, *basic])


def not_of_main(wanted: Scope) -> Refused:
    detail = f"this tells of all tenants, and needs a key of tenant {MAIN} with scope {wanted.value}"
    return Refused(Refusal(status=403, title=NOT_FOR_THIS, detail=detail))


def not_for_this(request: Request, caller: Caller, wanted: Scope) -> Refused:
    """Where the key lacks the scope that is wanted."""
    held = [one for one in Scope if one in caller.scopes]
    detail = f"this needs a key with scope {wanted.value}; key {caller.key} has {', '.join(one.value for one in held)}"
    said = (
        f"This page needs a key that may {RIGHTS[wanted]} (scope {wanted.value}); yours may only "
        f"{' and '.join(RIGHTS[one] for one in held)}. Ask whoever runs this server for one that may, and close all "
        "windows of this browser, so that it asks for a key again."
    )
    told = detail if is_for_programs(path_of(request)) else said
    challenge = f'{BEARER}, error="insufficient_scope", scope="{wanted.value}"'
    return Refused(Refusal(status=403, title=NOT_FOR_THIS, detail=told), [challenge])
