"""What a model may ask with. Descriptions are written for it: it chooses by them, and sees nothing else."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from api.amounts import MOST_HOURS, MOST_MONEY
from api.currencies import CurrencyCode
from api.schemas import MAX_CLAIMS, Given
from api.slicing import SliceIn
from matcher.opportunities import Mode
from matcher.preferences import Preferences
from matcher.profiles import ProfileClaims

MOST_LISTED = 100
MOST_QUOTES = 5
LEAST_SURE = Field(None, ge=0, le=1, description="leave out skills read with less confidence than this")
QUOTES = Field(1, ge=0, le=MOST_QUOTES, description="sentences quoted as evidence for each skill")

Skills = list[Annotated[str, Field(min_length=1, max_length=300)]]


class ExtractAsked(Given):
    text: str = Field(description="the job ad as plain text, whole and unchanged: evidence is quoted from it")
    min_confidence: float | None = LEAST_SURE
    limit: int = Field(40, ge=1, le=MOST_LISTED, description="skills listed at most; `total` says how many there are")
    quotes: int = QUOTES


class GapAsked(Given):
    ad: str | None = Field(None, description="text of a job ad. Give either this or `role`")
    role: str | None = Field(
        None, max_length=300, description='name of an occupation instead of an ad, such as "reference librarian"'
    )
    skills: Skills = Field(
        default_factory=list, max_length=MAX_CLAIMS, description="names of skills that the person says they have"
    )
    cv: str | None = Field(None, description="text of the person's CV, read for skills; nothing of it is kept")
    min_confidence: float | None = LEAST_SURE
    limit: int = Field(25, ge=1, le=MOST_LISTED, description="skills listed at most in each part of the answer")
    quotes: int = QUOTES

    @model_validator(mode="after")
    def one_question(self) -> Self:
        if (self.ad is None) == (self.role is None):
            raise ValueError("give either `ad` or `role`, not both or neither")
        return self

    def claims(self) -> ProfileClaims:
        return ProfileClaims(claims=tuple(self.skills), text=self.cv or None)


class RecommendAsked(GapAsked):
    budget: float | None = Field(
        None, ge=0, le=MOST_MONEY, allow_inf_nan=False, description="most money for all courses together, in `currency`"
    )
    currency: CurrencyCode | None = None
    hours: float | None = Field(
        None, ge=0, le=MOST_HOURS, allow_inf_nan=False, description="most hours of learning for all courses together"
    )
    modes: list[Mode] = Field(default_factory=list, description="only courses held in one of these ways")
    others: int = Field(3, ge=0, le=MOST_LISTED, description="further courses listed beside the stack")

    def preferences(self, default_currency: str) -> Preferences:
        return Preferences(
            budget=None if self.budget is None else Decimal(str(self.budget)),
            currency=self.currency or default_currency,
            hours=self.hours,
            modes=frozenset(self.modes),
        )


class SearchAsked(Given):
    query: str = Field(min_length=1, max_length=300, description="a name, or words that say what the skill is about")
    limit: int = Field(10, ge=1, le=MOST_LISTED)


class DemandAsked(SliceIn):
    skill: str = Field(
        min_length=1, max_length=400, description="name or URI of a skill, or the name of a family or area of skills"
    )
    limit: int = Field(5, ge=0, le=MOST_LISTED, description="entries in each list of the answer")

    def slice(self) -> SliceIn:
        return SliceIn.model_validate(self.model_dump(include=set(SliceIn.model_fields)))


class LintAsked(Given):
    entry: dict[str, Any] = Field(
        description="one course or micro-credential: our field names (`id`, `name`, `description`, `outcomes`, "
        "`hours`, `level`, `credits`, `assessment`, `price`, `currency`, `mode`, `provider`, ...) or JSON-LD of "
        "schema.org, CTDL, ELM or Open Badges"
    )
    suggestions: bool = Field(default=True, description="also read the entry for ESCO skills that it does not state")
    limit: int = Field(10, ge=0, le=MOST_LISTED, description="suggested skills listed at most")
