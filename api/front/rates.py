"""How many requests a client may send, told as the IETF's RateLimit header fields tell it.

The generic cell rate algorithm (GCRA, ITU-T I.371): one number a client, the moment at which it would have used up
nothing. Time is monotonic: a clock that is set back locks nobody out.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Refusal, Refuse
from api.front.paths import is_uncounted

WINDOW_SECONDS = 60
ROUNDING_SECONDS = 1e-6
MOST_CLIENTS = 100_000
"""Remembered at a time. Those who have used up nothing are forgotten first; they lose nothing by it."""
TOO_MANY = (429, "Too many requests")
UNKNOWN_CALLER = 401


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    allowed: bool
    remaining: int
    """Requests that may follow at once."""
    reset_seconds: int
    """Until one more is allowed where none remains, else until all are."""


@dataclass(slots=True, eq=False)
class Rate:
    """`quota` requests at once, and the same number again in each window after that, evenly."""

    quota: int
    clock: Callable[[], float] = time.monotonic
    used_until: dict[str, float] = field(default_factory=dict)
    """By client: the moment at which all that it sent is paid off."""
    turn: threading.Lock = field(default_factory=threading.Lock)

    def take(self, client: str) -> Allowance:
        each, now = WINDOW_SECONDS / self.quota, self.clock()
        with self.turn:
            debt = max(self.used_until.get(client, now), now) - now
            allowed = debt + each <= WINDOW_SECONDS + ROUNDING_SECONDS
            if allowed:
                debt += each
                self._remember(client, now + debt, now)
        remaining = max(0, math.floor((WINDOW_SECONDS + ROUNDING_SECONDS - debt) / each))
        wait = debt if remaining else debt + each - WINDOW_SECONDS
        return Allowance(allowed=allowed, remaining=remaining, reset_seconds=max(0, math.ceil(wait)))

    def wait(self, client: str) -> int:
        """Seconds until one more is allowed; zero where it is. Nothing is taken."""
        each, now = WINDOW_SECONDS / self.quota, self.clock()
        with self.turn:
            debt = max(self.used_until.get(client, now), now) - now
        return max(0, math.ceil(debt + each - WINDOW_SECONDS - ROUNDING_SECONDS))

    def _remember(self, client: str, until: float, now: float) -> None:
        if client not in self.used_until and len(self.used_until) >= MOST_CLIENTS:
            self.used_until = {one: moment for one, moment in self.used_until.items() if moment > now}
            while len(self.used_until) >= MOST_CLIENTS:
                self.used_until.pop(next(iter(self.used_until)))
        self.used_until[client] = until


@dataclass(frozen=True, slots=True)
class Rates:
    """ASGI middleware: a client is its key where it has one, else the address it comes from."""

    app: ASGIApp
    rate: Rate
    refuse: Refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_uncounted(scope["path"]):
            await self.app(scope, receive, send)
            return
        taken = self.rate.take(client_of(scope))
        told = Telling(self.rate.quota, taken, send)
        if taken.allowed:
            await self.app(scope, receive, told)
            return
        refusal = refusal_of_rate(self.rate.quota, taken.reset_seconds)
        await self.refuse(Request(scope), refusal)(scope, receive, told)


@dataclass(frozen=True, slots=True)
class Strangers:
    """ASGI middleware before the door: who keeps knocking without a key that fits is let wait, and nobody else."""

    app: ASGIApp
    rate: Rate
    refuse: Refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_uncounted(scope["path"]):
            await self.app(scope, receive, send)
            return
        address = address_of(scope)
        seconds = self.rate.wait(address)
        if seconds:
            await self.refuse(Request(scope), refusal_of_rate(self.rate.quota, seconds))(scope, receive, send)
            return

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == UNKNOWN_CALLER:
                self.rate.take(address)
            await send(message)

        await self.app(scope, receive, watched)


def refusal_of_rate(quota: int, seconds: int) -> Refusal:
    status, title = TOO_MANY
    return Refusal(
        status=status,
        title=title,
        detail=f"at most {quota:,} requests in {WINDOW_SECONDS} seconds are answered; "
        f"the next one in {seconds} seconds",
        headers={"Retry-After": str(seconds)},
    )


@dataclass(frozen=True, slots=True)
class Telling:
    """An answer on its way, with what is left to its client."""

    quota: int
    taken: Allowance
    send: Send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers["RateLimit-Policy"] = f'"default";q={self.quota};w={WINDOW_SECONDS}'
            headers["RateLimit"] = f'"default";r={self.taken.remaining};t={self.taken.reset_seconds}'
        await self.send(message)


def client_of(scope: Scope) -> str:
    caller = scope.get("state", {}).get("caller")
    key = getattr(caller, "key", None)
    if key is not None:
        return f"key {key}"
    return address_of(scope)


def address_of(scope: Scope) -> str:
    peer = scope.get("client")
    return f"address {peer[0] if peer else 'unknown'}"
