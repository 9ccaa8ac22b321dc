"""A request waits for its place with its body in hand; where there is none it is told at once when to come again.

A body is taken in first: whoever sends it slowly keeps no place. An answer that is made gives its place back before it
is sent: whoever takes it slowly keeps none either.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Refusal, Refuse
from api.front.lanes import Crowded, Lane, LaneName
from api.front.paths import needs_no_place
from api.front.rates import client_of
from api.guarding import counted, require_small
from api.parallel import cores

AT_ONCE_LEAST = 2
SHORT_WAITING = 16
SHORT_PATIENCE_SECONDS = 0.25
"""An ad is read in a tenth of a second: an answer for which somebody waited longer comes late."""
SHORT_AGAIN_SECONDS = 1
LIGHT_AT_ONCE = 2
"""Beside the others: one that takes long for once (a first look at all ads) stops no other."""
LIGHT_WAITING = 16
LIGHT_PATIENCE_SECONDS = 0.5
LONG_AT_ONCE = 2
LONG_WAITING = 4
LONG_PATIENCE_SECONDS = 10
LONG_AGAIN_SECONDS = 10
LONG_FROM_BYTES = 40_000
"""Some ten pages of an ad. Reading takes a core a second for each twenty or so."""
LONG_ASKED = (("POST", "/v1/team/"), ("POST", "/v1/ads:batch"), ("GET", "/v1/demand/dossier"), ("POST", "/team"))
"""Method and beginning of the path."""
LIGHT_METHODS = frozenset({"GET", "HEAD"})
LIGHT_PAGES = frozenset({"/", "/providers", "/providers/unmet", "/providers/trends"})
LIGHT_UNDER = (
    "/v1/concepts",
    "/v1/achievements",
    "/v1/units",
    "/v1/meta",
    "/v1/demand",
    "/search",
    "/courses",
    "/skills",
)
"""Each, and what lies under it: nothing is read for them that wasn't read before."""
BODY_WITHIN_SECONDS = 60
"""What has not come in by then is not waited for."""
MOST_OPEN = 200
"""Requests that are open at a time, those included that still come in: each may hold a body."""
MOST_OPEN_EACH = 50
"""Of one client, so that no one fills all of them with bodies that never come."""
OPEN_AGAIN_SECONDS = 2
BUSY = (503, "Too busy")


def ordinary_lanes() -> tuple[Lane, Lane, Lane]:
    """Light, short and long."""
    return (
        Lane(
            name=LaneName.LIGHT,
            at_once=LIGHT_AT_ONCE,
            most_waiting=LIGHT_WAITING,
            patience_seconds=LIGHT_PATIENCE_SECONDS,
            again_seconds=SHORT_AGAIN_SECONDS,
        ),
        Lane(
            name=LaneName.SHORT,
            at_once=max(AT_ONCE_LEAST, cores()),
            most_waiting=SHORT_WAITING,
            patience_seconds=SHORT_PATIENCE_SECONDS,
            again_seconds=SHORT_AGAIN_SECONDS,
        ),
        Lane(
            name=LaneName.LONG,
            at_once=LONG_AT_ONCE,
            most_waiting=LONG_WAITING,
            patience_seconds=LONG_PATIENCE_SECONDS,
            again_seconds=LONG_AGAIN_SECONDS,
        ),
    )


@dataclass(slots=True, eq=False)
class Admission:
    """ASGI middleware of one process. Raises HTTPException for a body that is too long or doesn't come."""

    app: ASGIApp
    refuse: Refuse
    lanes: Sequence[Lane] = field(default_factory=ordinary_lanes)
    turned_away: Callable[[LaneName | None], None] = lambda _: None
    """Told of each refusal, with its lane; None where too many were open."""
    most_open: int = MOST_OPEN
    most_open_each: int = MOST_OPEN_EACH
    body_within_seconds: float = BODY_WITHIN_SECONDS
    open: Counter[str] = field(default_factory=Counter)
    """By client."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or needs_no_place(scope["path"]):
            await self.app(scope, receive, send)
            return
        client = client_of(scope)
        if self.open[client] >= self.most_open_each or self.open.total() >= self.most_open:
            await self._turn_away(None, OPEN_AGAIN_SECONDS, scope, receive, send)
            return
        self.open[client] += 1
        try:
            await self._in_turn(scope, receive, send)
        finally:
            self.open[client] -= 1
            if not self.open[client]:
                del self.open[client]

    async def _in_turn(self, scope: Scope, receive: Receive, send: Send) -> None:
        require_small(Request(scope).headers.get("content-length"))
        body = await whole(counted(receive), self.body_within_seconds)
        if body is None:
            return
        lane = self._lane(scope, len(body))
        try:
            async with lane.place() as leave:
                await self.app(scope, replayed(body, receive), leaving(leave, send))
        except Crowded as crowded:
            await self._turn_away(lane.name, crowded.seconds, scope, receive, send)

    def _lane(self, scope: Scope, size: int) -> Lane:
        name = lane_of(scope["method"], scope["path"], size)
        return next(lane for lane in self.lanes if lane.name is name)

    async def _turn_away(self, lane: LaneName | None, seconds: int, scope: Scope, receive: Receive, send: Send) -> None:
        self.turned_away(lane)
        status, title = BUSY
        detail = f"more is asked than can be answered now; come again in {seconds} seconds"
        refusal = Refusal(status=status, title=title, detail=detail, headers={"Retry-After": str(seconds)})
        await self.refuse(Request(scope), refusal)(scope, receive, send)


def lane_of(method: str, path: str, size: int) -> LaneName:
    """`size`: of the body, in bytes."""
    if size >= LONG_FROM_BYTES or any(method == asked and path.startswith(begin) for asked, begin in LONG_ASKED):
        return LaneName.LONG
    light = path in LIGHT_PAGES or any(path == one or path.startswith(f"{one}/") for one in LIGHT_UNDER)
    return LaneName.LIGHT if light and method in LIGHT_METHODS else LaneName.SHORT


async def whole(receive: Receive, within_seconds: float) -> bytes | None:
    """The body; None where the client is gone. Raises HTTPException where it is too long or doesn't come."""
    parts = list[bytes]()
    try:
        async with asyncio.timeout(within_seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                parts.append(message.get("body", b""))
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        raise HTTPException(408, f"the body did not come in within {within_seconds} seconds") from None


def replayed(body: bytes, receive: Receive) -> Receive:
    """The body as one message, then whatever comes after it."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def leaving(leave: Callable[[], None], send: Send) -> Send:
    """The same answer; the place is given back once its last part is made."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            leave()
        await send(message)

    return sent
