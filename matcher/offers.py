"""Between recommending and stacking: a recommendation as an offer, and what a chosen stack closes."""

from collections.abc import Collection, Iterable

from matcher.achievements import AchievementId
from matcher.concepts import ConceptUri
from matcher.recommendation import Recommendation
from matcher.stacking import Offer


def offer_of(recommendation: Recommendation) -> Offer:
    """What it closes and what it costs; facts that are missing stay missing."""
    opportunity = recommendation.achievement.opportunity
    return Offer(
        id=recommendation.achievement.id,
        closes={closure.demand.skill: closure.coverage for closure in recommendation.closes},
        cost=opportunity.price.amount if opportunity.price else None,
        currency=opportunity.price.currency if opportunity.price else None,
        hours=opportunity.workload.hours if opportunity.workload else None,
    )


def stacked(recommendations: Iterable[Recommendation], chosen: Collection[AchievementId]) -> frozenset[ConceptUri]:
    """The skills that the chosen achievements close, to whatever degree."""
    return frozenset(
        closure.demand.skill
        for recommendation in recommendations
        if recommendation.achievement.id in chosen
        for closure in recommendation.closes
    )
