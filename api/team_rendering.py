"""A team's plan as the wire format says it. What is withheld stays so: nothing here looks at who holds what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from api.rendering import DIGITS, evidence_out, versions_out
from api.schemas import VersionsOut
from api.team_schemas import (
    BookingOut,
    GroupOut,
    LeftOutOut,
    MoreBudgetOut,
    QuarterOut,
    RequirementOut,
    ReviewOut,
    SkillLineOut,
    TeachesOut,
    TeamAlternativeOut,
    TeamCourseOut,
    TeamLimitsOut,
    TeamPlanOut,
    TeamRoleOut,
    TeamSkillOut,
    TeamTotalsOut,
    TierOut,
)
from api.team_wording import CONSENTED, NOT_CONSENTED, RESPONSIBLE_USE, WHY_WITHHELD
from api.wiring import Service
from matcher.achievements import AchievementId, Catalogue
from matcher.concepts import ConceptUri, Taxonomy
from matcher.errors import UnknownAchievement
from matcher.workforce.brief import Begin, Brief
from matcher.workforce.courses import Course, Offered
from matcher.workforce.lacking import Target
from matcher.workforce.mastery import MEANINGS
from matcher.workforce.report import (
    Alternative,
    Closing,
    GroupLine,
    MoreMoney,
    ReviewLine,
    SkillLine,
    TeamReport,
    Totals,
)
from matcher.workforce.roles import TeamRole, Wanted

UNPRICED = "states no price"
FOREIGN = "states its price in another currency"
UNTIMED = "states no hours"
UNWANTED = "left out as you wish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a plan was made from."""

    file: str
    """Name of the team's table."""
    brief: Brief
    """With the limits that the plan keeps to."""
    day: date


def team_plan_out(service: Service, made: Made, report: TeamReport) -> TeamPlanOut:
    renderer = TeamRenderer(service.pipeline.taxonomy, service.pipeline.catalogue)
    return renderer.plan(made, report, versions_out(service))


@dataclass(frozen=True, slots=True)
class TeamRenderer:
    taxonomy: Taxonomy
    catalogue: Catalogue

    def plan(self, made: Made, report: TeamReport, versions: VersionsOut) -> TeamPlanOut:
        begin = report.begin
        return TeamPlanOut(
            versions=versions,
            attribution=list(self.taxonomy.attribution),
            day=made.day,
            file=made.file,
            consented=report.consented,
            consent=CONSENTED if report.consented else NOT_CONSENTED,
            withheld=WHY_WITHHELD,
            responsible_use=list(RESPONSIBLE_USE),
            target=report.target.value,
            limits=_limits(made.brief, report),
            scale=list(MEANINGS),
            people=report.people,
            aside=report.aside,
            roles=[self.role(role, report.moving.get(role.name)) for role in report.roles],
            lines=[self.line(line, report.target) for line in report.lines],
            plan=[self.group(group, begin) for group in report.groups],
            courses=[self.course(own, begin) for own in _named(report)],
            quarters=[
                QuarterOut(quarter=begin.name_of(own.quarter), seats=own.seats, cost=own.cost)
                for own in report.quarters
            ],
            totals=_totals(report.totals, begin),
            alternatives=[_alternative(own, begin) for own in report.alternatives],
            more_budget=self.more(report.more, begin) if report.more else None,
            bookings=_bookings(report),
            left_out=[*self.left_out(report.offered)],
            without_price=list(report.offered.priceless),
            review=[self.review(own) for own in report.review],
            assumptions=list(report.assumptions),
            notes=list(report.notes),
        )

    def skill(self, uri: ConceptUri) -> TeamSkillOut:
        skill = self.taxonomy.skill(uri)
        return TeamSkillOut(
            uri=uri, label=skill.preferred_label, kind=skill.kind.value, vocabulary=skill.vocabulary.value
        )

    def role(self, role: TeamRole, moving: int | None) -> TeamRoleOut:
        return TeamRoleOut(
            name=role.name,
            source=role.source.value,
            meant=list(role.meant),
            people=role.people,
            moving=moving,
            requirements=[self.requirement(own) for own in role.wanted],
            aside={why.value: number for why, number in role.aside.items()},
        )

    def requirement(self, own: Wanted) -> RequirementOut:
        return RequirementOut(
            skill=self.skill(own.skill),
            asked=[self.skill(uri) for uri in own.asked],
            level=own.level,
            level_words=own.stated,
            importance=own.importance.value,
            weight=round(own.weight, DIGITS),
            evidence=[evidence_out(one) for one in own.evidence],
        )

    def line(self, own: SkillLine, target: Target) -> SkillLineOut:
        lack = own.lack
        return SkillLineOut(
            skill=self.skill(lack.skill),
            roles=list(lack.roles),
            importance=lack.importance.value,
            weight=round(lack.weight, DIGITS),
            level=lack.level,
            level_words=lack.stated,
            needed=lack.needed if target is Target.TOGETHER else None,
            people=own.people,
            at_level=None if own.at_level is None else list(own.at_level),
            holding=own.holding,
            missing=own.missing,
            taught=own.taught,
            lifted=own.lifted,
            after=_after(own),
            recorded=lack.recorded,
            single=own.single,
            courses=list(own.courses),
            stays_open=own.stays_open.value if own.stays_open else None,
            evidence=[evidence_out(one) for one in lack.evidence],
        )

    def group(self, own: GroupLine, begin: Begin) -> GroupOut:
        priced = own.course.priced
        return GroupOut(
            quarter=begin.name_of(own.quarter),
            course=own.course.offer.id,
            seats=own.seats,
            price_stated=priced,
            each=own.each if priced else None,
            cost=own.cost if priced else None,
            hours=own.course.offer.hours if own.course.timed else None,
            teaches=[self.teaches(one) for one in own.closes],
            needed_before=[self.catalogue.get(AchievementId(key)).name for key in own.before],
        )

    def teaches(self, own: Closing) -> TeachesOut:
        closure = own.closure
        return TeachesOut(
            skill=self.skill(own.lack.skill),
            roles=list(own.lack.roles),
            people=own.people,
            coverage=round(closure.coverage, DIGITS),
            basis=closure.basis.value,
            field=closure.field,
            text=closure.text,
        )

    def course(self, own: Course, begin: Begin) -> TeamCourseOut:
        achievement, offer = own.achievement, own.offer
        begins = None if offer.quarters is None else [begin.name_of(place) for place in sorted(offer.quarters)]
        return TeamCourseOut(
            id=achievement.id,
            name=achievement.name,
            provider=achievement.opportunity.provider,
            kind=achievement.kind.value,
            url=achievement.opportunity.url,
            hours=offer.hours if own.timed else None,
            prices=[TierOut(seats=tier.seats, each=tier.each) for tier in offer.tiers] if own.priced else [],
            most_seats=offer.most_seats,
            quarters=begins,
            level=achievement.credential.level,
            lifts_to=own.lifts_to,
            lifts_stated=own.lifts_stated,
            after=sorted(offer.after),
            sample=achievement.sample,
        )

    def more(self, own: MoreMoney, begin: Begin) -> MoreBudgetOut:
        return MoreBudgetOut(
            extra=own.extra,
            totals=_totals(own.totals, begin),
            closes=list(dict.fromkeys(self.skill(lack.skill).label for lack in own.more)),
            courses=list(own.courses),
        )

    def left_out(self, offered: Offered) -> Iterable[LeftOutOut]:
        left = (
            (offered.unpriced, UNPRICED),
            (offered.other_currency, FOREIGN),
            (offered.untimed, UNTIMED),
            (offered.unwanted, UNWANTED),
        )
        for ids, why in left:
            yield from (LeftOutOut(course=id, name=self.name_of(id), why=why) for id in ids)

    def name_of(self, id: str) -> str:
        """Of a course; its id where the catalogue does not hold it any more."""
        try:
            return self.catalogue.get(AchievementId(id)).name
        except UnknownAchievement:
            return id

    def review(self, own: ReviewLine) -> ReviewOut:
        meaning, place = own.meaning, own.place
        return ReviewOut(
            name=meaning.name,
            standing=meaning.standing.value,
            counted_as=[self.skill(uri) for uri in meaning.skills],
            confidence=None if meaning.confidence is None else round(meaning.confidence, DIGITS),
            suggestions=[self.skill(uri) for uri in meaning.suggestions],
            place=str(place) if place else None,
            people=own.people,
        )


