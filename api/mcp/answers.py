"""What a model is told: /v1's answers, cut to what fits its context. What is not known is null."""

from datetime import date
from decimal import Decimal

from pydantic import BaseModel, Field

from api.demand_schemas import ImportanceOut, IntervalOut, SliceOut
from api.lint_schemas import SuggestionOut, VagueOutcomeOut
from api.schemas import Answer

TOTAL = "how many there are; the list may hold fewer, as `limit` says"


class Quote(BaseModel):
    source: str = Field(description="`ad`, or where else the demand comes from")
    text: str = Field(description="verbatim; an ellipsis stands where a long sentence was cut")
    start: int | None = Field(
        None, description="of the whole sentence in the ad, in characters; line ends count as one"
    )
    end: int | None = None


class AskedSkill(BaseModel):
    skill: str
    uri: str
    also: list[str] = Field(description="what else the same words were read as; any one of them is enough")
    vocabulary: str = Field(description="ESCO, O*NET, or own: the operator's")
    importance: str = Field(description="essential, optional, or implied: not named, but needed for what is described")
    confidence: float = Field(description="the share of such readings that annotators confirmed")
    levels: list[str] = Field(description="how well or how long it is wanted, in the ad's words")
    evidence: list[Quote]


class Told(Answer):
    notes: list[str] = Field(description="what to know before building on this answer; tell the person")


class ExtractTold(Told):
    language: str | None = Field(None, description="ISO 639-1; only English is read")
    total: int = Field(description=TOTAL)
    skills: list[AskedSkill]
    unmatched: list[str] = Field(description="requirements in words that fit no known skill")
    set_aside: dict[str, int] = Field(description="why sentences were not read for skills -> how many")


class HeldSkill(BaseModel):
    words: str = Field(description="of the person: the name they listed, or the words of the CV")
    source: str = Field(description="verified, self_claimed, or inferred from the CV")
    confidence: float


class CoveredSkill(AskedSkill):
    share: float = Field(description="how far what is held closes the demand, 0 to 1")
    held: HeldSkill | None = Field(None, description="the surest of what covers it")


class ResolvedRole(BaseModel):
    occupation: str
    uri: str
    similarity: float


class GapPart(Told):
    role: list[ResolvedRole] | None = Field(None, description="the occupations that the role name was taken for")
    missing_total: int = Field(description=TOTAL)
    missing: list[AskedSkill] = Field(description="asked for and not held")
    unlinked: list[str] = Field(description="skills the person listed that no concept fits; they count for nothing")


class GapTold(GapPart):
    covered_total: int = Field(description=TOTAL)
    covered: list[CoveredSkill] = Field(description="asked for and held")


class ClosedSkill(BaseModel):
    skill: str
    uri: str
    coverage: float = Field(description="how surely the course teaches it, 0 to 1")
    field: str
    words: str = Field(description="of the catalogue, that say so")


class Course(BaseModel):
    id: str
    name: str
    kind: str
    kind_stated: str | None = Field(None, description="what the provider calls it")
    provider: str | None = None
    price: Decimal | None = None
    currency: str | None = None
    hours_min: float | None = None
    hours_max: float | None = None
    mode: str | None = None
    level: str | None = Field(None, description="as stated")
    credits: str | None = None
    url: str | None = None
    sample: bool = Field(description="true: we made it up, nobody offers it")
    closes: list[ClosedSkill]
    may_close: list[ClosedSkill] = Field(description="less sure; no stack is built on it")


class Stack(BaseModel):
    """The courses that together close most within the limits, at the least cost."""

    courses: list[Course]
    cost: Decimal | None = Field(None, description="of those that state a price in the currency asked for")
    currency: str | None = None
    hours: float | None = None
    closed_weight: float
    total_weight: float = Field(description="of all that is missing: importance by confidence")
    proven_optimal: bool
    left_out: dict[str, str] = Field(description="course id -> the missing fact that kept it out")


class RecommendTold(GapPart):
    stack: Stack
    others: list[Course] = Field(description="further courses that close something, best first")
    still_open: list[str] = Field(description="missing skills that no course of the stack closes")


class FoundConcept(BaseModel):
    skill: str
    uri: str
    kind: str
    vocabulary: str
    similarity: float | None = Field(
        None, description="cosine to the query; null where the name was found letter by letter"
    )
    description: str | None = None


class SearchTold(Answer):
    found: list[FoundConcept] = Field(
        description="exact names first, then by meaning; the last may have nothing to do with it"
    )


class DemandFigures(BaseModel):
    ads: int = Field(description="that ask for it")
    share: float
    interval: IntervalOut = Field(description="of the share, 95 %")
    expected_ads: float = Field(description="how many ask for it indeed, by calibrated confidence")
    importance: ImportanceOut
    employers: int
    small: bool = Field(description="few ads or few employers")
    doubts: list[str]


class SupplyFigures(BaseModel):
    courses_closing: int = Field(description="that teach it with a probability of 0.75 or more")
    courses_may_close: int = Field(description="... of 0.3 or more, with the former")
    providers: int


class Teaching(BaseModel):
    course: str
    name: str
    provider: str | None = None
    probability: float
    sample: bool


class Beside(BaseModel):
    skill: str
    uri: str
    share: float = Field(description="of the ads that ask for the skill")
    lift: float = Field(description="times its share in the whole slice")


class Asking(BaseModel):
    name: str
    ads: int


class Said(BaseModel):
    ad: str
    text: str
    organisation: str | None = None
    date_posted: date | None = None


class Trend(BaseModel):
    direction: str = Field(description="rising, falling, no clear trend, not tested")
    untested: str | None = Field(None, description="why it was not tested")
    slope: float | None = Field(None, description="percentage points of share a year")


class DemandTold(Told):
    skill: str
    id: str
    kind: str
    slice: SliceOut = Field(description="the ads that were counted, as the question was understood")
    ads_in_slice: int
    sample_ads: bool = Field(description="true: the ads are made up; the figures say nothing of a real market")
    demand: DemandFigures | None = Field(None, description="null where no ad of the slice asks for it")
    supply: SupplyFigures
    teachers: list[Teaching] = Field(description="courses that teach it, the surest first")
    beside: list[Beside] = Field(description="what the same ads ask for more often than others do")
    employers: list[Asking]
    quotes: list[Said]
    trend: Trend | None = Field(None, description="null where the ads are not dated")


class ToDo(BaseModel):
    framework: str
    element: str
    mandatory: bool
    status: str = Field(description="missing, vague or broken")
    field: str | None = None
    text: str | None = None
    instead: str | None = Field(None, description="what to write")


class Advised(BaseModel):
    point: str
    answer: str = Field(description="no, or not stated")
    how: str


class LintTold(Answer):
    id: str
    name: str
    mandatory_to_do: int = Field(description="mandatory elements, over all frameworks, that leave something to do")
    complete: list[str] = Field(description="frameworks of which the entry has all that a catalogue can hold")
    to_do: list[ToDo]
    vague_outcomes: list[VagueOutcomeOut]
    advice: list[Advised] = Field(description="advice to providers that the entry does not follow")
    suggestions: list[SuggestionOut] = Field(description="ESCO skills read in its words and not stated by it")
    passed_over: list[str] = Field(description="fields that could not be read, and why")
