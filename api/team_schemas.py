"""The wire format of a team's plan. A count that is null is withheld; `withheld` says why."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field

from api.schemas import Answer, EvidenceOut

WITHHELD = "null: withheld"


class TeamSkillOut(BaseModel):
    uri: str
    label: str
    kind: str
    vocabulary: str


class RequirementOut(BaseModel):
    """What one role asks for."""

    skill: TeamSkillOut
    asked: list[TeamSkillOut] = Field(description="what the role itself asks for; one of it held is this held")
    level: int = Field(description="1 to 5; `scale` says what they mean")
    level_words: str | None = Field(description='words it was read from, or "given"; null: assumed')
    importance: str
    weight: float = Field(description="of closing it for one person, in (0, 1]")
    evidence: list[EvidenceOut]


class TeamRoleOut(BaseModel):
    name: str
    source: str = Field(description="job ad, role name, or the team's own list")
    meant: list[str] = Field(description="occupations that a role name was taken for")
    people: int = Field(description="who should hold each skill of it, where the team covers roles together")
    moving: int | None = Field(description=WITHHELD)
    requirements: list[RequirementOut] = Field(description="the weightiest first")
    aside: dict[str, int] = Field(description="why skills that were read are not planned for -> how many")


class SkillLineOut(BaseModel):
    """One skill that a role wants, or the roles together, over all people of whom it is wanted."""

    skill: TeamSkillOut
    roles: list[str]
    importance: str
    weight: float
    level: int
    level_words: str | None
    needed: int | None = Field(description="how many should hold it; null where each moves toward a role: all of them")
    people: int | None = Field(description=WITHHELD)
    at_level: list[int] | None = Field(description="how many hold it at 0, 1, ... 5; " + WITHHELD)
    holding: int | None = Field(description="well enough; " + WITHHELD)
    missing: int | None = Field(description=WITHHELD)
    taught: int | None = Field(description="of the missing, to the level that is wanted; " + WITHHELD)
    lifted: int | None = Field(description="taught something of it, not to that level; " + WITHHELD)
    after: int | None = Field(description="who hold it well enough after the plan; " + WITHHELD)
    recorded: bool = Field(description="false: the table says nothing of it; how many hold it is then not known")
    single: bool | None = Field(description="held well enough by one person only; " + WITHHELD)
    courses: list[str] = Field(description="ids of the plan's courses that teach it to somebody")
    stays_open: str | None = Field(description="why some of it does; null where nothing does, or it is withheld")
    evidence: list[EvidenceOut]


class TierOut(BaseModel):
    seats: int = Field(description="from so many seats of a group on")
    each: Decimal


class TeamCourseOut(BaseModel):
    """Facts that neither the catalogue nor the team's file states are null."""

    id: str
    name: str
    provider: str | None
    kind: str
    url: str | None
    hours: float | None
    prices: list[TierOut] = Field(description="by the size of a group; empty where no price is stated")
    most_seats: int | None
    quarters: list[str] | None = Field(description="in which a group may begin; null: in any")
    level: str | None = Field(description="as stated")
    lifts_to: int
    lifts_stated: bool = Field(description="false: assumed")
    after: list[str] = Field(description="ids of courses that come before it")
    sample: bool = Field(description="made up by us")


class TeachesOut(BaseModel):
    """What a group learns of one skill: up to the level that the course lifts to, see `lifts_to`."""

    skill: TeamSkillOut
    roles: list[str]
    people: int | None = Field(description="of the group; " + WITHHELD)
    coverage: float = Field(description="how surely the course teaches it, in (0, 1]")
    basis: str
    field: str
    text: str = Field(description="the catalogue's own words")


class GroupOut(BaseModel):
    """The seats of a course that begin in one quarter."""

    quarter: str
    course: str
    seats: int | None = Field(description=WITHHELD)
    price_stated: bool
    each: Decimal | None = Field(description="null where no price is stated, or it is withheld")
    cost: Decimal | None = Field(description="as `each`")
    hours: float | None = Field(description="of one learner; null: not stated")
    teaches: list[TeachesOut]
    needed_before: list[str] = Field(description="names of the plan's courses that come after this one")


