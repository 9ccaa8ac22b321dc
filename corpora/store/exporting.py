"""All that is kept for a tenant as lines of JSON, in the words of this project: for whoever wants to take it along."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Connection, Row, select

from corpora.courses.lines import line_of, line_of_alignments
from corpora.store import tables
from corpora.store.courses import SqlCatalogueStore
from corpora.store.database import Database
from corpora.store.names import uris_of
from corpora.store.readings import concepts_in, demands_in
from corpora.store.rows import ad_of_row, select_ads
from matcher.access import ApiKey
from matcher.ads import JobAd
from matcher.audit import Entry
from matcher.demand import Demand

AT_ONCE = 1_000
"""Ads in one transaction."""


def ad_lines(database: Database) -> Iterator[tuple[bytes, bytes]]:
    """Two an ad, by id: its fields, as `matcher ads ingest` reads them; and what was read in it."""
    after: str | None = None
    while True:
        with database.reading() as connection:
            lines, after = _page(connection, after)
        yield from lines
        if after is None:
            return


def _page(connection: Connection, after: str | None) -> tuple[Sequence[tuple[bytes, bytes]], str | None]:
    """Lines, and the last id; None where nothing is left."""
    own = tables.ads.c
    wanted = select_ads().add_columns(own.ad, own.added, own.same_as).order_by(own.id).limit(AT_ONCE)
    rows = connection.execute(wanted if after is None else wanted.where(own.id > after)).all()
    if not rows:
        return (), None
    numbers = [row.ad for row in rows]
    read, unlinked = _readings(connection, numbers), _unlinked(connection, numbers)
    copied = _ids(connection, [row.same_as for row in rows if row.same_as is not None])
    uris = uris_of(connection, {number for own in read.values() for number in concepts_in(bytes(own.document))})
    lines = [
        (_said(ad_of_row(row)), _read(row, copied.get(row.same_as), read.get(row.ad), unlinked.get(row.ad, ()), uris))
        for row in rows
    ]
    return lines, rows[-1].id


def _said(ad: JobAd) -> bytes:
    fields = (
        "id",
        "title",
        "text",
        "organisation",
        "location",
        "region",
        "sector",
        "date_posted",
        "language",
        "source",
    )
    record = {**ad.extra, **{name: getattr(ad, name) for name in fields}, "sample": ad.sample or None}
    return orjson.dumps({name: value for name, value in record.items() if value is not None})


def _read(
    row: Row[Any],
    copy_of: str | None,
    read: Row[Any] | None,
    unlinked: Sequence[Mapping[str, object]],
    uris: Mapping[int, str],
) -> bytes:
    """A copy is not read; it says whose copy it is."""
    record: dict[str, object] = {"id": row.id, "added": row.added, "copy_of": copy_of}
    if read is not None:
        demands = demands_in(row.words, bytes(read.document), uris)
        record |= {"with": read.reading, "language": read.language, "demands": [_demand(one) for one in demands]}
    return orjson.dumps({**record, "unlinked": list(unlinked)})


def _demand(one: Demand) -> dict[str, object]:
    return {
        "skill": one.skill,
        "importance": one.importance,
        "confidence": one.confidence,
        "alternatives": sorted(one.alternatives),
        "alike": sorted(one.alike),
        "evidence": list(one.evidence),
    }


def _readings(connection: Connection, numbers: Sequence[int]) -> dict[int, Any]:
    own, names = tables.readings, tables.names
    joined = own.join(names, names.c.name == own.c.reading)
    wanted = select(own.c.ad, own.c.language, own.c.document, names.c.text.label("reading")).select_from(joined)
    return {row.ad: row for row in connection.execute(wanted.where(own.c.ad.in_(numbers)))}


def _unlinked(connection: Connection, numbers: Sequence[int]) -> dict[int, list[Mapping[str, object]]]:
    own = tables.unlinked
    found: dict[int, list[Mapping[str, object]]] = {}
    wanted = select(own).where(own.c.ad.in_(numbers)).order_by(own.c.ad, own.c.position)
    for row in connection.execute(wanted):
        said = {"start": row.starts, "end": row.ends, "text": row.text, "section": row.section, "named": row.named}
        found.setdefault(row.ad, []).append(said)
    return found


def _ids(connection: Connection, numbers: Sequence[int]) -> dict[int | None, str]:
    own = tables.ads.c
    return {row.ad: row.id for row in connection.execute(select(own.ad, own.id).where(own.ad.in_(numbers)))}


def course_lines(database: Database) -> Iterator[bytes]:
    """One a course: as stated, where it came from, and what was read in it."""
    for one in SqlCatalogueStore(database).kept().courses:
        read = None if one.read is None else orjson.Fragment(line_of_alignments(one.read))
        record = {"stated": orjson.Fragment(line_of(one.stated)), "source": one.source, "with": one.reading}
        yield orjson.dumps({**record, "read": read})


def batch_lines(database: Database) -> Iterator[bytes]:
    """One a batch that was answered within a day or so, with its answer."""
    with database.reading() as connection:
        rows = connection.execute(select(tables.batches).order_by(tables.batches.c.key)).all()
    for row in rows:
        answer = None if row.answer is None else bytes(row.answer).decode()
        yield orjson.dumps({"key": row.key, "begun": row.begun, "answer": answer})


def key_line(key: ApiKey) -> bytes:
    """Without its secret, and without what that is known by."""
    return orjson.dumps(
        {
            "id": key.id,
            "name": key.name,
            "scopes": sorted(key.scopes),
            "created": key.created,
            "expires": key.expires,
            "revoked": key.revoked,
            "last_used": key.last_used,
        }
    )


def audit_line(entry: Entry) -> bytes:
    deed = entry.deed
    return orjson.dumps(
        {
            "number": entry.number,
            "when": entry.when,
            "tenant": deed.tenant,
            "key": deed.key,
            "action": deed.action,
            "things": deed.things,
            "result": deed.result,
        }
    )
