"""People who are alike for a plan and yet have other seats: nothing but the order of pseudonyms told them apart."""

from collections import defaultdict
from collections.abc import Sequence

from matcher.workforce.seat_plans import offers_by_learner
from matcher.workforce.seats import Learner, PlanQuestion, SeatPlan


def ties(question: PlanQuestion, plan: SeatPlan) -> tuple[tuple[str, ...], ...]:
    """Each by id: learners of equal hours who would learn the same everywhere, of whom some take what others do not."""
    alike: defaultdict[object, list[str]] = defaultdict(list)
    for learner in sorted(question.learners, key=lambda one: one.id):
        alike[_what_counts(learner)].append(learner.id)
    taken = offers_by_learner(plan.seats)
    return tuple(tuple(own) for own in alike.values() if len({frozenset(taken.get(one, {})) for one in own}) > 1)


def _what_counts(learner: Learner) -> tuple[float, Sequence[object]]:
    return learner.hours, tuple((offer, tuple(sorted(own.items()))) for offer, own in sorted(learner.closes.items()))
