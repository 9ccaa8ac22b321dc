"""What an HR team asks, in one screen: a team, roles and means in; what is lacking and a plan of seats out."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.achievements import AchievementId
from matcher.areas import Area, areas
from matcher.concepts import ConceptUri
from matcher.demand import ORDER, Demand
from matcher.errors import InvalidInput, UnknownAchievement
from matcher.offers import only_currency
from matcher.pipeline import Pipeline
from matcher.preferences import Preferences
from matcher.questions import prerequisite_ids, prerequisites
from matcher.workforce.asking_seats import seat_question
from matcher.workforce.brief import Begin, Brief, RoleSource
from matcher.workforce.courses import ANY, Offered, Terms, offered
from matcher.workforce.discretion import Discretion, require_enough, require_enough_each
from matcher.workforce.held import HeldPolicy
from matcher.workforce.lacking import Lack, Wish, lacks
from matcher.workforce.moves import moves
from matcher.workforce.naming import Meaning, meanings, require_one_meaning
from matcher.workforce.people_reading import PeopleReader, Say
from matcher.workforce.planned import Planned, Seconds, seconds_for
from matcher.workforce.report import TeamReport
from matcher.workforce.reviewing import listed_names
from matcher.workforce.role_reading import RoleReader
from matcher.workforce.roles import AskedRole, TeamRole, planned_for, team_roles
from matcher.workforce.seats import TeamLimits
from matcher.workforce.team import Member, Team
from matcher.workforce.veiling import veiled

QUARTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Upskilling:
    pipeline: Pipeline
    find: Callable[[str], ConceptUri]
    """The concept of a label or URI. Raises InvalidInput, UnknownConcept."""
    currency: str
    """Of a budget that names none, and where courses have prices in several."""
    ways_of_working: frozenset[ConceptUri] = frozenset()
    """Not planned for, unless a team lists them itself."""
    transversal: frozenset[ConceptUri] = frozenset()
    """Of use in any field: not planned for where the table says nothing of them, unless a team lists them itself."""

    seconds: Callable[[int], Seconds] = seconds_for
    """That searching may take, by how many learn."""

    def plan(self, team: Team, brief: Brief, *, consented: bool, today: dt.date, say: Say) -> TeamReport:
        """`say` is told each step. Raises InvalidInput naming what in the table or the brief can't be planned with."""
        discretion = Discretion(consented)
        require_enough(len(team.members), discretion)
        moving = moves(team, brief)
        require_enough_each(Counter(moving.role_of.values()), discretion)
        self.require_courses(brief)
        say("reading roles and skill names")
        meant = self.meanings(team.members, brief)
        asked = self.asked(brief, meant)
        roles = team_roles(asked, self.areas(asked), brief.mastery)
        people = self.reader(brief, meant, asked).read(team.members, moving, say)
        wish = Wish(target=moving.target, holders=brief.holders or 1, seldom_listed=self.transversal)
        lacking = veiled(lacks(roles, people, wish), discretion)
        say("looking for courses that teach what is missing")
        on_offer = self.offered(lacking, brief)
        limits = limits_of(brief)
        say("planning seats")
        question = seat_question(lacking, people, on_offer.courses, limits, brief.hours_per_person)
        return Planned(
            team=team,
            brief=brief,
            begin=brief.begin or next_quarter(today),
            target=moving.target,
            discretion=discretion,
            meant=meant,
            roles=roles,
            people=people,
            lacking=lacking,
            offered=on_offer,
            limits=limits,
            question=question,
            time=self.seconds(len(question.learners)),
        ).report()

    def require_courses(self, brief: Brief) -> None:
        """Raises InvalidInput for terms of a course, or one that is not wanted, that the catalogue does not have."""
        named = [("courses", key) for key in brief.courses if key != ANY]
        for field, key in (*named, *(("without", key) for key in sorted(brief.without))):
            try:
                self.pipeline.catalogue.get(AchievementId(key))
            except UnknownAchievement as error:
                raise InvalidInput(f"{field}, {key}", "no course of the catalogue has this id") from error

    def roles(self, brief: Brief) -> tuple[TeamRole, ...]:
        """What each role asks for, as it would be planned for. Raises InvalidInput."""
        asked = self.asked(brief, self.meanings((), brief))
        return team_roles(asked, self.areas(asked), brief.mastery)

    def asked(self, brief: Brief, meant: Mapping[str, Meaning]) -> tuple[AskedRole, ...]:
        """Raises InvalidInput for a role of which nothing is to be planned for."""
        asked = planned_for(RoleReader(pipeline=self.pipeline, meant=meant).read(brief.roles), self.ways_of_working)
        _require_demand(asked)
        return asked

    def reader(self, brief: Brief, meant: Mapping[str, Meaning], asked: Sequence[AskedRole]) -> PeopleReader:
        return PeopleReader(
            pipeline=self.pipeline,
            meant=meant,
            decided=self.decided(brief),
            wanted=_each_once(demand for role in asked for demand in role.demands),
            policy=HeldPolicy(mastery=brief.mastery),
        )

    def decided(self, brief: Brief) -> dict[str, ConceptUri | None]:
        """What names were decided to mean. Raises InvalidInput for a decision that names no concept."""
        return {name: None if meant is None else self.find(meant) for name, meant in brief.names.items()}

    def meanings(self, members: Sequence[Member], brief: Brief) -> dict[str, Meaning]:
        """Of every skill name. Raises InvalidInput for a decision that names no concept."""
        decided = self.decided(brief)
        require_one_meaning(decided)
        return meanings(listed_names(members, brief.roles), self.pipeline.profiles, decided)

    def areas(self, asked: Sequence[AskedRole]) -> tuple[Area, ...]:
        """Of all that is asked for; what a team lists itself is told apart, however alike."""
        listed = {d.skill for role in asked if role.source is RoleSource.OWN_LIST for d in role.demands}
        times: dict[ConceptUri, int] = {}
        for role in asked:
            for demand in role.demands:
                times[demand.skill] = times.get(demand.skill, 0) + 1
        joined = areas({s: n for s, n in times.items() if s not in listed}, self.pipeline.teaching.skills)
        return (*joined, *(Area(skill, frozenset({skill})) for skill in sorted(listed)))

    def offered(self, lacking: Sequence[Lack], brief: Brief) -> Offered:
        """The courses that surely teach something of what is missing, and what they come after."""
        missing = _each_once(demand for lack in lacking if lack.planned and lack.missing for demand in _demands(lack))
        budgeted = brief.budget is not None or brief.budget_per_quarter is not None
        wishes = Preferences(
            currency=brief.currency or (self.currency if budgeted else None),
            without=frozenset(map(AchievementId, brief.without)),
        )
        found = [one for one in self.pipeline.recommend(missing, wishes).found if one.closes]
        found += prerequisites(found, self.pipeline.catalogue, wishes)
        currency = wishes.currency or only_currency([one.offer() for one in found]) or self.currency
        terms = Terms(
            by_course=brief.courses,
            currency=currency,
            budgeted=budgeted,
            timed=brief.hours_per_person is not None or brief.hours_per_quarter is not None,
            mastery=brief.mastery,
        )
        after = {r.achievement.id: prerequisite_ids(r.achievement, self.pipeline.catalogue) for r in found}
        told = offered(found, {str(key): tuple(map(str, own)) for key, own in after.items()}, terms)
        return replace(told, unwanted=tuple(sorted(brief.without)))


