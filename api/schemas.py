"""The wire format, read and written. Pydantic lives here and nowhere deeper."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.amounts import MOST_DECIMALS, MOST_HOURS, MOST_MONEY
from api.currencies import CurrencyCode
from api.days import Day
from api.free_json import JsonObject, Sound
from api.wishes import LANGUAGE_TAG, level_range
from matcher.opportunities import Mode
from matcher.preferences import Preferences
from matcher.profiles import HoldingSource, ProfileClaims

MAX_CLAIMS = 500
MAX_CREDENTIALS = 200
LANGUAGE = "ISO 639-1 code of the ad's language where its words or letters tell it; only English is read"
VOCABULARY = "whose concept it is: `ESCO`, `O*NET`, or `own`, the operator's"
NOTES = "what to know about how a file was read: a layout in columns, pages without text"


class Given(BaseModel):
    """What clients send: unknown fields are an error, so that a misspelt one is noticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AdIn(Given):
    text: str = Field(description="the ad, as text; offsets in the answer count its characters")


class ProfileIn(Given):
    skills: list[Annotated[str, Field(max_length=300)]] = Field(
        default_factory=list, max_length=MAX_CLAIMS, description="skill names that the person lists"
    )
    text: str | None = Field(default=None, description="CV text")
    credentials: Annotated[list[dict[str, Any] | str], Sound] = Field(
        default_factory=list,
        max_length=MAX_CREDENTIALS,
        description="badges and learning records: Open Badges 2.0 or 3.0, CLR 2.0, as JSON or as a compact token",
    )

    resume: JsonObject | None = Field(
        default=None, description="a JSON Resume; it is given back with the stack as planned certificates"
    )

    def claims(self) -> ProfileClaims:
        """Without the credentials, which are yet to be checked, and the résumé, which is yet to be read."""
        return ProfileClaims(claims=tuple(self.skills), text=self.text or None)


class ExtractRequest(Given):
    text: str
    min_confidence: float | None = Field(None, ge=0, le=1)


class GapRequest(Given):
    ad: AdIn | None = None
    role: str | None = Field(None, max_length=300, description="a role name instead of an ad")
    profile: ProfileIn = ProfileIn()
    budget: Decimal | None = Field(None, ge=0, le=MOST_MONEY, allow_inf_nan=False, decimal_places=MOST_DECIMALS)
    currency: CurrencyCode | None = None
    hours: float | None = Field(None, ge=0, le=MOST_HOURS, allow_inf_nan=False)
    modes: list[Mode] = Field(default_factory=list)
    languages: list[Annotated[str, Field(pattern=LANGUAGE_TAG)]] = Field(
        default_factory=list, max_length=20, description="of teaching, BCP 47"
    )
    level_from: str | None = Field(None, max_length=80, description='lowest level, with its framework: "EQF 4"')
    level_to: str | None = Field(None, max_length=80, description="highest level, of the same framework")
    starts_from: Day | None = None
    starts_by: Day | None = None
    providers: list[Annotated[str, Field(max_length=300)]] = Field(
        default_factory=list, max_length=100, description="only of these, by name"
    )
    without_providers: list[Annotated[str, Field(max_length=300)]] = Field(default_factory=list, max_length=100)
    hours_per_week: float | None = Field(
        None, gt=0, le=168, allow_inf_nan=False, description="gives a timetable of the stack"
    )
    alternatives: bool = Field(
        default=False, description="also look for cheaper, faster and different stacks, and what more would add: slower"
    )
    min_confidence: float | None = Field(
        None, ge=0, le=1, description="of what is read or ranked; official relations and figures of a role stand anyway"
    )
    limit: int = Field(10, ge=1, le=100, description="recommendations listed")

    @model_validator(mode="after")
    def one_question(self) -> Self:
        if (self.ad is None) == (self.role is None):
            raise ValueError("give either an ad or a role, not both or neither")
        return self

    def preferences(self, default_currency: str) -> Preferences:
        return Preferences(
            budget=self.budget,
            currency=self.currency or default_currency,
            hours=self.hours,
            modes=frozenset(self.modes),
            languages=frozenset(self.languages),
            levels=level_range(self.level_from, self.level_to),
            starts_from=self.starts_from,
            starts_by=self.starts_by,
            providers=frozenset(self.providers),
            without_providers=frozenset(self.without_providers),
        )


