"""Ads by what they ask for, as the facts of a store have them, without texts or a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

import numpy as np

from matcher.ad_store import AdFacts, Facet, FacetKind
from matcher.concepts import ConceptUri, SkillFamily
from matcher.demand import ORDER, Importance
from matcher.index import ExactIndex
from matcher.market import Market
from tests.fakes import TrigramEncoder

Asks: TypeAlias = Mapping[ConceptUri, tuple[Importance, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """An ad that was read."""

    asks: Asks = field(default_factory=dict)
    organisation: str | None = None
    location: str | None = None
    region: str | None = None
    sector: str | None = None
    source: str | None = None
    occupation: str | None = None
    posted: date | None = None
    copies: int = 0
    sample: bool = False


def surely(*skills: ConceptUri) -> Asks:
    return dict.fromkeys(skills, (Importance.ESSENTIAL, 1.0))


def facts_of(ads: Sequence[Asker]) -> AdFacts:
    """Ids are "ad:0", "ad:1", ... in this order."""
    asked = [(place, uri, *how) for place, ad in enumerate(ads) for uri, how in ad.asks.items()]
    concepts = sorted({uri for _, uri, _, _ in asked})
    return AdFacts(
        version="1",
        ids=[f"ad:{place}" for place in range(len(ads))],
        facets={kind: _facet([getattr(ad, kind.value) for ad in ads]) for kind in FacetKind},
        posted=np.array([ad.posted for ad in ads], dtype="datetime64[D]"),
        copies=np.array([ad.copies for ad in ads], dtype=np.int32),
        sample=np.array([ad.sample for ad in ads], dtype=bool),
        concepts=concepts,
        ad_of=np.array([place for place, _, _, _ in asked], dtype=np.int32),
        concept_of=np.array([concepts.index(uri) for _, uri, _, _ in asked], dtype=np.int32),
        importance=np.array([ORDER.index(kind) for _, _, kind, _ in asked], dtype=np.int8),
        confidence=np.array([sure for _, _, _, sure in asked], dtype=np.float32),
    )


def _facet(said: Sequence[str | None]) -> Facet:
    names = sorted({name for name in said if name is not None})
    return Facet(tuple(names), np.array([0 if n is None else names.index(n) + 1 for n in said], dtype=np.int32))


def market_of(
    ads: Sequence[Asker], groups: Sequence[SkillFamily] = (), names: Mapping[ConceptUri, str] | None = None
) -> Market:
    """`names`: what skills are called; alike where spelling is."""
    return Market(facts=facts_of(ads), groups=groups, names=index_of(names or {}))


def index_of(names: Mapping[ConceptUri, str]) -> ExactIndex:
    return ExactIndex(list(names), TrigramEncoder().encode(list(names.values())))
