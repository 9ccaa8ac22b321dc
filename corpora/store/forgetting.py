"""Taking ads out for good, with all that was read in them; the copies of one that goes don't go with it."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, select, update

from corpora.store import tables
from corpora.store.copies import promote_copies, remove_buckets, signatures_of
from corpora.store.names import FACETS, Kind, numbers_of_names, some
from matcher.ad_store import Forgetting


def forget_ads(connection: Connection, which: Forgetting) -> list[str]:
    """The ids of those that went, in their order. Words that no ad uses any more go too."""
    found = _chosen(connection, which)
    promote_copies(connection, found, found.keys())
    remove_buckets(connection, signatures_of(connection, found))
    for portion in some(found):
        connection.execute(update(tables.ads).where(tables.ads.c.ad.in_(portion)).values(same_as=None))
    for portion in some(found):
        connection.execute(delete(tables.ads).where(tables.ads.c.ad.in_(portion)))
    if found:
        _remove_unused_names(connection)
    return list(found.values())


def _chosen(connection: Connection, which: Forgetting) -> Mapping[int, str]:
    ads = tables.ads.c
    wanted: list[ColumnElement[bool]] = []
    if which.source is not None:
        named = (Kind.SOURCE, which.source)
        wanted.append(ads.source == numbers_of_names(connection, [named], make=False).get(named, 0))
    if which.before is not None:
        wanted.append(func.coalesce(ads.posted, ads.added) < which.before)
    portions: Iterable[list[ColumnElement[bool]]] = (
        [wanted] if which.ids is None else ([*wanted, ads.id.in_(some_ids)] for some_ids in some(sorted(which.ids)))
    )
    chosen = select(ads.ad, ads.id)
    rows = [row for portion in portions for row in connection.execute(chosen.where(*portion))]
    return {row.ad: row.id for row in sorted(rows, key=lambda row: row.ad)}


def _remove_unused_names(connection: Connection) -> None:
    for kind in FACETS:
        column: Any = tables.ads.c[kind.value]
        used = select(column).where(column.is_not(None))
        unused = tables.names.c.kind == kind.value, tables.names.c.name.not_in(used)
        connection.execute(delete(tables.names).where(*unused))
