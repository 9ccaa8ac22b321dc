"""How much is kept."""

from sqlalchemy import Connection, exists, func, select

from corpora.store import tables
from matcher.ad_store import AdCounts


def count_ads(connection: Connection) -> AdCounts:
    ads, names = tables.ads.c, tables.names.c
    read = exists().where(tables.readings.c.ad == ads.ad)
    sources = connection.execute(
        select(names.text, func.count())
        .select_from(tables.ads.outerjoin(tables.names, names.name == ads.source))
        .group_by(names.text)
        .order_by(names.text)
    )
    totals = connection.execute(
        select(
            func.count().label("ads"),
            func.count(ads.same_as).label("copies"),
            func.count().filter(ads.sample).label("sample"),
            func.count().filter(ads.same_as.is_(None), ~read).label("unread"),
            func.count(ads.posted).label("dated"),
            func.min(ads.posted).label("first"),
            func.max(ads.posted).label("last"),
        )
    ).one()
    return AdCounts(
        ads=totals.ads,
        near_identical=totals.copies,
        unread=totals.unread,
        sample=totals.sample,
        dated=totals.dated,
        first=totals.first,
        last=totals.last,
        sources={row.text: row[1] for row in sources},
    )