class QuarterOut(BaseModel):
    quarter: str
    seats: int | None = Field(description=WITHHELD)
    cost: Decimal | None = Field(description=WITHHELD)


class TeamTotalsOut(BaseModel):
    people: int | None = Field(description="who have a seat; " + WITHHELD)
    seats: int | None = Field(description=WITHHELD)
    courses: int
    hours: float | None = Field(description="of all learners together; null also where a course states none")
    cost: Decimal | None = Field(description=WITHHELD)
    cost_at_most: bool = Field(description="`cost` is an upper end: the sum would tell how many seats are withheld")
    last_quarter: str | None = Field(description="in which something still runs; null also where nothing does")
    closed: float | None = Field(
        description="of the weight of all that is missing the part closed, by how surely courses teach; " + WITHHELD
    )
    bound: float | None = Field(description="no plan within the limits closes more than this part; " + WITHHELD)
    proven_optimal: bool


class TeamAlternativeOut(BaseModel):
    name: str
    totals: TeamTotalsOut | None
    reason: str | None = Field(description="why there is none")
    courses: list[str]


class MoreBudgetOut(BaseModel):
    extra: Decimal = Field(description="beyond the budget")
    totals: TeamTotalsOut
    closes: list[str] = Field(description="labels of what it closes further than the plan")
    courses: list[str] = Field(description="ids of those that it adds")


class BookingOut(BaseModel):
    """A seat under a pseudonym."""

    member: str
    role: str
    course: str
    quarter: str


class ReviewOut(BaseModel):
    name: str = Field(description="as the table writes it")
    standing: str = Field(description="unsure, unknown, sure, decided, passed over")
    counted_as: list[TeamSkillOut]
    confidence: float | None = Field(description="null where it was decided, or means nothing known")
    suggestions: list[TeamSkillOut] = Field(description="what else it may mean, the likeliest first")
    place: str | None = Field(description="where it first stands; null for a name of the team's own list")
    people: int | None = Field(description="in whose entries it stands; null also for a name of the team's own list")


class LeftOutOut(BaseModel):
    course: str
    name: str
    why: str


class TeamLimitsOut(BaseModel):
    budget: Decimal | None
    budget_per_quarter: Decimal | None
    currency: str | None
    hours_per_person: float | None
    hours_per_quarter: float | None
    quarters: list[str]
    holders: int | None


class UnreadOut(BaseModel):
    """Of the table, or of the file of names: a row, a column or a cell that could not be used."""

    file: str
    sheet: str | None
    row: int | None
    field: str | None
    reason: str


class TeamPlanOut(Answer):
    """A team's plan: counts of people, seats and money, and what each rests on."""

    day: date = Field(description="on which it was made")
    file: str = Field(description="name of the table that it was made from")
    consented: bool
    consent: str = Field(description="what that means, in words")
    withheld: str = Field(description="why a count may be null")
    responsible_use: list[str]
    target: str
    limits: TeamLimitsOut
    scale: list[str] = Field(description="what the levels 0, 1, ... 5 mean")
    people: int | None = Field(description="who take part; " + WITHHELD)
    aside: int | None = Field(description="in the table, without a role to move toward; " + WITHHELD)
    roles: list[TeamRoleOut]
    lines: list[SkillLineOut]
    plan: list[GroupOut] = Field(description="by quarter, then course")
    courses: list[TeamCourseOut] = Field(description="of the plan and of what stands beside it, by id")
    quarters: list[QuarterOut]
    totals: TeamTotalsOut
    alternatives: list[TeamAlternativeOut]
    more_budget: MoreBudgetOut | None = Field(description="null without a budget")
    bookings: list[BookingOut] = Field(
        description="in the order of the table; only with consent, and where each moves toward a role"
    )
    left_out: list[LeftOutOut] = Field(
        description="courses that would close something, but lack a fact, and those not wanted"
    )
    without_price: list[str] = Field(description="ids of courses on offer without a price: counted as nothing")
    review: list[ReviewOut] = Field(description="names that are unsure or unknown first")
    unread: list[UnreadOut] = Field(default_factory=list, description="what of the files could not be used")
    assumptions: list[str]
    notes: list[str]
