"""Who works now, who waits, and who is told to come again: a bound on the work, and one on the waiting.

Without them a server that is asked more than it can do answers everybody late, and then nobody. Here as many requests
work as there are cores, a few wait for a moment, and the others hear at once when to come again. What may take many
seconds (long texts, plans, batches) has a lane of its own, so that it keeps nobody waiting who asks something short; so
has what takes some milliseconds (lists, searches), for which nobody waits until an ad is read.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import StrEnum


class LaneName(StrEnum):
    LIGHT = "light"
    SHORT = "short"
    LONG = "long"


class Crowded(Exception):
    """No place: `seconds` is when to come again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(slots=True, kw_only=True, eq=False)
class Lane:
    """Of one event loop."""

    name: LaneName
    at_once: int
    most_waiting: int
    patience_seconds: float
    """Who has waited this long is told to come again: by then the answer would come too late."""
    again_seconds: int
    working: int = 0
    queue: deque[asyncio.Future[None]] = field(default_factory=deque)

    @asynccontextmanager
    async def place(self) -> AsyncIterator[Callable[[], None]]:
        """Work for as long as the block lasts, or until what it gives is called. Raises Crowded."""
        await self._come_in()
        left = False

        def leave() -> None:
            nonlocal left
            if not left:
                left = True
                self._leave()

        try:
            yield leave
        finally:
            leave()

    @property
    def waiting(self) -> int:
        return len(self.queue)

    async def _come_in(self) -> None:
        if self.working < self.at_once:
            self.working += 1
            return
        if self.waiting >= self.most_waiting:
            raise Crowded(self.again_seconds)
        called = asyncio.get_running_loop().create_future()
        self.queue.append(called)
        try:
            await asyncio.wait_for(asyncio.shield(called), self.patience_seconds)
        except TimeoutError:
            if not self._given_up(called):
                return
            raise Crowded(self.again_seconds) from None
        except asyncio.CancelledError:
            if not self._given_up(called):
                self._leave()
            raise

    def _given_up(self, called: asyncio.Future[None]) -> bool:
        """False where the place was handed over in the very moment that patience ended."""
        if called.done():
            return False
        self.queue.remove(called)
        called.cancel()
        return True

    def _leave(self) -> None:
        """The place goes to who waits; nobody who comes in between can take it."""
        if self.waiting > self.at_once:
            self.queue.pop().set_result(None)
        elif self.queue:
            self.queue.popleft().set_result(None)
        else:
            self.working -= 1
