"""The question of seats: what each learner would learn of what is lacking in each course on offer."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matcher.recommendation import Closure
from matcher.workforce.courses import Course
from matcher.workforce.held import Held
from matcher.workforce.lacking import Lack
from matcher.workforce.mastery import closed_share
from matcher.workforce.seats import Learner, PlanQuestion, TeamLimits, TeamNeed

REACHED = 1.0
"""Of the way to the wanted level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaches:
    """A course and a skill that is lacking."""

    course: Course
    lack: Lack
    closure: Closure

    def share(self, level: int) -> float:
        """What of the skill somebody at this level would learn, in [0, 1], by how surely it is taught.

        Where any people will do, all or nothing: who does not reach the level does not hold it for the team, and what
        is doubtful of a course is so of each of its seats.
        """
        if self.lack.of_any:
            return float(self.steps(level) >= REACHED)
        return self.closure.coverage * self.steps(level)

    def steps(self, level: int) -> float:
        """The part of the way to the wanted level, in [0, 1]; 1 reaches it."""
        return closed_share(held=level, wanted=self.lack.level, lifts_to=self.course.lifts_to)


def teaching_of(lacks: Iterable[Lack], courses: Sequence[Course]) -> tuple[Teaches, ...]:
    """Every course that surely teaches something that is missing, by lack, then course."""
    return tuple(
        Teaches(course=course, lack=lack, closure=closure)
        for lack in lacks
        if lack.planned and lack.missing
        for course in courses
        if (closure := course.closure_of(lack.closers)) is not None
    )


def seat_question(
    lacks: Sequence[Lack], people: Sequence[Held], courses: Sequence[Course], limits: TeamLimits, hours: float | None
) -> PlanQuestion:
    """`hours`: of whoever states none, over the whole plan; None: no limit."""
    closes: dict[str, defaultdict[str, dict[str, float]]] = {own.member: defaultdict(dict) for own in people}
    for one in teaching_of(lacks, courses):
        for member in one.lack.learners:
            share = one.share(one.lack.levels[member])
            if share > 0:
                closes[member][one.course.offer.id][one.lack.id] = share
    learners = [_learner(own, closes[own.member], courses, hours) for own in people if closes[own.member]]
    wanted = {need for learner in learners for own in learner.closes.values() for need in own}
    used = {offer for learner in learners for offer in learner.closes}
    return PlanQuestion(
        offers=tuple(course.offer for course in courses if course.offer.id in used),
        learners=tuple(learners),
        needs=tuple(
            TeamNeed(id=lack.id, weight=lack.weight, people=lack.missing) for lack in lacks if lack.id in wanted
        ),
        limits=limits,
    )


def _learner(
    own: Held, closes: Mapping[str, Mapping[str, float]], courses: Sequence[Course], hours: float | None
) -> Learner:
    """With all that the courses it learns from come after, though that closes nothing."""
    after = {course.offer.id: course.offer.after for course in courses}
    open_, offers = list(closes), dict(closes)
    while open_:
        for needed in after.get(open_.pop(), frozenset()):
            if needed in after and needed not in offers:
                offers[needed] = {}
                open_.append(needed)
    given = own.hours if own.hours is not None else hours
    return Learner(id=own.member, hours=math.inf if given is None else given, closes=dict(sorted(offers.items())))
