"""The skills that a draft is made of, with the words of the ads that ask for them."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from matcher.ad_store import FacetKind
from matcher.concepts import ConceptUri, SkillKind
from matcher.demand import Evidence
from matcher.errors import UnknownAd
from matcher.market import Demanded, Market
from matcher.proposal.outcomes import Wanted
from matcher.proposal.spoken import verbs_spoken
from matcher.provision import Provision
from matcher.slices import Mask, Slice

MOST_SKILLS = 6
"""Of a draft; the advice to providers is three to six outcomes."""
LOOKED_AT = 40
"""Ads of a skill whose sentences are looked at for verbs."""
LEAST_SAID, LEAST_PART = 3, 1 / 8
"""Ads that put a verb before the skill's name, and their part of those looked at, from which it counts: of 40 ads,
verbs of fewer than five were chance ("approach teamwork principles")."""
MOST_OCCUPATIONS = 3


def wanted_skills(provision: Provision, id: str, sliced: Slice) -> tuple[Wanted, ...]:
    """Of a family, an area or a skill, those asked for most; rare ones only where all are.

    Raises UnknownConcept, and what `inside` raises.
    """
    market = provision.market()
    within, members = market.within(sliced), provision.members(id)
    demands = market.demand_of(market.skills, market.facts.concepts, within)
    asked = [own for own in demands if own.id in members]
    solid = [own for own in asked if not own.is_small]
    return tuple(_wanted(provision, market, within, own) for own in (solid or asked)[:MOST_SKILLS])


def _wanted(provision: Provision, market: Market, within: Mask, own: Demanded) -> Wanted:
    skill, asking = provision.taxonomy.skill(ConceptUri(own.id)), market.askings_for(own.id)
    by_name = skill.kind is not SkillKind.COMPETENCE
    ids = market.examples(asking, within, LOOKED_AT) if by_name else ()
    return Wanted(
        skill=skill.uri,
        label=skill.preferred_label,
        kind=skill.kind,
        ads=own.ads,
        verbs=verbs_spoken(_surest(provision, ids, skill.uri), max(LEAST_SAID, math.ceil(LEAST_PART * len(ids)))),
        quote=next(iter(provision.quotes(market, asking, frozenset({skill.uri}), within, 1)), None),
    )


def _surest(provision: Provision, ids: Sequence[str], skill: ConceptUri) -> Iterator[Evidence]:
    """One sentence an ad; none of an ad that was forgotten a moment ago."""
    for id_ in ids:
        try:
            demands = provision.ads.demands_of(id_)
        except UnknownAd:
            continue
        yield from (demand.evidence[0] for demand in demands if demand.skill == skill)


def occupations_asking(provision: Provision, id: str, sliced: Slice) -> tuple[tuple[str, int], ...]:
    """(label, ads) of the occupations that ask for it most often, ties by label; they are read in the ads' titles."""
    market = provision.market()
    within, asking = market.within(sliced), market.askings_for(id)
    facet = market.facts.facets[FacetKind.OCCUPATION]
    places, ads = np.unique(facet.of[asking.ad_of[within[asking.ad_of]]], return_counts=True)
    known = provision.taxonomy.occupations
    named = ((ConceptUri(facet.names[at - 1]), int(n)) for at, n in zip(places, ads, strict=True) if at > 0)
    found = [(known[uri].preferred_label, n) for uri, n in named if uri in known]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0]))[:MOST_OCCUPATIONS])
