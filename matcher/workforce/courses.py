"""Courses on offer to a team: what they close, at what price for groups, and which lack a fact that a limit needs."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from matcher.achievements import Achievement
from matcher.concepts import ConceptUri
from matcher.offers import price_in
from matcher.recommendation import Closure, Recommendation
from matcher.workforce.brief import CourseTerms
from matcher.workforce.mastery import MasteryPolicy
from matcher.workforce.seats import SeatOffer, Tier
from matcher.workforce.stated_levels import lifted_to

ANY = "*"
"""In the place of an id: terms of whatever states none."""
NO_HOURS = 1.0
"""That a course without stated hours counts as where no limit is set on them: what is chosen does not hang on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    recommendation: Recommendation
    offer: SeatOffer
    lifts_to: int
    lifts_stated: bool
    """False where it is what the policy assumes."""
    priced: bool
    """False: it states no price, counted as nothing."""
    timed: bool
    """False: it states no hours."""

    @property
    def achievement(self) -> Achievement:
        return self.recommendation.achievement

    def closure_of(self, skills: Collection[ConceptUri]) -> Closure | None:
        """The surest of any of them, ties by URI."""
        able = [one for one in self.recommendation.closes if one.demand.skill in skills]
        return min(able, key=lambda one: (-one.coverage, one.demand.skill), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    courses: tuple[Course, ...]
    """By id."""
    unpriced: tuple[str, ...] = ()
    """Ids of what was left out: it would close something, but states no price, and there is a budget."""
    other_currency: tuple[str, ...] = ()
    """Likewise of what costs another currency, budget or none."""
    untimed: tuple[str, ...] = ()
    """The same for hours."""
    priceless: tuple[str, ...] = ()
    """Ids of what is on offer without a price, where there is no budget."""
    unwanted: tuple[str, ...] = ()
    """Ids of what the team does not want, whether or not it would close something."""
    currency: str | None = None
    """Of all prices that count."""

    @property
    def left_out(self) -> bool:
        """Whether anything was that would close something."""
        return bool(self.unpriced or self.other_currency or self.untimed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What courses are held to."""

    by_course: Mapping[str, CourseTerms]
    currency: str
    budgeted: bool
    timed: bool
    """Whether hours are limited."""
    mastery: MasteryPolicy


def offered(found: Iterable[Recommendation], after: Mapping[str, Collection[str]], terms: Terms) -> Offered:
    """`after`: for each by id the ids that it must come after."""
    courses: list[Course] = []
    unpriced: list[str] = []
    foreign: list[str] = []
    untimed: list[str] = []
    for one in sorted(found, key=lambda recommendation: recommendation.achievement.id):
        key = str(one.achievement.id)
        tiers, hours = _tiers(one, terms), _hours(one, terms)
        stated = one.way.price is not None
        if tiers is None and stated:
            foreign.append(key)
        elif tiers is None and terms.budgeted:
            unpriced.append(key)
        elif hours is None and terms.timed:
            untimed.append(key)
        else:
            courses.append(_course(one, tiers, hours, frozenset(after.get(key, ())), terms))
    return Offered(
        courses=tuple(courses),
        unpriced=tuple(unpriced),
        other_currency=tuple(foreign),
        untimed=tuple(untimed),
        priceless=tuple(course.offer.id for course in courses if not course.priced),
        currency=terms.currency,
    )


def _course(
    one: Recommendation, tiers: tuple[Tier, ...] | None, hours: float | None, after: frozenset[str], terms: Terms
) -> Course:
    own = terms.by_course.get(one.achievement.id, CourseTerms())
    stated = own.level if own.level is not None else lifted_to(one.achievement)
    return Course(
        recommendation=one,
        offer=SeatOffer(
            id=str(one.achievement.id),
            hours=NO_HOURS if hours is None else hours,
            tiers=tiers or (Tier(1, Decimal(0)),),
            most_seats=own.most_seats,
            quarters=own.quarters,
            after=after,
        ),
        lifts_to=terms.mastery.taught if stated is None else stated,
        lifts_stated=stated is not None,
        priced=tiers is not None,
        timed=hours is not None,
    )


def _tiers(one: Recommendation, terms: Terms) -> tuple[Tier, ...] | None:
    """As the team was offered it, else as the catalogue states it, else as the brief says for any; None: not known."""
    own = terms.by_course.get(one.achievement.id)
    if own is not None and own.tiers is not None:
        return own.tiers
    price = price_in(one.offer(), terms.currency)
    if price is not None:
        return (Tier(1, price),)
    every = terms.by_course.get(ANY)
    return every.tiers if every is not None and one.way.price is None else None


def _hours(one: Recommendation, terms: Terms) -> float | None:
    own = terms.by_course.get(one.achievement.id)
    if own is not None and own.hours is not None:
        return own.hours
    if one.way.workload is not None and one.way.workload.hours > 0:
        return one.way.workload.hours
    every = terms.by_course.get(ANY)
    return every.hours if every is not None else None
