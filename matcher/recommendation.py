"""What closes the gap: candidates per missing skill, by alignment and by similar words, each with its cause."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from matcher.achievements import TEACHING, Achievement, AchievementId, Alignment, Catalogue
from matcher.concepts import ConceptUri
from matcher.demand import Demand
from matcher.index import VectorIndex
from matcher.mentions import Span
from matcher.needs import needs, weight
from matcher.offers import Offer, only_currency, price_in
from matcher.opportunities import LearningOpportunity
from matcher.preferences import Preferences, Unsuited, suiting
from matcher.vectors import Vectors

SIMILAR_FROM = 0.7
"""Cosine between a skill's label and a passage of a course from which the passage counts as teaching it."""
SIMILAR_WORDS = 2
"""Of a passage, at least: one word alone ("supervision") resembles too much."""
SIMILAR_WORTH = 0.5
"""A similar passage closes a skill to half of its cosine: less than an alignment that was read."""
PASSAGES_PER_SKILL = 20
MENTIONED_WORTH = 0.5
"""What a skill that only the description speaks of counts, of one that its outcomes name; set by hand."""


class Basis(StrEnum):
    """Why a course is held to close a skill."""

    STATED = "stated by the provider"
    READ = "read from the course text"
    SIMILAR = "similar words"


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
    """The weightiest first; none for what is only needed by another one."""
    way: LearningOpportunity
    """How it would be taken: of its runs the one that suits best."""
    copies: tuple[AchievementId, ...] = ()
    """The same course under other ids."""

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
    similar: Mapping[ConceptUri, Sequence["SimilarPassage"]],
    preferences: Preferences,
) -> Recommended:
    """Every achievement that closes something, the worthiest first, then cheaper, shorter, by id.

    Prices count in one currency, the one preferred or else the only one; after them come other currencies, then none.
    """
    closes: defaultdict[AchievementId, dict[ConceptUri, Closure]] = defaultdict(dict)
    by_skill = {demand.skill: demand for demand in missing}
    for achievement in catalogue.aligned_with(by_skill):
        for closure in _aligned(achievement, by_skill):
            _keep_surest(closes[achievement.id], closure)
    for demand in missing:
        for passage in similar.get(demand.skill, ()):
            closure = _similar(demand, passage, catalogue)
            if len(closure.text.split()) >= SIMILAR_WORDS:
                _keep_surest(closes[passage.achievement], closure)
    suits = {key: suiting(catalogue.get(key), preferences) for key in sorted(closes)}
    suited = [
        Recommendation(catalogue.get(key), tuple(sorted(closes[key].values(), key=_weightiest)), own.way)
        for key, own in suits.items()
        if own.way is not None
    ]
    currency = preferences.currency or only_currency([r.offer() for r in suited])
    return Recommended(
        found=_folded(sorted(suited, key=lambda r: _worthiest(r, currency))),
        unsuited={key: own.lacks for key, own in suits.items() if own.way is None},
    )


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


@dataclass(frozen=True, slots=True)
class SimilarPassage:
    """A passage of a course near to a skill's label."""

    achievement: AchievementId
    field: str
    similarity: float


def passage_id(achievement: AchievementId, field: str) -> str:
    return f"{achievement}#{field}"


def similar_passages(
    skills: Sequence[ConceptUri], vectors: Vectors, passages: VectorIndex
) -> dict[ConceptUri, tuple[SimilarPassage, ...]]:
    """The passages near to each skill's (n, dim) label vector; none is a common answer."""
    if not skills or not passages.ids:
        return {}
    return {
        skill: tuple(
            SimilarPassage(AchievementId(key), field, neighbour.similarity)
            for neighbour in near
            if neighbour.similarity >= SIMILAR_FROM
            for key, _, field in [neighbour.id.rpartition("#")]
        )
        for skill, near in zip(skills, passages.nearest(vectors, PASSAGES_PER_SKILL), strict=True)
    }


def _aligned(achievement: Achievement, wanted: Mapping[ConceptUri, Demand]) -> Iterable[Closure]:
    for alignment in achievement.alignments:
        if alignment.role in TEACHING and alignment.concept in wanted:
            yield Closure(
                demand=wanted[alignment.concept],
                coverage=alignment.confidence * (MENTIONED_WORTH if _only_mentioned(alignment, achievement) else 1),
                basis=Basis.STATED if alignment.stated else Basis.READ,
                field=alignment.field,
                text=alignment.text,
                span=alignment.span,
            )


def _only_mentioned(alignment: Alignment, achievement: Achievement) -> bool:
    """Whether it was read in the description of a course that says elsewhere what it teaches."""
    says_elsewhere = bool(achievement.outcomes or achievement.topics)
    return says_elsewhere and alignment.field == "description" and not alignment.stated


def _similar(demand: Demand, passage: SimilarPassage, catalogue: Catalogue) -> Closure:
    words = dict(catalogue.get(passage.achievement).passages())
    return Closure(
        demand=demand,
        coverage=passage.similarity * SIMILAR_WORTH,
        basis=Basis.SIMILAR,
        field=passage.field,
        text=words[passage.field],
    )


def _keep_surest(closes: dict[ConceptUri, Closure], closure: Closure) -> None:
    known = closes.get(closure.demand.skill)
    if known is None or closure.coverage > known.coverage:
        closes[closure.demand.skill] = closure


def _weightiest(closure: Closure) -> tuple[float, ConceptUri]:
    return -weight(closure.demand) * closure.coverage, closure.demand.skill


def _worthiest(recommendation: Recommendation, currency: str | None) -> tuple[float, bool, bool, Decimal, float, str]:
    offer = recommendation.offer()
    price = price_in(offer, currency)
    hours = math.inf if offer.hours is None else offer.hours
    return -recommendation.worth, offer.cost is None, price is None, price or Decimal(0), hours, offer.id
