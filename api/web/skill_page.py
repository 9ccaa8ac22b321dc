"""`/skills/...`: all about one skill, family or occupation, for whoever came by a search or from the demand map."""

from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.demand_asking import named_skill, skill_market
from api.demand_rendering import DemandRenderer
from api.errors import refusal_of
from api.rendering import Renderer
from api.schemas import ConceptOut
from api.slicing import SliceIn, slice_of
from api.web.drawing import over_time
from api.web.frame import Frame
from api.web.notes import told_notes
from api.web.refusals import wrong
from api.web.slices import FIELDS, Cut, cut_in, offers, one_of, tidied
from api.wiring import Service
from matcher.areas import PREFIX
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput, UnknownConcept
from matcher.periods import Grain

PAGE, OCCUPATION = "web/provider/skill.html", "web/provider/occupation.html"
NOT_FOUND = 404


def skill_page(frame: Frame, router: APIRouter) -> None:
    def shown(request: Request, id: str, cut: Cut, fault: InvalidInput | None = None) -> Response:
        service, grain = frame.serving.now(), grain_in(one_of(request.query_params, "grain"))
        wanted = slice_of(SliceIn.model_validate({}) if fault else cut.asked(), service.pipeline.finder)
        found = skill_market(service, id, wanted, grain)
        context = {
            "market": found,
            "concept": concept_of(service, id),
            "families": families_of(service, id),
            "area": area_of(service, id),
            "cut": cut,
            "grain": grain.value,
            "grains": [own.value for own in Grain],
            "plots": over_time(found.course) if found.course else (),
            "notes": told_notes(found.notes),
            "offers": offers(service.provision.market().facts, service.pipeline.taxonomy),
        }
        told = wrong(refusal_of(fault)) if fault else {}
        return frame.shown(request, PAGE, 422 if fault else 200, **context, **told)

    @router.get("/skills/{uri:path}", response_class=HTMLResponse)
    def skill(request: Request, uri: str) -> Response:
        service = frame.serving.now()
        if ConceptUri(uri) in service.pipeline.taxonomy.occupations:
            return frame.shown(
                request, OCCUPATION, concept=Renderer(service.pipeline.taxonomy).concept(ConceptUri(uri))
            )
        try:
            id = named_skill(service, uri)
        except InvalidInput as unknown:
            refusal = replace(refusal_of(unknown), status=NOT_FOUND, title="No skill is called that")
            return frame.refused(request, refusal)
        cut = cut_in(request.query_params)
        try:
            return tidied(request) or shown(request, id, cut)
        except InvalidInput as fault:
            if fault.field not in FIELDS:
                raise
            return shown(request, id, cut, fault)


def grain_in(typed: str) -> Grain:
    return Grain(typed) if typed in set(Grain) else Grain.QUARTER


def concept_of(service: Service, id: str) -> ConceptOut | None:
    """Of an area that of the skill which heads it; None of a family."""
    try:
        return Renderer(service.pipeline.taxonomy).concept(ConceptUri(id.removeprefix(PREFIX)))
    except UnknownConcept:
        return None


def families_of(service: Service, id: str) -> list[tuple[str, str]]:
    """(id, label) of those that hold the skill."""
    uri = ConceptUri(id.removeprefix(PREFIX))
    return [(own.id, own.label) for own in service.pipeline.taxonomy.families_of(uri)]


def area_of(service: Service, id: str) -> tuple[str, str] | None:
    """(id, label) of the group of like-named skills that a skill is counted in; None where it stands alone."""
    if id.startswith(PREFIX):
        return None
    own = next((area for area in service.provision.market().areas if ConceptUri(id) in area.members), None)
    if own is None or len(own.members) == 1:
        return None
    return own.id, DemandRenderer(service).label(own.id)
