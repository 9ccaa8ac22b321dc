"""The question that a stack answers: needs with their weight, offers with what they come after, and limits."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from matcher.achievements import Achievement, AchievementId, Catalogue
from matcher.choices import Choices, choices
from matcher.errors import UnknownAchievement
from matcher.marginals import Marginal, marginals
from matcher.needs import Need
from matcher.offers import Offer, StackLimits, fits
from matcher.opportunities import LearningOpportunity
from matcher.preferences import Preferences, suiting
from matcher.recommendation import Recommendation
from matcher.stacking import StackResult, best_stack


@dataclass(frozen=True, slots=True, kw_only=True)
class StackQuestion:
    gap: Mapping[str, float]
    instead: Mapping[str, Collection[str]]
    offers: tuple[Offer, ...]
    limits: StackLimits
    ways: Mapping[str, tuple[LearningOpportunity, ...]]
    """How each on offer can be taken as wished, by id: the one that is counted first."""

    def best(self) -> StackResult:
        return best_stack(self.gap, self.offers, self.limits, instead=self.instead)

    def fits(self, stack: StackResult, limits: StackLimits) -> bool:
        """Whether a stack of what is on offer keeps to these limits, in its own currency."""
        return fits([offer for offer in self.offers if offer.id in stack.chosen], limits, stack.currency)

    def choices(self, best: StackResult) -> Choices:
        """The stacks beside the best."""
        return choices(self.gap, self.offers, self.limits, best, instead=self.instead)

    def marginals(self, stack: StackResult) -> tuple[Marginal, ...]:
        """What each course of a stack is worth in it."""
        return marginals(self.gap, self.instead, stack, self.offers)


def ask_for_stack(
    needed: Sequence[Need], offered: Sequence[Recommendation], catalogue: Catalogue, preferences: Preferences
) -> StackQuestion:
    """Raises InvalidInput for limits that are none."""
    return StackQuestion(
        gap={need.skill: need.weight for need in needed},
        instead={need.skill: need.closers for need in needed},
        offers=tuple(one.offer(prerequisite_ids(one.achievement, catalogue)) for one in offered),
        limits=StackLimits(budget=preferences.budget, currency=preferences.currency, hours=preferences.hours),
        ways={one.achievement.id: suiting(one.achievement, preferences).ways for one in offered},
    )


def prerequisite_ids(achievement: Achievement, catalogue: Catalogue) -> tuple[AchievementId, ...]:
    """The prerequisites that are achievements of the catalogue; words about others bind nothing."""
    return tuple(one.id for text in achievement.opportunity.prerequisites if (one := _known(text, catalogue)))


def prerequisites(
    found: Sequence[Recommendation], catalogue: Catalogue, preferences: Preferences
) -> tuple[Recommendation, ...]:
    """What the recommended ones must come after and that is not recommended itself, however far back, by id.

    A prerequisite that suits in no way is left out, and with it what needs it.
    """
    known = {one.achievement.id for one in found}
    open_ = [key for one in found for key in prerequisite_ids(one.achievement, catalogue)]
    others: dict[AchievementId, Recommendation] = {}
    while open_:
        key = open_.pop()
        if key in known:
            continue
        known.add(key)
        achievement = catalogue.get(key)
        way = suiting(achievement, preferences).way
        if way is not None:
            others[key] = Recommendation(achievement, (), way)
            open_.extend(prerequisite_ids(achievement, catalogue))
    return tuple(others[key] for key in sorted(others))


def _known(text: str, catalogue: Catalogue) -> Achievement | None:
    try:
        return catalogue.get(AchievementId(text))
    except UnknownAchievement:
        return None