class SpanOut(BaseModel):
    start: int
    end: int


class EvidenceOut(BaseModel):
    source: str
    text: str
    start: int | None = Field(description="of the sentence, in characters of the ad; null for other sources")
    end: int | None
    mention: SpanOut | None = Field(description="the words in the ad that name the skill")
    confidence: float
    levels: list[str] = Field(description="how well or how long it is wanted, in the sentence's own words")
    section: str | None
    reference: str | None


class DemandOut(BaseModel):
    uri: str
    label: str
    kind: str
    vocabulary: str = Field(description=VOCABULARY)
    families: list[str]
    importance: str
    confidence: float
    alternatives: list[str] = Field(description="URIs of which any one does instead")
    alike: list[str] = Field(
        description="URIs that the same words were also read as, by names that mean much the same: one need with it"
    )
    levels: list[str] = Field(description='of all its evidence: "C1", "3+ years", "advanced"')
    evidence: list[EvidenceOut]


class IssuedOut(BaseModel):
    """Of a badge or another credential that the holding rests on."""

    credential: str
    issuer: str | None
    date: str | None = Field(description='as stated: "2026-02-01", but also "2014-06"')
    checked: str = Field(description="how far its signature was checked, in words")

    @property
    def told(self) -> str:
        """In one line, for people."""
        by = f" by {self.issuer}" if self.issuer else ""
        dated = f" ({self.date})" if self.date else ""
        return f"{self.credential}, issued{by}{dated}: {self.checked}"


class HoldingOut(BaseModel):
    uri: str
    label: str
    vocabulary: str = Field(description=VOCABULARY)
    source: str
    confidence: float
    text: str
    start: int | None
    end: int | None
    issued: IssuedOut | None = Field(description="null for what the person says")


class CoveredOut(BaseModel):
    demand: DemandOut
    holdings: list[HoldingOut]
    share: float = Field(description="how far they close the demand, by their sources: verified, claimed, inferred")

    @property
    def best(self) -> list[HoldingOut]:
        """For people: a verified or else the surest one, and what a credential says where that is another."""
        surest = sorted(self.holdings, key=lambda one: (one.source != HoldingSource.VERIFIED.value, -one.confidence))
        return surest[:1] + [one for one in surest[1:] if one.issued and not surest[0].issued][:1]


class GapOut(BaseModel):
    covered: list[CoveredOut]
    missing: list[DemandOut]


class ProfileOut(BaseModel):
    holdings: list[HoldingOut]
    unlinked: list[str] = Field(description="claims that no concept fits")


class ClosureOut(BaseModel):
    uri: str
    label: str
    coverage: float
    basis: str
    field: str
    text: str = Field(description="the catalogue's own words")


class WorkloadOut(BaseModel):
    hours_min: float
    hours_max: float
    stated: str | None


class PriceOut(BaseModel):
    amount: Decimal
    currency: str
    as_of: str | None


class AlignmentOut(BaseModel):
    uri: str
    label: str
    vocabulary: str = Field(description=VOCABULARY)
    role: str
    confidence: float
    stated: bool
    field: str
    text: str


class AchievementOut(BaseModel):
    """Facts that the catalogue does not state are null."""

    id: str
    name: str
    kind: str
    kind_stated: str | None
    provider: str | None
    awarding_body: str | None = Field(description="who issues the credential, where that is stated")
    country: str | None
    description: str | None
    outcomes: list[str]
    topics: list[str] = Field(description="skill names, as the provider wrote them")
    level: str | None
    credits: str | None
    assessment: str | None
    quality_assurance: str | None
    mode: str | None
    workload: WorkloadOut | None
    duration: str | None = Field(description="how long it goes on, as stated; `workload` is the hours it takes")
    price: PriceOut | None
    language: str | None
    start: str | None
    prerequisites: list[str]
    url: str | None
    sample: bool
    alignments: list[AlignmentOut]


