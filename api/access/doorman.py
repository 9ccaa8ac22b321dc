"""Who comes in: it finds whose key a request brings, and refuses what that key is not for."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import anyio
import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.access.keyring import NOBODY, Keyring
from api.access.loopback import names_loopback
from api.access.noting import deed_of
from api.access.rules import is_free, rule_of, takes_basic
from api.errors import Refusal, problem, refusal_of
from matcher.access import MAIN, Caller
from matcher.access import Scope as Wanted
from matcher.audit import Deed
from matcher.errors import MatcherError

NOT_FOR_THIS = "Not what this key is for"
REALM = 'realm="matcher"'
BEARER, BASIC = f"Bearer {REALM}", f'Basic {REALM}, charset="UTF-8"'
ASKING_THREADS = 4
"""That look for keys: of their own, so that nobody waits at the door for those who are being answered."""
MAX_CREDENTIALS = 1_000
"""Characters; a key has far fewer."""
T = TypeVar("T")


class Refused(Exception):
    """Why somebody is not let in."""

    def __init__(self, refusal: Refusal, challenges: Sequence[str] = ()) -> None:
        super().__init__(refusal.detail)
        self.refusal = refusal
        self.challenges = challenges

    def answer(self) -> Response:
        """Each challenge in a header of its own: browsers read no second one in the same."""
        answer = problem(self.refusal)
        answer.headers["Cache-Control"] = "no-store"
        for challenge in self.challenges:
            answer.headers.append("WWW-Authenticate", challenge)
        return answer


@dataclass(frozen=True, kw_only=True, eq=False)
class Doorman:
    """ASGI middleware. What stands behind it finds the `Caller` in `scope["state"]["caller"]`."""

    app: ASGIApp
    keyring: Keyring
    note: Callable[[Deed], None]
    """Into the audit log."""
    open_without_keys: bool
    """Whether a server for which no key was ever made answers everybody: where it listens on loopback only."""
    loopback_names_only: bool = True
    """Whether such an open server refuses a Host that is not this computer: a page of elsewhere, whose name was made
    to stand for 127.0.0.1 (DNS rebinding), could read its answers otherwise."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan" or (scope["type"] == "http" and is_free(scope["path"])):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._let_in(scope, receive, send)
        else:
            await send({"type": "websocket.close", "code": 1008, "reason": "there is nothing here"})

    async def _let_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        try:
            caller = await self._caller(request)
            _require_scope(caller, request)
        except Refused as refused:
            await refused.answer()(scope, receive, send)
            return
        except MatcherError as error:  # of the store that holds the keys
            await problem(refusal_of(error))(scope, receive, send)
            return
        scope.setdefault("state", {})["caller"] = caller
        try:
            await self.app(scope, receive, send)
        finally:
            deed = deed_of(scope, caller)
            if deed is not None:
                with anyio.CancelScope(shield=True):
                    await self._beside(lambda: self.note(deed))

    async def _caller(self, request: Request) -> Caller:
        """Raises Refused, and what the store raises."""
        if self.open_without_keys and await self._is_open():
            self._require_loopback_name(request)
            return NOBODY
        given = _key_of(request)
        caller = self.keyring.remembered(given)
        if caller is None:
            caller = await self._beside(lambda: self.keyring.caller(given))
        if caller is None:
            raise _unknown(request, "this key is not known, or is expired or revoked")
        return caller

    async def _is_open(self) -> bool:
        seems = self.keyring.seems_open()
        return await self._beside(self.keyring.is_open) if seems is None else seems

    def _require_loopback_name(self, request: Request) -> None:
        if self.loopback_names_only and not names_loopback(request.headers.get("host")):
            detail = (
                "this server needs no key, and so answers only to names of its own computer, such as localhost; "
                "`matcher keys add` makes a key, and with keys any name will do"
            )
            raise Refused(Refusal(status=421, title="Not the name of this server", detail=detail))

    async def _beside(self, work: Callable[[], T]) -> T:
        return await anyio.to_thread.run_sync(work, limiter=self._threads)

    @cached_property
    def _threads(self) -> anyio.CapacityLimiter:
        return anyio.CapacityLimiter(ASKING_THREADS)


def _require_scope(caller: Caller, request: Request) -> None:
    rule = rule_of(request.method, path_of(request))
    wanted = rule.scope
    if rule.of_main and caller.tenant != MAIN:
        detail = f"this tells of all tenants, and needs a key of tenant {MAIN} with scope {wanted.value}"
        raise Refused(Refusal(status=403, title=NOT_FOR_THIS, detail=detail))
    if not caller.may(wanted):
        held = ", ".join(one.value for one in Wanted if one in caller.scopes)
        detail = f"this needs a key with scope {wanted.value}; key {caller.key} has {held}"
        challenge = f'{BEARER}, error="insufficient_scope", scope="{wanted.value}"'
        raise Refused(Refusal(status=403, title=NOT_FOR_THIS, detail=detail), [challenge])


def path_of(request: Request) -> str:
    """As the app will look it up. `request.url` is put together from the Host header, which anybody can fill."""
    path: str = request.scope["path"]
    return path


def _key_of(request: Request) -> str:
    """As it was given, whatever that is. Raises Refused where none was."""
    stated = request.headers.getlist("authorization")
    kind, _, credentials = stated[0].strip().partition(" ") if len(stated) == 1 else ("", "", "")
    given = credentials.strip()
    if kind.lower() == "bearer" and 0 < len(given) <= MAX_CREDENTIALS:
        return given
    if kind.lower() == "basic" and len(given) <= MAX_CREDENTIALS:
        if not takes_basic(request.method, path_of(request)):
            detail = "a browser's password opens pages and what is only looked at; send `Authorization: Bearer KEY`"
            raise _unknown(request, detail)
        return _password(request, given)
    raise _unknown(request, "a key is needed: send `Authorization: Bearer KEY`; `matcher keys add` makes one")


def _password(request: Request, given: str) -> str:
    """Of HTTP Basic (RFC 7617); the name that was typed beside it says nothing."""
    try:
        return base64.b64decode(given, validate=True).decode().partition(":")[2]
    except (binascii.Error, UnicodeDecodeError):
        raise _unknown(request, "the credentials can't be read; the key is the password, any name will do") from None


def _unknown(request: Request, detail: str) -> Refused:
    basic = [BASIC] if takes_basic(request.method, path_of(request)) else []
    return Refused(Refusal(status=401, title="No key that opens this", detail=detail), [BEARER, *basic])
