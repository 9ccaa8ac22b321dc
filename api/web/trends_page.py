"""`/providers/trends`: what surely rises and falls; technical skills against those of use in any field."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.demand_asking import Portion, trends_page
from api.errors import Refusal
from api.slicing import slice_of
from api.web.demand_map import by_in
from api.web.drawing import transversal_over_time
from api.web.frame import Frame
from api.web.notes import told_notes
from api.web.refusals import wrong
from api.web.skill_page import grain_in
from api.web.slices import Cut, cut_in, offers, one_of, tidied
from api.web.unmet_page import nature_in, start_in
from matcher.provision import By

TRENDS = "/providers/trends"
PAGE = "web/provider/trends.html"
LISTED = 40


def trends_list(frame: Frame, router: APIRouter) -> None:
    def shown(request: Request, cut: Cut, status: int = 200, **more: object) -> Response:
        service, asked = frame.serving.now(), request.query_params
        grain = grain_in(one_of(asked, "grain"))
        portion = Portion(
            by=by_in(one_of(asked, "by"), By.AREAS),
            nature=nature_in(one_of(asked, "nature")),
            start=start_in(one_of(asked, "start")),
            limit=LISTED,
        )
        page = None
        if status == 200:
            page = trends_page(service, slice_of(cut.asked(), service.pipeline.finder), portion, grain)
        context = {
            "cut": cut,
            "page": page,
            "portion": portion,
            "grain": grain.value,
            "plots": transversal_over_time(page.natures) if page else (),
            "notes": told_notes(page.notes) if page else [],
            "offers": offers(service.provision.market().facts, service.pipeline.taxonomy),
        }
        return frame.shown(request, PAGE, status, **context, **more)

    def again(request: Request, refusal: Refusal) -> Response:
        return shown(request, cut_in(request.query_params), refusal.status, **wrong(refusal))

    frame.again[TRENDS] = again

    @router.get(TRENDS, response_class=HTMLResponse)
    def trends(request: Request) -> Response:
        return tidied(request) or shown(request, cut_in(request.query_params))