class WayOut(BaseModel):
    """The run of the course that suits best, and that price and hours are counted by."""

    mode: str | None
    workload: WorkloadOut | None
    price: PriceOut | None
    language: str | None
    start: str | None
    url: str | None


class RecommendationOut(BaseModel):
    achievement: AchievementOut
    way: WayOut
    closes: list[ClosureOut] = Field(description="empty for what another one must come after, or may help at most")
    may_close: list[ClosureOut] = Field(description="less sure than closing it; no stack is built on it")
    copies: list[str] = Field(description="the same course under other ids")


class SlotOut(BaseModel):
    achievement: str
    first_week: int
    last_week: int


class TimetableOut(BaseModel):
    slots: list[SlotOut] = Field(description="one after the other, each after what it needs")
    weeks: int
    untimed: list[str] = Field(description="they state no hours")


class CostOut(BaseModel):
    least: Decimal
    most: Decimal


class TotalsOut(BaseModel):
    """Of what the parts state, over all runs of each that meet the wishes; by id, which parts state nothing."""

    hours_min: float
    hours_max: float
    without_hours: list[str]
    cost: dict[str, CostOut] = Field(description="by currency; never added across currencies")
    without_price: list[str]
    credits: dict[str, Decimal] = Field(description="by credit system")
    without_credits: list[str]
    levels: list[str] = Field(description="as stated with a framework")
    other_levels: list[str] = Field(description="as stated without a framework that we know")
    without_level: list[str]
    levels_indicative: dict[str, list[str]] = Field(
        description="what those roughly correspond to elsewhere; indicative, no recognition"
    )


class MarginalOut(BaseModel):
    achievement: str
    worth: float = Field(description="weight that would stay open without it and what needs it")
    per_hour: float | None
    per_money: float | None = Field(description="per unit of its own currency")


class AlternativeOut(BaseModel):
    choices: list[str] = Field(description="most complete, cheapest, fastest, different")
    stack: "PlainStackOut"


class MoreOut(BaseModel):
    amount: float = Field(description="beyond the limit: hours, or units of the currency")
    adds: float = Field(description="weight closed beyond the stack")
    stack: "PlainStackOut"


class ChoicesOut(BaseModel):
    alternatives: list[AlternativeOut] = Field(description="the stack itself first")
    more_money: MoreOut | None = Field(description="the least more money that closes more; null without a budget")
    more_hours: MoreOut | None


class UnprovenOut(BaseModel):
    uri: str
    label: str
    sources: list[str]
    evidence: list[str] = Field(description="what would prove it")
    assessed_by: list[str] = Field(description="achievements that assess it without teaching it again")


class PlainStackOut(BaseModel):
    achievements: list[str]
    cost: Decimal | None
    currency: str | None
    hours: float | None
    closed_weight: float
    total_weight: float
    proven_optimal: bool
    method: str
    left_out: dict[str, str] = Field(description="achievement -> the missing fact, or circle, that kept it out")


class StackOut(PlainStackOut):
    totals: TotalsOut
    timetable: TimetableOut | None = Field(description="where hours a week were given")
    marginals: list[MarginalOut]
    choices: ChoicesOut | None = Field(description="where alternatives were asked for")


class RoleMatchOut(BaseModel):
    uri: str
    label: str
    vocabulary: str
    similarity: float


class RoleOut(BaseModel):
    name: str
    resolved_to: list[RoleMatchOut]
    could_also_be: list[RoleMatchOut]


UNMATCHED = "what is required or preferred in words that fit no known skill; empty for a role"


