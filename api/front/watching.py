"""Every request gets a name, is counted, and leaves one line: which route, what came of it; never what it said.

Paths can hold what somebody typed, so the route that matched is told, and no query.
"""

import re
import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, TypeAlias

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from api.front.metrics import Metrics

HEADER = "X-Request-Id"
ID_BYTES = 12
USABLE_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
"""Of a name that a proxy has given; any other is replaced."""
UNROUTED = "unrouted"
"""There is no such path, or the request was refused before its route was looked for."""
BROKEN_OFF = 499
"""No answer was begun: the client had gone."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
OTHER = "OTHER"

Log: TypeAlias = Callable[[Mapping[str, Any]], None]
Span: TypeAlias = Callable[[Scope], AbstractContextManager[Callable[[Mapping[str, Any]], None]]]
"""Around a request; what it gives is told in the end what came of it."""


def unseen(_: Mapping[str, Any]) -> None:
    """Where nobody wants to know."""


def no_span(_: Scope) -> AbstractContextManager[Log]:
    return nullcontext(unseen)


@dataclass(slots=True, kw_only=True, eq=False)
class Watch:
    """ASGI middleware, the outermost."""

    app: ASGIApp
    metrics: Metrics
    log: Log = unseen
    span: Span = no_span

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        name = name_of(Request(scope).headers.get(HEADER))
        scope.setdefault("state", {})["request_id"] = name
        began, answer = time.monotonic(), Watched(name, send)
        with bound_contextvars(request=name), self.span(scope) as ended:
            try:
                await self.app(scope, receive, answer)
            finally:
                told = self._told(scope, answer, time.monotonic() - began)
                ended(told)
                self.log(told)

    def _told(self, scope: Scope, answer: "Watched", seconds: float) -> dict[str, Any]:
        method = scope["method"] if scope["method"] in METHODS else OTHER
        route, status = route_of(scope), answer.status or BROKEN_OFF
        self.metrics.count(method=method, route=route, status=status, seconds=seconds)
        caller = scope.get("state", {}).get("caller")
        told = {"request": answer.name, "method": method, "route": route, "status": status}
        told |= {"ms": round(seconds * 1000, 1), "bytes": answer.size}
        told |= {name: str(value) for name in ("tenant", "key") if (value := getattr(caller, name, None)) is not None}
        return told


@dataclass(slots=True, eq=False)
class Watched:
    """An answer on its way; it is told its request's name."""

    name: str
    send: Send
    status: int | None = None
    size: int = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)[HEADER] = self.name
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
        await self.send(message)


def name_of(given: str | None) -> str:
    return given if given and USABLE_ID.fullmatch(given) else secrets.token_urlsafe(ID_BYTES)


def route_of(scope: Scope) -> str:
    """As the app declares it, with names in place of what fills them."""
    path = getattr(scope.get("route"), "path", None)
    if isinstance(path, str):
        return path or "/static"
    return next(
        (own for own in ("/healthz", "/readyz", "/metrics", "/static") if scope["path"].startswith(own)), UNROUTED
    )
