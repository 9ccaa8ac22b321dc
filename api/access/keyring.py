"""Whose key this is, as the store says, and for some seconds after it said so."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from corpora.store.keys import Keys
from matcher.access import MAIN, Caller, Scope
from matcher.errors import MatcherError
from models.ad_index import in_a_thread

REMEMBERED_SECONDS = 3.0
"""How long a key that was revoked may still be let in; a busy client costs one look into the store in that time."""
NOTED_SECONDS = 3_600.0
"""How often it is looked whether it is written down that a key was used today."""
NOBODY = Caller(tenant=MAIN, key=None, scopes=frozenset(Scope))
"""Who asks an open server."""


@dataclass(frozen=True, slots=True)
class Known:
    caller: Caller
    until: float


@dataclass(slots=True, kw_only=True, eq=False)
class Keyring:
    """Safe to ask from several threads. Raises what the store raises."""

    keys: Keys
    clock: Callable[[], float] = time.monotonic
    beside: Callable[[Callable[[], None]], None] = in_a_thread
    """Where it is written down that a key was used: nobody waits for it."""
    known: dict[bytes, Known] = field(default_factory=dict)
    """By digest of the key, so that no key stands in memory. Wrong ones are not remembered: trying many fills none."""
    noted: dict[str, float] = field(default_factory=dict)
    """By id of a key, until when its use needs no noting."""
    open_until: float | None = None
    """Until when no key was made, as far as is known; None once one was, for good."""
    turn: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.open_until = self.clock()

    def remembered(self, given: str) -> Caller | None:
        """Whose key this was a moment ago; None where the store has to be asked."""
        found = self.known.get(_digest(given))
        return found.caller if found is not None and self.clock() < found.until else None

    def caller(self, given: str) -> Caller | None:
        """Whose key this is, as the store says; None where it is none, or none any more."""
        caller, now = self.keys.caller(given), self.clock()
        with self.turn:
            self.known = {digest: one for digest, one in self.known.items() if now < one.until}
            if caller is not None:
                self.known[_digest(given)] = Known(caller, now + REMEMBERED_SECONDS)
        if caller is not None and caller.key is not None:
            self._note_use(caller.key, now)
        return caller

    def seems_open(self) -> bool | None:
        """Whether no key was ever made; None where the store has to be asked."""
        if self.open_until is None:
            return False
        return True if self.clock() < self.open_until else None

    def is_open(self) -> bool:
        """As the store says: no key was ever made.

        Where all are revoked or expired the server is closed, and not open again to everybody: the last key of a
        server may have been revoked because it was stolen.
        """
        made = self.keys.any_made()
        self.open_until = None if made or self.open_until is None else self.clock() + REMEMBERED_SECONDS
        return self.open_until is not None

    def _note_use(self, key_id: str, now: float) -> None:
        if now < self.noted.get(key_id, now):
            return
        self.noted[key_id] = now + NOTED_SECONDS

        def note() -> None:
            """Where it can't be written now it is written another time: no answer depends on it."""
            try:
                self.keys.used(key_id)
            except MatcherError:
                self.noted.pop(key_id, None)

        self.beside(note)


def _digest(given: str) -> bytes:
    return hashlib.sha256(given.encode("utf-8", "surrogatepass")).digest()
