"""`/providers/emerging`: what employers ask for in the same words and no known skill covers."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.demand_asking import Portion, emerging_page
from api.errors import Refusal
from api.slicing import slice_of
from api.web.frame import Frame
from api.web.notes import told_notes
from api.web.refusals import wrong
from api.web.slices import Cut, cut_in, offers, one_of, tidied
from api.web.unmet_page import start_in
from api.wiring import Service
from matcher.emerging import Emerging
from matcher.errors import ArtefactMismatch

EMERGING = "/providers/emerging"
PAGE = "web/provider/emerging.html"
LISTED = 20


def emerging_list(frame: Frame, router: APIRouter) -> None:
    def shown(request: Request, cut: Cut, status: int = 200, **more: object) -> Response:
        service = frame.serving.now()
        portion = Portion(start=start_in(one_of(request.query_params, "start")), limit=LISTED)
        built = grouped(service) if status == 200 else None
        page = None
        if built is not None:
            page = emerging_page(service, built, slice_of(cut.asked(), service.pipeline.finder), portion)
        context = {
            "cut": cut,
            "page": page,
            "portion": portion,
            "never": status == 200 and built is None,
            "notes": told_notes(page.notes) if page else [],
            "offers": offers(service.provision.market().facts, service.pipeline.taxonomy),
        }
        return frame.shown(request, PAGE, status, **context, **more)

    def again(request: Request, refusal: Refusal) -> Response:
        return shown(request, cut_in(request.query_params), refusal.status, **wrong(refusal))

    frame.again[EMERGING] = again

    @router.get(EMERGING, response_class=HTMLResponse)
    def emerging(request: Request) -> Response:
        return tidied(request) or shown(request, cut_in(request.query_params))


def grouped(service: Service) -> Emerging | None:
    """None where nobody has grouped them, or others made them than are here now."""
    try:
        return service.emerging.current()[1]
    except ArtefactMismatch:
        return None
