"""The wire format of a catalogue looked over."""

from typing import Any

from pydantic import BaseModel, Field

from api.schemas import Answer

STATUS = "`present`, `vague`, `missing`, `broken`, or `not of a catalogue`: of a credential that was awarded"


class FindingOut(BaseModel):
    framework: str
    element: str
    mandatory: bool
    status: str = Field(description=STATUS)
    field: str | None = Field(description="where it stands, or would have to")
    text: str | None = Field(description="the entry's words that this rests on; null where there are none")
    instead: str | None = Field(description="what to write; null where nothing is to be done")


class VagueOutcomeOut(BaseModel):
    field: str
    text: str
    why: str
    instead: str


class FollowedOut(BaseModel):
    aim: str = Field(description="trust, value, sustainability")
    point: str
    answer: str = Field(description="`yes`, `no`, `not stated`")
    field: str | None
    text: str | None = Field(description="the words that the answer rests on")
    how: str = Field(description="what follows the advice")


class SuggestionOut(BaseModel):
    """Read in the entry's words, and not stated by it: no fact."""

    uri: str
    label: str
    role: str
    confidence: float
    field: str
    text: str


class LintedEntryOut(BaseModel):
    id: str
    name: str
    to_do: int = Field(description="mandatory elements, over all frameworks, that leave something to do")
    findings: list[FindingOut]
    vague_outcomes: list[VagueOutcomeOut]
    advice: list[FollowedOut]
    suggestions: list[SuggestionOut] = Field(description="the surest first")


class ElementCountOut(BaseModel):
    framework: str
    element: str
    mandatory: bool
    source: str
    entries: dict[str, int] = Field(description="status -> how many entries")


class PointCountOut(BaseModel):
    aim: str
    point: str
    how: str
    entries: dict[str, int] = Field(description="answer -> how many entries")


class WorstOut(BaseModel):
    id: str
    name: str
    to_do: int


class OverallOut(BaseModel):
    entries: int
    complete: dict[str, int] = Field(description="framework -> entries with all that a catalogue can hold of it")
    elements: list[ElementCountOut]
    advice: list[PointCountOut]
    outcomes: int
    vague_outcomes: int
    worst: list[WorstOut] = Field(description="those with most to do")


class LeftOutOut(BaseModel):
    row: int | None = Field(description="1-based entry or line; null where the whole is meant")
    field: str | None
    reason: str


class LintReport(BaseModel):
    overall: OverallOut
    entries: list[LintedEntryOut]
    left_out: list[LeftOutOut] = Field(description="what could not be read, or only without one of its fields")
    read_for_suggestions: bool
    corrected: dict[str, Any] | None = Field(description="all entries in the format that was asked for")


class LintResponse(LintReport, Answer):
    pass
