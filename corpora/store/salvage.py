"""All that can still be read in a damaged SQLite file, into a new one; and what could not be, by name.

Ads and courses are what somebody gave, so each is looked for by itself. What was read in an ad comes along where all of
it is there; else the ad counts as unread, and is read again by whoever builds the index.
"""

import secrets
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from corpora.store import tables
from corpora.store.copies import add_buckets, signatures_of
from corpora.store.courses import VERSIONS
from corpora.store.damaged_file import Cells, DamagedFile
from corpora.store.database import Database
from corpora.store.keys import has_any_key, tells_of_keys
from corpora.store.names import FACETS, insert_rows
from corpora.store.readings import concepts_in
from corpora.store.rows import ad_of_row, select_ads
from corpora.store.salvaged import AT_ONCE, COLUMNS, Salvaged, is_json
from corpora.store.salvaged_courses import take_courses
from corpora.store.signatures import buckets_of, packed, signature_of
from corpora.store.writing import bump
from matcher.ad_store import fingerprint as fingerprint_of_ad

SIGNATURE_BYTES = 256
DIGEST_BYTES = 32
FRESH_BYTES = 32
"""Of chance in the versions: no two salvaged stores are taken for one another, or for what was there before."""
ACCESS = (tables.batches, tables.api_keys, tables.audit, tables.seal_keys)
"""Small ones that are read from both ends. Without its keys a server would be open to everybody."""


def salvage(damaged: DamagedFile, new: Database) -> Salvaged:
    """`new` has tables without rows; whole or not at all. Raises what `Database.told` raises, of the new one."""
    told = Salvaged()
    with new.writing() as connection:
        known = {table: _take_numbered(damaged, connection, table) for table in (tables.names, tables.concepts)}
        copies = _take_ads(damaged, connection, told, known)
        _set_copies(connection, copies)
        _mark_changed(connection, told)
        take_courses(damaged, connection, told)
        for table in ACCESS:
            insert_rows(connection, table, damaged.whole(table))
        _stay_closed(damaged, connection)
        bump(connection, "salvage", [secrets.token_bytes(FRESH_BYTES)])
        bump(connection, "salvage", [secrets.token_bytes(FRESH_BYTES)], versions=VERSIONS)
    return told


def _stay_closed(damaged: DamagedFile, connection: Connection) -> None:
    """Where every key is lost but something tells that there were some, one that opens nothing stands for them."""
    if has_any_key(connection):
        return
    if tells_of_keys(connection) or not all(map(damaged.is_readable, (tables.api_keys, tables.audit))):
        now = datetime.now(UTC)
        lost = {"id": "lost", "tenant": "main", "name": "lost with a damaged store", "scopes": "read"}
        row = {**lost, "digest": bytes(DIGEST_BYTES), "created": now, "revoked": now}
        connection.execute(insert(tables.api_keys).values(**row))


def _take_numbered(damaged: DamagedFile, connection: Connection, table: Any) -> set[int]:  # noqa: ANN401
    """The numbers of those that came over."""
    taken: set[int] = set()
    for first in range(1, damaged.greatest(table) + 1, AT_ONCE):
        rows = damaged.numbered(table, first, first + AT_ONCE - 1)
        insert_rows(connection, table, list(rows.values()))
        taken |= rows.keys()
    return taken


def _take_ads(
    damaged: DamagedFile, connection: Connection, told: Salvaged, known: Mapping[Any, set[int]]
) -> dict[int, int]:
    """Ads, texts and readings; number -> what it is a copy of."""
    (ids, all_of_them), copies = damaged.ids(tables.ads), dict[int, int]()
    told.unlisted += [] if all_of_them else ["ads"]
    greatest = max((*map(damaged.greatest, (tables.ads, tables.ad_texts)), *ids))
    for first in range(1, greatest + 1, AT_ONCE):
        last = first + AT_ONCE - 1
        texts = {n: row for n, row in damaged.numbered(tables.ad_texts, first, last).items() if _is_text(row)}
        ads = {n: row for n, row in damaged.numbered(tables.ads, first, last).items() if n in texts}
        insert_rows(connection, tables.ads, [_alone(row, known[tables.names]) for row in ads.values()])
        insert_rows(connection, tables.ad_texts, [texts[number] for number in ads])
        own = {number: of for number, row in ads.items() if (of := row[-1]) is not None}
        copies |= own
        told.unread += _take_readings(damaged, connection, [one for one in ads if one not in own], known)
        told.ads += len(ads)
        lost = {number for number in range(first, last + 1) if number in ids and number not in ads}
        told.lost_ads += sorted(ids[number] for number in lost)
        told.nameless += len(texts.keys() - ads.keys() - lost)
    return copies


