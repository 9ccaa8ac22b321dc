"""`/providers/dossier`: evidence that employers need a skill, to read here and to download."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from types import MappingProxyType

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from starlette.datastructures import QueryParams

from api.demand_asking import named_skill
from api.demand_rendering import DemandRenderer
from api.dossier_asking import FILES, MEDIA, Heading, dossier_out, written_dossier
from api.errors import Refusal
from api.proposal_schemas import MOST_LETTERS
from api.slicing import slice_of
from api.web.frame import Frame
from api.web.refusals import wrong
from api.web.slices import Cut, cut_in, offers, one_of
from api.wiring import Service
from matcher.dossier.chapters import Writing
from matcher.errors import InvalidInput, OnlySamples, UnknownConcept

DOSSIER = "/providers/dossier"
PAGE = "web/provider/dossier.html"
MOST_OF_NAME = 60
"""Characters of a skill in the name of a file."""
OF_SAMPLES = "The ads here are samples that we made up. They say nothing of what employers need, of whichever skill."
NOTHING: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What a dossier is to be about, as it was typed."""

    concept: str = ""
    title: str = ""
    organisation_name: str = ""
    day: str = ""

    def heading(self) -> Heading:
        """Raises InvalidInput for what is no day."""
        try:
            day = dt.date.fromisoformat(self.day) if self.day else dt.date.today()
        except ValueError as error:
            raise InvalidInput("day", f"{self.day[:40]!r} is no day: write 2027-03-31") from error
        for name in ("title", "organisation_name"):
            if len(getattr(self, name)) > MOST_LETTERS:
                raise InvalidInput(name, f"has more than {MOST_LETTERS} characters")
        return Heading(day=day, organisation=self.organisation_name or None, title=self.title or None)


def dossier_page(frame: Frame, router: APIRouter) -> None:
    def shown(
        request: Request, wished: Wished, cut: Cut, status: int = 200, more: Mapping[str, object] = NOTHING
    ) -> Response:
        service = frame.serving.now()
        offered = offers(service.provision.market().facts, service.pipeline.taxonomy)
        context = {
            "typed": wished,
            "cut": cut,
            "offers": offered,
            "written": None,
            "name": _name(service, wished),
            "sample": service.provision.supplies.made_up,
            "sample_ads": service.provision.market().made_up,
        }
        return frame.shown(request, PAGE, status, **{**context, **more})

    def again(request: Request, refusal: Refusal) -> Response:
        told = wrong(refusal, {"skill": "concept"})
        return shown(request, _wished(request.query_params), cut_in(request.query_params), refusal.status, told)

    frame.again[DOSSIER] = again

    @router.get(DOSSIER, response_class=HTMLResponse)
    def dossier(request: Request) -> Response:
        service, wished, cut = frame.serving.now(), _wished(request.query_params), cut_in(request.query_params)
        form = one_of(request.query_params, "format")
        if not wished.concept:
            if form:
                raise InvalidInput("concept", "name a skill or a family of skills")
            return shown(request, wished, cut)
        try:
            written = _written(service, wished, cut)
        except OnlySamples:  # its words are for whoever runs the service: the page says them apart
            return shown(request, wished, cut, 422, {"error": OF_SAMPLES, "field": None})
        if form not in FILES:
            return shown(request, wished, cut, more={"written": dossier_out(service, written)})
        headers = {
            "Content-Disposition": f'attachment; filename="{_file(service, wished)}.{form}"',
            "Cache-Control": "no-store",
        }
        return Response(FILES[form](written), media_type=MEDIA[form], headers=headers)


def _wished(sent: QueryParams) -> Wished:
    return Wished(**{own.name: one_of(sent, own.name) for own in fields(Wished)})


def _written(service: Service, wished: Wished, cut: Cut) -> Writing:
    try:
        id = named_skill(service, wished.concept)
    except UnknownConcept as unknown:
        raise InvalidInput("concept", str(unknown)) from unknown
    return written_dossier(service, id, slice_of(cut.asked(), service.pipeline.finder), wished.heading())


def _file(service: Service, wished: Wished) -> str:
    """What a folder of several dossiers tells apart."""
    said = re.sub(r"[^a-z0-9]+", "-", _name(service, wished).lower())[:MOST_OF_NAME].strip("-")
    return f"need-{said}" if said else "need"


def _name(service: Service, wished: Wished) -> str:
    """What the skill is called where its URI or id was given: people are not to read that."""
    return DemandRenderer(service).label(wished.concept) if wished.concept else ""
