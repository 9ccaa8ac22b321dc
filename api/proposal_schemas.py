"""The wire format of a drafted micro-credential."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from api.days import Day
from api.demand_schemas import HoursOut, NamedOut, QuoteOut
from api.lint_schemas import LintReport
from api.schemas import Answer, Given
from api.slicing import SliceIn

MOST_LETTERS = 300
MOST_HOURS = 100_000


class DraftIn(Given):
    concept: str = Field(min_length=1, max_length=MOST_LETTERS, description="skill, family or area: name, URI or id")
    slice: SliceIn = Field(default_factory=lambda: SliceIn.model_validate({}))
    title: str | None = Field(None, min_length=1, max_length=MOST_LETTERS)
    level: str | None = Field(None, max_length=MOST_LETTERS, description="with its framework: `NZQCF 5`")
    hours: float | None = Field(None, gt=0, le=MOST_HOURS, description="of a typical learner, all work counted")
    language: str | None = Field(
        None, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", description="of teaching (BCP 47)"
    )
    day: Day | None = Field(None, description="that stands in it; today where none is given")
    format: str = Field("json", description="of `document`: CTDL, ELM, open-badges, schema.org, json")


class OutcomeOut(BaseModel):
    text: str
    skill: NamedOut
    ads: int = Field(description="of the slice that ask for the skill")
    verb_from: str = Field(description="`name of the skill`, `job ads` or `ours`")
    verb_ads: int | None = Field(description="that put the verb before its name, among those looked at")
    kind: str = Field(description="of what is done: searching, judging, ...")
    assessment_idea: str = Field(description="ours, to be decided by the provider")
    quote: QuoteOut | None


class AskingOccupationOut(BaseModel):
    label: str
    ads: int


class DraftOut(Answer):
    status: Literal["draft"] = "draft"
    name: str
    need: str = Field(description="one paragraph of figures")
    small: bool = Field(description="the figures are too small to carry a claim; then the document claims none")
    outcomes: list[OutcomeOut]
    occupations: list[AskingOccupationOut] = Field(description="that ask for it most often, by the ads' titles")
    hours_elsewhere: HoursOut | None = Field(
        description="that courses which teach it, surely or perhaps, state: an indication only"
    )
    document: dict[str, Any] = Field(description="the draft in the format that was asked for")
    lint: LintReport = Field(description="what is still missing")
