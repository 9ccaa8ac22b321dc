"""Synthetic read ads, drawn from a store of real ones: what the benchmark of the store keeps by the million.

Each is a real reading under a new id (a bootstrap), with title, employer, place and date of other real ads, its vector
turned a little, and a signature of its own; a few share the signature of one before them, as copies do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
from sqlalchemy import select

from corpora.store import tables
from corpora.store.ads import SqlAdStore
from matcher.ad_store import SIGNATURE_VALUES, ReadAd, ReadWith
from matcher.ads import JobAd
from matcher.errors import InvalidInput
from matcher.vectors import Vectors, unit

READ_WITH = ReadWith(reading="drawn", encoder="drawn")
COPIES = 0.02
"""Share of ads that repeat the signature of an earlier one of their batch; of 12,812 real ads some 4 % are copies."""
JITTER = 0.03
"""Standard deviation of what is added to each of 384 components: a cosine of 0.86 to the real ad's vector."""
FIRST_DAY, DAYS = date(2016, 1, 1), 3650
PAGE = 500
SEED = 1


@dataclass(frozen=True, slots=True, eq=False)
class RealAds:
    read: Sequence[ReadAd]

    def drawn(self, numbers: range, batch: int) -> Iterator[list[ReadAd]]:
        """Synthetic ads by their numbers, in batches; the same numbers, the same ads."""
        for start in range(numbers.start, numbers.stop, batch):
            yield self._batch(range(start, min(start + batch, numbers.stop)), np.random.default_rng([SEED, start]))

    def _batch(self, numbers: range, rng: np.random.Generator) -> list[ReadAd]:
        size, real = len(numbers), self.read
        whose, titled, placed, employed = rng.integers(0, len(real), (4, size)).tolist()
        days = rng.integers(0, DAYS, size).tolist()
        own = np.concatenate([real[which].vector for which in whose])
        vectors = turned(own, rng)
        signatures = rng.integers(0, 2**32, (size, SIGNATURE_VALUES), dtype=np.uint32)
        for place in np.flatnonzero(rng.random(size) < COPIES)[1:]:
            signatures[place] = signatures[rng.integers(0, place)]
        return [
            replace(
                real[whose[place]],
                ad=replace(
                    real[whose[place]].ad,
                    id=f"drawn-{number:09}",
                    title=real[titled[place]].ad.title,
                    organisation=real[employed[place]].ad.organisation,
                    location=real[placed[place]].ad.location,
                    date_posted=FIRST_DAY + timedelta(days=days[place]),
                ),
                vector=vectors[place : place + 1],
                signature=signatures[place],
            )
            for place, number in enumerate(numbers)
        ]


def turned(vectors: Vectors, rng: np.random.Generator) -> Vectors:
    """Each a little."""
    return unit(vectors + JITTER * rng.standard_normal(vectors.shape, dtype=np.float32))


def read_real_ads(store: SqlAdStore) -> RealAds:
    """All read ads of a store that are no copies, with all that was read in them; by id."""
    encoder, dim = encoder_of(store)
    found = store.vectors(encoder, dim)
    vectors = {key: found.vectors[place : place + 1] for place, key in enumerate(found.ids)}
    unsigned = np.zeros(SIGNATURE_VALUES, dtype=np.uint32)
    read = [
        ReadAd(
            ad=ad,
            made_with=READ_WITH,
            demands=store.demands_of(ad.id),
            unlinked=store.unlinked_of(ad.id),
            language=ad.language,
            vector=vectors[ad.id],
            signature=unsigned,
        )
        for ad in _pages(store)
        if ad.id in vectors
    ]
    return RealAds(read)


def encoder_of(store: SqlAdStore) -> tuple[str, int]:
    """Name and dimensions of the encoder of a store's vectors. Raises InvalidInput where it holds none."""
    with store.database.reading() as connection:
        made_by = connection.execute(select(tables.vectors.c.encoder).limit(1)).scalar()
        if made_by is None:
            raise InvalidInput("MATCHER_HOME", "its store holds no read ads to draw from")
        name = connection.execute(select(tables.names.c.text).where(tables.names.c.name == made_by)).scalar_one()
        vector = connection.execute(select(tables.vectors.c.vector).limit(1)).scalar_one()
    return name, len(vector)


def _pages(store: SqlAdStore) -> Iterator[JobAd]:
    after: str | None = None
    while ads := store.page(after, PAGE):
        yield from ads
        after = ads[-1].id
