"""All facts of a store as columns in memory: what counts over any slice are made from."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import Connection, Row, func, select

from corpora.store import tables
from corpora.store.names import FACETS
from corpora.store.readings import FACT_BYTES, unpacked_facts
from matcher.ad_store import AdFacts, Facet, FacetKind
from matcher.concepts import ConceptUri


def facts_in(connection: Connection, version: str) -> AdFacts:
    """Of every ad that was read, in the order in which the ads came."""
    ads, packed, known = tables.ads.c, tables.packed_facts.c, tables.concepts.c
    concepts = connection.execute(select(known.concept, known.uri).order_by(known.concept)).all()
    stated = (ads[kind.value] for kind in FACETS)
    wanted = select(ads.ad, ads.id, packed.facts, packed.occupation, ads.posted, ads.sample, *stated)
    rows = connection.execute(wanted.join_from(tables.packed_facts, tables.ads).order_by(packed.ad)).all()
    numbers, importance, confidence = unpacked_facts(b"".join(row.facts for row in rows))
    counts = [len(row.facts) // FACT_BYTES for row in rows]
    places = np.array([row.concept for row in concepts], np.int32)
    return AdFacts(
        version=version,
        ids=tuple(row.id for row in rows),
        facets=_facets(connection, rows, {row.concept: row.uri for row in concepts}),
        posted=np.array([row.posted for row in rows], dtype="datetime64[D]"),
        copies=_copies(connection, [row.ad for row in rows]),
        sample=np.array([row.sample for row in rows], dtype=bool),
        concepts=tuple(ConceptUri(row.uri) for row in concepts),
        ad_of=np.repeat(np.arange(len(rows), dtype=np.int32), counts),
        concept_of=np.searchsorted(places, numbers).astype(np.int32),
        importance=importance,
        confidence=confidence,
    )


def _facets(connection: Connection, rows: Sequence[Row[Any]], concepts: dict[int, str]) -> dict[FacetKind, Facet]:
    known = tables.names.c
    named = connection.execute(select(known.name, known.text).where(known.kind.in_(FACETS)))
    names = {row.name: row.text for row in named}
    stated = {FacetKind(kind.value): _facet([getattr(row, kind.value) for row in rows], names) for kind in FACETS}
    return {**stated, FacetKind.OCCUPATION: _facet([row.occupation for row in rows], concepts)}


def _facet(numbers: Sequence[int | None], names: dict[int, str]) -> Facet:
    used = sorted({number for number in numbers if number is not None}, key=lambda number: names[number])
    places = {number: place for place, number in enumerate(used, start=1)}
    of = [0 if number is None else places[number] for number in numbers]
    return Facet(tuple(names[number] for number in used), np.array(of, dtype=np.int32))


def _copies(connection: Connection, ads: Sequence[int]) -> np.ndarray[Any, np.dtype[np.int32]]:
    """(ads,): how many repeat each."""
    same = tables.ads.c.same_as
    counted = connection.execute(select(same, func.count()).where(same.is_not(None)).group_by(same)).all()
    found = {row[0]: row[1] for row in counted}
    return np.array([found.get(ad, 0) for ad in ads], dtype=np.int32)
