"""Putting ads and what was read in them into the tables; each function works in the transaction that it is given."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Connection, Table, delete, insert, select, update

from corpora.store import tables
from corpora.store.copies import READ_TABLES, promote_copies, remove_buckets, signatures_of
from corpora.store.names import FACETS, Kind, insert_rows, new_numbers, numbers_of_concepts, numbers_of_names, some
from corpora.store.readings import concepts_of, document_of, fact_of, packed_facts
from corpora.store.signatures import packed
from matcher.ad_store import NEAR_IDENTICAL_FROM, NEVER_USED, ReadAd, ReadWith, Signature, likeness
from matcher.ads import JobAd

TOKEN_CHARACTERS = 16
EMBEDDING = tables.Embedding()


def version_of(connection: Connection, versions: Table = tables.versions) -> str:
    """Of what a connection sees."""
    newest = select(versions.c.token).order_by(versions.c.number.desc()).limit(1)
    return connection.execute(newest).scalar() or NEVER_USED


def bump(connection: Connection, change: str, said: Iterable[bytes] = (), versions: Table = tables.versions) -> None:
    """A new version, which follows from the former one and what was changed."""
    told = hashlib.sha256(f"{version_of(connection, versions)}\n{change}\n".encode())
    for part in said:
        told.update(part)
    token = told.hexdigest()[:TOKEN_CHARACTERS]
    made = connection.execute(insert(versions).values(token=token).returning(versions.c.number)).scalar_one()
    connection.execute(delete(versions).where(versions.c.number != made))


def write_ads(
    connection: Connection,
    ads: Sequence[tuple[JobAd, Signature]],
    said: Mapping[str, bytes],
    known: Mapping[str, int],
    today: date,
) -> dict[str, int]:
    """Ad rows and texts, new or in place of the former ones in `known`; id -> number. Nothing is read in them yet.

    `said`: their fingerprints, by id.
    """
    named = numbers_of_names(
        connection, ((kind, word) for ad, _ in ads for kind in FACETS if (word := getattr(ad, kind.value)) is not None)
    )
    numbers = {ad.id: known[ad.id] for ad, _ in ads if ad.id in known}
    _clear(connection, {numbers[ad.id]: own for ad, own in ads if ad.id in numbers})
    for ad, _ in ads:
        if ad.id in numbers:
            changed = {**_ad_row(ad, named), "same_as": None}
            connection.execute(update(tables.ads).where(tables.ads.c.ad == numbers[ad.id]).values(**changed))
    new = [ad for ad, _ in ads if ad.id not in numbers]
    numbers |= zip((ad.id for ad in new), new_numbers(connection, tables.ads, len(new)), strict=True)
    insert_rows(connection, tables.ads, [_new_row(numbers[ad.id], ad, named, today) for ad in new])
    insert_rows(connection, tables.ad_texts, [_text_row(numbers[ad.id], ad, said[ad.id], own) for ad, own in ads])
    return numbers


def write_readings(connection: Connection, read: Mapping[int, ReadAd]) -> None:
    """By the number of its ad, in which nothing is read yet."""
    if not read:
        return
    concepts = numbers_of_concepts(connection, (uri for one in read.values() for uri in _concepts(one)))
    named = numbers_of_names(connection, {kind for one in read.values() for kind in _kinds(one.made_with)})
    facts = {ad: [fact_of(ad, demand, concepts) for demand in one.demands] for ad, one in read.items()}
    rows: dict[Table, list[tuple[Any, ...]]] = {
        tables.readings: [
            (ad, named[Kind.READING, o.made_with.reading], o.language, document_of(o.ad.text, o.demands, concepts))
            for ad, o in read.items()
        ],
        tables.demands: [fact for own in facts.values() for fact in own],
        tables.packed_facts: [
            (ad, packed_facts(own), concepts.get(read[ad].occupation or "")) for ad, own in facts.items()
        ],
        tables.unlinked: [row for ad, one in read.items() for row in _unlinked_rows(ad, one)],
        tables.vectors: [
            (
                ad,
                named[Kind.ENCODER, one.made_with.encoder],
                EMBEDDING.process_bind_param(one.vector, connection.dialect),
            )
            for ad, one in read.items()
        ],
    }
    for table, own in rows.items():
        insert_rows(connection, table, own)


def _concepts(read: ReadAd) -> set[str]:
    return concepts_of(read.demands) | ({read.occupation} if read.occupation else set())


def _kinds(made_with: ReadWith) -> tuple[tuple[Kind, str], ...]:
    return (Kind.READING, made_with.reading), (Kind.ENCODER, made_with.encoder)


def remove_readings(connection: Connection, ads: Iterable[int]) -> None:
    _delete_of(connection, READ_TABLES, ads)


def replace_readings(connection: Connection, read: Mapping[int, ReadAd]) -> None:
    """By the number of its ad. Vectors by other encoders stay: servers of another version find the ads by them."""
    _delete_of(connection, [table for table in READ_TABLES if table is not tables.vectors], read)
    encoders = numbers_of_names(connection, {(Kind.ENCODER, one.made_with.encoder) for one in read.values()})
    own = tables.vectors.c
    for portion in some(read):
        these = own.ad.in_(portion), own.encoder.in_(list(encoders.values()))
        connection.execute(delete(tables.vectors).where(*these))
    write_readings(connection, read)


def _clear(connection: Connection, changed: Mapping[int, Signature]) -> None:
    """Take out what was said and read in the ads; copies that are no longer like one stand for themselves."""
    former = signatures_of(connection, changed)
    strange = [ad for ad, own in former.items() if likeness(own, changed[ad]) < NEAR_IDENTICAL_FROM]
    promote_copies(connection, strange)
    remove_buckets(connection, former)
    _delete_of(connection, (*READ_TABLES, tables.ad_texts), changed)


def _delete_of(connection: Connection, some_tables: Sequence[Any], ads: Iterable[int]) -> None:
    for portion in some(ads):
        for table in some_tables:
            connection.execute(delete(table).where(table.c.ad.in_(portion)))


def _ad_row(ad: JobAd, named: Mapping[tuple[Kind, str], int]) -> dict[str, Any]:
    said = {kind: getattr(ad, kind.value) for kind in FACETS}
    facets = {kind.value: None if text is None else named[kind, text] for kind, text in said.items()}
    return {"id": ad.id, "posted": ad.date_posted, "sample": ad.sample, **facets}


def _new_row(number: int, ad: JobAd, named: Mapping[tuple[Kind, str], int], today: date) -> tuple[Any, ...]:
    row = {**_ad_row(ad, named), "ad": number, "added": today.isoformat(), "same_as": None}
    row["posted"] = ad.date_posted.isoformat() if ad.date_posted else None
    return tuple(row[column.name] for column in tables.ads.columns)


def _text_row(number: int, ad: JobAd, said: bytes, signature: Signature) -> tuple[Any, ...]:
    return number, ad.title, ad.text, ad.language, orjson.dumps(dict(ad.extra)).decode(), said, packed(signature)


def _unlinked_rows(ad: int, read: ReadAd) -> list[tuple[Any, ...]]:
    return [
        (ad, position, one.span.start, one.span.end, one.text, one.section, one.named)
        for position, one in enumerate(read.unlinked)
    ]