class VersionsOut(BaseModel):
    software: str
    taxonomy: str
    encoder: str
    concepts: str
    catalogue: str
    ads: str
    own_skills: str | None = Field(description="of the operator's own terms; null where there are none")
    roles: str | None = Field(description="of what ranks a role's skills; null where nothing fits the encoder")
    titles: str | None = Field(description="of what tells a title's occupation; null where nothing fits the encoder")
    teaching: str = Field(description="of what tells whether a course teaches a skill")
    outdated_ads: int | None = Field(
        default=None, description="ads that answer by what another version read in them; null where there are none"
    )


class Answer(BaseModel):
    versions: VersionsOut
    attribution: list[str]


class WordsOut(BaseModel):
    start: int
    end: int
    text: str


class ExtractResponse(Answer):
    text: str = Field(description="the text that offsets count in")
    language: str | None = Field(description=LANGUAGE)
    demands: list[DemandOut]
    unmatched: list[WordsOut] = Field(description=UNMATCHED)
    set_aside: dict[str, int] = Field(description="why sentences were not read for skills -> how many")
    notes: list[str] = Field(description=NOTES)


class GapResponse(Answer):
    text: str | None = Field(description="the ad that offsets count in; null for a role")
    language: str | None = Field(description=LANGUAGE)
    role: RoleOut | None
    demands: list[DemandOut]
    profile: ProfileOut
    gap: GapOut
    recommendations: list[RecommendationOut]
    stack: StackOut
    open: list[DemandOut] = Field(description="missing skills that the stack does not touch")
    unproven: list[UnprovenOut] = Field(description="what is held by word alone, with what would prove it")
    resume: dict[str, Any] | None = Field(
        default=None, description="the given JSON Resume with the stack as planned certificates; null without one"
    )
    unsuited: dict[str, list[str]] = Field(
        description="achievement that would close something -> which wishes no way of taking it meets, or states"
    )
    unmatched: list[WordsOut] = Field(description=UNMATCHED)
    set_aside: dict[str, int]
    notes: list[str] = Field(description=NOTES)


class ConceptOut(BaseModel):
    """A skill or an occupation."""

    uri: str
    label: str
    kind: str
    vocabulary: str
    alt_labels: list[str]
    description: str | None
    families: list[str]
    broader: list[str]
    isco_group: str | None = Field(description="of an occupation, where its source states it")
    tasks: list[str] = Field(description="of an O*NET occupation")


class ConceptResponse(ConceptOut, Answer):
    pass


class AchievementResponse(AchievementOut, Answer):
    pass


class ConceptHit(BaseModel):
    uri: str
    label: str
    kind: str
    vocabulary: str = Field(description=VOCABULARY)
    similarity: float | None


class ConceptPage(Answer):
    items: list[ConceptHit]
    next_cursor: str | None


class RolePage(Answer):
    items: list[RoleMatchOut]
    next_cursor: str | None


class LikelySkillOut(BaseModel):
    uri: str
    label: str
    confidence: float | None = Field(description="that it is essential to the role; null far down the list")


class LikelySkillPage(Answer):
    items: list[LikelySkillOut]


class AchievementPage(Answer):
    items: list[AchievementOut]
    next_cursor: str | None


class UnitSkillOut(BaseModel):
    uri: str
    label: str
    confidence: float
    stated: bool
    field: str
    text: str = Field(description="the catalogue's own words")
    covered_by: list[str] = Field(description="achievements that teach or assess it too, of those that were named")


class UnitOut(BaseModel):
    id: str
    name: str
    skills: list[UnitSkillOut]
    covered: bool = Field(description="every skill of the unit is; nothing is said of level, volume or recognition")


class UnitsOut(Answer):
    """A qualification taken apart into the skills of its units, and what others cover of them."""

    id: str
    name: str
    units: list[UnitOut] = Field(description="the qualification itself where it names no parts")


class SimilarAdOut(BaseModel):
    id: str
    title: str | None
    organisation: str | None
    location: str | None
    date_posted: str | None
    sample: bool
    similarity: float


class SimilarAdsOut(Answer):
    items: list[SimilarAdOut]


class MetaOut(Answer):
    concepts: dict[str, int]
    achievements: int
    ads: int
    families: list[str]
