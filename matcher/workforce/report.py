"""A team's plan as it may be told: counts of people, seats, money, and what each rests on. None: it is withheld."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from matcher.recommendation import Closure
from matcher.workforce.brief import Begin
from matcher.workforce.courses import Course, Offered
from matcher.workforce.lacking import Lack, Target
from matcher.workforce.naming import Meaning
from matcher.workforce.roles import TeamRole
from matcher.workforce.team import Place, Pseudonym


class StaysOpen(StrEnum):
    """Why something of what is missing stays so."""

    NO_COURSE = "no course on offer teaches it surely enough"
    TOO_LOW = "courses teach it, but none to this level"
    LIMITS = "courses teach it; money, hours or group sizes do not reach"
    UNRECORDED = "the table says nothing of it, and it is of use in any field: ask first, and give it a column"


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillLine:
    """One skill that a role wants (or the roles together), over all people of whom it is wanted."""

    lack: Lack
    people: int | None
    at_level: tuple[int, ...] | None
    """How many hold it at 0, 1, ... 5; None where one of these is withheld, or the table says nothing of it."""
    holding: int | None
    """Well enough. None also where the table says nothing of it: see `Lack.recorded`."""
    missing: int | None
    taught: int | None
    """Of the missing those whom the plan teaches it, to the level that is wanted."""
    lifted: int | None
    """Those whom it teaches something of it, not to that level."""
    single: bool | None
    """Whether one person alone holds it well enough; None where that may not be told."""
    courses: tuple[str, ...]
    """Ids of the plan's courses that teach it to somebody, by id."""
    stays_open: StaysOpen | None
    """None where nothing stays open, or that may not be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What a group learns of one skill."""

    lack: Lack
    people: int | None
    closure: Closure
    """With how surely the course teaches it, and the catalogue's words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLine:
    """The seats of a course that begin in one quarter."""

    quarter: int
    course: Course
    seats: int | None
    each: Decimal | None
    """None where the price is not stated, or would tell how many seats there are."""
    cost: Decimal | None
    closes: tuple[Closing, ...]
    before: tuple[str, ...]
    """Ids of the plan's courses that come after this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuarterLine:
    quarter: int
    seats: int | None
    cost: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Of a plan. Counts, hours and shares are None where they would tell of too few people."""

    people: int | None
    """Who have a seat."""
    seats: int | None
    courses: int
    hours: float | None
    """Of all learners together."""
    cost: Decimal | None
    cost_at_most: bool
    """That `cost` is an upper end, since the sum would tell how many seats are withheld."""
    last_quarter: int | None
    """In which something still runs; None where nothing does."""
    closed: float | None
    """Of the weight of all that is missing the part that the plan closes, by how surely courses teach, in [0, 1]."""
    bound: float | None
    """No plan within the limits closes more than this part."""
    optimal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    name: str
    """What it is: "cheapest for 80 %"."""
    totals: Totals | None
    """None where there is none."""
    reason: str | None
    """Why there is none."""
    courses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MoreMoney:
    """What some more budget would buy."""

    extra: Decimal
    """How much more than the budget, over the whole plan."""
    totals: Totals
    more: tuple[Lack, ...]
    """What it closes further than the plan."""
    courses: tuple[str, ...]
    """Ids of those that it adds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """A seat under a pseudonym: only with consent, and only where each moves toward a role."""

    member: Pseudonym
    role: str
    course: str
    quarter: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    meaning: Meaning
    place: Place | None
    """Where it first stands; without the row where that may not be told, None for a name of the team's own list."""
    people: int | None
    """In whose entries it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamReport:
    target: Target
    consented: bool
    people: int | None
    """Who take part."""
    aside: int | None
    """In the table, without a role to move toward."""
    roles: tuple[TeamRole, ...]
    moving: Mapping[str, int | None]
    """Role -> how many move toward it."""
    lines: tuple[SkillLine, ...]
    groups: tuple[GroupLine, ...]
    """By quarter, then course."""
    quarters: tuple[QuarterLine, ...]
    """Every quarter of the plan."""
    totals: Totals
    alternatives: tuple[Alternative, ...]
    more: MoreMoney | None
    """None where there is no budget."""
    bookings: tuple[Booking, ...]
    """In the order of the table."""
    offered: Offered
    review: tuple[ReviewLine, ...]
    """Names that are unsure or unknown first, then the others."""
    begin: Begin
    currency: str | None
    assumptions: tuple[str, ...]
    notes: tuple[str, ...]
