"""All that is unlinked anywhere, in one go."""

import numpy as np
from sqlalchemy import Connection, select

from corpora.store import tables
from matcher.ad_store import AdsUnlinked


def all_unlinked(connection: Connection, version: str) -> AdsUnlinked:
    """`version`: of what the connection sees."""
    ads, own = tables.ads.c, tables.unlinked.c
    organisation, source = tables.names.alias("organisation"), tables.names.alias("source")
    read = (
        tables.ads.join(tables.readings, tables.readings.c.ad == ads.ad)
        .outerjoin(organisation, organisation.c.name == ads.organisation)
        .outerjoin(source, source.c.name == ads.source)
    )
    columns = (ads.ad, ads.id, ads.posted, organisation.c.text.label("organisation"), source.c.text.label("source"))
    rows = connection.execute(select(*columns).select_from(read).order_by(ads.ad)).all()
    words = select(own.ad, own.text, own.section, own.named).order_by(own.ad, own.position)
    found = connection.execute(words).all()
    numbers = np.array([row.ad for row in rows], dtype=np.int32)
    return AdsUnlinked(
        version=version,
        ids=tuple(row.id for row in rows),
        organisations=tuple(row.organisation for row in rows),
        posted=tuple(row.posted for row in rows),
        sources=tuple(row.source for row in rows),
        ad_of=np.searchsorted(numbers, np.array([row.ad for row in found], dtype=np.int32)).astype(np.int32),
        texts=tuple(row.text for row in found),
        sections=tuple(row.section for row in found),
        named=np.array([row.named for row in found], dtype=np.bool_),
    )
