"""What closes the gap: candidates per missing skill, by alignment and by similar words, each with its cause."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from matcher.achievements import TEACHING, Achievement, AchievementId, Catalogue
from matcher.concepts import ConceptUri
from matcher.demand import Demand
from matcher.mentions import Span
from matcher.needs import Need, needs, weight
from matcher.offers import Offer, only_currency, price_in
from matcher.opportunities import LearningOpportunity
from matcher.preferences import Preferences, Unsuited, suiting
from matcher.teaching import Place, Taught

CLOSES_FROM = 0.75
"""Probability that a course teaches a skill from which it closes it, as far as that goes.

Of what was recommended for real ads and judged by hand 87 % from here on is taught; from 0.65 on, 80 %.
"""
MAY_CLOSE_FROM = 0.3
"""From here on it is said that it may, and no stack is built on that."""
EVIDENCE_DIGITS = 6
"""What lies beyond is rounding of the vectors: courses of the same words are in the order of their ids."""
SURENESS_COUNTS = 0.5
"""In the order of courses: the probability of a skill, beside how near the course's nearest passage is to it."""


class Basis(StrEnum):
    """Why a course is held to close a skill."""

    STATED = "stated by the provider"
    READ = "read from the course text"
    SIMILAR = "similar words"
    """Nothing in it was read as the skill; its passages, and courses like it, speak for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """One demand that one achievement closes, with the catalogue's own words for it."""

    demand: Demand
    coverage: float
    """How surely, in (0, 1]."""
    basis: Basis
    field: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    found: tuple["Recommendation", ...]
    unsuited: Mapping[AchievementId, tuple[Unsuited, ...]]
    """What would close something, but in no way that the person wishes."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    achievement: Achievement
    closes: tuple[Closure, ...]
    """The weightiest first; none for what is only needed by another one, or may help at most."""
    way: LearningOpportunity
    """How it would be taken: of its runs the one that suits best."""
    copies: tuple[AchievementId, ...] = ()
    """The same course under other ids."""
    may_close: tuple[Closure, ...] = ()
    """What it is not sure enough to close, the weightiest first."""
    evidence: float = field(default=0.0, compare=False)
    """That it is a course for this gap, by all that may be taught in it: the order of recommendations."""

    @property
    def worth(self) -> float:
        """The weight that it closes; of alternatives the most that one of them gives."""
        by_skill = {closure.demand.skill: closure for closure in self.closes}
        return sum(
            need.weight * max(by_skill[demand.skill].coverage for demand in need.demands)
            for need in needs(closure.demand for closure in self.closes)
        )

    def offer(self, after: Iterable[str] = ()) -> Offer:
        """What it closes, costs and comes after, for the stack; facts that are missing stay missing."""
        price, workload = self.way.price, self.way.workload
        return Offer(
            id=self.achievement.id,
            closes={closure.demand.skill: closure.coverage for closure in self.closes},
            cost=price.amount if price else None,
            currency=price.currency if price else None,
            hours=workload.hours if workload else None,
            after=frozenset(after),
        )


def recommend(
    missing: Sequence[Demand],
    catalogue: Catalogue,
    taught: Mapping[ConceptUri, Sequence[Taught]],
    preferences: Preferences,
) -> Recommended:
    """Every achievement that closes something or may, that for which most speaks first, then cheaper, shorter, by id.

    `taught`: for the missing skills how surely achievements teach them. Prices count in one currency, the one
    preferred or else the only one; after them come other currencies, then none.
    """
    by_skill = {demand.skill: demand for demand in missing}
    judged = {key: {one.achievement: one for one in taught.get(key, ())} for key in by_skill}
    closes = _closures(by_skill, catalogue, judged)
    suits = {key: suiting(catalogue.get(key), preferences) for key in sorted(closes)}
    wanted = needs(missing)
    suited = [
        Recommendation(
            catalogue.get(key),
            _from(closes[key], CLOSES_FROM, math.inf),
            own.way,
            may_close=_from(closes[key], MAY_CLOSE_FROM, CLOSES_FROM),
            evidence=_evidence(wanted, closes[key], {skill: of.get(key) for skill, of in judged.items()}),
        )
        for key, own in suits.items()
        if own.way is not None
    ]
    currency = preferences.currency or only_currency([r.offer() for r in suited])
    return Recommended(
        found=_folded(sorted(suited, key=lambda r: _first(r, currency))),
        unsuited={key: own.lacks for key, own in suits.items() if own.way is None},
    )


_Judged: TypeAlias = Mapping[ConceptUri, Mapping[AchievementId, Taught]]


def _closures(
    wanted: Mapping[ConceptUri, Demand], catalogue: Catalogue, judged: _Judged
) -> dict[AchievementId, dict[ConceptUri, Closure]]:
    """Of every achievement that closes something or may."""
    closes: defaultdict[AchievementId, dict[ConceptUri, Closure]] = defaultdict(dict)
    for achievement in catalogue.aligned_with(wanted):
        for closure in _aligned(achievement, wanted, judged):
            _keep_surest(closes[achievement.id], closure)
    for skill, demand in wanted.items():
        for one in judged[skill].values():
            may = one.probability >= MAY_CLOSE_FROM and skill not in closes[one.achievement]
            if may and one.nearest is not None:
                closes[one.achievement][skill] = _similar(demand, one, one.nearest, catalogue)
    return {key: own for key, own in closes.items() if any(c.coverage >= MAY_CLOSE_FROM for c in own.values())}


def _from(closures: Mapping[ConceptUri, Closure], least: float, below: float) -> tuple[Closure, ...]:
    return tuple(sorted((own for own in closures.values() if least <= own.coverage < below), key=_weightiest))


def _evidence(
    wanted: Iterable[Need], known: Mapping[ConceptUri, Closure], judged: Mapping[ConceptUri, Taught | None]
) -> float:
    """What speaks for a course: over the needs, by weight, how near a passage of it is, and how surely it is taught."""

    def of(skill: ConceptUri) -> float:
        near = judged.get(skill)
        sure = known[skill].coverage if skill in known else near.probability if near else 0.0
        if near and near.fitted is not None and sure == near.probability:
            sure = near.fitted  # a title makes sure that it is taught; which course is nearest was fitted without it
        return (near.nearness if near else 0.0) + SURENESS_COUNTS * sure

    evidence = sum(need.weight * max(of(demand.skill) for demand in need.demands) for need in wanted)
    return round(evidence, EVIDENCE_DIGITS)


def _folded(ordered: Iterable[Recommendation]) -> tuple[Recommendation, ...]:
    """Each course once: copies of it under other ids are named beside the first of them."""
    kept: dict[object, list[Recommendation]] = {}
    for one in ordered:
        kept.setdefault(_sameness(one), []).append(one)
    return tuple(replace(own[0], copies=tuple(r.achievement.id for r in own[1:])) for own in kept.values())


def _sameness(one: Recommendation) -> tuple[object, ...]:
    """What two courses share that are one: their name, provider, text and skills, and what they cost and take."""
    achievement, way = one.achievement, one.way
    said = (
        achievement.name,
        way.provider or "",
        achievement.description or "",
        *achievement.outcomes,
        *achievement.topics,
    )
    skills = frozenset((own.concept, own.role) for own in achievement.alignments)
    words = tuple(" ".join(text.casefold().split()) for text in said)
    return words, skills, way.mode, way.price, way.workload and way.workload.hours, achievement.credential.level


def _aligned(
    achievement: Achievement,
    wanted: Mapping[ConceptUri, Demand],
    sure: _Judged,
) -> Iterable[Closure]:
    for alignment in achievement.alignments:
        if alignment.role not in TEACHING or alignment.concept not in wanted:
            continue
        judged = sure[alignment.concept].get(achievement.id)
        yield Closure(
            demand=wanted[alignment.concept],
            coverage=alignment.confidence if alignment.stated or judged is None else judged.probability,
            basis=Basis.STATED if alignment.stated else Basis.READ,
            field=alignment.field,
            text=alignment.text,
            span=alignment.span,
        )


def _similar(demand: Demand, one: Taught, place: Place, catalogue: Catalogue) -> Closure:
    words = dict(catalogue.get(one.achievement).passages())
    return Closure(
        demand=demand,
        coverage=one.probability,
        basis=Basis.SIMILAR,
        field=place.field,
        text=place.span.of(words[place.field]),
        span=place.span,
    )


def _keep_surest(closes: dict[ConceptUri, Closure], closure: Closure) -> None:
    known = closes.get(closure.demand.skill)
    if known is None or closure.coverage > known.coverage:
        closes[closure.demand.skill] = closure


def _weightiest(closure: Closure) -> tuple[float, ConceptUri]:
    return -weight(closure.demand) * closure.coverage, closure.demand.skill


def _first(recommendation: Recommendation, currency: str | None) -> tuple[float, bool, bool, Decimal, float, str]:
    offer = recommendation.offer()
    price = price_in(offer, currency)
    hours = math.inf if offer.hours is None else offer.hours
    return -recommendation.evidence, offer.cost is None, price is None, price or Decimal(0), hours, offer.id
