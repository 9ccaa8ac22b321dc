"""The routes under /v1 and the two health checks. Handlers are plain functions: they run in worker threads."""

import datetime as dt
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Header, Query, Response
from pydantic import Field

from api.access.routes import access_routes
from api.asking import Wanted, ad_text, ask_by_ad, ask_by_role
from api.batch_routes import batch_routes
from api.demand_routes import demand_routes
from api.dossier_routes import dossier_routes
from api.linked import LINKED_DATA, VARYING, linked_answer
from api.lint_routes import lint_routes
from api.paging import after, cursor_after
from api.problem_schemas import refusals
from api.rendering import (
    Renderer,
    extract_response,
    gap_response,
    likely_skills_out,
    role_match,
    similar_ad,
    versions_out,
)
from api.schemas import (
    AchievementPage,
    AchievementResponse,
    ConceptHit,
    ConceptPage,
    ConceptResponse,
    ExtractRequest,
    ExtractResponse,
    GapRequest,
    GapResponse,
    LikelySkillPage,
    MetaOut,
    RolePage,
    SimilarAdsOut,
    UnitsOut,
)
from api.searching import search_concepts, search_likely_skills, search_roles
from api.serving import Serving
from api.slicing import SliceIn, slice_of
from api.taking_along import FILES, MEDIA, TakeForm, file_of
from api.team_routes import team_routes
from api.uploads import profile_given
from corpora.profiles.resume_writing import with_planned
from matcher.achievements import AchievementId
from matcher.concepts import ConceptUri
from matcher.qualifications import units_of

Limit = Annotated[int, Query(ge=1, le=100, description="how many at most")]
MoreLimit = Annotated[int, Query(ge=1, le=20_000, description="how many at most")]
Cursor = Annotated[str | None, Query(max_length=400, description="`next_cursor` of the page before")]
Searched = Annotated[str, Query(min_length=1, max_length=300)]
LinkedFormat = Annotated[str | None, Query(max_length=40, description="of JSON-LD: schema.org, ...")]
ALSO_LINKED: dict[int | str, dict[str, object]] = {200: {"content": {LINKED_DATA: {}}}}
TakenAs = Annotated[TakeForm, Query(description="a file instead: the same answer to take along")]
TAKEN_ALONG: dict[int | str, dict[str, object]] = {200: {"content": {kind: {} for kind in MEDIA.values()}}}


class SimilarIn(SliceIn):
    ad: str | None = Field(None, max_length=300, description="id of an indexed ad")
    q: str | None = Field(None, max_length=2_000, description="a title, a role or some words")
    limit: int = Field(10, ge=1, le=100, description="how many at most")


MAX_RANKED = 200
"""Roles and concepts are ranked this deep; further down nothing resembles the query."""
PROBLEMS = refusals(
    (400, "The body can't be read as JSON"),
    (404, "There is no such thing"),
    (409, "The same batch is still being worked on"),
    (413, "Too much text"),
    (415, "The body is not said to be JSON"),
    (422, "Something in the request can't be used; the answer names it"),
    (503, "Something that this needs is busy or not there; the answer names it"),
)


def routes(serving: Serving) -> APIRouter:
    router = APIRouter(responses=PROBLEMS)
    _health(router, serving)
    _asking(router, serving)
    _looking_up(router, serving)
    _offers(router, serving)
    lint_routes(router, serving)
    batch_routes(router, serving)
    dossier_routes(router, serving)
    demand_routes(router, serving)
    team_routes(router, serving)
    access_routes(router, serving)
    return router


def taken_along(answer: GapResponse, form: TakeForm, day: dt.date) -> Response:
    """The answer as a file to save."""
    headers = {"Content-Disposition": f'attachment; filename="{FILES[form]}"'}
    return Response(file_of(answer, form, day), media_type=MEDIA[form], headers=headers)


