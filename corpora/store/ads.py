"""AdStore in a database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from sqlalchemy import Connection, delete, exists, func, or_, select

from corpora.store import tables
from corpora.store.copies import add_buckets, find_like, likes, make_copies
from corpora.store.counting import count_ads
from corpora.store.database import Database
from corpora.store.facts import facts_in
from corpora.store.forgetting import forget_ads
from corpora.store.names import Kind, number_of_name, rows_among, some, uris_of
from corpora.store.readings import concepts_in, demands_in
from corpora.store.rows import ad_of_row, select_ads
from corpora.store.signatures import buckets_of
from corpora.store.slicing import conditions_of
from corpora.store.unlinked import all_unlinked
from corpora.store.writing import (
    bump,
    remove_readings,
    replace_readings,
    version_of,
    write_ads,
    write_readings,
)
from matcher.ad_store import (
    AdCounts,
    AdFacts,
    AdsUnlinked,
    AdVectors,
    Forgetting,
    Outcome,
    ReadAd,
    Signature,
    Unlinked,
    fingerprint,
)
from matcher.ads import JobAd
from matcher.demand import Demand
from matcher.errors import UnknownAd
from matcher.mentions import Span
from matcher.slices import Slice

ROWS_AT_ONCE = 10_000
"""Of many that are read: no more of them are in memory beside what is made of them."""


@dataclass(frozen=True, slots=True, eq=False)
class SqlAdStore:
    database: Database
    today: Callable[[], date] = field(default=date.today)

    def close(self) -> None:
        """Let go of its connections; using it again opens new ones."""
        self.database.close()

    def version(self) -> str:
        with self.database.reading() as connection:
            return version_of(connection)

    def counts(self) -> AdCounts:
        with self.database.reading() as connection:
            return count_ads(connection)

    def fingerprints(self, ids: Sequence[str]) -> Mapping[str, bytes]:
        with self.database.reading() as connection:
            return {key: said for key, (_, said) in _known(connection, ids).items()}

    def like(self, signature: Signature, but: str | None = None) -> str | None:
        with self.database.reading() as connection:
            found = find_like(connection, signature, but)
            return None if found is None else _id_of(connection, found)

    def save(self, read: Sequence[ReadAd], copies: Sequence[tuple[JobAd, Signature]]) -> Mapping[str, Outcome]:
        with self.database.writing() as connection:
            given = [*((one.ad, one.signature) for one in read), *copies]
            former = _known(connection, [ad.id for ad, _ in given])
            said = {ad.id: fingerprint(ad) for ad, _ in given}
            changed = [(ad, own) for ad, own in given if former.get(ad.id, (0, b""))[1] != said[ad.id]]
            outcomes = {ad.id: Outcome.KNOWN for ad, _ in given}
            if not changed:
                return outcomes
            known = {key: number for key, (number, _) in former.items()}
            numbers = write_ads(connection, changed, said, known, self.today())
            signatures = {numbers[ad.id]: own for ad, own in changed}
            places = {number: buckets_of(own) for number, own in signatures.items()}
            like = likes(connection, signatures, places)
            for copy, of in like.items():
                make_copies(connection, of, [copy])
            add_buckets(connection, {number: own for number, own in places.items() if number not in like})
            whole = {numbers[one.ad.id]: one for one in read if one.ad.id in numbers}
            write_readings(connection, {n: one for n, one in whole.items() if n not in like})
            for key, number in numbers.items():
                fresh = Outcome.CHANGED if key in known else Outcome.NEW
                outcomes[key] = Outcome.NEAR_IDENTICAL if number in like else fresh
            bump(connection, "save", (ad.id.encode() + said[ad.id] for ad, _ in changed))
            return outcomes

    def unread(self, reading: str, after: str | None, limit: int) -> Sequence[JobAd]:
        ads, readings = tables.ads.c, tables.readings.c
        with self.database.reading() as connection:
            first = 0 if after is None else _place_of(connection, after)[0] + 1
            current = number_of_name(connection, Kind.READING, reading)
            done = exists().where(readings.ad == ads.ad, readings.reading == current)
            waiting = select_ads().where(ads.same_as.is_(None), ~done, ads.ad >= first)
            rows = connection.execute(waiting.order_by(ads.ad).limit(limit))
            return [ad_of_row(row) for row in rows]

    def reread(self, read: Sequence[ReadAd], unreadable: Sequence[str]) -> None:
        with self.database.writing() as connection:
            known = _known(connection, [*(one.ad.id for one in read), *unreadable])
            remove_readings(connection, [known[key][0] for key in unreadable if key in known])
            kept = {known[o.ad.id][0]: o for o in read if known.get(o.ad.id, (0, b""))[1] == fingerprint(o.ad)}
            replace_readings(connection, kept)
            bump(connection, "reread", (repr((one.ad.id, one.made_with)).encode() for one in kept.values()))

    def outdated(self, reading: str) -> int:
        own = tables.readings.c.reading
        with self.database.reading() as connection:
            current = number_of_name(connection, Kind.READING, reading)
            others = select(func.count()).where(or_(own < current, own > current))  # so that the index finds few fast
            return connection.execute(others).scalar_one()

    def retire(self, encoder: str) -> int:
        own, other = tables.vectors.c, tables.vectors.alias().c
        with self.database.writing() as connection:
            current = number_of_name(connection, Kind.ENCODER, encoder)
            again = exists().where(other.ad == own.ad, other.encoder == current)
            return connection.execute(delete(tables.vectors).where(own.encoder != current, again)).rowcount

    def ads(self, ids: Sequence[str]) -> Mapping[str, JobAd]:
        with self.database.reading() as connection:
            rows = (connection.execute(select_ads().where(tables.ads.c.id.in_(portion))) for portion in some(ids))
            return {row.id: ad_of_row(row) for portion in rows for row in portion}

    def page(self, after: str | None, limit: int) -> Sequence[JobAd]:
        key = tables.ads.c.id
        with self.database.reading() as connection:
            later = [key > after] if after is not None else []
            rows = connection.execute(select_ads().where(*later).order_by(key).limit(limit))
            return [ad_of_row(row) for row in rows]

    def like_of(self, ad_id: str) -> str | None:
        with self.database.reading() as connection:
            _, like = _place_of(connection, ad_id)
            return None if like is None else _id_of(connection, like)

    def demands_of(self, ad_id: str) -> tuple[Demand, ...]:
        with self.database.reading() as connection:
            text, document = _reading_of(connection, ad_id)
            return demands_in(text, document, uris_of(connection, concepts_in(document)))

    def unlinked_of(self, ad_id: str) -> tuple[Unlinked, ...]:
        own = tables.unlinked
        with self.database.reading() as connection:
            _reading_of(connection, ad_id)
            number, like = _place_of(connection, ad_id)
            rows = connection.execute(select(own).where(own.c.ad == (like or number)).order_by(own.c.position))
            return tuple(
                Unlinked(span=Span(row.starts, row.ends), text=row.text, section=row.section, named=row.named)
                for row in rows
            )

    def unlinked(self) -> AdsUnlinked:
        with self.database.reading() as connection:
            return all_unlinked(connection, version_of(connection))

    def vectors(self, encoder: str, dim: int) -> AdVectors:
        ads, vectors = tables.ads.c, tables.vectors.c
        with self.database.reading() as connection:
            made_by = number_of_name(connection, Kind.ENCODER, encoder)
            own = vectors.encoder == made_by
            count = connection.execute(select(func.count()).select_from(tables.vectors).where(own)).scalar_one()
            found, ids = np.zeros((count, dim), dtype=np.float32), list[str]()
            wanted = select(ads.id, vectors.vector).join_from(tables.vectors, tables.ads).where(own).order_by(ads.ad)
            for row in connection.execution_options(yield_per=ROWS_AT_ONCE).execute(wanted):
                found[len(ids)] = row.vector
                ids.append(row.id)
            version = version_of(connection)
        return AdVectors(version=version, ids=tuple(ids), vectors=found)

    def within(self, wanted: Slice) -> Sequence[str]:
        ads, packed = tables.ads.c, tables.packed_facts
        with self.database.reading() as connection:
            chosen = select(ads.id).join_from(packed, tables.ads).where(*conditions_of(connection, wanted))
            return connection.execute(chosen.order_by(ads.ad)).scalars().all()

    def facts(self) -> AdFacts:
        with self.database.reading() as connection:
            return facts_in(connection, version_of(connection))

    def forget(self, which: Forgetting) -> int:
        with self.database.writing() as connection:
            gone = forget_ads(connection, which)
            if gone:
                bump(connection, "forget", (key.encode() for key in gone))
            return len(gone)


def _known(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, bytes]]:
    """id -> number and fingerprint."""
    wanted = "SELECT ads.id, ads.ad, fingerprint FROM ads JOIN ad_texts ON ad_texts.ad = ads.ad WHERE ads.id {among}"
    return {row.id: (row.ad, bytes(row.fingerprint)) for row in rows_among(connection, wanted, list(ids))}


def _place_of(connection: Connection, ad_id: str) -> tuple[int, int | None]:
    """Its number, and that of the ad which it is a copy of. Raises UnknownAd."""
    ads = tables.ads.c
    row = connection.execute(select(ads.ad, ads.same_as).where(ads.id == ad_id)).one_or_none()
    if row is None:
        raise UnknownAd(ad_id)
    return row.ad, row.same_as


def _id_of(connection: Connection, number: int) -> str:
    found: str = connection.execute(select(tables.ads.c.id).where(tables.ads.c.ad == number)).scalar_one()
    return found


def _reading_of(connection: Connection, ad_id: str) -> tuple[str, bytes]:
    """Text and document of the ad, or of that which it is a copy of. Raises UnknownAd."""
    number, like = _place_of(connection, ad_id)
    texts, readings = tables.ad_texts.c, tables.readings.c
    wanted = select(texts.text, readings.document).join_from(tables.ad_texts, tables.readings, readings.ad == texts.ad)
    row = connection.execute(wanted.where(texts.ad == (like or number))).one_or_none()
    if row is None:
        raise UnknownAd(ad_id)
    return row.text, bytes(row.document)
