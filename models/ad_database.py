"""The AdLibrary in a PostgreSQL: which ads are near is asked of pgvector, so that no server holds the vectors.

Few ads are compared one by one; many are found by an index (HNSW, Malkov and Yashunin 2018) that is made beside the
answering when it is missing, by one server of all.
"""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from corpora.store.ads import SqlAdStore
from corpora.store.following import Following
from corpora.store.near import Near, NearPolicy, NearQuestion, NearState, near_state, nearest_ads
from corpora.store.near_index import make_near_index
from matcher.ads import JobAd, SimilarAd
from matcher.demand import Demand
from matcher.errors import MatcherError, UnknownAd
from matcher.slices import Slice
from matcher.vectors import Encoder, Vectors
from models.ad_index import in_a_thread, require_kept


@dataclass(slots=True, kw_only=True, eq=False)
class DatabaseAdLibrary:
    store: SqlAdStore
    near: Near
    state: Following[NearState]
    beside: Callable[[Callable[[], None]], None] = in_a_thread
    """Where a missing index is made, so that nobody waits for it."""
    tried: NearState | None = None
    """The last in which the index was missing, so that its making is begun once."""
    told: set[str] = field(default_factory=set)
    """Why no index could be made, each told once."""

    @property
    def version(self) -> str:
        return self.known().version

    @property
    def outdated(self) -> int:
        return self.known().outdated

    def __len__(self) -> int:
        return self.known().size

    def get(self, ad_id: str) -> JobAd:
        found = self.store.ads([ad_id])
        if ad_id not in found:
            raise UnknownAd(ad_id)
        return found[ad_id]

    def demands_of(self, ad_id: str) -> Sequence[Demand]:
        return self.store.demands_of(ad_id)

    def nearest(self, vector: Vectors, k: int, within: Slice | None = None) -> Sequence[SimilarAd]:
        """Of the ads as they are now. Where an index finds them, some neighbours may be missed."""
        found = nearest_ads(
            self.store.database, self.near, NearQuestion(vector, k, within), indexed=self.known().indexed
        )
        ads = self.store.ads([near.id for near in found])
        return [SimilarAd(ads[near.id], near.similarity) for near in found if near.id in ads]

    def known(self) -> NearState:
        """As it was a moment ago; where the index is missing that so many ads want, its making is begun."""
        now = self.state()
        if now is not self.tried and not now.indexed and now.size >= self.near.policy.indexed_from:
            self.tried = now
            self.beside(self._make_index)
        return now

    def _make_index(self) -> None:
        try:
            if make_near_index(self.store.database, self.near):
                self.state.made = near_state(self.store.database, self.near)
        except MatcherError as error:
            if str(error) not in self.told:
                self.told.add(str(error))
                sys.stderr.write(f"matcher: there is no index of the ads, which are compared one by one: {error}\n")


def near_of(encoder: Encoder, reading: str, policy: NearPolicy = NearPolicy()) -> Near:  # noqa: B008 - frozen
    return Near(encoder=encoder.name, dim=encoder.dim, reading=reading, policy=policy)


def load_database_library(
    store: SqlAdStore,
    encoder: Encoder,
    reading: str,
    policy: NearPolicy = NearPolicy(),  # noqa: B008 - frozen
    beside: Callable[[Callable[[], None]], None] = in_a_thread,
) -> DatabaseAdLibrary:
    """Raises ArtefactMismatch where no ads were ever kept."""
    require_kept(store)
    near = near_of(encoder, reading, policy)
    state = Following(
        store_version=store.version,
        make=lambda: near_state(store.database, near),
        version=lambda made: made.version,
        beside=beside,
    )
    library = DatabaseAdLibrary(store=store, near=near, state=state, beside=beside)
    library.known()
    return library
