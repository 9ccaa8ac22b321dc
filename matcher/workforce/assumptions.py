"""What a plan takes for granted, and what whoever reads it should know besides: in words, for every export."""

from collections.abc import Iterator, Mapping, Sequence

from matcher.workforce.brief import Brief
from matcher.workforce.courses import Course, Offered
from matcher.workforce.discretion import FEWEST, Discretion
from matcher.workforce.lacking import Lack, Target
from matcher.workforce.mastery import MEANINGS, MasteryPolicy
from matcher.workforce.naming import SURE_FROM, Standing
from matcher.workforce.report import ReviewLine
from matcher.workforce.roles import TeamRole
from matcher.workforce.seats import SeatPlan, TeamLimits

CLOSING, UNWANTED = "Courses that would close something", "Courses left out as you wish"
OF_COURSES = (CLOSING, UNWANTED)
"""How notes begin that list ids of courses."""
NAMED = 5
"""Ids that a note lists."""


def assumptions(target: Target, mastery: MasteryPolicy, limits: TeamLimits, discretion: Discretion) -> tuple[str, ...]:
    return tuple(_assumptions(target, mastery, limits, discretion))


def _assumptions(target: Target, mastery: MasteryPolicy, limits: TeamLimits, discretion: Discretion) -> Iterator[str]:
    scale = ", ".join(f"{level} {meaning}" for level, meaning in enumerate(MEANINGS))
    yield f"Levels are whole numbers: {scale}."
    yield (
        f"A skill that is listed without a level is held at {mastery.held}, a requirement without one is wanted at "
        f'{mastery.wanted}, a course without one lifts to {mastery.taught}; words such as "basic" or "C1" and the '
        "levels of qualification frameworks are turned into numbers by a table of ours, which is indicative."
    )
    yield "Skills whose names mean much the same count as one, as does what an ad accepts instead."
    if target is Target.TOGETHER:
        yield (
            "A skill is covered where enough hold it, whoever they are, and who takes a seat is the team's to decide. "
            "A course that surely teaches it to the level counts in full: a second seat would not make it surer."
        )
    else:
        yield "A course closes what it surely teaches, weighed by how surely; nobody is sent twice for the same skill."
    yield (
        "All who begin a course in one quarter are one group, paid for in that quarter; "
        + (
            f"somebody learns {limits.hours_per_quarter:g} hours a quarter at most, and a longer course goes on."
            if limits.hours_per_quarter is not None
            else "no limit is set on the hours of one quarter, so that everything begins as early as money allows."
        )
    )
    yield (
        "The operator states that the table is the team's own record, made with its consent."
        if discretion.consented
        else f"Nothing is told that singles out fewer than {FEWEST} people, and the plan is made from no such count: "
        f"where 1 to {FEWEST - 1} hold a skill, or all but so few, it is made as if one held it, or all but "
        f"{FEWEST - 1}; where the levels of those who do not hold it well enough may not be told, from the lowest."
    )


def notes(
    roles: Sequence[TeamRole], lacking: Sequence[Lack], review: Sequence[ReviewLine], offered: Offered
) -> tuple[str, ...]:
    return (*_of_roles(roles), *_of_names(review), *_of_courses(lacking, offered))


def _of_roles(roles: Sequence[TeamRole]) -> Iterator[str]:
    for role in roles:
        if role.meant:
            yield f"{role.name}: read as {' and '.join(role.meant)}."
        if role.aside:
            read = "; ".join(f"{number} {why}" for why, number in role.aside.items())
            yield f"{role.name}: not planned for of what was read in it: {read}."


def _of_names(review: Sequence[ReviewLine]) -> Iterator[str]:
    standings = [line.meaning.standing for line in review]
    unknown, unsure = standings.count(Standing.UNKNOWN), standings.count(Standing.UNSURE)
    if unknown:
        names = _many(unknown, "skill name means", "skill names mean")
        yield f"{names} nothing known and count for nothing: see the review list."
    if unsure:
        names = _many(unsure, "skill name counts", "skill names count")
        yield f"{names} as what resembles most, with a confidence below {SURE_FROM:g}: see the review list."


def _of_courses(lacking: Sequence[Lack], offered: Offered) -> Iterator[str]:
    told = (
        (offered.unpriced, "state no price and are left out, since there is a budget"),
        (offered.other_currency, "cost another currency and are left out"),
        (offered.untimed, "state no hours and are left out, since hours are limited"),
        (offered.priceless, "state no price: what they cost is not in any sum"),
    )
    for ids, words in told:
        if ids:
            yield f"{CLOSING} but {words}: {_listed(ids)}."
    if offered.unwanted:
        yield f"{UNWANTED}: {_listed(offered.unwanted)}."
    if any(lack.planned and lack.missing for lack in lacking) and not offered.courses:
        yield (
            "All courses that would close something are left out."
            if offered.left_out
            else "No course on offer surely teaches anything that is missing."
        )


def _listed(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f"{', '.join(ids[:NAMED])}{more}"


def of_limits(brief: Brief, courses: Sequence[Course], plan: SeatPlan) -> tuple[str, ...]:
    """Which limit lets nothing through, where nothing is planned."""
    return () if plan.seats or not courses else (*_too_dear(brief, courses), *_too_long(brief, courses))


def _too_dear(brief: Brief, courses: Sequence[Course]) -> Iterator[str]:
    least, cheapest = min(
        (tier.seats * tier.each, course.offer.id) for course in courses for tier in course.offer.tiers[:1]
    )
    name = next(course.achievement.name for course in courses if course.offer.id == cheapest)
    if brief.budget is not None and least > brief.budget:
        yield f"The budget of {brief.budget} is below the cheapest that would close something: {name!r} at {least}."


def _too_long(brief: Brief, courses: Sequence[Course]) -> Iterator[str]:
    shortest = min(courses, key=lambda course: (course.offer.hours, course.offer.id))
    given = brief.hours_per_person
    if given is not None and shortest.offer.hours > given:
        yield (
            f"{given:g} hours a person are fewer than the shortest course that would close something takes: "
            f"{shortest.achievement.name!r}, {shortest.offer.hours:g}."
        )


def of_single_roles(moving: Mapping[str, int | None]) -> tuple[str, ...]:
    """Of each role toward which one person alone moves. `moving`: by role, as far as that is told."""
    return tuple(
        f"One person alone moves toward {role}: what is told of that role is told of them."
        for role, count in moving.items()
        if count == 1
    )


def of_ties(tied: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Of whom some are seated and others not though nothing tells them apart: only where seats are told by person."""
    return tuple(
        f"{', '.join(own)}: the table tells nothing apart between them that counts here, and the plan has not the same "
        "seats for all of them. Who takes which hangs on their pseudonyms alone: decide yourselves."
        for own in tied
    )


def _many(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}"
