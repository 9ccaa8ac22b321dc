"""A team's plan being made: the parts that stand, and the report that comes of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic

from matcher.concepts import ConceptUri
from matcher.workforce.assumptions import assumptions, notes, of_limits, of_single_roles, of_ties
from matcher.workforce.bookings import bookings
from matcher.workforce.brief import Begin, Brief
from matcher.workforce.courses import Offered
from matcher.workforce.discretion import Discretion
from matcher.workforce.goals import Unreached
from matcher.workforce.held import Held
from matcher.workforce.joining_groups import joined_groups
from matcher.workforce.lacking import Lack, Target
from matcher.workforce.naming import Meaning
from matcher.workforce.picturing import Picture, learned
from matcher.workforce.plan_alternatives import ENOUGH, alternatives, more_budget
from matcher.workforce.planning import best_plan
from matcher.workforce.report import Alternative, MoreMoney, TeamReport
from matcher.workforce.reviewing import readings, review
from matcher.workforce.roles import TeamRole
from matcher.workforce.seats import PlanQuestion, SeatPlan, TeamLimits
from matcher.workforce.summing import Whole, quarter_lines, totals, unsaid
from matcher.workforce.team import Team
from matcher.workforce.ties import ties
from matcher.workforce.time_left import until


@dataclass(frozen=True, slots=True)
class Seconds:
    """That searching may take; all together it is the plan and twice what stands beside it."""

    plan: float
    beside: float
    """For the alternatives together, and again for more budget."""


SMALL_TEAM = 60
FEW, MANY = Seconds(5.0, 4.0), Seconds(38.0, 10.0)
"""Up to SMALL_TEAM learners, and above: a minute at most."""
JOINING = 0.06
"""Of the time for the plan that is kept for putting its seats into fewer groups, where limits by quarter spread them;
what the plan leaves of it comes on top."""
DOUBTFUL = 0.5
"""Of the time for the alternatives, where it is open whether they can close what they should."""


def seconds_for(learners: int) -> Seconds:
    return FEW if learners <= SMALL_TEAM else MANY


def planned_seats(question: PlanQuestion, seconds: float, clock: Callable[[], float] = monotonic) -> SeatPlan:
    """The best plan that is found in the time, its seats in few groups."""
    deadline = clock() + seconds
    limits = question.limits
    spread = limits.hours_per_quarter is not None or limits.budget_per_quarter is not None
    plan = best_plan(question, seconds=seconds * (1 - JOINING if spread else 1), clock=clock)
    return joined_groups(question, plan, seconds=deadline - clock(), clock=clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    team: Team
    brief: Brief
    begin: Begin
    target: Target
    discretion: Discretion
    meant: Mapping[str, Meaning]
    roles: tuple[TeamRole, ...]
    people: tuple[Held, ...]
    lacking: tuple[Lack, ...]
    offered: Offered
    limits: TeamLimits
    question: PlanQuestion
    time: Seconds

    def report(self) -> TeamReport:
        """Plans, and tells it."""
        plan = planned_seats(self.question, self.time.plan)
        own = learned(self.lacking, self.offered.courses, plan)
        picture = Picture(
            lacks=self.lacking,
            courses=self.offered.courses,
            plan=plan,
            learned=own,
            target=self.target,
            discretion=self.discretion,
        )
        whole = self._whole()
        told_of = frozenset[ConceptUri]().union(*(lack.closers for lack in self.lacking))
        lines = review(self.meant, self.team.members, readings(self.people, told_of), self.discretion)
        tell = self.discretion
        booked = bookings(self.people, plan, self.target, tell)
        return TeamReport(
            target=self.target,
            consented=tell.consented,
            people=len(self.people) if tell.may_tell(len(self.people)) else None,
            aside=tell.part(len(self.team.members) - len(self.people), len(self.team.members)),
            roles=self.roles,
            moving=self._moving(),
            lines=picture.lines(),
            groups=picture.groups(whole.seats(plan)),
            quarters=quarter_lines(plan, whole, self.limits.quarters),
            totals=totals(plan, whole),
            alternatives=self._alternatives(plan),
            more=self._more(plan),
            bookings=booked,
            offered=self.offered,
            review=lines,
            begin=self.begin,
            currency=self.offered.currency,
            assumptions=assumptions(self.target, self.brief.mastery, self.limits, tell),
            notes=(
                *notes(self.roles, self.lacking, lines, self.offered),
                *of_limits(self.brief, self.offered.courses, plan),
                *of_single_roles(self._moving()),
                *(of_ties(ties(self.question, plan)) if booked else ()),
            ),
        )

    def _moving(self) -> dict[str, int | None]:
        counts = [sum(own.role == role.name for own in self.people) for role in self.roles]
        told = self.discretion.listed(counts)
        return {role.name: count for role, count in zip(self.roles, told, strict=True)}

    def _whole(self) -> Whole:
        return Whole(
            lacks=self.lacking,
            courses=self.offered.courses,
            hours_per_quarter=self.limits.hours_per_quarter,
            target=self.target,
            people=len(self.people),
            budget=self.limits.budget,
            discretion=self.discretion,
        )

    def _alternatives(self, plan: SeatPlan) -> tuple[Alternative, ...]:
        """That close enough of what courses on offer would; where that is out of reach, of what the plan does."""
        if not plan.seats:
            return ()
        enough = ENOUGH if self.brief.coverage is None else self.brief.coverage
        remaining = until(monotonic() + self.time.beside, monotonic)
        sure = plan.closed_weight >= enough * plan.total_weight
        seconds = remaining() * (1 if sure else DOUBTFUL)
        found = alternatives(self.question, plan, share=enough, seconds=seconds)
        whole = "what the courses on offer would close"
        if all(isinstance(own, Unreached) for own in found.plans.values()):
            share = enough * plan.closed_weight / plan.total_weight
            found = alternatives(self.question, plan, share=share, seconds=remaining())
            whole = "what the plan closes"
        return tuple(self._alternative(f"{goal} for {enough:.0%} of {whole}", own) for goal, own in found.plans.items())

    def _alternative(self, name: str, found: SeatPlan | Unreached) -> Alternative:
        if isinstance(found, Unreached):
            why = "within these limits nothing closes so much" if found.proven else "none was found in time"
            return Alternative(name=name, totals=None, reason=why)
        return Alternative(
            name=name, totals=unsaid(totals(found, self._whole()), self.discretion), reason=None, courses=found.offers
        )

    def _more(self, plan: SeatPlan) -> MoreMoney | None:
        found = more_budget(self.question, plan, seconds=self.time.beside)
        if found is None:
            return None
        return MoreMoney(
            extra=found.extra,
            totals=unsaid(totals(found.plan, self._whole()), self.discretion),
            more=tuple(lack for lack in self.lacking if found.closes.get(lack.id, 0.0) > 0),
            courses=tuple(key for key in found.plan.offers if key not in plan.offers),
        )