def _is_text(row: Cells) -> bool:
    named = dict(zip(COLUMNS[tables.ad_texts], row, strict=True))
    return is_json(named["extra"]) and len(named["signature"]) == SIGNATURE_BYTES


def _alone(row: Cells, names: set[int]) -> Cells:
    """Not yet as a copy of another, which may come later; without names that are lost."""
    named = dict(zip(COLUMNS[tables.ads], row, strict=True)) | {"same_as": None}
    lost = {kind.value: None for kind in FACETS if named[kind.value] not in names}
    return tuple((named | lost).values())


def _take_readings(damaged: DamagedFile, connection: Connection, ads: list[int], known: Mapping[Any, set[int]]) -> int:
    """How many of the ads have to be read again."""
    if not ads:
        return 0
    readings = damaged.numbered(tables.readings, ads[0], ads[-1])
    facts = damaged.numbered(tables.packed_facts, ads[0], ads[-1])
    several = {table: damaged.of_ads(table, ads) for table in (tables.demands, tables.unlinked, tables.vectors)}
    whole = [
        ad
        for ad in ads
        if ad in readings
        and ad in facts
        and all(rows[ad] is not None for rows in several.values())
        and several[tables.vectors][ad]
        and _agree(readings[ad], facts[ad], several[tables.demands][ad] or (), known)
    ]
    insert_rows(connection, tables.readings, [readings[ad] for ad in whole])
    insert_rows(connection, tables.packed_facts, [facts[ad] for ad in whole])
    for table, rows in several.items():
        insert_rows(connection, table, [row for ad in whole for row in rows[ad] or ()])
    return len(ads) - len(whole)


def _agree(reading: Cells, facts: Cells, demands: Iterable[Cells], known: Mapping[Any, set[int]]) -> bool:
    """Whether what was read says the same in its three places, and names nothing that is lost."""
    _, version, _, document = reading
    if version not in known[tables.names] or not is_json(document):
        return False
    try:
        named = concepts_in(document)
    except (TypeError, IndexError, KeyError):
        return False
    pairs = [int.from_bytes(facts[1][at : at + 4], "little") for at in range(0, len(facts[1]), 8)]
    return named <= known[tables.concepts] and sorted(pairs) == sorted(row[1] for row in demands)


def _set_copies(connection: Connection, copies: Mapping[int, int]) -> None:
    """Of what came over; a copy of what did not stands for itself, and so do the places where near ones meet."""
    ads = tables.ads.c
    there = {row.ad for row in connection.execute(select(ads.ad))}
    for copy, of in copies.items():
        if of in there and of not in copies:
            connection.execute(update(tables.ads).where(ads.ad == copy).values(same_as=of))
    alone = [row.ad for row in connection.execute(select(ads.ad).where(ads.same_as.is_(None)))]
    add_buckets(connection, {ad: buckets_of(own) for ad, own in signatures_of(connection, alone).items()})


def _mark_changed(connection: Connection, told: Salvaged) -> None:
    """What does not say what it said gets the fingerprint of what it says: its file mends it when it comes again."""
    texts = tables.ad_texts.c
    rows = connection.execute(select_ads().add_columns(tables.ads.c.ad, texts.fingerprint).order_by(tables.ads.c.ad))
    for row in rows.all():
        ad = ad_of_row(row)
        said = fingerprint_of_ad(ad)
        if said != bytes(row.fingerprint):
            told.changed_ads.append(row.id)
            own = {"fingerprint": said, "signature": packed(signature_of(ad))}
            connection.execute(update(tables.ad_texts).where(texts.ad == row.ad).values(**own))
