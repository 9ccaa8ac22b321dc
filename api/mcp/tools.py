"""The six tools: what each is for, what it takes and tells, and who answers it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mcp_types import Tool, ToolAnnotations
from pydantic import BaseModel

from api.asking import Answered, ad_text, ask_by_ad, ask_by_role
from api.demand_asking import named_skill, skill_market
from api.lint_rendering import lint_report
from api.lint_routes import MAX_BYTES
from api.lint_schemas import LintResponse
from api.linting import linted
from api.mcp import questions as ask
from api.mcp.answers import (
    DemandTold,
    ExtractTold,
    FoundConcept,
    GapTold,
    LintTold,
    RecommendTold,
    SearchTold,
)
from api.mcp.market_telling import demand_told, lint_told
from api.mcp.telling import extract_told, gap_told, recommend_told, shortened
from api.rendering import extract_response, gap_response, versions_out
from api.schemas import Given
from api.searching import search_concepts
from api.slicing import slice_of
from api.wiring import Service, course_reader
from corpora.courses.files import read_courses_of
from matcher.achievements import Achievement
from matcher.errors import InvalidInput, Rejected, TextTooLong
from matcher.preferences import Preferences

READS_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
UNNAMED = "entry"
"""The id of an entry that states none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelTool:
    name: str
    title: str
    description: str
    takes: type[Given]
    tells: type[BaseModel]
    answer: Callable[[Service, Any], BaseModel]
    """Takes one of `takes`. Raises MatcherError where that can't be used."""

    def told(self) -> Tool:
        """As clients list it."""
        return Tool(
            name=self.name,
            title=self.title,
            description=self.description,
            input_schema=self.takes.model_json_schema(),
            output_schema=self.tells.model_json_schema(mode="serialization"),
            annotations=READS_ONLY,
        )


def extract_skills(service: Service, asked: ask.ExtractAsked) -> ExtractTold:
    reading = service.pipeline.read(ad_text(service, asked.text), asked.min_confidence)
    return extract_told(extract_response(service, reading), asked)


def find_gap(service: Service, asked: ask.GapAsked) -> GapTold:
    return gap_told(gap_response(service, _answered(service, asked, Preferences()), limit=0), asked)


def recommend(service: Service, asked: ask.RecommendAsked) -> RecommendTold:
    found = _answered(service, asked, asked.preferences(service.settings.currency))
    return recommend_told(gap_response(service, found, limit=asked.others), asked)


def _answered(service: Service, asked: ask.GapAsked, preferences: Preferences) -> Answered:
    claims = asked.claims()
    if asked.ad is not None:
        return ask_by_ad(service, asked.ad, claims, preferences, asked.min_confidence)
    return ask_by_role(service, asked.role or "", claims, preferences, asked.min_confidence)


def find_concepts(service: Service, asked: ask.SearchAsked) -> SearchTold:
    found = [
        FoundConcept(
            skill=skill.preferred_label,
            uri=skill.uri,
            kind=skill.kind.value,
            vocabulary=skill.vocabulary.value,
            similarity=similarity,
            description=shortened(skill.description) if skill.description else None,
        )
        for skill, similarity in search_concepts(service.pipeline, asked.query, asked.limit)
    ]
    attribution = list(service.pipeline.taxonomy.attribution)
    return SearchTold(versions=versions_out(service), attribution=attribution, found=found)


def skill_demand(service: Service, asked: ask.DemandAsked) -> DemandTold:
    wanted = slice_of(asked.slice(), service.pipeline.finder)
    return demand_told(skill_market(service, named_skill(service, asked.skill), wanted), asked.limit)


def lint_entry(service: Service, asked: ask.LintAsked) -> LintTold:
    entry, passed_over = _one_entry(asked.entry)
    taxonomy = service.pipeline.taxonomy
    if asked.suggestions:
        _require_short(entry, service.settings.max_ad_characters)
    report = linted([entry], passed_over, *((course_reader(service.pipeline), taxonomy) if asked.suggestions else ()))
    answer = LintResponse(
        versions=versions_out(service), attribution=list(taxonomy.attribution), **dict(lint_report(report))
    )
    return lint_told(answer, asked.limit)


