"""What narrows a question, under the names of /v1. The server checks the values, and names what is wrong."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypedDict

Day = date | str
"""As text: 2026-11-27."""
Amount = Decimal | float | int | str
Grain = Literal["month", "quarter", "half-year", "year"]


class PageOptions(TypedDict, total=False):
    limit: int
    cursor: str


class AdGiven(TypedDict):
    text: str


class ProfileGiven(TypedDict, total=False):
    skills: Sequence[str]
    text: str
    credentials: Sequence[Mapping[str, Any] | str]
    resume: Mapping[str, Any]


class GapOptions(TypedDict, total=False):
    """Either `ad` or `role`."""

    ad: AdGiven
    role: str
    profile: ProfileGiven
    budget: Amount
    currency: str
    hours: float
    modes: Sequence[Literal["online", "blended", "on site"]]
    languages: Sequence[str]
    level_from: str
    level_to: str
    starts_from: Day
    starts_by: Day
    providers: Sequence[str]
    without_providers: Sequence[str]
    hours_per_week: float
    alternatives: bool
    min_confidence: float
    limit: int


class SliceOptions(TypedDict, total=False):
    """Of one kind any name will do; of different kinds, and the days, all count."""

    sector: Sequence[str]
    occupation: Sequence[str]
    region: Sequence[str]
    location: Sequence[str]
    organisation: Sequence[str]
    source: Sequence[str]
    since: Day
    until: Day


class SimilarOptions(SliceOptions, total=False):
    ad: str
    """Id of an ad; or words:"""
    q: str
    limit: int


class ListOptions(SliceOptions, total=False):
    by: Literal["skills", "areas", "families"]
    nature: Literal["technical", "transversal"]
    limit: int
    cursor: str


class UnmetOptions(ListOptions, total=False):
    ways_of_working: bool


class TrendsOptions(ListOptions, total=False):
    grain: Grain


class EmergingOptions(SliceOptions, total=False):
    limit: int
    cursor: str


class SkillOptions(SliceOptions, total=False):
    grain: Grain


class DossierOptions(SliceOptions, total=False):
    title: str
    organisation_name: str
    day: Day


class DraftOptions(TypedDict, total=False):
    slice: SliceOptions
    title: str
    level: str
    hours: float
    language: str
    day: Day
    format: Literal["json", "schema.org", "CTDL", "ELM", "open-badges"]


class WhatIfOptions(TypedDict, total=False):
    """Either `text` or `course`."""

    text: str
    course: Mapping[str, Any]
    teaches: Sequence[str]
    slice: SliceOptions


class TableGiven(TypedDict, total=False):
    """Either `csv` or `rows`."""

    csv: str
    rows: Sequence[Mapping[str, Any]]


class TeamOptions(TypedDict, total=False):
    names: Mapping[str, str | None]
    consented: bool
    sheet: str
    begin: str
    quarters: int
    budget: Amount
    budget_per_quarter: Amount
    currency: str
    hours_per_person: float
    hours_per_quarter: float
    together: bool
    coverage: float
    holders: int
    without: Sequence[str]
