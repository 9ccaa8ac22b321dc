"""Synthetic read ads, drawn from a store of real ones: what the benchmark of the store keeps by the million.

Each is a real reading under a new id (a bootstrap), with title, employer, place and date of other real ads, its vector
turned a little, and a signature of its own; a few share the signature of one before them, as copies do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from corpora.store.ads import SqlAdStore
from corpora.store.signatures import signature_of
from matcher.ad_store import SIGNATURE_VALUES, ReadAd, ReadWith
from matcher.errors import UnknownAd
from matcher.vectors import Vectors, unit

READ_WITH = ReadWith(reading="drawn", encoder="drawn")
COPIES = 0.02
"""Share of ads that repeat the signature of an earlier one of their batch; of 12,812 real ads some 4 % are copies."""
JITTER = 0.03
"""Standard deviation of what is added to each of 384 components: a cosine of 0.86 to the real ad's vector."""
FIRST_DAY, DAYS = date(2016, 1, 1), 3650
PAGE = 500


@dataclass(frozen=True, slots=True, eq=False)
class RealAds:
    read: Sequence[ReadAd]

    def drawn(self, count: int, seed: int, batch: int) -> Iterator[list[ReadAd]]:
        """`count` synthetic ads in batches; the same seed, the same ads."""
        for start in range(0, count, batch):
            yield self._batch(range(start, min(start + batch, count)), np.random.default_rng([seed, start]))

    def vectors(self, count: int, rng: np.random.Generator) -> Vectors:
        """(count, dim): real vectors, turned a little."""
        real = np.concatenate([one.vector for one in self.read])
        chosen = real[rng.integers(0, len(real), count)]
        return unit(chosen + rng.normal(0, JITTER, chosen.shape).astype(np.float32))

    def _batch(self, numbers: range, rng: np.random.Generator) -> list[ReadAd]:
        size, real = len(numbers), self.read
        whose, titled, placed, employed = rng.integers(0, len(real), (4, size)).tolist()
        days = rng.integers(0, DAYS, size).tolist()
        own = np.concatenate([real[which].vector for which in whose])
        vectors = unit(own + rng.normal(0, JITTER, own.shape).astype(np.float32))
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


def read_real_ads(store: SqlAdStore, encoder: str, dim: int, most: int) -> RealAds:
    """The first `most` read ads of a store, by id of the page, with all that was read in them."""
    found = store.vectors(encoder, dim)
    vectors = {key: found.vectors[place : place + 1] for place, key in enumerate(found.ids)}
    read: list[ReadAd] = []
    after: str | None = None
    while len(read) < most and (ads := store.page(after, PAGE)):
        after = ads[-1].id
        for ad in ads:
            if ad.id not in vectors:
                continue
            try:
                demands, unlinked = store.demands_of(ad.id), store.unlinked_of(ad.id)
            except UnknownAd:
                continue
            read.append(
                ReadAd(
                    ad=ad,
                    made_with=READ_WITH,
                    demands=demands,
                    unlinked=unlinked,
                    language="en",
                    vector=vectors[ad.id],
                    signature=signature_of(ad) if False else np.zeros(SIGNATURE_VALUES, np.uint32),
                )
            )
    return RealAds(read[:most])
