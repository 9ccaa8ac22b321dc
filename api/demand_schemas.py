"""The wire format of demand and supply: docs/demand.md says what each figure means."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field

from api.schemas import Answer

SMALL = "few ads or few employers: stands below all that are not"


class IntervalOut(BaseModel):
    low: float
    high: float


class NamedOut(BaseModel):
    uri: str
    label: str


class SliceOut(BaseModel):
    """The slice as it was understood."""

    sector: list[str]
    occupation: list[NamedOut] = Field(description="all occupations that were meant")
    region: list[str]
    location: list[str]
    organisation: list[str]
    source: list[str]
    since: date | None
    until: date | None


class TotalsOut(BaseModel):
    ads: int = Field(description="near-identical ones once")
    copies: int = Field(description="near-identical ads beside them")
    employers: int
    without_employer: int = Field(description="ads that name none")
    undated: int
    first: date | None
    last: date | None
    sample: bool = Field(description="whether they are ads that we made up")


class ImportanceOut(BaseModel):
    essential: int
    optional: int
    implied: int


class DemandLine(BaseModel):
    id: str = Field(description="URI of a skill, id of an area or a family")
    label: str
    kind: str = Field(description="of a skill as elsewhere; `area`, `family`")
    nature: str = Field(description="`technical` or `transversal`")
    ads: int
    share: float
    interval: IntervalOut = Field(description="of the share: Wilson, 95 %, of `independent_ads`")
    independent_ads: float = Field(description="what the slice's ads are worth, those of one employer being alike")
    expected_ads: float = Field(description="how many of the ads ask for it indeed, by calibrated confidence")
    importance: ImportanceOut
    employers: int
    largest_employer_ads: int
    effective_employers: float = Field(description="inverse of Simpson's index")
    doubts: list[str]
    small: bool = Field(description=SMALL)
    way_of_working: bool = Field(description="how somebody works or is minded: no course ends with a proof of it")
    members: list[NamedOut] = Field(description="skills of an area, of which it bears the first one's name")


class PriceRangeOut(BaseModel):
    currency: str
    least: Decimal
    most: Decimal


class HoursOut(BaseModel):
    least: float
    most: float


class SupplyOut(BaseModel):
    courses_closing: int = Field(description="that teach it with a probability of 0.75 or more")
    courses_may_close: int = Field(description="... from 0.3 on, with the former")
    expected_courses: float = Field(description="the sum of those probabilities")
    providers: int
    prices: list[PriceRangeOut]
    without_price: int
    modes: dict[str, int]
    without_mode: int
    hours: HoursOut | None


class UnmetParts(BaseModel):
    asked: float
    wanted: float
    breadth: float | None = Field(description="null where most ads that ask name no employer; then it does not count")
    open: float


class UnmetLine(DemandLine):
    score: float = Field(description="asked * wanted * breadth * open")
    parts: UnmetParts
    supply: SupplyOut


class DemandAnswer(Answer):
    slice: SliceOut
    totals: TotalsOut
    notes: list[str] = Field(description="what to know before building on the figures")


class DemandPage(DemandAnswer):
    by: str = Field(description="`skills`, `areas` or `families`")
    total: int
    lines: list[DemandLine]
    next_cursor: str | None


class UnmetPage(DemandAnswer):
    by: str
    formula: str
    total: int
    lines: list[UnmetLine]
    next_cursor: str | None


class BesideOut(BaseModel):
    uri: str
    label: str
    nature: str
    ads: int = Field(description="that ask for both")
    share: float = Field(description="of the ads that ask for the skill")
    interval: IntervalOut
    lift: float = Field(description="times its share in the whole slice")


class EmployerOut(BaseModel):
    name: str
    ads: int


class QuoteOut(BaseModel):
    ad: str
    skill: NamedOut
    text: str
    importance: str
    confidence: float
    title: str | None
    organisation: str | None
    date_posted: date | None
    source: str | None
    sample: bool


class TeacherOut(BaseModel):
    id: str
    name: str
    provider: str | None
    skill: NamedOut = Field(description="that of a family which it teaches most surely")
    probability: float
    closes: bool
    stated: bool = Field(description="the provider ties it to the concept; else it was read")
    field: str | None
    words: str | None = Field(description="of the course, that speak for it")
    sample: bool


class TrendOut(BaseModel):
    direction: str = Field(description="`rising`, `falling`, `no clear trend`, `not tested`")
    untested: str | None = Field(description="why it was not tested")
    slope: float | None = Field(description="percentage points of share a year (Theil-Sen)")
    interval: IntervalOut | None = Field(description="of the slope, 95 %")
    unclear: str | None = Field(description="why no trend is called although the interval leaves out 0")
    p: float | None
    q: float | None = Field(description="among the trends called such, the share that may be none (Benjamini-Hochberg)")
    compared: str | None
    periods: int = Field(description="with ads")


class PointOut(BaseModel):
    period: str
    ads: int = Field(description="of the slice")
    asking: int
    share: float | None
    interval: IntervalOut | None = Field(description="Wilson, 95 %, of ads taken for independent")
    partly: bool = Field(description="the period was only partly observed")


class ForecastOut(BaseModel):
    period: str
    share: float
    likely: IntervalOut = Field(description="holds it four times in five")
    almost_sure: IntervalOut = Field(description="holds it 19 times in 20")


class CourseOut(BaseModel):
    """Over time."""

    grain: str
    trend: TrendOut = Field(description="tested among all of its kind in the slice, as in the list")
    points: list[PointOut]
    forecast: list[ForecastOut]
    unforeseen: str | None = Field(description="why nothing is foreseen")


class TrendLine(DemandLine):
    trend: TrendOut


class NatureShareOut(BaseModel):
    period: str
    partly: bool
    demands: int = Field(description="for skills of this period's ads")
    technical: float | None
    transversal: float | None
    interval: IntervalOut | None = Field(description="of the transversal share: Wilson, 95 %")


class TrendsPage(DemandAnswer):
    by: str
    grain: str
    total: int
    directions: dict[str, int]
    lines: list[TrendLine]
    natures: list[NatureShareOut] = Field(description="technical against transversal skills over time")
    next_cursor: str | None


class SkillMarketOut(DemandAnswer):
    id: str
    label: str
    kind: str
    members: list[NamedOut] = Field(description="of a family or an area")
    demand: UnmetLine | None = Field(description="null where no ad of the slice asks for it")
    supply: SupplyOut
    teachers: list[TeacherOut] = Field(description="the surest first")
    beside: list[BesideOut] = Field(description="what the same ads ask for more often than others")
    employers: list[EmployerOut]
    quotes: list[QuoteOut]
    course: CourseOut | None = Field(description="over time; null where no ad is dated, or dates lie too far apart")


class ServedOut(BaseModel):
    """A skill of the draft that ads of the slice ask for."""

    probability: float = Field(description="that the draft teaches it")
    stated: bool
    field: str | None
    words: str | None = Field(description="of the draft, that speak for it")
    new: bool = Field(description="no course of the catalogue surely teaches it")
    demand: UnmetLine = Field(description="with the supply as it is without the draft")


class CompetitorOut(BaseModel):
    id: str
    name: str
    provider: str | None
    shared: list[NamedOut] = Field(description="skills of the draft that it surely teaches too")


class OneMoreOut(BaseModel):
    demand: UnmetLine
    lift: float = Field(description="times its usual share, among the ads that ask for what the draft teaches")
    more_ads: int = Field(description="that ask for it and for nothing which the draft teaches")


class UnaskedOut(BaseModel):
    skill: NamedOut
    probability: float
    words: str | None


class WhatIfOut(DemandAnswer):
    title: str
    ads: int = Field(description="that ask for something which the draft teaches (0.5 or more)")
    newly_served: int = Field(description="... which no course of the catalogue surely teaches so far")
    newly_served_ads: list[str] = Field(description="ids of the first of them")
    teaches: list[ServedOut]
    may_teach: list[ServedOut]
    unasked: list[UnaskedOut] = Field(description="what it teaches and no ad of the slice asks for")
    competitors: list[CompetitorOut] = Field(description="those with most in common first")
    one_more: list[OneMoreOut] = Field(description="what one more outcome would add, most unmet first")


class NearOut(BaseModel):
    uri: str
    label: str
    similarity: float | None = Field(description="cosine; null of a technology")


class ExampleOut(BaseModel):
    text: str
    ad: str
    source: str | None
    date_posted: date | None


class EmergingLine(BaseModel):
    """Docs: docs/emerging.md."""

    label: str = Field(description="the ads' own words")
    terms: list[str]
    stands_for: str | None
    beside: list[str] = Field(description="words that stand with it more than with others")
    kind: str = Field(description="what it is taken for: a skill, a background, a qualification, conditions")
    covered_by: NearOut | None = Field(description="an existing concept that may well cover it; then it is nothing new")
    near: list[NearOut]
    ads: int
    employers: int
    without_employer: int
    interval: IntervalOut | None = Field(description="of its share of the slice's ads, 95 %")
    by_year: dict[int, int]
    first: date | None
    last: date | None
    small: bool = Field(description="fewer than 5 employers")
    template: bool = Field(description="half of the ads or more say it in the very same passage")
    examples: list[ExampleOut]


class EmergingPage(DemandAnswer):
    mentions: int = Field(description="words in the slice's ads that no concept covers")
    grouped: int = Field(description="of them, those in which a grouped term stands")
    behind: bool = Field(description="ads came or went since they were grouped; counts are of now")
    total: int
    lines: list[EmergingLine]
    next_cursor: str | None