def limits_of(brief: Brief) -> TeamLimits:
    """Raises InvalidInput."""
    return TeamLimits(
        quarters=brief.quarters or QUARTERS,
        budget=brief.budget,
        budget_per_quarter=brief.budget_per_quarter,
        hours_per_quarter=brief.hours_per_quarter,
    )


def next_quarter(today: dt.date) -> Begin:
    """The first that has not begun."""
    years, quarter = divmod((today.month - 1) // 3 + 1, 4)
    return Begin(year=today.year + years, quarter=quarter + 1)


def _require_demand(asked: Sequence[AskedRole]) -> None:
    for place, role in enumerate(asked):
        if not role.demands:
            read = ", ".join(f"{number} {why}" for why, number in role.aside.items())
            raise InvalidInput(f"roles[{place}] {role.name!r}", f"all that was read in it is not planned for: {read}")


def _demands(lack: Lack) -> list[Demand]:
    """One for each skill that closes it."""
    return [
        Demand(skill=skill, importance=lack.importance, confidence=1.0, evidence=lack.evidence)
        for skill in sorted(lack.closers)
    ]


def _each_once(demands: Iterable[Demand]) -> tuple[Demand, ...]:
    """Of each skill the first, by its importance."""
    ordered = sorted(demands, key=lambda demand: (ORDER.index(demand.importance), -demand.confidence, demand.skill))
    return tuple({demand.skill: demand for demand in reversed(ordered)}.values())[::-1]
