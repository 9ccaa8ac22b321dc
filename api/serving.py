"""The service as it answers now: with the catalogue that the store offers, soon after that has changed."""

import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from api.turns import Turns
from api.wiring import Service, course_reader, with_catalogue
from corpora.store.courses import SqlCatalogueStore
from matcher.errors import ArtefactMismatch, MatcherError
from models.ad_index import LOOK_EVERY_SECONDS, RELOADING_SHARE, in_a_thread
from models.catalogue_index import index_here, load_catalogue_index


def with_new_catalogue(service: Service) -> Service:
    """With what the store offers now; the same service where that is nothing new, or not wholly read or indexed yet.

    Raises what the store raises.
    """
    store = SqlCatalogueStore(service.store.database)
    if store.version() == service.offered:
        return service
    encoder, concepts = service.pipeline.encoder, service.versions.concepts
    try:
        found = load_catalogue_index(service.settings.place, store, encoder, concepts)
    except ArtefactMismatch:
        if not index_here(service.settings.place, store, course_reader(service.pipeline), encoder, concepts):
            return service
        found = load_catalogue_index(service.settings.place, store, encoder, concepts)
    return warmed(with_catalogue(service, found), service)


def warmed(service: Service, former: Service) -> Service:
    """Judged by what was asked of the former one, so that the first question to this one needn't wait for that."""
    if former.provision.supplies.known:
        service.provision.supplies.of(tuple(former.provision.supplies.known))
    return service


@dataclass(slots=True, kw_only=True, eq=False)
class Serving:
    """Whoever answers takes `now()` once, so that an answer is of one catalogue from its first word to its versions."""

    service: Service
    renew: Callable[[Service], Service] = with_new_catalogue
    """The service with what is new; the same where nothing is."""
    beside: Callable[[Callable[[], None]], None] = in_a_thread
    """Where the looking happens: nobody waits for it."""
    clock: Callable[[], float] = time.monotonic
    look_again_at: float = 0.0
    turn: threading.Lock = field(default_factory=threading.Lock)
    """Held by who looks for a new version."""
    plans: Turns = field(default_factory=Turns)
    """Of those who want a plan for a team."""
    told: str = ""
    """The last failure that was told, so that it is told once."""

    def now(self) -> Service:
        """What there is; where it is time to look for something new, that is begun."""
        service = self.service
        if self.clock() >= self.look_again_at and self.turn.acquire(blocking=False):
            self.beside(self._look)
        return service

    def _look(self) -> None:
        began = self.clock()
        try:
            self.service = self.renew(self.service)
        except (MatcherError, OSError) as error:
            if str(error) != self.told:
                self.told = str(error)
                sys.stderr.write(f"matcher: the catalogue stays as it is: {error}\n")
        finally:
            took = self.clock() - began
            self.look_again_at = self.clock() + max(LOOK_EVERY_SECONDS, took / RELOADING_SHARE)
            self.turn.release()