def _one_entry(stated: dict[str, Any]) -> tuple[Achievement, list[Rejected]]:
    """Raises InvalidInput where it is none, or several."""
    is_linked = any(key.startswith("@") for key in stated)
    data = json.dumps(stated if is_linked else {"id": UNNAMED, **stated}).encode()
    if len(data) > MAX_BYTES:
        raise TextTooLong("the entry", length=len(data), limit=MAX_BYTES, unit="bytes")
    read = list(read_courses_of("entry", data, lines=False))
    entries = [one for one in read if isinstance(one, Achievement)]
    passed_over = [one for one in read if isinstance(one, Rejected)]
    if len(entries) > 1:
        raise InvalidInput("entry", f"holds {len(entries)} courses; send one at a time")
    if not entries:
        reasons = "; ".join(f"{one.field}: {one.reason}" if one.field else one.reason for one in passed_over)
        raise InvalidInput("entry", reasons or "holds no course")
    return entries[0], passed_over


def _require_short(entry: Achievement, most: int) -> None:
    characters = sum(len(text) for _, text in entry.passages())
    if characters > most:
        raise TextTooLong("what the entry teaches", length=characters, limit=most)


def tools() -> tuple[ModelTool, ...]:
    return (
        ModelTool(
            name="extract_skills",
            title="Skills that a job ad asks for",
            description=(
                "Read a job ad and list the skills it asks for, each tied to an ESCO or O*NET concept, with the "
                "sentence it rests on, how important it is and how sure the reading is. Use it when somebody "
                "wants to know what an ad asks. It is not for CVs: find_gap takes those."
            ),
            takes=ask.ExtractAsked,
            tells=ExtractTold,
            answer=extract_skills,
        ),
        ModelTool(
            name="find_gap",
            title="What a person lacks for a job",
            description=(
                "Compare what a job ad, or an occupation by its name, asks for with what a person holds (a list of "
                "skills, a CV, or both) and list what is covered and what is missing, with the evidence for each. It "
                "judges no person and ranks nobody. Use recommend instead when courses are wanted too."
            ),
            takes=ask.GapAsked,
            tells=GapTold,
            answer=find_gap,
        ),
        ModelTool(
            name="recommend",
            title="Courses that close the gap",
            description=(
                "Find the micro-credentials and courses of this server's catalogue that together close most of "
                "what a person lacks for an ad or an occupation, within a budget and hours, with the catalogue's own "
                "words for what each course covers. Missing prices and hours are missing, not zero. Entries with "
                "`sample: true` are made up: say so."
            ),
            takes=ask.RecommendAsked,
            tells=RecommendTold,
            answer=recommend,
        ),
        ModelTool(
            name="search_concepts",
            title="Look up skills by name or meaning",
            description=(
                "Find skills of ESCO, O*NET and this server's own list by name or by meaning, to learn the exact name "
                "or URI that other tools take, or which skills there are on a subject. It searches skills, not "
                "courses, jobs or ads."
            ),
            takes=ask.SearchAsked,
            tells=SearchTold,
            answer=find_concepts,
        ),
        ModelTool(
            name="skill_demand",
            title="Demand for a skill in job ads",
            description=(
                "Count how many of the job ads kept on this server ask for one skill, with an interval, who asks, in "
                "which words, what is asked for beside it, which courses teach it and whether it rises. It can be "
                "narrowed to a slice by sector, occupation, region, employer or days. It knows only ads that its "
                "operator put in: see `ads_in_slice`, `sample_ads` and `notes` before you speak of a labour market."
            ),
            takes=ask.DemandAsked,
            tells=DemandTold,
            answer=skill_demand,
        ),
        ModelTool(
            name="lint_catalogue_entry",
            title="What a course entry leaves out",
            description=(
                "Check one entry of a course catalogue against the EU recommendation on micro-credentials, the "
                "Australian framework, the New Zealand rules and advice to providers: what is missing, vague or "
                "broken, what to write instead, and which ESCO skills its words speak of. Nothing is stored."
            ),
            takes=ask.LintAsked,
            tells=LintTold,
            answer=lint_entry,
        ),
    )
