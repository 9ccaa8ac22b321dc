"""Ads that are near-identical to another one: how they are found, and who takes the place of whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, delete, select, update

from corpora.store import tables
from corpora.store.names import insert_rows, some
from corpora.store.signatures import buckets_of, unpacked
from matcher.ad_store import NEAR_IDENTICAL_FROM, Signature, likeness

READ_TABLES = (tables.readings, tables.demands, tables.packed_facts, tables.unlinked, tables.vectors)


def likes(connection: Connection, given: Mapping[int, Signature]) -> dict[int, int]:
    """Of those that are near-identical to a kept ad, or to one before them that is none: number -> the first such.

    A number is that of an ad without buckets, or of none.
    """
    places = {number: buckets_of(signature) for number, signature in given.items()}
    met, signatures = _kept_in(connection, {bucket for own in places.values() for bucket in own})
    found: dict[int, int] = {}
    for number, own in places.items():
        candidates = sorted({ad for bucket in own for ad in met.get(bucket, ())})
        like = next((ad for ad in candidates if _is_like(given[number], signatures[ad])), None)
        if like is not None:
            found[number] = like
            continue
        signatures[number] = given[number]
        for bucket in own:
            met[bucket].append(number)
    return found


def find_like(connection: Connection, signature: Signature, but: str | None = None) -> int | None:
    """The first ad, no copy and not `but`, that is near-identical."""
    met, signatures = _kept_in(connection, set(buckets_of(signature)), but)
    candidates = sorted({ad for own in met.values() for ad in own})
    return next((ad for ad in candidates if _is_like(signature, signatures[ad])), None)


def add_buckets(connection: Connection, signatures: Mapping[int, Signature]) -> None:
    """So that the ads are found by what is near-identical to them."""
    rows = [(bucket, ad) for ad, own in signatures.items() for bucket in buckets_of(own)]
    insert_rows(connection, tables.buckets, rows)


def remove_buckets(connection: Connection, signatures: Mapping[int, Signature]) -> None:
    buckets = tables.buckets.c
    for ad, signature in signatures.items():
        met = buckets.bucket.in_(buckets_of(signature))
        connection.execute(delete(tables.buckets).where(met, buckets.ad == ad))


def signatures_of(connection: Connection, ads: Iterable[int]) -> dict[int, Signature]:
    texts = tables.ad_texts.c
    found: dict[int, Signature] = {}
    for portion in some(ads):
        rows = connection.execute(select(texts.ad, texts.signature).where(texts.ad.in_(portion)))
        found.update((row.ad, unpacked(row.signature)) for row in rows)
    return found


def make_copies(connection: Connection, of: int, copies: Sequence[int]) -> None:
    """The copies, and what was a copy of them, are copies of this one from now on."""
    for portion in some(copies):
        these: ColumnElement[bool] = tables.ads.c.ad.in_(portion) | tables.ads.c.same_as.in_(portion)
        connection.execute(update(tables.ads).where(these, tables.ads.c.ad != of).values(same_as=of))


def promote_copies(connection: Connection, ads: Collection[int], gone: Collection[int] = ()) -> None:
    """The first copy of each, but for the `gone`, takes its place, with its reading where it says just the same."""
    own = tables.ads.c
    heirs: defaultdict[int, list[int]] = defaultdict(list)
    for portion in some(ads):
        rows = connection.execute(select(own.ad, own.same_as).where(own.same_as.in_(portion)).order_by(own.ad))
        for row in rows:
            if row.ad not in gone:
                heirs[row.same_as].append(row.ad)
    for number, (heir, *others) in heirs.items():
        connection.execute(update(tables.ads).where(own.ad == heir).values(same_as=None))
        connection.execute(update(tables.ads).where(own.ad.in_(others)).values(same_as=heir))
        add_buckets(connection, signatures_of(connection, [heir]))
        if _says_the_same(connection, number, heir):
            for table in READ_TABLES:
                connection.execute(update(table).where(table.c.ad == number).values(ad=heir))


def _kept_in(
    connection: Connection, buckets: Collection[int], but: str | None = None
) -> tuple[defaultdict[int, list[int]], dict[int, Signature]]:
    """bucket -> the ads in it, and their signatures."""
    met, ads = tables.buckets.c, tables.ads.c
    found: defaultdict[int, list[int]] = defaultdict(list)
    for portion in some(buckets):
        wanted = select(met.bucket, met.ad).where(met.bucket.in_(portion))
        if but is not None:
            wanted = wanted.join_from(tables.buckets, tables.ads, ads.ad == met.ad).where(ads.id != but)
        for row in connection.execute(wanted):
            found[row.bucket].append(row.ad)
    return found, signatures_of(connection, sorted({ad for own in found.values() for ad in own}))


def _is_like(one: Signature, other: Signature) -> bool:
    return likeness(one, other) >= NEAR_IDENTICAL_FROM


def _says_the_same(connection: Connection, one: int, other: int) -> bool:
    texts = tables.ad_texts.c
    said = connection.execute(select(texts.title, texts.text).where(texts.ad.in_([one, other]))).all()
    return len(set(map(tuple, said))) == 1
