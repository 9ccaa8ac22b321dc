"""The AdLibrary over a store: which ads are near, by a FAISS index that follows what the store says.

The index of few ads is exact, and built in a moment wherever it is needed. That of many is approximate, takes a minute
or two, is kept in a folder, and is built anew beside the answering.
"""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread

from corpora.artefacts import publish, read_current
from matcher.ad_store import NEVER_USED, AdStore
from matcher.ads import JobAd, SimilarAd
from matcher.demand import Demand
from matcher.errors import ArtefactMismatch, MatcherError, UnknownAd
from matcher.index import ExactIndex, VectorIndex
from matcher.slices import Slice
from matcher.vectors import Encoder, Vectors
from models.faiss_index import build_index
from models.many_index import MANY, build_many_index, load_many_index, save_many_index

KIND = "ads"
CACHE = "ad_index"
"""Of the index of many ads: its kind, its folder in a home, and the name of its files."""
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
    index: VectorIndex
    outdated: int
    """Ads that another version has read."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AdIndexing:
    """How the ads of a store are indexed, and where an index of many is kept."""

    store: AdStore
    encoder: str
    dim: int
    reading: str
    home: Path
    many: int = MANY
    """Ads from which on the index is approximate."""

    def ready(self) -> IndexedAds:
        """That which is kept, where it is of the store's version; else built now."""
        return self._kept() or self.build()

    def build(self) -> IndexedAds:
        """Of many ads also kept, in place of what was kept before; where that can't be written, in memory only."""
        found = self.store.vectors(self.encoder, self.dim)
        if len(found.ids) < self.many:
            return self._of(found.version, build_index(found.ids, found.vectors))
        index = build_many_index(found.ids, found.vectors)
        try:
            publish(
                self.home / CACHE,
                kind=CACHE,
                made_from={"encoder": self.encoder, "ads": found.version},
                fill=lambda folder: save_many_index(index, folder, CACHE),
            )
        except OSError as error:
            sys.stderr.write(f"matcher: the index of ads is not kept: {error}\n")
        return self._kept() or self._of(found.version, index)

    def _kept(self) -> IndexedAds | None:
        try:
            folder, manifest = read_current(self.home / CACHE, kind=CACHE, rebuild=REBUILD)
        except ArtefactMismatch:
            return None
        version = self.store.version()
        if dict(manifest.made_from) != {"encoder": self.encoder, "ads": version}:
            return None
        return self._of(version, load_many_index(folder, CACHE))

    def _of(self, version: str, index: VectorIndex) -> IndexedAds:
        return IndexedAds(version, index, self.store.outdated(self.reading))


def in_a_thread(work: Callable[[], None]) -> None:
    """That no process waits for."""
    Thread(target=work, daemon=True).start()


@dataclass(slots=True, kw_only=True, eq=False)
class StoredAdLibrary:
    store: AdStore
    indexing: AdIndexing
    indexed: IndexedAds
    look_again_at: float
    clock: Callable[[], float] = time.monotonic
    beside: Callable[[Callable[[], None]], None] = in_a_thread
    """Where an index of many ads is built, so that nobody waits for it."""
    turn: Lock = field(default_factory=Lock)
    """Held by who looks for a new version; all others go on with what there is."""

    @property
    def version(self) -> str:
        return self.indexed.version

    @property
    def outdated(self) -> int:
        return self.indexed.outdated

    def __len__(self) -> int:
        return len(self._current().index.ids)

    def get(self, ad_id: str) -> JobAd:
        found = self.store.ads([ad_id])
        if ad_id not in found:
            raise UnknownAd(ad_id)
        return found[ad_id]

    def demands_of(self, ad_id: str) -> Sequence[Demand]:
        return self.store.demands_of(ad_id)

    def nearest(self, vector: Vectors, k: int, within: Slice | None = None) -> Sequence[SimilarAd]:
        """What was forgotten since the index was built is left out; of a slice each ad is compared."""
        index = self._current().index
        [found] = (index if within is None else _part(index, self.store.within(within))).nearest(vector, k)
        ads = self.store.ads([neighbour.id for neighbour in found])
        return [SimilarAd(ads[near.id], near.similarity) for near in found if near.id in ads]

    def _current(self) -> IndexedAds:
        if self.clock() >= self.look_again_at and self.turn.acquire(blocking=False):
            if len(self.indexed.index.ids) < self.indexing.many:
                self._look()
            else:
                self.beside(self._look_beside)
        return self.indexed

    def _look(self) -> None:
        began = self.clock()
        try:
            if self.store.version() != self.indexed.version:
                self.indexed = self.indexing.build()
        finally:
            took = self.clock() - began
            self.look_again_at = self.clock() + max(LOOK_EVERY_SECONDS, took / RELOADING_SHARE)
            self.turn.release()

    def _look_beside(self) -> None:
        try:
            self._look()
        except (MatcherError, OSError) as error:
            sys.stderr.write(f"matcher: the index of ads stays as it is: {error}\n")


def require_kept(store: AdStore) -> None:
    """Raises ArtefactMismatch where no ads were ever kept."""
    if store.version() == NEVER_USED:
        raise ArtefactMismatch(KIND, "not built yet", REBUILD)


def _part(index: VectorIndex, ids: Sequence[str]) -> VectorIndex:
    """Those of the ids that are in it, in its order."""
    wanted = frozenset(ids)
    places = [place for place, own in enumerate(index.ids) if own in wanted]
    return ExactIndex([index.ids[place] for place in places], index.vectors(places))


def load_ad_library(
    store: AdStore, encoder: Encoder, reading: str, home: Path, clock: Callable[[], float] = time.monotonic
) -> StoredAdLibrary:
    """Ads that another version than `reading` has read answer as they are. Raises as `require_kept` does."""
    require_kept(store)
    indexing = AdIndexing(store=store, encoder=encoder.name, dim=encoder.dim, reading=reading, home=home)
    return StoredAdLibrary(
        store=store,
        indexing=indexing,
        indexed=indexing.ready(),
        look_again_at=clock() + LOOK_EVERY_SECONDS,
        clock=clock,
    )