def _limits(brief: Brief, report: TeamReport) -> TeamLimitsOut:
    return TeamLimitsOut(
        budget=brief.budget,
        budget_per_quarter=brief.budget_per_quarter,
        currency=report.currency,
        hours_per_person=brief.hours_per_person,
        hours_per_quarter=brief.hours_per_quarter,
        quarters=[report.begin.name_of(own.quarter) for own in report.quarters],
        holders=brief.holders if report.target is Target.TOGETHER else None,
    )


def _named(report: TeamReport) -> Sequence[Course]:
    """The courses that the answer names, by id."""
    ids = {group.course.offer.id for group in report.groups}
    ids |= {id for own in report.alternatives for id in own.courses}
    ids |= set(report.more.courses) if report.more else set()
    known = {own.offer.id: own for own in (*report.offered.courses, *(group.course for group in report.groups))}
    return [known[id] for id in sorted(ids & known.keys())]


def _after(own: SkillLine) -> int | None:
    """Who will hold it: of a skill that the table says nothing of, whom the plan teaches it."""
    before = own.holding if own.lack.recorded else 0
    return None if before is None or own.taught is None else before + own.taught


def _totals(own: Totals, begin: Begin) -> TeamTotalsOut:
    return TeamTotalsOut(
        people=own.people,
        seats=own.seats,
        courses=own.courses,
        hours=own.hours,
        cost=own.cost,
        cost_at_most=own.cost_at_most,
        last_quarter=None if own.last_quarter is None else begin.name_of(own.last_quarter),
        closed=None if own.closed is None else round(own.closed, DIGITS),
        bound=None if own.bound is None else round(own.bound, DIGITS),
        proven_optimal=own.optimal,
    )


def _alternative(own: Alternative, begin: Begin) -> TeamAlternativeOut:
    return TeamAlternativeOut(
        name=own.name,
        totals=_totals(own.totals, begin) if own.totals else None,
        reason=own.reason,
        courses=list(own.courses),
    )


def _bookings(report: TeamReport) -> list[BookingOut]:
    return [
        BookingOut(member=own.member, role=own.role, course=own.course, quarter=report.begin.name_of(own.quarter))
        for own in report.bookings
    ]
