"""Ads that are near-identical to another one: how they are found, and who takes the place of whom."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, delete, select, update

from corpora.store import tables
from corpora.store.names import insert_rows, rows_among, some
from corpora.store.signatures import buckets_of, unpacked
from matcher.ad_store import NEAR_IDENTICAL_FROM, Signature, likeness

READ_TABLES = (tables.readings, tables.demands, tables.packed_facts, tables.unlinked, tables.vectors)


def likes(
    connection: Connection, given: Mapping[int, Signature], places: Mapping[int, Sequence[int]]
) -> dict[int, int]:
    """Of those that are near-identical to a kept ad, or to one before them that is none: number -> the first such.

    A number is that of an ad without buckets, or of none. `places`: the buckets of each.
    """
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
    _, signatures = _kept_in(connection, set(buckets_of(signature)))
    like = [ad for ad in sorted(signatures) if _is_like(signature, signatures[ad])]
    rows = connection.execute(select(tables.ads.c.ad, tables.ads.c.id).where(tables.ads.c.ad.in_(like)))
    return min((row.ad for row in rows if row.id != but), default=None)


def add_buckets(connection: Connection, places: Mapping[int, Sequence[int]]) -> None:
    """So that the ads are found by what is near-identical to them. `places`: the buckets of each."""
    insert_rows(connection, tables.buckets, [(bucket, ad) for ad, own in places.items() for bucket in own])


def remove_buckets(connection: Connection, signatures: Mapping[int, Signature]) -> None:
    buckets = tables.buckets.c
    for ad, signature in signatures.items():
        met = buckets.bucket.in_(buckets_of(signature))
        connection.execute(delete(tables.buckets).where(met, buckets.ad == ad))


def signatures_of(connection: Connection, ads: Iterable[int]) -> dict[int, Signature]:
    rows = rows_among(connection, "SELECT ad, signature FROM ad_texts WHERE ad {among}", list(ads))
    return {row.ad: unpacked(row.signature) for row in rows}


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
        add_buckets(connection, {heir: buckets_of(signatures_of(connection, [heir])[heir])})
        if _says_the_same(connection, number, heir):
            for table in READ_TABLES:
                connection.execute(update(table).where(table.c.ad == number).values(ad=heir))


def _kept_in(
    connection: Connection, buckets: Collection[int]
) -> tuple[defaultdict[int, list[int]], dict[int, Signature]]:
    """bucket -> the ads in it, and their signatures."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows_among(connection, "SELECT bucket, ad FROM buckets WHERE bucket {among}", list(buckets)):
        found[row.bucket].append(row.ad)
    return found, signatures_of(connection, sorted({ad for own in found.values() for ad in own}))


def _is_like(one: Signature, other: Signature) -> bool:
    return likeness(one, other) >= NEAR_IDENTICAL_FROM


def _says_the_same(connection: Connection, one: int, other: int) -> bool:
    texts = tables.ad_texts.c
    said = connection.execute(select(texts.title, texts.text).where(texts.ad.in_([one, other]))).all()
    return len(set(map(tuple, said))) == 1