def _health(router: APIRouter, serving: Serving) -> None:
    @router.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process answers."""
        return {"status": "ok"}

    @router.get("/readyz")
    def readyz() -> dict[str, str | int]:
        """Everything is loaded: the app is made only after that."""
        return {"status": "ready", "outdated_ads": serving.service.pipeline.ads.outdated}


def _asking(router: APIRouter, serving: Serving) -> None:
    @router.post("/v1/gap", response_model=GapResponse, responses=TAKEN_ALONG)
    def gap(request: GapRequest, format: TakenAs = TakeForm.JSON) -> Response | GapResponse:
        """What an ad or role asks, what the profile covers, the gap, and what closes it; or that as a file."""
        service = serving.now()
        claims = profile_given(request.profile, service.settings)
        preferences = request.preferences(service.settings.currency)
        if request.ad is not None:
            found = ask_by_ad(service, request.ad.text, claims, preferences, request.min_confidence)
        else:
            found = ask_by_role(service, request.role or "", claims, preferences, request.min_confidence)
        wanted = Wanted(hours_per_week=request.hours_per_week, alternatives=request.alternatives)
        answer = gap_response(service, replace(found, wanted=wanted, notes=claims.refused), limit=request.limit)
        own, stack = request.profile.resume, [one.achievement for one in found.advice.taken]
        whole = answer.model_copy(update={"resume": with_planned(own, stack)}) if own is not None else answer
        return whole if format is TakeForm.JSON else taken_along(whole, format, dt.date.today())

    @router.post("/v1/extract")
    def extract(request: ExtractRequest) -> ExtractResponse:
        """What an ad asks, each with the words it rests on."""
        service = serving.now()
        reading = service.pipeline.read(ad_text(service, request.text), request.min_confidence)
        return extract_response(service, reading)


def _looking_up(router: APIRouter, serving: Serving) -> None:
    pipeline = serving.service.pipeline
    attribution = list(pipeline.taxonomy.attribution)

    @router.get("/v1/roles")
    def roles(q: Searched, limit: Limit = 10, cursor: Cursor = None) -> RolePage:
        """Occupations that a role name resembles, best first."""
        start = after(cursor)
        ranked = search_roles(pipeline, q, MAX_RANKED)
        items = [role_match(match) for match in ranked[start : start + limit]]
        return RolePage(
            versions=versions_out(serving.now()),
            attribution=attribution,
            items=items,
            next_cursor=cursor_after(start, limit, len(ranked)),
        )

    @router.get("/v1/roles/skills")
    def role_skills(q: Searched, limit: MoreLimit = 30) -> LikelySkillPage:
        """Skills that a role is likely to demand by its own words, likeliest first."""
        return LikelySkillPage(
            versions=versions_out(serving.now()),
            attribution=attribution,
            items=likely_skills_out(search_likely_skills(pipeline, q, limit)),
        )

    @router.get("/v1/concepts")
    def concepts(q: Searched, limit: Limit = 10, cursor: Cursor = None) -> ConceptPage:
        """Skills by name or by meaning, exact names first."""
        start = after(cursor)
        ranked = search_concepts(pipeline, q, MAX_RANKED)
        items = [
            ConceptHit(
                uri=skill.uri,
                label=skill.preferred_label,
                kind=skill.kind.value,
                vocabulary=skill.vocabulary.value,
                similarity=similarity,
            )
            for skill, similarity in ranked[start : start + limit]
        ]
        return ConceptPage(
            versions=versions_out(serving.now()),
            attribution=attribution,
            items=items,
            next_cursor=cursor_after(start, limit, len(ranked)),
        )

    @router.get("/v1/concepts/{uri:path}")
    def concept(uri: str) -> ConceptResponse:
        """One skill or occupation by its URI."""
        found = Renderer(pipeline.taxonomy).concept(ConceptUri(uri))
        return ConceptResponse(versions=versions_out(serving.now()), attribution=attribution, **found.model_dump())

    @router.get("/v1/meta")
    def meta() -> MetaOut:
        """Versions, attribution, and how much of everything is loaded."""
        service = serving.now()
        taxonomy = pipeline.taxonomy
        kinds: dict[str, int] = {}
        for skill in taxonomy.skills.values():
            kinds[skill.kind.value] = kinds.get(skill.kind.value, 0) + 1
        return MetaOut(
            versions=versions_out(service),
            attribution=attribution,
            concepts={**kinds, "occupation": len(taxonomy.occupations)},
            achievements=len(service.pipeline.catalogue),
            ads=len(pipeline.ads),
            families=[family.label for family in taxonomy.families],
        )


def _offers(router: APIRouter, serving: Serving) -> None:
    pipeline = serving.service.pipeline
    renderer = Renderer(pipeline.taxonomy)
    attribution = list(pipeline.taxonomy.attribution)

    @router.get("/v1/achievements")
    def achievements(limit: Limit = 20, cursor: Cursor = None) -> AchievementPage:
        """The catalogue by id."""
        service = serving.now()
        page = service.pipeline.catalogue.page(after=AchievementId(cursor) if cursor else None, limit=limit + 1)
        more = page[limit - 1].id if len(page) > limit else None
        items = [renderer.achievement(achievement) for achievement in page[:limit]]
        return AchievementPage(versions=versions_out(service), attribution=attribution, items=items, next_cursor=more)

    @router.get("/v1/achievements/{achievement_id:path}", response_model=AchievementResponse, responses=ALSO_LINKED)
    def achievement(
        achievement_id: str, response: Response, format: LinkedFormat = None, accept: Annotated[str, Header()] = ""
    ) -> AchievementResponse | Response:
        """One micro-credential or course; as JSON-LD where a `format` or a media type asks for it."""
        service = serving.now()
        one = service.pipeline.catalogue.get(AchievementId(achievement_id))
        linked = linked_answer(service, one, format, accept)
        if linked is not None:
            return linked
        response.headers.update(VARYING)
        found = renderer.achievement(one)
        return AchievementResponse(versions=versions_out(service), attribution=attribution, **found.model_dump())

    @router.get("/v1/units")
    def units(
        of: Annotated[str, Query(max_length=300, description="id of a qualification, a series or a course")],
        by: Annotated[list[str] | None, Query(max_length=50, description="ids whose cover of it is told")] = None,
    ) -> UnitsOut:
        """A qualification taken apart into the skills of its units, and which of them others cover."""
        service = serving.now()
        whole = service.pipeline.catalogue.get(AchievementId(of))
        others = [service.pipeline.catalogue.get(AchievementId(one)) for one in by or ()]
        found = renderer.units(units_of(whole, service.pipeline.catalogue), others)
        return UnitsOut(
            versions=versions_out(service), attribution=attribution, id=whole.id, name=whole.name, units=found
        )

    @router.get("/v1/ads/similar")
    def similar(asked: Annotated[SimilarIn, Query()]) -> SimilarAdsOut:
        """Indexed ads like another one, or like a role or some words; all of them, or those of a slice."""
        title, text, skipped = asked.q, "", None
        if asked.ad is not None:
            known = pipeline.ads.get(asked.ad)
            title, text, skipped = known.title, known.text, known.id
        within = slice_of(asked, pipeline.finder)
        near = pipeline.similar_ads(
            title=title, text=text, limit=asked.limit + 1, within=None if within.is_whole else within
        )
        items = [similar_ad(found) for found in near if found.ad.id != skipped][: asked.limit]
        return SimilarAdsOut(versions=versions_out(serving.now()), attribution=attribution, items=items)
