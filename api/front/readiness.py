"""Whether this process should be asked now: everything is loaded, the store answers, and it is not about to stop."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass

import anyio
import anyio.to_thread
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from api.front.paths import ALIVE, READY
from matcher.errors import MatcherError

WITHIN_SECONDS = 5
"""A store that takes longer to say which version it has can't be asked anything."""
REMEMBERED_SECONDS = 1
"""How long an answer holds: probes may come often."""


def nothing() -> int:
    return 0


@dataclass(slots=True, kw_only=True, eq=False)
class Readiness:
    """Answers the two checks by itself, in threads that no other request can take; hands on all else."""

    app: ASGIApp
    store_version: Callable[[], str]
    outdated_ads: Callable[[], int] = nothing
    """Ads that answer by what another version read in them: no reason not to be asked, but one to be told."""
    say: Callable[[str], None]
    """To the operator: the answer goes to anybody, and names no address of a store."""
    clock: Callable[[], float] = time.monotonic
    stopping: bool = False
    known: str | None = None
    """What was wrong with the store when it was last asked; None for nothing."""
    known_until: float = 0.0
    asking: asyncio.Task[str | None] | None = None
    """The question that is on its way: never more than one, however many want to know and however long it takes."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] not in (ALIVE, READY):
            await self.app(scope, receive, send)
        elif scope["path"] == ALIVE:
            await JSONResponse({"status": "ok"})(scope, receive, send)
        else:
            reason = "stopping" if self.stopping else await self._store()
            told = (
                {"status": "ready", "outdated_ads": self.outdated_ads()}
                if reason is None
                else {"status": "not ready", "reason": reason}
            )
            headers = {"Cache-Control": "no-store"}
            await JSONResponse(told, 200 if reason is None else 503, headers)(scope, receive, send)

    async def _store(self) -> str | None:
        if self.clock() < self.known_until:
            return self.known
        if self.asking is None:
            self.asking = asyncio.create_task(self._asked())
            self.asking.add_done_callback(self._heard)
        done, _ = await asyncio.wait([self.asking], timeout=WITHIN_SECONDS)
        return self.known if done else f"the store has not answered within {WITHIN_SECONDS} seconds"

    def _heard(self, asked: asyncio.Task[str | None]) -> None:
        self.known = asked.result()
        self.known_until = self.clock() + REMEMBERED_SECONDS
        self.asking = None

    async def _asked(self) -> str | None:
        try:
            await anyio.to_thread.run_sync(self.store_version, limiter=anyio.CapacityLimiter(1))
        except (MatcherError, OSError) as error:
            self.say(f"matcher: not ready: {error}")
            return "the store can't be asked; the log says why"
        return None
