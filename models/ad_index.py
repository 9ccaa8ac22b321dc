"""The AdLibrary over a store: which ads are near, by a FAISS index in memory that follows what the store says."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from matcher.ad_store import NEVER_USED, AdStore
from matcher.ads import JobAd, SimilarAd
from matcher.demand import Demand
from matcher.errors import ArtefactMismatch, UnknownAd
from matcher.vectors import Encoder, Vectors
from models.faiss_index import FaissIndex, build_index

KIND = "ads"
REBUILD = "matcher index build"
LOOK_EVERY_SECONDS = 1.0
"""How soon what another process keeps or forgets is seen here."""
RELOADING_SHARE = 0.1
"""Of the time: while ads keep coming into a large store, the index is built anew less often."""


@dataclass(frozen=True, slots=True, eq=False)
class IndexedAds:
    """A cache: nothing is lost with it."""

    version: str
    """Of the store that it was built from."""
    index: FaissIndex


@dataclass(slots=True, kw_only=True, eq=False)
class StoredAdLibrary:
    store: AdStore
    encoder: str
    indexed: IndexedAds
    look_again_at: float
    clock: Callable[[], float] = time.monotonic
    turn: Lock = field(default_factory=Lock)
    """Held by who looks for a new version; all others go on with what there is."""

    @property
    def version(self) -> str:
        return self.indexed.version

    def __len__(self) -> int:
        return len(self._current().index.ids)

    def get(self, ad_id: str) -> JobAd:
        found = self.store.ads([ad_id])
        if ad_id not in found:
            raise UnknownAd(ad_id)
        return found[ad_id]

    def demands_of(self, ad_id: str) -> Sequence[Demand]:
        return self.store.demands_of(ad_id)

    def nearest(self, vector: Vectors, k: int) -> Sequence[SimilarAd]:
        """What was forgotten since the index was built is left out."""
        [found] = self._current().index.nearest(vector, k)
        ads = self.store.ads([neighbour.id for neighbour in found])
        return [SimilarAd(ads[near.id], near.similarity) for near in found if near.id in ads]

    def _current(self) -> IndexedAds:
        if self.clock() >= self.look_again_at and self.turn.acquire(blocking=False):
            try:
                began = self.clock()
                if self.store.version() != self.indexed.version:
                    self.indexed = index_ads(self.store, self.encoder, self.indexed.index.dim)
                took = self.clock() - began
                self.look_again_at = self.clock() + max(LOOK_EVERY_SECONDS, took / RELOADING_SHARE)
            finally:
                self.turn.release()
        return self.indexed


def load_ad_library(
    store: AdStore, encoder: Encoder, reading: str, clock: Callable[[], float] = time.monotonic
) -> StoredAdLibrary:
    """Raises ArtefactMismatch where ads were read with another version than `reading`, or none were ever kept."""
    if store.version() == NEVER_USED:
        raise ArtefactMismatch(KIND, "not built yet", REBUILD)
    outdated = store.outdated(reading)
    if outdated:
        raise ArtefactMismatch(KIND, f"{outdated:,} were read with another encoder or concept index", REBUILD)
    indexed = index_ads(store, encoder.name, encoder.dim)
    return StoredAdLibrary(
        store=store, encoder=encoder.name, indexed=indexed, look_again_at=clock() + LOOK_EVERY_SECONDS, clock=clock
    )


def index_ads(store: AdStore, encoder: str, dim: int) -> IndexedAds:
    found = store.vectors(encoder, dim)
    return IndexedAds(found.version, build_index(found.ids, found.vectors))
