"""Turns at what takes a core for some seconds: more at a time would keep everything else waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from matcher.errors import TooBusy

AT_A_TIME = 2


@dataclass(frozen=True, slots=True)
class Turns:
    free: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_A_TIME))

    @contextmanager
    def one(self, what: str) -> Iterator[None]:
        """Raises TooBusy, naming what all turns are taken by; nobody waits."""
        if not self.free.acquire(blocking=False):
            raise TooBusy(what)
        try:
            yield
        finally:
            self.free.release()
