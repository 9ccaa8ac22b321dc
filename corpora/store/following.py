"""What is made from a store and follows it: made at the first question, and anew when the store has changed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

LOOK_EVERY_SECONDS = 1.0
"""How soon what another process keeps or forgets is seen here."""
REMAKING_SHARE = 0.1
"""Of the time: while ads keep coming into a large store, it is made anew less often."""
T = TypeVar("T")


@dataclass(slots=True, kw_only=True, eq=False)
class Following(Generic[T]):
    """A cache: nothing is lost with it. Safe to ask from several threads."""

    store_version: Callable[[], str]
    make: Callable[[], T]
    version: Callable[[T], str]
    """Of the store that it was made from."""
    clock: Callable[[], float] = time.monotonic
    made: T | None = None
    look_again_at: float = 0.0
    turn: Lock = field(default_factory=Lock)
    """Held by who makes it; once there is one, all others go on with that."""

    def __call__(self) -> T:
        """As the store was at most LOOK_EVERY_SECONDS ago; longer where making it takes longer."""
        if self.made is None:
            with self.turn:
                return self._made()
        if self.clock() >= self.look_again_at and self.turn.acquire(blocking=False):
            try:
                return self._made()
            finally:
                self.turn.release()
        return self.made

    def _made(self) -> T:
        began = self.clock()
        made = self.made
        if made is None or self.store_version() != self.version(made):
            made = self.made = self.make()
        took = self.clock() - began
        self.look_again_at = self.clock() + max(LOOK_EVERY_SECONDS, took / REMAKING_SHARE)
        return made
