"""What a team plans for, as its file states it: roles, who moves where, terms of courses, what names mean, limits."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from matcher.demand import Importance
from matcher.errors import InvalidInput
from matcher.workforce.mastery import MasteryPolicy
from matcher.workforce.seats import Tier
from matcher.workforce.team import Pseudonym

MOST_UNWANTED = 500
"""Courses that a team leaves out."""
MOST_SAID = 40
"""Characters of a wrong value that an error repeats."""


class RoleSource(StrEnum):
    AD = "job ad"
    OCCUPATION = "role name"
    OWN_LIST = "the team's own list"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnRequirement:
    """A line of the team's own list."""

    name: str
    level: int | None = None
    """1 to 5; None: not stated."""
    importance: Importance = Importance.ESSENTIAL


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleBrief:
    """A role before anything is read in it: by exactly one of the three."""

    name: str
    ad: str | None = None
    """Text of a job ad."""
    occupation: str | None = None
    """A role name, like "data librarian"."""
    skills: tuple[OwnRequirement, ...] = ()
    people: int = 1
    """Who should hold each skill of it, where the team covers roles together."""
    file: str | None = None
    """That the ad came from."""

    @property
    def source(self) -> RoleSource:
        if self.skills:
            return RoleSource.OWN_LIST
        return RoleSource.AD if self.ad is not None else RoleSource.OCCUPATION


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseTerms:
    """What the team was offered for a course, where it is not what the catalogue says. None: as the catalogue says."""

    hours: float | None = None
    tiers: tuple[Tier, ...] | None = None
    """See `SeatOffer.tiers`; its price and least seats."""
    most_seats: int | None = None
    quarters: frozenset[int] | None = None
    """Counted from 0."""
    level: int | None = None
    """That it lifts to."""


_BEGIN = re.compile(r"(?P<year>20\d\d)[ -]?Q(?P<quarter>[1-4])|Q(?P<first>[1-4])[ /-]?(?P<last>20\d\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begin:
    """The first quarter of a plan."""

    year: int
    quarter: int
    """1 to 4."""

    def name_of(self, place: int) -> str:
        """What the quarter so many after the first is called: "2027 Q1"."""
        years, quarter = divmod(self.quarter - 1 + place, 4)
        return f"{self.year + years} Q{quarter + 1}"


def begin_of(text: str) -> Begin:
    """ "2027-Q1", "Q1 2027". Raises InvalidInput."""
    found = _BEGIN.fullmatch(text.strip())
    if found is None:
        raise InvalidInput("begin", f"{text.strip()[:MOST_SAID]!r} is no quarter, like 2027-Q1")
    return Begin(year=int(found["year"] or found["last"]), quarter=int(found["quarter"] or found["first"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    roles: tuple[RoleBrief, ...]
    """At least one; names are distinct, letter case and spaces aside."""
    moves: Mapping[Pseudonym, str] = field(default_factory=dict)
    """Pseudonym -> name of a role, besides what the table says."""
    courses: Mapping[str, CourseTerms] = field(default_factory=dict)
    """By achievement id."""
    without: frozenset[str] = frozenset()
    """Ids of achievements that the team does not want."""
    names: Mapping[str, str | None] = field(default_factory=dict)
    """A skill name of the table or of the own list -> the label or URI of the concept it means; None: pass it over."""
    begin: Begin | None = None
    budget: Decimal | None = None
    budget_per_quarter: Decimal | None = None
    currency: str | None = None
    hours_per_person: float | None = None
    hours_per_quarter: float | None = None
    quarters: int | None = None
    holders: int | None = None
    """Of each skill at least, where the team covers roles together."""
    coverage: float | None = None
    """Of what the courses on offer would close the part that the plans beside this one close, in (0, 1]."""
    together: bool | None = None
    """Whether the team covers the roles together, instead of each moving toward one. None: not stated."""
    mastery: MasteryPolicy = field(default_factory=MasteryPolicy)
