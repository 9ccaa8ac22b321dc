"""Who teaches what is asked for, how surely, at what price and in which way."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matcher.achievements import TEACHING, Achievement, AchievementId, Alignment
from matcher.concepts import ConceptUri
from matcher.opportunities import Mode
from matcher.recommendation import CLOSES_FROM, MAY_CLOSE_FROM
from matcher.teaching import Taught


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """A course that may teach a skill, or one of a family."""

    course: Achievement
    skill: ConceptUri
    """Of a family the one that it teaches most surely."""
    probability: float
    stated: bool
    """Whether the provider ties it to the concept; else it was read."""
    field: str | None
    """Of the course, in which the words that speak for it stand; None where none do."""
    words: str | None

    @property
    def closes(self) -> bool:
        return self.probability >= CLOSES_FROM


@dataclass(frozen=True, slots=True, kw_only=True)
class Supply:
    """Courses that teach a skill from MAY_CLOSE_FROM on, each once, the surest first; ties by id."""

    teachers: tuple[Teacher, ...]

    @property
    def closing(self) -> tuple[Teacher, ...]:
        """Those that surely enough teach it (CLOSES_FROM)."""
        return tuple(own for own in self.teachers if own.closes)

    @property
    def expected(self) -> float:
        """How many courses teach it indeed: the sum of the calibrated probabilities."""
        return sum(own.probability for own in self.teachers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms courses are to be had; what none of them states is absent."""

    prices: Mapping[str, tuple[Decimal, Decimal]]
    """Currency -> (least, most)."""
    unpriced: int
    modes: Mapping[Mode, int]
    unstated_mode: int
    hours: tuple[float, float] | None
    """(least, most)"""
    providers: int


def supply(skill: ConceptUri, taught: Iterable[Taught], courses: Callable[[AchievementId], Achievement]) -> Supply:
    """`taught`: how surely courses teach this skill."""
    may = ((one, course) for one in taught for course in (courses(one.achievement),) if may_teach(skill, one, course))
    found = (teacher(skill, one, course) for one, course in may)
    return _once(own for own in found if own.probability >= MAY_CLOSE_FROM)


def may_teach(skill: ConceptUri, taught: Taught, course: Achievement) -> bool:
    """Whether it is worth looking at: most courses are far from most skills."""
    return taught.probability >= MAY_CLOSE_FROM or any(own.concept == skill and own.stated for own in course.alignments)


def as_said(skill: ConceptUri, courses: Iterable[Achievement]) -> tuple[Taught, ...]:
    """By courses that are tied to the skill, as surely as that: of skills that `Teaching` knows no name of.

    Such are the names of products.
    """
    said = {
        course.id: [own.confidence for own in course.alignments if own.concept == skill and own.role in TEACHING]
        for course in courses
    }
    return tuple(Taught(key, max(own)) for key, own in said.items() if own)


def without(own: Supply, course: AchievementId | None) -> Supply:
    """The supply as it is without this course."""
    return Supply(teachers=tuple(one for one in own.teachers if one.course.id != course))


def joined_supply(of: Iterable[Supply]) -> Supply:
    """The supply of a family: a course teaches it as surely as it teaches any skill of it."""
    return _once(own for supply in of for own in supply.teachers)


def terms(courses: Sequence[Achievement]) -> Terms:
    """Of all ways in which they are taken."""
    ways = [way for course in courses for way in course.opportunity.ways()]
    prices: dict[str, list[Decimal]] = {}
    for way in ways:
        if way.price:
            prices.setdefault(way.price.currency, []).append(way.price.amount)
    hours = [way.workload.hours for way in ways if way.workload]
    modes = [{way.mode for way in course.opportunity.ways() if way.mode} for course in courses]
    return Terms(
        prices={currency: (min(own), max(own)) for currency, own in sorted(prices.items())},
        unpriced=sum(all(way.price is None for way in course.opportunity.ways()) for course in courses),
        modes=dict(sorted(Counter(mode for own in modes for mode in own).items())),
        unstated_mode=sum(not own for own in modes),
        hours=(min(hours), max(hours)) if hours else None,
        providers=len({course.opportunity.provider for course in courses} - {None}),
    )


def _once(teachers: Iterable[Teacher]) -> Supply:
    """A course that stands in the catalogue twice under one name and provider is one."""
    surest: dict[tuple[str, str], Teacher] = {}
    for own in sorted(teachers, key=lambda t: (-t.probability, t.course.id, t.skill)):
        name, provider = own.course.name, own.course.opportunity.provider or ""
        surest.setdefault((name.casefold(), provider.casefold()), own)
    return Supply(teachers=tuple(surest.values()))


def teacher(skill: ConceptUri, taught: Taught, course: Achievement) -> Teacher:
    """The course as one that may teach the skill: as surely as it is stated or judged to."""
    own = [a for a in course.alignments if a.concept == skill and a.role in TEACHING]
    stated = max((a.confidence for a in own if a.stated), default=0.0)
    field, words = _words(own, taught, course)
    return Teacher(
        course=course,
        skill=skill,
        probability=max(taught.probability, stated),
        stated=stated > 0,
        field=field,
        words=words,
    )


def _words(own: Sequence[Alignment], taught: Taught, course: Achievement) -> tuple[str | None, str | None]:
    """(field, text) of what was stated or read to teach it, else of the passage nearest to it."""
    if own:
        surest = max(own, key=lambda a: (a.stated, a.confidence))
        return surest.field, surest.text
    if taught.nearest is None:
        return None, None
    place = taught.nearest
    return place.field, place.span.of(dict(course.passages())[place.field])
