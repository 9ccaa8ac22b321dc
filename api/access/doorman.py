"""Who comes in: it finds whose key a request brings, and refuses what that key is not for."""

import base64
import binascii
from collections.abc import Callable
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
from api.access.refused import AS_NAME, MISSING, UNKNOWN, Refused, no_key, not_for_this, not_of_main, path_of
from api.access.rules import is_free, rule_of, takes_basic
from api.errors import Refusal, Refuse, problem_for, refusal_of
from matcher.access import MAIN, Caller
from matcher.audit import Deed
from matcher.errors import MatcherError

ASKING_THREADS = 4
"""That look for keys: of their own, so that nobody waits at the door for those who are being answered."""
MAX_CREDENTIALS = 1_000
"""Characters; a key has far fewer."""
T = TypeVar("T")


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
    refuse: Refuse = problem_for
    """In the form that whoever asks can read."""

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
            await self._answer(request, refused)(scope, receive, send)
            return
        except MatcherError as error:  # of the store that holds the keys
            await self.refuse(request, refusal_of(error))(scope, receive, send)
            return
        scope.setdefault("state", {})["caller"] = caller
        try:
            await self.app(scope, receive, send)
        finally:
            deed = deed_of(scope, caller)
            if deed is not None:
                with anyio.CancelScope(shield=True):
                    await self._beside(lambda: self.note(deed))

    def _answer(self, request: Request, refused: Refused) -> Response:
        answer = self.refuse(request, refused.refusal)
        answer.headers["Cache-Control"] = "no-store"
        for challenge in refused.challenges:
            answer.headers.append("WWW-Authenticate", challenge)
        return answer

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
            raise no_key(request, "this key is not known, or is expired or revoked", UNKNOWN)
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
    if rule.of_main and caller.tenant != MAIN:
        raise not_of_main(rule.scope)
    if not caller.may(rule.scope):
        raise not_for_this(request, caller, rule.scope)


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
            raise no_key(request, detail, MISSING)
        return _password(request, given)
    raise no_key(request, "a key is needed: send `Authorization: Bearer KEY`; `matcher keys add` makes one", MISSING)


def _password(request: Request, given: str) -> str:
    """Of HTTP Basic (RFC 7617); the name that was typed beside it says nothing."""
    try:
        name, _, password = base64.b64decode(given, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        detail = "the credentials can't be read; the key is the password, any name will do"
        raise no_key(request, detail, MISSING) from None
    if name and not password:
        raise no_key(request, "the key is the password, not the name; any name will do", AS_NAME)
    return password
