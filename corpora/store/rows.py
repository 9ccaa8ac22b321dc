"""Rows of ads as JobAds."""

from typing import Any

from sqlalchemy import Row, Select, select

from corpora.store import tables
from corpora.store.names import FACETS
from matcher.ads import JobAd


def select_ads() -> Select[Any]:
    """Every field of an ad, with the words of its facets."""
    ads, texts = tables.ads, tables.ad_texts
    named = {kind.value: tables.names.alias(kind.value) for kind in FACETS}
    joined = ads.join(texts, texts.c.ad == ads.c.ad)
    for name, words in named.items():
        joined = joined.outerjoin(words, words.c.name == ads.c[name])
    columns = [words.c.text.label(name) for name, words in named.items()]
    own = (ads.c.id, ads.c.posted, ads.c.sample, texts.c.title, texts.c.text.label("words"))
    return select(*own, texts.c.language, texts.c.extra, *columns).select_from(joined)


def ad_of_row(row: Row[Any]) -> JobAd:
    return JobAd(
        id=row.id,
        text=row.words,
        title=row.title,
        date_posted=row.posted,
        language=row.language,
        sample=row.sample,
        extra=row.extra,
        **{kind.value: getattr(row, kind.value) for kind in FACETS},
    )
