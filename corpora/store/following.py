"""What is made from a store and follows it: made at the first question, and anew when the store has changed."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

from matcher.errors import MatcherError

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
    beside: Callable[[Callable[[], None]], None] = lambda look: look()
    """Where it is made anew: here, or in a thread, so that nobody waits for it."""
    clock: Callable[[], float] = time.monotonic
    made: T | None = None
    look_again_at: float = 0.0
    turn: Lock = field(default_factory=Lock)
    """Held by who makes it; once there is one, all others go on with that."""

    def __call__(self) -> T:
        """As the store was at most LOOK_EVERY_SECONDS ago; longer where making it takes longer.

        Where it can't be made anew, what there is goes on; the first time that raises.
        """
        made = self.made
        if made is None:
            with self.turn:
                return self.made if self.made is not None else self._remade()
        if self.clock() >= self.look_again_at and self.turn.acquire(blocking=False):
            self.beside(self._look)
        return self.made if self.made is not None else made

    def _look(self) -> None:
        try:
            self._remade()
        except MatcherError:
            self.look_again_at = self.clock() + LOOK_EVERY_SECONDS
        finally:
            self.turn.release()

    def _remade(self) -> T:
        began = self.clock()
        made = self.made
        if made is None or self.store_version() != self.version(made):
            made = self.made = self.make()
        took = self.clock() - began
        self.look_again_at = self.clock() + max(LOOK_EVERY_SECONDS, took / REMAKING_SHARE)
        return made
